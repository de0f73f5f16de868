"""A business as every later step takes it: its answers, its people, how its customers buy."""

from typing import NamedTuple

from salesmode.business.facts import derive
from salesmode.business.profile import Profile
from salesmode.engine.capacity import Capacity, capacity_of
from salesmode.engine.diagnosis import Diagnosis, cap_claimed_levels, diagnose, with_segments
from salesmode.knowledge.library import Library


class Segment(NamedTuple):
    """A segment of the business and how its customers buy."""

    name: str
    revenue_share: float | None
    diagnosis: Diagnosis


class Business(NamedTuple):
    """All that is known of a business before anything is worked out for it; made once.

    `given` are the answers as they came; in `profile` no play stands higher than the other answers bear out. `horizon`
    is in weeks.
    """

    given: Profile
    profile: Profile
    capacity: Capacity
    diagnosis: Diagnosis
    segments: tuple[Segment, ...]
    horizon: int


def business_of(given: Profile, library: Library) -> Business:
    """Return the business that gave these answers: how its customers buy is read with its segments in mind."""
    segments = tuple(
        Segment(segment.name, segment.revenue_share, diagnosed(part, library)) for segment, part in given.parts()
    )
    diagnosis = with_segments(diagnosed(given, library), [one.diagnosis for one in segments], library)
    return Business(
        given=given,
        profile=cap_claimed_levels(given, diagnosis),
        capacity=capacity_of(given, library.settings.capacity),
        diagnosis=diagnosis,
        segments=segments,
        horizon=given.horizon_weeks or library.settings.schedule.default_horizon,
    )


def diagnosed(profile: Profile, library: Library) -> Diagnosis:
    """Return how the customers of `profile` buy, its segments left aside."""
    bands = library.currencies.bands.get(profile.currency or "", {})
    hours = capacity_of(profile, library.settings.capacity).week
    facts = derive(profile, bands, hours)
    facts.setdefault("horizon_weeks", library.settings.schedule.default_horizon)
    return diagnose(facts, library)
