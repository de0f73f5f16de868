"""How the customers of a business buy, and those of each of its segments."""

from typing import NamedTuple

from salesmode.business.facts import derive
from salesmode.business.profile import Profile
from salesmode.engine.capacity import team_of
from salesmode.engine.diagnosis import Diagnosis, diagnose, with_segments
from salesmode.knowledge.library import Library


class Part(NamedTuple):
    """A segment of the business and how its customers buy."""

    name: str
    revenue_share: float | None
    diagnosis: Diagnosis


def read_whole(given: Profile, library: Library) -> tuple[Diagnosis, tuple[Part, ...]]:
    """Return how the customers of a business buy, with those of its segments in mind, and the segments."""
    parts = tuple(
        Part(segment.name, segment.revenue_share, read_business(part, library)) for segment, part in given.parts()
    )
    return with_segments(read_business(given, library), [part.diagnosis for part in parts], library), parts


def read_business(profile: Profile, library: Library) -> Diagnosis:
    """Return how the customers of `profile` buy, its segments left aside."""
    bands = library.currencies.bands.get(profile.currency or "", {})
    hours = team_of(profile, library.index["roles"]).week
    facts = derive(profile, bands, hours)
    facts.setdefault("horizon_weeks", library.index["choice"]["default_horizon"])
    return diagnose(facts, library)
