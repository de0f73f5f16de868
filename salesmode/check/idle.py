"""Answers that are asked for and change nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from salesmode.business.profile import ANSWERS, Profile
from salesmode.check.random_profiles import unread
from salesmode.engine.plan import make_plan
from salesmode.knowledge.files import Finding, KnowledgeFile
from salesmode.knowledge.library import Library
from salesmode.report.outlines import outline_full, words_for

TRIES: Final = 40
# Chooses the words of a plan, not what it says.
CHOOSES_WORDS: Final = frozenset({"language"})
# Sections that show an answer, or ask for one, whether or not it changes anything.
SHOWS_ANSWERS: Final = frozenset({"buying", "flips", "ask", "assumptions", "open"})
Trace = tuple[Any, ...]


def idle_questions(profiles: Sequence[Profile], library: Library, questions: KnowledgeFile) -> Iterator[Finding]:
    """Yield the answers that changed nothing in any plan they were taken out of, and do not say that they are kept."""
    traces: dict[int, Trace] = {}
    for id in ANSWERS:
        if id in CHOOSES_WORDS or id in unread(library):
            continue
        indices = [index for index, profile in enumerate(profiles) if getattr(profile, id) is not None][:TRIES]
        if not any(_changes(id, index, profiles, library, traces) for index in indices):
            what = f"in {len(indices)} plans the answer to '{id}' changed nothing"
            yield questions.finding(("answers", id), "idle-question", what)


def _changes(id: str, index: int, profiles: Sequence[Profile], library: Library, traces: dict[int, Trace]) -> bool:
    profile = profiles[index]
    if index not in traces:
        traces[index] = _trace(profile, library)
    shown, asked = traces[index]
    shown_without, asked_without = _trace(profile.replaced({id: None}), library)
    rest, rest_without = ([other for other in ids if other != id] for ids in (asked, asked_without))
    length = min(len(rest), len(rest_without))
    return bool(shown != shown_without or rest[:length] != rest_without[:length])


def _trace(profile: Profile, library: Library) -> Trace:
    """Everything a plan says, and the answers it asks for."""
    plan = make_plan(profile, library)
    outline = outline_full(plan, words_for(plan, library))
    said = [section.blocks for section in outline.sections if section.id not in SHOWS_ANSWERS]
    diagnosis, selection = plan.business.diagnosis, plan.selection
    read = (diagnosis.mode, diagnosis.motion, diagnosis.verdict, diagnosis.capability_gap, plan.sizing.unit_economics)
    rules = tuple(rule.id for rule in diagnosis.contradictions)
    moves = (tuple((one.id, one.worth) for one in selection.moves), selection.rejections)
    parts = tuple((part.diagnosis.mode, part.diagnosis.motion, part.revenue_share) for part in plan.business.segments)
    return (read, rules, moves, parts, outline.title, said), plan.robustness.ask_next
