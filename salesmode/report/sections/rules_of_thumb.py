"""Rules that hold whatever is unknown, worked with a stand-in where the owner's own figure is missing."""

from __future__ import annotations

from collections.abc import Iterator

from salesmode.business.facts import decision_days, order_value, ratio
from salesmode.economics.figures import Undefined
from salesmode.economics.pricing import cut_break_even, rise_break_even
from salesmode.engine.plan import Plan
from salesmode.knowledge.settings import WorkedCount
from salesmode.report.amounts import number
from salesmode.report.document import Paragraph
from salesmode.report.wording import Words

CUT = 0.05  # the cut the sentence speaks of: an example, not a threshold
DAYS_A_YEAR = 365
VOLUME = frozenset({"volume"})


def rules(plan: Plan, words: Words) -> Iterator[Paragraph]:
    """Yield what one more order in a hundred brings, what lies open at any time, what a change of price does."""
    priced = any(lever.id in ("win_rate", "conversion_rate") for lever in plan.sizing.levers)
    if not priced and more_is_better(plan):
        yield from _orders(plan, words)
    yield price_rule(plan, words) or _price_example(plan, words)


def _orders(plan: Plan, words: Words) -> Iterator[Paragraph]:
    profile = plan.business.profile
    paid = order_value(profile)
    if not paid:
        return
    value = paid if profile.take_rate is None else paid * profile.take_rate  # who takes a share earns no more than it
    if not value:
        return
    if plan.business.diagnosis.motion != "fast":
        yield Paragraph(one_more(plan, value, "levers_table.rule_win", "offers", words), id="rule.win")
        yield from _open_offers(plan, value, words)
    elif plan.business.diagnosis.mode == "b2b":
        yield Paragraph(one_more(plan, value, "levers_table.rule_again", "customers", words), id="rule.again")
    else:
        yield Paragraph(one_more(plan, value, "levers_table.rule_visits", "visits", words), id="rule.visits")


def more_is_better(plan: Plan) -> bool:
    """Return whether more orders help: not where each loses money or none can be delivered."""
    return plan.guardrails.veto("", VOLUME) is None


def one_more(plan: Plan, value: float, key: str, counted: str, words: Words) -> str:
    """Return what more of a hundred offers, visits or customers bring at `value` an order, worked with a stand-in."""
    example: WorkedCount = getattr(plan.settings.report.worked, counted)
    orders = example.count * example.share
    return words.ui(
        key, value=words.money(value), count=number(example.count), points=words.points(example.share),
        orders=number(orders), sum=words.money(orders * value),
    )  # fmt: skip


def _open_offers(plan: Plan, value: float, words: Words) -> Iterator[Paragraph]:
    """Little's law: what is open is what goes out times how long it stays."""
    offers, days = plan.settings.report.worked.offers.count, decision_days(plan.business.profile)
    open_now = (
        int(offers * days / DAYS_A_YEAR) if days is not None and plan.business.profile.open_pipeline is None else 0
    )
    if open_now > 1:
        text = words.ui("levers_table.rule_open", count=number(offers), days=words.duration(days or 0.0),
                        open=number(open_now), sum=words.money(open_now * value))  # fmt: skip
        yield Paragraph(text, id="rule.open")


def price_rule(plan: Plan, words: Words) -> Paragraph | None:
    """Return what a price cut would cost and a rise could bear, `None` where the margin is not known."""
    whole = plan.business.economy.whole
    leaves, price, margin = whole.value("order_leaves"), whole.value("price_after_fees"), whole.value("gross_margin")
    of_price = ratio(leaves, price) if price is not None else whole.value("contribution_rate")
    left, key = (margin, "rule_price") if of_price is None else (of_price, "rule_price_leaves")
    if left is None:
        return None
    shares = _break_even(left, words)
    if shares is None:
        return Paragraph(words.ui(f"levers_table.{key}_never", margin=words.rate(left)), id="rule.price")
    return Paragraph(words.ui(f"levers_table.{key}", **shares), id="rule.price")


def _break_even(margin: float, words: Words) -> dict[str, str] | None:
    """How many more orders a cut needs and how many a rise may lose at this margin; `None` where no number will do."""
    after_cut, after_rise = cut_break_even(margin, CUT), rise_break_even(margin, CUT)
    if isinstance(after_cut, Undefined) or isinstance(after_rise, Undefined):
        return None
    return {"margin": words.rate(margin), "more": words.rate(after_cut), "fewer": words.rate(-after_rise)}


def _price_example(plan: Plan, words: Words) -> Paragraph:
    """The same at a stand-in margin, in money where an order's value is known."""
    margin, value = plan.settings.report.worked.margin, order_value(plan.business.profile)
    shares = _break_even(margin, words) or {}
    if value is None or plan.business.profile.take_rate is not None:  # what is paid is mostly somebody else's
        return Paragraph(words.ui("levers_table.rule_price_example", **shares), id="rule.price")
    sums = {"value": words.money(value), "cut": words.money(CUT * value), "left": words.money(margin * value)}
    return Paragraph(words.ui("levers_table.rule_price_order", **sums, **shares), id="rule.price")
