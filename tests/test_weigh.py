"""The numbers: the sample plan's figures by hand, coverage on each basis, levers, and nothing out of the unknown."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import EXAMPLES, LIBRARY, Build, build, example
from hypothesis import given, settings
from hypothesis import strategies as st

from salesmode.conditions import leaves
from salesmode.diagnose import diagnose
from salesmode.facts import derive
from salesmode.outline.numbers import unit_of
from salesmode.plan import make_plan, read_business
from salesmode.profile import Profile, specs
from salesmode.team import team_of
from salesmode.weigh import Coverage, LeverWorth, Viability, Weighing, weigh

FUNNEL: dict[str, Any] = {
    "leads_per_month": 20.0,
    "mql_rate": 0.5,
    "sql_rate": 0.5,
    "opportunity_rate": 0.5,
    "win_rate": 0.2,
}  # 30 opportunities a year, 6 won
SHOP: dict[str, Any] = {"visits_per_month": 10_000.0, "conversion_rate": 0.02, "aov": 100.0}  # 240,000 a year
WAITS_FOR_A_DECISION = {"leads", "mql_rate", "sql_rate", "opportunity_rate", "win_rate", "deal_value"}


def weighed(profile: Profile) -> Weighing:
    """Return what the numbers of a profile say."""
    return weigh(profile, read_business(profile, LIBRARY), LIBRARY)


def stated(weighing: Weighing) -> Viability:
    """Return whether today's way of selling pays, by the cost that was stated."""
    return next(one for one in weighing.viability if one.kind == "own")


def known(figure: float | None) -> float:
    """Return a figure that must not be unknown."""
    assert figure is not None
    return figure


def of(**answers: Any) -> Weighing:
    """Return what the numbers of a few answers say."""
    return weighed(build(**answers))


def covered(**answers: Any) -> Coverage:
    """Return the coverage, which is there."""
    coverage = of(**answers).coverage
    assert coverage is not None
    return coverage


def lever(weighing: Weighing, id: str) -> LeverWorth:
    """Return one lever by id."""
    return next(item for item in weighing.levers if item.id == id)


def disagreements(**answers: Any) -> dict[str, tuple[float, float]]:
    """Return what does not agree: computed and stated, by id."""
    return {pair.id: (pair.computed, pair.stated) for pair in of(**answers).agreement}


# --------------------------------------------------------------------------------------------- the sample plan, by hand

HOSPITAL = example("hospital-system")


