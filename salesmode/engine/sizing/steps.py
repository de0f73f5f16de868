"""How far the next level of a play moves its levers for this business."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from msgspec.structs import replace

from salesmode.business.conditions import Facts
from salesmode.business.facts import won_share
from salesmode.business.profile import Profile
from salesmode.knowledge.plays import Level, Lever

STAGES: Final = ("mql_rate", "sql_rate", "opportunity_rate")
RISING: Final = frozenset({*STAGES, "win_rate", "conversion_rate", "repeat_rate", "gross_margin"})
FALLING: Final = frozenset({"return_rate", "annual_churn", "discount_rate"})


def steps_of(level: Level, profile: Profile, facts: Facts, caps: Mapping[str, float]) -> tuple[Lever, ...]:
    """Return the levers that the level moves here, no rate beyond what is left of it: 0 % of returns cannot fall.

    `caps` holds, for rates that are small, the share of today's rate that a step may be at most.
    """
    found = []
    for lever in level.levers:
        if lever.test(facts) is False:
            continue
        room = _room(lever.id, profile, caps)
        if room is None:
            found.append(lever)
        elif room > 0:
            found.append(replace(lever, low=min(lever.low, room), high=min(lever.high, room)))
    return tuple(found)


def _room(id: str, profile: Profile, caps: Mapping[str, float]) -> float | None:
    today = won_share(profile) if id == "win_rate" else getattr(profile, id, None)
    if today is None or id not in RISING | FALLING:
        return None
    left = today if id in FALLING else 1 - today
    return float(min(left, today * caps[id]) if id in caps else left)
