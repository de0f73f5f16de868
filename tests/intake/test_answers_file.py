"""The file of an interview: kept as its owner wrote it, never overwritten, read back after every answer."""

from __future__ import annotations

import tempfile
import unicodedata
from pathlib import Path

import pytest
from helpers.draws import cases
from helpers.libraries import LIBRARIES
from helpers.talking import ASKED, LIBRARY, Talk, on_disk
from hypothesis import assume, given
from hypothesis import strategies as st

from salesmode.business.profile import dump_answers
from salesmode.errors import InputError, OutputError
from salesmode.intake.questions import Question, render_questions
from salesmode.interview import PlainConsole, StoppedError, interview
from salesmode.knowledge.library import LANGS, Lang


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file that is not there yet."""
    return tmp_path / "answers.yaml"


# ------------------------------------------------------------------------------------------------------------ the file


def test_the_end_of_input_keeps_the_answers_and_says_how_to_go_on(path: Path) -> None:
    """Exit code 2, the count, the file and the command."""
    with pytest.raises(InputError, match=f"the input ended.*; 2 answers are in {path}") as caught:
        Talk(path, "A", "software").run()
    assert caught.value.exit_code == 2
    assert caught.value.fix == f"go on with: salesmode interview -a {path}"
    with pytest.raises(InputError, match=r"里已有 2 个回答"):
        Talk(path, lang="zh").run()


def test_an_interview_resumes_after_an_abrupt_end(path: Path) -> None:
    """Ctrl-C says where the answers are; the next session asks what is still open."""

    def interrupt(_: str) -> str:
        if path.exists():
            raise KeyboardInterrupt
        return "A"

    with pytest.raises(StoppedError, match="stopped here; 1 answer is in") as caught:
        interview(path, LIBRARY, PlainConsole(interrupt, lambda _: None))
    assert caught.value.exit_code == 130
    talk = Talk(path, "software")
    talk.until_the_end()
    assert "1 answer is in" in talk.said
    assert "What do you sell, and who to?" not in talk.said
    assert on_disk(path) == {"offer": "A", "industry": "software"}


KEPT = """\
# our answers, June
---
# who we are
offer:   Kitchens   # says Ada
name:
# money, do not touch
deal_value: 12_000  # mean of ten
channels: [events,
  referrals]
# as told
win_rate: 0.350
region: 'NO'
team:
  # only us
  - role: founder
    people: 1
# the end
"""


def test_comments_order_and_spelling_of_a_file_are_kept(path: Path) -> None:
    """Only the answer given is put in; a new one goes to the end."""
    path.write_text(KEPT, encoding="utf-8")
    Talk(path, "software", "name: Ada & Sons").until_the_end()
    lines = path.read_text(encoding="utf-8").splitlines()
    before = KEPT.replace("name:\n", "name: Ada & Sons\n").replace("[events,\n  referrals]", "[events, referrals]")
    words = [line.split() for line in lines]
    assert words == [*(line.split() for line in before.splitlines()), ["industry:", "software"]]


@pytest.mark.parametrize("lang", LANGS)
def test_a_blank_file_is_filled_in_where_its_questions_stand(path: Path, lang: Lang) -> None:
    """Every comment stays, and an answer of every kind stands under its question."""
    blank = render_questions(LIBRARIES[lang], "yaml")
    path.write_text(blank, encoding="utf-8")
    typed = {
        "name": "A",
        "buyer_kind": "1, 2",
        "win_rate": "35%",
        "won_from": "1: 3",
        "team": "founder 1 15",
        "maturity": "1: 2",
    }
    Talk(path, *[f"{id}: {line}" for id, line in typed.items()], lang=lang).until_the_end()
    comments = [line for line in blank.splitlines() if line.startswith("#")]
    assert [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#")] == comments
    assert set(on_disk(path)) == set(typed)
    assert list(dict.fromkeys(line.partition(":")[0] for line in blank.splitlines() if line and line[0] != "#")) == [
        line.partition(":")[0] for line in path.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"
    ]


def test_a_file_of_comments_alone_keeps_them(path: Path) -> None:
    """Answers go below."""
    path.write_text("# mine\n# own", encoding="utf-8")
    Talk(path, "A").until_the_end()
    assert path.read_text(encoding="utf-8") == "# mine\n# own\noffer: A\n"


def test_line_ends_of_windows_stay(path: Path) -> None:
    """And its byte order mark does no harm."""
    path.write_bytes(b"\xef\xbb\xbfname: A\r\n# more\r\n")
    Talk(path, "Kitchens").until_the_end()
    assert path.read_bytes().endswith(b"name: A\r\n# more\r\noffer: Kitchens\r\n")


def test_answers_in_json_stay_json(path: Path) -> None:
    """Also those that begin with nothing."""
    path = path.with_suffix(".json")
    Talk(path, "A").until_the_end()
    Talk(path, "software", "currency: EUR").until_the_end()
    assert path.read_text(encoding="utf-8") == '{\n  "offer": "A",\n  "industry": "software",\n  "currency": "EUR"\n}\n'


def test_a_file_changed_meanwhile_is_never_overwritten(path: Path) -> None:
    """The other one's change stands, and the answer that is lost is named."""
    Talk(path, "A").until_the_end()
    theirs = b"name: B\n"
    with pytest.raises(InputError, match=r"(?s)changed by someone else.*industry: software") as caught:
        Talk(path, "software", meanwhile=lambda: path.write_bytes(theirs)).run()
    assert str(path) in caught.value.where
    assert path.read_bytes() == theirs


