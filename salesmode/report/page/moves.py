"""The moves: in one table, then each with why, how, what to say, when it is done and when to stop."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from salesmode.engine.checks import PlannedCheck
from salesmode.engine.moves import Worth
from salesmode.engine.plan import Plan
from salesmode.engine.selection import Chosen
from salesmode.report.amounts import brief
from salesmode.report.document import Block, Heading, Items, Paragraph, Quote, Section, Table
from salesmode.report.page.brought import brought
from salesmode.report.page.saying import (
    MARK,
    check_text,
    move_title,
    of_segment,
    spoken_text,
    stake_of,
    step_texts,
    who_text,
    why_text,
    words_of_move,
)
from salesmode.report.wording import Words, upper_first

STEPS, LEAST_STEPS = 15, 3  # of all moves together on two pages; of each at least
RAN = 4  # weeks, after which a rule without a count can be held against what was seen
SEEN = 0.02  # of a sum: less is rounding
COLUMNS = ("number", "move", "hours", "weeks", "cash", "worth", "left")
BROUGHT, NUMBERS = ("worth", "left"), ("number", "hours", "cash", "worth", "left")
IN_MONEY = ("cash", *BROUGHT)  # columns whose heads bear the currency
CASH_PLAY = "shared.cash"
# What each lever is called as a gain.
GAINS = {
    "cash": "cash", "saved": "costs", "return_rate": "costs", "price": "price", "gross_margin": "price",
    "discount_rate": "price", "win_rate": "wins", "conversion_rate": "wins", "mql_rate": "wins", "sql_rate": "wins",
    "opportunity_rate": "wins", "annual_churn": "stays", "deal_value": "size", "aov": "size", "expansion": "size",
    "repeat_rate": "again", "hours_sold": "again", "purchases_per_year": "again", "leads": "people",
    "visits": "people",
}  # fmt: skip
BRIEF = ("number", "move", "weeks", "worth")


def moves(plan: Plan, words: Words, counted: int) -> Section:
    """Return the moves made, why we count on what they bring of the so many that bring most; without one nothing."""
    chosen = plan.selection.moves
    named = f"sections.moves_{len(chosen)}"
    title = words.page(named if named in words.library.page else "sections.moves", count=len(chosen))
    if not chosen:
        return Section("moves", title, ())
    blocks: list[Block] = [_table(plan, words), *_note(plan, words)]
    most = sorted(chosen, key=lambda one: one.worth.contribution[1], reverse=True)[:counted]
    for number, one in enumerate(chosen, 1):
        blocks += _move(number, one, plan, words, counted=one in most)
    return Section("moves", title, tuple(blocks))


def moves_table(plan: Plan, words: Words) -> Section:
    """Return the moves on one screen: what, in which weeks, what it brings."""
    whole = moves(plan, words, 0)
    return replace(whole, blocks=(_table(plan, words, BRIEF),) if whole.blocks else ())


def _table(plan: Plan, words: Words, wanted: Sequence[str] = COLUMNS) -> Table:
    keys = [key for key in wanted if key not in BROUGHT or key in _told(plan)]
    places = [COLUMNS.index(key) for key in keys]
    rows = [_row(number, one, plan, words) for number, one in enumerate(plan.selection.moves, 1)]
    ids = [one.id for one in plan.selection.moves]
    if len(rows) > 1:
        together = _shared(plan, words)
        rows += [*([together] if together else ()), _all(plan, words)]
        ids += [*(["shared"] if together else ()), "all"]
    shown = tuple(tuple(row[place] for place in places) for row in rows)
    columns = tuple(_head(key, words) for key in keys)
    return Table(columns, shown, frozenset(place for place, key in enumerate(keys) if key in NUMBERS), tuple(ids))


def _told(plan: Plan) -> tuple[str, ...]:
    """The columns of what the moves bring that can be told: nothing, sales, or what is left of them too."""
    claims = [claim for one in plan.selection.moves for claim in one.candidate.claims]
    return () if not claims else BROUGHT if all(claim.pool.left for claim in claims) else BROUGHT[:1]


def _head(key: str, words: Words) -> str:
    return words.page(f"table.{key}", currency=words.unit()) if key in IN_MONEY else words.page(f"table.{key}")


def _note(plan: Plan, words: Words) -> Iterator[Paragraph]:
    """Of which months the money is."""
    told = _told(plan)
    if told:
        yield Paragraph(words.page(f"table.note_{told[-1]}"), id="moves.note")


def _row(number: int, one: Chosen, plan: Plan, words: Words) -> tuple[str, ...]:
    candidate = one.candidate
    title = of_segment(candidate.ground, move_title(one.id, words), words)
    return (
        str(number), title, words.shown("count", one.placement.hours),
        weeks_text(one, plan), cash_text(candidate.cash_once + _monthly(one), words),
        _protects(one, words) or worth_text(one.worth, words) or _gain(one, plan, words),
        _left(one.worth, words),
    )  # fmt: skip


def _shared(plan: Plan, words: Words) -> tuple[str, ...] | None:
    """What would be lost only without several of the moves: with it the rows add up. Nothing where it is rounding."""
    worth, chosen = plan.selection.worth, plan.selection.moves
    sales = worth.sales[1] - sum(one.worth.sales[1] for one in chosen)
    left = worth.contribution[1] - sum(one.worth.contribution[1] for one in chosen)
    if sales <= SEEN * worth.sales[1]:
        return None
    return ("", words.page("table.shared"), "", "", "", *(_amount(amount, words) for amount in (sales, left)))


def _all(plan: Plan, words: Words) -> tuple[str, ...]:
    hours = sum(one.placement.hours for one in plan.selection.moves)
    cash = sum(one.candidate.cash_once + _monthly(one) for one in plan.selection.moves)
    return (
        "", words.page("table.all"), words.shown("count", hours), "", cash_text(cash, words),
        worth_text(plan.selection.worth, words), _left(plan.selection.worth, words),
    )  # fmt: skip


def _left(worth: Worth, words: Words) -> str:
    return _amount(worth.contribution[1], words)


def _amount(amount: float, words: Words) -> str:
    """An amount to two figures under a head that bears the currency; nothing where it is not above nothing."""
    return brief(amount, words.zh) if amount > 0 else ""


def _monthly(one: Chosen) -> float:
    weeks = max(0, one.placement.runs_to - one.placement.runs_from + 1)
    return one.candidate.cash_monthly * weeks * 12 / 52


def weeks_text(one: Chosen, plan: Plan) -> str:
    """Return the weeks of a move, from its first to its last: `3–26`."""
    last = max(one.placement.runs_to, one.placement.ready)
    return f"{one.placement.start}–{min(last, plan.schedule.weeks)}"


def cash_text(cash: float, words: Words) -> str:
    """Return an amount to spend, in words where there is none."""
    return words.amount(cash) + MARK if cash else words.page("table.none")


def worth_text(worth: Worth, words: Words) -> str:
    """Return what moves bring: sales, else what they free or leave; nothing where it cannot be told."""
    if worth.sales[2] > 0:
        return brief(worth.sales[1], words.zh)
    if worth.cash[2] > 0:
        return words.page("table.frees", money=brief(worth.cash[1], words.zh))
    return words.page("table.no_sales") if worth.contribution[2] > 0 else ""


def _protects(one: Chosen, words: Words) -> str:
    """What hangs on a move that brings no sales, nothing where that is not told."""
    stake = stake_of(one)
    guards = stake and one.worth.sales[2] <= 0 and one.worth.cash[2] <= 0
    return words.page("table.gain.protects", money=brief(stake, words.zh)) if stake and guards else ""


def _gain(one: Chosen, plan: Plan, words: Words) -> str:
    """The kind of gain of a move whose worth cannot be told: its levers, else what it answers."""
    kind = next((GAINS[effect.lever] for effect in one.candidate.effects if effect.lever in GAINS), None)
    if kind is None and one.candidate.move.play == CASH_PLAY:
        kind = "cash"
    if kind is not None:
        return words.page(f"table.gain.{kind}")
    answered = {found.id: found.money for found in plan.findings if found.money}
    money = max((answered[id] for id in one.candidate.answers if id in answered), default=0.0)
    if money:
        return words.page("table.gain.protects", money=brief(money, words.zh))
    kind = "goal" if one.candidate.for_goal else "told" if one.candidate.move.told else "test"
    return words.page(f"table.gain.{kind}")


def _move(number: int, one: Chosen, plan: Plan, words: Words, *, counted: bool) -> Iterator[Block]:
    candidate, own = one.candidate, words_of_move(one.candidate, words)
    move, name = candidate.move, candidate.ground.name
    title = own.fill(move.title)
    key = "move.heading" if name is None else "move.for_segment"
    yield Heading(words.page(key, number=number, title=title, segment=name or ""), id=move.id)
    yield Paragraph(upper_first(who_text(candidate, words)), words.page("move.who"), f"{move.id}.who")
    why = why_text(one, plan, words, quoted=not (move.told and move.urgent))  # which the answer has quoted
    yield Paragraph(why, words.page("move.why"), f"{move.id}.why")
    if counted:
        yield from brought(one, plan, words)
    steps = step_texts(candidate, words)[: max(LEAST_STEPS, STEPS // len(plan.selection.moves))]
    yield Items(tuple(Paragraph(step) for step in steps), numbered=True)
    said = spoken_text(candidate, words)
    if said is not None:
        yield Quote(said, words.page("move.say"), f"{move.id}.words")
    yield Paragraph(own.fill(move.done_when), words.page("move.done"), f"{move.id}.done_when")
    yield _check(plan.checks[move.id], one, words)


def _when(check: PlannedCheck, one: Chosen, words: Words) -> str:
    """The last week of the plan where the work has run for some weeks by then, else up to which week to look."""
    ran = check.week - one.placement.ready
    return words.page("move.check", week=check.week) if ran >= RAN else words.page("move.until", week=check.later)


def _check(check: PlannedCheck, one: Chosen, words: Words) -> Paragraph:
    """At what to stop; where that shows only after the plan, the move's own rule all the same, up to that week."""
    candidate, id = one.candidate, f"check.{one.id}"
    if check.later is not None and candidate.move.check.trial is None:
        return Paragraph(words_of_move(candidate, words).fill(candidate.move.check.text), _when(check, one, words), id)
    text = check_text(replace(check, switch_to=None), candidate, words)
    return Paragraph(text, words.page("move.check", week=check.week), id)
