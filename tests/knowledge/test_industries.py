"""A variant of a trade: what it takes from the trade it extends, and what it leaves there."""

from __future__ import annotations

from salesmode.knowledge.industries import Industry, TradeMove
from salesmode.knowledge.terms import Phrases


def test_a_variant_takes_no_move_told_in_words_that_are_foreign_to_it() -> None:
    """A driving school has no pupils' page of the tutoring school; its own move and the fitting one it has."""
    moves = {
        "b2c.data.one": TradeMove(title="Keep a page on each pupil"),
        "b2c.data.two": TradeMove(title="Answer within the hour"),
    }
    school = Industry(title="school", id="school", sources=("judgement",), first=moves)
    own = {"b2c.data.three": TradeMove(title="Move the pupil of the morning")}
    driving = Industry(
        title="driving",
        id="driving",
        sources=("judgement",),
        extends="school",
        foreign=Phrases(en=("pupil",)),
        first=own,
    )
    assert [*driving.extending(school).first] == ["b2c.data.two", "b2c.data.three"]
