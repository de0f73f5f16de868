"""What a trade adds to a plan: what may not be said, who has a say, how a purchase runs."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Literal

from msgspec import Struct
from msgspec.structs import replace

from salesmode.business.conditions import Facts, compiled
from salesmode.business.profile import Profile
from salesmode.business.shapes import When, holding
from salesmode.engine.business import Business
from salesmode.knowledge.industries import Industry, IndustryRule, Stage, StakeholderRole
from salesmode.knowledge.library import Library
from salesmode.knowledge.terms import Line

Note = Literal["channels", "seasons"]
NOTES: Final[tuple[Note, ...]] = ("channels", "seasons")


class Stakeholder(Struct, frozen=True):
    """A person with a say, as the trade knows them, and whether the answers name the role."""

    voice: StakeholderRole
    named: bool


class IndustryContext(Struct, frozen=True):
    """What holds of a business because of its trade.

    Stakeholders and stages are those of its file, else those of every business of its kind; `notes` is what to know of
    channels and seasons, by its place in the file.
    """

    rules: tuple[IndustryRule, ...]
    stakeholders: tuple[Stakeholder, ...]
    stages: tuple[Stage, ...]
    notes: Mapping[Note, Mapping[int, Line]]
    sources: tuple[str, ...]


def industry_of(business: Business, facts: Facts, library: Library) -> IndustryContext:
    """Return what holds of the trade of a business in its country; all rules where the country is unknown."""
    file, profile = business.trade.pack, business.profile
    places = library.settings.industry.jurisdictions
    return IndustryContext(
        rules=tuple(_rules(file, profile.region, places)),
        stakeholders=_stakeholders(file, profile, facts, library),
        stages=_stages(file, facts, library),
        notes={note: _holding(getattr(file, note) if file else (), facts) for note in NOTES},
        sources=library.buying_center.sources if library.buying_center else (),
    )


def _holding(lines: Sequence[Line], facts: Facts) -> Mapping[int, Line]:
    return {place: line for place, line in enumerate(lines) if line.test(facts)}


def _rules(file: Industry | None, region: str | None, places: Mapping[str, Sequence[str]]) -> Iterator[IndustryRule]:
    for rule in file.compliance if file else ():
        if applies(rule.sources, region, places):
            yield replace(rule, sources=tuple(id for id in rule.sources if applies((id,), region, places)))


def applies(sources: Sequence[str], region: str | None, places: Mapping[str, Sequence[str]]) -> bool:
    """Return whether a rule on these sources holds in a country; each of `places` is a source's prefix."""
    bound = [places[prefix] for source in sources if (prefix := source.split(".")[0]) in places]
    return region is None or not bound or any(region in countries for countries in bound)


def _stakeholders(file: Industry | None, profile: Profile, facts: Facts, library: Library) -> tuple[Stakeholder, ...]:
    """The roles of an organisation or of a household, as the trade knows them; none where one person decides alone."""
    center = library.buying_center
    if center is None:
        return ()
    if _holds(center.organisation, facts):
        voices, own = center.roles, file.voices if file else ()
    elif _holds(center.household, facts):
        voices, own = center.household_roles, file.household if file else ()
    else:
        return ()
    known, named = {voice.id: voice for voice in own}, profile.decision_roles or ()
    return tuple(Stakeholder(known.get(voice.id, voice), voice.id in named) for voice in voices)


def _stages(file: Industry | None, facts: Facts, library: Library) -> tuple[Stage, ...]:
    center = library.buying_center
    if center is None or not _holds(center.staged, facts):
        return ()
    stages = file.stages if file and file.stages else center.stages
    return tuple(holding(stages, facts))


def _holds(condition: When, facts: Facts) -> bool:
    return compiled(condition)(facts) is True
