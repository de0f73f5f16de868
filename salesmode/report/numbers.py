"""Figures on their way out: rounded once, at the edge."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Protocol, overload

POSITION, MONEY, RATE = 4, 2, 6


class Rounded(Protocol):
    """Returns a figure rounded, and nothing where there is none."""

    @overload
    def __call__(self, value: float) -> float: ...
    @overload
    def __call__(self, value: float | None) -> float | None: ...


def as_json(data: Mapping[str, Any]) -> str:
    """Return data as JSON text, two spaces deep, ending in one newline."""
    return json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _to(places: int) -> Rounded:
    def rounded(value: float | None) -> Any:
        return None if value is None else round(float(value), places) + 0.0

    return rounded


position, money, rate = _to(POSITION), _to(MONEY), _to(RATE)
