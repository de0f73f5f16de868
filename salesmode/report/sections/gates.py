"""The gate of a play: when it is missed, when it is reached, and how far its figure can be told from luck."""

from __future__ import annotations

from collections.abc import Iterator

from salesmode.engine.gates import PlannedGate
from salesmode.engine.scoring import Candidate
from salesmode.engine.significance import Count, Significance
from salesmode.engine.sizing.steps import FALLING
from salesmode.report.document import Block, Paragraph
from salesmode.report.wording import Words, about, number, rounded


def gate_blocks(planned: PlannedGate, candidate: Candidate, words: Words) -> Iterator[Block]:
    """Yield what happens when the gate is missed and when it is reached, and what may be luck."""
    id = planned.play
    yield Paragraph(gate_text(planned, words), words.ui("play.gate", week=planned.week), f"gate.{id}")
    yield Paragraph(_reached(candidate, words), words.ui("play.reached"), f"gate.{id}.reached")
    if planned.significance is not None:
        text = words.sentences(luck_texts(planned.significance, words))
        yield Paragraph(text, words.ui("play.luck"), f"luck.{id}")


def gate_text(planned: PlannedGate, words: Words) -> str:
    """Return what a play's gate asks, and what follows where it is not met."""
    gate, kpi, other = planned.gate, planned.kpi, planned.switch_to
    below = words.ui(
        "play.below" if kpi.direction == "up" else "play.above",
        kpi=words.fill(kpi.name), below=kpi_value(gate.below, kpi.unit, words),
    )  # fmt: skip
    named = gate.then == "switch" and other == gate.to
    key, text = "play.then_switch" if named else "play.then_stop", words.fill(gate.text)
    then = words.ui(key, play=words.title(gate.to or ""), text=text)
    after = () if other is None or named else (words.ui("play.or_else", play=words.title(other)),)
    return words.sentences((f"{below} → {then}", *after))


def _reached(candidate: Candidate, words: Words) -> str:
    level = candidate.level.number
    further = candidate.play.next_level(level) is not None
    return words.ui("play.go_on" if further else "play.go_on_last", level=level, after=level + 1)


def luck_texts(luck: Significance, words: Words) -> Iterator[str]:
    """Yield what can be told by the gate's week, and from when on more can."""
    units = words.ui(f"luck_units.{luck.lever}")
    said = {
        "lever": words.ui(f"luck_rates.{luck.lever}"), "units": units, "start": luck.start, "week": luck.week,
        "needed": about(luck.needed, up=True), "cycle": words.duration(rounded(luck.days or 0.0)),
        "events": about(luck.events or 0.0),
        "old": _rate(luck.old, words), "new": _rate(luck.new, words),
    }  # fmt: skip
    key = luck.verdict
    if key in ("none", "few", "far") and luck.events is not None:
        yield words.ui("play.luck_none" if luck.events < 1 and luck.days else "play.luck_few", **said)
    if key not in ("none", "few"):
        yield words.ui(f"play.luck_{key}", **said)
    if luck.shown is not None and luck.verdict != "tells":
        yield words.ui(_judged(luck.shown, luck), **said, **_counted(luck.shown, luck, words))


def _judged(count: Count, luck: Significance) -> str:
    if count.old == count.new:
        return "play.luck_alike"
    return "play.luck_judge" if luck.judge_week is not None else "play.luck_by"


def _rate(rate: float | None, words: Words) -> str:
    return "" if rate is None else words.rate(rate)


def _counted(count: Count, luck: Significance, words: Words) -> dict[str, str]:
    key = "up_to" if luck.lever not in FALLING else "down_to" if count.luck else "down_to_none"
    reach = words.ui(f"play.{key}", count=number(count.luck))
    return {
        "judge": str(count.week), "trials": number(count.trials), "was": number(count.old),
        "becomes": number(count.new), "luck": reach,
    }  # fmt: skip


def kpi_value(value: float, unit: str, words: Words) -> str:
    """Return a KPI's figure in its unit."""
    if unit == "share":
        return words.rate(value)
    return words.money(value) if unit == "money" else words.duration(value) if unit == "days" else number(value)
