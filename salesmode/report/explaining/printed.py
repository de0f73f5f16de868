"""What the plan and the pages behind it already say of a thing, found by its id, with the rule that it was made by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from salesmode.business.conditions import Condition
from salesmode.engine.plan import Plan
from salesmode.report.document import Block, Items, Paragraph, Section, Table
from salesmode.report.explaining.rules import conditions_table
from salesmode.report.sections.benchmarks import line as benchmark_line
from salesmode.report.wording import Words

Told = tuple[str, Sequence[Block]] | None


def explain_printed(plan: Plan, id: str, words: Words, _: bool) -> Told:
    """Return what is printed under an id in the plan or behind it; `None` where nothing is."""
    from salesmode.report.outlines import outline_full

    for section in outline_full(plan, words).sections:
        found = list(_under(section, id))
        if found:
            rule = _rule(plan, id)
            return section.title, [*found, *([conditions_table(rule, plan.facts, words)] if rule is not None else [])]
    return None


def _under(section: Section, id: str) -> Iterator[Block]:
    for block in section.blocks:
        if isinstance(block, Items):
            yield from (item for item in block.items if item.id == id)
        elif isinstance(block, Table):
            rows = tuple(row for row, name in zip(block.rows, block.ids, strict=False) if name == id)
            yield from [replace(block, rows=rows, ids=())] if rows else []
        elif block.id == id:
            yield block


def _rule(plan: Plan, id: str) -> Condition | None:
    """The condition by which a contradiction or a thing to stop is told."""
    rules = {f"contradiction.{rule.id}": rule.condition for rule in plan.business.diagnosis.contradictions}
    return {**rules, **{f"stop.{play}.{rule.id}": rule.condition for play, rule in plan.selection.stop}}.get(id)


def explain_benchmark(plan: Plan, id: str, words: Words, _: bool) -> Told:
    """Return what others report, who says so and of whom; `None` where the id names no figure of others."""
    found = next((one for one in plan.sizing.benchmarks if id == f"benchmark.{one.id}"), None)
    return None if found is None else (found.title, [Paragraph(benchmark_line(found, plan, words))])


def explain_ability(plan: Plan, id: str, words: Words, _: bool) -> Told:
    """Return what an ability is asked for and what there is of it; `None` where the id names none."""
    found = next((one for one in plan.business.diagnosis.capability_gap if id == f"capability.{one.id}"), None)
    if found is None:
        return None
    key = "unjudged" if found.level is None else "judged"
    text = words.explain(f"ability.{key}", demanded=found.demanded, level=found.level)
    return words.option("capability", found.id), [Paragraph(text)]
