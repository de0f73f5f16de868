"""Which answers each derived figure rests on, found by trying: what happens to it when an answer is taken away."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from typing import Any, Final

from salesmode.diagnose import AXES, RULED
from salesmode.facts import FIGURES, derive
from salesmode.influence.asking import Asking
from salesmode.library import Library
from salesmode.profile import Profile, Spec, specs
from salesmode.weigh.coverage import cover
from salesmode.weigh.runs import run_of

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
    asking = Asking.of(Profile.model_construct(**full))
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
    return Profile.model_construct(**answers)


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
