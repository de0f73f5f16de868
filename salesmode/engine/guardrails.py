"""What overrides everything: cash, no fit yet, losing on every order, a leak, a full house ..."""

from collections.abc import Collection
from typing import NamedTuple

from salesmode.engine.sizing import Sizing
from salesmode.knowledge.library import Library
from salesmode.knowledge.plays import Guard, Play


class Guardrails(NamedTuple):
    """The guards that hold, in their order.

    `forced` is the play that the first of them puts in front, by the guard `forced_by`; `missing` is a play that one of
    them would put in front and that is not written yet.
    """

    active: tuple[Guard, ...]
    forced: str | None
    forced_by: str | None
    missing: str | None

    def veto(self, play: Play) -> Guard | None:
        """Return the guard that takes a whole play off the table, if one does."""
        if play.id == self.forced:
            return None
        play_uses = frozenset(play.uses)
        return next(
            (
                guard
                for guard in self.active
                if not play_uses.isdisjoint(guard.veto.uses) or play.id in guard.veto.plays
            ),
            None,
        )

    def veto_action(self, uses: Collection[str]) -> Guard | None:
        """Return the guard that takes an action off the table by what it uses, if one does."""
        return next((guard for guard in self.active if not frozenset(guard.veto.uses).isdisjoint(uses)), None)


def guardrails_of(sizing: Sizing, library: Library) -> Guardrails:
    """Return the guards that hold for a business. One whose condition is unknown does not hold."""
    active = tuple(item for item in library.guards.guards if item.test(sizing.facts))
    forcing = [item for item in active if item.force]
    able = [item for item in forcing if item.force in library.plays and library.plays[str(item.force)].levels]
    missing = next((item.force for item in forcing if item not in able), None)
    if not able:
        return Guardrails(active, None, forcing[0].id if forcing else None, missing)
    return Guardrails(active, able[0].force, able[0].id, missing)
