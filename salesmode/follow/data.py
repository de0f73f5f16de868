"""A comparison as plain data for other programs, rounded at the edge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salesmode.business.profile import dump_answers
from salesmode.follow.compare import Comparison, Side
from salesmode.follow.page import gap_of, hours_of
from salesmode.report.formats.json import stamp_data
from salesmode.report.formats.json_parts import VERSION
from salesmode.report.numbers import money, rate
from salesmode.report.wording import Words

if TYPE_CHECKING:  # the types need Pydantic, which no comparison waits for
    from salesmode.report.formats.json_types.compare import BridgeData, ChoiceData, ComparisonOutput, TurnData


def comparison_data(comparison: Comparison, words: Words) -> ComparisonOutput:
    """Return a comparison as plain data."""
    first, best, second = comparison.sides[0].plan, comparison.best, comparison.runner_up
    return {
        "schema": VERSION,
        "language": words.library.lang,
        "currency": first.business.given.currency,
        "basis": comparison.basis,
        "costs": list(comparison.costs),
        "best": best.choice.id if best else None,
        "runner_up": second.choice.id if second else None,
        "choices": [_choice(side, comparison) for side in comparison.sides],
        "switches": [
            {
                "answer": one.answer, "low": rate(one.low), "high": rate(one.high), "best_low": one.best_low,
                "best_high": one.best_high, "at": rate(one.at),
            }
            for one in comparison.switches
        ],
        "stamp": stamp_data(first.stamp),
    }  # fmt: skip


def _choice(side: Side, comparison: Comparison) -> ChoiceData:
    choice, plan, end = side.choice, side.plan, side.weighed.year_end
    answers = dump_answers(choice.profile)
    return {
        "id": choice.id,
        "name": choice.name,
        "changes": {id: answers.get(id) for id in choice.changes},
        "follows": {id: money(value) for id, value in choice.follows.items()},
        "year_end": {"low": money(end.low), "likely": money(end.likely), "high": money(end.high)} if end else None,
        "left": money(side.weighed.left(comparison.costs)),
        "gap": money(gap_of(side)),
        "received": money(plan.outlook.money.paid if plan.outlook else None),
        "spends": money(sum(plan.schedule.spend)),
        "hours": round(hours_of(side), 1),
        "moves": [one.id for one in plan.selection.moves],
        "bridge": _bridge(side),
        "turn": _turn(side),
    }


def _bridge(side: Side) -> BridgeData | None:
    bridge = side.bridge
    if bridge is None:
        return None
    return {
        "start": money(bridge.start),
        "steps": [{"answer": step.answer, "adds": money(step.adds)} for step in bridge.steps],
        "end": money(bridge.end),
    }


def _turn(side: Side) -> TurnData | None:
    turn = side.turn
    return turn and {"answer": turn.answer, "now": rate(turn.now), "value": rate(turn.value)}
