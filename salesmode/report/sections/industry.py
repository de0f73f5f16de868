"""Who has a say and what each needs to hear, how a purchase runs, and what to know of the trade."""

from __future__ import annotations

from collections.abc import Iterator

from salesmode.engine.industry import NOTES, Voice
from salesmode.engine.plan import Plan
from salesmode.report.document import Block, Heading, Items, Paragraph, Section, Table
from salesmode.report.wording import Words

SHARED = "deciders."


def deciding(plan: Plan, words: Words) -> Section:
    """Return the people with a say, the stages with what ends each, and the channels and seasons of the trade."""
    blocks = [*_voices(plan, words), *_stages(plan, words), *_notes(plan, words)]
    if blocks:
        marks = words.marks(plan.trade.sources)
        blocks.append(Paragraph(marks, words.ui("play.sources"), "trade.sources"))
    return Section("deciding", words.ui("sections.deciding"), tuple(blocks))


def _voices(plan: Plan, words: Words) -> Iterator[Block]:
    voices = plan.trade.voices
    if not voices:
        return
    columns = tuple(words.ui(f"deciding.{key}") for key in ("who", "concern", "message", "paper", "ask"))
    parts = ("concern", "message", "paper", "ask")
    rows = tuple((_who(voice, plan, words), *(_of(f"{voice.key}.{part}", words) for part in parts)) for voice in voices)
    yield Table(columns, rows, ids=tuple(f"voice.{voice.role}" for voice in voices))


def _who(voice: Voice, plan: Plan, words: Words) -> str:
    """The person in this trade; where the answers name roles, those they leave out are marked."""
    who = _of(f"{voice.key}.who", words)
    unnamed = plan.profile.decision_roles and not voice.named and plan.diagnosis.mode != "b2c"
    return words.ui("deciding.unnamed", who=who) if unnamed else who


def _stages(plan: Plan, words: Words) -> Iterator[Block]:
    keys = plan.trade.stages
    if not keys:
        return
    yield Heading(words.ui("deciding.stages"), id="stages")
    columns = (words.ui("weeks_table.number"), words.ui("deciding.stage"), words.ui("deciding.exit"))
    rows = tuple(
        (str(number), _of(f"{key}.stage", words), _of(f"{key}.exit", words)) for number, key in enumerate(keys, 1)
    )
    yield Table(columns, rows, frozenset({0}), tuple(f"stage.{key.rpartition('.')[2]}" for key in keys))


def _notes(plan: Plan, words: Words) -> Iterator[Block]:
    for kind in NOTES:
        keys = plan.trade.notes[kind]
        if keys:
            items = tuple(Paragraph(words.of_trade(key), id=f"trade.{key}") for key in keys)
            yield Items(items, label=words.ui(f"deciding.{kind}"))


def _of(key: str, words: Words) -> str:
    return words.common(key) if key.startswith(SHARED) else words.of_trade(key)
