"""What holds for every business that is settled, whatever it answers."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from helpers.businesses import ASSUMED, segment, settled, whole
from helpers.draws import cases
from helpers.libraries import LIBRARY
from helpers.profiles import VALUES
from hypothesis import assume, given
from hypothesis import strategies as st

from salesmode.business.economy import Because, Economy, PartEconomy, economy_of
from salesmode.business.model import Model, UsualForm
from salesmode.business.profile import specs
from salesmode.business.quantities import FormId, Identity, factor
from salesmode.business.settle import Reason
from salesmode.business.year import Year, months_of

Answers = dict[str, Any]
IDENTITIES = {identity.id: identity for identity in LIBRARY.identities}
NUMBERS = sorted({read.answer for quantity in LIBRARY.quantities.values() for read in quantity.read})
MONEY = [id for id in NUMBERS if specs()[id].kind == "money"]
QUALITIES = [
    "relationship", "buyer", "selling_motion", "pipeline_counts", "ramp_to_full_use", "buying_steps", "channels",
    "expansion_includes_last_years_new", "sold_through", "peak_months",
]  # fmt: skip
FORMS = [None, *(UsualForm(form.id, always=True) for form in LIBRARY.forms)]
TOLERANCE = LIBRARY.model.tolerance
MANY = cases(200)


def ordinary(id: str) -> st.SearchStrategy[Any]:
    """Draw a number as businesses have it: nothing is zero, nothing beyond belief."""
    spec = specs()[id]
    if spec.kind == "rate":
        return st.integers(1, 99).map(lambda number: number / 100)
    if spec.whole:
        return st.integers(1, 5000)
    return st.integers(1, 1_000_000 if spec.high is None or spec.high > 1e5 else int(16 * spec.high)).map(
        lambda number: number / 16
    )


@st.composite
def several(draw: st.DrawFn, ids: list[str], value: Callable[[str], st.SearchStrategy[Any]]) -> Answers:
    """Draw some answers of `ids`."""
    return {id: draw(value(id)) for id in draw(st.lists(st.sampled_from(ids), unique=True, max_size=25))}


def any_value(id: str) -> st.SearchStrategy[Any]:
    """Draw any value an answer may have, the ends of its bounds and next to nothing often."""
    fine = specs()[id].kind in ("money", "number") and not specs()[id].whole
    return VALUES[id] | st.sampled_from([1e-9, 1e-3]) if fine else VALUES[id]


ANY = several(NUMBERS + QUALITIES, any_value)


@st.composite
def businesses(draw: st.DrawFn) -> tuple[UsualForm | None, Answers]:
    """Draw the answers of any business, of up to three segments, with what its trade says of its form."""
    answers = draw(ANY)
    parts = draw(st.lists(st.tuples(st.none() | VALUES["repeat_rate"], ANY), max_size=3))
    segments = [segment(f"Part {place}", share, **changes) for place, (share, changes) in enumerate(parts)]
    numbers = [id for id in answers if id in NUMBERS and not specs()[id].whole]
    ranged = draw(st.lists(st.sampled_from(numbers), unique=True, max_size=3)) if numbers else []
    ranges = {id: (answers[id] * draw(st.sampled_from([0.2, 0.5, 0.9])), answers[id]) for id in ranged}
    held = {"segments": segments} if segments else {}
    return draw(st.sampled_from(FORMS)), {**answers, **held, "ranges": ranges}


def known(economy: Economy) -> Iterator[tuple[PartEconomy, str, float]]:
    """Yield every quantity of every part that has a value."""
    for part in economy.parts:
        for id in part.known():
            value = part.value(id)
            assert value is not None
            yield part, id, value


def assert_same_year(one: Year, other: Year, times: int = 1) -> None:
    """Assert that base, fresh and run of a year are those of another, or so many times as much."""
    for first, second in ((one.base, other.base), (one.fresh, other.fresh), (one.run, other.run)):
        assert (first is None) == (second is None)
        if first is not None and second is not None:
            assert tuple(second) == pytest.approx(tuple(figure * times for figure in first))


@MANY
@given(businesses(), st.permutations(LIBRARY.identities))
def test_values_and_reasons_do_not_hang_on_the_order_of_the_identities(
    business: tuple[UsualForm | None, Answers], shuffled: list[Identity]
) -> None:
    """However the identities are shuffled, the same follows for the same reasons."""
    form, answers = business
    economy = settled(form, **answers)
    other = economy_of(
        economy.whole.profile, Model(LIBRARY.quantities, shuffled, LIBRARY.forms, TOLERANCE), ASSUMED, form
    )  # fmt: skip
    assert other.settled.values == economy.settled.values
    assert [_reason(reason) for reason in other.settled.reasons] == [_reason(r) for r in economy.settled.reasons]
    assert set(other.settled.impossible) == set(economy.settled.impossible)


def _reason(reason: Reason | None) -> tuple[int, int, str | None] | None:
    return reason and (reason.origin, reason.steps, reason.equation.id if reason.equation else None)


@MANY
@given(businesses())
def test_every_derived_value_follows_from_its_because(business: tuple[UsualForm | None, Answers]) -> None:
    """The identity named holds between the value and the inputs named."""
    economy = settled(business[0], **business[1])
    for part, id, value in known(economy):
        because = part.because(id)
        if because.identity is None:
            continue
        sides = list(_sides(economy, part, because))
        most = max(abs(side) for side in (*sides[0], *sides[1]))
        assert sum(sides[0]) == pytest.approx(sum(sides[1]), rel=1e-9, abs=1e-9 * most), (id, value, because)


def _sides(economy: Economy, part: PartEconomy, because: Because) -> Iterator[list[float]]:
    """Yield the left and the right side of an identity, each as what is summed on it."""
    name = because.identity or ""
    if name == "segment_revenue":
        place = economy.parts.index(part) or int(because.inputs[0].partition(".")[0].removeprefix("s"))
        own = economy.parts[place]
        yield [_value(own, "revenue")]
        yield [_value(own, "revenue_share") * _value(economy.whole, "revenue")]
    elif name.startswith("segments_"):
        quantity = name.removeprefix("segments_")
        yield [_value(economy.whole, quantity)]
        yield [_value(own, quantity) for own in economy.segments]
    else:
        identity = IDENTITIES[name]
        yield list(_terms(identity, (identity.of,), part))
        yield list(_terms(identity, identity.terms, part))


def _terms(identity: Identity, terms: tuple[str, ...], part: PartEconomy) -> Iterator[float]:
    factors = [factor(term) for term in terms]
    held = [_value(part, one.quantity) if one.quantity else one.value for one in factors]
    if identity.sum or len(terms) == 1:
        yield from (one.power * number for one, number in zip(factors, held, strict=True))
    else:
        yield math.prod(number**one.power for one, number in zip(factors, held, strict=True))


def _value(part: PartEconomy, id: str) -> float:
    value = part.value(id)
    assert value is not None
    return value


@MANY
@given(businesses())
def test_figures_are_finite_and_within_what_they_can_be(business: tuple[UsualForm | None, Answers]) -> None:
    """No count or amount below nothing, no share far above one, no run above what can be delivered."""
    economy = settled(business[0], **business[1])
    for part, id, value in known(economy):
        quantity = LIBRARY.quantities[id]
        assert math.isfinite(value), id
        assert quantity.signed or value >= 0, (id, value)
        assert quantity.at_most is None or value <= quantity.at_most * (1 + TOLERANCE) * (1 + 1e-9), (id, value)
        span = part.span(id)
        assert span is not None
        assert span.low <= span.likely == value <= span.high
    for part in economy.parts:
        year, ceiling = part.year, part.span("ceiling")
        spans = [span for span in (year.base, year.fresh, year.run) if span is not None]
        assert all(math.isfinite(figure) for span in spans for figure in span)
        if year.run is not None:
            assert year.run.low <= year.run.likely <= year.run.high
            assert ceiling is None or year.run.likely <= ceiling.likely * (1 + 1e-9)
            assert ceiling is None or year.run.high <= ceiling.high * (1 + 1e-9)


@MANY
@given(businesses(), st.integers(1, 12))
def test_the_months_add_up_to_the_year(business: tuple[UsualForm | None, Answers], first: int) -> None:
    """Twelve months are the run, strong ones or not."""
    for part in settled(business[0], **business[1]).parts:
        run = part.year.run
        months = months_of(part.year, part.form, part.value("churn") or 0.0, first, part.outside)
        assert sum(month.total for month in months) == pytest.approx(run.likely if run else 0.0, rel=1e-9)


@MANY
@given(st.sampled_from(FORMS), several(NUMBERS, ordinary), several(QUALITIES, VALUES.__getitem__), st.data())
def test_without_an_answer_what_did_not_rest_on_it_stays(
    form: UsualForm | None, numbers: Answers, qualities: Answers, data: st.DataObject
) -> None:
    """A figure whose answers are all still there is the same, for the same reason."""
    assume(numbers)
    gone = data.draw(st.sampled_from(sorted(numbers)))
    before = whole(form, **numbers, **qualities)
    after = whole(form, **qualities, **{id: value for id, value in numbers.items() if id != gone})
    for id in before.known():
        if gone not in before.answers(id):
            assert after.value(id) == before.value(id), (gone, id, before.because(id), after.because(id))


@MANY
@given(st.sampled_from(FORMS), several(NUMBERS, ordinary), several(QUALITIES, VALUES.__getitem__))
def test_money_may_be_counted_in_any_currency(form: UsualForm | None, numbers: Answers, qualities: Answers) -> None:
    """In a money worth an eighth every sum is eight times as large, and nothing else changes."""
    other = {id: value * 8 if id in MONEY else value for id, value in numbers.items()}
    one, eight = whole(form, **numbers, **qualities), whole(form, **other, **qualities)
    for id in LIBRARY.quantities:
        times = 8 if LIBRARY.quantities[id].unit.startswith("money") else 1
        value = one.value(id)
        assert eight.value(id) == (None if value is None else pytest.approx(value * times)), id
    assert_same_year(one.year, eight.year, times=8)


@MANY
@given(
    st.sampled_from(FORMS), several(NUMBERS, ordinary), several(QUALITIES, VALUES.__getitem__),
    st.integers(0, 100), st.integers(1, 100),
)  # fmt: skip
def test_more_customers_leaving_never_raise_the_run(
    form: UsualForm | None, numbers: Answers, qualities: Answers, low: int, more: int
) -> None:
    """The run falls with every customer more who leaves, or stays where it is told by the books or what continues."""
    assume(low + more <= 100)
    few = whole(form, **{**numbers, **qualities, "annual_churn": low / 100})
    many = whole(form, **{**numbers, **qualities, "annual_churn": (low + more) / 100})
    assert few.year.basis == many.year.basis
    if few.year.run is None or many.year.run is None:
        return
    assert many.year.run.likely <= few.year.run.likely * (1 + 1e-12)
    if few.year.basis in ("cohort", "held") and not many.year.capped and few.value("revenue") and not few.year.capped:
        assert many.year.run.likely < few.year.run.likely


@MANY
@given(several([*NUMBERS, *QUALITIES], any_value), st.integers(1, 1000), st.integers(1, 99))
def test_baskets_before_or_after_returns_are_the_same(answers: Answers, basket: int, back: int) -> None:
    """With a tenth sent back, a basket of 60 keeps as much as one of 54 that is counted after returns."""
    rest = {id: value for id, value in answers.items() if id not in ("aov", "deal_value", "return_rate")}
    gross = whole(**rest, aov=basket, return_rate=back / 100)
    net = whole(**rest, aov=basket * (1 - back / 100))
    for id in ("kept_value", "revenue", "customer_value", "new_customer_value", "orders", "shop_revenue", "booked"):
        value = gross.value(id)
        assert net.value(id) == (None if value is None else pytest.approx(value)), id
    assert_same_year(gross.year, net.year)


GOODS_SIDE = {
    "order_value", "list_value", "charged_sales", "goods_value", "returned_sales", "kept_margin",
    "leaves_before_delivery", "smallest_order",
}  # fmt: skip
FEES = {"payment_fee", "platform_fee", "creator_commission", "trade_spend_rate"}


@MANY
@given(
    several([id for id in NUMBERS if id not in FEES], ordinary),
    several(QUALITIES, VALUES.__getitem__),
    st.sampled_from([0.5, 0.125, 0.0625]),
)
def test_a_marketplace_counts_no_goods_value(numbers: Answers, qualities: Answers, take_rate: float) -> None:
    """With a tenth of goods of 50 it is what it is with the whole of a fee of 5, in every figure but those of goods."""
    value = float(numbers.get("aov") or numbers.get("deal_value") or 50)
    rest = {id: held for id, held in numbers.items() if id not in ("aov", "deal_value", "take_rate")}
    goods = whole(UsualForm("marketplace", always=True), **rest, **qualities, aov=value, take_rate=take_rate)
    fee = whole(UsualForm("marketplace", always=True), **rest, **qualities, aov=value * take_rate, take_rate=1.0)
    differ = {id for id in LIBRARY.quantities if goods.value(id) != pytest.approx(fee.value(id))}
    assert differ <= GOODS_SIDE | {"take_rate", "kept_share"}
    assert_same_year(goods.year, fee.year)


@MANY
@given(several(NUMBERS, ordinary), st.sampled_from(["subscription", "contract", "donations"]))
def test_a_subscription_is_never_priced_at_one_payment(numbers: Answers, form: FormId) -> None:
    """A fee paid twelve times a year counts as one of twelve times as much."""
    fee = numbers.get("aov", 100.0)
    without = ("orders_per_customer", "purchases_per_year", "aov", "deal_value", "take_rate", "return_rate")
    rest = {id: value for id, value in numbers.items() if id not in without}
    monthly = whole(UsualForm(form, always=True), **{**rest, "deal_value": fee, "purchases_per_year": 12})
    yearly = whole(UsualForm(form, always=True), **{**rest, "deal_value": fee * 12, "purchases_per_year": 1})
    for id in ("new_customer_value", "win_value", "revenue", "booked", "lost_quotes_value", "quoted_sales"):
        assert monthly.value(id) == pytest.approx(yearly.value(id)), id
    assert_same_year(monthly.year, yearly.year)
    assert monthly.value("win_value") == pytest.approx(12 * fee)


# As many won as leave: so many customers, of whom so many leave, each paying so much a year.
Stock = tuple[int, int, float]
WINNERS: dict[str, Callable[[int], Answers]] = {
    "quotes": lambda won: {"quotes": won * 5, "win_rate": 0.05},  # four quarters, one in twenty
    "leads": lambda won: (
        {"leads_per_month": won / 2, "mql_rate": 2 / 3, "sql_rate": 0.5, "opportunity_rate": 1} | {"win_rate": 0.5}
    ),
    "visits": lambda won: {"visits_per_month": won * 50, "conversion_rate": 1 / 600},
}


def _repeat(customers: int, lost: int, value: float) -> Answers:
    return {"relationship": "repeat", "orders_per_customer": 6, "deal_value": value / 6, **WINNERS["leads"](lost)}


def _subscription(customers: int, lost: int, value: float) -> Answers:
    return {"relationship": "subscription", "deal_value": value, **WINNERS["visits"](lost)}


def _donations(customers: int, lost: int, value: float) -> Answers:
    return {"deal_value": value, **WINNERS["visits"](lost)}


def _contract(customers: int, lost: int, value: float) -> Answers:
    return {"relationship": "multi_year_contract", "deal_value": value, **WINNERS["quotes"](lost)}


def _continuing(customers: int, lost: int, value: float) -> Answers:
    """Of the contracts held today, those that leave bring half of their year."""
    return {**_contract(customers, lost, value), "continuing_revenue": (customers - lost / 2) * value}


def _time(customers: int, lost: int, value: float) -> Answers:
    return {"hours_sold": 30, "hourly_rate": customers * value / 52 / 30, **WINNERS["quotes"](lost)}


def _shop(customers: int, lost: int, value: float) -> Answers:
    return {
        "buyer": "individual", "selling_motion": ["self_serve"], "orders_per_customer": 2, "aov": value / 2,
        "repeat_rate": 1 - lost / customers,
    }  # fmt: skip


def _marketplace(customers: int, lost: int, value: float) -> Answers:
    return {"orders_per_customer": 2, "aov": value * 5, "take_rate": 0.1, "repeat_rate": 1 - lost / customers}


LEVEL = [
    ("repeat", _repeat), ("subscription", _subscription), ("donations", _donations), ("contract", _contract),
    ("contract", _continuing), ("time", _time), ("shop", _shop), ("marketplace", _marketplace),
]  # fmt: skip


@pytest.mark.parametrize(("form", "answers"), LEVEL, ids=lambda value: getattr(value, "__name__", ""))
@MANY
@given(
    st.integers(1, 5000), st.integers(0, 100), st.integers(1, 10_000).map(float),
    st.booleans(), st.none() | st.integers(0, 36), st.none() | st.sampled_from([0.0, 0.3]),
)  # fmt: skip
def test_where_as_many_are_won_as_leave_the_run_is_last_year(
    form: FormId, answers: Callable[[int, int, float], Answers], customers: int, leave: int, value: float,
    stated: bool, ramp: int | None, spare: float | None,
) -> None:  # fmt: skip
    """Whatever the form, the stock, its price and the way they are won, with growth unknown."""
    lost = customers * leave // 100
    revenue = customers * value
    more = {"revenue": revenue} if stated else {}
    business = whole(
        UsualForm(form, always=True), customer_count=customers, annual_churn=lost / customers,
        ramp_to_full_use=ramp, spare_capacity=spare, **answers(customers, lost, value), **more,
    )  # fmt: skip
    year = business.year
    assert business.form is not None
    assert business.form.id == form
    assert business.value("revenue") == pytest.approx(revenue)
    assert year.known
    assert year.run is not None
    assert year.run.likely == pytest.approx(revenue)


@MANY
@given(st.integers(1, 500), st.integers(1, 10_000).map(float), st.integers(1, 400))
def test_projects_won_as_last_year_run_as_last_year(orders: int, value: float, quotes: int) -> None:
    """Four quarters' orders are last year's revenue, and next year's."""
    year = whole(UsualForm("project"), orders=orders, quotes=orders + quotes, deal_value=value).year
    assert year.run is not None
    assert year.run.likely == pytest.approx(4 * orders * value)