class TestHospital:
    def test_the_run_ends_at_25_6_million(self) -> None:
        """13.6 m continue less 6 % churn; 18 x 12 x .5 x .5 x .6 x .22 = 7.128 contracts of 1.8 m come new."""
        coverage = weighed(HOSPITAL).coverage
        assert coverage is not None
        assert coverage.basis == "contracts"
        assert coverage.base == pytest.approx(12.784e6)  # 12.78 m
        assert coverage.fresh == pytest.approx(12.8304e6)  # 12.83 m
        assert coverage.run == pytest.approx(25.6144e6)  # 25.6 m
        assert coverage.gap == pytest.approx(6.3856e6)  # 6.4 m short of 32

    def test_each_way_to_close_the_gap_alone_closes_it(self) -> None:
        """Put the needed win rate, leads or growth in place, and the run ends on the target."""
        coverage = weighed(HOSPITAL).coverage
        assert coverage is not None
        ways = coverage.ways
        assert ways is not None
        for change in (
            {"win_rate": ways.win_rate},
            {"leads_per_month": ways.leads},
            {"expansion_rate": (ways.growth or 0) * 12.784 / 13.6},
        ):
            again = weighed(HOSPITAL.replaced(change)).coverage
            assert again is not None
            assert again.run == pytest.approx(32e6), change

    def test_a_win_rate_of_thirty_per_cent_ends_at_30_3_million(self) -> None:
        """The sample says so: 12.784 + 32.4 x .30 x 1.8."""
        again = weighed(HOSPITAL.replaced({"win_rate": 0.3})).coverage
        assert again is not None
        assert again.run == pytest.approx(30.28e6)

    def test_a_point_of_win_rate(self) -> None:
        """0.58 m a year; 0.34 m signed and 0.19 m contribution inside twelve months."""
        win = lever(weighed(HOSPITAL), "win_rate")
        assert win.signed_point == pytest.approx(0.5832e6)  # 32.4 x 1.8 m / 100
        assert win.sales_point == pytest.approx(0.34e6, abs=0.005e6)
        assert win.per_point == pytest.approx(0.187e6, abs=0.002e6)

    def test_three_to_eight_points_sign_1_to_2_7_million_inside_the_year(self) -> None:
        """The step that level 2 of value selling states."""
        win = lever(weighed(HOSPITAL), "win_rate")
        assert win.step is not None
        assert (win.step_play, win.step.low, win.step.high) == ("b2b.value", 0.03, 0.08)
        assert win.signed is not None
        assert win.signed.low == pytest.approx(1.0e6, abs=0.05e6)
        assert win.signed.high == pytest.approx(2.7e6, abs=0.05e6)
        assert win.worth is not None
        assert win.worth.mid == pytest.approx(1.03e6, abs=0.01e6)

    def test_ten_more_leads_a_month_sign_2_4_million_inside_the_year(self) -> None:
        """And 7.1 m a year once they all had time to close."""
        leads = lever(weighed(HOSPITAL), "leads")
        points = 10 / 18 * 100
        assert known(leads.sales_point) * points == pytest.approx(2.4e6, abs=0.05e6)
        assert leads.signed_point * points == pytest.approx(7.128e6)

    def test_leads_found_after_week_17_close_next_year(self) -> None:
        """240 days are 34.3 weeks; 52 less that leaves 17.7."""
        assert known(lever(weighed(HOSPITAL), "leads").share_of_year) * 52 == pytest.approx(52 - 240 / 7)

    def test_a_point_of_renewal_and_of_selling_more(self) -> None:
        """0.14 m each, in the year and every year."""
        for id in ("annual_churn", "expansion"):
            point = lever(weighed(HOSPITAL), id)
            assert point.signed_point == point.sales_point == pytest.approx(0.136e6)

    def test_winning_a_hospital_pays(self) -> None:
        """260,000 to win one, 990,000 left in the first year, even at a contract of 473,000."""
        viability = stated(weighed(HOSPITAL))
        assert viability.motion is None
        assert viability.cost == 260_000
        assert viability.contribution == pytest.approx(990_000)
        assert viability.break_even_order == pytest.approx(472_727, abs=1)
        assert viability.pays

    def test_the_funnel_disagrees_with_last_year(self) -> None:
        """7.1 wins by the funnel, 10.4 m / 1.8 m = 5.8 last year; the answers are named."""
        (pair,) = weighed(HOSPITAL).agreement
        assert pair.id == "wins"
        assert pair.computed == pytest.approx(7.128)
        assert pair.stated == pytest.approx(10.4 / 1.8)
        assert {"revenue", "continuing_revenue", "win_rate", "leads_per_month"} <= set(pair.answers)

    def test_the_team_has_33_75_plan_hours_a_week(self) -> None:
        """15 x .15 + 4 x 40 x .10 + 30 x .25 + 2 x 40 x .10."""
        assert team_of(HOSPITAL, LIBRARY.index["roles"]).week == pytest.approx(33.75)

    def test_the_bottleneck_is_the_win_rate(self) -> None:
        """The lever whose step is worth most, and the first in the list."""
        weighing = weighed(HOSPITAL)
        assert weighing.bottleneck == "win_rate" == weighing.levers[0].id


# -------------------------------------------------------------------------------------------------------- today's run


def test_with_continuing_revenue_and_a_funnel_the_run_is_contracts() -> None:
    """800 continue, a tenth is lost and a twentieth added; six customers of 100 come new."""
    coverage = covered(
        buyer="organization", continuing_revenue=800.0, annual_churn=0.1, expansion_rate=0.05, deal_value=100.0,
        relationship="multi_year_contract", revenue=1000.0, revenue_target=1500.0, **FUNNEL,
    )  # fmt: skip
    assert coverage.basis == "contracts"
    assert coverage.base == pytest.approx(760)
    assert coverage.fresh == pytest.approx(600)
    assert coverage.run == pytest.approx(1360)
    assert coverage.gap == pytest.approx(140)
    assert coverage.ways is not None
    assert coverage.ways.growth == pytest.approx(140 / 760)
    assert coverage.ways.win_rate == pytest.approx(0.2 * 740 / 600)
    assert coverage.ways.leads == pytest.approx(20 * 740 / 600)


