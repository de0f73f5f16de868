"""One move as the library holds it, without a business: for whoever reads, reviews or writes it."""

from __future__ import annotations

from collections.abc import Iterator

from salesmode.business.formula import written
from salesmode.knowledge.library import Library
from salesmode.knowledge.moves import Effect, Move, Reason
from salesmode.report.document import Block, Items, Outline, Paragraph, Quote, Section, Table
from salesmode.report.sections.playbook_page import Unasked, condition_text, line_of, outline_of, sources_section
from salesmode.report.sections.rules import rule_text
from salesmode.report.wording import Words

FREE = (0.0,)


def outline_move(id: str, library: Library) -> Outline:
    """Return a move as a reader sees it: for whom it is, what to do and say, what it brings and takes, when to stop.

    Raises KeyError where the library has no move `id`.
    """
    words = Unasked(library, {}, "")
    move = library.move(id)
    sections = (
        _about(move, words), _fits(move, words), _steps(move, words), _brings(move, words), _takes(move, words),
        _stops(move, words), _figures(move, words), sources_section(_named(move), words),
    )  # fmt: skip
    return outline_of(id, move.title, sections, words)


def _about(move: Move, words: Words) -> Section:
    place = words.ui("browse.of_play", play=words.title(move.play), id=move.play, stage=move.stage)
    reasons = Items(tuple(_reason(reason, words) for reason in move.because))
    said = (Paragraph(words.library.concern(move.told).said, words.ui("browse.written")),) if move.told else ()
    return Section("about", words.ui("browse.about"), (Paragraph(place), *said, reasons))


def _reason(reason: Reason, words: Words) -> Paragraph:
    return Paragraph(words.fill(reason.text), condition_text(reason, words))


def _fits(move: Move, words: Words) -> Section:
    """For whom it is, when it is done already, what speaks against it."""
    lines = []
    if move.condition is not None:
        lines.append(Paragraph(condition_text(move, words), words.ui("browse.fits")))
    if move.in_place is not None:
        lines.append(Paragraph(rule_text(move.in_place, words), words.ui("browse.in_place")))
    lines += [
        Paragraph(words.fill(rule.so), words.ui("browse.wrong_if", rule=condition_text(rule, words)),
                  f"wrong.{move.id}.{rule.id}")
        for rule in move.wrong_when
    ]  # fmt: skip
    lines += [Paragraph(words.fill(words.library.moves[need.move].title), words.ui("browse.needs"))
              for need in move.needs if need.move in words.library.moves]  # fmt: skip
    return Section("fits", words.ui("browse.for_whom"), (Items(tuple(lines)),) if lines else ())


def _steps(move: Move, words: Words) -> Section:
    blocks: list[Block] = [Items(tuple(line_of(step, words) for step in move.steps), numbered=True)]
    blocks += [Quote(words.fill(said.text), condition_text(said, words), f"{move.id}.words") for said in move.words]
    blocks.append(Paragraph(words.fill(move.done_when), words.ui("browse.done_when"), f"{move.id}.done_when"))
    blocks.append(Paragraph(words.fill(move.monday), words.ui("browse.monday"), f"{move.id}.monday"))
    return Section("steps", words.ui("browse.steps"), tuple(blocks))


def _brings(move: Move, words: Words) -> Section:
    """What each lever brings: the share of what can be reached, of which part, and why."""
    items = tuple(_effect(effect, move, words) for effect in move.effects)
    return Section("brings", words.ui("browse.brings"), (Items(items),) if items else ())


def _effect(effect: Effect, move: Move, words: Words) -> Paragraph:
    said = words.ui(
        "browse.effect", low=words.rate(effect.low), likely=words.rate(effect.likely), high=words.rate(effect.high),
        weeks=words.counted(effect.weeks, "weeks"), marks=words.marks(effect.sources),
    )  # fmt: skip
    parts = [said] if effect.evidence == "estimate" else [said, words.ui(f"browse.evidence.{effect.evidence}")]
    if effect.part != (1.0,):
        parts.append(words.ui("browse.part", formula=written(effect.part)))
    if effect.amount is not None:
        parts.append(words.ui("browse.amount", formula=written(effect.amount)))
    parts.append(words.fill(effect.why))
    return Paragraph(words.sentences(parts), words.ui(f"levers.{effect.lever}"), f"{move.id}.{effect.lever}")


def _takes(move: Move, words: Words) -> Section:
    columns = tuple(words.ui(f"browse.{key}") for key in ("role", "once", "weekly"))
    rows = tuple((words.role(work.role), written(work.once), written(work.weekly)) for work in move.work)
    lines = [*_money(move, words)]
    if move.elapsed:
        lines.append(words.ui("browse.elapsed", weeks=words.counted(move.elapsed, "weeks")))
    if move.lasts is not None:
        lines.append(words.ui("browse.lasts", weeks=words.counted(move.lasts, "weeks")))
    if move.kit:
        lines.append(words.ui("browse.papers", papers=words.listed(move.kit)))
    items = (Items(tuple(Paragraph(line) for line in lines)),) if lines else ()
    return Section("takes", words.ui("browse.takes"), (Table(columns, rows), *items))


def _money(move: Move, words: Words) -> Iterator[str]:
    if move.cash.once != FREE:
        yield words.ui("browse.cash_once", formula=written(move.cash.once))
    if move.cash.monthly != FREE:
        yield words.ui("browse.cash_monthly", formula=written(move.cash.monthly))


def _stops(move: Move, words: Words) -> Section:
    check, measure = move.check, move.measure
    watch = words.ui("browse.aim", mid=written(measure.mid), end=written(measure.end))
    blocks: list[Block] = [
        Paragraph(watch, words.fill(measure.name), f"kpi.{move.id}"),
        Paragraph(words.fill(check.text), words.ui("browse.check", weeks=words.counted(check.weeks, "weeks")),
                  f"gate.{move.id}"),
    ]  # fmt: skip
    if check.unread is not None:
        blocks.append(Paragraph(words.fill(check.unread), words.ui("browse.unread")))
    turned = [words.fill(words.library.moves[id].title) for id in check.then if id in words.library.moves]
    if turned:
        blocks.append(Paragraph(words.listed(turned), words.ui("browse.then")))
    return Section("check", words.ui("browse.watch"), tuple(blocks))


def _figures(move: Move, words: Words) -> Section:
    items = tuple(Paragraph(written(figure.value), id) for id, figure in move.figures.items())
    return Section("figures", words.ui("browse.figures"), (Items(items),) if items else ())


def _named(move: Move) -> Iterator[str]:
    yield from (*move.sources, *move.check.sources)
    for effect in move.effects:
        yield from effect.sources
    for rule in move.wrong_when:
        yield from rule.sources
