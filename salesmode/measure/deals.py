"""What deals tell: how many are won, after how long, at what value, and what is open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from salesmode.economics.intervals import wilson
from salesmode.knowledge.exports import MeasuresFile
from salesmode.measure.answers import QUARTER, YEAR, Answer, Found, Measured, Period, Refusal, answer, dated, exactly
from salesmode.measure.cells import one_word
from salesmode.measure.orders import largest
from salesmode.measure.recognition import Export
from salesmode.measure.rows import Table, fetched, single_value
from salesmode.measure.sellers import ramp
from salesmode.measure.statistics import Cell, Estimate, ended_so_by, median

FEW = 30
TEN, FIFTH, TWO = 10, 5, 2
AGES = (7, 14, 28, 60, 90, 180, 365)


def counts(table: Table) -> dict[str, Any]:
    """Return what was counted of all files of deals, amounts to the cent."""
    rows = table.rows
    whole = fetched(rows.aggregate(
        **{end: rows.count(where=rows.outcome == end) for end in ("won", "lost", "open")},
        won_value=rows.money.sum(where=rows.outcome == "won"),
    ))[0]  # fmt: skip
    days = [day for day, count in sorted(_cycles(rows).items()) for _ in range(count)]
    value = f"{whole.pop('won_value') or 0:.2f}"
    return {"kind": "deals", **whole, "won_value": value, "cycle_days": days, "won_by_age": won_by_age(rows)}


def _cycles(rows: Any) -> Mapping[int, int]:
    """Return how many deals were won after how many days; those closed before they were opened are no cycles."""
    won = rows.filter((rows.outcome == "won") & rows.day.notnull() & rows.opened.notnull())
    days = won.select(days=won.day.delta(won.opened, unit="day"))
    days = days.filter(days.days >= 0)
    return {row["days"]: row["n"] for row in fetched(days.group_by("days").aggregate(n=days.count()))}


def answers(table: Table, measures: MeasuresFile) -> Found:
    """Yield each answer that deals give, or why not."""
    rows = table.rows
    closed = rows.filter(rows.outcome != "open")
    span = fetched(closed.aggregate(start=closed.day.min(), end=closed.day.max(), first=closed.opened.min()))[0]
    if span["end"] is None:
        yield from ((id, Refusal("no_days", {})) for id, rule in measures.answers.items() if "deals" in rule.kinds)
        return
    period = Period(min(span["start"], span["first"] or span["start"]), span["end"])
    number = fetched(rows.aggregate(**{end: rows.count(where=rows.outcome == end) for end in ("won", "lost", "open")},
                                    valued=rows.money.count(where=rows.outcome == "open"),
                                    pipeline=rows.money.sum(where=rows.outcome == "open")))[0]  # fmt: skip
    yield "win_rate", _win_rate(number, period, measures)
    cycles = _cycles(rows)
    cycle = median({float(day): count for day, count in cycles.items()}) if cycles else None
    for id in ("sales_cycle", "decision_cycle"):
        yield id, Refusal("no_days", {}) if cycle is None else answer(id, cycle, period, measures)
    yield "deal_value", answer("deal_value", _values(rows), period, measures)
    if table.currency:
        yield "currency", Answer(table.currency, sum(number[end] for end in ("won", "lost", "open")), *period, "most")
    open_value = exactly(float(number["pipeline"] or 0), number["valued"]) if number["valued"] else None
    yield "open_pipeline", answer("open_pipeline", open_value, period, measures)
    yield "won_from", _won_from(rows, period, measures)
    yield "lost_because", _lost_because(rows, period, measures)
    yield from _of_quarter(rows, table.exports, period, measures)
    yield "ramp_months", ramp(rows, period, measures)
    yield from _of_accounts(rows, period, measures)


def _win_rate(number: Mapping[str, int], period: Period, measures: MeasuresFile) -> Measured:
    closed = number["won"] + number["lost"]
    if not number["lost"]:
        return Refusal("no_column", {})
    share = wilson(number["won"], closed)
    estimate = Estimate(float(share.share), float(share.low), float(share.high), closed)  # type: ignore[arg-type]
    return answer("win_rate", estimate, period, measures)


def _values(rows: Any) -> Estimate | None:
    won = rows.filter((rows.outcome == "won") & rows.money.notnull())
    found = fetched(won.group_by("money").aggregate(n=won.count()))
    return median({float(row["money"]): row["n"] for row in found}) if found else None


def _won_from(rows: Any, period: Period, measures: MeasuresFile) -> Measured:
    """Return through which channels ten of the deals won in the last year came, where most say so."""
    last = period.last(YEAR)
    won = rows.filter((rows.outcome == "won") & (rows.day >= last.start))
    known = won.filter(won.channel.notnull())
    found = fetched(known.group_by("channel").aggregate(n=known.count()).order_by("channel"))
    counts, all_won = {row["channel"]: row["n"] for row in found}, int(single_value(won.count()))
    if not counts:
        return Refusal("no_column", {})
    if 2 * sum(counts.values()) < all_won:
        return Refusal("half_unknown", {"n": sum(counts.values()), "of": all_won})
    judged = answer("won_from", exactly(1, sum(counts.values())), period, measures)
    return dated(judged, last, _of_ten(counts))


def _of_ten(counts: Mapping[str, int]) -> dict[str, int]:
    """Return counts as parts of ten, the remainders largest first (Hare and Niemeyer)."""
    whole = sum(counts.values())
    parts = {id: n * TEN // whole for id, n in counts.items()}
    rest = sorted(counts, key=lambda part: (-(counts[part] * TEN % whole), part))[: TEN - sum(parts.values())]
    return {id: n + (id in rest) for id, n in parts.items() if n + (id in rest)}


def _lost_because(rows: Any, period: Period, measures: MeasuresFile) -> Measured:
    """Return the two reasons most deals were lost for, each of a fifth at least, where the lists hold most."""
    lost = rows.filter((rows.outcome == "lost") & rows.lost_for.notnull())
    words = fetched(lost.group_by("lost_for").aggregate(n=lost.count()))
    if not words:
        return Refusal("no_column", {})
    means = {one_word(word): reason for reason, some in measures.lost_words.items() for word in some}
    counts: dict[str, int] = {}
    for row in words:
        reason = means.get(row["lost_for"])
        counts[reason or ""] = counts.get(reason or "", 0) + row["n"]
    unknown, known = counts.pop("", 0), sum(counts.values())
    if unknown > known:
        return Refusal("half_unknown", {"n": known, "of": known + unknown})
    ranked = sorted(
        (id for id, n in counts.items() if FIFTH * n >= known), key=lambda reason: (-counts[reason], reason)
    )
    return dated(answer("lost_because", exactly(1, known), period, measures), period, ranked[:TWO])


def _of_quarter(rows: Any, exports: Sequence[Export], period: Period, measures: MeasuresFile) -> Found:
    """Yield what the last quarter tells: orders from new cases, who closed, offers that went out."""
    last = period.last(QUARTER)
    late = rows.filter((rows.outcome != "open") & (rows.day >= last.start))
    found = fetched(late.aggregate(won=late.count(where=late.outcome == "won"), sellers=late.seller.nunique()))[0]
    sent = rows.filter((rows.quoted >= last.start) & (rows.quoted <= last.end))
    quotes = int(single_value(sent.count()))
    for id, n in (("orders", found["won"]), ("sales_reps", found["sellers"]), ("quotes", quotes)):
        there = id != "quotes" or any(export.place(export.format.quoted) is not None for export in exports)
        one = answer(id, exactly(n, n) if there else None, period, measures)
        yield id, one._replace(start=last.start) if isinstance(one, Answer) else one


def _of_accounts(rows: Any, period: Period, measures: MeasuresFile) -> Found:
    last = period.last(YEAR)
    won = rows.filter((rows.outcome == "won") & rows.customer.notnull() & (rows.day >= last.start))
    each = won.group_by("customer").aggregate(paid=won.money.sum())
    whole = fetched(each.aggregate(n=each.count(), paid=each.paid.sum()))[0]
    yield from largest(each, whole["n"], float(whole["paid"] or 0), period, measures)


def age_cells(rows: Any, end: Any) -> list[Cell]:
    """Return at which age deals ended and how; open ones count as long as they are seen."""
    import ibis

    known = rows.filter(rows.opened.notnull() & ((rows.outcome == "open") | rows.day.notnull()))
    last = ibis.ifelse(known.outcome == "open", ibis.literal(end), known.day)
    cells = known.select(days=last.delta(known.opened, unit="day"), outcome=known.outcome)
    cells = cells.filter(cells.days >= 0)
    found = fetched(cells.group_by(["days", "outcome"]).aggregate(n=cells.count()).order_by(["days", "outcome"]))
    return [Cell(row["days"], None if row["outcome"] == "open" else row["outcome"], row["n"]) for row in found]


def won_by_age(rows: Any) -> dict[str, float]:
    """Return which share of all deals opened is won within so many days, open ones among them; of few deals nothing.

    A share of deals closed early is none of all: only shares of one age compare.
    """
    end = single_value(rows.day.max())
    cells = age_cells(rows, end) if end is not None else []
    longest = max((cell.days for cell in cells), default=0)
    if sum(cell.n for cell in cells) < FEW:
        return {}
    return {str(age): round(ended_so_by(cells, "won", age), 4) for age in AGES if age <= longest}
