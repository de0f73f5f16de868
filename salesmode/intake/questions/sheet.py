"""A sheet to print and fill in by hand, in Markdown as GitHub draws it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator

from salesmode.intake.questions.catalog import Phrases, Question, catalog, entry_specs
from salesmode.knowledge.library import Library

LINE = "_" * 24
BOX = "☐"
EMPTY_ROWS = 3
MOST_LEVEL = 4


def paper_sheet(library: Library) -> str:
    """Return every question with boxes to tick, tables to fill or a line to write on."""
    words = Phrases(library.interview, "sheet")
    blocks = [f"# {escaped(words.say('title'))}", escaped(words.say("head")), words.say("then")]
    numbers = itertools.count(1)
    for group in catalog(library):
        blocks.append(f"## {escaped(group.title)}")
        for question in group.questions:
            blocks += [f"### {next(numbers)}. {_heading(question.label)}", *_entry(question, words)]
    return "\n\n".join(blocks) + "\n"


def escaped(text: str) -> str:
    """Return `text` on one line so that Markdown draws it as it is, in a table too."""
    return re.sub(r"([\\`*_<>\[\]|#~])", r"\\\1", " ".join(text.split()))


def _heading(label: str) -> str:
    return escaped(label[:1].upper() + label[1:])


def _entry(question: Question, words: Phrases) -> Iterator[str]:
    yield escaped(question.ask)
    yield f"> {escaped(question.hint)}"
    if question.spec.kind in ("levels", "counts", "list", "map"):
        yield _table(question, words)
    elif question.options:
        yield escaped(_tick(question, words))
        yield "\n".join(f"- [ ] {escaped(word)} `{id}`" for id, word in question.options.items())
    else:
        yield " ".join(part for part in (escaped(words.say("answer")), LINE, escaped(question.unit)) if part)


def _tick(question: Question, words: Phrases) -> str:
    if question.spec.most:
        return words.say("most", most=question.spec.most)
    return words.say("any_of" if question.spec.kind == "any_of" else "one_of")


def _table(question: Question, words: Phrases) -> str:
    heads, rows = _table_of(question, words)
    rows_left = 1 if question.spec.kind == "map" else EMPTY_ROWS
    named = [f"{escaped(word)} `{id}`" for id, word in question.options.items()] or [""] * rows_left
    return _grid(heads, ([name, *rows] for name in named))


def _table_of(question: Question, words: Phrases) -> tuple[list[str], list[str]]:
    """Return the heads of a table and what stands in a row behind its name."""
    if question.spec.kind == "levels":
        levels = [str(level) for level in range(MOST_LEVEL + 1)]
        return [words.say("skill"), *levels], [BOX] * len(levels)
    own = {"segments": ("segment", "revenue_share", "differs"), "options": ("choice", "differs")}
    keys = tuple(entry_specs(question.id)) or own.get(question.id, ("way", "count"))
    heads = [words.say(key) for key in keys]
    return heads, [""] * (len(heads) - 1)


def _grid(head: list[str], rows: Iterable[list[str]]) -> str:
    lines = [[escaped(cell) for cell in head], ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)
