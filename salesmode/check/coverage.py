"""What only shows when the engine runs: examples that do not read, plays and rules that no business reaches."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from salesmode.business.conditions import Condition, Facts, Test, compiled, read_condition
from salesmode.business.profile import ANSWERS, Profile
from salesmode.check.material import play_id, walk
from salesmode.check.papers import filled
from salesmode.check.random_profiles import Drawer
from salesmode.check.situations import FOLDER, Situation, all_words, failures, profile_of, situations
from salesmode.engine.meetings import gatherings
from salesmode.engine.plan import Plan, make_plan
from salesmode.errors import InputError, LibraryError
from salesmode.intake.answers import Given, read_answers
from salesmode.knowledge.cache import build
from salesmode.knowledge.files import Document, Finding, Where
from salesmode.knowledge.library import INDEX, Library
from salesmode.report.formats.json import plan_data
from salesmode.report.sections import outline_plan

Spot = tuple[str, Where]
# What is knowledge of selling; the rest decides what is asked and printed.
FILES: Final = ("plays/", "industries/", "guards", "diagnosis", "deciders", "capabilities")


class Sides:
    """For every condition of the knowledge, whether some business made it true and another made it false."""

    def __init__(self, conditions: Mapping[Spot, Condition]) -> None:
        tests = {spot: compiled(condition) for spot, condition in conditions.items() if spot[0].startswith(FILES)}
        self._open: dict[tuple[Spot, bool], Test] = {
            (spot, side): test for spot, test in tests.items() for side in (True, False)
        }

    def count(self, facts: Facts) -> None:
        """Add what one business decides."""
        for key in [key for key, test in self._open.items() if test(facts) is key[1]]:
            del self._open[key]

    def findings(self, documents: Mapping[str, Document]) -> Iterator[Finding]:
        """Yield each condition with the side that nobody has shown."""
        for (name, where), side in self._open:
            text = f"no example or situation makes this condition {'true' if side else 'false'}"
            yield documents[name].finding(where, "one-sided", text)


TRIES: Final = 40
# Chooses the words of a plan, not what it says.
CHOOSES_WORDS: Final = frozenset({"language"})
# Sections that show an answer, or ask for one, whether or not it changes anything.
SHOWS_ANSWERS: Final = frozenset({"buying", "flips", "ask", "assumptions"})
# Sentences about how many answers there are.
COUNTS_ANSWERS: Final = frozenset({"short.few"})
Trace = tuple[Any, ...]


def idle_questions(profiles: Sequence[Profile], library: Library, questions: Document) -> Iterator[Finding]:
    """Yield the answers that changed nothing in any plan they were taken out of."""
    traces: dict[int, Trace] = {}
    for id in ANSWERS:
        if id in CHOOSES_WORDS:
            continue
        told = [index for index, profile in enumerate(profiles) if getattr(profile, id) is not None][:TRIES]
        if not any(_changes(id, index, profiles, library, traces) for index in told):
            what = f"in {len(told)} plans the answer to '{id}' changed nothing"
            yield questions.finding(("answers", id), "idle-question", what)


def _changes(id: str, index: int, profiles: Sequence[Profile], library: Library, traces: dict[int, Trace]) -> bool:
    profile = profiles[index]
    if index not in traces:
        traces[index] = _trace(profile, library)
    shown, asked = traces[index]
    shown_without, asked_without = _trace(profile.replaced({id: None}), library)
    rest, rest_without = ([other for other in ids if other != id] for ids in (asked, asked_without))
    length = min(len(rest), len(rest_without))
    return bool(shown != shown_without or rest[:length] != rest_without[:length])


def _trace(profile: Profile, library: Library) -> Trace:
    """Everything a plan says, and the answers it asks for."""
    plan = make_plan(profile, library)
    outline = outline_plan(plan, library, "en")
    sections = [section.blocks for section in outline.sections if section.id not in SHOWS_ANSWERS]
    said = [block for blocks in sections for block in blocks if getattr(block, "id", "") not in COUNTS_ANSWERS]
    diagnosis = plan.diagnosis
    read = (diagnosis.mode, diagnosis.motion, diagnosis.verdict, diagnosis.capability_gap, plan.weighing.viability)
    rules = tuple(rule.id for rule in diagnosis.contradictions)
    scores = tuple((one.play.id, one.terms) for one in (*plan.choice.now, *plan.choice.next))
    parts = tuple((part.diagnosis.mode, part.diagnosis.motion, part.revenue_share) for part in plan.parts)
    return (read, rules, scores, parts, outline.title, said), plan.robustness.ask_next


LANG: Final = "en"
# What of the shared words is knowledge rather than the program's own speech.
KNOWLEDGE: Final = ("guards.", "diagnosis.contradictions.", "deciders.", "capabilities.")
# Words that the browser of the library, the interview and the kit use, not a plan.
BROWSED: Final = ("title",)
EVERYTHING: tuple[str, ...] = ("",)
NOTHING: tuple[str, ...] = ("-",)
# A play without levels speaks in the meetings alone.
WITHOUT_LEVELS: tuple[str, ...] = ("idea", "why", "when.", "wrong_when.")
SPOKEN_ELSEWHERE: tuple[str, ...] = ("words.",)


class Read(dict[str, str]):
    """Words that note which of them were asked for."""

    def __init__(self, words: Mapping[str, str]) -> None:
        super().__init__(words)
        self.seen: set[str] = set()

    def __getitem__(self, key: str) -> str:
        self.seen.add(key)
        return super().__getitem__(key)

    def get(self, key: str, default: Any = None) -> Any:
        """Return the words of `key` as a mapping does, and note it."""
        self.seen.add(key)
        return super().get(key, default)


def unread(
    profiles: Sequence[Profile], library: Library, shelves: Mapping[str, dict[str, Any]],
    documents: Mapping[str, Document],
) -> Iterator[Finding]:  # fmt: skip
    """Yield every sentence of the plays, trades, guards and contradictions that no plan of `profiles` shows."""
    read = {name: Read(words) for name, words in shelves.items() if name != INDEX}
    noting = Library(library.folder, library.hash, library.index, {**shelves, **read})
    for profile in profiles:
        plan = make_plan(profile, noting)
        plan_data(plan, noting, LANG)
        all_words(plan, noting)
    for name, document in documents.items():
        for place in _sentences(name, read):
            yield document.finding(_where(document.data, place), "unread", f"no example or situation shows '{place}'")


def _sentences(name: str, read: Mapping[str, Read]) -> Iterator[str]:
    """Yield the places of the sentences of a file that were never read."""
    prefix, kinds, elsewhere = "", EVERYTHING, SPOKEN_ELSEWHERE
    if name.startswith("plays/"):
        words = read[f"{play_id(name)}.{LANG}"]
        if not any(key.startswith("levels.") for key in words):
            elsewhere = WITHOUT_LEVELS
    elif name.startswith("industries/"):
        words = read[f"trade.{name.partition('/')[2]}.{LANG}"]
    else:
        words, prefix = read[f"common.{LANG}"], f"{name}."
        kinds = tuple(kind for kind in KNOWLEDGE if kind.startswith(prefix)) or NOTHING
    for key in sorted(words.keys() - words.seen):
        place = key.removeprefix(prefix)
        if key.startswith(kinds) and place not in BROWSED and not place.startswith(elsewhere):
            yield place


def _where(node: Any, path: str) -> Where:
    """Return the place of a sentence in its file: ids of items back to their numbers."""
    where: list[str | int] = []
    while path:
        if isinstance(node, list):
            index, path = _item(node, path)
            where.append(index)
            node = node[index]
        else:
            key, _, path = path.partition(".")
            name: str | int = key if key in node else int(key)
            where.append(name)
            node = node[name]
    return tuple(where)


def _item(items: list[Any], path: str) -> tuple[int, str]:
    for index, item in enumerate(items):
        id = str(item["id"]) if isinstance(item, dict) and "id" in item else str(index)
        if path == id or path.startswith(f"{id}."):
            return index, path[len(id) + 1 :]
    raise AssertionError(f"no item at {path}")


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
