"""What a trade adds to a plan: what may not be said, who has a say, how a purchase runs, actions done its own way."""

import functools
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from salesmode.business.conditions import Facts, Test, compiled, read_condition
from salesmode.business.profile import Profile
from salesmode.knowledge.library import Library
from salesmode.knowledge.plays import Data, Rule

NOTES = ("channels", "seasons")
# Condition and roles in deciders.yaml, and the heading under which a trade has words of its own.
WHO = (("organisation", "roles", "voices"), ("household", "household_roles", "household"))


class TradeRule(NamedTuple):
    """A rule of a trade, by the id under which its words stand."""

    id: str
    sources: tuple[str, ...]


class Voice(NamedTuple):
    """A person with a say: the role, whether the answers name it, and the key under which its words stand."""

    role: str
    named: bool
    key: str


class Trade(NamedTuple):
    """What holds of a business because of its trade.

    `voices` and `stages` are those of its file, else those of every business of its kind; `notes` the keys of what to
    know of channels and seasons; `steps` the steps of actions that the trade takes its own way, by id of the action.
    """

    rules: tuple[TradeRule, ...]
    voices: tuple[Voice, ...]
    stages: tuple[str, ...]
    notes: Mapping[str, tuple[str, ...]]
    steps: Mapping[str, tuple[Rule, ...]]
    sources: tuple[str, ...]


class _Known(NamedTuple):
    """What the library knows of a trade, read once; `who` are role and key by the condition under which they decide."""

    file: Data
    who: tuple[tuple[Test, tuple[tuple[str, str], ...]], ...]
    staged: Test
    stages: tuple[tuple[str, Rule], ...]
    notes: Mapping[str, tuple[Rule, ...]]
    steps: Mapping[str, tuple[Rule, ...]]
    sources: tuple[str, ...]


def trade_of(profile: Profile, facts: Facts, library: Library) -> Trade:
    """Return what holds of the profile's trade in its country; all rules where the country is unknown."""
    known = _known(library, profile.industry or "")
    return Trade(
        rules=_rules(known.file, profile.region, library.index["choice"]["jurisdictions"]),
        voices=_voices(known, profile, facts),
        stages=tuple(key for key, rule in known.stages if rule.test(facts)) if known.staged(facts) else (),
        notes={
            kind: tuple(f"{kind}.{rule.id}" for rule in rules if rule.test(facts))
            for kind, rules in known.notes.items()
        },
        steps=known.steps,
        sources=known.sources,
    )


@functools.cache
def _known(library: Library, industry: str) -> _Known:
    file = library.index["industries"].get(industry, {})
    deciders = library.index.get("deciders", {})
    own = bool(file.get("stages"))
    stages = file["stages"] if own else deciders.get("stages", ())
    return _Known(
        file=file,
        who=tuple(
            (_test(deciders.get(kind)), _keys(deciders.get(heading, ()), heading, file.get(spoken, ()), spoken))
            for kind, heading, spoken in WHO
        ),
        staged=_test(deciders.get("staged")),
        stages=tuple((f"{'' if own else 'deciders.'}stages.{stage['id']}", Rule.read(stage)) for stage in stages),
        notes={kind: _in_order(file.get(kind, ())) for kind in NOTES},
        steps={item["id"]: _in_order(item["steps"]) for item in file.get("rewrites", ()) if "steps" in item},
        sources=tuple(deciders.get("sources", ())),
    )


def _keys(voices: Sequence[Data], heading: str, own: Sequence[Data], own_heading: str) -> tuple[tuple[str, str], ...]:
    """Role and key of every voice; the trade's own words where it has some."""
    known = {voice["id"] for voice in own}
    return tuple(
        (voice["id"], f"{own_heading}.{voice['id']}" if voice["id"] in known else f"deciders.{heading}.{voice['id']}")
        for voice in voices
    )


def _in_order(items: Sequence[Data]) -> tuple[Rule, ...]:
    return tuple(Rule.read(item, str(index)) for index, item in enumerate(items))


def _test(raw: Data | None) -> Test:
    return compiled(read_condition(raw)) if raw is not None else lambda _: False


def _rules(file: Data, region: str | None, places: Mapping[str, Sequence[str]]) -> tuple[TradeRule, ...]:
    return tuple(
        TradeRule(rule["id"], tuple(source for source in rule["sources"] if applies((source,), region, places)))
        for rule in file.get("compliance", ())
        if applies(rule["sources"], region, places)
    )


def applies(sources: Sequence[str], region: str | None, places: Mapping[str, Sequence[str]]) -> bool:
    """Return whether a rule on these sources holds in a country; each of `places` is a source's prefix."""
    bound = [places[prefix] for source in sources if (prefix := source.split(".")[0]) in places]
    return region is None or not bound or any(region in countries for countries in bound)


def _voices(known: _Known, profile: Profile, facts: Facts) -> tuple[Voice, ...]:
    """The roles of an organisation or of a household, as the trade knows them; none where one person decides alone."""
    roles = next((roles for test, roles in known.who if test(facts)), ())
    named = profile.decision_roles or ()
    return tuple(Voice(id, id in named, key) for id, key in roles)
