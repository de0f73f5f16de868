"""Whether every paper of the kit can be filled, is used by something, and says the same in both languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from salesmode.check.material import Material, walk
from salesmode.engine.plan import Plan
from salesmode.knowledge.files import Document, Finding, Where
from salesmode.knowledge.library import LANGS, Library
from salesmode.report.kit.pages import PaperError, Writer
from salesmode.report.kit.papers import START, Used, all_papers
from salesmode.report.kit.template import faults, used_names

FOLDER = "kit"


def templates(material: Material) -> Iterator[Finding]:
    """Yield names, facts and formulas that do not exist, and what only one language of a paper asks for."""
    for name, document in material.under(FOLDER):
        if name.count("/") > 1:
            yield document.finding((), "paper-id", "a paper lies in kit, and nowhere deeper")
        for where, node in walk(document.data):
            if isinstance(node, dict) and all(isinstance(node.get(lang), str) for lang in LANGS):
                yield from _text(document, where, node)


def _text(document: Document, where: Where, text: dict[str, str]) -> Iterator[Finding]:
    found = [(lang, fault) for lang in LANGS for fault in faults(text[lang])]
    for lang, fault in found:
        yield _at(document, (*where, lang), fault.line, fault.what)
    if found:
        return
    english, chinese = (used_names(text[lang]) for lang in LANGS)
    if english != chinese:
        odd = ", ".join(sorted(english ^ chinese))
        yield document.finding(where, "paper-template", f"in one language only: {odd}")


def _at(document: Document, where: Where, line: int, what: str) -> Finding:
    """A finding in a line of a text; a text of several lines begins below its key."""
    begins = document.line(where)
    node = document.data
    for key in where:
        node = node[key]
    return Finding(document.name, begins + line if "\n" in node else begins, "paper-template", what)


def used(material: Material) -> Iterator[Finding]:
    """Yield papers that actions name and nobody wrote, plays that papers name likewise, and papers nothing uses."""
    written = {name.removeprefix(f"{FOLDER}/") for name in material.documents if name.startswith(f"{FOLDER}/")}
    named: set[str] = set()
    for _, document in material.plays():
        for where, node in walk(document.data):
            if where[-2:-1] == ("kit",):
                named.add(node)
                if node not in written:
                    yield document.finding(where, "unknown-paper", f"no paper '{node}' in kit")
    for name, document in material.under(FOLDER):
        for index, one in enumerate(document.data.get("for", ())):
            if one["play"] not in material.known_plays:
                what = f"no play '{one['play']}', written or planned"
                yield document.finding(("for", index), "unknown-play", what)
        id = name.removeprefix(f"{FOLDER}/")
        if id not in named and id != START and not document.data.get("for") and "if" not in document.data:
            yield document.finding((), "unused-paper", "no action names it, and it has neither 'for' nor 'if'")


def filled(plan: Plan, library: Library, documents: Mapping[str, Document]) -> Iterator[Finding]:
    """Yield the papers that cannot be filled for one business, in either language, with the line that fails."""
    for lang in LANGS:
        writer = Writer(plan, library, lang)
        for paper in all_papers(library).values():
            document = documents[f"{FOLDER}/{paper.id}"]
            try:
                writer.page(Used(paper, paper.week, ()))
            except PaperError as error:
                where = tuple(int(part) if part.isdigit() else part for part in error.place.split("."))
                yield _at(document, (*where, lang), error.fault.line, error.fault.what)
