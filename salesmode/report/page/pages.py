"""The two pages of a plan, in the order in which an owner needs them."""

from __future__ import annotations

import functools
from collections.abc import Callable

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

    @functools.cache  # most sections are the same in the next room
    def made(section: Callable[[Plan, Words, int], Section], most: int) -> Section:
        return section(plan, words, most)

    @functools.cache
    def numbers(findings: int) -> Section:
        return own_numbers(plan, words, told, findings)

    def with_room(room: Room) -> tuple[Section, ...]:
        return (
            told.section,
            numbers(room.findings),
            made(wrote, room.replies),
            made(moves, room.counted),
            made(means, room.then),
            made(watch, room.watched),
            made(not_now, room.not_now),
            made(open_questions, room.questions),
            made(sums, room.sums),
        )

    def fits(tried: tuple[Section, ...]) -> bool:
        return length(tried, words.zh) <= report.words[words.library.lang] and lines(tried) <= report.lines

    tried = (with_room(room) for room in report.rooms[:-1])
    return next(filter(fits, tried), None) or with_room(report.rooms[-1])
