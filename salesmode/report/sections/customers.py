"""How the customers buy: one line, the dimensions, three readings, the capability gap, the segments."""

from __future__ import annotations

from collections.abc import Iterator

from salesmode.business.currencies import typeset
from salesmode.engine.diagnosis import Diagnosis, Dimension, Need
from salesmode.engine.plan import Plan
from salesmode.report.document import Block, Heading, Items, Paragraph, Section, Table
from salesmode.report.wording import Words, upper_first

SPOKEN = 3
DOT, TRACK, MIDDLE = "●", "─", "┼"
REACH = 5


def buying(plan: Plan, words: Words) -> Section:
    """Return the reading of the customers."""
    title = words.ui("sections.buying", customers=words.customers)
    if plan.business.diagnosis.mode is None and plan.business.diagnosis.motion is None:
        return Section("buying", title, ())
    blocks: list[Block] = [Paragraph(reading_line(plan.business.diagnosis, words), id="mode"), _dimensions(plan, words)]
    blocks += [Paragraph(words.ui("buying.scale"), id="scale"), _readings(plan, words)]
    blocks += [*_capability(plan, words), *_segments(plan, words)]
    return Section("buying", title, tuple(blocks))


def reading_line(diagnosis: Diagnosis, words: Words) -> str:
    """Return who pays and how they buy in one line, with the positions on both axes."""
    values: dict[str, str] = {}
    for name, axis in diagnosis.axes.items():
        values[name] = words.ui(f"{name}.{axis.reading}") if axis.reading else words.ui("unknown")
        values[f"{name}_verdict"] = words.ui(f"verdict.{axis.verdict}")
        values[f"{name}_position"] = signed(axis.position)
    return words.ui("buying.line", **values)


def signed(position: float) -> str:
    """Return a position with its sign, to two places."""
    rounded = round(position, 2)
    return typeset(f"{rounded:+.2f}") if rounded else "0"


def _meter(position: float) -> str:
    """A position drawn on a line of eleven marks, readable without colour."""
    marks = [TRACK] * (2 * REACH + 1)
    marks[REACH] = MIDDLE
    marks[REACH + round(position * REACH)] = DOT
    return "".join(marks)


def _dimensions(plan: Plan, words: Words) -> Table:
    columns = tuple(words.ui(f"buying.{key}") for key in ("dimension", "pays", "buys", "speaks"))
    rows = tuple(
        (
            words.dimension(dimension.id),
            _meter(dimension.position), _meter(dimension.motion_position), _spoken(dimension, words),
        )
        for dimension in plan.business.diagnosis.dimensions
    )  # fmt: skip
    ids = tuple(f"dimension.{item.id}" for item in plan.business.diagnosis.dimensions)
    return Table(columns, rows, ids=ids, drawn=frozenset({1, 2}))


def _spoken(dimension: Dimension, words: Words) -> str:
    strongest = dict.fromkeys(reason.answer for reason in dimension.reasons if reason.weight)
    said = (
        words.ui("said.is", label=words.label(answer), value=words.value(answer, words.facts[answer]))
        for answer in list(strongest)[:SPOKEN]
    )
    return words.ui("joint").join(said) or words.ui("unknown")


def _readings(plan: Plan, words: Words) -> Table:
    columns = tuple(words.ui(f"buying.{key}") for key in ("reading", "says", "rests_on"))
    rows = []
    for name, reading in plan.robustness.readings.items():
        says = [words.ui(f"mode.{reading.mode}")] if reading.mode else []
        says += [words.ui(f"motion.{reading.motion}")] if reading.motion else []
        because = _economics(plan, words) if name == "economics" else _because(name, reading.because, words)
        rows.append((words.ui(f"buying.{name}"), words.listed(says) or words.ui("unknown"), because))
    return Table(columns, tuple(rows), ids=tuple(f"reading.{name}" for name in plan.robustness.readings))


def _because(name: str, answers: tuple[str, ...], words: Words) -> str:
    if name == "declared":
        return words.ui("buying.you_said_so") if answers else words.ui("unknown")
    said = (words.ui("said.is", label=words.label(id), value=words.value(id, words.facts[id])) for id in answers)
    return words.ui("joint").join(said) or words.ui("unknown")


def _economics(plan: Plan, words: Words) -> str:
    reading = plan.robustness.readings["economics"]
    if reading.motion is None:
        return words.ui("buying.margin_unknown")
    parts = [
        words.ui(f"buying.pays_for_{reading.motion}"),
        words.ui("buying.contribution", contribution=words.money(words.facts["first_year_contribution"])),
    ]
    for item in (economics for economics in plan.sizing.unit_economics if economics.kind == "own"):
        order = words.money(item.break_even_order) if item.break_even_order is not None else words.ui("unknown")
        key = "buying.winning" if item.pays else "buying.winning_loses"
        parts.append(words.ui(key, cost=words.money(item.cost), order=order))
    return words.ui("joint").join(parts)


def _capability(plan: Plan, words: Words) -> Iterator[Block]:
    """The abilities that fall short, each with how to train it; those most asked of where nobody judged them."""
    needs = plan.business.diagnosis.capability_gap
    short = [need for need in needs if need.level is not None and need.level < need.demanded]
    if short:
        yield Heading(words.ui("buying.capability"), id="capability")
        columns = tuple(words.ui(f"buying.{key}") for key in ("skill", "demanded", "have", "train"))
        rows = tuple(
            (words.option("capability", need.id), str(need.demanded), str(need.level), _training(need, "train", words))
            for need in short
        )
        yield Table(columns, rows, frozenset({1, 2}), tuple(f"capability.{need.id}" for need in short))
    elif all(need.level is None for need in needs):
        asked = sorted(needs, key=lambda need: -need.demanded)[: plan.abilities_shown]
        items = tuple(Paragraph(_unjudged(need, words), id=f"capability.{need.id}") for need in asked if need.demanded)
        yield Items(items, label=words.ui("buying.abilities"))


def _unjudged(need: Need, words: Words) -> str:
    skill = upper_first(words.option("capability", need.id))
    proof, train = (_training(need, key, words) for key in ("proof", "train"))
    return words.ui("buying.ability_unknown", skill=skill, level=need.demanded, proof=proof, train=train)


def _training(need: Need, key: str, words: Words) -> str:
    capabilities = words.library.capabilities
    return words.fill(getattr(capabilities.capabilities[need.id], key)) if capabilities else ""


def _segments(plan: Plan, words: Words) -> Iterator[Block]:
    if not plan.business.segments:
        return
    columns = tuple(words.ui(f"buying.{key}") for key in ("segment", "share", "pays", "buys"))
    rows = []
    for part in plan.business.segments:
        share = words.rate(part.revenue_share) if part.revenue_share is not None else words.ui("unknown")
        mode, motion = part.diagnosis.mode, part.diagnosis.motion
        says = (words.ui(f"mode.{mode}") if mode else words.ui("unknown"),
                words.ui(f"motion.{motion}") if motion else words.ui("unknown"))  # fmt: skip
        rows.append((part.name, share, *says))
    yield Table(columns, tuple(rows), frozenset({1}))
    readings = {(part.diagnosis.mode, part.diagnosis.motion) for part in plan.business.segments}
    yield Paragraph(words.ui("buying.segments_differ" if len(readings) > 1 else "buying.segments_same"), id="segments")
