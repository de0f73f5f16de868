"""What only shows when the engine runs: examples that do not read, plays and rules that no business reaches."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from salesmode.answers import Given, read_answers
from salesmode.check.draws import Drawer
from salesmode.check.effects import idle_questions
from salesmode.check.material import play_id, walk
from salesmode.check.papers import filled
from salesmode.check.reaching import unread
from salesmode.check.sides import Sides, Spot
from salesmode.check.situations import FOLDER, Situation, failures, profile_of, situations
from salesmode.conditions import Condition, Test, compiled, read_condition
from salesmode.errors import InputError, LibraryError
from salesmode.library import INDEX, Library
from salesmode.plan import Plan, make_plan
from salesmode.profile import Profile
from salesmode.rhythm import gatherings
from salesmode.shelves import build
from salesmode.source import Document, Finding

SEED: Final = 20_261_123
NOTHING_LEFT: Final = ("reached", "unwritten")  # a play that has no further level to offer has not lost
Watch = Callable[[Sequence[Profile]], Iterator[Profile]]


def run(folder: Path, documents: Mapping[str, Document], drawn: int, watch: Watch = iter) -> list[Finding]:
    """Return what is found by making plans with the library of `folder`, whose documents are sound."""
    try:
        shelves = build(folder)
    except LibraryError as error:  # a file changed between two readings
        return [Finding(".", 1, "unreadable", error.what)]
    library = Library(folder, shelves[INDEX]["hash"], shelves[INDEX], shelves)
    findings: list[Finding] = []
    examples = [profile for name in library.examples() for profile in _example(folder, name, library, findings)]
    named = [*examples]
    named += [profile for one in situations(documents) for profile in _situation(one, library, findings)]
    conditions = dict(_conditions(documents))
    drawer = Drawer(library, list(conditions.values()), named, SEED)
    profiles = [*named, *(drawer.profile() for _ in range(drawn))]
    tally, sides = Tally(conditions), Sides(conditions)
    for place, profile in enumerate(watch(profiles)):
        plan = make_plan(profile, library)
        tally.count(plan)
        if place < len(named):
            sides.count(plan.facts)
    empty = Profile(currency=sorted(library.currencies.bands)[0])
    findings += (
        one for profile in (empty, *examples) for one in filled(make_plan(profile, library), library, documents)
    )
    findings += _reached(tally, library, documents)
    if any(name.startswith(FOLDER) for name in documents):  # who writes none is asked for no proof
        findings += unread(named, library, shelves, documents)
        findings += sides.findings(documents)
    findings += idle_questions(profiles, library, documents["questions"])
    return findings


def _example(folder: Path, name: str, library: Library, findings: list[Finding]) -> Iterator[Profile]:
    file = f"examples/{name}.yaml"
    try:
        read = read_answers(Given(str(folder / file)), library)
    except InputError as error:
        line = re.search(re.escape(file) + r":(\d+)", str(error))
        findings.append(Finding(file, int(line[1]) if line else 1, "example", " ".join(error.what.split())))
        return
    findings += (Finding(file, 1, "example", " ".join(warning.split())) for warning in read.warnings)
    yield read.profile


def _situation(one: Situation, library: Library, findings: list[Finding]) -> Iterator[Profile]:
    try:
        profile = profile_of(one, library)
    except InputError as error:
        findings.append(one.document.finding((one.place, "answers"), "situation", " ".join(error.what.split())))
        return
    findings += failures(one, profile, library)
    yield profile


def _conditions(documents: Mapping[str, Document]) -> Iterator[tuple[Spot, Condition]]:
    for name, document in documents.items():
        if not name.startswith(("examples/", FOLDER)):
            for where, node in walk(document.data):
                if where[-1:] == ("if",):
                    yield (name, where), read_condition(node)


class Tally:
    """What plans reached: plays taken now, next or asked about, plays passed over; conditions none has decided."""

    def __init__(self, conditions: Mapping[Spot, Condition]) -> None:
        self.taken: set[str] = set()
        self.lost: set[str] = set()
        self.undecided: dict[Spot, Test] = {spot: compiled(condition) for spot, condition in conditions.items()}

    def count(self, plan: Plan) -> None:
        """Add what one plan reached."""
        now = {one.play.id for one in plan.choice.now}
        self.taken |= now | {one.play.id for one in plan.choice.next}
        self.taken |= {question.play for held in gatherings(plan) for question in held.agenda}
        if plan.diagnosis.mode is not None:  # of whom nothing is known is refused every play, whatever its reasons
            self.lost |= {item.play for item in plan.choice.not_now if item.why not in NOTHING_LEFT}
        self.lost |= {one.play.id for one in plan.choice.next}
        self.lost |= {play.id for play in plan.backbone} - now
        for spot in [spot for spot, test in self.undecided.items() if test(plan.facts) is not None]:
            del self.undecided[spot]


def _reached(tally: Tally, library: Library, documents: Mapping[str, Document]) -> Iterator[Finding]:
    for name, document in documents.items():
        id = play_id(name)
        if id in library.plays and id not in tally.taken:
            yield document.finding((), "never-taken", f"no business drawn is given '{id}', now or next")
        if id in library.plays and id not in tally.lost:
            yield document.finding((), "always-taken", f"every business drawn is given '{id}'")
    for name, where in tally.undecided:
        yield documents[name].finding(
            where, "never-decided", "no business drawn ever knows enough to answer this condition"
        )
