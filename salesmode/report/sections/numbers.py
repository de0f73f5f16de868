"""What follows from the answers: quantities with the sums they come from, what one missing answer would give."""

from __future__ import annotations

from collections.abc import Iterator

from salesmode.business.economy import PartEconomy
from salesmode.engine.plan import Plan
from salesmode.engine.sizing import Scenario
from salesmode.report.document import Block, Heading, Items, Paragraph, Section, Table
from salesmode.report.quantities import because_text, name
from salesmode.report.sections.changes import changes
from salesmode.report.sections.sources import sources
from salesmode.report.wording import Words, upper_first

MARK = "◇"
ONCE = "orders_per_customer"  # where nobody says it, a customer pays once a year


def numbers(plan: Plan, words: Words) -> Section:
    """Return what follows from the answers, for the whole business and each of its segments."""
    economy = plan.business.economy
    blocks = [block for part in economy.parts for block in _of_part(part, plan, words)]
    blocks += [*_rules(plan, words), *_scenarios(plan, words), *changes(plan, words), *sources(plan, words)]
    return Section("quantities", words.ui("sections.numbers"), tuple(blocks))


def _of_part(part: PartEconomy, plan: Plan, words: Words) -> Iterator[Block]:
    rows = tuple(_rows(part, plan, words))
    if not rows:
        return
    if part.name is not None:
        yield Heading(part.name, id=f"numbers.{part.name}")
    elif part.form is not None:
        key = "numbers.form_usual" if part.form_is_usual else "numbers.form"
        yield Paragraph(words.ui(key, form=part.form.title), id="numbers.form")
    columns = tuple(words.ui(f"numbers.{key}") for key in ("what", "figure", "from"))
    ids = tuple(f"quantity.{part.id}.{quantity}" for quantity, *_ in rows)
    yield Table(columns, tuple(row[1:] for row in rows), frozenset({1}), ids)
    unsaid = part.assumed(*(quantity for quantity, *_ in rows))
    if unsaid:
        names = words.listed(name(id, words) for id in unsaid if id != ONCE)
        if names:
            yield Paragraph(words.ui("numbers.unsaid", names=names), id=f"numbers.unsaid.{part.id}")
        if ONCE in unsaid:
            yield Paragraph(words.ui("numbers.once"), id=f"numbers.once.{part.id}")


def _rows(part: PartEconomy, plan: Plan, words: Words) -> Iterator[tuple[str, str, str, str]]:
    for quantity in part.told():
        value, said = part.value(quantity), upper_first(name(quantity, words))
        if value is not None:
            why = because_text(part, quantity, plan.business.economy, words)
            yield quantity, said, _spanned(part, quantity, value, words), why
        elif (ends := part.bound(quantity)) is not None:
            most = words.ui("numbers.at_most", value=words.quantity(quantity, ends[1]))
            yield quantity, said, most, words.ui("numbers.bound")


def _spanned(part: PartEconomy, quantity: str, value: float, words: Words) -> str:
    span = part.span(quantity)
    text = words.quantity(quantity, value)
    if span is None or span.low == span.high:
        return text
    low, high = words.quantity(quantity, span.low), words.quantity(quantity, span.high)
    return words.ui("numbers.range", likely=text, low=low, high=high) if low != high else text


def _rules(plan: Plan, words: Words) -> Iterator[Block]:
    """What a quantity would be per unit of the one answer that is missing for it."""
    lines = []
    for rule in plan.sizing.rules:
        said = {"quantity": upper_first(name(rule.quantity, words)), "each": words.quantity(rule.quantity, rule.each)}
        key = "numbers.rule_point" if rule.in_points else "numbers.rule"
        text = words.ui(key, answer=words.label(rule.answer), **said)
        lines.append(Paragraph(text, id=f"rule.{rule.quantity}.{rule.answer}"))
    if lines:
        yield Paragraph(words.ui("numbers.rules"), id="rules")
        yield Items(tuple(lines))


def _scenarios(plan: Plan, words: Words) -> Iterator[Block]:
    for scenario in plan.sizing.scenarios:
        source = words.mark(scenario.benchmark.source)
        head = words.ui(
            "numbers.scenario",
            answer=words.label(scenario.answer),
            quantity=name(scenario.quantity, words),
            source=source,
        )
        yield Paragraph(head, id=f"scenario.{scenario.quantity}")
        columns = tuple(words.ui(f"numbers.{key}") for key in ("if", "then"))
        yield Table(columns, tuple(_case(scenario, case, words) for case in scenario.rows), frozenset({0, 1}))


def _case(scenario: Scenario, case: tuple[float, float], words: Words) -> tuple[str, str]:
    given, gives = case
    return f"{words.value(scenario.answer, given)} {MARK}", f"{words.quantity(scenario.quantity, gives)} {MARK}"
