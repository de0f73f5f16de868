"""Situations beside the knowledge are held to what they say, and what none of them shows is named."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from helpers.libraries import LIBRARY

from salesmode.check import check
from salesmode.knowledge.files import Finding


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the library."""
    return shutil.copytree(LIBRARY.folder, tmp_path / "playbooks")


@pytest.fixture
def unproved(folder: Path) -> Path:
    """A copy of the library that has no situations yet."""
    for file in (folder / "situations").iterdir():
        file.unlink()
    return folder


def found(folder: Path, rule: str) -> list[Finding]:
    """Return the findings of one rule, no business drawn."""
    return [finding for finding in check(folder, drawn=0) if finding.rule == rule]


def test_a_situation_whose_plan_says_otherwise_is_named_with_its_sentence(unproved: Path) -> None:
    """The finding says what the plan says, what it should say, and which sentence broke."""
    text = "- says: A person is an organisation\n  answers: {buyer: individual}\n  plan:\n    mode: b2b\n"
    (unproved / "situations" / "zoo.yaml").write_text(text, encoding="utf-8")
    (finding,) = found(unproved, "situation")
    assert (finding.file, finding.line) == ("situations/zoo.yaml", 4)
    assert "mode is 'b2c' where it says 'b2b': A person is an organisation" in finding.what


def test_a_situation_whose_answers_cannot_be_read_is_named(unproved: Path) -> None:
    """A typing error in the proof is no proof."""
    text = "- says: A robot buys\n  answers: {buyer: robot}\n  plan: {mode: b2b}\n"
    (unproved / "situations" / "zoo.yaml").write_text(text, encoding="utf-8")
    (finding,) = found(unproved, "situation")
    assert finding.file == "situations/zoo.yaml"
    assert "robot" in finding.what


VALUE = "plays/b2b/value.yaml"
BEYOND = "decision_makers, at_least: 900}"
BOTH = "{all: [{answer: buyer, is: individual}, {answer: buyer, is: organization}]}"
NEVER = f'      - {{if: {BOTH}, en: "Never.", zh: "不会。", sources: [judgement]}}\n'


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, list[Finding]]:
    """A play with a pitfall for nobody and a threshold beyond everybody, and what is found in the library with it."""
    folder = shutil.copytree(LIBRARY.folder, tmp_path_factory.mktemp("spoilt") / "playbooks")
    text = (folder / VALUE).read_text(encoding="utf-8")
    for old, new in (("    pitfalls:\n", "    pitfalls:\n" + NEVER), ("decision_makers, at_least: 3}", BEYOND)):
        assert old in text
        text = text.replace(old, new, 1)
    (folder / VALUE).write_text(text, encoding="utf-8")
    return text, check(folder, drawn=0)


def test_a_sentence_that_no_business_reaches_is_named(spoilt: tuple[str, list[Finding]]) -> None:
    """A pitfall for a trade that cannot be answered is never read by anybody."""
    unread = [(one.file, one.what.split("'")[1]) for one in spoilt[1] if one.rule == "unread"]
    assert (VALUE, "levels.1.pitfalls.0") in unread


def test_a_threshold_that_no_business_stands_beyond_is_named(spoilt: tuple[str, list[Finding]]) -> None:
    """A reason to take a play needs a business it holds for and one near it that it does not hold for."""
    text, findings = spoilt
    named = [one for one in findings if one.rule == "one-sided"]
    assert {(one.file, one.what) for one in named} == {(VALUE, "no example or situation makes this condition true")}
    lines = text.splitlines()
    assert sorted(part in lines[one.line - 1] for one in named for part in (BOTH, BEYOND)) == [False, False, True, True]
