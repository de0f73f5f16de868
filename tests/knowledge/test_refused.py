"""What is no library, or not a sound one: refused with file, line and what to type, in bounded time and memory."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path

import pytest
from helpers.libraries import LIBRARY, NEEDED

from salesmode.errors import LibraryError
from salesmode.knowledge.formatting import unformatted
from salesmode.knowledge.library import load_library

MOVE = "plays/b2b/crm/keep_accounts.yaml"
FOUND = "findings/who_earns.yaml"
SECONDS = 20.0  # what nobody waits for; refused at once it takes a tenth of one


def test_a_folder_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    """With what to type instead."""
    with pytest.raises(LibraryError, match="no such folder") as error:
        load_library(tmp_path / "nowhere")
    assert "--library" in str(error.value)


def test_a_folder_without_plays_is_no_library(tmp_path: Path) -> None:
    """And says what one has."""
    with pytest.raises(LibraryError, match="plays"):
        load_library(tmp_path)


# A file, what is in it instead, and the line and the words of the fault.
FAULTS = [
    ("guards.yaml", "guards: [\n", 2, "is not YAML"),
    ("guards.yaml", "guards:\n  - id: cash\n    id: again\n", 3, "'id' stands twice in one map"),
    ("guards.yaml", "guards:\n  - id: cash\n", 2, "guards.0.title: Field required"),
    ("guards.yaml", "", 1, "the file: Input should be a valid dictionary"),
    ("plays/b2b/value/play.yaml", "title: {en: a}\n", 1, "title.zh: Field required"),
    ("industries/machinery.yaml", "- a\n", 1, "the file: Input should be a valid dictionary"),
    ("currencies.yaml", "dated: x\ncodes: [USD]\n", 2, "codes: Input should be a valid dictionary"),
    ("program/words.yaml", "said:\n  is: {en: a}\n", 2, "said.is.zh: Field required"),
    ("program/words.yaml", "said:\n  is: here\n", 2, "said.is: should be a map of texts"),
]


@pytest.mark.parametrize(("name", "text", "line", "what"), FAULTS, ids=[f"{x[0]}: {x[3]}" for x in FAULTS])
def test_a_faulty_file_is_named_with_its_line(folder: Path, name: str, text: str, line: int, what: str) -> None:
    """File, line, what is wrong."""
    (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(LibraryError) as error:
        load_library(folder)
    assert error.value.where == f"{folder / name}:{line}"
    assert what in str(error.value.what)


# One place of a sound file made wrong: what stands there, what stands there instead, and the words of the fault.
MISSHAPEN = [
    (MOVE, "stage: ", "stage: 5 #", "stage: Input should be 1, 2, 3 or 4"),
    (MOVE, "365 / orders_per_customer", "365 ^ 2", "holds more than numbers, names, + - * / or"),
    (MOVE, "  - lever: annual_churn", "  - lever: cash", "'amount' is for the levers saved and cash"),
    (FOUND, "topic: ", "topic: weather #", "topic: Input should be 'who_earns'"),
    ("plays/b2b/value/play.yaml", "reviewed: ", "revised: ", "revised: Extra inputs are not permitted"),
    ("settings/selection.yaml", "near_tie: 0.05", "near_tie: 30", "near_tie: Input should be less than or equal to 1"),
    ("settings/selection.yaml", "near_tie: 0.05", "near_tie: .nan", "near_tie: Input should be a finite number"),
    ("settings/next_questions.yaml", "{answer: revenue, ", "{anwser: revenue, ", "unlocks.1.anwser: Extra inputs"),
    (
        "guards.yaml",
        "share, at_least: ",
        "share, below: ",
        "a leaf is 'answer', 'figure' or 'quantity' with exactly one of",
    ),
]


@pytest.mark.parametrize(("name", "right", "wrong", "what"), MISSHAPEN, ids=[x[3] for x in MISSHAPEN])
def test_one_place_that_is_misshapen_is_named_with_its_line(
    folder: Path, name: str, right: str, wrong: str, what: str
) -> None:
    """The line of the place, what it should be, and the command that finds the rest."""
    text = (folder / name).read_text(encoding="utf-8")
    line = text[: text.index(right)].count("\n") + 1
    (folder / name).write_text(text.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(LibraryError) as error:
        load_library(folder)
    assert what in str(error.value.what)
    assert error.value.where == f"{folder / name}:{line}"
    assert error.value.fix == f"See everything that is wrong with it: salesmode playbooks check {folder}"


@pytest.mark.parametrize(
    ("name", "right", "wrong", "id"),
    [
        ("identities.yaml", "[customers, repeat_rate]", "[customers, repeat_rat]", "repeat_rat"),
        ("identities.yaml", "of: net_customers", "of: nett_customers", "nett_customers"),
        ("forms.yaml", "defined: {take_rate: 1}", "defined: {taken: 1}", "taken"),
        ("forms.yaml", "assumed: {orders_per_customer: 1}", "assumed: {often: 1}", "often"),
    ],
)
def test_a_quantity_nobody_knows_is_named_with_its_file(
    folder: Path, name: str, right: str, wrong: str, id: str
) -> None:
    """An identity or a form that names it settles no business; the command finds the line."""
    text = (folder / name).read_text(encoding="utf-8")
    assert right in text
    (folder / name).write_text(text.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(LibraryError, match=f"no quantity '{id}'") as error:
        _ = load_library(folder).model
    assert error.value.where == str(folder / name)
    assert error.value.fix == f"See everything that is wrong: salesmode playbooks check {folder}"


@pytest.mark.parametrize("name", NEEDED)
def test_a_file_no_plan_can_do_without_is_missed(folder: Path, name: str) -> None:
    """The file is named, and where to get it: it is no fault of the program."""
    (folder / name).unlink()
    with pytest.raises(LibraryError, match="the library needs this file") as error:
        load_library(folder)
    assert error.value.where == str(folder / name)
    assert error.value.fix == "Copy it there from the playbooks that come with salesmode"


def test_what_a_library_may_lack_is_none_or_nothing(folder: Path) -> None:
    """No papers, calendars or benchmarks, no buying center, no calculations: a plan can still be made."""
    library = load_library(folder)
    assert (library.worksheets, library.calendars, library.benchmarks) == ({}, {}, {})
    assert (library.buying_center, library.capabilities, library.calc) == (None, None, None)
    assert library.waiting == {}
    again = load_library(folder)
    assert (again.worksheets, again.buying_center) == ({}, None)


def test_a_move_may_have_no_effect_and_nothing_against_it(folder: Path) -> None:
    """What the types let out, the engine does without."""
    text = (folder / MOVE).read_text(encoding="utf-8")
    optional = "figures|effects|words|in_place|wrong_when|goals|answers|cash|kit|if"
    bare = re.sub(rf"^({optional}):.*?(?=^\S|\Z)", "", text, flags=re.DOTALL | re.MULTILINE)
    bare = re.sub(r"^  trial:.*\n|^  unread:\n(    .*\n)+", "", bare, flags=re.MULTILINE)
    (folder / MOVE).write_text(bare, encoding="utf-8")
    held = load_library(folder).moves["b2b.crm.keep_accounts"]
    assert (held.figures, held.effects, held.words, held.in_place, held.wrong_when) == ({}, (), (), None, ())
    assert (held.id, held.play) == ("b2b.crm.keep_accounts", "b2b.crm")


def test_a_fault_leaves_no_cache_behind(folder: Path, builds: list[Path]) -> None:
    """Mended, the library is read; what was faulty was not kept."""
    good = (folder / "guards.yaml").read_text(encoding="utf-8")
    (folder / "guards.yaml").write_text("guards: [", encoding="utf-8")
    with pytest.raises(LibraryError):
        load_library(folder)
    assert not (folder.parent / "cache").exists()
    (folder / "guards.yaml").write_text(good, encoding="utf-8")
    load_library(folder)
    assert len(builds) == 2


# ------------------------------------------------------------------------------------------------ what a stranger sends


def refusal(folder: Path) -> LibraryError:
    """Return how a library is refused, which takes no long time."""
    start = time.process_time()
    with pytest.raises(LibraryError) as error:
        load_library(folder)
    assert time.process_time() - start < SECONDS
    return error.value


def test_a_file_that_expands_without_end_is_refused(folder: Path) -> None:
    """Nine lists of nine aliases each would be 387 million things."""
    lists = "".join(f"  l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]\n" for n in range(1, 10))
    (folder / "guards.yaml").write_text(f"guards:\n  l0: &l0 [a]\n{lists}", encoding="utf-8")
    assert "more than 400,000 things" in str(refusal(folder).what)


def test_an_alias_within_itself_is_refused(folder: Path) -> None:
    """It would never end."""
    (folder / "guards.yaml").write_text("guards: &all [*all]\n", encoding="utf-8")
    assert refusal(folder).where == f"{folder / 'guards.yaml'}:1"


@pytest.mark.parametrize("opening", ["[", "- ", "{a: ", "[[],"])
def test_a_file_that_is_too_deep_is_refused(folder: Path, opening: str) -> None:
    """Before the parser goes down with it."""
    (folder / "guards.yaml").write_text(f"a:\n  {opening * 100_000}", encoding="utf-8")
    assert "too deep" in str(refusal(folder).what)


def test_brackets_in_a_text_are_no_depth(folder: Path) -> None:
    """A text of brackets is a text."""
    words = folder / "program/words.yaml"
    text = words.read_text(encoding="utf-8")
    words.write_text(re.sub(r'(?m)en: "', 'en: "[1. ', text), encoding="utf-8")
    assert load_library(folder).words["yes"].startswith("[1. ")


def test_a_number_without_end_is_a_text_or_refused(folder: Path) -> None:
    """Hours and minutes of YAML are read in a time that grows with the square of their length."""
    (folder / "guards.yaml").write_text("guards: 1" + ":59" * 200_000, encoding="utf-8")
    assert "guards" in str(refusal(folder).what)
    (folder / "guards.yaml").write_text("guards: !!int 1" + ":59" * 200_000, encoding="utf-8")
    assert "longer than any" in str(refusal(folder).what)


def test_a_file_that_is_too_large_is_not_even_read(folder: Path) -> None:
    """Five million bytes where ours have 200,000 at most."""
    (folder / "guards.yaml").write_text("#" * 5_000_000, encoding="utf-8")
    assert "5,000,000 bytes" in str(refusal(folder).what)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_named_pipe_is_not_waited_for(folder: Path) -> None:
    """Nor is a device, which a link may point to."""
    os.mkfifo(folder / "plays/pipe.yaml")
    assert "no ordinary file" in str(refusal(folder).what)
    (folder / "plays/pipe.yaml").unlink()
    (folder / "plays/zero.yaml").symlink_to("/dev/zero")
    assert "no ordinary file" in str(refusal(folder).what)


def test_signs_that_move_a_cursor_reach_no_screen(folder: Path) -> None:
    """Neither from the name of a file nor from a key or a text in it."""
    (folder / "plays/\x1b[2Ja.yaml").write_text("'\\e[31mkey': [\n", encoding="utf-8")
    assert "\x1b" not in str(refusal(folder))
    (folder / "plays/\x1b[2Ja.yaml").unlink()
    (folder / "guards.yaml").write_text('guards: []\n"\\e[31mkey": 1\n', encoding="utf-8")
    shown = str(refusal(folder))
    assert "key" in shown
    assert "\x1b" not in shown
    guards = (LIBRARY.folder / "guards.yaml").read_text(encoding="utf-8")
    (folder / "guards.yaml").write_text(guards.replace('en: "', 'en: "\\e[31m\\u202e', 1), encoding="utf-8")
    shown = str(refusal(folder))
    assert "characters that cannot be seen" in shown
    assert "\x1b" not in shown


def test_the_house_style_has_the_same_limits(folder: Path) -> None:
    """What the reader refuses at once is not formatted for minutes."""
    lists = "".join(f"  l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]\n" for n in range(1, 10))
    (folder / "guards.yaml").write_text(f"guards:\n  l0: &l0 [a]\n{lists}", encoding="utf-8")
    with pytest.raises(LibraryError, match="more than 400,000 things"):
        unformatted(folder)


def test_a_library_without_a_play_is_refused(folder: Path) -> None:
    """The folder is named, not the answers."""
    for play in (folder / "plays").rglob("*.yaml"):
        play.unlink()
    assert refusal(folder).where == str(folder / "plays")
