"""What runs with a plan, explained: a row of work, a figure to watch, a check, a play, a meeting, an answer moved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from salesmode.business.formula import Tokens, names_in
from salesmode.engine.plan import Plan
from salesmode.engine.selection import Chosen
from salesmode.report.document import Block, Items, Paragraph, Table
from salesmode.report.explaining.rules import formula_text, terms_of
from salesmode.report.page.saying import check_text, move_title, watched_texts
from salesmode.report.wording import Words, upper_first

Told = tuple[str, Sequence[Block]] | None


def _made(plan: Plan, id: str, kind: str) -> Chosen | None:
    return next((one for one in plan.selection.moves if id == f"{kind}.{one.id}"), None)


def explain_kpi(plan: Plan, id: str, words: Words, _: bool) -> Told:
    """Return the sums behind a figure to watch: today, half-way, at the end; `None` where the id names none."""
    one = _made(plan, id, "kpi")
    if one is None or (seen := plan.watch.get(one.id)) is None:
        return None
    name, now, mid, end = watched_texts(one, seen, words)
    measure, weeks = seen.measure, plan.schedule.weeks
    rows = (
        (words.page("watch.now"), now, _sum(measure.now, one, words)),
        (
            words.page("watch.mid", week=max(1, weeks // 2)),
            mid or words.page("watch.early"),
            _sum(measure.mid, one, words),
        ),
        (words.page("watch.end", week=weeks), end, _sum(measure.end, one, words)),
    )
    columns = tuple(words.explain(key) for key in ("what", "value", "from"))
    of_move = Paragraph(words.explain("of_move", move=move_title(one.id, words)))
    return upper_first(name), [of_move, Table(columns, rows, frozenset({1}))]


def _sum(formula: Tokens | None, one: Chosen, words: Words) -> str:
    if formula is None:
        return ""
    if not any(names_in(formula)):  # a share that we set
        return words.mark("judgement")
    candidate = one.candidate
    return formula_text(formula, words, terms_of(candidate.move.figures, candidate.figures, words))


def explain_gate(plan: Plan, id: str, words: Words, _: bool) -> Told:
    """Return when a move is judged, on what and what then; `None` where the id names no check."""
    one = _made(plan, id, "gate")
    if one is None:
        return None
    check, candidate = plan.checks[one.id], one.candidate
    trial, title = candidate.move.check.trial, move_title(one.id, words)
    begins = one.placement.runs_from
    lines = [
        words.explain("gate.week", move=title, week=check.week, begins=begins, text=check_text(check, candidate, words))
    ]
    if trial is not None and check.stop is not None:
        aim, failing = words.rate(trial.aim), words.rate(trial.failing)
        cases = {"cases": check.cases, "stop": check.stop, "aim": aim, "failing": failing}
        lines.append(words.explain("gate.stop", **cases))
    if check.later is not None:
        lines.append(words.explain("gate.later", week=check.later))
    return title, [Paragraph(line) for line in lines]


def explain_work(plan: Plan, id: str, words: Words, _: bool) -> Told:
    """Return why somebody works on a move in these weeks; `None` where the id names no row of work."""
    row = next((one for one in plan.schedule.rows if one.id == id), None)
    if row is None:
        return None
    title = words.ui(f"phase.{row.phase}", title=move_title(row.move, words))
    role, asked = words.role(row.role), words.role(row.asked)
    lines = [words.explain(
        "work.row", role=role, hours=words.hours(row.hours), weekly=words.hours(row.weekly), start=row.start,
        end=row.end, cash=words.money(row.cash),
    )]  # fmt: skip
    if row.role != row.asked:
        lines.append(words.explain("work.instead", role=role, asked=asked))
    if row.after:
        lines.append(words.explain("work.after", moves=words.listed(move_title(move, words) for move in row.after)))
    return title, [Paragraph(line) for line in lines]


def explain_play(plan: Plan, id: str, words: Words, _: bool) -> Told:
    """Return why a play is there and which of its moves are made; `None` where the id names none."""
    play = words.library.plays.get(id)
    if play is None:
        return None
    made = [move_title(one.id, words) for one in plan.selection.moves if one.candidate.move.play == id]
    text = words.explain("play.moves", moves=words.listed(made)) if made else words.explain("play.none")
    return words.title(id), [Paragraph(words.fill(play.why)), Paragraph(text)]


def explain_meeting(plan: Plan, id: str, words: Words, _: bool) -> Told:
    """Return who asks what in a meeting; `None` where the id names none."""
    found = next((one for one in plan.meetings if id == f"rhythm.{one.every}"), None)
    if found is None:
        return None
    every = words.ui(f"rhythm.{found.every}")
    what = words.ui("rhythm.meeting", every=every, minutes=found.minutes, role=words.role(found.role))
    agenda = tuple(Paragraph(words.fill(question.text)) for question in found.agenda)
    return upper_first(what), [Items(agenda, label=words.explain("meeting"))]


def explain_swing(plan: Plan, id: str, words: Words, _: bool) -> Told:
    """Return where the year ends with an answer a tenth lower or higher; `None` where the id names none."""
    swing = next((one for one in plan.sizing.sensitivity if id == f"tornado.{one.answer}"), None)
    if swing is None:
        return None
    what, ends = words.label(swing.answer), (words.money(swing.low), words.money(swing.high))
    return upper_first(what), list(_swing(what, ends, words))


def _swing(what: str, ends: tuple[str, str], words: Words) -> Iterator[Block]:
    yield Paragraph(words.explain("swing", answer=upper_first(what), low=ends[0], high=ends[1]))