# What is counted for each segment, none of it saying the same thing twice.
COUNTED = ["customer_count", "orders_per_customer", "deal_value", "annual_churn", "quotes", "win_rate", "ad_spend"]
OTHERS = [id for id in NUMBERS if id not in (*COUNTED, "revenue", "orders", "aov", "purchases_per_year")]
ADDING = [id for id, quantity in LIBRARY.quantities.items() if quantity.adds]


@MANY
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["repeat", "subscription", "multi_year_contract", "one_off"]),
            st.fixed_dictionaries({}, optional={id: ordinary(id) for id in COUNTED}),
            several(OTHERS, ordinary),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_segments_sum_to_the_whole(parts: list[tuple[str, Answers, Answers]]) -> None:
    """Every quantity that adds is the sum of the segments' wherever each of them has it; so are base, fresh and run."""
    segments = [
        segment(f"Part {place}", **{**more, **counted, "relationship": relationship})
        for place, (relationship, counted, more) in enumerate(parts)
    ]
    economy = settled(segments=segments)
    for id in ADDING:
        values = [part.value(id) for part in economy.segments]
        if id != "revenue_share" and None not in values:
            assert economy.whole.value(id) == pytest.approx(sum(value for value in values if value is not None)), id
    years = [part.year for part in economy.segments]
    if all(year.known for year in years):
        for name in ("base", "fresh", "run"):
            total = getattr(economy.whole.year, name).likely
            assert total == pytest.approx(sum(getattr(year, name).likely for year in years)), name
