"""Profiles drawn by hypothesis: any valid answers, and what a text made of them must not hold."""

from __future__ import annotations

import re
from typing import Any

from hypothesis import HealthCheck
from hypothesis import strategies as st

from helpers.draws import cases
from helpers.libraries import EXAMPLES, LIBRARY, build, example
from salesmode.business.profile import Profile, specs
from salesmode.business.vocabulary import ChannelResult, Choice, Member, PriceChange, Shift, Spec

# What Python would print where somebody forgot to say it in words, and a blank nobody filled.
REPR = re.compile(
    r"\b(None(?! of )|nan|inf|frozenset|tuple|True|False|NotApplicable)\b|[{}]|<[a-z]|\b(Leaf|Line|Reason|Range)\("
)
CODES = sorted(LIBRARY.currencies.bands)  # without bands: see test_challenge, infinite amounts
INDUSTRIES = sorted(LIBRARY.industries)
WORDS = st.text(st.characters(codec="utf-8", categories=["L", "N", "Zs"]), min_size=1, max_size=12).filter(str.strip)
ROLES = ["founder", "sales", "marketing", "customer_success", "ecommerce", "store", "data", "finance"]
SOME = cases(60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def value(spec: Spec) -> st.SearchStrategy[Any]:
    """Draw an answer of a kind, within its bounds, the ends of them often."""
    match spec.kind:
        case "one_of":
            return st.sampled_from(spec.options)
        case "any_of":
            numbers = spec.id == "peak_months"
            options = st.sampled_from([int(option) if numbers else option for option in spec.options])
            return st.lists(options, unique=True, max_size=spec.most or 4).map(tuple)
        case "yes_no":
            return st.booleans()
        case "rate":
            return st.sampled_from([0.0, 1.0]) | st.integers(0, 1000).map(lambda number: number / 1000)
        case "levels" | "counts":
            keys = spec.options or tuple(LIBRARY.plays)
            return st.dictionaries(st.sampled_from(keys), st.integers(0, 4), max_size=4)
    low, high = spec.low or 0.0, spec.high or 1e15
    if spec.whole:
        return st.integers(int(low), int(min(high, 1000))) | st.sampled_from([int(low), int(high)])
    cents = st.integers(int(max(low, -100.0)) * 100, int(min(high, 1e7)) * 100).map(lambda number: number / 100)
    return st.sampled_from([low, 1.0, high]) | cents


TEAM = st.lists(
    st.builds(
        Member,
        role=st.sampled_from(ROLES),
        people=st.sampled_from([0.5, 1, 3, 40]),
        plan_hours=st.sampled_from([None, 0, 0.5, 6, 40]),
    ),
    max_size=3,
).map(tuple)  # fmt: skip
SPECIAL = {
    "name": WORDS,
    "offer": WORDS,
    "notes": WORDS,
    "industry": st.sampled_from([*INDUSTRIES, "other"]),
    "region": st.sampled_from(["CN", "US", "NO", "JP"]),
    "currency": st.sampled_from(["USD", "CNY", "JPY", *CODES]),
    "team": TEAM,
    "segments": st.none(),  # see test_plan: they do not get through
    "changed": st.none() | st.just((Shift(what="orders", by=-0.3, since=90),)),
    "channel_results": st.none() | st.just((ChannelResult(channel="email", spend=100, orders=3),)),
    "last_price_change": st.none() | st.just(PriceChange(by=0.05, months_ago=18)),
    "options": st.none() | st.just((Choice(name="A", changes={"price_level": 0.1}),)),
}
VALUES = {id: SPECIAL[id] if id in SPECIAL else value(spec) for id, spec in specs().items()}


@st.composite
def profiles(draw: st.DrawFn) -> Profile:
    """Draw any valid profile: an example or none, with answers replaced, taken away, or said not to apply."""
    base = draw(st.sampled_from([None, *EXAMPLES]))
    held = example(base).answered() if base else {}
    ids = draw(st.lists(st.sampled_from(sorted(VALUES)), unique=True, max_size=25))
    changes = {id: draw(st.sampled_from(["n/a", None, ...])) if draw(st.integers(0, 3)) == 0 else ... for id in ids}
    never = ("currency", "language", "name", "deal_value")  # the last: see the end of this file
    drawn = {id: draw(VALUES[id]) if change is ... or id in never else change for id, change in changes.items()}
    return build(**{**held, **drawn})
