"""What would change the advice, what to answer next, what was assumed."""

from __future__ import annotations

from salesmode.business.profile import flag
from salesmode.engine.plan import Plan
from salesmode.engine.robustness import Assumption, TippingPoint
from salesmode.report.document import Block, Items, Paragraph, Section, Table
from salesmode.report.wording import Words, upper_first

SHOWN = 6
BRIEF = 3


def flipping(plan: Plan, words: Words) -> Section:
    """Return the single changes of an answer that move the reading, those that move who pays first."""
    title = words.ui("sections.flips")
    if plan.business.diagnosis.mode is None:
        return Section("flips", title, ())
    flips = sorted(plan.robustness.flips, key=lambda flip: "mode" not in flip.becomes)
    if not flips:
        return Section("flips", title, (Paragraph(words.ui("flips.none"), id="flips"),))
    items = [Paragraph(_flip(flip, words), id=f"flip.{next(iter(flip.changes))}") for flip in flips[:SHOWN]]
    rest = len(flips) - SHOWN
    items.append(Paragraph(words.ui("flips.more", count=rest) if rest > 0 else words.ui("flips.only")))
    return Section("flips", title, (Items(tuple(items)),))


def _flip(flip: TippingPoint, words: Words) -> str:
    ((answer, value),) = flip.changes.items()
    becomes = words.listed(words.ui(f"{axis}.{reading}") for axis, reading in flip.becomes.items())
    return words.ui(
        "flips.line", label=upper_first(words.label(answer)), value=words.value(answer, value),
        held=words.value(answer, words.facts[answer]), becomes=becomes,
    )  # fmt: skip


def asking(plan: Plan, words: Words, brief: bool = False) -> Section:
    """Return the questions whose answers would sharpen the plan most."""
    ids = plan.robustness.ask_next[: BRIEF if brief else None]
    items = tuple(Paragraph(_question(id, words), id=f"ask.{id}") for id in ids)
    return Section("ask", words.ui("sections.ask"), (Items(items, numbered=True),) if items else ())


def _question(id: str, words: Words) -> str:
    return words.ui("ask.line", ask=words.fill(words.library.questions.answers[id].ask), flag=flag(id), id=id)


def assuming(plan: Plan, words: Words) -> Section:
    """Return every value nobody stated that the plan rests on."""
    title = words.ui("sections.assumptions")
    if not plan.robustness.assumptions:
        return Section("assumptions", title, (Paragraph(words.ui("assumptions.nothing"), id="assumptions"),))
    columns = tuple(words.ui(f"assumptions.{key}") for key in ("what", "value", "kind", "source"))
    rows = tuple(_assumption(item, plan, words) for item in plan.robustness.assumptions)
    ids = tuple(f"assumption.{item.id}" for item in plan.robustness.assumptions)
    blocks: tuple[Block, ...] = (Table(columns, rows, ids=ids),)
    return Section("assumptions", title, blocks)


def _assumption(item: Assumption, plan: Plan, words: Words) -> tuple[str, ...]:
    what, value, why = _told(item, plan, words)
    return what, value, words.ui(f"kind.{item.kind}"), why


def _told(item: Assumption, plan: Plan, words: Words) -> tuple[str, str, str]:
    kind, _, rest = item.id.partition(".")
    if kind == "effect":
        move, lever = rest.rsplit(".", 1)
        what = words.ui("assumptions.effect", lever=words.ui(f"levers.{lever}"), move=words.move(move))
        low, likely, high = (words.rate(share) for share in item.value)
        return (
            what,
            words.ui("assumptions.effect_value", low=low, likely=likely, high=high),
            words.ui("assumptions.effect_why"),
        )
    if kind == "plan_hours":
        what = words.ui("assumptions.plan_hours", role=words.role(rest))
        return what, words.hours(item.value), words.ui("assumptions.plan_hours_why")
    if kind == "currency":
        derived = item.kind == "derived"
        why = (
            words.ui("assumptions.currency_region", region=words.country(plan.business.profile.region or ""))
            if derived
            else words.ui("assumptions.currency")
        )
        return words.label("currency"), str(item.value), why
    if kind == "region":
        return words.label("region"), words.ui(f"assumptions.region_{item.value}"), words.ui("assumptions.region")
    value = words.hours(item.value) if kind == "team" else words.value(kind, item.value)
    return words.label(kind), value, words.ui(f"assumptions.{kind}")
