"""Which moves, findings and conditions businesses reach, and which sides of a condition nobody has shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from salesmode.business.conditions import Condition, Facts, Test, compiled
from salesmode.business.profile import Profile
from salesmode.check.figures import Owners, Thing, things
from salesmode.check.material import Material
from salesmode.check.saying import KNOWLEDGE, WAITING
from salesmode.engine.business import business_of
from salesmode.engine.findings import FoundFinding, findings_of
from salesmode.engine.ground import Ground, grounds_of
from salesmode.engine.guardrails import guardrails_of
from salesmode.engine.moves.candidates import Choosing
from salesmode.engine.selection import Selection, select
from salesmode.engine.sizing import size
from salesmode.knowledge.files import Finding, Where
from salesmode.knowledge.library import Library
from salesmode.knowledge.parts import part_of

Spot = tuple[str, Where]


class Advised(NamedTuple):
    """The part of a plan that shows what it reached: on which weeks and how surely is no matter here."""

    mode: str | None
    grounds: tuple[Ground, ...]
    findings: tuple[FoundFinding, ...]
    selection: Selection


def advised(profile: Profile, library: Library) -> Advised:
    """Return what a business is advised, which takes a part of the time of its plan."""
    business = business_of(profile, library)
    sizing = size(business, library, told=False)
    grounds = grounds_of(business, sizing, library.currencies.workday.get(business.profile.currency or ""))
    findings = findings_of(grounds, library)
    choosing = Choosing(business, grounds, findings, guardrails_of(sizing, library), library)
    return Advised(business.diagnosis.mode, grounds, findings.found, select(choosing, ()))


class _Asked(NamedTuple):
    """A condition, and the thing whose own figures it may ask for."""

    test: Test
    thing: Thing | None


class _Facts:
    """The facts of one business as each thing asks for them: of the whole and of its segments, with its own figures."""

    def __init__(self, grounds: Sequence[Ground]) -> None:
        self._grounds = grounds
        self._own: dict[int, list[Facts]] = {}

    def of(self, thing: Thing | None) -> Sequence[Facts]:
        if thing is None or not thing.figures:
            return [ground.facts for ground in self._grounds]
        if id(thing) not in self._own:
            self._own[id(thing)] = [{**ground.facts, **_known(ground, thing)} for ground in self._grounds]
        return self._own[id(thing)]


def _known(ground: Ground, thing: Thing) -> Facts:
    return {name: value for name, value in ground.figures(thing.figures).items() if value is not None}


class Tally:
    """What plans reached: moves made and findings shown by some and not by all; the truths that conditions took."""

    def __init__(self, material: Material) -> None:
        owners, conditions = Owners(material), conditions_of(material)
        asked = {spot: _Asked(compiled(one), owners.of(*spot)) for spot, one in conditions.items()}
        self._undecided: dict[Spot, _Asked] = dict(asked)
        self._one_sided: dict[tuple[Spot, bool], _Asked] = {
            (spot, side): one for spot, one in asked.items() if _is_knowledge(spot[0]) for side in (True, False)
        }
        self._made: set[str] = set()
        self._shown: set[str] = set()
        self._always: set[str] | None = None

    def count(self, advice: Advised, *, named: bool) -> None:
        """Add what one business reached; the sides of a condition are shown by a `named` one alone."""
        made = {one.id for one in advice.selection.moves}
        self._made |= made
        self._shown |= {found.id for found in advice.findings}
        if advice.mode is not None:  # of whom nothing is known is refused every move, whatever its reasons
            self._always = made if self._always is None else self._always & made
        facts = _Facts(advice.grounds)
        for spot, asked in [*self._undecided.items()]:
            if any(asked.test(one) is not None for one in facts.of(asked.thing)):
                del self._undecided[spot]
        for key, asked in [*self._one_sided.items()] if named else ():
            if any(asked.test(one) is key[1] for one in facts.of(asked.thing)):
                del self._one_sided[key]

    def findings(self, material: Material, *, proven: bool) -> Iterator[Finding]:
        """Yield what nobody or everybody is given, and conditions that nobody decides or shows one side of."""
        yield from self._things(material)
        for place, where in self._undecided:
            what = "no business drawn ever knows enough to answer this condition"
            yield material.files[place].finding(where, "never-decided", what)
        for (place, where), side in self._one_sided if proven else ():
            what = f"no example or situation makes this condition {'true' if side else 'false'}"
            yield material.files[place].finding(where, "one-sided", what)

    def _things(self, material: Material) -> Iterator[Finding]:
        for file, where, thing in things(material):
            if part_of(file) not in ("moves", "findings"):
                continue
            held, verb = (self._made, "makes") if part_of(file) == "moves" else (self._shown, "shows")
            if thing.id not in held:
                yield material.files[file].finding(where, "never-taken", f"no business {verb} '{thing.id}'")
            if thing.id in (self._always or ()):
                yield material.files[file].finding(where, "always-taken", f"every business {verb} '{thing.id}'")


def conditions_of(material: Material) -> Mapping[Spot, Condition]:
    """Return the conditions that are held against businesses; what waits is held against none."""
    return {
        (file.id, where): condition for file, where, condition in material.conditions if part_of(file.id) not in WAITING
    }


def _is_knowledge(file: str) -> bool:
    return file.startswith(KNOWLEDGE)
