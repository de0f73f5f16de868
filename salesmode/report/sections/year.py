"""The year in figures: what each month must bring, what moves the result most, which ways of selling pay."""

from collections.abc import Iterator

from salesmode.business.span import Span
from salesmode.engine.plan import Plan
from salesmode.engine.sizing import Target
from salesmode.engine.sizing.sellers import LONGEST
from salesmode.report.amounts import about, number
from salesmode.report.document import Block, Heading, Items, Paragraph, Section, Table
from salesmode.report.wording import Words

SWINGS, MONTHS, QUARTER, WEEKS = 5, 12, 3, 52


def the_year(plan: Plan, words: Words) -> Section:
    """Return the figures of the year that the plan rests on; empty where none can be told."""
    blocks = [
        *_end(plan, words),
        *_winning(plan, words),
        *_needs(plan, words),
        *_swings(plan, words),
        *_motions(plan, words),
    ]
    return Section("year", words.ui("sections.year"), tuple(blocks))


def _end(plan: Plan, words: Words) -> list[Block]:
    """The year's end as one sum: what comes by itself, what is won anew, what the plan adds."""
    year, outlook = plan.business.economy.whole.year, plan.outlook
    if outlook is None or year.base is None or year.fresh is None or not year.known:
        return []
    uplift = plan.selection.worth.sales
    rows = [("base", year.by_itself or year.base), ("fresh", year.fresh)]
    if year.again is not None:
        rows.insert(1, ("again", year.again))
    if uplift[2] > 0:
        rows.append(("adds", Span(*uplift)))
    rows.append(("total", outlook.year_end))
    columns = tuple(words.ui(f"year.end_{key}") for key in ("what", "low", "likely", "high"))
    lines = tuple((words.ui(f"year.end_{key}"), *map(words.money, _ends(span))) for key, span in rows)
    table = Table(columns, lines, frozenset({1, 2, 3}), tuple(f"year.{key}" for key, _ in rows))
    ranged = sum(span.low != span.high for _, span in rows[:-1])
    key = "end_capped" if year.capped or outlook.capped else "end_note" if ranged > 1 else "end_adds_up"
    note = Paragraph(words.ui(f"year.{key}"), id="year.end_note")
    more = [
        *_second(plan, words),
        *_per_hour(plan, words),
        *_people(plan, words),
        *_quarters(plan, words),
        *_money(plan, words),
    ]
    return [Heading(words.ui("year.end"), id="year.end"), table, note, *more]


def _per_hour(plan: Plan, words: Words) -> list[Block]:
    """What the plan's work earns: contribution inside twelve months for each hour of it, and what money is left."""
    uplift, hours = plan.selection.worth.contribution, sum(plan.schedule.load.values())
    leaves = uplift[1]
    if not hours or leaves <= 0:
        return []
    said = {"hours": words.hours(hours), "leaves": words.money(leaves), "each": words.money(leaves / hours)}
    text = words.ui("year.per_hour", **said)
    budget, spent = plan.business.economy.whole.value("budget"), sum(plan.schedule.spend)
    if budget:
        months = plan.schedule.weeks * MONTHS / WEEKS
        left = max(0.0, budget / MONTHS * months - spent)
        rate = plan.business.economy.whole.value("contribution_rate")
        key = "year.money_left" if not rate or rate <= 0 else "year.money_left_must"
        bring = words.money(left / rate) if rate and rate > 0 else ""
        text = words.sentences((text, words.ui(key, left=words.money(left), bring=bring)))
    return [Paragraph(text, id="year.per_hour")]


def _people(plan: Plan, words: Words) -> list[Block]:
    """What own sellers cost for a win and when a hire pays; when the house is full; what can be judged by the end."""
    lines = [*_sellers(plan, words), *_limits(plan, words)]
    return [Items(tuple(lines))] if lines else []


def _sellers(plan: Plan, words: Words) -> Iterator[Paragraph]:
    sellers = plan.sizing.sellers
    if sellers is None:
        return
    day = words.money(sellers.workday)
    if sellers.win_cost is not None:
        cost = words.money(sellers.win_cost)
        yield Paragraph(words.ui("year.win_cost", cost=cost, day=day), id="sellers.win")
    if sellers.known:
        key = "year.hire_never" if sellers.pays_in is None else "year.hire"
        yield Paragraph(words.ui(key, month=sellers.pays_in, longest=LONGEST, day=day), id="sellers.hire")


def _limits(plan: Plan, words: Words) -> Iterator[Paragraph]:
    if plan.sizing.full_in is not None:
        yield Paragraph(words.ui("year.full", month=plan.sizing.full_in), id="year.full")
    weeks, horizon = plan.business.economy.whole.value("cycle_weeks"), plan.schedule.weeks
    if weeks is not None and weeks >= 1:
        share = max(0.0, 1 - weeks / horizon)
        yield Paragraph(words.ui("year.judged", share=words.rate(round(share, 2)), weeks=horizon), id="year.judged")


def _second(plan: Plan, words: Words) -> list[Block]:
    """The other way to tell what comes without new selling, where it ends the year somewhere else."""
    year = plan.business.economy.whole.year
    if year.second is None or year.run is None:
        return []
    basis, base, run = year.second
    apart = abs(run.likely - year.run.likely) / max(run.likely, year.run.likely, 1.0)
    if apart <= plan.settings.sizing.tolerance:
        return []
    said = {"how": words.ui(f"year.second_{basis}"), "base": words.money(base.likely), "run": words.money(run.likely)}
    return [Paragraph(words.ui("year.second", **said), id="year.second")]


