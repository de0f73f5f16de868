"""The one parser of answers as people write them: `35%`, `1.2m`, `3万`, `3 months`, `trial, demo`.

Stated rules, where habits differ: a point is always the decimal sign; a comma, space, apostrophe or underscore
only groups digits in threes (`1,23` is refused); a bare duration is days; a month is 30 days, a year 365; a rate
above 1 needs its `%`; an option named twice counts once. What is read keeps to what `Profile` allows.
"""

from __future__ import annotations

from salesmode.business.currencies import Currencies, MoneyForm
from salesmode.business.profile import Mark
from salesmode.intake.parse.basics import (
    KEEP_ONE,
    FormError,
    ReadOne,
    Tree,
    Where,
    close,
    closest,
    given_twice,
    nearest,
    option,
    plain,
)
from salesmode.intake.parse.scalars import NO, YES, parse, yes_or_no
from salesmode.intake.parse.structures import NOT_IN_CHOICES, NOT_IN_SEGMENTS, parse_tree, settled

__all__ = [
    "KEEP_ONE", "NO", "NOT_IN_CHOICES", "NOT_IN_SEGMENTS", "YES",
    "Currencies", "FormError", "Mark", "MoneyForm", "ReadOne", "Tree", "Where",
    "close", "closest", "given_twice", "nearest", "option", "parse", "parse_tree", "plain", "settled", "yes_or_no",
]  # fmt: skip
