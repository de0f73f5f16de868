"""The interview on real terminals, drawn and plain: forward, back, changed, skipped, asked why, killed and resumed."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import termios
from pathlib import Path

import pexpect
import pytest
from helpers.libraries import LIBRARIES, LIBRARY

import salesmode
from salesmode.business.profile import dump_answers
from salesmode.intake.answers import Given, read_answers
from salesmode.knowledge.library import Lang

UP, DOWN, ESCAPE, REVIEW = "\x1b[A", "\x1b[B", "\x1b", "\x12"
signal.signal(signal.SIGINT, signal.default_int_handler)  # a background job inherits deaf ears
ROOT = str(Path(salesmode.__file__).parents[1])  # what is tested, not what may be installed
QUESTIONS = {lang: library.questions.answers for lang, library in LIBRARIES.items()}
WORDS = {lang: library.interview for lang, library in LIBRARIES.items()}


def start(path: Path, *more: str, lang: Lang | None = "en", term: str = "xterm", columns: int = 80) -> pexpect.spawn:
    """Start an interview on a terminal."""
    env = {**os.environ, "TERM": term, "LC_ALL": "C.UTF-8", "PYTHONPATH": ROOT}
    env.pop("COLUMNS", None)
    argv = ["-m", "salesmode", "interview", "-a", path.name, *(["--lang", lang] if lang else []), *more]
    return pexpect.spawn(
        sys.executable, argv, cwd=str(path.parent), dimensions=(24, columns), encoding="utf-8", timeout=20, env=env
    )


def on_disk(path: Path) -> dict[str, object]:
    """Return the answers in the file."""
    return dump_answers(read_answers(Given(file=str(path)), LIBRARY))


def asked(child: pexpect.spawn, lang: Lang, id: str) -> None:
    """Wait until a question is asked, by its first words, and where it is drawn, until keys are taken."""
    shown = [WORDS[lang]["talk.trade_shown"][:8]] if id == "industry" else []  # where the offer tells the trade
    child.expect_exact([QUESTIONS[lang][id].ask[:8], *shown])
    if b"--plain" not in child.args:
        ready(child)


def ready(child: pexpect.spawn) -> None:
    """Wait until a line is asked for, or where it is drawn, until keys are taken."""
    child.expect("> " if b"--plain" in child.args else "Ctrl-C")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file that is not there yet."""
    return tmp_path / "a.yaml"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_drawn_it_goes_forward_back_changes_and_skips_by_keys(path: Path, lang: Lang) -> None:
    """Typing, arrows, Enter, Escape; every answer is on disk before the next question."""
    child = start(path, lang=lang)
    asked(child, lang, "offer")
    child.send("Robots\r")
    asked(child, lang, "industry")
    assert on_disk(path) == {"offer": "Robots"}
    child.send("\r")
    asked(child, lang, "region")
    child.send("\r")
    asked(child, lang, "goal")
    child.send(ESCAPE)
    asked(child, lang, "region")
    child.send(ESCAPE)
    asked(child, lang, "industry")
    child.send(f"{DOWN}\r")
    asked(child, lang, "goal")
    child.send("region: DE\r")
    asked(child, lang, "goal")
    child.send("\x03")
    child.expect("interview -a a.yaml")
    child.expect(pexpect.EOF)
    assert on_disk(path) == {"offer": "Robots", "industry": "machinery", "region": "DE"}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_drawn_a_contradiction_is_named_and_one_of_the_answers_changed(path: Path, lang: Lang) -> None:
    """The first of the two is chosen, asked for again, and changed."""
    path.write_text("offer: x\nindustry: other\nregion: DE\nreach: city\n", encoding="utf-8")
    child = start(path, lang=lang)
    child.expect("Ctrl-C")
    child.send("go buyer\r")
    asked(child, lang, "buyer")
    child.send(f"{DOWN}\r")
    child.expect("Ctrl-C")
    child.send("go buyer_kind\r")
    asked(child, lang, "buyer_kind")
    child.send(" \r")
    child.expect("Ctrl-C")
    child.send("go business_revenue_share\r")
    asked(child, lang, "business_revenue_share")
    child.send("?")
    child.expect_exact(WORDS[lang]["talk.reading_mode"])
    child.expect("Ctrl-C")
    child.send("20%\r")
    child.expect_exact(WORDS[lang]["talk.doubt"])
    child.expect("Ctrl-C")
    child.send(f"{DOWN}{DOWN}\r")
    asked(child, lang, "business_revenue_share")
    child.send("90%\r")
    child.expect("Ctrl-C")
    child.send(REVIEW)
    child.expect("90 ?%")
    child.send("\x03")
    child.expect(pexpect.EOF)
    assert on_disk(path)["business_revenue_share"] == 0.9


