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
    copy = tmp_path / "playbooks"
    shutil.copytree(LIBRARY.folder, copy)
    return copy


def found(folder: Path, rule: str) -> list[Finding]:
    """Return the findings of one rule, no business drawn."""
    return [finding for finding in check(folder, drawn=0) if finding.rule == rule]


def test_a_situation_whose_plan_says_otherwise_is_named_with_its_sentence(folder: Path) -> None:
    """The finding says what the plan says, what it should say, and which sentence broke."""
    text = "- says: A person is an organisation\n  answers: {buyer: individual}\n  plan:\n    mode: b2b\n"
    (folder / "situations" / "zoo.yaml").write_text(text, encoding="utf-8")
    (finding,) = found(folder, "situation")
    assert (finding.file, finding.line) == ("situations/zoo.yaml", 4)
    assert "mode is 'b2c' where it says 'b2b': A person is an organisation" in finding.what


def test_a_situation_whose_answers_cannot_be_read_is_named(folder: Path) -> None:
    """A typing error in the proof is no proof."""
    text = "- says: A robot buys\n  answers: {buyer: robot}\n  plan: {mode: b2b}\n"
    (folder / "situations" / "zoo.yaml").write_text(text, encoding="utf-8")
    (finding,) = found(folder, "situation")
    assert finding.file == "situations/zoo.yaml"
    assert "robot" in finding.what


def test_a_sentence_that_no_business_reaches_is_named(folder: Path) -> None:
    """A pitfall for a trade that cannot be answered is never read by anybody."""
    path = folder / "plays" / "b2b" / "value.yaml"
    start = "    pitfalls:\n"
    both = "{all: [{answer: buyer, is: individual}, {answer: buyer, is: organization}]}"
    never = f'      - {{if: {both}, en: "Never.", zh: "不会。", sources: [judgement]}}\n'
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(start, start + never, 1), encoding="utf-8")
    assert ("plays/b2b/value.yaml", "levels.1.pitfalls.0") in [
        (finding.file, finding.what.split("'")[1]) for finding in found(folder, "unread")
    ]


def test_a_threshold_that_no_business_stands_beyond_is_named(folder: Path) -> None:
    """A reason to take a play needs a business it holds for and one near it that it does not hold for."""
    path = folder / "plays" / "b2b" / "value.yaml"
    text = path.read_text(encoding="utf-8")
    moved = text.replace("{answer: decision_makers, at_least: 3}", "{answer: decision_makers, at_least: 900}", 1)
    assert moved != text
    path.write_text(moved, encoding="utf-8")
    findings = found(folder, "one-sided")
    assert [(finding.file, finding.what) for finding in findings] == [
        ("plays/b2b/value.yaml", "no example or situation makes this condition true")
    ]
    assert "at_least: 900" in path.read_text(encoding="utf-8").splitlines()[findings[0].line - 1]
