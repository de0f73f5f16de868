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
    report, told = plan.settings.report, answer(plan, words)
    work, end = (moves(plan, words), means(plan, words)), sums(plan, words)

    def with_room(room: Room) -> tuple[Section, ...]:
        return (
            told.section,
            own_numbers(plan, words, told, room.findings),
            *work,
            watch(plan, words, room.watched),
            not_now(plan, words, room.not_now),
            open_questions(plan, words, room.questions),
            end,
        )

    tried = (with_room(room) for room in report.rooms[:-1])
    fitting = (made for made in tried if length(made, words.zh) <= report.words[words.library.lang])
    return next(fitting, None) or with_room(report.rooms[-1])
