"""What overrides everything: cash, no fit yet, losing on every order, a leak, a full house ..."""

from collections.abc import Collection

from msgspec import Struct

from salesmode.business.shapes import holding
from salesmode.engine.sizing import Sizing
from salesmode.knowledge.library import Library
from salesmode.knowledge.plays import Guard


class Guardrails(Struct, frozen=True):
    """The guards that hold, in their order.

    `forced` is the play whose best move the first of them puts in front, by the guard `forced_by`.
    """

    active: tuple[Guard, ...]
    forced: str | None
    forced_by: str | None

    def veto(self, play: str, uses: Collection[str]) -> Guard | None:
        """Return the guard that takes a move off the table: by its play, or by what it uses."""
        return next(
            (
                guard
                for guard in self.active
                if not frozenset(guard.veto.uses).isdisjoint(uses) or play in guard.veto.plays
            ),
            None,
        )


def guardrails_of(sizing: Sizing, library: Library) -> Guardrails:
    """Return the guards that hold for a business. One whose condition is unknown does not hold."""
    active = tuple(holding(library.guards.guards, sizing.facts))
    forcing = next((item for item in active if item.force), None)
    return Guardrails(active, forcing.force if forcing else None, forcing.id if forcing else None)
