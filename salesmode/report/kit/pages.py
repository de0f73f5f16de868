"""The papers of a plan as Markdown, filled with the words and figures of the business."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any, Final, NamedTuple

from salesmode.engine.industry import applies
from salesmode.engine.plan import Plan
from salesmode.knowledge.library import Library
from salesmode.knowledge.worksheets import Worksheet
from salesmode.report.formats.markdown import escape
from salesmode.report.kit import arithmetic
from salesmode.report.kit.papers import START, Used, file_of, papers_used
from salesmode.report.kit.speaking import Ready, Speaker
from salesmode.report.kit.tables import proportioned
from salesmode.report.kit.template import FillingError, fill
from salesmode.report.kit.view import plan_view, week_text
from salesmode.report.outlines import words_for
from salesmode.report.page.saying import move_title
from salesmode.report.wording import Words, upper_first

TEXTS: Final = ("purpose", "body", "done_when")
MARK: Final = "[ ____"


class Page(NamedTuple):
    """One paper, written out as Markdown, and the file it goes to."""

    file: str
    text: str


class PaperError(Exception):
    """A paper cannot be written out: its id, the text and its place in its file, and what is wrong in which line."""

    def __init__(self, paper: str, place: str, text: str, cause: FillingError) -> None:
        self.paper, self.place, self.text, self.fault = paper, place, text, cause.fault
        super().__init__(f"{paper}: {cause.fault.what}")


class Writer:
    """Writes papers out for one plan in one language; they name one another as files that end in `ending`."""

    def __init__(self, plan: Plan, library: Library, ending: str = "md") -> None:
        self._plan, self._library, self._ending = plan, library, ending
        self._words = words_for(plan, library)
        self._speaker = Speaker(self._words)
        self._papers = library.worksheets
        self._places = library.settings.industry.jurisdictions
        stamp = plan.stamp
        self._stamp = self._words.ui(
            "plan.stamp", answers=stamp.answers, library=stamp.library_named, version=stamp.version
        )  # fmt: skip
        self._context: dict[str, Any] = {
            **self._speaker.helpers(),
            **{name: getattr(arithmetic, name) for name in ("times", "plus", "minus", "ratio", "up", "dot")},
            "calc": arithmetic.formulas(),
            "facts": self._speaker.facts,
            "plan": plan_view(plan, self._words, self._papers, ending),
            "trade": _trade(self._words),
            "week": lambda number: week_text(number, plan, self._words),
            "role": lambda role: self._words.role(plan.business.capacity.assignee(role) or role),
            "papers": [],
        }

    def kit(self) -> list[Page]:
        """Return the papers of the plan in the order in which they are wanted, behind the page that introduces them.

        Raises PaperError for a paper that cannot be written out.
        """
        papers = papers_used(self._plan, self._papers)
        texts = [self.page(used) for used in papers]
        pages = [Page(self._file(used), text) for used, text in zip(papers, texts, strict=True)]
        if START not in self._papers:
            return pages
        self._context["papers"] = [self._entry(used, text) for used, text in zip(papers, texts, strict=True)]
        first = self._papers[START]
        opening = Used(first, first.week or 1, ())
        return [Page(self._file(opening), self.page(opening)), *pages]

    def _file(self, used: Used) -> str:
        return file_of(used.paper, self._ending)

    def page(self, used: Used) -> str:
        """Return one paper as Markdown; raises PaperError where it cannot be written out."""
        paper, words = used.paper, self._words
        filled = {place: self._filled(paper, place, getattr(paper, place)) for place in TEXTS}
        steps = [
            self._filled(paper, f"use.{index}", step.text)
            for index, step in enumerate(paper.use)
            if step.test(self._plan.facts)
        ]
        region = self._plan.business.profile.region
        sources = [words.ui("marked", text=id, marks=words.source(id))
                   for id in paper.sources if applies([id], region, self._places)]  # fmt: skip
        blocks = [
            f"# {escape(paper.title)}",
            filled["purpose"],
            self._facts_of(used, filled["body"]),
            f"## {words.ui('kit.use')}",
            "\n".join(f"{number}. {step}" for number, step in enumerate(steps, 1)),
            filled["body"],
            f"## {words.ui('kit.done')}",
            filled["done_when"],
            f"## {words.ui('deciding.sources')}",
            "\n".join(f"- {escape(source)}" for source in sources),
            f"`{self._stamp}`",
        ]
        return proportioned("\n\n".join(blocks)) + "\n"

    def _filled(self, paper: Worksheet, place: str, source: str) -> str:
        try:
            return fill(source, {**self._context, "c": SimpleNamespace(**paper.figures)})
        except FillingError as error:
            raise PaperError(paper.id, place, source, error) from error

    def _facts_of(self, used: Used, body: str) -> str:
        words, paper = self._words, used.paper
        owner = words.role(self._plan.business.capacity.assignee(paper.role) or paper.role)
        lines = [upper_first(words.ui("kit.who", role=owner, minutes=paper.minutes))]
        if used.moves:
            marks = [words.ui("marked", text=move_title(one.id, words),
                              marks=words.ui("plan.week", week=one.placement.start))
                     for one in used.moves]  # fmt: skip
            lines.append(words.ui("kit.used_in", moves=words.listed(marks)))
        lines.append(_blanks(body, words))
        return "\n".join(f"- {escape(line) if not isinstance(line, Ready) else line}" for line in lines)

    def _entry(self, used: Used, text: str) -> SimpleNamespace:
        paper = used.paper
        titles = [move_title(one.id, self._words) for one in used.moves]
        return SimpleNamespace(
            file=self._file(used), title=paper.title, week=used.week, minutes=paper.minutes,
            role=self._words.role(self._plan.business.capacity.assignee(paper.role) or paper.role),
            purpose=Ready(self._filled(paper, "purpose", paper.purpose)), blanks=text.count(MARK), moves=titles,
            done=Ready(self._filled(paper, "done_when", paper.done_when)),
        )  # fmt: skip


def _blanks(body: str, words: Words) -> Ready:
    count = body.count(MARK)
    return Ready(words.ui("kit.blanks" if count else "kit.no_blanks", count=count))


def _trade(words: Words) -> SimpleNamespace:
    """What a customer, an offer and an order are called in a paper."""
    return SimpleNamespace(**{key: words.ui(f"kit.{key}") for key in ("customer", "offer", "order")})


def kit_pages(plan: Plan, library: Library, ending: str = "md") -> Sequence[Page]:
    """Return the papers that a plan uses, written out; raises PaperError where the library holds one that cannot be."""
    return Writer(plan, library, ending).kit()
