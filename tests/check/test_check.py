"""What is wrong with a library: every rule finds its fault at file and line, and the shipped library has none."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import NoReturn

import pytest
from helpers.draws import share
from helpers.faults import ASK, FIRST, FOUND, PLAY, WORDS, Break, in_its_own_play, is_found, line_of, rounds
from helpers.libraries import LIBRARIES, LIBRARY, edit
from helpers.small_plays import MOVE, small_folder, write

from salesmode.check import DRAWN, check, idle
from salesmode.knowledge.build import typed
from salesmode.knowledge.files import Finding, KnowledgeFile, read_file

SHIPPED = LIBRARY.folder


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of one play, two moves, a finding and an example."""
    return small_folder(tmp_path_factory.mktemp("library") / "playbooks")


@pytest.fixture
def library(sound: Path, tmp_path: Path) -> Path:
    """A copy of that library to break."""
    return shutil.copytree(sound, tmp_path / "playbooks")


def test_the_small_library_is_sound(sound: Path) -> None:
    """What the tests below break is whole before."""
    found = [finding for finding in check(sound, drawn=0) if finding.rule not in RUN_DRY]
    assert found == []


RUN_DRY = (
    "idle-question",
    "never-taken",
    "always-taken",
    "never-decided",
)  # without drawn businesses they mean nothing


@pytest.mark.parametrize("faults", rounds(), ids=lambda faults: f"{faults[0].rule} and {len(faults) - 1} more")
def test_a_fault_is_found_where_it_is(library: Path, faults: list[Break]) -> None:
    """Each rule names its file, its line and what is wrong."""
    made = [in_its_own_play(library, fault, number) for number, fault in enumerate(faults)]
    for fault in made:
        edit(library, fault.file, fault.old, fault.new)
    found = check(library, quick=True)
    assert [fault for fault in made if not is_found(fault, library, found)] == []


def test_an_uncited_figure_is_found(library: Path) -> None:
    """A figure in a text without sources around it."""
    text = edit(library, "diagnosis.yaml", 'en: "who is served"', 'en: "9 of 10 are served"')
    assert Finding(
        "diagnosis.yaml", line_of(text, "9 of 10"), "uncited", "a figure, and no sources around it"
    ) in check(library, drawn=0)


def test_a_role_nobody_describes_is_found(library: Path) -> None:
    """A role that does work needs its share of time and its deputies."""
    roles = library / "settings" / "capacity.yaml"
    roles.write_text(re.sub(r"\n  sales: .*", "", roles.read_text(encoding="utf-8")), encoding="utf-8")
    found = [finding for finding in check(library, drawn=0) if finding.rule == "unknown-role"]
    assert found[0][:2] == (FIRST, line_of(MOVE, "role: sales"))


def test_moves_that_need_each_other_are_found(library: Path) -> None:
    """Two moves, each waiting for the other."""
    for name, other in (("first", "second"), ("second", "first")):
        edit(library, f"plays/b2b/extra/{name}.yaml", "stage: 1", f"stage: 1\nneeds: [{{move: b2b.extra.{other}}}]")
    (cycle,) = [finding for finding in check(library, drawn=0) if finding.rule == "cycle"]
    assert cycle.what == "these need each other: b2b.extra.first → b2b.extra.second → b2b.extra.first"
    assert (cycle.file, cycle.line) == (FIRST, line_of(MOVE, "stage: 1") + 1)


def test_a_move_that_says_another_one_again_is_found(library: Path) -> None:
    """With its condition and two of its three steps; at the later of the two."""
    edit(library, "plays/b2b/extra/second.yaml", "Ask who left.", "Ask what is missing.")
    (found,) = (one for one in check(library, drawn=0, quick=True) if one.rule == "near-repeat")
    assert found.file.endswith("second.yaml")
    assert "2 steps of 'b2b.extra.first'" in found.what


def test_a_waiting_action_that_is_a_move_by_now_is_found(library: Path) -> None:
    """Whoever makes a move of it takes it out of the list."""
    waiting = '- {id: %s, title: {en: "a", zh: "甲"}, steps: [{en: "b", zh: "乙"}], done_when: {en: "c", zh: "丙"}, '
    text = "".join(f"{waiting % id}sources: [judgement]}}\n" for id in ("third", "first"))
    write(library / "plays/b2b/extra/waiting.yaml", text)
    (finding,) = [one for one in check(library, quick=True) if one.rule == "duplicate-id"]
    assert (finding.file, finding.line) == ("plays/b2b/extra/waiting.yaml", 2)
    assert finding.what == "'first' is a move of this play by now: it waits no longer"


