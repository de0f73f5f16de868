"""A comparison as sections in reading order, for every format."""

from __future__ import annotations

from collections.abc import Iterator

from salesmode.business.profile import Profile, specs
from salesmode.business.vocabulary import NUMBERS
from salesmode.engine.sizing.inputs import LEVER_INPUTS
from salesmode.follow.compare import Bridge, Comparison, Side, Switch
from salesmode.report.document import Block, Items, Outline, Paragraph, Section, Table
from salesmode.report.page.saying import move_title, turning_value
from salesmode.report.wording import Words, upper_first

FIRST = 3  # moves that a choice begins with
EQUAL = 0.005  # money apart: less is nothing


def comparison_outline(comparison: Comparison, words: Words) -> Outline:
    """Return the choices side by side: the answer, the figures, what lies between them, moves, how it is counted."""
    first = comparison.sides[0].plan
    stamp, name = first.stamp, first.business.profile.name or words.ui("your_business")
    blocks: dict[str, list[Block]] = {
        "answer": [Items(tuple(_answer(comparison, words)))],
        "beside": [_beside(comparison, words)],
        "between": list(_bridges(comparison, words)),
        "first": [Items(tuple(_beginnings(comparison, words)))],
        "counted": [Items(tuple(_counted(comparison, words)))],
    }
    return Outline(
        words.compare("title", name=name),
        words.ui("plan.stamp", answers=stamp.answers, library=stamp.library_named, version=stamp.version),
        words.ui("colon"),
        tuple(Section(id, words.compare(f"sections.{id}"), tuple(held)) for id, held in blocks.items() if held),
    )


def _answer(comparison: Comparison, words: Words) -> Iterator[Paragraph]:
    best = comparison.best
    yield Paragraph(verdict_text(comparison, words), id="best")
    if best is None:
        yield from _asked(comparison, words)
        return
    if comparison.costs and best.value is not None and best.value <= -EQUAL:
        said = words.compare("best.short", best=best.choice.name, short=words.money(-best.value))
        yield Paragraph(_begun(said), id="short")
    yield from _flat(comparison, words)
    for side in (best, *(side for side in comparison.sides if side is not best)):
        yield Paragraph(_begun(turn_text(side, best, words)), id=f"turn.{side.choice.id}")
    for switch in comparison.switches:
        yield Paragraph(_begun(switch_text(switch, comparison, words)), id=f"switch.{switch.answer}")


def _flat(comparison: Comparison, words: Words) -> Iterator[Paragraph]:
    """Yield which changes the verdict does not count, or cannot: whoever reads it alone must know."""
    first = comparison.sides[0].choice
    for side in comparison.sides:
        opened = _opened(first.profile, side)
        if opened:
            named = words.listed(map(words.label, opened))
            said = words.compare("counted.opened", choice=side.choice.name, first=first.name, answers=named)
            yield Paragraph(_begun(said), id=f"opened.{side.choice.id}")
        for step in side.bridge.steps if side.bridge else ():
            if abs(step.adds) < EQUAL and step.answer not in opened:
                said = words.compare("counted.flat", choice=side.choice.name, answer=words.label(step.answer))
                yield Paragraph(_begun(said), id=f"flat.{side.choice.id}.{step.answer}")


def _opened(first: Profile, side: Side) -> list[str]:
    """The figures of the year that a choice tells and the first one leaves open: nothing to hold it against."""
    figures = (id for id in side.choice.changes if id in LEVER_INPUTS and specs()[id].kind in NUMBERS)
    return [id for id in figures if getattr(first, id) is None and id not in first.not_applicable]


def verdict_text(comparison: Comparison, words: Words) -> str:
    """Return which choice is the best and by how much, or that it cannot be told."""
    best, second = comparison.best, comparison.runner_up
    if best is None or second is None or best.value is None or second.value is None:
        names = words.listed(side.choice.name for side in comparison.sides if side.value is None)
        return words.compare("untold", names=names)
    lead = best.value - second.value
    key = "same" if lead < EQUAL else comparison.basis
    return _begun(words.compare(
        f"best.{key}", best=best.choice.name, other=second.choice.name, lead=words.money(lead),
        value=words.money(best.value), rest=words.money(second.value),
    ))  # fmt: skip


def _asked(comparison: Comparison, words: Words) -> Iterator[Paragraph]:
    unknown = [side for side in comparison.sides if side.value is None]
    for id in unknown[0].plan.robustness.ask_next[:1] if unknown else ():
        yield Paragraph(words.compare("ask", answer=words.label(id)), id="ask")


def turn_text(side: Side, best: Side, words: Words) -> str:
    """Return the nearest value of an answer at which a choice becomes the better one, or stops being it."""
    stays, turn = ("stays" if side is best else "needs"), side.turn
    if turn is None:
        return words.compare(f"turn.{stays}_none", choice=side.choice.name)
    return words.compare(
        f"turn.{stays}_{'up' if turn.value > turn.now else 'down'}", choice=side.choice.name,
        answer=words.label(turn.answer), value=turning_value(turn.answer, turn.value, words),
        now=words.value(turn.answer, turn.now),
    )  # fmt: skip


def switch_text(switch: Switch, comparison: Comparison, words: Words) -> str:
    """Return where in the range of an answer another choice becomes the best."""
    names = {side.choice.id: side.choice.name for side in comparison.sides}
    low, high = (words.value(switch.answer, value) for value in (switch.low, switch.high))
    at = "" if switch.at is None else turning_value(switch.answer, switch.at, words)
    return words.compare(
        f"switch.{'at' if at else 'ends'}", answer=words.label(switch.answer), low=low, high=high, at=at,
        first=names[switch.best_low], second=names[switch.best_high],
    )  # fmt: skip