@pytest.mark.parametrize("plain", [False, True])
def test_killed_at_any_question_it_resumes_where_it_was(path: Path, plain: bool) -> None:
    """Nothing that was answered is asked again or lost."""
    child = start(path, *(["--plain"] if plain else []))
    asked(child, "en", "offer")
    child.send("Robots\r")
    asked(child, "en", "industry")
    child.kill(signal.SIGKILL)
    child.expect(pexpect.EOF)
    again = start(path, *(["--plain"] if plain else []))
    again.expect("1 answer is in a.yaml")
    asked(again, "en", "industry")
    again.send("software\r")
    asked(again, "en", "region")
    again.sendeof()
    again.expect(pexpect.EOF)
    assert on_disk(path) == {"offer": "Robots", "industry": "software"}


@pytest.mark.parametrize("plain", [False, True])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_ended_from_outside_it_gives_the_terminal_back(path: Path, number: signal.Signals, plain: bool) -> None:
    """What is typed is shown and read line by line again, and the shell learns which signal it was."""
    child = start(path, *(["--plain"] if plain else []))
    before = termios.tcgetattr(child.child_fd)[3] & (termios.ICANON | termios.ECHO)
    asked(child, "en", "offer")
    child.kill(number)
    child.expect(pexpect.EOF)
    child.wait()
    assert child.signalstatus == number
    with contextlib.suppress(termios.error):  # the other end is gone: where it can be asked, it says so
        assert termios.tcgetattr(child.child_fd)[3] & (termios.ICANON | termios.ECHO) == before


def test_plain_arrow_keys_are_no_answer(path: Path) -> None:
    """They are left out of what was typed."""
    child = start(path, "--plain")
    asked(child, "en", "offer")
    child.send("cakes\x1b[D\x1b[A\x1bOC\x1b[3~\r")
    asked(child, "en", "industry")
    child.sendeof()
    child.expect(pexpect.EOF)
    assert on_disk(path) == {"offer": "cakes"}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_plain_it_redraws_nothing_and_takes_typed_words(path: Path, lang: Lang) -> None:
    """No escape sequence reaches a screen reader."""
    words = {name: WORDS[lang][f"commands.{name}"] for name in ("back", "why", "done", "review", "go")}
    child = start(path, "--plain", lang=lang)
    for line, then in (("Robots", "industry"), (words["back"], "offer"), ("", "industry"), ("1", "region")):
        child.expect("> ")
        child.sendline(line)
        asked(child, lang, then)
    child.sendline(words["why"])
    child.sendline(words["review"])
    child.sendline(f"{words['go']} goal")
    asked(child, lang, "goal")
    child.sendline("win_rate")
    child.sendline(words["done"])
    child.expect("salesmode plan -a a.yaml")
    child.expect(pexpect.EOF)
    assert on_disk(path) == {"offer": "Robots", "industry": "machinery", "goal": "win_rate"}


def test_a_dumb_terminal_gets_plain_lines(path: Path) -> None:
    """TERM=dumb is never drawn on."""
    child = start(path, term="dumb")
    child.expect("> ")
    assert "\x1b" not in child.before
    child.sendline("done")
    child.expect(pexpect.EOF)


def pour(child: pexpect.spawn, text: str) -> None:
    """Type a long text; what is drawn meanwhile is read, or both ends would wait for each other for ever."""
    child.delaybeforesend = None
    for start_ in range(0, len(text), 2000):
        child.send(text[start_ : start_ + 2000])
        with contextlib.suppress(pexpect.TIMEOUT):
            while True:
                child.read_nonblocking(65536, timeout=0)


@pytest.mark.parametrize("columns", [40, 120])
def test_a_flood_of_keys_a_huge_paste_and_a_resize_do_no_harm(path: Path, columns: int) -> None:
    """Wrong input is told in a sentence; the answers stay."""
    child = start(path, columns=columns)
    asked(child, "en", "offer")
    child.send("Robots\r")
    asked(child, "en", "industry")
    child.send("\r")
    asked(child, "en", "region")
    for wrong in ("zz", "z??", "1e999", "\x1b[200~" + "x" * 1_000_000 + "\x1b[201~", f"\x1b[1;5D{UP}\x00\x1bOP"):
        pour(child, wrong)
        child.setwinsize(24, columns + 5)
        pour(child, "\r")
        child.setwinsize(24, columns)
    child.send("\x03")
    child.expect("interview -a a.yaml", timeout=60)
    child.expect(pexpect.EOF)
    assert "Traceback" not in child.before
    assert on_disk(path) == {"offer": "Robots", "industry": "machinery"}


