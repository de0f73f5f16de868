"""Whether every condition asks for facts that exist, in a way in which they can answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from salesmode.business.conditions import COMPARISONS
from salesmode.business.facts import FIGURES, MONEY_FIGURES
from salesmode.business.profile import Spec, specs
from salesmode.check.material import Material, walk
from salesmode.knowledge.files import Document, Finding, Where

READINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "mode": ("b2b", "b2c", "hybrid"),
    "motion": ("considered", "fast", "mixed"),
}
NUMBERS = ("number", "rate", "money", "duration")
CHOICES = ("one_of", "any_of")
FREE = ("name", "offer", "notes")


def conditions(material: Material) -> Iterator[Finding]:
    """Yield every leaf of a condition that names what does not exist or can never be true."""
    for name, document in material.documents.items():
        if name.startswith("examples/"):
            continue
        for where, node in walk(document.data):
            if where[-1:] == ("if",):
                for place, leaf in _leaves(node, where):
                    yield from _leaf(material, document, place, leaf)


def _leaves(raw: Any, where: Where) -> Iterator[tuple[Where, dict[str, Any]]]:
    """Every leaf as it stands in the file; what is no condition is the schema's to find."""
    if not isinstance(raw, dict):
        return
    for join in ("all", "any"):
        if isinstance(raw.get(join), list):
            for index, part in enumerate(raw[join]):
                yield from _leaves(part, (*where, join, index))
    if "not" in raw:
        yield from _leaves(raw["not"], (*where, "not"))
    if len([key for key in raw if key in COMPARISONS]) == 1 and ("answer" in raw) != ("figure" in raw):
        yield where, raw


def _leaf(material: Material, document: Document, where: Where, leaf: dict[str, Any]) -> Iterator[Finding]:
    comparison = next(key for key in leaf if key in COMPARISONS)
    value = leaf[comparison]
    kind = "answer" if "answer" in leaf else "figure"
    fact = leaf[kind]
    if fact not in (specs() if kind == "answer" else FIGURES):
        yield document.finding(where, f"unknown-{kind}", f"no {kind} '{fact}'")
    elif comparison == "known":
        if not isinstance(value, bool):
            yield document.finding(where, "condition", "'known' is true or false")
    elif comparison in ("at_least", "at_most", "between"):
        bounds = value if isinstance(value, list) else [value]
        yield from (document.finding(where, *fault) for fault in _bounds(material, fact, bounds))
    else:
        options = value if isinstance(value, list) else [value]
        yield from (document.finding(where, *fault) for fault in _options(material, fact, comparison, options))


Fault = tuple[str, str]


def _bounds(material: Material, fact: str, bounds: list[Any]) -> Iterator[Fault]:
    spec = specs().get(fact)
    if fact in READINGS or (spec is not None and spec.kind not in NUMBERS):
        yield "condition", f"'{fact}' is no number: it cannot be held against a bound"
        return
    is_money = fact in MONEY_FIGURES or (spec is not None and spec.kind == "money")
    for bound in bounds:
        if isinstance(bound, dict):
            if bound.get("band") not in material.bands and material.bands:
                yield "unknown-band", f"no band '{bound.get('band')}' that every currency has"
            elif not is_money:
                yield "condition", f"'{fact}' is no money: it cannot be held against a band"
        elif is_money and bound != 0:
            yield "hidden-currency", f"'{fact}' is money: hold it against a band, not against {bound}"
        elif spec is not None and not _within(bound, spec):
            yield "condition", f"'{fact}' never reaches {bound}: it goes from {spec.low:g} to {spec.high:g}"
    if len(bounds) == 2 and all(isinstance(bound, int | float) for bound in bounds) and bounds[0] > bounds[1]:
        yield "condition", "'between' takes the lower bound first"


def _within(bound: Any, spec: Spec) -> bool:
    if not isinstance(bound, int | float) or spec.low is None or spec.high is None:
        return True
    return spec.low <= bound <= spec.high


def _options(material: Material, fact: str, comparison: str, options: list[Any]) -> Iterator[Fault]:
    spec = specs().get(fact)
    kind = spec.kind if spec is not None else "one_of" if fact in READINGS else "number"
    if kind in ("levels", "counts", "list") or fact in FREE:
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
        return frozenset(material.data("currencies").get("regions" if fact == "region" else "codes", ())) or None
    if spec is None:
        return frozenset(READINGS[fact]) if fact in READINGS else None
    return frozenset(spec.options) if spec.kind in CHOICES else None
