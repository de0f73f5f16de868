"""Whether every benchmark is a range that somebody published, of businesses that can be told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from salesmode.check.material import Material
from salesmode.check.references import JUDGED
from salesmode.profile import Spec, specs
from salesmode.source import Document, Finding

FOLDER = "benchmarks"


def benchmarks(material: Material) -> Iterator[Finding]:
    """Yield benchmarks that are no range, stand in for no rate, rest on nothing read, or hold for nobody."""
    for name, document in material.under(FOLDER):
        if name.count("/") > 1:
            yield document.finding((), "benchmark-id", "a benchmark lies in benchmarks, and nowhere deeper")
        yield from _range(document)
        yield from _source(material, document)
        yield from _applies(material, document)


def _range(document: Document) -> Iterator[Finding]:
    raw = document.data
    if raw["low"] >= raw["high"]:
        what = f"from {raw['low']:g} to {raw['high']:g}: a benchmark is a range, the lower end first"
        yield document.finding(("low",), "benchmark-range", what)
    if raw.get("answer") is None:
        return
    spec = specs().get(raw["answer"])
    if spec is None or spec.kind != "rate":
        yield document.finding(("answer",), "unknown-answer", f"no answer '{raw['answer']}' that is a rate")
        return
    yield from _within(document, spec)


def _within(document: Document, spec: Spec) -> Iterator[Finding]:
    if spec.high is not None and document.data["high"] > spec.high:
        yield document.finding(("high",), "benchmark-range", f"'{spec.id}' never reaches {document.data['high']:g}")


def _source(material: Material, document: Document) -> Iterator[Finding]:
    id = document.data["source"]
    held: dict[str, Any] | None = material.data("sources").get(id)
    if held is None:
        return  # `unknown-source` says so
    if held["kind"] in JUDGED:
        yield document.finding(("source",), "benchmark-source", f"'{id}' is not what others report")
    elif held.get("read") is None:
        yield document.finding(("source",), "benchmark-source", f"nobody has read '{id}'")


def _applies(material: Material, document: Document) -> Iterator[Finding]:
    applies = document.data["applies"]
    regions = material.data("currencies").get("regions")
    for place, trade in enumerate(applies.get("industries", ())):
        if trade not in material.industries:
            yield document.finding(("applies", "industries", place), "unknown-option", f"no trade '{trade}'")
    for place, region in enumerate(applies.get("regions", ())):
        if regions and region not in regions:
            yield document.finding(("applies", "regions", place), "unknown-option", f"no country '{region}'")
    size = applies.get("size")
    if size is not None:
        yield from _size(document, size)


def _size(document: Document, size: dict[str, Any]) -> Iterator[Finding]:
    is_money = specs()[size["answer"]].kind == "money"
    for key in ("at_least", "at_most"):
        bound = size.get(key)
        if bound is not None and isinstance(bound, dict) is not is_money:
            what = "money is bounded by currency: {USD: 1000000}" if is_money else "this is no money: write a number"
            yield document.finding(("applies", "size", key), "hidden-currency", what)
