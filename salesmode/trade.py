"""What may not be said or done in a trade, in the country where the business sells."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from salesmode.library import Library
from salesmode.profile import Profile


class TradeRule(NamedTuple):
    """A rule of a trade, by the trade and the id under which its words stand."""

    trade: str
    id: str
    sources: tuple[str, ...]


def rules_of_trade(profile: Profile, library: Library) -> tuple[TradeRule, ...]:
    """Return the rules of the profile's trade that apply in its country; all of them where the country is unknown."""
    trade = library.index["industries"].get(profile.industry or "", {})
    places = library.index["choice"]["jurisdictions"]
    return tuple(
        TradeRule(profile.industry or "", rule["id"], tuple(rule["sources"]))
        for rule in trade.get("compliance", ())
        if applies(rule["sources"], profile.region, places)
    )


def applies(sources: Sequence[str], region: str | None, places: Mapping[str, Sequence[str]]) -> bool:
    """Return whether a rule on these sources holds in a country; each of `places` is a source's prefix."""
    bound = [places[prefix] for source in sources if (prefix := source.split(".")[0]) in places]
    return region is None or not bound or any(region in countries for countries in bound)
