"""What other businesses report: published ranges, used only for a business like those that they describe.

A benchmark is a range with a source, a year and a population. It never takes the place of an answer, and nothing is
rated by it or aimed at it.
"""

import functools
from collections.abc import Mapping
from typing import Final

from salesmode.business.conditions import N_A, Facts, Leaf, compiled
from salesmode.business.profile import Profile
from salesmode.knowledge.library import Library
from salesmode.knowledge.tables import Benchmark, Size
from salesmode.knowledge.terms import Applies

# What `applies` may be limited to, and the fact that says it of a business.
LIMITS: Final[Mapping[str, str]] = {
    "modes": "mode",
    "motions": "motion",
    "industries": "industry",
    "regions": "region",
}


def concerns(applies: Applies, facts: Facts) -> bool:
    """Return whether a business is known to be one of those; what is unknown does not match a limit."""
    limits = ((fact, getattr(applies, limit)) for limit, fact in LIMITS.items())
    known = (compiled(Leaf(fact, "any_of", options)) for fact, options in limits if options is not None)
    return all(test(facts) is True for test in known) and applies.test(facts) is True


def narrowness(benchmark: Benchmark) -> int:
    """Return by how many things it is limited: the narrower of two benchmarks describes a business better."""
    applies = benchmark.applies
    limits = sum(getattr(applies, limit) is not None for limit in LIMITS)
    return limits + (applies.size is not None) + (applies.condition is not None)


def _of_size(size: Size | None, facts: Facts) -> bool:
    if size is None:
        return True
    value = facts.get(size.answer)
    if value is None or value is N_A:
        return False
    low, high = _bound(size.at_least, 0.0, facts), _bound(size.at_most, value, facts)
    return low is not None and high is not None and bool(low <= value <= high)


def _bound(bound: float | Mapping[str, float] | None, unlimited: float, facts: Facts) -> float | None:
    if bound is None:
        return unlimited
    return bound.get(str(facts.get("currency"))) if isinstance(bound, Mapping) else bound


@functools.cache
def every_benchmark(library: Library) -> tuple[Benchmark, ...]:
    """Return every benchmark of the library, the narrowest first."""
    return tuple(sorted(library.benchmarks.values(), key=lambda one: (-narrowness(one), one.id)))


def benchmarks_for(facts: Facts, library: Library) -> tuple[Benchmark, ...]:
    """Return the benchmarks that describe a business of these facts, the narrowest first."""
    return tuple(
        one for one in every_benchmark(library) if concerns(one.applies, facts) and _of_size(one.applies.size, facts)
    )


def stated_facts(profile: Profile, facts: Facts) -> Facts:
    """Return the facts without the country and the currency where nobody stated them."""
    unsure = {"region"} if profile.region is None else set()
    if profile.origins.get("currency") == "assumed":
        unsure.add("currency")
    return {id: value for id, value in facts.items() if id not in unsure} if unsure else facts
