"""How long a decision takes in a business of several kinds of customers."""

from __future__ import annotations

from helpers.businesses import segment
from helpers.libraries import LIBRARY, build

from salesmode.engine.business import business_of
from salesmode.engine.plan import make_plan


def days(*cycles: float | None) -> float:
    """Return the days counted for a firm of two parts, three quarters and one quarter of the revenue."""
    told = zip("AB", (0.75, 0.25), cycles, strict=True)
    parts = [
        segment(name, share, **({} if cycle is None else {"decision_cycle": cycle})) for name, share, cycle in told
    ]
    firm = build(revenue=1e6, gross_margin=0.4, buyer="organization", segments=parts)
    return business_of(firm, LIBRARY).economy.whole.outside.usual_cycle


def test_the_whole_decides_in_the_mean_of_its_parts_by_revenue() -> None:
    """Ten days for three quarters of the sales and fifty for one: 0.75 x 10 + 0.25 x 50 = 20."""
    assert days(10.0, 50.0) == 20.0


def test_where_one_part_has_not_said_it_the_usual_days_of_its_buyers_stand() -> None:
    """Organisations take thirty days to decide where nobody says it (our estimate, settings/sizing)."""
    assert days(10.0, None) == 30.0


def test_what_a_part_has_told_is_not_asked_of_the_whole() -> None:
    """An owner who gave the order of each kind of customer would not know which one is meant."""
    parts = [segment("A", 0.75, deal_value=1200.0), segment("B", 0.25, deal_value=9000.0)]
    asked = make_plan(build(revenue=1e6, buyer="organization", segments=parts), LIBRARY).robustness.decides
    assert "deal_value" not in asked
