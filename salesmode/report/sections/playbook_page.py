"""One play as the library holds it, without a business: for whoever reads, reviews or writes it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from salesmode.business.conditions import QUANTITY
from salesmode.business.shapes import Conditional
from salesmode.knowledge.library import Library
from salesmode.knowledge.plays import MeetingRule, Play
from salesmode.knowledge.terms import Line
from salesmode.report.document import Block, Items, Outline, Paragraph, Section, Table
from salesmode.report.sections.rules import rule_text
from salesmode.report.wording import Words
from salesmode.version import __version__

BARE = re.compile(r"\{([a-z][a-z0-9_]*)\}")


class Unasked(Words):
    """Words for nobody in particular: a blank shows the words for the unknown, or the label of what fills it."""

    def fill(self, text: str) -> str:
        """Return `text` with every blank filled without an answer."""
        return super().fill(BARE.sub(self._with_label, text))

    def _with_label(self, match: re.Match[str]) -> str:
        name = match[1]
        label = self.label(QUANTITY + name if name in self.library.quantities else name)
        return f"{{{name}|{self.ui('browse.blank', label=label)}}}"


def outline_play(id: str, library: Library) -> Outline:
    """Return a play as a reader sees it: its idea, its stages, its moves, what waits in it, what it rests on.

    Raises KeyError where the library has no play `id`.
    """
    words = Unasked(library, {}, "")
    play = library.plays[id]
    sections = (
        _about(play, words), _stages(play, words), _moves(play, words), _waiting(play, words), _stops(play, words),
        _meetings(play, words), sources_section(_named(play, library), words),
    )  # fmt: skip
    return outline_of(id, play.title, sections, words)


def outline_of(id: str, title: str, sections: tuple[Section, ...], words: Words) -> Outline:
    """Return the sections that say something as a page about a thing of the library."""
    stamp = words.ui("browse.stamp", id=id, library=words.library.hash, version=__version__)
    return Outline(words.fill(title), stamp, words.ui("colon"), tuple(one for one in sections if one.blocks))


def _about(play: Play, words: Words) -> Section:
    blocks = (
        Paragraph(words.fill(play.idea), id=f"{play.id}.idea"), Paragraph(words.fill(play.why), id=f"{play.id}.why"),
    )  # fmt: skip
    return Section("about", words.ui("browse.about"), blocks)


def _stages(play: Play, words: Words) -> Section:
    columns = tuple(words.ui(f"browse.{key}") for key in ("number", "stage", "proof"))
    rows = tuple(
        (str(number), words.fill(stage.name), words.fill(stage.proof)) for number, stage in sorted(play.stages.items())
    )
    blocks = (Table(columns, rows, frozenset({0})),) if rows else ()
    return Section("stages", words.ui("browse.stages"), blocks)


def _moves(play: Play, words: Words) -> Section:
    moves = [move for move in words.library.every_move.values() if move.play == play.id]
    columns = tuple(words.ui(f"browse.{key}") for key in ("id", "move", "number"))
    rows = tuple((move.id, words.fill(move.title), str(move.stage)) for move in moves)
    blocks = (Table(columns, rows, frozenset({2}), tuple(move.id for move in moves)),) if rows else ()
    return Section("moves", words.ui("browse.moves"), blocks)


def _waiting(play: Play, words: Words) -> Section:
    """What is not yet a move: it is offered nowhere."""
    items = tuple(
        Paragraph(words.fill(item.title), id=f"waiting.{play.id}.{item.id}")
        for item in words.library.waiting.get(play.id, ())
    )
    return Section("waiting", words.ui("browse.waiting"), (Items(items),) if items else ())


def _stops(play: Play, words: Words) -> Section:
    items = tuple(
        Paragraph(words.fill(rule.text), condition_text(rule, words), f"stop.{play.id}.{rule.id}")
        for rule in play.stops
    )
    return Section("stops", words.ui("browse.stops"), (Items(items),) if items else ())


def condition_text(rule: Conditional, words: Words) -> str:
    """Return when something holds, in words; nothing where it always does."""
    return rule_text(rule.condition, words) if rule.condition is not None else ""


def line_of(line: Line, words: Words) -> Paragraph:
    """Return a text that holds for some, with for whom."""
    said, text = condition_text(line, words), words.fill(line.text)
    return Paragraph(words.ui("browse.step_if", rule=said, text=text) if said else text)


def _meetings(play: Play, words: Words) -> Section:
    blocks: tuple[Block, ...] = tuple(_meeting(meeting, words) for meeting in play.rhythm)
    return Section("rhythm", words.ui("browse.rhythm"), blocks)


def _meeting(meeting: MeetingRule, words: Words) -> Items:
    every = words.ui(f"rhythm.{meeting.every}")
    label = words.ui("rhythm.meeting", every=every, minutes=meeting.minutes, role=words.role(meeting.role))
    return Items(tuple(line_of(line, words) for line in meeting.agenda), label=label)


def _named(play: Play, library: Library) -> Iterator[str]:
    yield from play.sources
    for move in library.every_move.values():
        if move.play == play.id:
            yield from move.sources
    for stop in play.stops:
        yield from stop.sources


def sources_section(named: Iterator[str], words: Words) -> Section:
    """Return what a thing of the library rests on, each source with its title."""
    items = tuple(Paragraph(words.source(id), id, f"source.{id}") for id in dict.fromkeys(named))
    return Section("sources", words.ui("browse.sources"), (Items(items),) if items else ())
