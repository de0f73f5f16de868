"""Who can do the work of a plan: hours a week by role, and who stands in where a role is not filled."""

from collections.abc import Mapping
from typing import NamedTuple

from salesmode.business.profile import Profile
from salesmode.knowledge.plays import Data


class Team(NamedTuple):
    """Plan hours a week by role.

    `assumed` names the roles whose hours rest on a share, `invented` marks a team that nobody stated.
    """

    hours: Mapping[str, float]
    assumed: tuple[str, ...]
    invented: bool
    stand_ins: Mapping[str, list[str]]

    @property
    def week(self) -> float:
        """All plan hours of a week."""
        return sum(self.hours.values())

    def doer(self, role: str) -> str | None:
        """Return the role that does the work of `role`: itself, its stand-ins in order, else who has most hours."""
        order: tuple[str, ...] = (role, *self.stand_ins.get(role, []))
        for candidate in order:
            if self.hours.get(candidate, 0) > 0:
                return candidate
        return max(self.hours, key=lambda held: (self.hours[held], held)) if self.week > 0 else None


def team_of(profile: Profile, roles: Data) -> Team:
    """Return the team of a profile; without one, a founder with the hours that roles.yaml states."""
    stand_ins = {role: data["stand_ins"] for role, data in roles["roles"].items()}
    if profile.team is None:
        return Team({"founder": float(roles["founder_alone"])}, (), True, stand_ins)
    hours: dict[str, float] = {}
    assumed = []
    for member in profile.team:
        each = member.plan_hours
        if each is None:
            week = roles["hours_per_week"] if member.hours_per_week is None else member.hours_per_week
            each = roles["roles"][member.role]["share"] * week
            assumed.append(member.role)
        hours[member.role] = hours.get(member.role, 0.0) + each * member.people
    return Team(hours, tuple(dict.fromkeys(assumed)), False, stand_ins)
