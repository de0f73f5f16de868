"""What the two pages say where answers deny each other: every contradiction, and which figures are not sure."""

from __future__ import annotations

from typing import Any

import pytest
from helpers.businesses import segment
from helpers.libraries import LIBRARIES, LIBRARY, build
from helpers.reports import said_in

from salesmode.business.vocabulary import ChannelResult
from salesmode.engine.plan import Plan, make_plan
from salesmode.knowledge.library import LANGS, Lang
from salesmode.report.document import Block, Section, Table
from salesmode.report.outlines import words_for
from salesmode.report.page.pages import pages
from salesmode.report.sections.levers import agreeing

GYM: dict[str, Any] = {
    "relationship": "repeat", "customer_count": 420, "purchases_per_year": 3, "deal_value": 180.0, "gross_margin": 0.62,
    "revenue": 310_000.0,
}  # fmt: skip
IMPOSSIBLE: dict[str, Any] = {
    "buyer": "organization", "buyer_kind": ("household",), "enquiries": 10, "quotes": 40, "orders": 60,
    "revenue": 100_000.0, "largest_customer_share": 0.6, "top5_share": 0.2, "hours_sold": 100.0,
    "hours_available": 50.0,
}  # fmt: skip


def told(lang: Lang = "en", **answers: Any) -> tuple[Plan, dict[str, Section]]:
    """Return the plan for some answers, and the sections of its two pages."""
    plan = make_plan(build(**answers), LIBRARIES[lang])
    return plan, {section.id: section for section in pages(plan, words_for(plan, LIBRARIES[lang]))}


def said(section: Section) -> dict[str, str]:
    """Return what a section says, by id."""
    return dict(said_in(section.blocks))


def cells(blocks: tuple[Block, ...], row: str) -> tuple[str, ...]:
    """Return a row of the owner's numbers."""
    table = next(block for block in blocks if isinstance(block, Table))
    return next(cells[1:] for cells in table.rows if cells[0] == row)


def test_a_contradiction_is_told_in_full_and_all_others_are_counted() -> None:
    """Those about who buys too; behind the two pages each is told."""
    plan, held = told(**IMPOSSIBLE)
    assert "contradiction" in said(held["open"])
    assert said(held["open"])["contradictions"].startswith("4 more pairs of answers do not go together;")
    items = said_in(agreeing(plan, words_for(plan, LIBRARY)).blocks)
    assert len([id for id in items if id.startswith(("agreement.", "contradiction."))]) >= 5


@pytest.mark.parametrize("lang", LANGS)
def test_answers_that_agree_are_told_of_no_contradiction(lang: Lang) -> None:
    """Nothing is said to be unsure where nothing is denied."""
    _, held = told(lang, **{**GYM, "revenue": 226_800.0})
    assert not {"contradiction", "contradictions"} & set(said(held["open"]))
    assert LIBRARIES[lang].page["numbers.disagree"] not in str(held["numbers"])
    assert "(not sure)" not in str(held["numbers"])


def test_a_figure_that_rests_on_a_denied_answer_says_so() -> None:
    """420 x 3 x 180 are 226,800, not 310,000: three orders are trusted least, and 3 x 111.60 rest on them."""
    _, held = told(**GYM)
    assert cells(held["numbers"].blocks, "Profit from one customer a year") == ("USD 335 (not sure)",)
    assert cells(held["numbers"].blocks, "Profit from one order") == ("USD 112",)


def test_a_finding_that_rests_on_a_denied_answer_says_so() -> None:
    """The largest customer cannot bring 60% where the five largest bring 20%."""
    _, held = told(**IMPOSSIBLE)
    finding = next(text for text in said(held["answer"]).values() if "60% of your revenue" in text)
    assert "Not sure: share of the largest customer does not fit your other answers." in finding


def test_no_order_is_said_to_leave_more_than_its_price() -> None:
    """A kind of customer that sends goods back leaves the whole's returns open, and its 833 is no part of 600."""
    parts = (segment("Shops", 0.5, return_rate=0.1), segment("People", 0.5))
    plan, held = told(**{**GYM, "deal_value": 100.0, "gross_margin": 0.9}, segments=parts)
    kept, price = (plan.grounds[0].part.value(id) for id in ("kept_value", "order_value"))
    assert kept is not None
    assert price is not None
    assert kept > price
    assert cells(held["numbers"].blocks, "Profit from one order")[0] == "your answers disagree"


def test_room_for_more_is_said_once() -> None:
    """Hardly any room, hours nearly all sold, the guard of a full house: one sentence of these stands on the page."""
    plan, held = told(
        buyer="organization", revenue=870_000.0, gross_margin=0.5, hourly_rate=290.0, hours_sold=58.0,
        hours_available=60.0, spare_capacity=0.05, goal="margin",
    )  # fmt: skip
    capacity = {found.id for found in plan.findings if found.finding.topic == "capacity"}
    assert {"hours_full", "no_room"} <= capacity
    assert plan.guardrails.active[0].id == "full_house"
    spoken = {id for section in ("answer", "numbers") for id in said(held[section])}
    assert "guard.full_house" in spoken
    assert not {f"finding.{id}" for id in capacity} & spoken


@pytest.mark.parametrize("rooms", [{"hours_sold": 58.0, "hours_available": 60.0}, {"spare_capacity": 2 / 58}])
def test_moves_promise_no_more_than_can_be_delivered(rooms: dict[str, float]) -> None:
    """By hours or by a share of room: 870,000 x 60 / 58 = 900,000 at most, and what dearer prices add to that."""
    answers: dict[str, Any] = {
        "buyer": "organization", "relationship": "repeat", "customer_count": 31, "purchases_per_year": 2,
        "deal_value": 14_000.0, "revenue": 870_000.0, "quotes": 18, "orders": 7, "gross_margin": 0.55,
        "decision_cycle": 35.0, "decision_makers": 3, "buying_steps": ("enquiry_chat", "consultation", "quote"),
    }  # fmt: skip
    plan = make_plan(build(**answers, **rooms), LIBRARY)
    assert plan.outlook is not None
    assert plan.outlook.year_end.high <= (900_000 + plan.selection.worth.dearer[2]) * (1 + 1e-9)


@pytest.mark.parametrize(
    ("answers", "said_so"),
    [
        ({}, False),
        ({"creator_commission": 0.2}, True),
        ({"creator_commission": 0.2, "selling_motion": ("creator_live",)}, False),
        ({"creator_commission": 0.2, "channel_results": (
            ChannelResult(channel="live_commerce", revenue=300), ChannelResult(channel="website", revenue=700),
        )}, False),
    ],
)  # fmt: skip
def test_commission_taken_off_every_order_is_said(answers: dict[str, Any], said_so: bool) -> None:
    """Where nobody says through whom the orders come, and there is another way than creators."""
    _, held = told(buyer="individual", aov=100.0, gross_margin=0.5, revenue=100_000.0, **answers)
    assert ("assumption.creator_part" in said(held["open"])) == said_so
