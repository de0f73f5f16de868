"""The library read without a business: conditions in words, a play on paper, the list of plays."""

from __future__ import annotations

from typing import Any

import pytest
from helpers.commands import called, refused
from helpers.libraries import LIBRARIES
from helpers.libraries import text as words_of
from helpers.moves import library_of, raw_move
from typer.testing import CliRunner

from salesmode.business.conditions import read_condition
from salesmode.cli import build
from salesmode.cli.playbooks import _aligned
from salesmode.knowledge.library import LANGS, Lang
from salesmode.report.document import Items, Table
from salesmode.report.formats.markdown import markdown
from salesmode.report.sections.move_page import outline_move
from salesmode.report.sections.playbook_page import Unasked, outline_play
from salesmode.report.sections.rules import rule_text
from salesmode.report.wording import BLANK, Words

SAID: list[tuple[dict[str, Any], str, str]] = [
    ({"answer": "decision_cycle", "at_least": 30}, "decision cycle: 30 days or more", "决策周期：30 天或以上"),
    ({"answer": "win_rate", "at_most": 0.3}, "win rate: 30% or less", "赢单率：30% 或以下"),
    ({"answer": "buyer", "is": "organization"}, "buyer: organisations", "买家：单位客户"),
    ({"not": {"answer": "region", "is": "CN"}}, "country: not China", "国家或地区：不是中国"),
    ({"answer": "lost_because", "any_of": ["price", "proof"]}, "reasons for lost orders: price or no evidence to show",
     "丢单原因：价格或拿不出证明和案例"),
    ({"not": {"answer": "lost_because", "any_of": ["price"]}}, "reasons for lost orders: not price",
     "丢单原因：没有价格"),
    ({"answer": "decision_cycle", "between": [14, 90]}, "decision cycle: 14 days to 90 days",
     "决策周期：14 天到 90 天"),
    ({"answer": "revenue", "known": True}, "revenue: known", "营业额：已知"),
    ({"not": {"answer": "revenue", "known": True}}, "revenue: not known", "营业额：未知"),
    ({"answer": "deal_value", "at_least": {"band": "high"}}, "order value: a sum a boss signs or more",
     "单笔金额：要老板签字的价或以上"),
    ({"figure": "motion", "is": "fast"}, "way of buying: fast decisions", "购买方式：快决型"),
    ({"not": {"answer": "win_rate", "at_least": 0.5}}, "win rate: less than 50%", "赢单率：不到 50%"),
]  # fmt: skip


def said(raw: dict[str, Any], lang: Lang) -> str:
    """Return a condition in words."""
    return rule_text(read_condition(raw), Words(LIBRARIES[lang], {}, ""))


@pytest.mark.parametrize(("raw", "english", "chinese"), SAID, ids=lambda value: str(value) if "{" in str(value) else "")
def test_a_condition_is_said_in_both_languages(raw: dict[str, Any], english: str, chinese: str) -> None:
    """What would have to be answered, with no business in sight."""
    assert (said(raw, "en"), said(raw, "zh")) == (english, chinese)


def test_joined_conditions_keep_what_belongs_together() -> None:
    """A group inside another stands in brackets; an opposite of several as a whole."""
    one, two, three = ({"answer": id, "known": True} for id in ("revenue", "quota", "aov"))
    assert said({"all": [one, {"any": [two, three]}]}, "en") == (
        "revenue: known; and (quota per seller: known; or average basket: known)"
    )
    assert said({"not": {"any": [one, two]}}, "en") == "not (revenue: known; or quota per seller: known)"
    assert said({"not": {"not": one}}, "en") == "revenue: known"


@pytest.mark.parametrize("lang", LANGS)
def test_every_play_can_be_read_without_a_business(lang: Lang) -> None:
    """Its stages, its moves and what waits stand there, and no blank is left open."""
    library = LIBRARIES[lang]
    for id, play in library.plays.items():
        outline = outline_play(id, library)
        text = markdown(outline)
        assert outline.title == play.title
        assert not BLANK.search(text)
        ids = {
            id
            for section in outline.sections
            for block in section.blocks
            if isinstance(block, Table)
            for id in block.ids
        }
        assert ids == {move.id for move in library.every_move.values() if move.play == id}
        waiting = [section for section in outline.sections if section.id == "waiting"]
        held = [block for section in waiting for block in section.blocks if isinstance(block, Items)]
        assert [len(block.items) for block in held] == ([len(library.waiting[id])] if library.waiting.get(id) else [])


