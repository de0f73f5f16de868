"""What only shows when the engine runs: examples that do not read, plays and rules that no business reaches."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from salesmode.business.conditions import Condition, Facts, Test, compiled
from salesmode.business.profile import ANSWERS, Profile
from salesmode.check.material import LANGS, Material
from salesmode.check.papers import filled
from salesmode.check.random_profiles import Drawer, unread
from salesmode.check.situations import Case, all_words, cases, failures, profile_of, reads_words
from salesmode.engine.business import Business, business_of
from salesmode.engine.guardrails import guardrails_of
from salesmode.engine.meetings import Meeting, backbone, meetings
from salesmode.engine.plan import Plan, make_plan
from salesmode.engine.selection import Selection, select
from salesmode.engine.sizing import size
from salesmode.errors import InputError
from salesmode.intake.answers import Given, read_answers
from salesmode.knowledge.build import assembled
from salesmode.knowledge.files import Finding, KnowledgeFile, Where
from salesmode.knowledge.library import Library
from salesmode.knowledge.parts import HASH
from salesmode.report.formats.json import plan_data
from salesmode.report.outlines import outline_plan, words_for
from salesmode.report.wording import Words

Spot = tuple[str, Where]
Watch = Callable[[Sequence[Profile]], Iterator[Profile]]
SEED: Final = 20_261_123
# What is knowledge of selling; the rest decides what is asked and printed.
KNOWLEDGE: Final = ("plays/", "industries/", "guards", "diagnosis", "buying_center", "capabilities")


class Named(NamedTuple):
    """A business with a name: an example, or that of a situation."""

    profile: Profile
    case: Case | None = None


def run(folder: Path, material: Material, drawn: int, watch: Watch = iter) -> list[Finding]:
    """Return what is found by making plans with the library of `folder`, whose files are sound."""
    library = Library(folder, "en", {**assembled(material.things["en"]), HASH: ""})
    findings: list[Finding] = []
    examples = [Named(profile) for name in library.examples() for profile in _example(folder, name, library, findings)]
    named = [*examples, *(business for case in cases(material) for business in _situation(case, library, findings))]
    conditions = {(file.id, where): condition for file, where, condition in material.conditions}
    drawer = Drawer(library, list(conditions.values()), [business.profile for business in named], SEED)
    profiles = [*(business.profile for business in named), *(drawer.profile() for _ in range(drawn))]
    tally, sides, seen = Tally(conditions, library), Sides(conditions), set[str]()
    proven = any(business.case for business in named)  # who writes no situation is asked for no proof
    for place, profile in enumerate(watch(profiles)):
        if place >= len(named) or not proven:
            tally.count(advised(profile, library))
            continue
        plan = make_plan(profile, library)
        tally.count(Advised(plan.business, plan.facts, plan.selection, plan.meetings))
        sides.count(plan.facts)
        findings += _shown(named[place].case, plan, library, seen)
    findings += _papers(folder, [example.profile for example in examples], library, material)
    findings += tally.findings(library, material.files)
    if proven:
        findings += [*_unread(material, seen), *sides.findings(material.files)]
    findings += idle_questions(profiles, library, material.files["questions"])
    return findings


def _example(folder: Path, name: str, library: Library, findings: list[Finding]) -> Iterator[Profile]:
    file = f"examples/{name}.yaml"
    try:
        read = read_answers(Given(str(folder / file)), library)
    except InputError as error:
        line = re.search(re.escape(file) + r":(\d+)", str(error))
        findings.append(Finding(file, int(line[1]) if line else 1, "example", " ".join(str(error.what).split())))
        return
    findings += (Finding(file, 1, "example", " ".join(str(warning).split())) for warning in read.warnings)
    yield read.profile


def _situation(case: Case, library: Library, findings: list[Finding]) -> Iterator[Named]:
    try:
        yield Named(profile_of(case.situation, library), case)
    except InputError as error:
        findings.append(case.finding(("answers",), " ".join(str(error.what).split())))


def _shown(case: Case | None, plan: Plan, library: Library, seen: set[str]) -> Iterator[Finding]:
    """Read a whole plan, noting every sentence, and hold it against what its situation says."""
    words = Noting(*words_for(plan, library))
    words.seen = seen
    plan_data(plan, words, quantities=False)  # which say what they are by the names in quantities.yaml alone
    text = all_words(plan, words, written=case is not None and reads_words(case))
    if case is not None:
        yield from failures(case, plan, text)


def _papers(folder: Path, examples: Sequence[Profile], library: Library, material: Material) -> Iterator[Finding]:
    nobody = Profile(currency=sorted(library.currencies.bands)[0])
    for lang in LANGS:
        speaking = Library(folder, lang, {**assembled(material.things[lang]), HASH: ""})
        for profile in (nobody, *examples):
            yield from filled(make_plan(profile, speaking), speaking, material.files)


# ------------------------------------------------------------------------------------------------- what nobody reaches


class Advised(NamedTuple):
    """The part of a plan that shows what it reached: on which weeks and how surely is no matter here."""

    business: Business
    facts: Facts
    selection: Selection
    meetings: tuple[Meeting, ...]


def advised(profile: Profile, library: Library) -> Advised:
    """Return what a business is advised, which takes a third of the time of its plan."""
    business = business_of(profile, library)
    sizing = size(business, library, told=False)
    selection = select(business, sizing, guardrails_of(sizing, library), library)
    return Advised(business, sizing.facts, selection, meetings(sizing.facts, business.capacity, library))


class Tally:
    """What plans reached: plays taken now, next or asked about, plays passed over; conditions none has decided."""

    NOTHING_LEFT: Final = ("reached", "unwritten")  # a play that has no further level to offer has not lost

    def __init__(self, conditions: Mapping[Spot, Condition], library: Library) -> None:
        self._backbone = {play.id for play in backbone(library)}
        self._taken: set[str] = set()
        self._lost: set[str] = set()
        self._undecided: dict[Spot, Test] = {spot: compiled(condition) for spot, condition in conditions.items()}

    def count(self, advice: Advised) -> None:
        """Add what one business reached."""
        now, later = ({each.play.id for each in plays} for plays in (advice.selection.now, advice.selection.next))
        self._taken |= now | later
        self._taken |= {question.play for meeting in advice.meetings for question in meeting.agenda}
        # Of whom nothing is known is refused every play, whatever its reasons.
        if advice.business.diagnosis.mode is not None:
            self._lost |= {item.play for item in advice.selection.not_now if item.why not in self.NOTHING_LEFT}
        self._lost |= later | (self._backbone - now)
        for spot in [spot for spot, test in self._undecided.items() if test(advice.facts) is not None]:
            del self._undecided[spot]

    def findings(self, library: Library, files: Mapping[str, KnowledgeFile]) -> Iterator[Finding]:
        """Yield plays that nobody or everybody is given, and conditions that nobody decides."""
        for id in library.plays:
            file = files[f"plays/{id.replace('.', '/')}"]
            if id not in self._taken:
                yield file.finding((), "never-taken", f"no business drawn is given '{id}', now or next")
            if id not in self._lost:
                yield file.finding((), "always-taken", f"every business drawn is given '{id}'")
        for place, where in self._undecided:
            what = "no business drawn ever knows enough to answer this condition"
            yield files[place].finding(where, "never-decided", what)


class Sides:
    """For every condition of the knowledge, whether some business made it true and another made it false."""

    def __init__(self, conditions: Mapping[Spot, Condition]) -> None:
        tests = {spot: compiled(condition) for spot, condition in conditions.items() if spot[0].startswith(KNOWLEDGE)}
        self._open: dict[tuple[Spot, bool], Test] = {
            (spot, side): test for spot, test in tests.items() for side in (True, False)
        }

    def count(self, facts: Facts) -> None:
        """Add what one business decides."""
        for key in [key for key, test in self._open.items() if test(facts) is key[1]]:
            del self._open[key]

    def findings(self, files: Mapping[str, KnowledgeFile]) -> Iterator[Finding]:
        """Yield each condition with the side that nobody has shown."""
        for (place, where), side in self._open:
            text = f"no example or situation makes this condition {'true' if side else 'false'}"
            yield files[place].finding(where, "one-sided", text)


# ------------------------------------------------------------------------------------------------- what nobody reads


class Noting(Words):
    """Words that note every text they fill."""

    seen: set[str]

    def fill(self, text: str) -> str:
        """Return `text` with every blank filled, and note it."""
        self.seen.add(text)
        return super().fill(text)


def _unread(material: Material, seen: set[str]) -> Iterator[Finding]:
    """Yield every sentence of the plays, trades, guards and contradictions that no named business was shown."""
    for text in material.texts:
        if text.words["en"] not in seen and _spoken(text.file.id, text.where, material):
            place = ".".join(map(str, text.where))
            yield text.file.finding(text.where, "unread", f"no example or situation shows '{place}'")


def _spoken(file: str, where: Where, material: Material) -> bool:
    """Whether a plan should say a text, rather than the browser of the library, the interview or the kit."""
    if not file.startswith(KNOWLEDGE) or where == ("title",):
        return False
    if file.startswith("plays/") and not material.thing(file).levels:  # it speaks in the meetings alone
        return where[0] not in ("idea", "why", "when", "wrong_when")
    if file == "diagnosis":
        return where[0] == "contradictions"
    return where[0] != "words"


# ------------------------------------------------------------------------------------------------- what nobody uses

TRIES: Final = 40
# Chooses the words of a plan, not what it says.
CHOOSES_WORDS: Final = frozenset({"language"})
# Sections that show an answer, or ask for one, whether or not it changes anything.
SHOWS_ANSWERS: Final = frozenset({"buying", "flips", "ask", "assumptions"})
# Sentences about how many answers there are.
COUNTS_ANSWERS: Final = frozenset({"short.few"})
Trace = tuple[Any, ...]


def idle_questions(profiles: Sequence[Profile], library: Library, questions: KnowledgeFile) -> Iterator[Finding]:
    """Yield the answers that changed nothing in any plan they were taken out of, and do not say that they are kept."""
    traces: dict[int, Trace] = {}
    for id in ANSWERS:
        if id in CHOOSES_WORDS or id in unread(library):
            continue
        indices = [index for index, profile in enumerate(profiles) if getattr(profile, id) is not None][:TRIES]
        if not any(_changes(id, index, profiles, library, traces) for index in indices):
            what = f"in {len(indices)} plans the answer to '{id}' changed nothing"
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
    outline = outline_plan(plan, words_for(plan, library))
    sections = [section.blocks for section in outline.sections if section.id not in SHOWS_ANSWERS]
    said = [block for blocks in sections for block in blocks if getattr(block, "id", "") not in COUNTS_ANSWERS]
    diagnosis = plan.business.diagnosis
    read = (diagnosis.mode, diagnosis.motion, diagnosis.verdict, diagnosis.capability_gap, plan.sizing.unit_economics)
    rules = tuple(rule.id for rule in diagnosis.contradictions)
    scores = tuple((candidate.play.id, candidate.terms) for candidate in (*plan.selection.now, *plan.selection.next))
    parts = tuple((part.diagnosis.mode, part.diagnosis.motion, part.revenue_share) for part in plan.business.segments)
    return (read, rules, scores, parts, outline.title, said), plan.robustness.ask_next
