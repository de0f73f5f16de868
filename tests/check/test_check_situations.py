"""Situations beside the knowledge are held to what they say, and what none of them shows is named."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from helpers.libraries import LIBRARY

from salesmode.check import check
from salesmode.knowledge.files import Finding

VALUE = "plays/b2b/value.yaml"
START = "    pitfalls:\n"
BOTH = "{all: [{answer: buyer, is: individual}, {answer: buyer, is: organization}]}"
NEVER = f'      - {{if: {BOTH}, en: "Never.", zh: "不会。", sources: [judgement]}}\n'
COMMITTEE, CROWD = "{answer: decision_makers, at_least: 3}", "{answer: decision_makers, at_least: 900}"


def of_rule(findings: list[Finding], rule: str) -> list[Finding]:
    """Return the findings of one rule."""
    return [finding for finding in findings if finding.rule == rule]


@pytest.fixture
def alone(tmp_path: Path) -> Path:
    """A copy of the library without its examples and situations."""
    copy = tmp_path / "playbooks"
    shutil.copytree(LIBRARY.folder, copy, ignore=shutil.ignore_patterns("examples", "situations"))
    (copy / "situations").mkdir()
    return copy


def test_a_situation_whose_plan_says_otherwise_is_named_with_its_sentence(alone: Path) -> None:
    """The finding says what the plan says, what it should say, and which sentence broke; one that holds is silent."""
    held = "- says: A firm is one\n  answers: {buyer: organization}\n  plan: {mode: b2b}\n"
    broken = "- says: A person is a firm\n  answers: {buyer: individual}\n  plan:\n    mode: b2b\n"
    (alone / "situations" / "zoo.yaml").write_text(held + broken, encoding="utf-8")
    (finding,) = of_rule(check(alone, drawn=0), "situation")
    assert (finding.file, finding.line) == ("situations/zoo.yaml", 7)
    assert finding.what == "mode is 'b2c' where it says 'b2b': A person is a firm"


def test_a_situation_whose_answers_cannot_be_read_is_named(alone: Path) -> None:
    """A typing error in the proof is no proof."""
    text = "- says: A robot buys\n  answers: {buyer: robot}\n  plan: {mode: b2b}\n"
    (alone / "situations" / "zoo.yaml").write_text(text, encoding="utf-8")
    (finding,) = of_rule(check(alone, drawn=0), "situation")
    assert (finding.file, finding.line) == ("situations/zoo.yaml", 2)
    assert "robot" in finding.what


@pytest.fixture(scope="module")
def unproven(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, list[Finding]]:
    """A play with a sentence and a reason that no business shows: its text, and what is found in the library."""
    copy = tmp_path_factory.mktemp("unproven") / "playbooks"
    shutil.copytree(LIBRARY.folder, copy)
    text = (copy / VALUE).read_text(encoding="utf-8")
    assert START in text
    assert COMMITTEE in text
    changed = text.replace(START, START + NEVER, 1).replace(COMMITTEE, CROWD, 1)
    (copy / VALUE).write_text(changed, encoding="utf-8")
    return changed, check(copy, drawn=0)


def test_a_sentence_that_no_business_reaches_is_named(unproven: tuple[str, list[Finding]]) -> None:
    """A pitfall for a buyer that cannot be is never read, nor what follows from a reason that never holds."""
    text, findings = unproven
    unread = {finding.what: finding for finding in of_rule(findings, "unread")}
    assert {finding.file for finding in unread.values()} == {VALUE}
    pitfall = unread["no example or situation shows 'levels.1.pitfalls.0'"]
    assert "Never." in text.splitlines()[pitfall.line - 1]
    assert "no example or situation shows 'when.1.so'" in unread
    assert "no example or situation shows 'levels.1.pitfalls.1'" not in unread


def test_a_threshold_that_no_business_stands_beyond_is_named(unproven: tuple[str, list[Finding]]) -> None:
    """A reason to take a play needs a business it holds for and one near it that it does not hold for."""
    text, findings = unproven
    lines = text.splitlines()
    found = of_rule(findings, "one-sided")
    what = "no example or situation makes this condition true"
    assert [(finding.file, finding.what) for finding in found] == [(VALUE, what)] * 2
    assert CROWD in lines[found[0].line - 1]
    assert BOTH in lines[found[1].line - 1]
