"""Businesses drawn from the options of every answer, the same ones on every machine."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, TypeVar, get_args

from salesmode.business.conditions import Condition, leaves
from salesmode.business.profile import ANSWERS, Profile, specs
from salesmode.business.vocabulary import NUMBERS, Member, Role, Segment, Spec
from salesmode.knowledge.library import Library

Item = TypeVar("Item")
Watch = Callable[[Sequence[Profile]], Iterator[Profile]]
UNKNOWN: Final = (0.1, 0.3, 0.5, 0.8)  # shares of answers left open, one of them a profile
CHANGED: Final = 0.4  # share of an example's answers drawn anew
ABSENT: Final = 0.02  # share of answers that do not apply
GRIDS: Final[Mapping[str, tuple[float, ...]]] = {
    "rate": (0.0, 0.02, 0.1, 0.25, 0.5, 0.8, 1.0),
    "duration": (0.01, 1, 3, 7, 14, 30, 60, 120, 300),
    "number": (0, 1, 2, 4, 12, 50, 300, 5_000, 100_000),
}
AMOUNTS: Final = (0.3, 1.0, 4.0)
ALWAYS_DRAWN: Final = frozenset({"currency"})


class Dice:
    """A stream of draws, the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def below(self, count: int) -> int:
        """Return a whole number from 0 to `count` - 1."""
        return self._random.randrange(count)

    def chance(self, share: float) -> bool:
        """Return true in `share` of all cases."""
        return self._random.random() < share

    def pick(self, items: Sequence[Item]) -> Item:
        """Return one of `items`."""
        return items[self.below(len(items))]

    def some(self, items: Sequence[Item], most: int) -> list[Item]:
        """Return up to `most` different ones of `items`, in their order."""
        chosen = {self.below(len(items)) for _ in range(self.below(most) + 1)}
        return [items[index] for index in sorted(chosen)]


class Drawer:
    """Draws profiles: some out of nothing, some from an example with answers changed."""

    def __init__(
        self, library: Library, conditions: Sequence[Condition], examples: Sequence[Profile], seed: int
    ) -> None:
        self._library = library
        self._edges = _edges(conditions)
        self._examples = examples
        self._dice = Dice(seed)
        self._currencies = sorted(library.currencies.bands)
        self._regions = [None, *_regions(conditions), "DE"]
        kept = unread(library)
        self._drawn = [id for id in ANSWERS if id not in ALWAYS_DRAWN and id not in kept]

    def profile(self) -> Profile:
        """Return the next business."""
        dice = self._dice
        base = dice.pick(self._examples) if self._examples and dice.chance(0.5) else None
        kept = dict(base.answered()) if base else {}
        unknown, changed = dice.pick(UNKNOWN), CHANGED if base else 1.0
        currency = kept.setdefault("currency", dice.pick(self._currencies))
        absent = set()
        for id in self._drawn:
            if not dice.chance(changed):
                continue
            kept[id] = None if dice.chance(unknown) else self._value(specs()[id], currency)
            if kept[id] is None and dice.chance(ABSENT):
                absent.add(id)
        return Profile(**kept, not_applicable=frozenset(absent))

    def _value(self, spec: Spec, currency: str) -> Any:
        dice = self._dice
        if spec.id in ("team", "segments", "maturity", "capability", "won_from", "peak_months"):
            return self._structure(spec)
        if spec.id == "industry":
            return dice.pick([*sorted(self._library.trade_names), "other"])
        if spec.id == "region":
            return dice.pick(self._regions)
        if spec.kind == "one_of":
            return dice.pick(spec.options)
        if spec.kind == "any_of":
            return tuple(dice.some(spec.options, min(4, spec.most or 4)))
        if spec.kind in ("list", "map"):
            return None
        if spec.kind == "yes_no":
            return dice.chance(0.5)
        return self._number(spec, currency) if spec.kind in NUMBERS else "x"

    def _number(self, spec: Spec, currency: str) -> float:
        if spec.kind == "money":
            return self._dice.pick(list(self._library.currencies.bands[currency].values())) * self._dice.pick(AMOUNTS)
        value: float = self._dice.pick((*self._edges.get(spec.id, ()), *GRIDS[spec.kind]))
        value = min(max(value, spec.low or 0.0), spec.high if spec.high is not None else value)
        return round(value) if spec.whole else value

    def _structure(self, spec: Spec) -> Any:
        dice = self._dice
        match spec.id:
            case "team":
                roles = dice.some(get_args(Role), 4)
                return tuple(
                    Member(role=role, people=1 + dice.below(4), plan_hours=dice.pick((None, 2, 6))) for role in roles
                )
            case "segments":
                part = Segment(name="x", changes={"buyer": dice.pick(specs()["buyer"].options)})
                return (part,) if dice.chance(0.3) else None
            case "maturity":
                return {id: dice.below(3) for id in self._library.plays if dice.chance(0.5)}
            case "capability":
                return {id: dice.below(5) for id in dice.some(spec.options, 7)}
            case "won_from":
                return {id: dice.below(11) for id in dice.some(spec.options, 3)}
        return tuple(int(month) for month in dice.some(spec.options, 3))


def unread(library: Library) -> frozenset[str]:
    """Return the answers of which questions.yaml says that no plan reads them yet."""
    return frozenset(id for id, words in library.questions.answers.items() if words.unread)


def _edges(conditions: Sequence[Condition]) -> dict[str, list[float]]:
    """The bounds that conditions hold each answer against, and what lies just beyond them."""
    edges: dict[str, list[float]] = {}
    for leaf in (leaf for condition in conditions for leaf in leaves(condition)):
        bounds = leaf.value if isinstance(leaf.value, tuple) else (leaf.value,)
        for bound in bounds:
            if isinstance(bound, int | float) and not isinstance(bound, bool):
                edges.setdefault(leaf.fact, []).extend((bound, bound * 0.9, bound * 1.1))
    return edges


def _regions(conditions: Sequence[Condition]) -> list[str]:
    named = [leaf.value for condition in conditions for leaf in leaves(condition) if leaf.fact == "region"]
    flat = (item for value in named for item in (value if isinstance(value, tuple) else (value,)))
    return sorted({item for item in flat if isinstance(item, str)})
