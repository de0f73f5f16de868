"""Situations beside the knowledge are held to what they say, and what none of them shows is named."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from helpers.libraries import LIBRARY, edit

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


def test_a_key_that_no_plan_has_is_named(unproved: Path) -> None:
    """With those it may have: a misspelt one would prove nothing."""
    text = "- says: A person buys\n  answers: {buyer: individual}\n  plan: {move: [b2b.crm.keep_accounts]}\n"
    (unproved / "situations" / "zoo.yaml").write_text(text, encoding="utf-8")
    (finding,) = found(unproved, "situation")
    assert finding.what.startswith("a plan has no 'move': one of ask, ask_not, contradictions, count,")


MOVE = "plays/b2b/crm/keep_accounts.yaml"
FOUND = "findings/first.yaml"
BEYOND = "orders_per_customer, between: [900, 901]}"
BOTH = "{all: [{answer: buyer, is: individual}, {answer: buyer, is: organization}]}"
NEVER = f'  - {{if: {BOTH}, en: "Never do it.", zh: "不会。"}}\n'


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Finding]]:
    """A move with a step for nobody, a finding beyond everybody, and what is found in the library with them."""
    folder = shutil.copytree(LIBRARY.folder, tmp_path_factory.mktemp("spoilt") / "playbooks")
    edit(folder, MOVE, "steps:\n", "steps:\n" + NEVER)
    edit(folder, FOUND, "orders_per_customer, at_least: 2}", BEYOND)
    return folder, check(folder, drawn=0)


def test_a_sentence_that_no_business_reaches_is_named(spoilt: tuple[Path, list[Finding]]) -> None:
    """A step for two kinds of buyers at once is never read by anybody."""
    unread = [one.what.split("'")[1] for one in spoilt[1] if one.rule == "unread" and one.file == MOVE]
    assert unread == ["steps.0"]


def test_a_threshold_that_no_business_stands_beyond_is_named(spoilt: tuple[Path, list[Finding]]) -> None:
    """A condition needs a business it holds for and one near it that it does not hold for."""
    folder, findings = spoilt
    for file, part in ((MOVE, BOTH), (FOUND, BEYOND)):
        (named,) = [one for one in findings if one.rule == "one-sided" and one.file == file]
        assert named.what == "no example or situation makes this condition true"
        assert part in (folder / file).read_text(encoding="utf-8").splitlines()[named.line - 1]


def test_a_finding_that_no_business_shows_is_named(spoilt: tuple[Path, list[Finding]]) -> None:
    """By its id; and the situation that says it is shown is wrong by now."""
    (named,) = [one for one in spoilt[1] if one.rule == "never-taken"]
    assert (named.file, named.what) == (FOUND, "no business shows 'pay_back_order'")
    assert any("'pay_back_order'" in one.what for one in spoilt[1] if one.rule == "situation")


def test_a_move_without_its_two_situations_is_named(folder: Path) -> None:
    """One that makes it and one that refuses it; a finding likewise."""
    (folder / "situations" / "moves.yaml").unlink()
    (folder / "situations" / "findings.yaml").unlink()
    said = {one.what for one in check(folder, quick=True) if one.rule == "no-situation"}
    assert {
        "no situation has 'b2b.crm.keep_accounts' among its 'moves'",
        "no situation has 'b2b.crm.keep_accounts' among its 'refused'",
        "no situation has 'once_only' among its 'findings'",
        "no situation has 'once_only' among its 'not_findings'",
    } <= said