def test_a_finding_of_two_files_is_found(library: Path) -> None:
    """An answer of a move could mean either."""
    shutil.copy(library / FOUND, library / "findings/other.yaml")
    (finding,) = [one for one in check(library, quick=True) if one.rule == "duplicate-id"]
    assert finding.file == "findings/other.yaml"
    assert finding.what == "'leaving' is a finding of findings/extra.yaml already"


@pytest.mark.parametrize(
    ("place", "rule"),
    [
        ("plays/b2b/value.yaml", "play-id"), ("plays/b2x/extra/first.yaml", "play-id"),
        ("plays/b2b/extra/Third.yaml", "play-id"), ("plays/b2b/no/first.yaml", "unknown-play"),
    ],
)  # fmt: skip
def test_a_move_that_lies_where_no_play_is_is_found(library: Path, place: str, rule: str) -> None:
    """Its place is its id, and its folder the play."""
    write(library / place, MOVE)
    assert [one.file for one in check(library, quick=True) if one.rule == rule] == [place]


def test_a_missing_file_is_found(library: Path) -> None:
    """Nothing works without the constants of the choice."""
    (library / "settings" / "selection.yaml").unlink()
    missing = Finding("settings/selection.yaml", 1, "missing-file", "the library needs this file")
    assert missing in check(library, drawn=0)


def test_several_unreadable_files_are_found_in_one_run(library: Path) -> None:
    """Bytes that are no UTF-8, a day that does not exist, a list as a key, an alias within itself, an unknown tag."""
    spoilt = {
        "settings/capacity.yaml": b"\xff\xfe",
        "settings/schedule.yaml": b"a: 2026-13-45\n",
        "settings/selection.yaml": b"? [a]\n: b\n",
        "guards.yaml": b"&a [*a]\n",
        "sources.yaml": b"a: !b c\n",
        WORDS: b"a: 1\n---\nb: 2\n",
    }
    for file, content in spoilt.items():
        (library / file).write_bytes(content)
    found = check(library, drawn=0)
    rules = {finding.file: finding.rule for finding in found if finding.rule in ("unreadable", "too-much")}
    assert rules == {**dict.fromkeys(spoilt, "unreadable"), "guards.yaml": "too-much"}  # an alias within itself


def refuse(*_: object, **__: object) -> NoReturn:
    """Stand in for what a quick check has no time for."""
    raise AssertionError("a quick check makes no plan")