def test_customers_who_return_by_habit_carry_their_revenue_on() -> None:
    """Without a continuing figure revenue goes on less churn; who reorders is won half way through the year."""
    coverage = covered(
        buyer="organization", relationship="repeat", purchases_per_year=8.0, revenue=10_000.0, annual_churn=0.2,
        deal_value=100.0, **FUNNEL,
    )  # fmt: skip
    assert coverage.basis == "repeat"
    assert coverage.base == pytest.approx(8000)
    assert coverage.fresh == pytest.approx(6 * 100 * 4)
    assert coverage.gap is None


def test_a_funnel_without_books_is_the_run() -> None:
    """Six won at 100 each."""
    coverage = covered(buyer="organization", deal_value=100.0, relationship="one_off", revenue_target=900.0, **FUNNEL)
    assert (coverage.basis, coverage.base) == ("funnel", None)
    assert coverage.run == coverage.fresh == pytest.approx(600)
    assert coverage.ways is not None
    assert coverage.ways.win_rate == pytest.approx(0.3)
    assert coverage.ways.growth is None


def test_books_are_repeated_where_nothing_else_is_known() -> None:
    """Last year's revenue once more; half as much again is needed for the target."""
    coverage = covered(buyer="individual", revenue=1000.0, revenue_target=1500.0)
    assert (coverage.basis, coverage.run, coverage.gap) == ("books", 1000, 500)
    assert coverage.ways is not None
    assert coverage.ways.orders == pytest.approx(0.5)
    assert (coverage.base, coverage.fresh, coverage.ways.win_rate, coverage.ways.leads) == (None, None, None, None)


def test_a_shop_without_books_sells_what_its_figures_multiply_to() -> None:
    """12 x 10,000 x 2 % x 100, less a tenth returned."""
    coverage = covered(buyer="individual", **SHOP, return_rate=0.1)
    assert coverage.basis == "shop"
    assert coverage.run == pytest.approx(216_000)


def test_a_platform_s_revenue_is_its_take_of_the_orders() -> None:
    """The same shop at a take of 7 %."""
    assert covered(buyer="individual", **SHOP, take_rate=0.07).run == pytest.approx(16_800)


def test_hires_and_tied_up_cash_by_hand() -> None:
    """A hire with a quota of 400 who learns for three months carries 300; 73 days hold a fifth of the growth."""
    answers: dict[str, Any] = {"revenue": 1000.0, "revenue_target": 1500.0, "quota": 400.0, "ramp_months": 3.0}
    coverage = covered(buyer="organization", **answers, days_to_cash=73.0, deposit_rate=0.4)
    assert coverage.ways is not None
    assert coverage.ways.hires == 2
    assert coverage.tied == pytest.approx(500 * 0.2 * 0.6)
    assert covered(buyer="organization", **answers).tied is None


def test_a_target_already_reached_leaves_no_gap() -> None:
    """Nothing is needed to close what is not open."""
    coverage = covered(buyer="individual", revenue=1000.0, revenue_target=900.0)
    assert coverage.gap == 0
    assert coverage.ways is None


def test_no_run_no_coverage() -> None:
    """A target alone says nothing about where today's pace ends."""
    assert of(buyer="organization", revenue_target=1000.0, win_rate=0.3).coverage is None


# ------------------------------------------------------------------------------------------------------- do they agree

PAIRS: list[tuple[str, dict[str, Any], str, float]] = [
    ("customers_revenue", {"customer_count": 100, "purchases_per_year": 5.0, "deal_value": 20.0}, "revenue", 10_000),
    ("shop_revenue", {"buyer": "individual", **SHOP, "channels": ("website",)}, "revenue", 240_000),
    ("pipeline", {**FUNNEL, "decision_cycle": 73.0, "deal_value": 100.0}, "open_pipeline", 600),  # 30 x 73/365 x 100
    ("quota", {"continuing_revenue": 400.0, "revenue_target": 1000.0, "sales_reps": 2.0}, "quota", 300),
    ("win_rate_counts", {"quotes": 12, "orders": 3}, "win_rate", 0.25),
    ("order_value", {"deal_value": 80.0}, "aov", 80),
]


