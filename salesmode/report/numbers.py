"""Figures on their way out: rounded once, at the edge."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

POSITION, MONEY, RATE = 4, 2, 6
Data = dict[str, Any]


def as_json(data: Data) -> str:
    """Return data as JSON text, two spaces deep, ending in one newline."""
    return json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _round(places: int) -> Callable[[float | None], float | None]:
    return lambda value: None if value is None else round(float(value), places) + 0.0


position, money, rate = _round(POSITION), _round(MONEY), _round(RATE)