@pytest.mark.parametrize("place", ["salesmode.check.coverage", "salesmode.engine.plan"])
def test_a_quick_check_makes_no_plan(sound: Path, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    """Of a library that is sound it says so without the engine."""
    monkeypatch.setattr(f"{place}.make_plan", refuse)
    assert check(sound, quick=True) == []


def test_a_quick_check_finds_what_can_be_told_without_a_plan(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A misspelt answer, an unknown source, a text in the wrong language: all in one run, and no example is read."""
    monkeypatch.setattr("salesmode.check.coverage.make_plan", refuse)
    edit(library, FIRST, "{answer: buyer, is: org", "{answer: bayer, is: org")
    edit(library, PLAY, "sources: [judgement]", "sources: [judgment]")
    edit(library, PLAY, 'en: "An idea"', 'en: "An 主意"')
    (library / "examples" / "one.yaml").write_text("buyer: everybody\n", encoding="utf-8")
    assert {finding.rule for finding in check(library, quick=True)} == {"unknown-answer", "unknown-source", "language"}


def test_a_quick_check_finds_what_a_whole_one_finds_before_its_plans(library: Path) -> None:
    """With a fault that stands in the way of the engine, the two say the same."""
    edit(library, FIRST, "visited / horizon", "visitors / horizon")
    assert check(library, quick=True) == check(library, drawn=0) != []


@pytest.mark.parametrize(
    "file", [PLAY, FIRST, WORDS, ASK, "guards.yaml", "questions.yaml", "diagnosis.yaml", "currencies.yaml"]
)
def test_a_file_of_another_shape_is_a_finding(library: Path, file: str) -> None:
    """Whatever a file holds instead, it is named; and the check of all others raises nothing where it is missing."""
    for content in ("[]", "a: b", "stages: {}", "x: {en: 1}", ""):
        (library / file).write_text(content, encoding="utf-8")
        read = read_file(library, file)
        assert isinstance(read, KnowledgeFile)
        thing, findings = typed(read, "en")
        assert (thing, findings != ()) == (None, True), content
    assert [finding for finding in check(library, quick=True) if finding.file == file]


def test_a_folder_that_is_no_library_is_a_finding(tmp_path: Path) -> None:
    """Neither a folder without plays nor one that is not there raises."""
    for folder in (tmp_path, tmp_path / "nowhere"):
        (finding,) = check(folder)
        assert (finding.file, finding.rule) == (str(folder), "no-library")


def test_examples_that_do_not_read_are_found(library: Path) -> None:
    """With the line of the answer that is wrong, and a warning too: an example is to read without one."""
    (library / "examples" / "one.yaml").write_text("buyer: organization\ngoal: fame\n", encoding="utf-8")
    (library / "examples" / "two.yaml").write_text("industry: fishing\n", encoding="utf-8")
    found = {(finding.file, finding.line) for finding in check(library, drawn=0) if finding.rule == "example"}
    assert found == {("examples/one.yaml", 2), ("examples/two.yaml", 1)}


@pytest.fixture
def few_tries(monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer is taken out of a tenth of the plans before it counts as idle; in a deep run out of all."""
    monkeypatch.setattr(idle, "TRIES", share(idle.TRIES))


def test_what_no_business_reaches_is_found(library: Path, few_tries: None) -> None:
    """A move nobody is given, a finding nobody is shown, a question that changes nothing."""
    edit(library, "plays/b2b/extra/second.yaml", "customers, at_least: 3", "customers, between: [0.991, 0.992]")
    edit(library, FOUND, "churn, at_least: 0.1", "churn, between: [0.991, 0.992]")
    edit(library, FIRST, "answer: deal_value, at_most: {band: high}", "answer: name, known: true")
    found = check(library, drawn=150)
    assert {one.file for one in found if one.rule == "never-taken"} == {"plays/b2b/extra/second.yaml", FOUND}
    assert any(finding.rule == "idle-question" and "'scarce_side'" in finding.what for finding in found)
    assert not any(finding.rule == "idle-question" and "'buyer'" in finding.what for finding in found)


def test_a_move_that_is_never_refused_is_found(library: Path, few_tries: None) -> None:
    """What everybody is given, whoever comes, has no condition worth the name."""
    text = (library / FIRST).read_text(encoding="utf-8")
    text = re.sub(r"(?ms)^(if|wrong_when|work|effects|stage):.*?(?=^\S)", "", text)
    text = text.replace("min(20, customers)", "20").replace("{decision_cycle}", "{decision_cycle|days}")
    text += "work: [{role: founder}]\nwhole: true\nstage: 4\n"
    write(library / FIRST, text.replace("then: [b2b.extra.second]", "then: []"))
    (library / "plays/b2b/extra/second.yaml").unlink()
    fault = '- {id: leaving, topic: fault, first: true, text: {en: "It broke.", zh: "坏了。"}, sources: [judgement]}\n'
    write(library / FOUND, fault)
    assert [one.file for one in check(library, drawn=share(100)) if one.rule == "always-taken"] == [FIRST]


def test_a_check_is_repeatable(library: Path, few_tries: None) -> None:
    """The same folder, the same findings in the same order."""
    assert check(library, drawn=share(100)) == check(library, drawn=share(100))


def test_the_shipped_library_has_no_fault() -> None:
    """Every rule, every language, every play, situation and question of the library in this checkout."""
    assert [str(finding) for finding in check(drawn=share(DRAWN))] == []


@pytest.mark.parametrize(
    ("said_by", "part", "least"),
    [("ui", "words", 150), ("page", "page", 40), ("explain", "explain", 10), ("compare", "compare", 10)],
)
def test_every_text_the_program_says_is_in_the_library(said_by: str, part: str, least: int) -> None:
    """Each key given as it stands is in its file of program/, in both languages."""
    texts = "".join(path.read_text(encoding="utf-8") for path in (SHIPPED.parent / "salesmode").rglob("*.py"))
    keys = set(re.findall(rf"""\bwords\.{said_by}\(\s*["']([a-z_.]+)["']""", texts))
    assert len(keys) > least
    for library in LIBRARIES.values():
        assert keys - getattr(library, part).keys() == set()
