"""What other businesses report, said beside a business's own figures and never as a verdict on them."""

from __future__ import annotations

from collections.abc import Iterator

from salesmode.engine.plan import Plan
from salesmode.knowledge.tables import Benchmark
from salesmode.report.amounts import number
from salesmode.report.document import Block, Items, Paragraph
from salesmode.report.wording import Words, upper_first


def span(benchmark: Benchmark, words: Words) -> str:
    """Return the range of a benchmark as a reader writes it."""
    if benchmark.unit == "months":
        return words.ui("benchmarks.months", span=words.span(number(benchmark.low), number(benchmark.high)))
    return words.span(words.rate(benchmark.low), words.rate(benchmark.high))


def where(benchmark: Benchmark, words: Words) -> str:
    """Return who reports a benchmark, when, and of whom."""
    return words.ui(
        "benchmarks.where" if benchmark.n is None else "benchmarks.where_n",
        source=words.source(benchmark.source), year=benchmark.year, n=f"{benchmark.n or 0:,}",
        population=benchmark.population,
    )  # fmt: skip


def reported(answer: str, plan: Plan) -> Benchmark | None:
    """Return the benchmark that stands beside an answer: the narrowest of those that describe the business."""
    return next((benchmark for benchmark in plan.sizing.benchmarks if benchmark.answer == answer), None)


def comparing(plan: Plan, words: Words, shown: frozenset[str]) -> Iterator[Block]:
    """Yield what others report of things no lever's row speaks of; `shown` are the answers of those rows."""
    benchmarks = [
        benchmark
        for benchmark in plan.sizing.benchmarks
        if benchmark.answer is None or _answered(benchmark.answer, plan, shown)
    ]
    first = {benchmark.answer or benchmark.id: benchmark for benchmark in reversed(benchmarks)}
    lines = [
        Paragraph(line(benchmark, plan, words), id=f"benchmark.{benchmark.id}")
        for benchmark in benchmarks
        if benchmark in first.values()
    ]
    if lines:
        yield Paragraph(words.ui("benchmarks.head"), id="benchmarks")
        yield Items(tuple(lines))


def _answered(answer: str, plan: Plan, shown: frozenset[str]) -> bool:
    return answer not in shown and getattr(plan.business.profile, answer) is not None


def line(benchmark: Benchmark, plan: Plan, words: Words) -> str:
    """Return what a benchmark says, beside the own figure where there is one."""
    said = {
        "title": upper_first(benchmark.title),
        "span": span(benchmark, words),
        "where": where(benchmark, words),
        "note": benchmark.note,
    }
    own = getattr(plan.business.profile, benchmark.answer) if benchmark.answer else None
    if own is None or benchmark.answer is None:
        return words.ui("benchmarks.line", **said)
    return words.ui("benchmarks.line_own", own=words.value(benchmark.answer, own), **said)
