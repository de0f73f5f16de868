"""A plan as data: the JSON that other programs read. Ids never follow the language, texts do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salesmode.business.profile import dump_answers
from salesmode.engine.plan import Plan
from salesmode.engine.stamp import Stamp
from salesmode.report.formats.json_economics import economics_data
from salesmode.report.formats.json_moves import (
    findings_data,
    guards_data,
    moves_data,
    next_data,
    not_now_data,
    plays_data,
    stop_data,
)
from salesmode.report.formats.json_parts import (
    VERSION,
    diagnosis_data,
    diagnosis_view,
    doubts_data,
    gates_data,
    kpis_data,
    plain,
    rhythm_data,
    seasons_data,
    weeks_data,
)
from salesmode.report.wording import Words

if TYPE_CHECKING:  # the types need Pydantic, which no plan waits for
    from salesmode.report.formats.json_types.plan import BusinessData, PlanOutput, StampData

__all__ = ["diagnosis_data", "plan_data", "stamp_data"]


def plan_data(plan: Plan, words: Words, *, quantities: bool = True) -> PlanOutput:
    """Return the whole plan as plain data, floats rounded at the edge; without `quantities` none of those is listed."""
    return {
        "schema": VERSION,
        "language": words.library.lang,
        "start": plan.start.isoformat() if plan.start else None,
        "business": _business(plan),
        "answers": dump_answers(plan.business.given),
        "diagnosis": diagnosis_view(plan, words),
        "economics": economics_data(plan, words, quantities),
        "findings": findings_data(plan, words),
        "guards": guards_data(plan, words),
        "moves": moves_data(plan, words),
        "plays": plays_data(plan, words),
        "next": next_data(plan, words),
        "not_now": not_now_data(plan, words),
        "stop": stop_data(plan, words),
        **weeks_data(plan, words),
        **seasons_data(plan, words),
        "kpis": kpis_data(plan, words),
        "gates": gates_data(plan, words),
        "rhythm": rhythm_data(plan, words),
        "doubts": doubts_data(plan),
        "assumptions": [
            {"id": f"assumption.{item.id}", "value": plain(item.value), "kind": item.kind, "source": item.source}
            for item in plan.robustness.assumptions
        ],
        "stamp": stamp_data(plan.stamp),
    }


def stamp_data(stamp: Stamp) -> StampData:
    """Return what a plan was made from as plain data; a pack only where one lies over our playbooks."""
    data: StampData = {"version": stamp.version, "library": stamp.library, "answers": stamp.answers}
    if stamp.pack is not None:
        data["pack"] = {"name": stamp.pack.name, "version": stamp.pack.version}
    return data


def _business(plan: Plan) -> BusinessData:
    profile, trade = plan.business.given, plan.business.trade
    return {
        "name": profile.name, "currency": profile.currency, "language": profile.language,
        "industry": {"id": trade.id or profile.industry, "recognised": trade.recognised}, "ways": list(trade.ways),
        "read_in_notes": list(profile.noted()),
    }  # fmt: skip