def test_a_file_that_appeared_meanwhile_is_never_overwritten(path: Path) -> None:
    """There was none at the start; now there is."""
    with pytest.raises(InputError, match="was changed"):
        Talk(path, "A", meanwhile=lambda: path.write_bytes(b"# hello\n")).run()
    assert path.read_bytes() == b"# hello\n"


def test_a_file_that_cannot_be_read_is_refused_before_anything_is_asked(path: Path) -> None:
    """With its line."""
    path.write_text("name: A\nbuyer: everybody\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"answers.yaml:2: buyer: 'everybody' is not one of the options"):
        Talk(path, "B").run()


def test_a_folder_that_is_not_there_is_an_output_error(path: Path) -> None:
    """Nothing is made in silence."""
    with pytest.raises(OutputError):
        Talk(path / "deeper" / "a.yaml", "A").run()


# ------------------------------------------------------------------------------------------------------------ property


Typed = tuple[str, object]  # a line, and what is then in the file


MADE_OF_MAPS: dict[str, Typed] = {
    "changed": ("{what: orders, by: -30%}", [{"what": "orders", "by": -0.3}]),
    "channel_results": ("{channel: email, spend: 3k}", [{"channel": "email", "spend": 3000}]),
    "last_price_change": ("by: 5%, months_ago: 18", {"by": 0.05, "months_ago": 18}),
    "options": ("{name: A, set: {aov: 3}}", [{"name": "A", "set": {"aov": 3}}]),
}


def usable(question: Question) -> st.SearchStrategy[Typed]:
    """Return lines that answer a question, with the answer."""
    spec, ids = question.spec, tuple(question.options)
    numbered = st.integers(1, max(len(ids), 1))
    few = st.lists(numbered, unique=True, max_size=2)
    if question.id in ("region", "currency"):
        return st.just(("DE", "DE") if question.id == "region" else ("eur", "EUR"))
    match spec.kind:
        case "one_of":
            return numbered.map(lambda n: (ids[n - 1], ids[n - 1]))
        case "yes_no":
            return numbered.map(lambda n: (question.options[ids[n - 1]], ids[n - 1] == "yes"))
        case "any_of" if ids[0] == "1":
            return few.map(lambda picked: (", ".join(map(str, picked)) or "none", picked))
        case "any_of":
            return few.map(
                lambda picked: (", ".join(ids[n - 1] for n in picked) or "none", [ids[n - 1] for n in picked])
            )
        case "levels" | "counts":
            return few.map(
                lambda picked: (
                    ", ".join(f"{ids[n - 1]}: 3" for n in picked) or "none",
                    {ids[n - 1]: 3 for n in picked},
                )
            )
        case "list" | "map" if question.id != "team":
            return st.just(MADE_OF_MAPS[question.id])
        case "list":
            return numbered.map(lambda n: (f"{ids[n - 1]} 2", [{"role": ids[n - 1], "people": 2}]))
        case "rate":
            ranged = st.just(("10–15%", {"low": 0.1, "likely": 0.125, "high": 0.15}))
            return ranged | st.integers(0, 100).map(lambda n: (f"{n}%", n / 100))
        case "text":
            return (
                numbered.map(lambda n: (ids[n - 1], ids[n - 1])) if ids else st.just(("Ada: ä, '和'", "Ada: ä, '和'"))
            )
    return st.integers(1, 100).map(lambda n: (str(n), n))


def turn(question: Question) -> st.SearchStrategy[Typed]:
    """Return what may be typed at a question, passing over and not applying included."""
    odd: st.SearchStrategy[Typed] = st.sampled_from([("", None), ("n/a", "n/a")])
    return usable(question) | (odd if question.id != "currency" else st.just(("", None)))


@cases(5)
@given(st.data(), st.sampled_from(["", "# mine\n", render_questions(LIBRARIES["zh"], "yaml"), "{}"]))
def test_after_every_answer_the_file_reads_back_to_the_answers_given_so_far(data: st.DataObject, start: str) -> None:
    """Before the next question is asked, through all questions in any order, wrong answers in between."""
    lines: list[tuple[str, str, object]] = []
    for question in data.draw(st.permutations(ASKED))[:30]:
        if data.draw(st.booleans()) and (question.spec.kind != "text" or question.options):
            lines.append((question.id, f"{question.id}: what do you mean", None))
        line, kept = data.draw(turn(question).filter(lambda pair: bool(pair[0])))
        lines.append((question.id, f"{question.id}: {line}", kept))
    given_so_far: dict[str, object] = {}

    def ask(_: str) -> str:
        assert on_disk(file) == given_so_far
        if talking[-1].startswith("\nThese answers do not go together"):
            talking.append("kept")
            return "keep"
        if not lines:
            return "done"
        id, line, kept = lines.pop(0)
        given_so_far.update({} if kept is None else {id: kept})
        return line

    talking = [""]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "answers.yaml")
        file.write_text(start, encoding="utf-8")
        returned = interview(file, LIBRARY, PlainConsole(ask, talking.append))
        assert on_disk(file) == given_so_far == dump_answers(returned)


@cases(80)
@given(st.text(min_size=1, max_size=40))
def test_any_text_is_kept_as_it_was_typed(text: str) -> None:
    """Signs of YAML, words for null and emoji too; only the words that command the interview are not answers."""
    said = [pair for library in LIBRARIES.values() for pair in library.interview.items()]
    commands = {word for key, word in said if key.startswith("commands.")}
    assume(unicodedata.normalize("NFKC", text).strip().casefold() not in commands)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "answers.yaml")
        offer = Talk(path, text).until_the_end().offer
        assert on_disk(path).get("offer") == offer
        if text.isprintable() and text.strip() not in ("", "?", "？"):
            assert offer == text.strip()
