"""Do the answers agree, and what each lever is worth."""

from __future__ import annotations

from collections.abc import Callable

from salesmode.business.conditions import QUANTITY
from salesmode.business.contradictions import Contradiction, compared
from salesmode.engine.plan import Plan
from salesmode.engine.sizing import LeverWorth, Mismatch
from salesmode.report.amounts import number
from salesmode.report.document import Block, Items, Paragraph, Section, Table
from salesmode.report.quantities import name
from salesmode.report.sections.benchmarks import comparing, reported, span, where
from salesmode.report.sections.rules_of_thumb import rules
from salesmode.report.wording import Words

UNLOCKS = ("gross_margin", "revenue")
OFFERED, LOOKED_AT = ("win_rate", "leads_per_month"), ("visits_per_month", "conversion_rate")

TENTHS_BELOW = 0.05  # under five in a hundred a whole point is more than anybody can hope for
# The answer in which the figure of a lever of another name stands.
STATED_AS = {"leads": "leads_per_month", "visits": "visits_per_month", "expansion": "expansion_rate"}


def agreeing(plan: Plan, words: Words) -> Section:
    """Return the figures that do not agree and the answers that contradict each other."""
    items = [Paragraph(mismatch_text(pair, words), id=f"agreement.{pair.id}") for pair in plan.sizing.mismatches]
    items += [Paragraph(contradiction_text(item, words), id=item_id(item)) for item in plan.sizing.contradictions]
    items += [
        Paragraph(words.fill(rule.text), id=f"contradiction.{rule.id}")
        for rule in plan.business.diagnosis.contradictions
    ]
    blocks: tuple[Block, ...] = (Items(tuple(items)),) if items else (Paragraph(words.ui(_fine(plan)), id="agree"),)
    return Section("agree", words.ui("sections.agree"), blocks)


def _fine(plan: Plan) -> str:
    return "agree.fine" if compared(plan.business.economy) else "agree.nothing"


def mismatch_text(pair: Mismatch, words: Words) -> str:
    """Return what two figures that do not agree say, with the likely cause."""
    shown: dict[str, Callable[[float], str]] = {"money": words.money, "rate": words.rate, "count": counted}
    show = shown[pair.unit]
    counts = {
        f"deals_{side}": words.quantity(id, words.facts[QUANTITY + id]) if QUANTITY + id in words.facts else ""
        for side, id in (("computed", "cases_due"), ("stated", "open_cases"))
    }
    key = "thin" if pair.id == "pipeline" and pair.stated < pair.computed else pair.id
    return words.ui(f"agree.{key}", computed=show(pair.computed), stated=show(pair.stated), **counts)


def item_id(item: Contradiction) -> str:
    """Return the id of a contradiction in a plan."""
    return f"agreement.{item.identity}" if item.segment is None else f"agreement.{item.identity}.{item.segment}"


def contradiction_text(item: Contradiction, words: Words) -> str:
    """Return which answers cannot all be true, what the plan goes by, and the likely cause."""
    answers = words.listed(_members(item, words))
    said = {
        "answers": answers,
        "quantity": name(item.quantity, words),
        "used": words.quantity(item.quantity, item.used),
        "other": words.quantity(item.quantity, item.other),
    }
    cause = words.ui(f"agree.cause.{item.cause}")
    key = "agree.impossible" if item.cause == "impossible" else "agree.contradiction"
    text = words.ui(key, **said, cause=cause)
    return text if item.segment is None else words.ui("agree.segment", segment=item.segment, text=text)


def conflict_text(item: Contradiction, words: Words) -> str:
    """Return which answers are in conflict, what follows, and which one to check, in an owner's words."""
    members = _members(item, words)
    key = "open.impossible" if item.cause == "impossible" else "open.conflict"
    text = words.page(
        key, all=words.joined(members), last=members[-1], quantity=name(item.quantity, words),
        used=words.quantity(item.quantity, item.used), other=words.quantity(item.quantity, item.other),
    )  # fmt: skip
    return text if item.segment is None else words.page("segment", segment=item.segment, text=text)


