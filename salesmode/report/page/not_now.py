"""What not to do now, each with its figure or its reason."""

from __future__ import annotations

from collections.abc import Iterator

from salesmode.engine.findings import FoundFinding
from salesmode.engine.moves import Rejection
from salesmode.engine.plan import Plan
from salesmode.knowledge.moves import Exclusion
from salesmode.knowledge.plays import Guard
from salesmode.report.document import Items, Paragraph, Section
from salesmode.report.page.saying import finding_text, move_title, number_of, of_segment
from salesmode.report.page.trade import classic_mistake
from salesmode.report.sections.running import rules_of_trade
from salesmode.report.wording import Words

MOST = 5
NAMED = 3
RULES = 2  # of the trade: what may not be said comes before what does not pay
TOLD = ("wrong", "guard", "ruled_out", "cash", "hours", "weeks", "needs", "worth")


def not_now(plan: Plan, words: Words) -> Section:
    """Return up to five lines: what the figures warn of first, then the moves that were nearest to being made."""
    lines = [
        Paragraph(finding_text(found, words), id=f"finding.{found.id}")
        for found in plan.findings
        if found.finding.kind == "caution"
    ]
    tied = {tie.other for tie in plan.selection.near_ties[:1]}
    lines += [line for line in _rejected(plan, words) if line.id.removeprefix("not_now.") not in tied]
    lines = [*list(rules_of_trade(plan, words))[:RULES], *lines][:MOST]
    lines += [*_ties(plan, words), *classic_mistake(plan, words)]
    return Section("not_now", words.page("sections.not_now"), (Items(tuple(lines)),) if lines else ())


def _rejected(plan: Plan, words: Words) -> Iterator[Paragraph]:
    ranked = sorted(
        (item for item in plan.selection.rejections if _telling(item)),
        key=lambda item: (TOLD.index(item.why), -(item.adds or 0.0), item.move),
    )
    grounds = {ground.id: ground for ground in plan.grounds}
    short = [item for item in ranked if item.why == "hours"]
    for item in ranked:
        if item.why != "hours":
            text = of_segment(grounds[item.segment], rejection_text(item, words), words)
            yield Paragraph(text, id=f"not_now.{item.move}")
        elif item is short[0]:
            yield Paragraph(_no_hours(short[:NAMED], words), id=f"not_now.{item.move}")


def _telling(item: Rejection) -> bool:
    """Whether a refusal says something: what is worth too little needs its figure, and one that is above nothing."""
    if item.why == "worth" or item.adds is not None:
        return item.why in TOLD and item.adds is not None and item.adds > 0
    return item.why in TOLD


def _no_hours(items: list[Rejection], words: Words) -> str:
    if len(items) == 1:
        return rejection_text(items[0], words)
    titles = words.page("not_now.joint").join(move_title(item.move, words) for item in items)
    return words.page("not_now.hours_many", titles=titles, role=words.role(items[0].detail or "founder"))


def rejection_text(item: Rejection, words: Words) -> str:
    """Return why a move is not made, as a sentence."""
    title = move_title(item.move, words)
    match item.why:
        case "wrong" if isinstance(item.rule, Exclusion):
            return words.page("not_now.wrong", title=title, so=words.fill(item.rule.so))
        case "guard" if isinstance(item.rule, Guard):
            return words.page("not_now.guard", title=title, so=words.fill(item.rule.so))
        case "finding" if isinstance(item.rule, FoundFinding):
            return words.page("not_now.finding", title=title, so=finding_text(item.rule, words))
        case "hours":
            return words.page("not_now.hours", title=title, role=words.role(item.detail or "founder"))
        case "nobody":
            return words.page("not_now.nobody", title=title, role=words.role(item.detail or "founder"))
        case "needs" | "overlaps":
            return words.page(f"not_now.{item.why}", title=title, other=move_title(item.detail or item.move, words))
        case "ruled_out":
            return words.page("not_now.ruled_out", title=title, what=words.option("rules_out", item.detail))
        case "worth":
            if not item.adds or item.adds <= 0:
                return words.page("not_now.worth_untold", title=title)
            return words.page("not_now.worth", title=title, adds=words.money(item.adds))
        case "cash" | "weeks" | "season" | "loses" | "in_place" | "not_for" | "unknown":
            return words.page(f"not_now.{item.why}", title=title)
    return words.page("not_now.worth_untold", title=title)


def _ties(plan: Plan, words: Words) -> Iterator[Paragraph]:
    for tie in plan.selection.near_ties[:1]:
        text = words.page(
            "not_now.near_tie", title=move_title(tie.other, words), number=number_of(plan, tie.chosen)
        )  # fmt: skip
        yield Paragraph(text, id=f"near_tie.{tie.other}")
