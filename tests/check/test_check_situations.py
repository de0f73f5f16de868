"""Situations beside the knowledge are held to what they say, and what none of them shows is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers.libraries import edit
from helpers.small_plays import small_folder, write

from salesmode.check import check
from salesmode.knowledge.files import Finding

FIRM = """\
- says: A firm that loses a fifth of thirty customers a year visits them
  answers: {buyer: organization, decision_cycle: 90, customer_count: 30, annual_churn: 0.2, revenue: 300000}
  plan: {moves: [b2b.extra.first], findings: [leaving]}
"""


@pytest.fixture
def unproved(tmp_path: Path) -> Path:
    """A library that has no situations yet."""
    return small_folder(tmp_path / "playbooks")


def found(folder: Path, rule: str) -> list[Finding]:
    """Return the findings of one rule, no business drawn."""
    return [finding for finding in check(folder, drawn=0) if finding.rule == rule]


def test_a_situation_whose_plan_says_otherwise_is_named_with_its_sentence(unproved: Path) -> None:
    """The finding says what the plan says, what it should say, and which sentence broke."""
    text = "- says: A person is an organisation\n  answers: {buyer: individual}\n  plan:\n    mode: b2b\n"
    write(unproved / "situations/zoo.yaml", text)
    (finding,) = found(unproved, "situation")
    assert (finding.file, finding.line) == ("situations/zoo.yaml", 4)
    assert "mode is 'b2c' where it says 'b2b': A person is an organisation" in finding.what


def test_a_situation_whose_answers_cannot_be_read_is_named(unproved: Path) -> None:
    """A typing error in the proof is no proof."""
    text = "- says: A robot buys\n  answers: {buyer: robot}\n  plan: {mode: b2b}\n"
    write(unproved / "situations/zoo.yaml", text)
    (finding,) = found(unproved, "situation")
    assert finding.file == "situations/zoo.yaml"
    assert "robot" in finding.what


def test_a_key_that_no_plan_has_is_named(unproved: Path) -> None:
    """With those it may have: a misspelt one would prove nothing."""
    text = "- says: A person buys\n  answers: {buyer: individual}\n  plan: {move: [b2b.crm.keep_accounts]}\n"
    write(unproved / "situations/zoo.yaml", text)
    (finding,) = found(unproved, "situation")
    assert finding.what.startswith("a plan has no 'move': one of ask, ask_not, contradictions, count,")


@pytest.mark.parametrize(
    ("plan", "what"),
    [
        ("refused: [b2b.extra.first]", "refused names no reasons: write each move with its own"),
        ("refused: worth", "refused names no reasons"),
        ("moves: b2b.extra.first", "moves is no list: write moves: [...]"),
        ("has: 5", "has is no list"),
    ],
)
def test_what_a_plan_must_say_in_another_shape_is_named_and_not_a_fault(unproved: Path, plan: str, what: str) -> None:
    """The finding stands on its line and says what to write; no plan is held against it."""
    text = f"- says: A person buys\n  answers: {{buyer: individual}}\n  plan:\n    {plan}\n"
    write(unproved / "situations/zoo.yaml", text)
    (finding,) = found(unproved, "situation")
    assert (finding.file, finding.line) == ("situations/zoo.yaml", 4)
    assert finding.what.startswith(what)


def test_a_plan_of_a_trade_that_holds_a_word_of_another_is_named(unproved: Path) -> None:
    """Unless the owner says it too."""
    edit(unproved, "industries/extra.yaml", "nouns:", "foreign: {en: [lose], zh: [主轴]}\nnouns:")
    firm = FIRM.replace("moves: [b2b.extra.first], ", "")
    write(unproved / "situations/firm.yaml", firm.replace("{buyer", "{industry: extra, buyer"))
    (finding,) = found(unproved, "situation")
    assert (finding.file, finding.line) == ("situations/firm.yaml", 1)
    assert finding.what == "'lose' is a word of another trade than Extra trade"
    write(unproved / "situations/firm.yaml", firm.replace("{buyer", "{industry: extra, offer: We lose nobody, buyer"))
    assert found(unproved, "situation") == []


MOVE = "plays/b2b/extra/first.yaml"
FOUND = "findings/extra.yaml"
BEYOND = "churn, between: [0.991, 0.992]}"
BOTH = "{all: [{answer: buyer, is: individual}, {answer: buyer, is: organization}]}"
NEVER = f'  - {{if: {BOTH}, en: "Never do it.", zh: "不会。"}}\n'


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Finding]]:
    """A move with a step for nobody, a finding beyond everybody, and what is found in a library with them."""
    folder = small_folder(tmp_path_factory.mktemp("spoilt") / "playbooks")
    write(folder / "situations/firm.yaml", FIRM)
    edit(folder, MOVE, "steps:\n", "steps:\n" + NEVER)
    edit(folder, FOUND, "churn, at_least: 0.1}", BEYOND)
    return folder, check(folder, drawn=0)


def test_a_sentence_that_no_business_reaches_is_named(spoilt: tuple[Path, list[Finding]]) -> None:
    """A step for two kinds of buyers at once is never read by anybody; the others of its move are."""
    unread = {one.what.split("'")[1] for one in spoilt[1] if one.rule == "unread" and one.file == MOVE}
    assert unread >= {"steps.0"}
    assert unread.isdisjoint({"steps.1", "steps.2", "steps.3", "effects.0.why", "words.0", "done_when", "monday"})


def test_a_threshold_that_no_business_stands_beyond_is_named(spoilt: tuple[Path, list[Finding]]) -> None:
    """A condition needs a business it holds for and one near it that it does not hold for."""
    folder, findings = spoilt
    for file, part in ((MOVE, BOTH), (FOUND, BEYOND)):
        lines = (folder / file).read_text(encoding="utf-8").splitlines()
        named = {lines[one.line - 1]: one.what for one in findings if one.rule == "one-sided" and one.file == file}
        said = [what for line, what in named.items() if part in line]
        assert said == ["no example or situation makes this condition true"]


def test_a_finding_that_no_business_shows_is_named(spoilt: tuple[Path, list[Finding]]) -> None:
    """By its id; and the situation that says it is shown is wrong by now."""
    named = [(one.file, one.what) for one in spoilt[1] if one.rule == "never-taken" and one.file == FOUND]
    assert named == [(FOUND, "no business shows 'leaving'")]
    assert [one.what for one in spoilt[1] if one.rule == "situation"] == [
        "findings is [] where it says ['leaving']: "
        "A firm that loses a fifth of thirty customers a year visits them"
    ]  # fmt: skip


def test_a_move_without_its_two_situations_is_named(unproved: Path) -> None:
    """One that makes it and one that refuses it; a finding likewise. Who writes no situation is asked for none."""
    assert check(unproved, quick=True) == []
    write(unproved / "situations/firm.yaml", FIRM)
    said = [(one.file, one.what) for one in check(unproved, quick=True) if one.rule == "no-situation"]
    second = "plays/b2b/extra/second.yaml"
    assert said == [
        (FOUND, "no situation has 'leaving' among its 'not_findings'"),
        (MOVE, "no situation has 'b2b.extra.first' among its 'refused'"),
        (second, "no situation has 'b2b.extra.second' among its 'moves'"),
        (second, "no situation has 'b2b.extra.second' among its 'refused'"),
    ]
