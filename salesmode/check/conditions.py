"""Whether every condition asks for facts that exist, in a way in which they can answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from salesmode.business.conditions import BAND, QUANTITY, Condition, Group, Leaf, Negation
from salesmode.business.facts import FIGURES, MONEY_FIGURES
from salesmode.business.profile import specs
from salesmode.business.vocabulary import NUMBERS, Spec
from salesmode.check.figures import Owners
from salesmode.check.material import Material
from salesmode.knowledge.files import Finding, Where
from salesmode.knowledge.moves import Figure

READINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "mode": ("b2b", "b2c", "hybrid"),
    "motion": ("considered", "fast", "mixed"),
}
CHOICES = ("one_of", "any_of")
ANYTHING: Final = 1  # money in any currency that is hardly more than nothing
FREE = ("name", "offer", "notes")
Fault = tuple[str, str]


def conditions(material: Material) -> Iterator[Finding]:
    """Yield every leaf of a condition that names what does not exist or can never be true."""
    owners = Owners(material)
    for file, where, condition in material.conditions:
        owner = owners.of(file.id, where)
        figures = owner.figures if owner else {}
        for place, leaf in leaves_at(condition, where):
            faults = _own_figure(figures[leaf.fact], leaf) if leaf.fact in figures else _faults(material, leaf)
            yield from (file.finding(place, *fault) for fault in faults)


def _own_figure(figure: Figure, leaf: Leaf) -> Iterator[Fault]:
    """A figure of a move or a finding: money of it is held against nothing or anything at all, else against a band."""
    if leaf.comparison not in ("at_least", "at_most", "between", "known"):
        yield "condition", f"'{leaf.fact}' is a number: hold it against a bound"
    elif figure.shown == "money" and leaf.comparison != "known":
        for bound in leaf.options:
            if not isinstance(bound, str) and bound > ANYTHING:
                yield "hidden-currency", f"'{leaf.fact}' is money: hold it against a band, not against {bound}"


def leaves_at(condition: Condition, where: Where) -> Iterator[tuple[Where, Leaf]]:
    """Yield every leaf with its place in the file."""
    match condition:
        case Leaf():
            yield where, condition
        case Group(join=join, parts=parts):
            for index, part in enumerate(parts):
                yield from leaves_at(part, (*where, join, index))
        case Negation(part=part):
            yield from leaves_at(part, (*where, "not"))


def _faults(material: Material, leaf: Leaf) -> Iterator[Fault]:
    kind = "figure" if leaf.figure else "answer"
    if leaf.fact.startswith(QUANTITY):
        yield from _quantity(material, leaf)
    elif leaf.fact not in (FIGURES if leaf.figure else specs()):
        yield f"unknown-{kind}", f"no {kind} '{leaf.fact}'"
    elif leaf.comparison in ("at_least", "at_most", "between"):
        yield from _bounds(material, leaf.fact, leaf.options)
    elif leaf.comparison != "known":
        yield from _options(material, leaf.fact, leaf.comparison, leaf.options)


def _quantity(material: Material, leaf: Leaf) -> Iterator[Fault]:
    id = leaf.fact.removeprefix(QUANTITY)
    quantities = material.thing("quantities") or {}
    if id not in quantities:
        yield "unknown-quantity", f"no quantity '{id}'"
    elif leaf.comparison != "known":
        is_money, most = quantities[id].shown == "money", quantities[id].at_most
        for bound in leaf.options:
            yield from _bound(material, id, bound, is_money)
            if not isinstance(bound, str) and most is not None and bound > most:
                yield "condition", f"'{id}' never reaches {bound}: it goes up to {most:g}"


def _bounds(material: Material, fact: str, bounds: tuple[Any, ...]) -> Iterator[Fault]:
    spec = specs().get(fact)
    if fact in READINGS or (spec is not None and spec.kind not in NUMBERS):
        yield "condition", f"'{fact}' is no number: it cannot be held against a bound"
        return
    is_money = fact in MONEY_FIGURES or (spec is not None and spec.kind == "money")
    for bound in bounds:
        yield from _bound(material, fact, bound, is_money)
        if not isinstance(bound, str) and not is_money and spec is not None and not _within(bound, spec):
            yield "condition", f"'{fact}' never reaches {bound}: it goes from {spec.low:g} to {spec.high:g}"


def _bound(material: Material, fact: str, bound: Any, is_money: bool) -> Iterator[Fault]:
    """A bound of money stands in a band, any other one does not."""
    if isinstance(bound, str):
        band = bound.removeprefix(BAND)
        if band not in material.bands and material.bands:
            yield "unknown-band", f"no band '{band}' that every currency has"
        elif not is_money:
            yield "condition", f"'{fact}' is no money: it cannot be held against a band"
    elif is_money and bound > ANYTHING:
        yield "hidden-currency", f"'{fact}' is money: hold it against a band, not against {bound}"


def _within(bound: float, spec: Spec) -> bool:
    return spec.low is None or spec.high is None or spec.low <= bound <= spec.high


def _options(material: Material, fact: str, comparison: str, options: tuple[Any, ...]) -> Iterator[Fault]:
    spec = specs().get(fact)
    kind = spec.kind if spec is not None else "one_of" if fact in READINGS else "number"
    if kind in ("levels", "counts", "list", "map") or fact in FREE:
        yield "condition", f"of '{fact}' a condition can only ask whether it is known"
    elif kind == "any_of" and comparison == "is":
        yield "condition", f"'{fact}' holds several options: ask with any_of"
    elif kind == "yes_no":
        if not all(isinstance(option, bool) for option in options):
            yield "unknown-option", f"'{fact}' is true or false"
    else:
        allowed = _allowed(material, fact, spec)
        for option in options:
            if allowed is not None and str(option) not in allowed:
                yield "unknown-option", f"'{fact}' has no option '{option}'"


def _allowed(material: Material, fact: str, spec: Spec | None) -> frozenset[str] | None:
    """What `fact` may be; `None` where it may be anything of its kind."""
    if fact == "industry":
        return material.industries
    if fact in ("region", "currency"):
        currencies = material.thing("currencies")
        return frozenset(currencies.regions if fact == "region" else currencies.codes) if currencies else None
    if spec is None:
        return frozenset(READINGS[fact]) if fact in READINGS else None
    return frozenset(spec.options) if spec.kind in CHOICES else None
