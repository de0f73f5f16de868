"""Who can do the work of a plan: hours a week by role, and who is deputy where a role is not filled."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from salesmode.business.profile import Profile
from salesmode.knowledge.settings import CapacitySettings


class Capacity(Struct, frozen=True):
    """Plan hours a week by role.

    `assumed` names the roles whose hours rest on a share, `invented` marks a team that nobody stated.
    """

    hours: Mapping[str, float]
    assumed: tuple[str, ...]
    invented: bool
    deputies: Mapping[str, Sequence[str]]

    @property
    def week(self) -> float:
        """All plan hours of a week."""
        return sum(self.hours.values())

    def assignee(self, role: str) -> str | None:
        """Return the role that does the work of `role`: itself, its deputies in order, else who has most hours."""
        order = (role, *self.deputies.get(role, ()))
        for candidate in order:
            if self.hours.get(candidate, 0) > 0:
                return candidate
        return max(self.hours, key=lambda other_role: (self.hours[other_role], other_role)) if self.week > 0 else None


def capacity_of(profile: Profile, settings: CapacitySettings) -> Capacity:
    """Return the team of a profile; without one, a founder with the hours that the settings state."""
    deputies = {role: role_time.deputies for role, role_time in settings.roles.items()}
    if profile.team is None:
        return Capacity({"founder": float(settings.founder_alone)}, (), True, deputies)
    hours: dict[str, float] = {}
    assumed = []
    for member in profile.team:
        each = member.plan_hours
        if each is None:
            week = settings.hours_per_week if member.hours_per_week is None else member.hours_per_week
            each = settings.roles[member.role].share * week
            assumed.append(member.role)
        hours[member.role] = hours.get(member.role, 0.0) + each * member.people
    return Capacity(hours, tuple(dict.fromkeys(assumed)), False, deputies)
