"""Answers held by another program, a row of a table for one, read as those in a file are."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping

from salesmode.business.profile import Profile
from salesmode.errors import InputError
from salesmode.intake.answers import Given, Known, read_answers


def read_mapping(answers: Mapping[str, object], known: Known, name: str = "answers") -> Profile:
    """Return answers by id as a profile, values as people write them; an empty cell is not known.

    Raises InputError with every problem, under `name`.
    """
    told = {id: value for id, value in answers.items() if not _is_empty(value)}
    try:
        text = json.dumps(told, ensure_ascii=False, allow_nan=False)
    except (TypeError, ValueError, RecursionError):
        fix = "Give texts, numbers, yes or no, lists and maps of these"
        raise InputError("a value is of a kind that no answer has", where=name, fix=fix) from None
    return read_answers(Given("-", stdin=io.BytesIO(text.encode("utf-8", "replace")), name=name), known)


def _is_empty(value: object) -> bool:
    return value is None or value == "" or (isinstance(value, float) and value != value)  # noqa: PLR0124  not a number
