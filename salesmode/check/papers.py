"""Whether every paper of the kit can be filled, is used by something, and says the same in both languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from salesmode.check.material import LANGS, Material, Text
from salesmode.check.moves import unknown
from salesmode.engine.plan import Plan
from salesmode.knowledge.files import Finding, KnowledgeFile, Where
from salesmode.knowledge.library import Library
from salesmode.report.kit.pages import PaperError, Writer
from salesmode.report.kit.papers import START, Used
from salesmode.report.kit.template import faults, used_names

FOLDER = "worksheets"


def templates(material: Material) -> Iterator[Finding]:
    """Yield names, facts and formulas that do not exist, and what only one language of a paper asks for."""
    for file, _ in material.under(FOLDER):
        if file.id.count("/") > 1:
            yield file.finding((), "paper-id", f"a paper lies in {FOLDER}, and nowhere deeper")
    for text in material.texts:
        if text.file.id.startswith(f"{FOLDER}/"):
            yield from _text(text)


def _text(text: Text) -> Iterator[Finding]:
    problems = [(lang, fault) for lang in LANGS for fault in faults(text.words[lang])]
    for lang, fault in problems:
        yield _at(text.file, (*text.where, lang), text.words[lang], fault.line, fault.what)
    if problems:
        return
    english, chinese = (used_names(text.words[lang]) for lang in LANGS)
    if english != chinese:
        odd = ", ".join(sorted(english ^ chinese))
        yield text.file.finding(text.where, "paper-template", f"in one language only: {odd}")


def _at(file: KnowledgeFile, where: Where, text: str, line: int, what: str) -> Finding:
    """A finding in a line of a text; a text of several lines begins below its key."""
    begins = file.line(where)
    return Finding(file.name, begins + line if "\n" in text else begins, "paper-template", what)


def used(material: Material) -> Iterator[Finding]:
    """Yield papers that moves name and nobody wrote, and papers nothing uses."""
    written = {place.removeprefix(f"{FOLDER}/") for place in material.files if place.startswith(f"{FOLDER}/")}
    named: set[str] = set()
    for file, move in material.under("moves"):
        named.update(move.kit)
        yield from unknown(file, ("kit",), move.kit, written, "paper")
    for file, actions in material.under("waiting"):
        for index, action in enumerate(actions):
            named.update(action.kit)
            yield from unknown(file, (index, "kit"), action.kit, written, "paper")
    for file, paper in material.under(FOLDER):
        if paper.id not in named and paper.id != START and paper.week is None:
            yield file.finding((), "unused-paper", "no move names it, and it has no 'week'")


def filled(plan: Plan, library: Library, files: Mapping[str, KnowledgeFile]) -> Iterator[Finding]:
    """Yield the papers that cannot be filled for one business, in the library's language, with the line that fails."""
    writer = Writer(plan, library)
    for paper in library.worksheets.values():
        file = files[f"{FOLDER}/{paper.id}"]
        try:
            writer.page(Used(paper, paper.week or 1, ()))
        except PaperError as error:
            where = tuple(int(part) if part.isdigit() else part for part in error.place.split("."))
            yield _at(file, (*where, library.lang), error.text, error.fault.line, error.fault.what)
