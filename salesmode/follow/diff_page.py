"""What changed between two plans, as sections in reading order and as plain data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from salesmode.business.profile import dump_answers
from salesmode.follow.diff import Difference, Held
from salesmode.follow.page import said_value
from salesmode.report.document import Block, Items, Outline, Paragraph, Section, Table
from salesmode.report.formats.json_parts import VERSION
from salesmode.report.numbers import money
from salesmode.report.page.saying import move_title
from salesmode.report.wording import Words

if TYPE_CHECKING:  # the types need Pydantic, which no page waits for
    from salesmode.report.formats.json_types.diff import DifferenceOutput, FiguresData


def difference_outline(found: Difference, words: Words) -> Outline:
    """Return what changed: in the advice and through which answers, the answers, the figures."""
    stamp = found.new.plan.stamp
    blocks: dict[str, Block] = {"answer": Items(tuple(_answer(found, words)))}
    if found.changed:
        blocks["answers"] = _answers(found, words)
    blocks["figures"] = _figures(found, words)
    return Outline(
        words.compare("diff.title", name=found.new.profile.name or words.ui("your_business")),
        words.ui("plan.stamp", answers=stamp.answers, library=stamp.library_named, version=stamp.version),
        words.ui("colon"),
        tuple(Section(id, words.compare(f"diff.sections.{id}"), (block,)) for id, block in blocks.items()),
    )


def _answer(found: Difference, words: Words) -> Iterator[Paragraph]:
    if not found.advice:
        yield Paragraph(words.compare("diff.advice_same" if found.figures else "diff.same"), id="advice")
    old, new = found.old.weighed, found.new.weighed
    titles = {guard.id: words.fill(guard.title) for guard in words.library.guards.guards}
    for key, ids in (("new", new.moves - old.moves), ("gone", old.moves - new.moves)):
        if ids:
            said = words.listed(move_title(id, words) for id in sorted(ids))
            yield Paragraph(said, words.compare(f"diff.{key}"), key)
    for key, ids in (("warned", new.guards - old.guards), ("unwarned", old.guards - new.guards)):
        if ids:
            yield Paragraph(words.listed(titles[id] for id in sorted(ids)), words.compare(f"diff.{key}"), key)
    if found.advice or found.figures:
        yield Paragraph(_did(found, words), id="did")


def _did(found: Difference, words: Words) -> str:
    if found.did is None:
        return words.compare("diff.did_many")
    if not found.did:
        return words.compare("diff.did_start")
    if len(found.did) == len(found.changed) > 1:
        return words.compare("diff.did_all")
    return words.compare("diff.did", answers=words.listed(words.label(id) for id in found.did))


def _answers(found: Difference, words: Words) -> Table:
    other = words.compare("diff.changed")
    rows = tuple(
        (
            words.label(id),
            said_value(id, found.old.profile, words) or other,
            said_value(id, found.new.profile, words) or other,
        )
        for id in found.changed
    )
    return Table(tuple(words.compare(f"diff.{key}") for key in ("answer", "old", "now")), rows, ids=found.changed)


def _figures(found: Difference, words: Words) -> Table:
    unknown = words.compare("unknown")
    old, new = figures_of(found.old), figures_of(found.new)
    rows = tuple(
        (words.compare(f"figures.{key}"), *(unknown if value is None else words.money(value) for value in both))
        for key, both in ((key, (old[key], new[key])) for key in old)
    )
    heads = (words.compare("figures.what"), words.compare("diff.old"), words.compare("diff.now"))
    return Table(heads, rows, frozenset({1, 2}))


def figures_of(held: Held) -> dict[str, float | None]:
    """Return what a plan comes to: year-end, what is left before fixed costs, gap, what the moves cost."""
    end, analysis = held.weighed.year_end, held.plan.sizing.gap_analysis
    target = analysis.target if analysis else None
    return {
        "year_end": end.likely if end else None,
        "leaves": held.weighed.leaves,
        "gap": None if end is None or target is None else max(0.0, target - end.likely),
        "spends": sum(held.plan.schedule.spend),
    }


def difference_data(found: Difference, words: Words) -> DifferenceOutput:
    """Return what changed as plain data."""
    old, new = found.old, found.new
    before, after = dump_answers(old.profile), dump_answers(new.profile)
    return {
        "schema": VERSION,
        "language": words.library.lang,
        "answers": {id: {"old": before.get(id), "new": after.get(id)} for id in found.changed},
        "moves": {
            "new": sorted(new.weighed.moves - old.weighed.moves),
            "gone": sorted(old.weighed.moves - new.weighed.moves),
        },
        "guards": {
            "new": sorted(new.weighed.guards - old.weighed.guards),
            "gone": sorted(old.weighed.guards - new.weighed.guards),
        },
        "figures": {"old": _rounded(old), "new": _rounded(new)},
        "did": None if found.did is None else list(found.did),
        "all_tried": found.whole or found.did is not None,
    }


def _rounded(held: Held) -> FiguresData:
    figures = figures_of(held)
    return {
        "year_end": money(figures["year_end"]), "leaves": money(figures["leaves"]), "gap": money(figures["gap"]),
        "spends": money(figures["spends"]),
    }  # fmt: skip