def test_what_is_typed_ahead_is_answered_in_turn(path: Path) -> None:
    """Keys struck while the next question is worked out are neither lost nor shown twice."""
    child = start(path)
    asked(child, "en", "offer")
    child.send("Robots\rsoftware\rDE\rmargin\r")
    asked(child, "en", "buyer")
    child.send("\x03")
    child.expect(pexpect.EOF)
    assert on_disk(path) == {"offer": "Robots", "industry": "software", "region": "DE", "goal": "margin"}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_screen_is_a_form_with_its_answers_above_and_its_coming_questions_below(path: Path, lang: Lang) -> None:
    """Also in another window, in which everything is drawn anew; what is done stays above as it was answered."""
    questions = QUESTIONS[lang]
    child = start(path, lang=lang, columns=90)
    asked(child, lang, "offer")
    child.send("Robots\r")
    child.expect_exact(WORDS[lang]["talk.line"].format(label=questions["offer"].label, value="Robots"))
    child.expect_exact(WORDS[lang]["talk.trade_shown"].split("{")[0][:18])
    child.expect_exact(questions["region"].label)
    child.expect("Ctrl-C")
    child.setwinsize(24, 40)
    child.expect_exact("\x1b[2J")
    child.expect_exact("Robots")
    child.expect_exact(WORDS[lang]["talk.trade_shown"].split("{")[0][:18])
    child.expect("Ctrl-C")
    for line, then in (("software", "region"), ("DE", "goal"), ("margin", "buyer")):
        child.send(f"{line}\r")
        asked(child, lang, then)
    child.send("\x03")
    child.expect(pexpect.EOF)


@pytest.mark.parametrize("plain", [False, True])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_rests_on_a_changed_answer_is_asked_again_and_kept_by_enter(path: Path, lang: Lang, plain: bool) -> None:
    """The buyer changes: who has a say is asked again, what was said stays."""
    path.write_text(
        "offer: x\nindustry: other\nregion: DE\nreach: city\nbuyer: individual\ndecision_makers: 1\n", "utf-8"
    )
    child = start(path, *(["--plain"] if plain else []), lang=lang)
    ready(child)
    child.send("buyer: both\r")
    child.expect_exact(WORDS[lang]["talk.resting"][:8])
    child.expect_exact(QUESTIONS[lang]["decision_makers"].label)
    ready(child)
    child.send("\r")
    ready(child)
    child.send("\x03")
    child.expect(pexpect.EOF)
    assert on_disk(path)["decision_makers"] == 1
    assert on_disk(path)["buyer"] == "both"


@pytest.mark.parametrize("plain", [False, True])
@pytest.mark.parametrize(("lang", "said"), [("en", "'Mars' is no country code"), ("zh", "“Mars”不是国家或地区代码")])
def test_wrong_five_times_over_it_says_so_in_its_language(path: Path, lang: Lang, said: str, plain: bool) -> None:
    """And takes the sixth."""
    path.write_text("offer: x\nindustry: other\n", encoding="utf-8")
    child = start(path, *(["--plain"] if plain else []), lang=lang)
    ready(child)
    for _ in range(5):
        child.send("Mars\r")
        child.expect_exact(said)
        ready(child)
    child.send("DE\r")
    asked(child, lang, "goal")
    child.send("\x03")
    child.expect(pexpect.EOF)
    assert on_disk(path)["region"] == "DE"


def test_an_interview_goes_on_in_the_language_of_its_file(path: Path) -> None:
    """Whatever the terminal is set to."""
    path.write_text("language: zh\noffer: x\n", encoding="utf-8")
    child = start(path, lang=None)
    asked(child, "zh", "industry")
    child.send("\x03")
    child.expect_exact("先停在这里")
    child.expect(pexpect.EOF)


def test_a_folder_that_may_not_be_written_is_told_before_an_answer_is_lost(path: Path) -> None:
    """One clear sentence, no traceback; a device that is full tells the same."""
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("no /dev/full")
    path.symlink_to(full)
    child = start(path, "--plain")
    text = child.read()
    assert "Traceback" not in text
