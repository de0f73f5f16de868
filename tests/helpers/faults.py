"""Faults of a library, one rule each: where each is made, what must be said of it, and whether it was."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import NamedTuple

from helpers.small_plays import write
from salesmode.knowledge.files import Finding

PLAY = "plays/b2b/extra/play.yaml"
FIRST = "plays/b2b/extra/first.yaml"
FOUND = "findings/extra.yaml"
WORDS = "program/words.yaml"
TRADE = "industries/extra.yaml"
ASK = "settings/next_questions.yaml"
SIZING = "settings/sizing.yaml"


class Break(NamedTuple):
    """One fault: the rule that must find it, where it is made, and a part of the line that must be named."""

    rule: str
    file: str
    old: str
    new: str
    at: str
    says: str


# fmt: off
BREAKS = [
    Break("schema", FIRST, "stage: 1", "stage: 5", "stage: 5", "stage"),
    Break("schema", FIRST, "low: 0.01", "low: 0.03", "  - lever: win_rate", "in this order"),
    Break("schema", FIRST, '    why: {en: "Two more say yes.", zh: "多签两家。"}\n', "", "  - lever: win_rate", "why"),
    Break("schema", FIRST, "    high: 0.04", "    high: 0.04\n    evidence: proof", "evidence: proof", "'study'"),
    Break("evidence", FIRST, "    high: 0.04", "    high: 0.04\n    evidence: study", "evidence:", "name no study"),
    Break("evidence", FIRST, "    high: 0.04", "    high: 0.04\n    evidence: published", "evidence:", "was published"),
    Break("evidence", FIRST, "    high: 0.04", "    high: 0.04\n    evidence: counts", "evidence:", "business counts"),
    Break("schema", FIRST, "likely: 0.02", "likely: .nan", "likely: .nan", "finite"),
    Break("schema", FIRST, "lever: win_rate", "lever: cash", "  - lever: cash", "'amount' is for"),
    Break("schema", FIRST, "value: visited / horizon", "value: visited ** 2", "** 2", "holds more than numbers"),
    Break("schema", FIRST, "goals: [retention]", "goals: [fame]", "[fame]", "retention"),
    Break("schema", FIRST, "  unread: {en", "  # {en", "check:", "needs 'unread'"),
    Break("schema", FOUND, "topic: standing_still", "topic: weather", "weather", "standing_still"),
    Break("schema", FOUND, "[discount,", "[rebate,", "[rebate", "pattern"),
    Break("schema", PLAY, "reviewed: 2026-11-23", "revised: 2026-11-23", "revised", "Extra inputs"),
    Break("schema", PLAY, ', zh: "主意"}', "}", "idea:", "zh"),
    Break("schema", "settings/gates.yaml", "power: 0.7", "powr: 0.7", "powr", "powr: Extra inputs"),
    Break("schema", "settings/sentences.yaml", "at: first", "at: end", "at: end",
          "'anywhere', 'first', 'spoken' or 'written'"),
    Break("schema", "currencies.yaml", "small: 200, medium: 5000", "small: 5000, medium: 200", "  CNY:", "lowest"),
    Break("schema", "diagnosis.yaml", "logit: 3", "logits: 3", "logits", "logits"),
    Break("schema", "diagnosis.yaml", "{decided: 0.9", "{decided: 90", "{decided", "less than"),
    Break("schema", "settings/capacity.yaml", "deputies: [sales,", "deputies: [seller,", "[seller", "sales"),
    Break("schema", "questions.yaml", 'zh: "卖什么"', 'zh: ""', 'zh: ""', "zh"),
    Break("schema", "screens.yaml", "in_turn: [sales_reps, quota]", "in_turn: [quota, cac]", "id: sellers", "in_turn"),
    Break("schema", "guards.yaml", "force: shared.cash", "force: chared.cash", "chared.cash", "pattern"),
    Break("schema", WORDS, 'zh: "是"', 'zh: ""', 'zh: ""', "zh"),
    Break("schema", "industries/software_subscription.yaml", "nouns:", "names:", "names:", "names"),
    Break("schema", "guards.yaml", "veto: {uses: [credit]}", "veto: {uses: [loans]}", "[loans]", "credit"),
    Break("unreadable", "settings/capacity.yaml", "roles:\n", "roles: [\n", "founder: {", "YAML"),
    Break("unreadable", "settings/capacity.yaml", "source: judgement", "source: !!python/none x", "share", "YAML"),
    Break("duplicate-key", PLAY, "reviewed:", "reviewed: 2026-11-22\nreviewed:", "11-23", "reviewed"),
    Break("duplicate-id", "guards.yaml", "  - id: no_fit_yet", "  - id: cash # 2", "# 2", "cash"),
    Break("unknown-answer", FIRST, "{answer: buyer, is: org", "{answer: bayer, is: org", "bayer", "bayer"),
    Break("unknown-figure", FIRST, "figure: motion", "figure: emotion", "emotion", "emotion"),
    Break("unknown-figure", FIRST, "{figure: visited, at", "{figure: visits, at", "visits,", "visits"),
    Break("unknown-quantity", FIRST, "quantity: customers", "quantity: clients", "clients", "clients"),
    Break("unknown-option", FIRST, "is: organization", "is: organisation", "is: organisation", "organisation"),
    Break("unknown-option", FIRST, "is: fast}", "is: slow}", "is: slow", "slow"),
    Break("unknown-option", FIRST, "{answer: buyer, is: org", "{answer: industry, is: org", "industry", "industry"),
    Break("unknown-band", FIRST, "band: high", "band: huge", "huge", "huge"),
    Break("hidden-currency", FIRST, "at_most: {band: high}", "at_most: 5000", "5000", "5000"),
    Break("condition", FIRST, "answer: buyer, is: organization", "answer: buyer, at_least: 3", "at_least: 3", "number"),
    Break("condition", FIRST, "answer: buyer, is: organization", "answer: win_rate, at_most: 30", "at_most: 30", "1"),
    Break("condition", FIRST, "buyer, is: organization", "buying_steps, is: tender", "is: tender", "any_of"),
    Break("condition", FIRST, "buyer, is: organization", "team, any_of: [sales]", "team, any_of", "known"),
    Break("condition", FIRST, "figure: visited, at_least: 10", "figure: visited, is: 10", "is: 10", "against a bound"),
    Break("schema", FIRST, "buyer, is: organization", "win_rate, between: [0.5, 0.2]", "if:", "lowest first"),
    Break("schema", FIRST, "buyer, is: organization", "win_rate, known: 3", "if:", "true or false"),
    Break("schema", FIRST, "buyer, is: organization", "buyer, is: [organization]", "if:", "any_of"),
    Break("schema", FIRST, "buyer, is: organization", "buyer, any_of: []", "if:", "list of options"),
    Break("schema", FIRST, "buyer, is: organization", "buyer, equals: both", "if:", "exactly one of"),
    Break("schema", FIRST, "{figure: visited, at_least: 10}", "{all: []}", "all: []", "list of conditions"),
    Break("schema", FIRST, "{figure: visited, at_least: 10}", "always", "if: always", "dictionary"),
    Break("unknown-play", "guards.yaml", "force: shared.cash", "force: shared.crash", "shared.crash", "shared.crash"),
    Break("unknown-play", "diagnosis.yaml", "lowers: {b2c.promotion: 1}", "lowers: {b2c.no: 1}", "b2c.no", "b2c.no"),
    Break("unknown-move", TRADE, "  b2b.extra.first:", "  b2b.extra.third:", "first:", "b2b.extra.third"),
    Break("leader", "industries/cafe_tea.yaml", "[restaurants]", "[restaurants]\nleads: [restaurants]", "families:",
          "exactly one leads, not cafe_tea and restaurant"),
    Break("leader", "industries/cafe_tea.yaml", "families: [restaurants]", "families: [wholesale]", "families:",
          "exactly one leads, not none"),
    Break("leader", "industries/law_firm.yaml", "know:", "leads: [home]\nknow:", "leads:", "'law_firm' leads 'home'"),
    Break("unknown-figure", TRADE, "{figure: visited,", "{figure: visitors,", "visitors,", "visitors"),
    Break("placeholder", TRADE, "are {visited}", "are {visitors}", "{visitors}", "nothing that can be"),
    Break("placeholder", TRADE, "are {visited}", "are {win_rate}", "{win_rate}", "may be unknown"),
    Break("unknown-finding", FIRST, "answers: [leaving]", "answers: [left]", "[left]", "left"),
    Break("unknown-move", FIRST, "then: [b2b.extra.second]", "then: [b2b.extra.third]", "third", "b2b.extra.third"),
    Break("unknown-move", FIRST, "stage: 1", "stage: 1\nneeds: [{move: b2b.no.no}]", "no.no", "b2b.no.no"),
    Break("unknown-move", FOUND, "b2b.extra.second]", "b2b.extra.third]", "third", "move, play or use"),
    Break("unknown-paper", FIRST, "stage: 1", "stage: 1\nkit: [no_paper]", "no_paper", "no_paper"),
    Break("unknown-option", FIRST, "stage: 1", "stage: 1\nrules_out: [sleep]", "sleep", "sleep"),
    Break("unknown-source", FIRST, "carries: [", "carries: [D9, ", "carries", "D9"),
    Break("unknown-source", PLAY, "sources: [judgement]", "sources: [judgment]", "judgment]", "judgment"),
    Break("unknown-source", "diagnosis.yaml", "source: D1.customer", "source: D9", "source: D9", "D9"),
    Break("not-carried", "sources.yaml", "D1.logic:\n", "D1.magic:\n", "D1.magic", "no move carries 'D1.magic'"),
    Break("source-incomplete", "sources.yaml", "\n  year: 2015", "", "cn.", "no year"),
    Break("then-cycle", FIRST, "then: [b2b.extra.second]", "then: [b2b.extra.first]", "then:", "first → b2b.extra"),
    Break("cycle", FIRST, "stage: 1", "stage: 1\nneeds: [{move: b2b.extra.first}]", "needs:", "need each other"),
    Break("unknown-name", FIRST, "visited / horizon", "visitors / horizon", "visitors", "'visitors' is no quantity"),
    Break("unknown-name", FIRST, "min(20, customers)", "min(20, each)", "20, each", "'each' is no quantity"),
    Break("unknown-name", FIRST, "weekly: \"visited / 10\"", "weekly: running", "running", "'running' is no quantity"),
    Break("unknown-name", FIRST, "min(20, customers)", "buyer * 2", "buyer * 2", "'buyer' is no quantity"),
    Break("unknown-name", FOUND, "money: revenue", "money: revenu", "revenu *", "'revenu' is no quantity"),
    Break("placeholder", FIRST, "{deal_value|any price}", "{dealvalue|any price}", "dealvalue", "nothing that can be"),
    Break("placeholder", FIRST, "{deal_value|any price}", "{deal_value}", "{deal_value}", "may be unknown"),
    Break("placeholder", FIRST, "{deal_value|any price}", "any price", "any price", "one language"),
    Break("placeholder", FIRST, "{deal_value|any price}", "{deal_value|any price", "any price", "brace"),
    Break("placeholder", FIRST, "Go to a {noun.customer}", "Go to a {noun.friend}", "friend", "has no 'friend'"),
    Break("placeholder", FIRST, "They order too little", "All {visited} order", "All {visited} o", "nothing that"),
    Break("placeholder", FIRST, "Write it down", "Stop at {stop}", "Stop at", "nothing that can be"),
    Break("placeholder", FOUND, "You lose {share}", "You lose {win_rate}", "lose {win_rate}", "may be unknown"),
    Break("program-blank", WORDS, "（{marks}", "（标记", "marked:", "marks"),
    Break("program-blank", WORDS, 'en: "{label}: {value}"', 'en: "{odd}"', "  is:", "does not fill {odd}"),
    Break("missing-words", WORDS, "your_business:", "their_business:", '"yes"', "your_business"),
    Break("missing-words", WORDS, "  win_rate:", "  won_rate:", "levers:", "levers.win_rate"),
    Break("language", PLAY, 'en: "An idea"', 'en: "An 主意"', "An 主意", "holds Chinese"),
    Break("language", PLAY, 'zh: "主意"', 'zh: "an idea"', "an idea", "no Chinese"),
    Break("unwritten", PLAY, 'en: "An idea"', 'en: "TODO"', "TODO", "idea.en: nobody"),
    Break("unwritten", FIRST, 'zh: "列名单。"', 'zh: "TODO"', "TODO", "monday.zh: nobody"),
    Break("missing-question", "questions.yaml", "\n  cac:", "\n  cac_x:", "answers:", "'cac'"),
    Break("unknown-answer", "questions.yaml", "\n  cac:", "\n  cac_x:", "  cac_x:", "cac_x"),
    Break("unknown-answer", "questions.yaml", "rests_on: [sold_through]", "rests_on: [sold]", "[sold]", "sold"),
    Break("missing-option", "questions.yaml", "      one_off:", "      once:", "options:", "one_off"),
    Break("read-answer", "questions.yaml", "\n  buyer:\n", '\n  buyer:\n    unread: "x"\n', 'unread: "x"', "'buyer'"),
    Break("unknown-group", "questions.yaml", "group: craft", "group: draft", "draft", "draft"),
    Break("unknown-option", "diagnosis.yaml", "browse_and_pay: -0.9", "browse: -0.9", "browse: -0.9", "browse"),
    Break("unknown-dimension", "diagnosis.yaml", "dimension: customer", "dimension: who", "dimension: who", "who"),
    Break("unknown-answer", "diagnosis.yaml", "answers: [goal, ", "answers: [aim, ", "answers: [aim", "aim"),
    Break("condition", "diagnosis.yaml", "{answer: goal, is: margin}", "{figure: mode, is: b2b}", "figure:", "after"),
    Break("unknown-answer", ASK, "{answer: revenue_target", "{answer: target", "{answer: target", "target"),
    Break("unknown-currency", "currencies.yaml", "\n  CN: CNY", "\n  CN: CNX", "CN: CNX", "CNX"),
    Break("unknown-lever", SIZING, "  win_rate: {weeks: 4.5, cycles: 0.5}\n", "", "lever: win_rate", "win_rate"),
]  # fmt: skip
ELSEWHERE = {"unknown-lever": FIRST}  # where the fault shows rather than where it is made
NO_LINE = ("unreadable", "source-incomplete", "missing-option")
OF_SHAPE = ("schema", "unreadable", "duplicate-key")  # of what has no shape nothing else is found
ID = "b2b.extra"


def line_of(text: str, part: str) -> int:
    """Return the first line that holds `part`."""
    return next(number for number, line in enumerate(text.splitlines(), 1) if part in line)


def rounds() -> list[list[Break]]:
    """Return the faults in so many libraries that none hides another: one a file, those of shape by themselves."""
    made: dict[tuple[bool, int], list[Break]] = {}
    seen: Counter[tuple[bool, str]] = Counter()
    for fault in BREAKS:
        key = (fault.rule in OF_SHAPE, fault.file)
        if fault.file not in (PLAY, FIRST):  # there each fault has a play of its own
            seen[key] += 1
        made.setdefault((key[0], seen[key]), []).append(fault)
    return [*made.values()]


def in_its_own_play(library: Path, fault: Break, number: int) -> Break:
    """Return a fault of the play as one of a copy of it, which is written."""
    if fault.file not in (PLAY, FIRST):
        return fault
    name = f"extra_{number}"
    for path in sorted((library / PLAY).parent.iterdir()):
        write(library / f"plays/b2b/{name}/{path.name}", path.read_text(encoding="utf-8").replace(ID, f"b2b.{name}"))
    return Break(
        fault.rule, *(part.replace("b2b/extra", f"b2b/{name}").replace(ID, f"b2b.{name}") for part in fault[1:])
    )


def is_found(fault: Break, library: Path, findings: list[Finding]) -> bool:
    """Return whether a fault is among what is found, by its rule, its file, its line and what is wrong."""
    file = ELSEWHERE.get(fault.rule, fault.file)
    text = (library / file).read_text(encoding="utf-8")
    found = [one for one in findings if (one.rule, one.file) == (fault.rule, file) and fault.says in one.what]
    lines = {one.line for one in found}
    return bool(found) and (fault.rule in NO_LINE or line_of(text, fault.at) in lines)
