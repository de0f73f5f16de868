"""Whether every season has a day, is somebody's, and stands on a table without gaps."""

from __future__ import annotations

from collections.abc import Iterator

from salesmode.check.material import Material
from salesmode.facts import ELSEWHERE
from salesmode.source import Document, Finding, Where

FOLDER = "calendars"


def calendars(material: Material) -> Iterator[Finding]:
    """Yield seasons of an unknown table, trade or country, ids used twice, and years missing within a table."""
    files = list(material.under(FOLDER))
    tables = {id for _, document in files for id in document.data.get("tables", {})}
    seen: set[str] = set()
    for name, document in files:
        if name.count("/") > 1:
            yield document.finding((), "calendar-id", "a calendar lies in calendars, and nowhere deeper")
        yield from _gaps(document)
        for index, season in enumerate(document.data.get("seasons", ())):
            where: Where = ("seasons", index)
            table = season["day"].get("table")
            if table is not None and table not in tables:
                yield document.finding((*where, "day", "table"), "unknown-table", f"no table '{table}'")
            if season["id"] in seen:
                yield document.finding((*where, "id"), "duplicate-id", f"'{season['id']}' is another season already")
            seen.add(season["id"])
            yield from _whose(material, document, (*where, "applies"), season["applies"])


def _gaps(document: Document) -> Iterator[Finding]:
    for id, table in document.data.get("tables", {}).items():
        years = {int(year) for year in table["dates"]}
        for year in sorted(set(range(min(years), max(years) + 1)) - years):
            yield document.finding(("tables", id, "dates"), "table-gap", f"'{id}' has no date for {year}")


def _whose(
    material: Material, document: Document, where: Where, applies: dict[str, list[str]]
) -> Iterator[Finding]:  # fmt: skip
    regions = material.data("currencies").get("regions")
    for place, trade in enumerate(applies.get("industries", ())):
        if trade not in material.industries:
            yield document.finding((*where, "industries", place), "unknown-option", f"no trade '{trade}'")
    for place, region in enumerate(applies.get("regions", ())):
        if regions and region not in regions and region != ELSEWHERE:
            yield document.finding((*where, "regions", place), "unknown-option", f"no country '{region}'")