def _beside(comparison: Comparison, words: Words) -> Table:
    """Figures down, choices across; a figure that no choice has is left out."""
    columns = [dict(_figures(side, comparison, words)) for side in comparison.sides]
    unknown = words.compare("unknown")
    rows = []
    for key in columns[0]:
        cells = [column[key] for column in columns]
        if any(cells):
            rows.append((key, (words.compare(f"figures.{key}"), *(cell or unknown for cell in cells))))
    heads = (words.compare("figures.what"), *(side.choice.name for side in comparison.sides))
    return Table(
        heads, tuple(cells for _, cells in rows), frozenset(range(1, len(heads))), tuple(key for key, _ in rows)
    )


def _figures(side: Side, comparison: Comparison, words: Words) -> Iterator[tuple[str, str]]:
    end, plan = side.weighed.year_end, side.plan
    yield "year_end", words.money(end.likely) if end else ""
    yield "range", words.money_span(end.low, end.high) if end else ""
    left = side.weighed.left(comparison.costs)
    yield "left" if comparison.costs else "leaves", "" if left is None else words.money(left)
    gap = gap_of(side)
    yield "gap", "" if gap is None else words.money(gap)
    paid = plan.outlook.money.paid if plan.outlook else None
    yield "received", "" if paid is None else words.money(paid)
    yield "spends", words.money(sum(plan.schedule.spend))
    yield "hours", words.hours(hours_of(side))


def gap_of(side: Side) -> float | None:
    """Return what the likely year-end leaves open of the target, `None` without one."""
    analysis, end = side.plan.sizing.gap_analysis, side.weighed.year_end
    if analysis is None or analysis.target is None or end is None:
        return None
    return max(0.0, analysis.target - end.likely)


def hours_of(side: Side) -> float:
    """Return the hours that the moves of a choice take, on the average of its weeks."""
    schedule = side.plan.schedule
    return sum(schedule.load.values()) / schedule.weeks if schedule.weeks else 0.0


def _bridges(comparison: Comparison, words: Words) -> Iterator[Block]:
    first = comparison.sides[0]
    for side in comparison.sides[1:]:
        if side.bridge is not None:
            yield bridge_table(first, side, side.bridge, comparison, words)


def bridge_table(first: Side, side: Side, bridge: Bridge, comparison: Comparison, words: Words) -> Table:
    """Return what each changed answer adds between the first choice and another."""
    ending = "_sales" if comparison.basis == "sales" else ""
    rows = [(words.compare(f"bridge.from{ending}", first=first.choice.name), words.money(bridge.start))]
    rows += [
        (step_text(step.answer, first.choice.profile, side.choice.profile, words), _signed(step.adds, words))
        for step in bridge.steps
    ]
    rows.append((words.compare(f"bridge.to{ending}", choice=side.choice.name), words.money(bridge.end)))
    said = words.compare("bridge.what", first=first.choice.name, choice=side.choice.name)
    return Table(
        (said, words.compare("bridge.adds")), tuple((_begun(what), value) for what, value in rows), frozenset({1}),
        ("start", *(step.answer for step in bridge.steps), "end"),
    )  # fmt: skip


def step_text(answer: str, before: Profile, after: Profile, words: Words) -> str:
    """Return an answer as one profile has it instead of another."""
    was, now = (said_value(answer, profile, words) for profile in (before, after))
    if not now or not was:
        return words.compare("bridge.step_other", answer=words.label(answer))
    return words.compare("bridge.step", answer=words.label(answer), now=now, before=was)


def said_value(answer: str, profile: Profile, words: Words) -> str:
    """Return what a profile answers as a reader would write it, nothing for what is a list of its own."""
    value = getattr(profile, answer)
    if answer in profile.not_applicable:
        return words.ui("does_not_apply")
    if value is None:
        return words.compare("unknown")
    return "" if specs()[answer].kind in ("list", "map", "levels", "counts") else words.value(answer, value)


def _signed(amount: float, words: Words) -> str:
    return f"+{words.money(amount)}" if amount >= EQUAL else words.money(amount)


def _beginnings(comparison: Comparison, words: Words) -> Iterator[Paragraph]:
    """Yield the first moves of each choice, once where they are the same for all."""
    sides = comparison.sides
    begun = [tuple(move_title(one.id, words) for one in side.plan.selection.moves[:FIRST]) for side in sides]
    said = [words.listed(titles) or words.compare("moves.none") for titles in begun]
    if all(begun) and len(set(begun)) == 1:
        yield Paragraph(words.compare("moves.same", moves=said[0]), id="moves")
    else:
        yield from (
            Paragraph(text, side.choice.name, f"moves.{side.choice.id}") for side, text in zip(sides, said, strict=True)
        )


def _counted(comparison: Comparison, words: Words) -> Iterator[Paragraph]:
    yield Paragraph(words.compare("counted.year"), id="counted.year")
    yield Paragraph(words.compare("counted.alone"), id="counted.alone")
    for side in comparison.sides:
        for answer, value in side.choice.follows.items():
            said = words.compare(
                "counted.follows", choice=side.choice.name, answer=words.label(answer), value=words.money(value)
            )
            yield Paragraph(_begun(said), id=f"follows.{side.choice.id}.{answer}")
    if comparison.basis == "left" and comparison.costs:
        named = words.listed(words.library.quantities[id].name for id in comparison.costs)
        yield Paragraph(words.compare("counted.costs", costs=named), id="counted.costs")
    if any(side.bridge and len(side.bridge.steps) > 1 for side in comparison.sides):
        yield Paragraph(words.compare("counted.order"), id="counted.order")
    yield Paragraph(words.compare("counted.turns"), id="counted.turns")


def _begun(text: str) -> str:
    return upper_first(text)
