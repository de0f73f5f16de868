"""The papers of the kit: what a file of worksheets/ holds."""

from datetime import date
from typing import Annotated

from msgspec import field

from salesmode.business.shapes import Bounds, Conditional, Placed, Real, Text
from salesmode.knowledge.terms import Id, Line, RoleId, SourceIds


class Worksheet(Conditional, frozen=True):
    """A paper to fill in: a file of worksheets/. In a loaded library `id` is the name of its file.

    `body` and `use` are templates; `figures` are the constants that its author set. One with a `week` is wanted then in
    every plan, any other where a move that is made names it; in both cases unless its condition is false.
    """

    title: Text
    purpose: Text
    role: RoleId
    minutes: Annotated[int, Bounds(gt=0)]
    use: Annotated[tuple[Line, ...], Bounds(min_length=2)]
    body: Text
    done_when: Text
    sources: SourceIds
    reviewed: date
    week: Annotated[int, Bounds(ge=1)] | None = None
    figures: dict[Id, Real | Annotated[tuple[Real, ...], Bounds(max_length=100)]] = field(default_factory=dict)
    id: Placed = ""
