"""Whether an English sentence has a verb, by a list of verbs and the regular forms of each."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence

SIBILANTS = ("s", "x", "z", "ch", "sh")
VOWELS = "aeiou"


def has_verb(words: Sequence[str], verbs: str, irregular: str) -> bool:
    """Return whether one of `words`, in small letters, is a form of one of `verbs` or an `irregular` one."""
    return not _forms(verbs, irregular).isdisjoint(words)


@functools.cache
def _forms(verbs: str, irregular: str) -> frozenset[str]:
    return frozenset(irregular.split()).union(*map(_regular, verbs.split()))


def _regular(verb: str) -> Iterator[str]:
    last, before = verb[-1], verb[-2:-1]
    if last == "e":
        yield from (verb, f"{verb}s", f"{verb}d", f"{verb[:-1]}ing")
    elif last == "y" and before not in VOWELS:
        yield from (verb, f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing")
    else:
        third = f"{verb}es" if verb.endswith(SIBILANTS) else f"{verb}s"
        yield from (verb, third, f"{verb}ed", f"{verb}ing", f"{verb}{last}ed", f"{verb}{last}ing")
