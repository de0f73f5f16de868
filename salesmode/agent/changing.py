"""What becomes of a year where some answers are others: its end, what it leaves, and the moves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from salesmode.business.profile import Profile
from salesmode.engine.plan import Plan, make_plan
from salesmode.follow.choices import in_step
from salesmode.follow.weighing import COSTS, Weighed, weighed
from salesmode.knowledge.library import Library
from salesmode.report.outlines import words_for
from salesmode.report.wording import Words

EQUAL: Final = 0.005  # money apart: less is nothing


class Changed(NamedTuple):
    """The plans before and after, what their years come to, and the amounts of last year that follow in step."""

    before: Plan
    after: Plan
    years: tuple[Weighed, Weighed]
    follows: Mapping[str, float]

    @property
    def costs(self) -> tuple[str, ...]:
        """What the year has to pay for, as far as it is known before and after."""
        known = [id for id in COSTS if all(id in one.costs for one in self.years)]
        return tuple(id for id in known if any(one.costs[id] for one in self.years))

    def left(self) -> list[float | None]:
        """Return what is left of the year before and after."""
        return [one.left(self.costs) for one in self.years]

    def moves(self) -> Mapping[str, list[str]]:
        """Return which moves stay, come and go, in the order of the plans."""
        before, after = ([move.id for move in one.selection.moves] for one in (self.before, self.after))
        return {
            "come": [id for id in after if id not in before],
            "go": [id for id in before if id not in after],
            "stay": [id for id in before if id in after],
        }


def changed(base: Profile, other: Profile, changes: tuple[str, ...], library: Library) -> Changed:
    """Return what becomes of the year of `base` with the answers of `other`, which differ in `changes`."""
    follows = in_step(base, other, changes, library)
    before, after = make_plan(base, library), make_plan(other.replaced(follows), library)
    return Changed(before, after, (weighed(before), weighed(after)), follows)


def change_figures(change: Changed) -> Mapping[str, Any]:
    """Return it as plain data."""
    ends = [one.year_end for one in change.years]
    return {
        "year_end": [None if end is None else {"low": end.low, "likely": end.likely, "high": end.high} for end in ends],
        "left": change.left(),
        "costs": list(change.costs),
        "follows": dict(change.follows),
        **change.moves(),
    }


def change_lines(change: Changed, library: Library) -> Iterator[str]:
    """Yield it in sentences, each on a line."""
    words = words_for(change.after, library)
    ends = [one.year_end.likely if one.year_end else None for one in change.years]
    moves = change.moves()
    yield _pair("year_end", ends, words)
    if change.left() != [None, None]:
        costs = words.listed(library.quantities[id].name for id in change.costs)
        yield _pair("left" if costs else "leaves", change.left(), words, costs=costs)
    if not moves["come"] and not moves["go"] and _same(ends) and _same(change.left()):
        yield _said("change.nothing", words)
    for id, value in change.follows.items():
        yield _said("change.follows", words, answer=words.label(id), value=words.money(value))
    for key, ids in moves.items():
        if ids:
            yield _said(f"change.{key}", words, moves=words.listed(f"{words.move(id)} ({id})" for id in ids))


def _said(key: str, words: Words, **values: object) -> str:
    """Return the sentence under `key` of agent.yaml."""
    return words.filled(words.library.agent[key], values)


def _pair(key: str, values: list[float | None], words: Words, **more: str) -> str:
    unknown = _said("change.unknown", words)
    before, after = (unknown if value is None else words.money(value) for value in values)
    return _said(f"change.{key}", words, before=before, after=after, **more)


def _same(values: list[float | None]) -> bool:
    before, after = values
    return before == after if before is None or after is None else abs(after - before) < EQUAL