@pytest.mark.parametrize(("id", "answers", "stated", "agreed"), PAIRS, ids=[item[0] for item in PAIRS])
@pytest.mark.parametrize(("factor", "told"), [(1.0, False), (1.14, False), (0.88, False), (1.3, True), (0.7, True)])
def test_two_figures_are_said_to_disagree_beyond_15_per_cent_only(
    id: str, answers: dict[str, Any], stated: str, agreed: float, factor: float, told: bool
) -> None:
    """Within 15 % nobody is bothered; beyond, both figures are shown."""
    found = disagreements(**{**answers, stated: agreed * factor})
    assert (id in found) is told
    if told:
        assert min(found[id]) == pytest.approx(min(1, factor) * (agreed if stated != "quota" else 600))


def test_a_contract_s_first_year_is_not_held_against_revenue() -> None:
    """Customers x orders x value says nothing of revenue where contracts run for years."""
    answers = {"customer_count": 100, "purchases_per_year": 5.0, "deal_value": 20.0, "revenue": 1.0}
    assert "customers_revenue" in disagreements(**answers)
    assert "customers_revenue" not in disagreements(**answers, relationship="multi_year_contract")


def test_nothing_disagrees_with_what_was_not_said() -> None:
    """A figure that nobody stated is not contradicted, only unknown."""
    for id, answers, stated, _ in PAIRS:
        assert id not in disagreements(**{**answers, stated: None})


def test_a_stated_nought_disagrees_with_what_the_others_multiply_to() -> None:
    """A hundred customers who bought for 10,000, and no revenue: that is further apart than 15 %."""
    assert "customers_revenue" in disagreements(
        customer_count=100, purchases_per_year=5.0, deal_value=20.0, revenue=0.0
    )


def test_a_disagreement_names_the_answers_it_rests_on() -> None:
    """Only what was answered can be wrong."""
    profile = build(
        customer_count=100, orders_per_customer=5.0, aov=20.0, revenue=99.0, deal_value=None,
        quotes=10, sales_cycle=30.0, open_pipeline=5.0,
    )  # fmt: skip
    for pair in weighed(profile).agreement:
        assert [id for id in pair.answers if getattr(profile, id) is None] == []


# ---------------------------------------------------------------------------------------------------------- the levers


def test_a_point_of_each_stage_by_hand() -> None:
    """Six won at 100 are 600 a year; a stage at 50 % brings 12 a point, leads 6 a per cent, the win rate 30 a point."""
    weighing = of(buyer="organization", deal_value=100.0, relationship="one_off", decision_cycle=0.0, **FUNNEL)
    points = {item.id: item.signed_point for item in weighing.levers}
    assert points["win_rate"] == pytest.approx(30)
    assert points["leads"] == pytest.approx(6)
    assert [points[id] for id in ("mql_rate", "sql_rate", "opportunity_rate")] == [pytest.approx(12)] * 3
    assert points["deal_value"] == pytest.approx(6)


def test_a_point_is_what_a_point_brings() -> None:
    """Raise each answer by a point, and the run grows by what the lever says, for the funnel and for the shop."""
    answers: dict[str, Any] = {"buyer": "organization", "deal_value": 100.0, "relationship": "one_off", **FUNNEL}
    shop: dict[str, Any] = {"buyer": "individual", **SHOP, "return_rate": 0.1}
    for held, ids in (
        (answers, ("mql_rate", "sql_rate", "opportunity_rate", "win_rate")),
        (shop, ("conversion_rate",)),
    ):
        before = covered(**held).run
        for id in ids:
            grown = covered(**{**held, id: held[id] + 0.01}).run - before
            assert lever(of(**held), id).signed_point == pytest.approx(grown), id
    fewer = covered(**{**shop, "return_rate": 0.09}).run - covered(**shop).run
    assert lever(of(**shop), "return_rate").signed_point == pytest.approx(fewer)
    more = covered(**{**shop, "visits_per_month": 10_100.0}).run - covered(**shop).run
    assert lever(of(**shop), "visits").signed_point == pytest.approx(more)


def test_returns_of_nought_are_no_lever() -> None:
    """Nothing comes back, so nothing is promised; one in a hundred is."""
    shop: dict[str, Any] = {"buyer": "individual", **SHOP}
    assert "return_rate" not in [one.id for one in of(**shop, return_rate=0.0).levers]
    assert "return_rate" in [one.id for one in of(**shop, return_rate=0.01).levers]


