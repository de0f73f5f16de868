"""Sentences of behaviour beside the knowledge: a business in a few answers, and what its plan must say."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from salesmode.business.profile import Profile
from salesmode.check.material import Material
from salesmode.engine.plan import Plan
from salesmode.intake.answers import Given, read_answers
from salesmode.knowledge.files import Finding, KnowledgeFile, Where
from salesmode.knowledge.library import Library
from salesmode.knowledge.parts import SITUATIONS
from salesmode.knowledge.situations import Situation


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
    """Return the business of a situation; raises InputError where its answers cannot be read."""
    text = json.dumps(situation.answers).encode()
    return read_answers(Given("-", stdin=io.BytesIO(text)), library)


def failures(case: Case, plan: Plan, text: str) -> Iterator[Finding]:
    """Yield where the plan of a situation, `text` in words, does not say what it must; only what is named counts."""
    said = told(plan, case.situation.plan, text)
    for key, wanted in case.situation.plan.items():
        if key not in KEYS:
            yield case.finding(("plan", key), f"a plan has no '{key}': one of {', '.join(sorted(KEYS))}")
        elif said.get(key) != wanted:
            what = f"{key} is {said.get(key)!r} where it says {wanted!r}: {case.situation.says}"
            yield case.finding(("plan", key), what)


def reads_words(case: Case) -> bool:
    """Return whether a situation names sentences its plan must have or lack."""
    return not case.situation.plan.keys().isdisjoint(IN_WORDS)


def chosen(plan: Plan) -> list[str]:
    """Return the moves made, in the order in which they are told."""
    return [one.id for one in plan.selection.moves]


def refused(plan: Plan) -> dict[str, set[str]]:
    """Return for every move that is not made the reason, and the rule, role or move it rests on."""
    return {
        item.move: {item.why, *([item.rule.id] if item.rule else ()), *([item.detail] if item.detail else ())}
        for item in plan.selection.rejections
    }


def found(plan: Plan) -> list[str]:
    """Return the findings that hold for the business or for a part of it."""
    return [finding.id for finding in plan.findings]


SHOWN: Final[Mapping[str, Callable[[Plan], Any]]] = {
    "mode": lambda plan: plan.business.diagnosis.mode,
    "motion": lambda plan: plan.business.diagnosis.motion,
    "trade": lambda plan: plan.business.trade.id,
    "ways": lambda plan: list(plan.business.trade.ways),
    "verdict": lambda plan: plan.business.diagnosis.verdict,
    "count": lambda plan: len(plan.selection.moves),
    "first": lambda plan: next(iter(chosen(plan)), None),
    "guards": lambda plan: [guard.id for guard in plan.guardrails.active],
    "forced": lambda plan: plan.guardrails.forced,
    "contradictions": lambda plan: [rule.id for rule in plan.business.diagnosis.contradictions],
}
AMONG: Final[Mapping[str, Callable[[Plan], Any]]] = {
    "moves": chosen,
    "findings": found,
    "stop": lambda plan: [f"{play}.{rule.id}" for play, rule in plan.selection.stop],
    "ask": lambda plan: plan.robustness.ask_next,
}
ABSENT: Final[Mapping[str, Callable[[Plan], Any]]] = {
    "not": chosen,
    "not_findings": found,
    "not_stop": AMONG["stop"],
    "ask_not": AMONG["ask"],
}
IN_WORDS: Final = ("has", "lacks")
REFUSED: Final = "refused"
PROVING: Final = ("moves", REFUSED, "findings", "not_findings")
KEYS: Final = frozenset({*SHOWN, *AMONG, *ABSENT, *IN_WORDS, REFUSED})


def misshaped(material: Material) -> Iterator[Finding]:
    """Yield what a situation says of its plan in another shape than a plan has it, with the shape to write."""
    for case in cases(material):
        for key, wanted in case.situation.plan.items():
            if key == REFUSED and not isinstance(wanted, dict):
                what = f"{key} names no reasons: write each move with its own, such as {key}: {{MOVE: worth}}"
                yield case.finding(("plan", key), what)
            elif (key in AMONG or key in ABSENT or key in IN_WORDS) and not isinstance(wanted, list):
                yield case.finding(("plan", key), f"{key} is no list: write {key}: [...]")


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
        elif key == REFUSED:
            reasons = refused(plan)
            result[key] = {
                move: why if why in reasons.get(move, ()) else reasons.get(move) for move, why in value.items()
            }
    return result


def unproved(material: Material) -> Iterator[Finding]:
    """Yield moves and findings that no situation names on either side; who writes no situation is asked for none."""
    plans = [case.situation.plan for case in cases(material)]
    held = {key: [plan.get(key) for plan in plans] for key in PROVING}
    named = {key: {id for ids in every if isinstance(ids, list | dict) for id in ids} for key, every in held.items()}
    named["moves"] |= {plan.get("first") for plan in plans}
    for file, move in material.under("moves") if plans else ():
        for key in ("moves", REFUSED):
            if move.id not in named[key]:
                yield file.finding((), "no-situation", f"no situation has '{move.id}' among its '{key}'")
    for file, few in material.under("findings") if plans else ():
        for index, finding in enumerate(few):
            for key in ("findings", "not_findings"):
                if finding.id not in named[key]:
                    what = f"no situation has '{finding.id}' among its '{key}'"
                    yield file.finding((index,), "no-situation", what)
