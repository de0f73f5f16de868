"""Sentences of behaviour beside the knowledge: a business in a few answers, and what its plan must say."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from salesmode.business.profile import Profile
from salesmode.check.material import Material
from salesmode.engine.plan import Plan
from salesmode.errors import InputError
from salesmode.intake.answers import Given, read_answers
from salesmode.knowledge.files import Finding, KnowledgeFile, Where
from salesmode.knowledge.library import Library
from salesmode.knowledge.parts import SITUATIONS
from salesmode.knowledge.situations import Situation
from salesmode.report.formats.markdown import markdown
from salesmode.report.outlines import outline_plan
from salesmode.report.sections.plays import step_texts
from salesmode.report.wording import Words


class Case(NamedTuple):
    """A situation and its place: the number it has in its file."""

    file: KnowledgeFile
    place: int
    situation: Situation

    def finding(self, where: Where, what: str) -> Finding:
        """Return a finding at `where` inside the situation."""
        return self.file.finding((self.place, *where), "situation", what)


def cases(material: Material) -> Iterator[Case]:
    """Yield every situation of a library, file by file."""
    for file, thing in material.under(SITUATIONS):
        yield from (Case(file, place, situation) for place, situation in enumerate(thing))


def profile_of(situation: Situation, library: Library) -> Profile:
    """Return the business of a situation; raises InputError where its answers cannot be read or are warned of."""
    text = json.dumps(situation.answers).encode()
    read = read_answers(Given("-", stdin=io.BytesIO(text)), library)
    if read.warnings:
        raise InputError(read.warnings[0])
    return read.profile


def failures(case: Case, plan: Plan, text: str) -> Iterator[Finding]:
    """Yield where the plan of a situation, `text` in words, does not say what it must; only what is named counts."""
    said = told(plan, case.situation.plan, text)
    for key, wanted in case.situation.plan.items():
        if said.get(key) != wanted:
            what = f"{key} is {said.get(key)!r} where it says {wanted!r}: {case.situation.says}"
            yield case.finding(("plan", key), what)


def reads_words(case: Case) -> bool:
    """Return whether a situation names sentences its plan must have or lack."""
    return not case.situation.plan.keys().isdisjoint(IN_WORDS)


def taken(plan: Plan) -> list[str]:
    """Return the plays taken now, in rank order."""
    return [candidate.play.id for candidate in plan.selection.now]


def passed(plan: Plan) -> dict[str, set[str]]:
    """Return for every play passed over the reason, and the rule it rests on."""
    return {item.play: {item.why, item.rule.id if item.rule else item.why} for item in plan.selection.not_now}


SHOWN: Final[Mapping[str, Callable[[Plan], Any]]] = {
    "mode": lambda plan: plan.business.diagnosis.mode,
    "motion": lambda plan: plan.business.diagnosis.motion,
    "verdict": lambda plan: plan.business.diagnosis.verdict,
    "count": lambda plan: len(plan.selection.now),
    "first": lambda plan: taken(plan)[0] if plan.selection.now else None,
    "guards": lambda plan: [guard.id for guard in plan.guardrails.active],
    "forced": lambda plan: plan.guardrails.forced,
    "missing": lambda plan: plan.guardrails.missing,
    "contradictions": lambda plan: [rule.id for rule in plan.business.diagnosis.contradictions],
}
AMONG: Final[Mapping[str, Callable[[Plan], Any]]] = {
    "now": taken,
    "next": lambda plan: [candidate.play.id for candidate in plan.selection.next],
    "stop": lambda plan: [f"{play}.{rule.id}" for play, rule in plan.selection.stop],
    "ask": lambda plan: plan.robustness.ask_next,
}
ABSENT: Final[Mapping[str, Callable[[Plan], Any]]] = {
    "not": taken,
    "not_stop": AMONG["stop"],
    "ask_not": lambda plan: plan.robustness.ask_next,
}
IN_WORDS: Final = ("has", "lacks")
KEYS: Final = frozenset({*SHOWN, *AMONG, *ABSENT, *IN_WORDS, "passed"})


def all_words(plan: Plan, words: Words, *, written: bool = True) -> str:
    """Return everything a plan says in words, the steps of every action included; "" where it need not be `written`.

    Every sentence is said by `words` all the same.
    """
    outline = outline_plan(plan, words)
    actions = [slot.action for slot in plan.schedule.slots]
    steps = [text for action in actions for text in step_texts(action, words, plan)]
    spoken = [words.fill(text) for action in actions for text in (action.first_step.text, action.words) if text]
    return "\n".join((markdown(outline), *steps, *spoken)) if written else ""


def told(plan: Plan, wanted: Mapping[str, Any], text: str) -> dict[str, Any]:
    """Return what the plan, `text` in words, says of everything in `wanted`, in the same shape."""
    result: dict[str, Any] = {}
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
