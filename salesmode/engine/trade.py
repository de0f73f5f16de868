"""The trade a business is in and the ways in which it sells: as it says itself, else as its offer shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from msgspec import Struct

from salesmode.business.profile import Profile
from salesmode.knowledge.industries import Industry, TradeMove
from salesmode.knowledge.library import Library
from salesmode.knowledge.recognition import Known, Recognised

OTHER: Final = "other"
PLATFORM: Final = "platform"
BUYERS: Final = ("organization", "individual")
MOST: Final = 0.5  # of the revenue: so much of it decides
MARKETPLACE: Final = "marketplace"  # said of a trade it is the way `platform`, whatever is sold there


class Trade(Struct, frozen=True):
    """The trade of a business, `id` `None` where it is unknown; `recognised` where the offer showed it.

    `candidates` are the trades it may be, best first, where neither answer nor offer decides. `pack` is what is known
    of the trade with the ways laid over it. `names` are all ids by which a condition may ask for it, wider ones
    included; empty where nothing is known.
    """

    id: str | None = None
    recognised: bool = False
    candidates: tuple[str, ...] = ()
    ways: tuple[str, ...] = ()
    names: frozenset[str] = frozenset()
    pack: Industry | None = None

    @property
    def first(self) -> Mapping[str, TradeMove]:
        """The moves that the trade makes its own way, by id."""
        return self.pack.first if self.pack else {}


def trade_of(profile: Profile, library: Library) -> Trade:
    """Return the trade of a profile and its ways; an answer stands above what the offer shows."""
    id, candidates = _trade(profile, library)
    ways = _ways(profile, library)
    return Trade(
        id=id,
        recognised=id is not None and id != profile.industry,
        candidates=candidates,
        ways=ways,
        names=frozenset(_names(profile.industry, id, ways, library.known_trades)),
        pack=_pack(id, ways, library),
    )


def _trade(profile: Profile, library: Library) -> tuple[str | None, tuple[str, ...]]:
    """The trade, and between which it is open: a wider name leaves its own open, its leader where nothing tells."""
    answer, known = profile.industry, library.known_trades
    if answer == OTHER:
        return None, ()
    family = {id: one for id, one in known.items() if answer == id or answer in one.families}
    if len(family) == 1:
        return next(iter(family)), ()
    among = {id for id, one in (family or known).items() if _serves(one, profile)} or family
    found = library.trades_by_words.recognise(profile.offer, among) if profile.offer else Recognised()
    if found.trade or answer in known:
        return found.trade or answer, ()
    if not family:
        carried = _carried(profile, found.trades, library)
        return carried, () if carried else found.trades
    return next(iter(found.trades), _leader(answer, family)), found.trades or tuple(family)


def _serves(trade: Known, profile: Profile) -> bool:
    """Whether the trade sells to one whom this business sells to; every trade may where nobody said to whom."""
    return not trade.sells_to or profile.buyer not in BUYERS or profile.buyer in trade.sells_to


def _carried(profile: Profile, open_to: tuple[str, ...], library: Library) -> str | None:
    """Of the trades an offer leaves open, the one that the parts with most of the revenue are named after."""
    shares = dict.fromkeys(open_to, 0.0)
    for segment in profile.segments or ():
        named = library.trades_by_words.recognise(segment.name, open_to).trades[:1] if open_to else ()
        for id in named:
            shares[id] += segment.revenue_share or 0.0
    best = max(shares, key=shares.__getitem__, default=None)
    return best if best is not None and shares[best] >= MOST else None


def _leader(answer: str | None, family: Mapping[str, Known]) -> str | None:
    """The trade of a family that is taken where nothing decides: the one that leads it, or the only one."""
    leading = (id for id, one in family.items() if answer in one.leads)
    return next(leading, next((id for id, one in family.items() if one.extends is None), None))


def _ways(profile: Profile, library: Library) -> tuple[str, ...]:
    if profile.ways is not None:
        return profile.ways
    found = library.ways_by_words.named(profile.offer) if profile.offer else ()
    return tuple(dict.fromkeys((*found, PLATFORM))) if profile.industry == MARKETPLACE else found


def _names(answer: str | None, id: str | None, ways: tuple[str, ...], known: Mapping[str, Known]) -> Iterator[str]:
    """Every id by which a condition may ask for the trade: its own, its family's, those of what it extends.

    A trade that belongs to no family is `other` too, as it was answered before it had an id of its own.
    """
    if PLATFORM in ways:
        yield MARKETPLACE
    if id is None:
        yield from (answer,) if answer else ()
        return
    trade = known[id]
    yield from (id, trade.extends or id)
    yield from (answer,) if answer in trade.families else trade.families or (OTHER,)


def _pack(id: str | None, ways: tuple[str, ...], library: Library) -> Industry | None:
    pack = library.industries[id] if id else None
    for way in ways:
        if way in library.ways:
            pack = library.ways[way].over(pack) if pack else library.ways[way]
    return pack
