"""Figures of the economics: drawn within their bounds, and such as must be there."""

from __future__ import annotations

from hypothesis import strategies as st

from salesmode.economics.figures import Figure, Undefined

money = st.floats(0, 1e9)
some_money = st.floats(0.01, 1e9)
rates = st.floats(0, 1)
some_rate = st.floats(0.001, 1)
counts = st.integers(0, 10_000)


def number(figure: Figure) -> float:
    """Return a figure that must be defined."""
    assert not isinstance(figure, Undefined), figure
    return figure
