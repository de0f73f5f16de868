"""One play as the library holds it, without a business: for whoever reads, reviews or writes it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from salesmode.business.shapes import Conditional
from salesmode.engine.sizing.levers import RATES
from salesmode.knowledge.library import Library
from salesmode.knowledge.plays import Action, Change, Gate, Kpi, Level, MeetingRule, Play
from salesmode.knowledge.terms import Line
from salesmode.report.document import Block, Heading, Items, Outline, Paragraph, Quote, Section, Table
from salesmode.report.sections.gates import kpi_value
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
        return f"{{{match[1]}|{self.ui('browse.blank', label=self.label(match[1]))}}}"


def outline_play(id: str, library: Library) -> Outline:
    """Return a play as a reader sees it: its idea, when it fits, its levels with all actions, what it rests on.

    Raises KeyError where the library has no play `id`.
    """
    words = Unasked(library, {}, "")
    play = library.plays[id]
    sections = (
        _about(play, words),
        _fits(play, words),
        _wrong(play, words),
        _stops(play, words),
        *(_level(play, level, words) for _, level in sorted(play.levels.items())),
        _meetings(play, words),
        _sources(play, words),
    )
    stamp = words.ui("browse.stamp", id=id, library=library.hash, version=__version__)
    return Outline(
        words.title(id), stamp, words.ui("colon"), tuple(section for section in sections if section.blocks)
    )  # fmt: skip


def _about(play: Play, words: Words) -> Section:
    blocks = (
        Paragraph(words.fill(play.idea), words.ui("play.idea"), f"{play.id}.idea"),
        Paragraph(words.fill(play.why), id=f"{play.id}.why"),
    )
    return Section("about", words.ui("browse.about"), blocks)


def _said(rule: Conditional, words: Words) -> str:
    return rule_text(rule.condition, words) if rule.condition is not None else ""


def _fits(play: Play, words: Words) -> Section:
    """The reasons, the weightiest first."""
    items = []
    for rule in sorted(play.when, key=lambda rule: -rule.weight):
        marks = words.listed([words.ui("browse.weight", weight=f"{rule.weight:g}"), words.marks(rule.sources)])
        text = words.ui("marked", text=words.fill(rule.so), marks=marks)
        items.append(Paragraph(text, _said(rule, words), f"reason.{play.id}.{rule.id}"))
    return Section("fits", words.ui("browse.fits"), (Items(tuple(items)),))


def _wrong(play: Play, words: Words) -> Section:
    items = tuple(
        Paragraph(words.fill(rule.so), _said(rule, words), f"wrong.{play.id}.{rule.id}") for rule in play.wrong_when
    )
    return Section("wrong", words.ui("browse.wrong"), (Items(items),) if items else ())


def _stops(play: Play, words: Words) -> Section:
    items = tuple(
        Paragraph(words.fill(rule.text), _said(rule, words), f"stop.{play.id}.{rule.id}") for rule in play.stops
    )
    return Section("stops", words.ui("browse.stops"), (Items(items),) if items else ())


def _level(play: Play, level: Level, words: Words) -> Section:
    title = words.ui("browse.level", number=level.number, name=words.fill(level.name))
    blocks: list[Block] = [Paragraph(words.fill(level.proof), words.ui("browse.proof"))]
    if level.needs:
        needed = (words.ui("browse.need", play=words.title(need.play), level=need.level) for need in level.needs)
        blocks.append(Paragraph(words.listed(needed), words.ui("browse.needs")))
    if level.levers:
        blocks.append(Items(tuple(_levers(level, words)), label=words.ui("browse.moves")))
    for number, action in enumerate(level.actions, 1):
        blocks += _action(number, action, words)
    blocks += _kpis(play, level, words)
    blocks.append(_gate(play, level, words))
    blocks.append(Items(tuple(_pitfalls(level, words)), label=words.ui("play.pitfalls")))
    return Section(f"level.{level.number}", title, tuple(blocks))


def _levers(level: Level, words: Words) -> Iterator[Paragraph]:
    for lever in level.levers:
        key = "browse.moves_points" if lever.id in RATES else "browse.moves_percent"
        span = words.points_span(lever.low, lever.high)
        yield Paragraph(words.ui(key, lever=words.ui(f"levers.{lever.id}"), span=span), id=f"lever.{lever.id}")


def _action(number: int, action: Action, words: Words) -> Iterator[Block]:
    yield Heading(f"{number} {words.fill(action.title)}", id=action.id)
    yield Paragraph(words.listed(_terms(action, words)))
    if action.condition is not None:
        yield Paragraph(words.ui("browse.only", rule=rule_text(action.condition, words)))
    first = words.ui("browse.first_step", hours=words.hours(action.first_step.hours))
    yield Paragraph(words.fill(action.first_step.text), first, f"{action.id}.first_step")
    yield Items(
        tuple(_conditional(step, words) for step in action.steps),
        numbered=True,
    )
    yield Paragraph(words.fill(action.done_when), words.ui("play.done_when"))
    if action.words:
        yield Quote(words.fill(action.words), words.ui("play.words"), f"{action.id}.words")


def _terms(action: Action, words: Words) -> Iterator[str]:
    """Who does it, for how long, at what cost and after what."""
    yield words.ui("browse.who", role=words.role(action.role), hours=words.hours(action.hours))
    if action.cash:
        yield words.ui("browse.bought", days=f"{action.cash:g}")
    if action.after:
        titles = (id.rsplit(".", 1)[1] for id in action.after)
        yield words.ui("browse.waits", titles=words.listed(titles))
    if action.wait:
        yield words.ui("browse.wait_weeks", weeks=action.wait)


def _conditional(line: Line, words: Words) -> Paragraph:
    said, text = _said(line, words), words.fill(line.text)
    return Paragraph(words.ui("browse.step_if", rule=said, text=text) if said else text)


def _kpis(play: Play, level: Level, words: Words) -> Iterator[Block]:
    columns = tuple(words.ui(f"play.{key}") for key in ("kpi", "from", "to", "by", "measure"))
    rows = []
    for kpi in level.kpis:
        start = words.label(kpi.start.answer) if kpi.start else words.ui("play.count_first")
        name, measure = words.fill(kpi.name), words.fill(kpi.measure)
        rows.append((name, start, _target(kpi, words), str(kpi.week), measure))
    yield Table(columns, tuple(rows), frozenset({3}), tuple(f"kpi.{play.id}.{kpi.id}" for kpi in level.kpis))


def _target(kpi: Kpi, words: Words) -> str:
    if not isinstance(kpi.to, Change):
        return kpi_value(float(kpi.to), kpi.unit, words)
    is_added = kpi.to.add is not None
    change = float(kpi.to.add or 0.0 if is_added else (kpi.to.times or 1.0) - 1)
    size = words.points(abs(change)) if is_added and kpi.unit == "share" else words.rate(abs(change))
    return words.ui("play.relative_up" if change > 0 else "play.relative_down", change=size)


def _gate(play: Play, level: Level, words: Words) -> Paragraph:
    gate: Gate = level.gate
    kpi = next(kpi for kpi in level.kpis if kpi.id == gate.kpi)
    name = words.fill(kpi.name)
    below = "play.below" if kpi.direction == "up" else "play.above"
    text = words.fill(gate.text)
    then = words.ui(f"play.then_{gate.then}", play=words.title(gate.to or ""), text=text)
    missed = words.ui(below, kpi=name, below=kpi_value(gate.below, kpi.unit, words))
    return Paragraph(f"{missed} → {then}", words.ui("play.gate", week=gate.week), f"gate.{play.id}")


def _pitfalls(level: Level, words: Words) -> Iterator[Paragraph]:
    for line in level.pitfalls:
        yield _conditional(line, words)


def _meetings(play: Play, words: Words) -> Section:
    blocks = tuple(_meeting(meeting, words) for meeting in play.rhythm)
    return Section("rhythm", words.ui("browse.rhythm"), blocks)


def _meeting(meeting: MeetingRule, words: Words) -> Items:
    every = words.ui(f"rhythm.{meeting.every}")
    label = words.ui("rhythm.meeting", every=every, minutes=meeting.minutes, role=words.role(meeting.role))
    return Items(tuple(_conditional(line, words) for line in meeting.agenda), label=label)


def _sources(play: Play, words: Words) -> Section:
    """Everything that anything of the play rests on, with its title."""
    named = [*play.sources]
    named += [id for rule in (*play.when, *play.wrong_when) for id in rule.sources]
    named += [id for stop in play.stops for id in stop.sources]
    for level in play.levels.values():
        named += level.sources
    items = tuple(
        Paragraph(words.source(id), id, f"source.{id}") for id in dict.fromkeys(named)
    )  # fmt: skip
    return Section("sources", words.ui("play.sources"), (Items(items),))
