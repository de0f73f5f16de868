"""Sentences of behaviour beside the knowledge: a business in a few answers, and what its plan must say."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from salesmode.business.profile import Profile
from salesmode.engine.plan import Plan, make_plan
from salesmode.errors import InputError
from salesmode.intake.answers import Given, read_answers
from salesmode.knowledge.files import Document, Finding
from salesmode.knowledge.library import Library
from salesmode.report.formats.markdown import markdown
from salesmode.report.sections import outline_plan, words_for
from salesmode.report.sections.plays import step_texts

FOLDER: Final = "situations/"


class Situation(NamedTuple):
    """A business and what its plan must say; `place` is its number in `document`."""

    document: Document
    place: int
    says: str
    answers: Mapping[str, Any]
    plan: Mapping[str, Any]


def situations(documents: Mapping[str, Document]) -> Iterator[Situation]:
    """Yield every situation of a library's documents, file by file."""
    for name, document in documents.items():
        if name.startswith(FOLDER):
            for place, item in enumerate(document.data or ()):
                yield Situation(document, place, item["says"], item["answers"], item["plan"])


def profile_of(situation: Situation, library: Library) -> Profile:
    """Return the business of a situation; raises InputError where its answers cannot be read or are warned of."""
    text = json.dumps(situation.answers).encode()
    read = read_answers(Given("-", stdin=io.BytesIO(text)), library)
    if read.warnings:
        raise InputError(read.warnings[0])
    return read.profile


def failures(situation: Situation, profile: Profile, library: Library) -> Iterator[Finding]:
    """Yield where the plan of a situation does not say what it must; only what is named is compared."""
    said = told(make_plan(profile, library), situation.plan, library)
    for key, wanted in situation.plan.items():
        if said.get(key) != wanted:
            what = f"{key} is {said.get(key)!r} where it says {wanted!r}: {situation.says}"
            yield situation.document.finding((situation.place, "plan", key), "situation", what)


def taken(plan: Plan) -> list[str]:
    """Return the plays taken now, in rank order."""
    return [one.play.id for one in plan.choice.now]


def passed(plan: Plan) -> dict[str, set[str]]:
    """Return for every play passed over the reason, and the rule it rests on."""
    return {item.play: {item.why, item.rule.id if item.rule else item.why} for item in plan.choice.not_now}


SHOWN: Final[Mapping[str, Callable[[Plan], Any]]] = {
    "mode": lambda plan: plan.diagnosis.mode,
    "motion": lambda plan: plan.diagnosis.motion,
    "verdict": lambda plan: plan.diagnosis.verdict,
    "count": lambda plan: len(plan.choice.now),
    "first": lambda plan: taken(plan)[0] if plan.choice.now else None,
    "guards": lambda plan: [guard.rule.id for guard in plan.guarding.active],
    "forced": lambda plan: plan.guarding.forced,
    "missing": lambda plan: plan.guarding.missing,
    "contradictions": lambda plan: [rule.id for rule in plan.diagnosis.contradictions],
}
AMONG: Final[Mapping[str, Callable[[Plan], Any]]] = {
    "now": taken,
    "next": lambda plan: [one.play.id for one in plan.choice.next],
    "stop": lambda plan: [f"{play}.{rule.id}" for play, rule in plan.choice.stop],
    "ask": lambda plan: plan.robustness.ask_next,
}
ABSENT: Final[Mapping[str, Callable[[Plan], Any]]] = {
    "not": taken,
    "not_stop": AMONG["stop"],
    "ask_not": lambda plan: plan.robustness.ask_next,
}
IN_WORDS: Final = ("has", "lacks")
KEYS: Final = frozenset({*SHOWN, *AMONG, *ABSENT, *IN_WORDS, "passed"})


def all_words(plan: Plan, library: Library) -> str:
    """Return everything a plan and its papers say in English, the steps of every action included."""
    words = words_for(plan, library, "en")
    steps = [text for slot in plan.schedule.slots for text in step_texts(slot.action, words, plan)]
    spoken = [
        words.of(slot.action.play, f"{slot.action.key}.{part}")
        for slot in plan.schedule.slots
        for part in ("first_step", "words")
        if words.has(slot.action.play, f"{slot.action.key}.{part}")
    ]
    return "\n".join((markdown(outline_plan(plan, library, "en")), *steps, *spoken))


def told(plan: Plan, wanted: Mapping[str, Any], library: Library) -> dict[str, Any]:
    """Return what the plan says of everything in `wanted`, in the same shape."""
    result: dict[str, Any] = {}
    text = all_words(plan, library) if any(key in wanted for key in IN_WORDS) else ""
    for key, value in wanted.items():
        if key in SHOWN:
            result[key] = SHOWN[key](plan)
        elif key in AMONG:
            result[key] = [id for id in value if id in AMONG[key](plan)]
        elif key in ABSENT:
            result[key] = [id for id in value if id not in ABSENT[key](plan)]
        elif key in IN_WORDS:
            result[key] = [part for part in value if (part in text) is (key == "has")]
        elif key == "passed":
            reasons = passed(plan)
            result[key] = {
                play: why if why in reasons.get(play, ()) else reasons.get(play) for play, why in value.items()
            }
    return result
