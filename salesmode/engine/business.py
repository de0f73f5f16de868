"""A business as every later step takes it: its answers, its people, how its customers buy."""

from msgspec import Struct

from salesmode.business.economy import Assumptions, Economy, PartEconomy, economy_of
from salesmode.business.facts import derive
from salesmode.business.model import UsualForm
from salesmode.business.profile import Profile
from salesmode.business.year import Ramps
from salesmode.engine.capacity import Capacity, capacity_of
from salesmode.engine.diagnosis import Diagnosis, cap_claimed_levels, diagnose, with_segments
from salesmode.engine.trade import Trade, trade_of
from salesmode.knowledge.library import Library
from salesmode.knowledge.noting import Noted


class Segment(Struct, frozen=True):
    """A segment of the business and how its customers buy."""

    name: str
    revenue_share: float | None
    diagnosis: Diagnosis


class Business(Struct, frozen=True):
    """All that is known of a business before anything is worked out for it; made once.

    `given` are the answers as they came; in `profile` no play stands higher than the other answers bear out. `horizon`
    is in weeks; `economy` holds its quantities, settled; `noted` is what the notes tell.
    """

    given: Profile
    profile: Profile
    capacity: Capacity
    diagnosis: Diagnosis
    segments: tuple[Segment, ...]
    horizon: int
    economy: Economy
    trade: Trade
    noted: Noted


def business_of(given: Profile, library: Library) -> Business:
    """Return the business that gave these answers: how its customers buy is read with its segments in mind."""
    trade = trade_of(given, library)
    economy = settled(given, library, trade)
    segments = tuple(
        Segment(segment.name, part_economy.value("revenue_share"), diagnosed(part, library, part_economy, trade))
        for (segment, part), part_economy in zip(given.parts(), economy.segments, strict=True)
    )
    whole = diagnosed(given, library, economy.whole, trade)
    diagnosis = with_segments(whole, [segment.diagnosis for segment in segments], library)
    return Business(
        given=given,
        profile=cap_claimed_levels(given, diagnosis),
        capacity=capacity_of(given, library.settings.capacity),
        diagnosis=diagnosis,
        segments=segments,
        horizon=given.horizon_weeks or library.settings.schedule.default_horizon,
        economy=economy,
        trade=trade,
        noted=library.notes.read(given.notes) if given.notes else Noted({}),
    )


def settled(profile: Profile, library: Library, trade: Trade | None = None) -> Economy:
    """Return every quantity of a business that follows from its answers."""
    settings = library.settings.sizing
    ramps = Ramps(*(getattr(settings.ramp_months, case) for case in Ramps._fields))
    pack = (trade or trade_of(profile, library)).pack
    cycles: dict[str, float] = {buyer: float(days) for buyer, days in settings.usual_cycle.items()}
    usual = UsualForm(pack.form, pack.always) if pack and pack.form else None
    return economy_of(profile, library.model, Assumptions(ramps, settings.peak_weight, cycles), usual)


def diagnosed(
    profile: Profile, library: Library, economy: PartEconomy | None = None, trade: Trade | None = None
) -> Diagnosis:
    """Return how the customers of `profile` buy, its segments left aside; its quantities are among the facts.

    `trade` is that of the whole business where the profile is of a segment.
    """
    bands = library.currencies.bands.get(profile.currency or "", {})
    hours = capacity_of(profile, library.settings.capacity).week
    facts = derive(profile.as_whole(), bands, hours)
    names = (trade or trade_of(profile, library)).names
    if names:
        facts["industry"] = names
    if economy is not None:
        facts.update(economy.facts())
    facts.setdefault("horizon_weeks", library.settings.schedule.default_horizon)
    return diagnose(facts, library)
