"""Figures of the economics that must be there."""

from __future__ import annotations

from salesmode.economics.figures import Figure, Undefined


def number(figure: Figure) -> float:
    """Return a figure that must be defined."""
    assert not isinstance(figure, Undefined), figure
    return figure
