"""A plan as sections in reading order, made once; every format draws the same ones."""

from __future__ import annotations

from salesmode.engine.plan import Plan
from salesmode.knowledge.library import Library
from salesmode.report.document import Outline, Section
from salesmode.report.page.answer import answer
from salesmode.report.page.moves import moves_table
from salesmode.report.page.pages import pages
from salesmode.report.page.sums import all_sums
from salesmode.report.sections.caveats import asking, assuming, flipping
from salesmode.report.sections.customers import buying
from salesmode.report.sections.industry import deciding
from salesmode.report.sections.levers import agreeing, leverage
from salesmode.report.sections.numbers import numbers
from salesmode.report.sections.running import meetings, seasons, stopping, warnings
from salesmode.report.sections.told import findings, refused
from salesmode.report.sections.trade import trade
from salesmode.report.sections.year import the_year
from salesmode.report.wording import Words


def words_for(plan: Plan, library: Library) -> Words:
    """Return the words of the library with the plan's facts to fill their blanks."""
    business = plan.business
    return Words(library, plan.facts, business.profile.currency or "", business.trade.pack)


def outline_plan(plan: Plan, words: Words) -> Outline:
    """Return the two pages in reading order."""
    return _outline(plan, words, pages(plan, words))


def outline_full(plan: Plan, words: Words) -> Outline:
    """Return the two pages, and behind them all that they rest on."""
    return _outline(plan, words, (*pages(plan, words), *appendix(plan, words)))


def appendix(plan: Plan, words: Words) -> tuple[Section, ...]:
    """Return what the two pages rest on, the sections that say something."""
    sections = (
        agreeing(plan, words), numbers(plan, words), buying(plan, words), leverage(plan, words), the_year(plan, words),
        all_sums(plan, words), warnings(plan, words), deciding(plan, words), trade(plan, words), seasons(plan, words),
        meetings(plan, words), stopping(plan, words), findings(plan, words), refused(plan, words),
        flipping(plan, words), assuming(plan, words),
    )  # fmt: skip
    return tuple(section for section in sections if section.blocks)


def outline_brief(plan: Plan, words: Words) -> Outline:
    """Return the plan on one screen: the answer, the moves in one table, what to answer next."""
    sections = (answer(plan, words).section, moves_table(plan, words), asking(plan, words, brief=True))
    return _outline(plan, words, sections)


def outline_diagnosis(plan: Plan, words: Words) -> Outline:
    """Return how the customers buy, whether the answers agree, and what would change the reading."""
    sections = (buying(plan, words), agreeing(plan, words), flipping(plan, words), asking(plan, words))
    return _outline(plan, words, sections)


def _outline(plan: Plan, words: Words, sections: tuple[Section, ...]) -> Outline:
    stamp = plan.stamp
    name = plan.business.profile.name or words.ui("your_business")
    return Outline(
        words.page("title_one" if plan.schedule.weeks == 1 else "title", name=name, weeks=plan.schedule.weeks),
        words.ui("plan.stamp", answers=stamp.answers, library=stamp.library_named, version=stamp.version),
        words.ui("colon"),
        tuple(section for section in sections if section.blocks),
    )
