"""Which answers a figure is made of, found by trying: each is taken away from a business that has answered all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from salesmode.business.profile import Profile, specs
from salesmode.business.vocabulary import Spec

Figures = Mapping[str, Any]


def everything(**more: Any) -> dict[str, Any]:
    """Return a made-up answer to whatever a figure may be made of, no two numbers alike, later ones smaller."""
    numbered = enumerate(spec for spec in specs().values() if spec.kind not in ("text", "list", "map", "levels"))
    return {**{spec.id: _made_up(spec, place) for place, spec in numbered}, **more}


def _made_up(spec: Spec, place: int) -> Any:
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
            return 1 / (5 + place)
        case "duration":
            return 30.0 + place
    return 1000.0 - 5 * place


def inputs(figures: Callable[[Profile], Figures], *businesses: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    """Return, for each of the figures, the answers whose absence, or whose other option, makes it another one.

    Each of the `businesses` has answered everything, what is named of it in this way. An answer that only stands in for
    another one is found with a business that does not know that one.
    """
    found: dict[str, set[str]] = {}
    for answers in (everything(**business) for business in businesses):
        before = figures(Profile(**answers))
        for id, changed in _changes(answers):
            after = figures(changed)
            for name in before.keys() | after.keys():
                if before.get(name) != after.get(name):
                    found.setdefault(name, set()).add(id)
    return {name: frozenset(ids) for name, ids in found.items()}


def _changes(answers: Mapping[str, Any]) -> Iterator[tuple[str, Profile]]:
    for id, held in answers.items():
        for other in (None, *(specs()[id].options if specs()[id].kind == "one_of" else ())):
            if held is not None and held != other:
                yield id, Profile(**{**answers, id: other})