@pytest.mark.parametrize(
    ("days", "leads", "win"), [(0, 1.0, 47.5 / 52), (91, 39 / 52, 41 / 52), (364, 0.0, 21.5 / 52), (900, 0.0, 0.0)]
)
def test_what_lands_inside_the_year_is_what_its_lag_leaves(days: float, leads: float, win: float) -> None:
    """New leads wait a whole cycle; those already open half of one, after four and a half weeks of work."""
    weighing = of(buyer="organization", deal_value=100.0, decision_cycle=days, gross_margin=0.5, **FUNNEL)
    assert lever(weighing, "leads").share_of_year == pytest.approx(leads)
    assert lever(weighing, "win_rate").share_of_year == pytest.approx(win)


def test_the_sales_cycle_goes_before_the_decision_cycle() -> None:
    """The measured days of won deals replace the typical ones."""
    weighing = of(buyer="organization", deal_value=100.0, decision_cycle=900.0, sales_cycle=91.0, **FUNNEL)
    assert lever(weighing, "leads").share_of_year == pytest.approx(39 / 52)


def test_contribution_is_the_margin_of_what_is_signed() -> None:
    """Half of it, at a margin of a half; unknown without one, and then no lever is priced."""
    answers: dict[str, Any] = {"buyer": "organization", "deal_value": 100.0, "decision_cycle": 91.0, **FUNNEL}
    with_margin, without = of(**answers, gross_margin=0.5), of(**answers)
    for item in with_margin.levers:
        assert item.per_point == pytest.approx(known(item.sales_point) / 2)
    assert all(item.per_point is None and item.worth is None and item.run_rate is None for item in without.levers)
    assert without.bottleneck is None
    assert without.levers != ()


def test_a_lever_s_worth_is_its_step_in_points() -> None:
    """Low, middle and high of the step, times a point's contribution; the run rate is not cut by the lag."""
    for name in EXAMPLES:
        for item in weighed(example(name)).levers:
            if item.worth is None or item.step is None or item.per_point is None:
                assert item.step is None or item.keep is None
                continue
            middle = (item.step.low + item.step.high) / 2
            expected = [x * 100 * item.per_point for x in (item.step.low, middle, item.step.high)]
            assert [item.worth.low, item.worth.mid, item.worth.high] == pytest.approx(expected)
            if item.share_of_year:
                assert item.run_rate == pytest.approx(item.worth.mid / item.share_of_year)


FULL_SHOP = {**SHOP, "buyer": "individual", "gross_margin": 0.5, "decision_cycle": 1.0, "revenue": 240_000.0}


def test_no_step_is_taken_from_a_play_that_runs_only_when_forced() -> None:
    """A shop whose other plays go no further is told what a point is worth, and promised no step of the backbone."""
    done = {id: 3 for id in LIBRARY.plays if not id.startswith("shared.")}
    plan = make_plan(build(**FULL_SHOP, maturity=done), LIBRARY)
    lever = next(lever for lever in plan.weighing.levers if lever.id == "conversion_rate")
    assert (lever.step, lever.step_play) == (None, None)
    assert lever.per_point


@pytest.mark.parametrize(("rate", "unit"), [(0.02, "tenth"), (0.05, "point")])
def test_a_small_rate_is_priced_by_the_tenth_of_a_point(rate: float, unit: str) -> None:
    """At 2 % a whole point would be half as many orders again; from 5 % on a point is what one speaks of."""
    plan = make_plan(build(**{**FULL_SHOP, "conversion_rate": rate}), LIBRARY)
    lever = next(lever for lever in plan.weighing.levers if lever.id == "conversion_rate")
    assert unit_of(lever) == unit


@pytest.mark.parametrize("name", EXAMPLES)
def test_levers_stand_by_worth_and_the_first_is_the_bottleneck(name: str) -> None:
    """Most worth first, those without a price last."""
    weighing = weighed(example(name))
    worths = [item.worth.mid if item.worth else -1.0 for item in weighing.levers]
    assert worths == sorted(worths, reverse=True)
    assert weighing.bottleneck == next((item.id for item in weighing.levers if item.worth), None)


def test_shallower_discounts_and_margin_are_kept_whole() -> None:
    """A point of margin on 900 is nine; a point off the discount of half the orders, half a point of full prices."""
    weighing = of(buyer="individual", revenue=900.0, gross_margin=0.5, discount_rate=0.2, discount_share=0.5)
    margin, discount = lever(weighing, "gross_margin"), lever(weighing, "discount_rate")
    assert margin.signed_point == pytest.approx(9)
    assert (margin.keep, margin.sales_point) == (1.0, 0.0)
    assert discount.signed_point == pytest.approx(900 / 0.9 * 0.5 / 100)
    assert discount.keep == 1.0


