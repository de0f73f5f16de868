"""A condition in words, without a business to hold it against: what would have to be answered for it to hold."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from salesmode.business.conditions import BAND, Condition, Group, Leaf, Negation
from salesmode.report.wording import Words

OPPOSITES: Final = {
    "is": "is_not", "any_of": "none_of", "none_of": "any_of", "half_of": "less_of",
    "at_least": "under", "at_most": "over", "known": "unknown", "unknown": "known",
}  # fmt: skip


def rule_text(condition: Condition, words: Words) -> str:
    """Return what a condition asks for, as in "decision cycle: 30 days or more"."""
    match condition:
        case Leaf():
            return _leaf(condition, words, opposite=False)
        case Group(join=join, parts=parts):
            said = [_inner(part, words) for part in parts]
            return words.ui("rule.and" if join == "all" else "rule.or").join(dict.fromkeys(said))
        case Negation(part=Leaf() as leaf) if leaf.comparison != "between":
            return _leaf(leaf, words, opposite=True)
        case Negation(part=Negation(part=part)):
            return rule_text(part, words)
        case Negation(part=part):
            return words.ui("rule.not", text=rule_text(part, words))


def _inner(part: Condition, words: Words) -> str:
    text = rule_text(part, words)
    return words.ui("rule.inner", text=text) if isinstance(part, Group) and len(part.parts) > 1 else text


def _leaf(leaf: Leaf, words: Words, *, opposite: bool) -> str:
    label = words.label(leaf.fact)
    if leaf.comparison == "between":
        low, high = (_bound(leaf.fact, bound, words) for bound in leaf.options)
        return words.ui("rule.between", label=label, low=low, high=high)
    said: str = leaf.comparison if leaf.comparison != "known" or leaf.value else "unknown"
    key = f"rule.{OPPOSITES[said] if opposite else said}"
    if leaf.comparison == "known":
        return words.ui(key, label=label)
    if leaf.comparison in ("any_of", "none_of", "half_of"):
        return words.ui(key, label=label, options=_either(leaf.fact, leaf.options, words))
    if leaf.comparison == "is":
        return words.ui(key, label=label, value=words.value(leaf.fact, leaf.value))
    return words.ui(key, label=label, bound=_bound(leaf.fact, leaf.value, words))


def _either(fact: str, options: Iterable[Any], words: Words) -> str:
    *others, last = (words.option(fact, option) for option in options)
    gap = " " if words.zh and last[:1].isascii() else ""  # Latin letters stand apart from Chinese ones
    return f"{words.listed(others)}{words.ui('rule.or_option')}{gap}{last}" if others else last


def _bound(fact: str, bound: Any, words: Words) -> str:
    if not isinstance(bound, str):
        return words.value(fact, bound)
    band = bound.removeprefix(BAND)
    return words.library.words.get(f"rule.bands.{band}", band)