def _ends(span: Span) -> tuple[float, float, float]:
    """Low to high; what is high for one part can go with what is low for another."""
    return min(span), span.likely, max(span)


def _quarters(plan: Plan, words: Words) -> list[Block]:
    """The run by quarters of the twelve months, the target in the same proportions."""
    outlook, gap_analysis = plan.outlook, plan.sizing.gap_analysis
    if outlook is None or gap_analysis is None or not outlook.months:
        return []
    quarters = [outlook.months[first : first + QUARTER] for first in range(0, MONTHS, QUARTER)]
    total = sum(month.total for month in outlook.months)
    rows = []
    for place, months in enumerate(quarters):
        base, fresh = sum(month.base for month in months), sum(month.fresh for month in months)
        wanted = None if not gap_analysis.target or not total else gap_analysis.target * (base + fresh) / total
        span = words.ui("year.quarter", first=place * QUARTER + 1, last=(place + 1) * QUARTER)
        rows.append(
            (span, words.money(base), words.money(fresh), words.money(wanted) if wanted else words.ui("unknown"))
        )
    columns = tuple(words.ui(f"year.quarter_{key}") for key in ("months", "base", "fresh", "target"))
    ids = tuple(f"year.quarter.{place}" for place in range(1, len(quarters) + 1))
    return [Table(columns, tuple(rows), frozenset({1, 2, 3}), ids)]


def _money(plan: Plan, words: Words) -> list[Block]:
    """The year signed, invoiced and paid, where these differ."""
    if plan.outlook is None or plan.outlook.money.booked is None or plan.outlook.money.paid is None:
        return []
    booked, invoiced, paid = map(words.money, plan.outlook.money)  # type: ignore[arg-type]
    return [Paragraph(words.ui("year.money", booked=booked, invoiced=invoiced, paid=paid), id="year.money")]


def _winning(plan: Plan, words: Words) -> list[Block]:
    """What must be won to stay where one stands, and for the target."""
    needs = plan.sizing.needs
    if not needs:
        return []
    columns = tuple(words.ui(f"year.won_{key}") for key in ("for", "money", "customers", "offers", "leads"))
    rows = tuple(
        (words.ui(f"year.won_{need.goal}"), words.money(need.money), *(_count(count, words) for count in need[2:]))
        for need in needs
    )
    table = Table(columns, rows, frozenset({1, 2, 3, 4}), tuple(f"need.{need.goal}" for need in needs))
    return [Heading(words.ui("year.won"), id="needs"), table]


def _count(count: float | None, words: Words) -> str:
    return words.ui("unknown") if count is None else about(count, up=True)


def _needs(plan: Plan, words: Words) -> list[Block]:
    stages: dict[str, list[Target]] = {}
    for target in plan.sizing.targets:
        stages.setdefault(target.stage, []).append(target)
    if not stages:
        return []
    columns = tuple(words.ui(f"year.{key}") for key in ("stage", "needed", "today", "short", "months"))
    rows = tuple(_need(targets, words) for targets in stages.values())
    ids = tuple(f"target.{stage}" for stage in stages)
    note = (
        Paragraph(words.ui("year.lag"), id="target")
        if any(targets[-1].month < 12 for targets in stages.values())
        else None
    )
    table = Table(columns, rows, frozenset({1, 2, 3}), ids)
    return [Heading(words.ui("year.needs"), id="targets"), table, *([note] if note else [])]


def _need(targets: list[Target], words: Words) -> tuple[str, ...]:
    first, last = targets[0], targets[-1]
    today = words.ui("unknown") if first.capacity is None else number(round(first.capacity, 1))
    short = max(0.0, first.needed - first.capacity) if first.capacity is not None else None
    return (
        words.ui(f"year.stage_{first.stage}"),
        number(round(first.needed, 1)),
        today,
        words.ui("unknown") if short is None else number(round(short, 1)) if short else words.ui("year.covered"),
        words.ui("plan.week_range", start=1, end=last.month),
    )


def _swings(plan: Plan, words: Words) -> list[Block]:
    swings = plan.sizing.sensitivity[:SWINGS]
    if not swings:
        return []
    columns = tuple(words.ui(f"year.{key}") for key in ("answer", "lower", "higher"))
    rows = tuple((words.label(swing.answer), words.money(swing.low), words.money(swing.high)) for swing in swings)
    ids = tuple(f"tornado.{swing.answer}" for swing in swings)
    return [Heading(words.ui("year.swings"), id="tornado"), Table(columns, rows, frozenset({1, 2}), ids)]


def _motions(plan: Plan, words: Words) -> list[Block]:
    unit_economics = plan.sizing.unit_economics
    if not unit_economics:
        return []
    columns = tuple(words.ui(f"year.{key}") for key in ("motion", "cost", "leaves", "breaks_even", "pays", "kind"))
    rows = []
    for item in unit_economics:
        motion = words.ui("year.as_today") if item.motion is None else words.option("selling_motion", item.motion)
        order = words.ui("unknown") if item.break_even_order is None else words.money(item.break_even_order)
        pays = words.ui("yes" if item.pays else "no")
        kind = words.ui(f"kind.{item.kind}")
        rows.append((motion, words.money(item.cost), words.money(item.contribution), order, pays, kind))
    ids = tuple(f"viability.{item.motion or 'today'}" for item in unit_economics)
    table = Table(columns, tuple(rows), frozenset({1, 2, 3}), ids)
    return [
        Heading(words.ui("year.ways"), id="viability"),
        table,
        Paragraph(words.ui("year.hours"), id="viability.hours"),
    ]
