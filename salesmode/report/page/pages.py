"""The two pages of a plan, in the order in which an owner needs them."""

from __future__ import annotations

from salesmode.engine.plan import Plan
from salesmode.knowledge.settings import Room
from salesmode.report.document import Section
from salesmode.report.page.answer import answer
from salesmode.report.page.length import length
from salesmode.report.page.means import means
from salesmode.report.page.moves import moves
from salesmode.report.page.not_now import not_now
from salesmode.report.page.numbers import own_numbers
from salesmode.report.page.open import open_questions
from salesmode.report.page.sums import sums
from salesmode.report.page.watch import watch
from salesmode.report.wording import Words


def pages(plan: Plan, words: Words) -> tuple[Section, ...]:
    """Return the sections of the two pages in reading order, whole items left out until they are short enough."""
    report, work = plan.settings.report, moves(plan, words)
    made: tuple[Section, ...] = ()
    for room in report.rooms:
        made = _pages(plan, words, work, room)
        if length(made, words.zh) <= report.words[words.library.lang]:
            break
    return made


def _pages(plan: Plan, words: Words, work: Section, room: Room) -> tuple[Section, ...]:
    told = answer(plan, words)
    return (
        told.section,
        own_numbers(plan, words, told, room.findings),
        work,
        means(plan, words),
        watch(plan, words, room.watched),
        not_now(plan, words, room.not_now),
        open_questions(plan, words, room.questions),
        sums(plan, words),
    )
