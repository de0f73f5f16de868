"""Questions whose answer changes nothing: a plan with it and a plan without it say the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from salesmode.library import Library
from salesmode.outline import outline_plan
from salesmode.plan import make_plan
from salesmode.profile import ANSWERS, Profile
from salesmode.source import Document, Finding

TRIES: Final = 40
# Chooses the words of a plan, not what it says.
CHOOSES_WORDS: Final = frozenset({"language"})
# Sections that show an answer, or ask for one, whether or not it changes anything.
SHOWS_ANSWERS: Final = frozenset({"buying", "flips", "ask", "assumptions"})
# Sentences about how many answers there are.
COUNTS_ANSWERS: Final = frozenset({"short.few"})
Trace = tuple[Any, ...]


def idle_questions(profiles: Sequence[Profile], library: Library, questions: Document) -> Iterator[Finding]:
    """Yield the answers that changed nothing in any plan they were taken out of."""
    traces: dict[int, Trace] = {}
    for id in ANSWERS:
        if id in CHOOSES_WORDS:
            continue
        told = [index for index, profile in enumerate(profiles) if getattr(profile, id) is not None][:TRIES]
        if not any(_changes(id, index, profiles, library, traces) for index in told):
            what = f"in {len(told)} plans the answer to '{id}' changed nothing"
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
    outline = outline_plan(plan, library, "en")
    sections = [section.blocks for section in outline.sections if section.id not in SHOWS_ANSWERS]
    said = [block for blocks in sections for block in blocks if getattr(block, "id", "") not in COUNTS_ANSWERS]
    diagnosis = plan.diagnosis
    read = (diagnosis.mode, diagnosis.motion, diagnosis.verdict, diagnosis.capability_gap, plan.weighing.viability)
    rules = tuple(rule.id for rule in diagnosis.contradictions)
    scores = tuple((one.play.id, one.terms) for one in (*plan.choice.now, *plan.choice.next))
    parts = tuple((part.diagnosis.mode, part.diagnosis.motion, part.revenue_share) for part in plan.parts)
    return (read, rules, scores, parts, outline.title, said), plan.challenge.ask_next
