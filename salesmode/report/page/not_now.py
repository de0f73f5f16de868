"""What not to do now, each with its figure or its reason."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from salesmode.engine.findings import FoundFinding
from salesmode.engine.moves import Rejection
from salesmode.engine.plan import Plan
from salesmode.knowledge.moves import Exclusion
from salesmode.knowledge.plays import Guard
from salesmode.report.document import Items, Paragraph, Section
from salesmode.report.page.answer import full_said
from salesmode.report.page.saying import figures_in, finding_text, matters, move_title, number_of, of_segment
from salesmode.report.page.trade import classic_mistake
from salesmode.report.sections.running import rules_of_trade
from salesmode.report.wording import Words

LEAST = 3
RULES = 1  # of the trade: what may not be said comes before what does not pay
WORDS, SIGNS = 22, 60  # of a line, in Chinese
LITTLE = "worth"
TOLD = ("wrong", "guard", "ruled_out", "cash", "hours", "busy", "starts", "full", "weeks", "needs", "worth")
SENTENCE = re.compile(r"[.!?](?= \S)|[。！？](?=.)")


def not_now(plan: Plan, words: Words, most: int) -> Section:
    """Return up to so many lines: what has a figure, most money first, a rule of the trade, its classic mistake.

    All but the mistake are one short sentence; of the moves that would add too little the best one is told.
    """
    short = [line for line in rules_of_trade(plan, words) if _short(line.text, words)][:RULES]
    rest = sorted((line for line in _lines(plan, words) if _short(line.said.text, words)), key=lambda line: -line.money)
    little = next((line for line in rest if line.why == LITTLE), None)
    told = [line.said for line in rest if figures_in(line.said.text) and (line.why != LITTLE or line is little)]
    bare = {line.why: line.said for line in reversed(rest) if not figures_in(line.said.text)}  # one of each kind
    of_trade = [*short, *classic_mistake(plan, words)]
    own = [*told, *list(bare.values())[: max(0, LEAST - len(of_trade) - len(told))]][: max(1, most - len(of_trade))]
    lines = [*own, *of_trade][:most]
    return Section("not_now", words.page("sections.not_now"), (Items(tuple(lines)),) if lines else ())


class _Line(Struct, frozen=True):
    said: Paragraph
    money: float
    why: str


def _short(text: str, words: Words) -> bool:
    """Whether a line is one sentence that is read at a glance."""
    long = len(text) > SIGNS if words.zh else len(text.split()) > WORDS
    return not long and not SENTENCE.search(text)


def _lines(plan: Plan, words: Words) -> Iterator[_Line]:
    """What the figures warn of, then the moves that are not made, each with the money it is about."""
    said = full_said(plan)
    for found in plan.findings:
        if found.finding.kind == "caution" and matters(found.ground, plan) and found.finding.topic not in said:
            text = finding_text(found, words, decided=False)
            yield _Line(Paragraph(text, id=f"finding.{found.id}"), found.money or 0.0, "caution")
    grounds = {ground.id: ground for ground in plan.grounds}
    ties = {tie.other: tie.chosen for tie in plan.selection.near_ties[:1]}
    for item in plan.selection.rejections:
        ground = grounds[item.segment]
        if _telling(item) and matters(ground, plan):
            text, why = rejection_text(item, words), str(item.why)
            if item.move in ties and item.adds:
                why, text = "tie", words.page(
                    "not_now.near_tie", title=move_title(item.move, words), number=number_of(plan, ties[item.move]),
                    adds=words.money(item.adds),
                )  # fmt: skip
            yield _Line(Paragraph(of_segment(ground, text, words), id=f"not_now.{item.move}"), item.adds or 0.0, why)


def _telling(item: Rejection) -> bool:
    """Whether a refusal says something: what is worth too little needs its figure, and one that is above nothing."""
    if item.why == "worth" or item.adds is not None:
        return item.why in TOLD and item.adds is not None and item.adds > 0
    return item.why in TOLD


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
        case "hours" | "busy" | "nobody":
            role = words.role(item.detail or "founder")
            return words.page(f"not_now.{item.why}{_adds(item)}", title=title, role=role, adds=_added(item, words))
        case "starts" | "full" | "cash" | "weeks":
            return words.page(f"not_now.{item.why}{_adds(item)}", title=title, adds=_added(item, words))
        case "needs" | "overlaps":
            return words.page(f"not_now.{item.why}", title=title, other=move_title(item.detail or item.move, words))
        case "ruled_out":
            return words.page("not_now.ruled_out", title=title, what=words.option("rules_out", item.detail))
        case "worth":
            if not item.adds or item.adds <= 0:
                return words.page("not_now.worth_untold", title=title)
            return words.page("not_now.worth", title=title, adds=words.money(item.adds))
        case "season" | "loses" | "in_place" | "not_for" | "unknown":
            return words.page(f"not_now.{item.why}", title=title)
    return words.page("not_now.worth_untold", title=title)


def _adds(item: Rejection) -> str:
    """The ending of the sentence that says what a move would leave, where that is known."""
    return "_adds" if item.adds is not None and item.adds > 0 else ""


def _added(item: Rejection, words: Words) -> str:
    return words.money(item.adds or 0.0)
