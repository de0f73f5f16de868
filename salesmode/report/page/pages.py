"""The two pages of a plan, in the order in which an owner needs them."""

from __future__ import annotations

from salesmode.engine.plan import Plan
from salesmode.knowledge.settings import Room
from salesmode.report.document import Section
from salesmode.report.page.answer import answer
from salesmode.report.page.length import length, lines
from salesmode.report.page.means import means
from salesmode.report.page.moves import moves
from salesmode.report.page.not_now import not_now
from salesmode.report.page.numbers import own_numbers
from salesmode.report.page.open import open_questions
from salesmode.report.page.sums import sums
from salesmode.report.page.watch import watch
from salesmode.report.page.wrote import wrote
from salesmode.report.wording import Words


def pages(plan: Plan, words: Words) -> tuple[Section, ...]:
    """Return the sections of the two pages in reading order, whole items left out until they are short enough."""
    report, told = plan.settings.report, answer(plan, words)
    work = moves(plan, words)

    def with_room(room: Room) -> tuple[Section, ...]:
        return (
            told.section,
            own_numbers(plan, words, told, room.findings),
            wrote(plan, words, room.replies),
            work,
            means(plan, words, room.then),
            watch(plan, words, room.watched),
            not_now(plan, words, room.not_now),
            open_questions(plan, words, room.questions),
            sums(plan, words, room.sums),
        )

    def fits(made: tuple[Section, ...]) -> bool:
        return length(made, words.zh) <= report.words[words.library.lang] and lines(made) <= report.lines

    tried = (with_room(room) for room in report.rooms[:-1])
    return next(filter(fits, tried), None) or with_room(report.rooms[-1])
