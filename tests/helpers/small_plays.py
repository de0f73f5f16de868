"""A play with its moves and findings as an author writes them, small enough to be broken in one place."""

from __future__ import annotations

import functools
import re
import shutil
from pathlib import Path

from helpers.libraries import LIBRARY

# A play that is only a frame. Every text holds a word of both languages.
STUB = """\
title: {en: "Later", zh: "以后"}
idea: {en: "An idea", zh: "主意"}
why: {en: "A reason", zh: "理由"}
sources: [judgement]
reviewed: 2026-11-23
stages:
  1:
    name: {en: "A stage", zh: "一级"}
    proof: {en: "Can you show it?", zh: "拿得出来吗？"}
"""
MOVE = """\
title: {en: "Visit the twenty best", zh: "上门二十家"}
carries: [POINTS]
stage: 1
if:
  all:
    - {answer: buyer, is: organization}
    - {answer: decision_cycle, at_least: 14}
    - {quantity: customers, at_least: 3}
wrong_when:
  - id: far
    if: {all: [{answer: deal_value, at_most: {band: high}}, {figure: motion, is: fast}]}
    so: {en: "They order too little.", zh: "他们买得太少。"}
    sources: [judgement]
goals: [retention]
answers: [leaving]
figures:
  visited: {value: "min(20, customers)", shown: count}
  each: {value: visited / horizon, shown: number}
because:
  - {if: {figure: visited, at_least: 10}, en: "There are {visited} of them.", zh: "有 {visited} 家。"}
  - en: "A yes takes {decision_cycle}, at {deal_value|any price}."
    zh: "定下来要{decision_cycle}，按{deal_value|任何价}。"
effects:
  - lever: win_rate
    low: 0.01
    likely: 0.02
    high: 0.04
    why: {en: "Two more say yes.", zh: "多签两家。"}
    sources: [judgement]
work:
  - {role: sales, once: 4, weekly: "visited / 10"}
steps:
  - {en: "Go to a {noun.customer}.", zh: "去见一家。"}
  - {en: "Ask what is missing.", zh: "问缺什么。"}
  - {en: "Write it down.", zh: "记下来。"}
words:
  - {en: "What don't you like?", zh: "您哪里不满意？"}
done_when: {en: "All {visited} have been seen.", zh: "{visited} 家都见过。"}
monday: {en: "Write the list.", zh: "列名单。"}
measure: {name: {en: "visits made", zh: "去过的"}, shown: count, mid: visited / 2, end: visited}
check:
  weeks: 8
  trial: {cases: visited, aim: 0.4, failing: 0.1}
  text: {en: "If {stop} or fewer of {cases} order, stop.", zh: "{cases} 家里下单的不到 {stop_plus} 家，就停。"}
  unread: {en: "If nobody talks, stop.", zh: "没人说话就停。"}
  then: [b2b.extra.second]
  sources: [judgement]
sources: [judgement]
"""
OTHERS = {  # what the second move has in place of the words of the first
    "then: [b2b.extra.second]": "then: []", "[POINTS]": "[D1.logic]", "Ask what is missing.": "Ask who left.",
    "问缺什么。": "问谁走了。", "Write it down.": "Write each name.", "记下来。": "写下名字。",
}  # fmt: skip
SECOND = functools.reduce(lambda text, pair: text.replace(*pair), OTHERS.items(), MOVE)
FINDINGS = """\
- id: leaving
  topic: standing_still
  if: {quantity: churn, at_least: 0.1}
  figures: {share: {value: churn, shown: share}, many: {value: customers * churn, shown: count}}
  money: revenue * churn
  text: {en: "You lose {share} of them, {many}.", zh: "一年走 {share}，{many} 家。"}
  decision: {en: "Keep them.", zh: "留住他们。"}
  against: [discount, b2b.extra, b2b.extra.second]
  sources: [judgement]
"""


WORDS = "".join(f'  {id}: {{en: "thing", zh: "东西"}}\n' for id in LIBRARY.nouns if not id.startswith("role_"))
TRADE = (
    f"""\
title: {{en: "Extra trade", zh: "另一行"}}
nouns:
{WORDS}"""
    """\
first:
  b2b.extra.first:
    because:
      - {if: {figure: visited, at_least: 10}, en: "In our trade there are {visited}.", zh: "这行有 {visited} 家。"}
sources: [judgement]
"""
)
THE_REST = TRADE.partition("first:")[0] + "sources: [judgement]\n"
# Of trades: the moves themselves stay behind, and most other trades.
ELSEWHERE = re.compile(r"^(?:first|elsewhere):\n(?: .*\n|\n)*", re.MULTILINE)
KEPT = ("cafe_tea", "law_firm", "restaurant", "software_subscription")


def small_folder(folder: Path) -> Path:
    """Write a sound library of one play, two moves, a finding and an example.

    Of every shipped play it has a frame; one trade stands for those left out, whose names others ask for.
    """
    left_out = ("plays", "findings", "concerns", "examples", "situations", "worksheets", "waiting", "industries", ".*")
    shutil.copytree(LIBRARY.folder, folder, ignore=shutil.ignore_patterns(*left_out))
    for place in (*(f"industries/{id}.yaml" for id in KEPT), *(f"ways/{id}.yaml" for id in LIBRARY.known_ways)):
        write(folder / place, ELSEWHERE.sub("", (LIBRARY.folder / place).read_text(encoding="utf-8")))
    write(folder / "industries/extra.yaml", TRADE)
    write(folder / "industries/the_rest.yaml", f"families: [{', '.join(sorted(_left_out()))}]\n{THE_REST}")
    for id in LIBRARY.plays:
        write(folder / "plays" / id.replace(".", "/") / "play.yaml", STUB)
    points = ", ".join(id for id, source in LIBRARY.sources.items() if source.kind == "founding")
    write(folder / "plays/b2b/extra/play.yaml", STUB)
    write(folder / "plays/b2b/extra/first.yaml", MOVE.replace("POINTS", points))
    write(folder / "plays/b2b/extra/second.yaml", SECOND)
    write(folder / "findings/extra.yaml", FINDINGS)
    write(folder / "examples/one.yaml", "buyer: organization\ndecision_cycle: 90\n")
    return folder


def _left_out() -> frozenset[str]:
    """What may be called a trade, those kept aside."""
    kept = {name for id in KEPT for name in (id, *LIBRARY.known_trades[id].families)}
    return LIBRARY.trade_names - kept


def write(path: Path, text: str) -> None:
    """Write a file, and the folders it lies in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
