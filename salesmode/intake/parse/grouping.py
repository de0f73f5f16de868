"""Digits as they are grouped: what is one number for sure, and what to write where a comma or a point may be either."""

from __future__ import annotations

import re
from typing import Final

IN_THREES: Final = r"[+-]?[1-9][0-9]{0,2}([,' _])[0-9]{3}(?:\1[0-9]{3})*"
IN_LAKHS: Final = r"[+-]?[1-9][0-9]?(?:,[0-9]{2})+,[0-9]{3}"
# Points in threes, then a comma: no decimal point can be meant by them.
POINTED: Final = r"(?P<whole>[0-9]{1,3}(?:\.[0-9]{3})+),(?P<cents>[0-9]+)|(?P<bare>[0-9]{1,3}(?:\.[0-9]{3}){2,})"


def ungrouped(whole: str) -> str | None:
    """Return the digits before a point without what groups them; None where it does not group them."""
    bare = re.sub(r"[,' _]", "", whole)
    grouped = bare == whole or re.fullmatch(IN_THREES, whole) or re.fullmatch(IN_LAKHS, whole)
    return bare if grouped else None


def instead(number: str) -> tuple[str, ...]:
    """Return how a number may be meant whose digits are not grouped in threes, the likelier first."""
    whole, point, part = number.partition(".")
    bare = re.sub(r"[,' _]", "", whole)
    first, *others = re.split(r"[,_ ']", whole)
    meant = (f"{bare}{point}{part}",) if bare[:1] != "0" else ()
    if point or len(others) != 1 or "," not in whole:
        return meant
    pointed = f"{first}.{others[0]}"
    return (pointed,) if len(others[0]) < len("000") else (*meant, pointed)


def without_points(form: str) -> str | None:
    """Return a text with a number grouped by points written plainly: `1.200.000` and `1.234,56`; None where none is."""
    match = re.search(POINTED, form)
    if not match:
        return None
    digits = (match["bare"] or match["whole"]).replace(".", "")
    cents = f".{match['cents']}" if match["cents"] else ""
    return f"{form[: match.start()]}{digits}{cents}{form[match.end() :]}"


def either_point(number: str) -> tuple[str, str] | None:
    """Return both things `12.500` may mean, thousands or decimals; None where its point can only be a decimal one."""
    if not re.fullmatch(r"[1-9][0-9]{0,2}\.[0-9]{3}", number):
        return None
    short = number.rstrip("0")
    decimal = f"{number}0" if short == number else short.rstrip(".")
    return number.replace(".", ""), decimal