@pytest.mark.parametrize("lang", LANGS)
def test_every_move_can_be_read_without_a_business(lang: Lang) -> None:
    """All of its steps stand there, also those for some, and no blank is left open."""
    library = LIBRARIES[lang]
    for id, move in library.moves.items():
        outline = outline_move(id, library)
        assert not BLANK.search(markdown(outline))
        (steps,) = (section for section in outline.sections if section.id == "steps")
        assert isinstance(steps.blocks[0], Items)
        assert len(steps.blocks[0].items) == len(move.steps)


def test_a_move_shows_what_it_brings_takes_and_when_it_stops() -> None:
    """The shares with the part they are of, hours and money as formulas, the check with its weeks."""
    effect = {
        "lever": "win_rate", "part": "min(1, quotes / 100)", "low": 0.01, "likely": 0.02, "high": 0.04, "weeks": 4,
        "why": words_of("because it does"), "sources": ["judgement"],
    }  # fmt: skip
    library = library_of(
        a=raw_move(effects=[effect], cash={"once": "workday * (2 + quotes)"}, elapsed=3, needs=[{"move": "b2b.crm.b"}]),
        b=raw_move("B before it"),
    )
    text = markdown(outline_move("b2b.crm.a", library))
    assert (
        "- **win rate:** 1% to 4%, likely 2%, of all that could be won there, 4 weeks after it runs "
        "(our estimate). It reaches a part of it: min(1, quotes / 100). because it does"
    ) in text
    assert "|sales|8|1|" in text
    assert "- Money once: workday * (2 + quotes)" in text
    assert "- Others then take 3 weeks" in text
    assert "- **Needs first:** B before it" in text
    assert "**Checked 8 weeks after it began to run:** stop it" in text


def test_a_blank_without_other_words_shows_what_fills_it() -> None:
    """A blank with words for the unknown shows those."""
    words = Unasked(LIBRARIES["en"], {}, "")
    assert words.fill("At {deal_value|any price} in {horizon_weeks}") == "At any price in ⟨length of the plan⟩"


def test_columns_are_aligned_by_cells() -> None:
    """A Chinese character takes two."""
    assert _aligned([("a", "客户", "1"), ("bb", "abc", "10")], right=frozenset({2})) == ["a   客户   1", "bb  abc   10"]


def test_the_list_names_every_play_move_and_paper() -> None:
    """Every play with how many moves it has and how many wait, then the moves, then the papers."""
    library = LIBRARIES["en"]
    printed = CliRunner().invoke(build(["playbooks", "list"]), ["playbooks", "list"]).stdout
    plays, moves, papers = printed.split("\n\n")
    assert [line.split()[0] for line in plays.splitlines()[1:]] == list(library.plays)
    assert [line.split()[0] for line in moves.splitlines()[1:]] == list(library.every_move)
    assert [line.split()[0] for line in papers.splitlines()[1:]] == list(library.worksheets)
    (line,) = (line for line in plays.splitlines() if line.startswith("b2b.crm "))
    made = sum(move.play == "b2b.crm" for move in library.moves.values())
    assert line.split()[-2:] == [str(made), str(len(library.waiting["b2b.crm"]))]


@pytest.mark.parametrize("id", ["b2b.crm", "b2b.crm.keep_accounts", "bid_card"])
def test_show_prints_a_play_a_move_or_a_paper(id: str) -> None:
    """Each by its id, as Markdown."""
    assert called("playbooks", "show", id).out.startswith("# ")


def test_an_unknown_id_is_told_with_the_nearest() -> None:
    """And with what lists them all."""
    said = refused("playbooks", "show", "b2b.crm.keep_acounts")
    assert "no play, move or paper 'b2b.crm.keep_acounts'" in said
    assert "Did you mean b2b.crm.keep_accounts? See: salesmode playbooks list" in said
