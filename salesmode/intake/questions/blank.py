"""A blank answers file: every question as a comment, every answer as an empty key."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping

from salesmode.intake.questions.catalog import Phrases, Question, catalog
from salesmode.knowledge.library import Library

WIDTH = 100
_LINES: Mapping[str, tuple[str, ...]] = {
    "team": (
        "{role: founder, people: 1, hours_per_week: 50, plan_hours: 8}",
        "{role: sales, people: 3, hours_per_week: 40}",
    ),
    "changed": ("{what: orders, by: -30%, since: 3 months}",),
    "channel_results": ("{channel: search_ads, spend: 1200, enquiries: 40, orders: 6, revenue: 9000}",),
    "options": ("{name: A, set: {price_level: 10%}}", "{name: B, set: {ad_spend: 0}}"),
}


def blank_file(library: Library) -> str:
    """Return a commented answers file that reads as no answers."""
    words = Phrases(library.interview, "blank")
    lines = [*_comment(words.say("head")), *_comment(words.say("then"))]
    for group in catalog(library):
        lines += ["", f"# ---- {group.title} ----"]
        for question in group.questions:
            lines += ["", *_entry(question, words)]
    return "\n".join(lines) + "\n"


def _entry(question: Question, words: Phrases) -> Iterator[str]:
    yield from _comment(question.ask)
    yield from _comment(question.hint, 2)
    how = _how(question, words)
    if how:
        yield from _comment(how, 2)
    wide = max(map(len, question.options), default=0)
    for id, word in question.options.items():
        yield from _comment(f"{id:{wide}}  {word}", 4)
    yield f"{question.id}:"
    yield from (f"# - {example}" for example in _examples(question, words))


def _how(question: Question, words: Phrases) -> str:
    spec = question.spec
    match spec.kind:
        case "levels" | "counts":
            first, second = tuple(question.options)[:2]
            return words.say(spec.kind, example=f"{first}: 2, {second}: 1")
        case "list" | "map":
            return words.say(spec.id)
        case "any_of" if spec.most:
            return words.say("most", most=spec.most)
        case "one_of" | "any_of" | "yes_no":
            return words.say(spec.kind)
    return words.say("one_of") if question.options else ""


def _examples(question: Question, words: Phrases) -> tuple[str, ...]:
    if question.id == "segments":
        return (segment_example(words),)
    return _LINES.get(question.id, ())


def segment_example(words: Phrases) -> str:
    """Return one customer group as it would stand in a file; `words` are those of the blank file."""
    return f"{{name: {words.say('segment_name')}, revenue_share: 30%, buyer: organization}}"


def _comment(text: str, indent: int = 0) -> list[str]:
    start = "# " + " " * indent
    return textwrap.wrap(
        text, WIDTH, initial_indent=start, subsequent_indent=start, break_on_hyphens=False, drop_whitespace=True
    )
