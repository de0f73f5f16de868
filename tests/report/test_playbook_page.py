"""The library read without a business: conditions in words, a play on paper, the list of plays."""

from __future__ import annotations

from typing import Any

import pytest
from helpers.libraries import LIBRARIES
from typer.testing import CliRunner

from salesmode.business.conditions import read_condition
from salesmode.cli import build
from salesmode.cli.playbooks import _aligned
from salesmode.knowledge.library import LANGS, Lang
from salesmode.report.formats.markdown import markdown
from salesmode.report.sections.playbook_page import Unasked, outline_play
from salesmode.report.sections.rules import rule_text
from salesmode.report.wording import BLANK, Words

SAID: list[tuple[dict[str, Any], str, str]] = [
    ({"answer": "decision_cycle", "at_least": 30}, "decision cycle: 30 days or more", "决策周期：30 天或以上"),
    ({"answer": "win_rate", "at_most": 0.3}, "win rate: 30 % or less", "赢单率：30%或以下"),
    ({"answer": "buyer", "is": "organization"}, "buyer: organisations", "买家：单位客户"),
    ({"not": {"answer": "region", "is": "CN"}}, "country: not China", "国家或地区：不是中国"),
    ({"answer": "lost_because", "any_of": ["price", "proof"]}, "reasons for lost orders: price or a lack of proof",
     "丢单原因：价格或拿不出证明和案例"),
    ({"not": {"answer": "lost_because", "any_of": ["price"]}}, "reasons for lost orders: not price",
     "丢单原因：没有价格"),
    ({"answer": "decision_cycle", "between": [14, 90]}, "decision cycle: 14 days to 90 days", "决策周期：14 天到90 天"),
    ({"answer": "revenue", "known": True}, "revenue: known", "营业额：已知"),
    ({"not": {"answer": "revenue", "known": True}}, "revenue: not known", "营业额：未知"),
    ({"answer": "deal_value", "at_least": {"band": "high"}}, "order value: a sum a boss signs or more",
     "单笔金额：要老板签字的价或以上"),
    ({"figure": "motion", "is": "fast"}, "way of buying: fast", "购买方式：快决型"),
    ({"not": {"answer": "win_rate", "at_least": 0.5}}, "win rate: less than 50 %", "赢单率：不到50%"),
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
    """Every action of every level stands there, and no blank is left open."""
    library = LIBRARIES[lang]
    for id, play in library.plays.items():
        outline = outline_play(id, library)
        text = markdown(outline)
        assert outline.title == play.title
        assert not BLANK.search(text)
        ids = {getattr(block, "id", "") for section in outline.sections for block in section.blocks}
        assert {action.id for level in play.levels.values() for action in level.actions} <= ids


def test_a_blank_without_other_words_shows_what_fills_it() -> None:
    """A blank with words for the unknown shows those."""
    words = Unasked(LIBRARIES["en"], {}, "")
    assert words.fill("At {deal_value|any price} in {horizon_weeks}") == "At any price in ⟨length of the plan⟩"


def test_columns_are_aligned_by_cells() -> None:
    """A Chinese character takes two."""
    assert _aligned([("a", "客户", "1"), ("bb", "abc", "10")], right=frozenset({2})) == ["a   客户   1", "bb  abc   10"]


def test_the_list_names_every_play_and_paper() -> None:
    """Every play with its levels and the hours of the first two, the papers below them."""
    library = LIBRARIES["en"]
    plays, _, papers = CliRunner().invoke(build(["playbooks", "list"]), ["playbooks", "list"]).stdout.partition("\n\n")
    lines = plays.splitlines()[1:]
    assert [line.split()[0] for line in lines] == list(library.plays)
    value = library.plays["b2b.value"]
    hours = [f"{sum(action.hours for action in value.levels[number].actions):g}" for number in (1, 2)]
    (line,) = (line for line in lines if line.startswith("b2b.value "))
    assert line.split()[-5:] == ["1", "2", "3", *hours]
    assert [line.split()[0] for line in papers.splitlines()[1:]] == list(library.worksheets)
