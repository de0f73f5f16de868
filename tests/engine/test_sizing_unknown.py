"""Whether winning a customer pays, and what is told of numbers that are nought, unknown or in another currency."""

from __future__ import annotations

from typing import Any

import pytest
from helpers.draws import cases
from helpers.libraries import EXAMPLES, LIBRARY, example, with_parts
from helpers.sizing import FUNNEL, of, sized, stated
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from salesmode.business.profile import specs
from salesmode.engine.business import business_of, diagnosed
from salesmode.engine.sizing import size


@pytest.mark.parametrize(("cac", "pays"), [(199.0, True), (200.0, False), (201.0, False)])
def test_winning_a_customer_pays_when_it_costs_less_than_the_first_year_leaves(cac: float, pays: bool) -> None:
    """Two orders of 250 at 40% leave 200."""
    unit_economics = stated(of(buyer="individual", deal_value=250.0, purchases_per_year=2.0, gross_margin=0.4, cac=cac))
    assert unit_economics.contribution == pytest.approx(200)
    assert unit_economics.pays is pays
    assert unit_economics.break_even_order == pytest.approx(cac / 0.8)


@pytest.mark.parametrize("gone", ["cac", "deal_value", "purchases_per_year", "gross_margin"])
@pytest.mark.parametrize("absent", [None, "n/a"])
def test_viability_is_not_told_without_all_it_rests_on(gone: str, absent: object) -> None:
    """No cost, value, frequency or margin: no verdict."""
    answers: dict[str, Any] = {"deal_value": 250.0, "purchases_per_year": 2.0, "gross_margin": 0.4, "cac": 9.0}
    assert [one for one in of(**answers).unit_economics if one.kind == "own"]
    assert not [one for one in of(**{**answers, gone: absent}).unit_economics if one.kind == "own"]


def test_a_margin_of_nought_breaks_even_nowhere() -> None:
    """Undefined, and not paying."""
    unit_economics = stated(of(deal_value=250.0, purchases_per_year=2.0, gross_margin=0.0, cac=9.0))
    assert unit_economics.break_even_order is None
    assert not unit_economics.pays


# ------------------------------------------------------------------------------------ nought, unknown, another currency


@pytest.mark.parametrize("name", EXAMPLES)
def test_all_numbers_at_nought_break_nothing(name: str) -> None:
    """Every number of an example set to zero: no error, no coverage above nought, no infinite figure."""
    numbers = {id: 0 for id, spec in specs().items() if spec.kind in ("money", "rate", "number") and not spec.low}
    profile = example(name)
    given_ = {id: 0 for id in numbers if getattr(profile, id) is not None}
    sizing = sized(profile.replaced(given_))
    assert sizing.gap_analysis is None or sizing.gap_analysis.baseline == 0
    assert all(not item.bookings_point for item in sizing.levers)


def test_no_numbers_no_figures() -> None:
    """How they buy is known, nothing else: nothing is priced."""
    sizing = of(buyer="organization", decision_cycle=90.0)
    assert (sizing.mismatches, sizing.levers, sizing.unit_economics) == ((), (), ())
    assert sizing.gap_analysis is None


MONEY = [id for id, spec in specs().items() if spec.kind == "money"]
# The same library, every band a hundredfold.
DEAR = with_parts(
    currencies=replace(
        LIBRARY.part("currencies"),
        codes={
            code: replace(currency, bands={band: 100 * edge for band, edge in currency.bands.items()})
            for code, currency in LIBRARY.part("currencies").codes.items()
            if currency.bands is not None
        },
    )
)
NUMBERS = [
    id
    for id, spec in specs().items()
    if spec.kind in ("money", "rate", "number", "duration")
    and id not in {rule.answer for rule in LIBRARY.diagnosis.evidence}
]


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_hundredfold_currency_changes_money_and_nothing_else(name: str) -> None:
    """All money and its bands times a hundred: shares, rates, order and reading stay; money is a hundredfold."""
    profile = example(name).replaced({"segments": None})
    scaled = profile.replaced({id: getattr(profile, id) * 100 for id in MONEY if getattr(profile, id) is not None})
    one, hundred = business_of(profile, LIBRARY), business_of(scaled, DEAR)
    assert (one.diagnosis.mode, one.diagnosis.motion) == (hundred.diagnosis.mode, hundred.diagnosis.motion)
    assert one.diagnosis.confidence == hundred.diagnosis.confidence
    small, large = size(one, LIBRARY), size(hundred, DEAR)
    assert [item.id for item in small.levers] == [item.id for item in large.levers]
    for lever, other in zip(small.levers, large.levers, strict=True):
        assert other.bookings_point == pytest.approx(lever.bookings_point * 100)
        assert other.in_year_share == lever.in_year_share
    assert [pair.id for pair in small.mismatches] == [pair.id for pair in large.mismatches]
    assert small.gap_analysis is not None
    assert large.gap_analysis is not None
    assert large.gap_analysis.baseline == pytest.approx(small.gap_analysis.baseline * 100)
    one_way, other_way = small.gap_analysis.closers, large.gap_analysis.closers
    assert (one_way is None) is (other_way is None)
    for one_share, other_share in zip(one_way or (), other_way or (), strict=True):
        assert other_share == (one_share if one_share is None else pytest.approx(one_share))


@cases(60)
@given(
    name=st.sampled_from(EXAMPLES),
    low=st.floats(0, 1),
    high=st.floats(0, 1),
    funnel=st.booleans(),
)
def test_a_higher_win_rate_never_lowers_the_run(name: str, low: float, high: float, funnel: bool) -> None:
    """Whatever else is known, winning more does not end the year lower."""
    low, high = sorted((low, high))
    extra = FUNNEL if funnel else {}
    runs = []
    for rate in (low, high):
        gap_analysis = sized(example(name).replaced({**extra, "win_rate": rate})).gap_analysis
        assert gap_analysis is not None
        runs.append(gap_analysis.baseline)
    assert runs[0] <= runs[1]


@cases(150)
@given(name=st.sampled_from(EXAMPLES), gone=st.sets(st.sampled_from(NUMBERS), max_size=12))
def test_taking_numbers_away_never_invents_others(name: str, gone: set[str]) -> None:
    """With fewer numbers known, no more figures, levers, disagreements or verdicts are told than with all."""
    profile = example(name)
    fewer = profile.replaced(dict.fromkeys(gone))
    all_facts, facts = diagnosed(profile, LIBRARY).facts, diagnosed(fewer, LIBRARY).facts
    assert set(facts) <= set(all_facts)
    full, less = sized(profile), sized(fewer)
    if full.gap_analysis and less.gap_analysis and full.gap_analysis.basis == less.gap_analysis.basis:
        assert {item.id for item in less.levers} <= {item.id for item in full.levers}
        priced, less_priced = ({item.id for item in one.levers if item.per_point} for one in (full, less))
        assert less_priced <= priced
    assert len(less.unit_economics) <= len(full.unit_economics)
    if full.gap_analysis is None:
        assert less.gap_analysis is None
    elif less.gap_analysis is not None:
        for part in ("base", "fresh", "target"):
            assert getattr(less.gap_analysis, part) is None or getattr(full.gap_analysis, part) is not None


def test_taking_the_funnel_away_adds_no_lever() -> None:
    """Enterprise software whose leads and quotes are unknown has fewer levers than with them, and no other ones."""
    profile = example("enterprise-software")
    fewer = profile.replaced({"leads_per_month": None, "quotes": None})
    assert {item.id for item in sized(fewer).levers} <= {item.id for item in sized(profile).levers}
