"""Two sets of answers, or two plans, held against each other: what changed, and the fewest answers that did it."""

from __future__ import annotations

import io
import itertools
import json
import math
from datetime import date
from typing import Any, Final, NamedTuple

from msgspec.structs import replace

from salesmode.business.profile import ANSWERS, Profile, dump_answers
from salesmode.engine.plan import Plan, make_plan
from salesmode.errors import InputError
from salesmode.follow.weighing import Weighed, weigh, weighed
from salesmode.intake.answers import Given, read_answers
from salesmode.intake.syntax import fetch
from salesmode.knowledge.library import Library
from salesmode.version import __version__

SCHEMA: Final = 2
TRIES: Final = 400  # sets of answers that are tried before the search ends and says so
NEAR: Final = 0.001  # of a year's end: less apart is the same


class Held(NamedTuple):
    """Answers read from a file or a plan, the first day of the plan, and the plan as it is made of them now."""

    profile: Profile
    start: date | None
    plan: Plan
    weighed: Weighed


class Difference(NamedTuple):
    """What changed from old to new.

    `did` is a smallest set of the changed answers that alone leads from the old advice to the new one, or from the old
    year's end to the new where the advice is the same: empty where nothing changed or the first day did it. It is
    `None` where none was found in the tries there are; `whole` says that there are no more sets than tries.
    """

    old: Held
    new: Held
    changed: tuple[str, ...]
    advice: bool
    figures: bool
    did: tuple[str, ...] | None
    whole: bool


def held(path: str, library: Library) -> Held:
    """Return the answers of a file, or those that a plan written as JSON was made of.

    Raises InputError where it cannot be read, or where a plan is of another version or library.
    """
    text = fetch(path, None)
    start = None
    given = Given(file=path)
    found = _plan_of(text)
    if found is not None:
        _same_library(found, path, library)
        start = date.fromisoformat(found["start"]) if isinstance(found.get("start"), str) else None
        answers = json.dumps(found["answers"], ensure_ascii=False).encode()
        given = Given(file="-", stdin=io.BytesIO(answers), name=path)
    profile = read_answers(given, library)
    plan = make_plan(profile, library, start)
    return Held(profile, start, plan, weighed(plan))


def _plan_of(text: str) -> dict[str, Any] | None:
    """The plan that a text is, `None` where it is anything else."""
    if not text.lstrip().startswith("{"):
        return None
    try:
        found = json.loads(text)
    except ValueError:
        return None
    return found if isinstance(found, dict) and "schema" in found and isinstance(found.get("answers"), dict) else None


def _same_library(found: dict[str, Any], path: str, library: Library) -> None:
    if found["schema"] != SCHEMA:
        fix = f"Make it anew from its answers: salesmode plan -a ANSWERS -o {path}"
        raise InputError(f"this plan has another shape than this salesmode's ({SCHEMA})", where=path, fix=fix)
    stamp = found.get("stamp")
    made = (stamp.get("version"), stamp.get("library")) if isinstance(stamp, dict) else (None, None)
    if made != (__version__, library.hash):
        what = f"this plan was made by another version ({made[0]}, library {made[1]})"
        fix = "What changed would be the version's doing: compare the two answers files, or make both plans anew"
        raise InputError(what, where=path, fix=fix)


def difference(old: Held, new: Held, library: Library) -> Difference:
    """Return what changed between two sets of answers and their plans."""
    before, after = dump_answers(old.profile), dump_answers(new.profile)
    changed = tuple(id for id in ANSWERS if before.get(id) != after.get(id))
    advice = _advice(old.weighed) != _advice(new.weighed)
    figures = not _near(old.weighed, new.weighed)
    if not advice and not figures:
        return Difference(old, new, changed, False, False, (), True)

    def reached(ids: tuple[str, ...]) -> bool:
        found = weigh(mixed(old.profile, new.profile, ids), library, start=new.start)
        return _advice(found) == _advice(new.weighed) if advice else _near(found, new.weighed)

    tries = itertools.islice(_sets(changed), TRIES)
    did = next((ids for ids in tries if reached(ids)), None)
    return Difference(old, new, changed, advice, figures, did, 2 ** len(changed) <= TRIES)


def mixed(old: Profile, new: Profile, ids: tuple[str, ...]) -> Profile:
    """Return the old answers with some of them as the new ones have them."""
    absent = (old.not_applicable - set(ids)) | (new.not_applicable & set(ids))
    ranges = {id: ends for id, ends in old.ranges.items() if id not in ids}
    ranges |= {id: ends for id, ends in new.ranges.items() if id in ids}
    origins = {**old.origins, **{id: new.origins[id] for id in ids if id in new.origins}}
    changes = {id: getattr(new, id) for id in ids}
    return replace(old, **changes, ranges=ranges, not_applicable=absent, origins=origins)


def _sets(changed: tuple[str, ...]) -> itertools.chain[tuple[str, ...]]:
    """Every set of the answers, the smallest first."""
    return itertools.chain.from_iterable(itertools.combinations(changed, size) for size in range(len(changed) + 1))


def _advice(found: Weighed) -> tuple[frozenset[str], frozenset[str]]:
    return found.moves, found.guards


def _near(one: Weighed, other: Weighed) -> bool:
    if one.year_end is None or other.year_end is None:
        return one.year_end is other.year_end
    return math.isclose(one.year_end.likely, other.year_end.likely, rel_tol=NEAR)