def _members(item: Contradiction, words: Words) -> list[str]:
    """The answers, each with whose it is where that is in doubt."""
    if len({segment for segment, _ in item.members}) == 1:
        return [words.label(answer) for answer in item.answers]
    of_parts, whole = {answer for segment, answer in item.members if segment}, words.ui("numbers.whole_business")
    return [
        words.label(answer) if segment is None and answer not in of_parts
        else words.ui("numbers.of_part", segment=segment or whole, text=words.label(answer))
        for segment, answer in item.members
    ]  # fmt: skip


def counted(count: float) -> str:
    """Return a count worked out from rates, to one decimal."""
    return number(round(count, 1))


def leverage(plan: Plan, words: Words) -> Section:
    """Return the levers in money, most worth first, and the rules that hold whatever is unknown."""
    levers = plan.sizing.levers
    title = words.ui("sections.levers")
    if not plan.business.diagnosis.mode:
        return Section("levers", title, ())
    if levers:
        columns = tuple(words.ui(f"levers_table.{key}") for key in ("lever", "today", "inside", "year", "sure"))
        rows = tuple(_row(lever, plan, words) for lever in levers)
        first: Block = Table(columns, rows, ids=tuple(f"lever.{lever.id}" for lever in levers))
    else:
        shop = plan.business.diagnosis.mode == "b2c" and plan.business.diagnosis.motion == "fast"
        unlocks = (*UNLOCKS, *(LOOKED_AT if shop else OFFERED))
        needed = [words.label(id) for id in unlocks if getattr(plan.business.profile, id) is None]
        first = Paragraph(words.ui("levers_table.none", needed=words.listed(needed)), id="levers")
    in_rows = frozenset(STATED_AS.get(lever.id, lever.id) for lever in levers)
    return Section("levers", title, (first, *rules(plan, words), *comparing(plan, words, in_rows)))


def _row(lever: LeverWorth, plan: Plan, words: Words) -> tuple[str, ...]:
    return (
        words.ui(f"levers.{lever.id}"),
        _today(lever, plan, words),
        _inside(lever, words),
        _year(lever, words),
        _sure(lever, plan, words),
    )


def _today(lever: LeverWorth, plan: Plan, words: Words) -> str:
    answer = STATED_AS.get(lever.id, lever.id)
    if lever.today is not None:
        return words.value(answer, lever.today)
    others = reported(answer, plan)
    return words.ui("benchmarks.today", span=span(others, words)) if others else words.ui("unknown")


def unit_of(lever: LeverWorth) -> str:
    """Return what moves a lever: a `percent` of a quantity, a `point` of a rate, a `tenth` of one if it is small."""
    if not lever.in_points:
        return "percent"
    return "tenth" if lever.today is not None and lever.today < TENTHS_BELOW else "point"


def money_point(lever: LeverWorth, amount: float, words: Words) -> str:
    """Return an amount per point, or its tenth."""
    return words.money(amount / 10 if unit_of(lever) == "tenth" else amount)


def _inside(lever: LeverWorth, words: Words) -> str:
    if lever.in_year_share is None:
        return words.ui("levers_table.newcomers_unknown")
    if lever.in_year_share == 0:
        return words.ui("levers_table.late")
    unit = unit_of(lever)
    signed = money_point(lever, lever.bookings_point * lever.in_year_share, words)
    if lever.per_point is None:
        return words.ui(f"levers_table.{unit}_unpriced", signed=signed)
    contribution = money_point(lever, lever.per_point, words)
    if lever.kept_whole:
        text = words.ui(f"levers_table.{unit}_kept", contribution=contribution)
    else:
        text = words.ui(f"levers_table.{unit}", signed=signed, contribution=contribution)
    return text


def _year(lever: LeverWorth, words: Words) -> str:
    signed, unit = money_point(lever, lever.bookings_point, words), unit_of(lever)
    if lever.kept_whole:
        return words.ui(f"levers_table.{unit}_kept", contribution=signed)
    return words.ui(f"levers_table.per_year_{unit}", value=signed)


def _sure(lever: LeverWorth, plan: Plan, words: Words) -> str:
    text = words.ui("levers_table.sure_point")
    others = reported(STATED_AS.get(lever.id, lever.id), plan)
    if others is None:
        return text
    return words.ui("benchmarks.beside", text=text, span=span(others, words), where=where(others, words))
