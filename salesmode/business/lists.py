"""Figures of the answers that are lists: what rose or fell, the last change of prices, what each channel costs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, get_args

from msgspec import Struct

from salesmode.business.profile import Profile
from salesmode.business.vocabulary import ChannelResult, Moved, PriceChange, Shift

MOVED: Final = get_args(Moved)
YEAR: Final = 365.0
MONTHS = 12
CHANGES: Final = tuple(f"{what}_change" for what in MOVED)
SWINGS: Final = tuple(f"{what}_swing" for what in MOVED)
OF_PRICE: Final = ("price_step", "price_age")
OF_CHANNELS: Final = (
    "dear_channel", "dear_channel_cost", "dear_channel_share", "dear_channel_orders", "dear_channel_spend",
    "costly_channel", "costly_channel_spend", "costly_channel_sales",
    "cheap_channel", "cheap_channel_cost", "cheap_channel_share", "empty_channels", "empty_spend",
)  # fmt: skip
LIST_FIGURES: Final = (*CHANGES, *SWINGS, *OF_PRICE, *OF_CHANNELS)
LIST_NUMBERS: Final = frozenset(LIST_FIGURES) - {"dear_channel", "costly_channel", "cheap_channel", "empty_channels"}
LIST_MONEY: Final = frozenset({
    "dear_channel_cost", "dear_channel_spend", "costly_channel_spend", "costly_channel_sales", "cheap_channel_cost",
    "empty_spend",
})  # fmt: skip
LIST_RATES: Final = frozenset({*CHANGES, *SWINGS, "price_step", "dear_channel_share", "cheap_channel_share"})
LIST_MADE_OF: Final[Mapping[str, frozenset[str]]] = {
    **dict.fromkeys((*CHANGES, *SWINGS), frozenset({"changed"})),
    **dict.fromkeys(OF_PRICE, frozenset({"last_price_change"})),
    **dict.fromkeys(OF_CHANNELS, frozenset({"channel_results"})),
}


def list_figures(profile: Profile) -> dict[str, Any]:
    """Return the figures of the answers that are lists; one that is not known is missing or `None`."""
    return {
        **dict(_changes(profile.changed or ())),
        **_price(profile.last_price_change),
        **_channels(profile.channel_results or ()),
    }


def _changes(changed: Sequence[Shift]) -> Iterator[tuple[str, float]]:
    """By how much each thing rose or fell, and how much of a year at last year's mean that is."""
    for shift in changed:
        if shift.by is None:
            continue
        yield f"{shift.what}_change", shift.by
        since = YEAR if shift.since is None else min(shift.since, YEAR)
        held = 1 + shift.by * since / YEAR  # last year, of which one part was before the change
        if held > 0:
            yield f"{shift.what}_swing", shift.by / held


def _price(change: PriceChange | None) -> dict[str, float | None]:
    return {} if change is None else {"price_step": change.by, "price_age": change.months_ago}


class _Counted(Struct, frozen=True):
    """A channel that costs money and brings orders: what one of them costs, and how much of its sales the costs are."""

    cost: float
    result: ChannelResult
    spend: float
    orders: float

    @property
    def share(self) -> float | None:
        revenue = self.result.revenue
        return self.spend / revenue if revenue else None


def _channels(results: Sequence[ChannelResult]) -> dict[str, Any]:
    """The channel whose orders cost most, beside several the one whose cost least, and those that bring nothing."""
    counted = sorted(
        (_Counted(cost, one, one.spend or 0.0, one.orders or 0.0) for one in results if (cost := one.order_cost)),
        key=lambda one: one.cost,
    )
    empty = [one for one in results if one.spend and one.orders == 0]
    return {
        **(_dear(counted[-1]) if counted else {}),
        **(_cheap(counted[0]) if len(counted) > 1 else {}),
        **_costly(counted),
        "empty_channels": frozenset(one.channel for one in empty) or None,
        "empty_spend": sum(one.spend or 0.0 for one in empty) * MONTHS or None,
    }


def _costly(counted: Sequence[_Counted]) -> dict[str, Any]:
    """The channel that spends the largest share of what it sells, with both for a year."""
    known = [one for one in counted if one.share is not None]
    if not known:
        return {}
    worst = max(known, key=lambda one: one.share or 0.0)
    return {
        "costly_channel": frozenset({worst.result.channel}),
        "costly_channel_spend": worst.spend * MONTHS,
        "costly_channel_sales": (worst.result.revenue or 0.0) * MONTHS,
    }


def _dear(dear: _Counted) -> dict[str, Any]:
    return {
        "dear_channel": frozenset({dear.result.channel}),
        "dear_channel_cost": dear.cost,
        "dear_channel_share": dear.share,
        "dear_channel_orders": dear.orders * MONTHS,
        "dear_channel_spend": dear.spend * MONTHS,
    }


def _cheap(cheap: _Counted) -> dict[str, Any]:
    return {
        "cheap_channel": frozenset({cheap.result.channel}),
        "cheap_channel_cost": cheap.cost,
        "cheap_channel_share": cheap.share,
    }
