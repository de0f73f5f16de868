"""The figures of `salesmode calc`: undefined with a reason, typed as people write them, put into sentences."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest
from helpers.calculations import CONTRACT, TELLERS, data, each_lang, each_name
from helpers.draws import cases
from helpers.libraries import LIBRARY
from hypothesis import given
from hypothesis import strategies as st

from salesmode.calc import CALCULATIONS, Input, as_data, work
from salesmode.errors import InputError
from salesmode.knowledge.library import LANGS, Lang


class TestBusinessCase:
    """Years or months, up to fifty years of them."""

    def test_six_hundred_monthly_columns_are_an_annuity(self) -> None:
        """1,000 today and 10 a month for 599 months at 1%: 10 x (1 - 1.01^-599) / 0.01 - 1,000, about minus 2.58."""
        months = ",".join(["10"] * 599)
        case = data("business-case", f"--costs 1000{',0' * 599} --benefits 0,{months} --rate 0.01")
        assert case["npv"] == pytest.approx(10 * (1 - 1.01**-599) / 0.01 - 1000, abs=0.005)

    def test_columns_that_turn_too_often_have_no_rate_of_return(self) -> None:
        """Gain and loss in turn, three hundred times: said at once, with what to do."""
        with pytest.raises(InputError, match="gain to loss and back 599 times"):
            data("business-case", f"--costs {'1000,0,' * 299}1000,0 --benefits {'0,1100,' * 299}0,1100 --rate 0.1")


class TestUndefined:
    """Within bounds and without a figure: null, a reason in both languages, exit 0."""

    @pytest.mark.parametrize(
        ("name", "options", "keys"),
        [
            ("velocity", "--opportunities 1 --deal-value 1 --win-rate 1 --cycle 0", "per_day"),
            ("funnel", "--target 1 --deal-value 1 --rates 0.5,0", "needed"),
            ("funnel", "--target 1 --deal-value 0 --rates 0.5", "needed"),
            ("coverage", "--win-rate 0", "required actual"),
            ("coverage", "--win-rate 0.5 --open 4 --target 0", "actual"),
            ("ltv", "--arpa 100 --gross-margin 0.8 --churn 0 --cac 5", "ltv ltv_cac"),
            ("ltv", "--arpa 0 --gross-margin 0.8 --churn 0.03 --cac 5", "payback_months"),
            ("ltv", "--arpa 9 --gross-margin 0.8 --churn 0.03 --cac 0", "ltv_cac"),
            ("ltv", "--arpa 9 --gross-margin 0.8 --churn 0.03", "ltv_cac payback_months"),
            ("magic-number", "--revenue-now 90 --revenue-before 100 --spend 10", "payback_months"),
            ("magic-number", "--revenue-now 90 --revenue-before 80 --spend 0", "magic_number payback_months"),
            ("retention", "--start 0 --expansion 0 --contraction 0 --churn 0", "nrr grr"),
            ("order-margin", "--price 0 --costs 1", "rate"),
            ("roas", "--margin 0", "break_even"),
            ("discount", "--margin 0.3 --cut 0.3", "volume_change"),
            ("discount", "--margin 0.3 --cut 0.4", "volume_change"),
            ("discount", "--margin 0 --rise 0", "volume_change"),
            ("elasticity", "--prices 5,5 --quantities 1,2 --unit-cost 2", "elasticity best_price"),
            ("elasticity", "--prices 70,60 --quantities 2800,3000 --unit-cost 25", "best_price"),
            ("promotion", "--baseline 0 --sold 5 --margin 0.5 --discount 0.1", "lift"),
            ("loyalty", "--buy 0 --free 0 --price 5 --unit-cost 1", "discount cost_share"),
            ("points", "--sales 9 --points 10 --value 1 --redemption 0.5 --redeemed 6", "recognised"),
            ("points", "--sales 9 --points 10 --value 1 --redemption 0.5", "recognised"),
            ("free-shipping", "--shipping 3 --gross-margin 0.3 --target-margin 0.4", "order_value"),
            ("free-shipping", "--aov 3 --gross-margin 0 --extra 4", "order_value"),
            ("ab-test", "--baseline 0.05 --to 0.05 --daily 100", "per_arm total days"),
            ("ab-test", "--baseline 0.05 --to 0.06 --daily 0", "days"),
            ("ab-test", "--baseline 0.05 --to 0.06 --daily 9 --power 1", "per_arm total days"),
            ("ab-result", "--control 0/10 --variant 0/10", "z p low high significant"),
            ("ab-result", "--control 0/0 --variant 0/0", "z p low high significant srm_p"),
            ("nps", "--promoters 0 --passives 0 --detractors 0", "nps margin"),
            ("csat", "--satisfied 0 --answers 0", "csat low high"),
            ("net-price", "--list 0 --deductions 1", "rate"),
            ("business-case", "--costs 0,0 --benefits 0,5 --rate 0.1", "roi irr"),
            ("business-case", "--costs 1000,0,1540 --benefits 0,2500,0 --rate 0.1", "payback_months irr"),
        ],
    )
    @each_lang
    def test_null_and_a_reason(self, name: str, options: str, keys: str, lang: Lang) -> None:
        """Exactly those that are undefined; the rest stand."""
        found = data(name, options, lang)
        assert {key for key in CONTRACT[name].split() if found[key] is None} == set(keys.split())
        assert set(found["reasons"]) == set(keys.split())
        assert all(found["reasons"].values())

    def test_several_rates_are_named(self) -> None:
        """Both 10% and 40%, and the NPV beside them."""
        found = data("business-case", "--costs 1000,0,1540 --benefits 0,2500,0 --rate 0.2")
        assert "not unique" in found["reasons"]["irr"]
        assert "10% and 40%" in found["reasons"]["irr"]
        assert found["npv"] == 13.89


class TestForms:
    """Inputs as people write them, and what they are read as."""

    @pytest.mark.parametrize(
        ("name", "one", "other"),
        [
            ("roas", "--margin 40%", "--margin 0.4"),
            ("velocity", "--opportunities 40 --deal-value 2.5万 --win-rate 25% --cycle '3 months'",
             "--opportunities 40 --deal-value 25,000 --win-rate .25 --cycle 90"),
            ("order-margin", "--price 79 --costs 18，8.5", "--price 79 --costs '18;8.50'"),
            ("net-price", "--list 1000 --deductions 0.1,50", "--list 1k --deductions 10%,50"),
            ("promotion", "--baseline 400 --sold 1100 --margin .5 --discount .2 --pull-forward 30%",
             "--baseline 400 --sold 1100 --margin .5 --discount .2 --pull-forward 210"),
        ],
    )  # fmt: skip
    def test_two_ways_to_write_the_same(self, name: str, one: str, other: str) -> None:
        """Same figures."""
        keys = CONTRACT[name].split()
        first, second = data(name, one), data(name, other)
        assert [first[key] for key in keys] == [second[key] for key in keys]

    def test_lists_with_semicolons_may_group_digits(self) -> None:
        """Commas alone separate."""
        assert data("order-margin", "--price 5000 --costs '1,000; 2,000'")["margin"] == 2000

    def test_missing_lags_are_zero(self) -> None:
        """The last ones."""
        assert data("funnel", "--target 1 --deal-value 1 --rates 0.5,0.5 --lags 2")["months"] == 2
        assert data("funnel", "--target 1 --deal-value 1 --rates 0.5,0.5")["months"] == 0


class TestMeaning:
    """Sentences chosen by the result, and what moves it."""

    @pytest.mark.parametrize(
        ("name", "options", "says"),
        [
            ("business-case", "--costs 100,0 --benefits 0,50 --rate 0.1", "does not pay"),
            ("magic-number", "--revenue-now 90 --revenue-before 100 --spend 10", "Revenue fell by 10"),
            ("ltv", "--arpa 10 --gross-margin 0.5 --churn 0.2 --cac 90", "more than they leave"),
            ("ltv", "--arpa 10 --gross-margin 0.5 --churn 0.2 --cac 90", "gone by then"),
            ("coverage", "--win-rate 0.25 --open 5 --target 1", "enough on average"),
            ("funnel", "--target 1 --deal-value 5 --rates 0.5", "less than one deal"),
            ("promotion", "--baseline 4 --sold 5 --margin 0.1 --discount 0.2", "as large as the margin"),
            ("ab-test", "--baseline 0.05 --to 0.0505 --daily 1000", "can be told from 5%"),
            ("ab-test", "--baseline 0.5 --to 0.501 --daily 0.1", "no lift at all can be seen"),
            ("ab-test", "--baseline 0.05 --to 0.06 --arms 3", "uncorrected"),
            ("ab-test", "--baseline 0.05 --to 0.06", "five looks give 14.2% false alarms"),
            ("ab-result", "--control 100/9000 --variant 120/11000", "do not trust"),
            ("ab-result", "--control 2/15 --variant 6/15", "only rough"),
            ("ab-result", "--control 100/10000 --variant 200/10000", "does better"),
            ("ab-result", "--control 200/10000 --variant 100/10000", "does worse"),
            ("nps", "--promoters 5 --passives 3 --detractors 4", "cannot be told"),
            ("bid", "--chance 0.1 --margin 100 --pursuit-cost 200", "no chance makes it pay"),
            ("live-session", "--orders 9 --aov 9 --gross-margin 0.2 --commission 0.3 --slot-fee 9 --return-rate 0",
             "no number of orders"),
            ("elasticity", "--prices 1,2 --quantities 1,2", "moved the same way"),
            ("net-price", "--list 1 --deductions 2", "More is given away"),
            ("velocity", "--opportunities 4 --deal-value 5 --win-rate 0.5 --cycle 9", "sellers' time is the limit"),
        ],
    )  # fmt: skip
    def test_the_sentence_fits_the_result(self, name: str, options: str, says: str) -> None:
        """In English; the Chinese one is chosen by the same key."""
        assert says in " ".join(data(name, options)["meaning"])

    def test_what_moves_it_most(self) -> None:
        """A tenth off the cycle is worth more than a tenth on anything else; equals are named."""
        found = data("velocity", CALCULATIONS["velocity"].example)["moves_most"]
        assert (found["input"], found["less"], found["more"]) == ("cycle", 3086.42, 2525.25)
        assert data("bid", CALCULATIONS["bid"].example)["moves_most"]["alike"] == ["margin"]

    def test_out_of_bounds_is_not_tried(self) -> None:
        """A rate of 1 has nothing above it; what is zero moves nothing."""
        top = data("roas", "--margin 1")["moves_most"]
        assert top["more"] is None
        assert data("cash-gap", "--growth 0 --days-to-cash 0")["moves_most"] is None

    @each_name
    @cases(25)
    @given(st.data())
    def test_whatever_is_within_bounds_is_answered(self, name: str, data: st.DataObject) -> None:
        """In both languages, as JSON, every null with its reason and every sentence whole; no fault of ours."""
        held = CALCULATIONS[name]
        way = data.draw(st.sampled_from(held.ways)) if held.ways else ()
        others = {id for other in held.ways if other != way for id in other}
        chosen = [one for one in held.inputs if one.id not in others]
        texts = {
            one.id: [data.draw(figures(one))] for one in chosen if not one.optional or one.id in way or one.default
        }
        try:
            worked = work(name, texts, LIBRARY)
        except InputError:
            worked = None
        if worked is None:
            assert held.conflict is not None
            return
        for lang in LANGS:
            found = as_data(worked, TELLERS[lang])
            json.dumps(found, allow_nan=False)
            assert set(found["reasons"]) == {key for key in CONTRACT[name].split() if found[key] is None}
            assert TELLERS[lang].moves(held, worked.move)


def figures(one: Input) -> st.SearchStrategy[str]:
    """Return how an option may be filled: also with the ends of its range."""
    edges: Sequence[str] = ("0", "1") if one.kind == "rate" else ("0", "1", "1e-12", "1e15", "37", "1250.5")
    if one.kind in ("days", "months", "count"):
        edges = ("2", "3", "37", "900") if one.low else ("0", "1", "37", "900")
    single = st.sampled_from([*edges, *(("0.3", "25%", "0.999") if one.kind in ("rate", "deduction") else ())])
    if one.kind == "pair":
        return st.sampled_from(["0/0", "0/9", "9/9", "2/15", "120/10000", "999999999999/1000000000000"])
    if one.kind == "reps":
        return st.sampled_from(["0:0:0", "8:100:0.5", "1e9:1e15:1"])
    if one.many:
        return st.lists(single, min_size=max(one.many[0], 2), max_size=min(one.many[1], 2)).map(",".join)
    return single
