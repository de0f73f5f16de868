"""How a kept plan stands, as a page: moves, figures, checks, what is not in the plan, the next plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from salesmode.follow.exported import Exported
from salesmode.follow.frozen import PlannedFigure
from salesmode.follow.log import Entry
from salesmode.follow.next_plan import NextPlan
from salesmode.follow.status import CheckState, FigureState, MoveState, Status
from salesmode.report.document import Block, Items, Outline, Paragraph, Section, Table
from salesmode.report.wording import Words


def track_outline(status: Status, following: NextPlan | None, exports: Sequence[Exported], words: Words) -> Outline:
    """Return a status ready to draw."""
    plan = status.plan
    sections = (
        Section("moves", words.track("moves"), tuple(_moves(status, words))),
        Section("figures", words.track("figures"), (*_figures(status, words), *_exports(status, exports, words))),
        Section("checks", words.track("checks"), tuple(_checks(status, words))),
        Section("strays", words.track("strays"), tuple(_strays(status, words))),
        Section("next", words.track("next"), tuple(_next(status, following, words)) if following else ()),
    )
    return Outline(
        words.track("title", name=plan.name or words.ui("your_business"), week=status.week),
        words.track("stamp", today=status.today, start=plan.start),
        words.ui("colon"),
        tuple(section for section in sections if section.blocks),
    )


def title_of(id: str, status: Status, words: Words) -> str:
    """Return the title of a move: as the kept plan has it, else as the library does."""
    kept = next((move.title for move in status.plan.moves if move.id == id), None)
    return kept or (words.move(id) if id in words.library.moves else id)


def _moves(status: Status, words: Words) -> Iterator[Block]:
    if status.moves:
        columns = tuple(words.track(key) for key in ("move", "weeks", "state", "why"))
        ids = tuple(item.move.id for item in status.moves)
        yield Table(columns, tuple(_move_row(item, words) for item in status.moves), ids=ids)


def _move_row(item: MoveState, words: Words) -> tuple[str, ...]:
    state = words.track(f"states.{item.state}", day=item.day)
    return item.move.title, f"{item.move.first}–{item.move.last}", state, item.reason


def _figures(status: Status, words: Words) -> Iterator[Block]:
    if status.figures:
        columns = tuple(words.track(key) for key in ("figure", "so_far", "pace", "aim", "left"))
        rows = tuple(_figure_row(item, words) for item in status.figures)
        yield Table(columns, rows, frozenset({1, 2, 3, 4}), tuple(item.figure.id for item in status.figures))
    if any(item.luck for item in status.figures):
        yield Paragraph(words.track("luck"))


def _exports(status: Status, exports: Sequence[Exported], words: Words) -> Iterator[Block]:
    """What exports say of the figures, told apart from what was typed."""
    figures = {item.figure.id: item.figure for item in status.figures}
    items = tuple(Paragraph(_export(one, figures[one.figure], words), id=f"measured.{one.figure}") for one in exports)
    if items:
        yield Items(items, label=words.track("exports"))


def _export(one: Exported, figure: PlannedFigure, words: Words) -> str:
    count = one.counted
    key = "counted_share" if one.is_share else "counted_whole"
    value = words.track(key, value=words.shown(figure.unit, count.value), of=count.of)
    return words.track(
        f"exported.{one.taken}", figure=figure.name, value=value,
        file=count.file, start=count.start, end=count.end,
    )  # fmt: skip


def _figure_row(item: FigureState, words: Words) -> tuple[str, ...]:
    unit = item.figure.unit

    def shown(value: float | None) -> str:
        return "–" if value is None else words.shown(unit, value)

    so_far = words.track("uncounted") if item.so_far is None else shown(item.so_far)
    if item.cases is not None:
        so_far = words.track("of_cases", share=so_far, cases=item.cases)
    mark = "~ " if item.luck else ""
    return item.figure.name, mark + so_far, shown(item.pace), shown(item.figure.to), shown(item.left)


def _checks(status: Status, words: Words) -> Iterator[Block]:
    checks = (*status.checks, *status.waiting)
    if checks:
        columns = tuple(words.track(key) for key in ("move", "verdict", "follows"))
        rows = tuple(_check_row(item, status, words) for item in checks)
        yield Table(columns, rows, ids=tuple(item.gate.id for item in checks))


def _check_row(item: CheckState, status: Status, words: Words) -> tuple[str, ...]:
    switch = title_of(item.switch_to, status, words) if item.switch_to else ""
    follows = words.track(f"follow.{item.follow}", rule=item.gate.text, move=switch, week=item.week)
    uncounted = item.verdict == "too_early" and item.follow in ("count", "look")  # its week has come
    verdict = words.track("uncounted" if uncounted else f"verdicts.{item.verdict}")
    return title_of(item.gate.move, status, words), verdict, follows


def _strays(status: Status, words: Words) -> Iterator[Block]:
    rows = [_stray_row(entry, words.track("unknown_id", id=entry.id)) for entry in status.strays]
    rows += [_stray_row(entry, words.track("ahead")) for entry in status.ahead]
    if rows:
        columns = tuple(words.track(key) for key in ("line", "day", "said", "follows"))
        yield Table(columns, tuple(rows), frozenset({0}))


def _stray_row(entry: Entry, what: str) -> tuple[str, ...]:
    cases = f"/{entry.cases}" if entry.cases is not None else ""
    value = "" if entry.value is None else f"{entry.value:g}{cases}"
    said = " ".join(part for part in (entry.event, entry.id, value, entry.reason) if part)
    return str(entry.line), entry.day.isoformat(), said, what


def _next(status: Status, following: NextPlan, words: Words) -> Iterator[Block]:
    library = following.plan.stamp.library
    if library != status.plan.library:
        yield Paragraph(words.track("library", old=status.plan.library, new=library))
    for label, ids in (
        ("stay", following.stay), ("come", following.come), ("go", following.go), ("decided", following.decided),
    ):  # fmt: skip
        yield from _listed(label, [title_of(id, status, words) for id in ids], words)
    yield from _listed("answers", following.answers, words)
    if following.maturity:
        levels = ", ".join(f"{play}: {level}" for play, level in following.maturity.items())
        yield Paragraph(words.track("set_value", levels=levels), words.track("set"))


def _listed(label: str, items: Sequence[str], words: Words) -> Iterator[Block]:
    if items:
        yield Paragraph(words.ui("joint").join(items), words.track(label))
