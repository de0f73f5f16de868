"""Rules explained: which of their conditions hold for this business, and what the facts are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from salesmode.business.conditions import QUANTITY, Condition, Facts, Group, Leaf, Truth, compiled, leaves
from salesmode.business.currencies import MINUS
from salesmode.business.formula import names_in
from salesmode.engine.findings import FoundFinding
from salesmode.engine.ground import POINTS, Ground
from salesmode.engine.plan import Plan
from salesmode.knowledge.moves import Figure, Finding
from salesmode.report.document import Block, Items, Paragraph, Table
from salesmode.report.explaining.nearest import nearest_changes
from salesmode.report.explaining.quantities import line
from salesmode.report.page.saying import finding_text, move_title
from salesmode.report.sections.rules import rule_text
from salesmode.report.wording import Words, upper_first

SIGNS: Final = {"+": "+", "-": MINUS, "*": "×", "/": "÷"}
CHOICES: Final = {"min": "smaller", "max": "larger", "or": "or_else"}
TRUTHS: Final[Mapping[Truth, str]] = {True: "truth.yes_", False: "truth.no_", None: "truth.unknown"}


def conditions_table(
    condition: Condition | None, facts: Facts, words: Words, terms: Mapping[str, Term] | None = None
) -> Block:
    """Return what must hold, a row each, with what is so here; `terms` are the own figures that it may name."""
    words = words._replace(terms={id: (term.sum, term.shown) for id, term in (terms or {}).items()})
    if condition is None:
        return Paragraph(words.explain("none"))
    parts = condition.parts if isinstance(condition, Group) and condition.join == "all" else (condition,)
    columns = tuple(words.explain(key) for key in ("conditions", "value", "holds"))
    return Table(columns, tuple(_row(part, facts, words) for part in parts))


def _row(part: Condition, facts: Facts, words: Words) -> tuple[str, str, str]:
    said = words.listed(dict.fromkeys(_fact(leaf, facts, words) for leaf in leaves(part)))
    return upper_first(rule_text(part, words)), said, words.explain(TRUTHS[compiled(part)(facts)])


def _fact(leaf: Leaf, facts: Facts, words: Words) -> str:
    value = facts.get(leaf.fact)
    return words.ui("unknown") if value is None else words.value(leaf.fact, value)


def figures_list(
    figures: Mapping[str, Figure], values: Mapping[str, float | None], ground: Ground, plan: Plan, words: Words,
    trace: bool,
) -> Iterator[Block]:  # fmt: skip
    """Yield each figure with its formula and its value; with `trace` the quantities behind them."""
    if not figures:
        return
    terms = terms_of(figures, values, words)
    unknown = words.ui("unknown")
    lines = (words.explain("figure", sum=term.sum, value=term.said or unknown) for term in terms.values())
    yield Items(tuple(map(Paragraph, lines)), label=words.explain("figures"))
    if trace:
        behind = dict.fromkeys(name for figure in figures.values() for name in names_in(figure.value))
        quantities = [name for name in behind if name in words.library.quantities]
        told = (Paragraph(line(plan, ground.part, name, words)) for name in quantities)
        yield Items(tuple(told), label=words.explain("trail"))


class Term(NamedTuple):
    """A figure of a finding or a move: the sum that it is, the kind it is shown as, its value where it is known."""

    sum: str
    shown: str
    said: str | None


def terms_of(figures: Mapping[str, Figure], values: Mapping[str, float | None], words: Words) -> Mapping[str, Term]:
    """Return the figures of a finding or a move in words; one that another is made of stands in it by its value."""
    terms: dict[str, Term] = {}
    for id, figure in figures.items():
        value = values.get(id)
        said = None if value is None else words.shown(figure.shown, value)
        terms[id] = Term(formula_text(figure.value, words, terms), figure.shown, said)
    return terms


def formula_text(tokens: Sequence[str | float], words: Words, terms: Mapping[str, Term]) -> str:
    """Return a formula as a reader would write it, its quantities by their names."""
    stack: list[str] = []
    for token in tokens:
        if token in SIGNS or token in CHOICES:
            right, left = stack.pop(), stack.pop()
            stack.append(_joined(str(token), left, right, words))
        else:
            stack.append(_name(token, words, terms))
    return _bare(stack[-1])


def _bare(text: str) -> str:
    return text.removeprefix("(").removesuffix(")") if text.startswith("(") else text


def _joined(sign: str, left: str, right: str, words: Words) -> str:
    if sign in SIGNS:
        return f"({left} {SIGNS[sign]} {right})"
    return words.explain(f"formula.{CHOICES[sign]}", first=_bare(left), second=_bare(right))


def _name(token: str | float, words: Words, terms: Mapping[str, Term]) -> str:
    if not isinstance(token, str):
        return f"{token:g}"
    if token in terms:
        return terms[token].said or f"({terms[token].sum})"
    if token in words.library.quantities:
        return words.label(QUANTITY + token)
    if token.startswith(POINTS):
        place, _, lever = token.partition(".")
        return words.explain(f"point.{place}", lever=words.ui(f"levers.{lever}"))
    return words.library.explain.get(f"names.{token}") or words.label(token)


def explain_finding(plan: Plan, id: str, words: Words, trace: bool) -> tuple[str, Sequence[Block]] | None:
    """Return why a finding holds, or why not; `None` where the id names none."""
    rule = next((one for rules in words.library.findings.values() for one in rules if one.id == id), None)
    if rule is None:
        return None
    found = next((one for one in plan.findings if one.id == id), None)
    ground = found.ground if found else plan.grounds[0]
    return id, list(_finding(rule, found, ground, plan, words, trace))


def _finding(
    rule: Finding, found: FoundFinding | None, ground: Ground, plan: Plan, words: Words, trace: bool
) -> Iterator[Block]:
    if found is None:
        yield Paragraph(words.explain("finding.not_found"))
    else:
        yield Paragraph(finding_text(found, words))
        key = "finding.no_money" if found.money is None else "finding.money"
        yield Paragraph(words.explain(key, money=words.money(found.money or 0.0)))
    figures = ground.figures(rule.figures)
    facts = {**ground.facts, **{name: value for name, value in figures.items() if value is not None}}
    yield conditions_table(rule.condition, facts, words, terms_of(rule.figures, figures, words))
    yield from figures_list(rule.figures, figures, ground, plan, words, trace)
    answering = [move_title(move.id, words) for move in words.library.moves.values() if rule.id in move.answers]
    if answering:
        yield Paragraph(words.explain("finding.answers", moves=words.listed(answering)))
    yield from nearest_changes(plan, "finding", rule.id, words, trace)


def explain_guard(plan: Plan, id: str, words: Words, trace: bool) -> tuple[str, Sequence[Block]] | None:
    """Return why a warning holds, or why not; `None` where the id names none."""
    guard = next((one for one in words.library.guards.guards if one.id == id), None)
    if guard is None:
        return None
    holds = guard in plan.guardrails.active
    text = words.explain("guard.holds", so=words.fill(guard.so)) if holds else words.explain("guard.not")
    blocks: list[Block] = [Paragraph(text), conditions_table(guard.condition, plan.facts, words)]
    if trace and guard.condition is not None:
        named = dict.fromkeys(leaf.fact.removeprefix(QUANTITY) for leaf in leaves(guard.condition))
        told = [line(plan, plan.grounds[0].part, name, words) for name in named if name in words.library.quantities]
        blocks += [Items(tuple(map(Paragraph, told)), label=words.explain("trail"))] if told else []
    blocks += nearest_changes(plan, "guard", guard.id, words, trace)
    return words.fill(guard.title), blocks
