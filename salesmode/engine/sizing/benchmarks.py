"""What other businesses report: published ranges, used only for a business like those that they describe.

A benchmark is a range with a source, a year and a population. It never takes the place of an answer, and nothing is
rated by it or aimed at it.
"""

import functools
from collections.abc import Iterator, Mapping
from typing import Any, Final, Literal, NamedTuple

from salesmode.business.conditions import N_A, Facts
from salesmode.business.facts import won_share
from salesmode.business.profile import Profile
from salesmode.knowledge.library import Library
from salesmode.knowledge.plays import Data, Rule

VETO: Final = "benchmarks"  # what a guard names to keep benchmark money out of a plan
# What `applies` may be limited to, and the fact that says it of a business.
LIMITS: Final[Mapping[str, str]] = {
    "modes": "mode",
    "motions": "motion",
    "industries": "industry",
    "regions": "region",
}


class Limit(NamedTuple):
    """The options of a fact that a benchmark covers."""

    fact: str
    options: frozenset[str]

    def holds(self, facts: Facts) -> bool:
        """Whether the business is known to be one of them."""
        return facts.get(self.fact) in self.options


class Size(NamedTuple):
    """From and up to which figure of an answer a benchmark reaches; a bound of money is an amount by currency."""

    answer: str
    at_least: float | Data | None
    at_most: float | Data | None

    def holds(self, facts: Facts) -> bool:
        """Whether the business is known to be of this size."""
        value = facts.get(self.answer)
        if value is None or value is N_A:
            return False
        low, high = _bound(self.at_least, 0.0, facts), _bound(self.at_most, value, facts)
        return low is not None and high is not None and bool(low <= value <= high)


def _bound(bound: float | Data | None, unlimited: float, facts: Facts) -> float | None:
    if bound is None:
        return unlimited
    held: Any = bound.get(str(facts.get("currency"))) if isinstance(bound, Mapping) else bound
    return None if held is None else float(held)


class Benchmark(NamedTuple):
    """A published range. `answer` is what it can stand in for; without one it is shown for comparison only."""

    id: str
    answer: str | None
    unit: Literal["rate", "months"]
    limits: tuple[Limit, ...]
    size: Size | None
    rule: Rule
    low: float
    high: float
    year: int
    n: int | None
    source: str

    @classmethod
    def read(cls, id: str, raw: Data) -> "Benchmark":
        """Return the benchmark that a file of `benchmarks/` holds."""
        applies: Data = raw["applies"]
        limits = tuple(Limit(fact, frozenset(applies[key])) for key, fact in LIMITS.items() if key in applies)
        held = applies.get("size")
        size = Size(held["answer"], held.get("at_least"), held.get("at_most")) if held else None
        return cls(
            id, raw.get("answer"), raw.get("unit", "rate"), limits, size, Rule.read(applies, id),
            raw["low"], raw["high"], raw["year"], raw.get("n"), raw["source"],
        )  # fmt: skip

    @property
    def narrowness(self) -> int:
        """By how many things it is limited: the narrower of two benchmarks describes a business better."""
        return len(self.limits) + (self.size is not None) + (self.rule.condition is not None)

    def fits(self, facts: Facts) -> bool:
        """Whether the business is one that it describes; what is unknown does not match a limit."""
        if not all(limit.holds(facts) for limit in self.limits):
            return False
        return (self.size is None or self.size.holds(facts)) and self.rule.test(facts) is True


@functools.cache
def every_benchmark(library: Library) -> tuple[Benchmark, ...]:
    """Return every benchmark of the library, the narrowest first."""
    read = (Benchmark.read(id, raw) for id, raw in library.index.get("benchmarks", {}).items())
    return tuple(sorted(read, key=lambda one: (-one.narrowness, one.id)))


def benchmarks_for(facts: Facts, library: Library) -> tuple[Benchmark, ...]:
    """Return the benchmarks that describe a business of these facts, the narrowest first."""
    return tuple(one for one in every_benchmark(library) if one.fits(facts))


def stated_facts(profile: Profile, facts: Facts) -> Facts:
    """Return the facts without the country and the currency where nobody stated them."""
    unsure = {"region"} if profile.region is None else set()
    if profile.origins.get("currency") == "assumed":
        unsure.add("currency")
    return {id: value for id, value in facts.items() if id not in unsure} if unsure else facts


def stand_ins(profile: Profile, benchmarks: tuple[Benchmark, ...]) -> Iterator[Benchmark]:
    """Yield for each answer that is missing the narrowest benchmark that can stand in for it."""
    taken: set[str] = set()
    for one in benchmarks:
        if one.answer is None or one.answer in taken or one.answer in profile.not_applicable:
            continue
        taken.add(one.answer)
        held = won_share(profile) if one.answer == "win_rate" else getattr(profile, one.answer)
        if held is None:
            yield one


def money_barred(facts: Facts, library: Library) -> bool:
    """Whether a guard keeps benchmark money out of the plan."""
    return any(VETO in guard.veto_uses and guard.rule.test(facts) for guard in library.guards)
