"""Why: whatever has an id in a plan, explained from the trail and the rules it was made by."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from salesmode.business.profile import ANSWERS
from salesmode.engine.plan import Plan
from salesmode.errors import InputError, Message, shown
from salesmode.report.document import Block, Outline, Section
from salesmode.report.explaining.answers import explain_answer
from salesmode.report.explaining.moves import explain_move
from salesmode.report.explaining.printed import explain_ability, explain_benchmark, explain_printed
from salesmode.report.explaining.quantities import explain_lever, explain_quantity, part_named
from salesmode.report.explaining.reading import explain_dimension, explain_industry, explain_part, explain_reason
from salesmode.report.explaining.rules import explain_finding, explain_guard
from salesmode.report.explaining.running import (
    explain_gate,
    explain_kpi,
    explain_meeting,
    explain_play,
    explain_swing,
    explain_work,
)
from salesmode.report.wording import Words

Explained = tuple[str, Sequence[Block]]
Explainer = Callable[[Plan, str, Words, bool], Explained | None]


def explain(plan: Plan, id: str, words: Words, *, trace: bool = False) -> Outline:
    """Return why the thing named `id` is as it is; with `trace` every figure behind it down to the answers.

    Raises InputError where the plan has no such thing.
    """
    plain, explainers = _named(id.strip())
    for explainer in explainers if plain else ():
        found = explainer(plan, plain, words, trace)
        if found is not None:
            what, blocks = found
            stamp = plan.stamp
            told = words.ui("plan.stamp", answers=stamp.answers, library=stamp.library_named, version=stamp.version)
            section = Section("explain", what, tuple(blocks))
            return Outline(words.explain("title", what=what), told, words.ui("colon"), (section,))
    raise InputError(
        f"{shown(id)} is nothing of this plan", where="explain",
        fix=Message(
            "every-id",
            "{nearest}Name a figure, finding, move, warning, lever or answer: revenue, finding.ID, move.ID, guard.ID, "
            "lever.win_rate. All ids stand in: salesmode plan -f json",
            nearest=_near(plain, known_ids(plan, words)),
        ),
    )  # fmt: skip


def _quantity(plan: Plan, id: str, words: Words, trace: bool) -> Explained | None:
    place = part_named(plan, id)
    return None if place is None else explain_quantity(plan, *place, words, trace)


# By the word for its kind, by which JSON and the page name a thing.
KINDS: Final[Mapping[str, Explainer]] = {
    "quantity.": _quantity, "finding.": explain_finding, "move.": explain_move, "not_now.": explain_move,
    "guard.": explain_guard, "lever.": explain_lever, "dimension.": explain_dimension, "answer.": explain_answer,
}  # fmt: skip
# Known by whole ids, or by such as begin with the word for their kind.
OTHERS: Final[tuple[Explainer, ...]] = (
    explain_play, explain_part, explain_industry, explain_reason, explain_kpi, explain_gate, explain_work,
    explain_meeting, explain_swing, explain_benchmark, explain_printed, explain_ability,
)  # fmt: skip


def _named(id: str) -> tuple[str, Sequence[Explainer]]:
    """The id without the word for its kind, and what explains that kind; of a bare id whatever may have it."""
    kind = next((kind for kind in KINDS if id.startswith(kind)), None)
    if kind is None:
        return id, [*dict.fromkeys(KINDS.values()), *OTHERS]
    return id if kind == "lever." else id.removeprefix(kind), [KINDS[kind]]


def known_ids(plan: Plan, words: Words) -> Iterable[str]:
    """Return the ids of all that can be explained, without the words for their kinds."""
    library = words.library
    yield from library.quantities
    yield from (finding.id for rules in library.findings.values() for finding in rules)
    yield from library.every_move
    yield from (guard.id for guard in library.guards.guards)
    yield from (f"lever.{lever.id}" for lever in (*plan.sizing.levers, *plan.sizing.segment_levers))
    yield from ANSWERS
    yield from library.plays


def _near(id: str, known: Iterable[str]) -> str:
    import difflib

    close = difflib.get_close_matches(id, dict.fromkeys(known), n=3, cutoff=0.6)
    return f"Did you mean {', '.join(close)}? " if close else ""
