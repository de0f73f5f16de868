"""Which single answer would change it: every change that makes a warning, a finding or a move come or go, in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from salesmode.business.profile import specs
from salesmode.engine.nearest import Change, Kind, nearest
from salesmode.engine.plan import Plan
from salesmode.report.document import Block, Items, Paragraph
from salesmode.report.page.saying import turning_value
from salesmode.report.wording import Words, upper_first

SHOWN: Final = 6


def nearest_changes(plan: Plan, kind: Kind, id: str, words: Words, trace: bool) -> Iterator[Block]:
    """Yield the nearest changes of one answer that would end a thing or bring it, or that there is none.

    Without `trace` only that this can be asked; every answer is tried, which takes seconds.
    """
    if not trace:
        yield Paragraph(words.explain("nearest.ask"))
        return
    found = nearest(plan.business.given, words.library, kind, id)
    if found.holds is not _held(plan, kind, id):  # by its first day alone, which is no answer
        yield Paragraph(words.explain("nearest.start"))
        return
    if not found.changes:
        yield Paragraph(words.explain("nearest.none"))
        return
    lines = [Paragraph(_change(change, plan, words)) for change in found.changes[:SHOWN]]
    rest = len(found.changes) - SHOWN
    lines += [Paragraph(words.explain("nearest.more", count=rest))] if rest > 0 else []
    yield Items(tuple(lines), label=words.explain("nearest.ends" if found.holds else "nearest.brings"))


def _held(plan: Plan, kind: Kind, id: str) -> bool:
    if kind == "guard":
        return any(one.id == id for one in plan.guardrails.active)
    return any(one.id == id for one in (plan.findings if kind == "finding" else plan.selection.moves))


def _change(change: Change, plan: Plan, words: Words) -> str:
    id, what = change.answer, upper_first(words.label(change.answer))
    now = getattr(plan.business.given, id)
    if id == "maturity":
        (play,) = [play for play, stage in change.value.items() if (now or {}).get(play) != stage]
        return words.explain("nearest.stage", play=words.title(play), stage=change.value[play])
    value = turning_value(id, change.value, words)
    if now is None:
        return words.explain("nearest.open", what=what, value=value, id=id)
    if specs()[id].kind == "any_of":
        return _option(change, now, what, words)
    return words.explain("nearest.instead", what=what, value=value, now=words.value(id, now), id=id)


def _option(change: Change, now: Any, what: str, words: Words) -> str:
    (option,) = set(change.value) ^ set(now)
    key = "nearest.added" if option in change.value else "nearest.taken"
    return words.explain(key, what=what, option=words.option(change.answer, option), id=change.answer)
