"""What in the library uses an answer: every rule that asks for it, itself or through a figure that rests on it."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from typing import Any, Final, Literal, NamedTuple

from salesmode.business.conditions import leaves
from salesmode.business.facts import FIGURES, derive
from salesmode.business.profile import ANSWERS, Profile, Spec, specs
from salesmode.engine.diagnosis import AXES, RULED
from salesmode.engine.sizing.baseline import run_of
from salesmode.engine.sizing.gap_analysis import cover
from salesmode.knowledge.library import Library
from salesmode.knowledge.plays import Level, Play, Rule

_ANSWERS: Final = frozenset(ANSWERS)


class Asking(Profile):
    """A profile that remembers which answers it was asked for and could not give; built by `of`."""

    @classmethod
    def of(cls, profile: Profile) -> Asking:
        """Return `profile` as one that remembers."""
        asking = cls.model_construct(None, **profile.__dict__)
        object.__setattr__(asking, "_missed", set())
        object.__setattr__(asking, "_looked", set())
        return asking

    @property
    def missed(self) -> frozenset[str]:
        """Ids of the answers that were asked for and are not known."""
        return frozenset(object.__getattribute__(self, "_missed"))

    @property
    def looked(self) -> frozenset[str]:
        """Ids of the answers that were asked for, known or not."""
        return frozenset(object.__getattribute__(self, "_looked"))

    def __getattribute__(self, name: str) -> Any:
        value = object.__getattribute__(self, name)
        if name in _ANSWERS:
            object.__getattribute__(self, "_looked").add(name)
            if value is None:
                object.__getattribute__(self, "_missed").add(name)
        return value


MEANS: Final[Mapping[str, frozenset[str]]] = {"plan_hours_week": frozenset({"team"})}
DAYS, DECLINE = 30.0, 5.0
Figures = Mapping[str, Any]


@functools.cache
def rests_on(library: Library) -> Mapping[str, frozenset[str]]:
    """Return for every figure the answers that can change it, those that only stand in for another included."""
    told = frozenset(item["answer"] for item in library.index["diagnosis"]["evidence"]) | RULED
    return {**_arithmetic(), **MEANS, **dict.fromkeys(AXES, told)}


@functools.cache
def _arithmetic() -> Mapping[str, frozenset[str]]:
    full = _everything()
    asking = Asking.of(Profile(**full))
    whole = _figures(asking)
    looked = sorted(asking.looked & full.keys())
    stood_in = [id for id in looked if _moves(whole, _figures(_profile({**full, id: None})))]
    found: dict[str, set[str]] = {figure: set() for figure in FIGURES}
    for missing in (None, *stood_in):
        base = {**full, missing: None} if missing else full
        before = _figures(_profile(base))
        for id, changed in _changes(base, looked):
            after = _figures(changed)
            for figure in (figure for figure in FIGURES if before.get(figure) != after.get(figure)):
                found[figure].add(id)
    return {figure: frozenset(ids) for figure, ids in found.items() if ids}


def _changes(base: Mapping[str, Any], looked: list[str]) -> Iterator[tuple[str, Profile]]:
    """Yield each answer that is looked at, and the profile without it or with another option of it."""
    for id in looked:
        for other in (None, *(specs()[id].options if specs()[id].kind == "one_of" else ())):
            if base[id] is not None and base[id] != other:
                yield id, _profile({**base, id: other})


def _moves(whole: Figures, less: Figures) -> bool:
    """Whether a figure is still known and another: then something else has stood in."""
    return any(whole.get(figure) != value for figure, value in less.items())


def _figures(profile: Profile) -> Figures:
    facts = derive(profile, {}, None)
    covered = cover(profile, run_of(profile, facts))
    uncovered = {"uncovered_share": covered.gap} if covered is not None else {}
    return {id: value for id, value in {**facts, **uncovered}.items() if id in FIGURES}


def _profile(answers: Mapping[str, Any]) -> Profile:
    return Profile(**answers)


def _everything() -> dict[str, Any]:
    """Return a made-up answer to all the arithmetic may look at, no two numbers alike, later ones smaller."""
    numbered = enumerate(spec for spec in specs().values() if spec.kind not in ("text", "list", "levels"))
    return {spec.id: _made_up(spec, index) for index, spec in numbered}


def _made_up(spec: Spec, index: int) -> Any:
    match spec.kind:
        case "one_of":
            return spec.options[-1]
        case "yes_no":
            return True
        case "any_of":
            return (spec.options[0], spec.options[1])
        case "counts":
            return {spec.options[0]: 1}
        case "rate":
            return 1 / (DECLINE + index)
        case "duration":
            return DAYS + index
    return 1000.0 - DECLINE * index


Kind = Literal["guard", "reason", "wrong", "contradiction", "stop", "work"]


class Use(NamedTuple):
    """A rule, what it is for, and the play or guard that it speaks for or against."""

    kind: Kind
    owner: str
    rule: Rule
    facts: frozenset[str]
    answers: frozenset[str]


@functools.cache
def guards(library: Library) -> tuple[Use, ...]:
    """Return what each guard asks for."""
    return tuple(_use("guard", one.rule.id, one.rule, library) for one in library.guards)


@functools.cache
def contradictions(library: Library) -> tuple[Use, ...]:
    """Return what each contradiction asks for."""
    rules = (Rule.read(item) for item in library.index["diagnosis"]["contradictions"])
    return tuple(_use("contradiction", rule.id, rule, library) for rule in rules)


@functools.cache
def reasons(library: Library) -> Mapping[str, tuple[Use, ...]]:
    """Return, for each play that can take a slot, what speaks for it and what makes it wrong."""
    return {play.id: tuple(_of_play(play, library)) for play in library.plays.values() if not play.backbone}


def _of_play(play: Play, library: Library) -> Iterator[Use]:
    yield from (_use("reason", play.id, rule, library) for rule in play.when)
    yield from (_use("wrong", play.id, rule, library) for rule in play.wrong_when)


@functools.cache
def work(library: Library, play: str, number: int) -> tuple[Use, ...]:
    """Return what the sentences of one level of a play ask for: actions, steps, pitfalls, stops, meetings."""
    held = library.plays[play]
    level = held.next_level(number - 1)
    rules = [*held.stops, *(rule for meeting in held.rhythm for rule in meeting.agenda), *_of_level(level)]
    return tuple(_use("work", play, rule, library) for rule in rules if rule.condition is not None)


def _of_level(level: Level | None) -> Iterator[Rule]:
    if level is None:
        return
    yield from (lever.rule for lever in level.levers)
    yield from level.pitfalls
    for action in level.actions:
        yield action.rule
        yield from action.steps


def _use(kind: Kind, owner: str, rule: Rule, library: Library) -> Use:
    facts = frozenset(leaf.fact for leaf in leaves(rule.condition)) if rule.condition else frozenset()
    figures = rests_on(library)
    return Use(kind, owner, rule, facts, frozenset().union(*(figures.get(fact, {fact}) for fact in facts)))
