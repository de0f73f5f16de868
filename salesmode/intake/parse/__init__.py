"""The one parser of answers as people write them: `35%`, `1.2m`, `3万`, `3 months`, `trial, demo`.

Stated rules, where habits differ: a point is the decimal sign, and one before three digits of an amount, which may be
for thousands too, is asked back; a comma, space, apostrophe or underscore only groups digits in threes, or as lakhs
(`1,23` is refused); a bare duration is days; a month is 30 days, a year 365; a rate above 1 needs its `%`; what is told
of another period is converted; an option named twice counts once. What is read keeps to what `Profile` allows.
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
    says_unknown,
)
from salesmode.intake.parse.scalars import NO, YES, parse, yes_or_no
from salesmode.intake.parse.shorthand import members_of
from salesmode.intake.parse.structures import NOT_IN_CHOICES, NOT_IN_SEGMENTS, parse_tree, settled

__all__ = [
    "KEEP_ONE", "NO", "NOT_IN_CHOICES", "NOT_IN_SEGMENTS", "YES",
    "Currencies", "FormError", "Mark", "MoneyForm", "ReadOne", "Tree", "Where",
    "close", "closest", "given_twice", "members_of", "nearest", "option", "parse", "parse_tree", "plain",
    "says_unknown", "settled", "yes_or_no",
]  # fmt: skip