def test_a_discount_of_everything_leaves_the_lever_undefined() -> None:
    """Sales before such a discount cannot be told from sales after it."""
    weighing = of(buyer="individual", revenue=900.0, discount_rate=1.0, discount_share=1.0)
    assert "discount_rate" not in [item.id for item in weighing.levers]


@pytest.mark.parametrize("answers", [{"return_rate": 0.2}, {"take_rate": 0.1}], ids=str)
def test_a_point_of_conversion_leaves_what_its_orders_leave(profile: Build, answers: dict[str, Any]) -> None:
    """1,200 orders more a year, each leaving its order contribution."""
    shop = profile(buyer="individual", gross_margin=0.5, **SHOP, **answers)
    left = read_business(shop, LIBRARY).facts["order_contribution"]
    point = lever(weighed(shop), "conversion_rate")
    assert point.keep is not None
    assert point.signed_point * point.keep == pytest.approx(1200 * left)


def test_without_a_cycle_nothing_is_promised_inside_the_year() -> None:
    """What lands inside twelve months depends on how long a decision takes; unknown stays unknown."""
    weighing = of(buyer="organization", deal_value=100.0, gross_margin=0.5, **FUNNEL)
    assert [item.id for item in weighing.levers if item.id in WAITS_FOR_A_DECISION and item.per_point is not None] == []


def test_without_churn_all_that_continues_is_assumed_to_stay() -> None:
    """What is lost of it is not known: it is taken as nothing, and an assumption says so."""
    answers: dict[str, Any] = {"buyer": "organization", "continuing_revenue": 800.0, "deal_value": 100.0}
    plan = make_plan(build(**answers, **FUNNEL), LIBRARY)
    assert plan.weighing.coverage is not None
    assert plan.weighing.coverage.base == 800
    assert ("annual_churn", 0.0, "assumed") in [(one.id, one.value, one.kind) for one in plan.challenge.assumptions]


# -------------------------------------------------------------------------------------------------- viability, unknowns


@pytest.mark.parametrize(("cac", "pays"), [(199.0, True), (200.0, False), (201.0, False)])
def test_winning_a_customer_pays_when_it_costs_less_than_the_first_year_leaves(cac: float, pays: bool) -> None:
    """Two orders of 250 at 40 % leave 200."""
    viability = stated(of(buyer="individual", deal_value=250.0, purchases_per_year=2.0, gross_margin=0.4, cac=cac))
    assert viability.contribution == pytest.approx(200)
    assert viability.pays is pays
    assert viability.break_even_order == pytest.approx(cac / 0.8)


@pytest.mark.parametrize("gone", ["cac", "deal_value", "purchases_per_year", "gross_margin"])
@pytest.mark.parametrize("absent", [None, "n/a"])
def test_viability_is_not_told_without_all_it_rests_on(gone: str, absent: object) -> None:
    """No cost, value, frequency or margin: no verdict."""
    answers: dict[str, Any] = {"deal_value": 250.0, "purchases_per_year": 2.0, "gross_margin": 0.4, "cac": 9.0}
    assert [one for one in of(**answers).viability if one.kind == "own"]
    assert not [one for one in of(**{**answers, gone: absent}).viability if one.kind == "own"]


def test_a_margin_of_nought_breaks_even_nowhere() -> None:
    """Undefined, and not paying."""
    viability = stated(of(deal_value=250.0, purchases_per_year=2.0, gross_margin=0.0, cac=9.0))
    assert viability.break_even_order is None
    assert not viability.pays


@pytest.mark.parametrize("name", EXAMPLES)
def test_all_numbers_at_nought_break_nothing(name: str) -> None:
    """Every number of an example set to zero: no error, no coverage above nought, no infinite figure."""
    numbers = {id: 0 for id, spec in specs().items() if spec.kind in ("money", "rate", "number") and not spec.low}
    profile = example(name)
    given_ = {id: 0 for id in numbers if getattr(profile, id) is not None}
    weighing = weighed(profile.replaced(given_))
    assert weighing.coverage is None or weighing.coverage.run == 0
    assert all(not item.signed_point for item in weighing.levers)


