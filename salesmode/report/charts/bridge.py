"""The year as a bridge: what comes by itself, what is won anew, what the moves bring, against the target."""

from __future__ import annotations

from collections.abc import Iterator

from salesmode.business.span import Span
from salesmode.engine.outlook import Outlook
from salesmode.engine.plan import Plan
from salesmode.report.charts.shapes import Bridge, Chart, Step
from salesmode.report.wording import Words

ADDS = "year.end_adds"


def bridge(plan: Plan, words: Words) -> Chart | None:
    """Return the parts of the year one behind the other, low to high; `None` where its end cannot be told."""
    outlook = plan.outlook
    if outlook is None or outlook.year_end.high <= 0:
        return None
    steps = tuple(_steps(plan, outlook, words))
    target = plan.sizing.gap_analysis.target if plan.sizing.gap_analysis else None
    said = [(step.label.lstrip("+=＋＝ "), step.text) for step in steps]
    line = ""
    if target is not None:
        said.append((words.ui("charts.target"), words.money(target)))
        line = words.ui("charts.target_line", target=words.money(target))
    text = words.sentences(words.ui("charts.list", label=label, value=value) for label, value in said)
    notes = [words.ui("charts.coverage_note")]
    if plan.business.economy.whole.year.capped or outlook.capped:
        notes.append(words.ui("year.end_capped"))
    return Chart(
        "chart.coverage", "answer", words.ui("charts.coverage"), words.sentences(notes), text,
        Bridge(steps, target, line),
    )  # fmt: skip


def _steps(plan: Plan, outlook: Outlook, words: Words) -> Iterator[Step]:
    """The parts, each beginning where the one before likely ends, and the year's end, which begins at nought."""
    start = 0.0
    for key, span in _parts(plan):
        told = words.money_range(*span) if key == ADDS else words.money_span(min(span), max(span))
        yield _step(words.ui(key), told, start, span)
        start += span.likely
    end = outlook.year_end
    yield _step(words.ui("year.end_total"), words.money_span(end.low, end.high), 0.0, end)


def _parts(plan: Plan) -> Iterator[tuple[str, Span]]:
    year, gap = plan.business.economy.whole.year, plan.sizing.gap_analysis
    if year.base is not None and year.fresh is not None and year.known:
        yield "year.end_base", year.by_itself or year.base
        if year.again is not None:
            yield "year.end_again", year.again
        yield "year.end_fresh", year.fresh
    elif gap is not None:
        yield "charts.as_last_year" if gap.covered == "unknown" else "charts.run", gap.run
    adds = Span(*plan.selection.worth.sales)
    if adds.high > 0:
        yield ADDS, adds


def _step(label: str, told: str, start: float, span: Span) -> Step:
    low, high = min(span), max(span)
    return Step(label, told, start, start + low, start + span.likely, start + high)
