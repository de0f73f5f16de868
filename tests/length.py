"""How long a plan is as it is printed by default, against what two pages hold.

Counted are the lines of Markdown that are not blank; the words between its blanks, marks and all; in Chinese, without
the marks of Markdown, every character and sign and every word in Latin letters; the lines of a terminal of 80 columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from helpers.libraries import LIBRARY, example

from salesmode.engine.plan import make_plan
from salesmode.knowledge.library import LANGS, Lang
from salesmode.report.formats import FORMATS, Report
from salesmode.report.outlines import words_for
from salesmode.report.page.length import HAN

LINES, SCREEN_LINES, COLUMNS = 115, 165, 80
WORDS: Final = LIBRARY.settings.report.words
RULES = re.compile(r"\|[-:| ]+\|?")  # the line under the head of a table
OPENING = re.compile(r"^([#>]+|[-*]) +")


def words(page: str, lang: Lang) -> int:
    """Return how many words a page of Markdown has, of Chinese how many characters."""
    if lang == "en":
        return len(page.split())
    lines = (OPENING.sub("", line) for line in page.splitlines() if not RULES.fullmatch(line))
    text = "\n".join(lines).replace("**", "").replace("|", " ")
    return len(re.findall(HAN, text)) + len(re.sub(HAN, " ", text).split())


def row(name: str, lang: Lang) -> tuple[str, ...]:
    """Return a line of the table: each count, and how many times its limit it is where it is over."""
    library = LIBRARY.in_language(lang)
    plan = make_plan(example(name), library)
    report = Report(plan, words_for(plan, library), width=COLUMNS)
    page, screen = FORMATS["md"](report), FORMATS["terminal"](report)
    lines = sum(bool(line.strip()) for line in page.splitlines())
    counts = ((lines, LINES), (words(page, lang), WORDS[lang]), (len(screen.splitlines()), SCREEN_LINES))
    return name, lang, *(f"{count:,}{over(count, limit)}" for count, limit in counts)


def over(count: int, limit: int) -> str:
    """Return how many times the limit a count is, nothing where it keeps it."""
    return f" ({count / limit:.1f} x)" if count > limit else ""


def table() -> Iterator[Sequence[str]]:
    """Yield the rows of every example in every language, heads and limits first."""
    yield "plan", "", "lines", "words", "lines of a terminal"
    for lang in LANGS:
        yield "at most", lang, str(LINES), f"{WORDS[lang]:,}", str(SCREEN_LINES)
    for lang in LANGS:
        yield from (row(name, lang) for name in LIBRARY.examples())


if __name__ == "__main__":
    for first, *cells in table():
        print(f"{first:22}{cells[0]:4}" + "".join(f"{cell:>20}" for cell in cells[1:]))