def test_no_numbers_no_figures() -> None:
    """How they buy is known, nothing else: nothing is priced."""
    weighing = of(buyer="organization", decision_cycle=90.0)
    assert (weighing.agreement, weighing.levers, weighing.viability) == ((), (), ())
    assert (weighing.coverage, weighing.bottleneck) == (None, None)


MONEY = [id for id, spec in specs().items() if spec.kind == "money"]
# Answers that decide which direction a play takes: without one the play goes the other way, on other levers.
DECIDES = {
    leaf.fact
    for play in LIBRARY.plays.values()
    for level in play.levels.values()
    for lever in level.levers
    if lever.rule.condition is not None
    for leaf in leaves(lever.rule.condition)
}
NUMBERS = [
    id
    for id, spec in specs().items()
    if spec.kind in ("money", "rate", "number", "duration")
    and id not in {item["answer"] for item in LIBRARY.index["diagnosis"]["evidence"]} | DECIDES
]


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_hundredfold_currency_changes_money_and_nothing_else(name: str) -> None:
    """All money and its bands times a hundred: shares, rates, order and reading stay; money is a hundredfold."""
    profile = example(name)
    bands = LIBRARY.currencies.bands[profile.currency or ""]
    scaled = profile.replaced({id: getattr(profile, id) * 100 for id in MONEY if getattr(profile, id) is not None})
    reading = diagnose(derive(profile, bands, 10.0), LIBRARY)
    again = diagnose(derive(scaled, {band: x * 100 for band, x in bands.items()}, 10.0), LIBRARY)
    assert (reading.mode, reading.motion, reading.confidence) == (again.mode, again.motion, again.confidence)
    small, large = weigh(profile, reading, LIBRARY), weigh(scaled, again, LIBRARY)
    assert [item.id for item in small.levers] == [item.id for item in large.levers]
    for one, other in zip(small.levers, large.levers, strict=True):
        assert other.signed_point == pytest.approx(one.signed_point * 100)
        assert (other.share_of_year, other.step) == (one.share_of_year, one.step)
    assert [pair.id for pair in small.agreement] == [pair.id for pair in large.agreement]
    assert small.coverage is not None
    assert large.coverage is not None
    assert large.coverage.run == pytest.approx(small.coverage.run * 100)
    one_way, other_way = small.coverage.ways, large.coverage.ways
    assert (one_way is None) is (other_way is None)
    for one_share, other_share in zip(one_way or (), other_way or (), strict=True):
        assert other_share == (one_share if one_share is None else pytest.approx(one_share))


@settings(max_examples=60, deadline=None)
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
        coverage = weighed(example(name).replaced({**extra, "win_rate": rate})).coverage
        assert coverage is not None
        runs.append(coverage.run)
    assert runs[0] <= runs[1]


@settings(max_examples=150, deadline=None)
@given(name=st.sampled_from(EXAMPLES), gone=st.sets(st.sampled_from(NUMBERS), max_size=12))
def test_taking_numbers_away_never_invents_others(name: str, gone: set[str]) -> None:
    """With fewer numbers known, no more figures, levers, disagreements or verdicts are told than with all."""
    profile = example(name)
    fewer = profile.replaced(dict.fromkeys(gone))
    all_facts, facts = read_business(profile, LIBRARY).facts, read_business(fewer, LIBRARY).facts
    assert set(facts) <= set(all_facts)
    full, less = weighed(profile), weighed(fewer)
    if full.coverage and less.coverage and full.coverage.basis == less.coverage.basis:
        assert {item.id for item in less.levers} <= {item.id for item in full.levers}
        assert {item.id for item in less.levers if item.worth} <= {item.id for item in full.levers if item.worth}
    assert len(less.viability) <= len(full.viability)
    if full.coverage is None:
        assert less.coverage is None
    elif less.coverage is not None:
        for part in ("base", "fresh", "target"):
            assert getattr(less.coverage, part) is None or getattr(full.coverage, part) is not None


def test_taking_the_funnel_away_adds_no_lever() -> None:
    """Enterprise software whose leads and quotes are unknown has fewer levers than with them, and no other ones."""
    profile = example("enterprise-software")
    fewer = profile.replaced({"leads_per_month": None, "quotes": None})
    assert {item.id for item in weighed(fewer).levers} <= {item.id for item in weighed(profile).levers}
