"""Businesses settled, for the tests of the model."""

from __future__ import annotations

from typing import Any

from helpers.libraries import LIBRARY, build
from salesmode.business.economy import Assumptions, Economy, PartEconomy, economy_of
from salesmode.business.model import UsualForm
from salesmode.business.vocabulary import Segment
from salesmode.business.year import Ramps

# As the settings have them: a new customer orders at full rhythm after a year, half a year, or at once.
ASSUMED = Assumptions(
    Ramps(12, 6, 0), peak_weight=1.5, usual_cycles={"organization": 30.0, "individual": 10.0, "both": 20.0}
)


def settled(usual: UsualForm | None = None, **answers: Any) -> Economy:
    """Return a business settled by the library's identities."""
    lists = {id: tuple(value) if isinstance(value, list) else value for id, value in answers.items()}
    return economy_of(build(**lists), LIBRARY.model, ASSUMED, usual)


def whole(usual: UsualForm | None = None, **answers: Any) -> PartEconomy:
    """Return the whole of a business without named segments."""
    return settled(usual, **answers).whole


def segment(name: str, share: float | None = None, **changes: Any) -> Segment:
    """Return a segment with what differs from the whole."""
    return Segment(name=name, revenue_share=share, changes=changes)
