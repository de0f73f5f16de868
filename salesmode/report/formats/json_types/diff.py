"""The JSON of `diff`."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import with_config
from typing_extensions import TypedDict

from salesmode.business.shapes import Lang
from salesmode.report.formats.json_types.values import AnswerId, Money, MoveId


class ChangedData(TypedDict):
    """An answer as it stood and stands; null where it is not given."""

    old: Any
    new: Any


class MovesData(TypedDict):
    """Moves that are made only now, and only before."""

    new: list[MoveId]
    gone: list[MoveId]


class GuardsData(TypedDict):
    """Warnings that hold only now, and only before."""

    new: list[str]
    gone: list[str]


class FiguresData(TypedDict):
    """What a plan comes to."""

    year_end: Money | None
    leaves: Money | None
    """What sales and moves leave before fixed costs."""
    gap: Money | None
    spends: Money | None


class BothData(TypedDict):
    """The figures of both plans."""

    old: FiguresData
    new: FiguresData


@with_config(title="Output of salesmode diff -f json", extra="forbid", use_attribute_docstrings=True)
class DifferenceOutput(TypedDict):
    """What changed between two sets of answers or plans."""

    schema: Literal[2]
    """Version of this shape."""
    language: Lang
    answers: dict[AnswerId, ChangedData]
    moves: MovesData
    guards: GuardsData
    figures: BothData
    did: list[AnswerId] | None
    """A smallest set of the changed answers that alone leads to the new advice, or where that is the same to the new
    year-end; empty where nothing changed or the first day did it, null where none was found."""
    all_tried: bool
    """False where there are more sets than are tried."""
