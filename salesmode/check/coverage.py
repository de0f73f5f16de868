"""What only shows when the engine runs: examples that do not read, false situations, what nobody reaches."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from salesmode.business.profile import Profile
from salesmode.check.idle import idle_questions
from salesmode.check.material import LANGS, Material
from salesmode.check.papers import filled
from salesmode.check.random_profiles import Drawer, Watch
from salesmode.check.reach import Advised, Tally, advised, conditions_of
from salesmode.check.saying import all_words, noting, unread
from salesmode.check.situations import Case, cases, failures, profile_of, reads_words
from salesmode.check.trades import foreign
from salesmode.engine.plan import Plan, make_plan
from salesmode.errors import InputError
from salesmode.intake.answers import Given, read_answers
from salesmode.knowledge.build import assembled
from salesmode.knowledge.files import Finding
from salesmode.knowledge.library import Library
from salesmode.knowledge.parts import HASH
from salesmode.report.formats.json import plan_data
from salesmode.report.formats.markdown import markdown
from salesmode.report.outlines import outline_plan
from salesmode.report.wording import Words

SEED: Final = 20_261_123


class Named(NamedTuple):
    """A business with a name: an example, or that of a situation."""

    profile: Profile
    case: Case | None = None


def run(folder: Path, material: Material, drawn: int, watch: Watch = iter) -> list[Finding]:
    """Return what is found by making plans with the library of `folder`, whose files are sound."""
    library = Library(folder, "en", {**assembled(material.things["en"]), HASH: ""})
    findings: list[Finding] = []
    named = [Named(profile) for name in library.examples() for profile in _example(name, library, findings)]
    named += [business for case in cases(material) for business in _situation(case, library, findings)]
    conditions = list(conditions_of(material).values())
    drawer = Drawer(library, conditions, [business.profile for business in named], SEED)
    profiles = [*(business.profile for business in named), *(drawer.profile() for _ in range(drawn))]
    tally, seen = Tally(material), set[str]()
    proven = any(business.case for business in named)  # who writes no situation is asked for no proof
    for place, profile in enumerate(watch(profiles)):
        if place >= len(named) or not proven:
            tally.count(advised(profile, library), named=False)
            continue
        plan = make_plan(profile, library)
        tally.count(_reached(plan), named=True)
        findings += _shown(named[place].case, plan, library, seen)
    findings += _papers(folder, [business.profile for business in named if business.case is None], library, material)
    findings += tally.findings(material, proven=proven)
    if proven:
        findings += unread(material, seen)
    findings += idle_questions(profiles, library, material.files["questions"])
    return findings


def _reached(plan: Plan) -> Advised:
    return Advised(plan.business.diagnosis.mode, plan.grounds, plan.findings, plan.selection)


def _example(name: str, library: Library, findings: list[Finding]) -> Iterator[Profile]:
    file = f"examples/{name}.yaml"
    try:
        yield read_answers(Given(str(library.file(file))), library)
    except InputError as error:
        line = re.search(re.escape(file) + r":(\d+)", str(error))
        findings.append(Finding(file, int(line[1]) if line else 1, "example", " ".join(str(error.what).split())))
        return


def _situation(case: Case, library: Library, findings: list[Finding]) -> Iterator[Named]:
    try:
        yield Named(profile_of(case.situation, library), case)
    except InputError as error:
        findings.append(case.finding(("answers",), " ".join(str(error.what).split())))


def _shown(case: Case | None, plan: Plan, library: Library, seen: set[str]) -> Iterator[Finding]:
    """Read a whole plan, noting every sentence, and hold it against what its situation says."""
    words = noting(plan, library, seen)
    plan_data(plan, words, quantities=False)  # which say what they are by the names in quantities.yaml alone
    text = all_words(plan, words, written=case is not None and reads_words(case))
    if case is not None:
        yield from failures(case, plan, text)
        yield from _foreign(case, plan, words)


def _foreign(case: Case, plan: Plan, words: Words) -> Iterator[Finding]:
    """What the pages of a plan say in the words of another trade, unless the owner says so too."""
    pack = plan.business.trade.pack
    if pack is not None and pack.foreign.both:
        own = " ".join(map(str, case.situation.answers.values()))
        for word in foreign(pack, markdown(outline_plan(plan, words)), own):
            yield case.finding((), f"'{word}' is a word of another trade than {pack.title}")


def _papers(folder: Path, examples: Sequence[Profile], library: Library, material: Material) -> Iterator[Finding]:
    nobody = Profile(currency=sorted(library.currencies.bands)[0])
    for lang in LANGS:
        speaking = Library(folder, lang, {**assembled(material.things[lang]), HASH: ""})
        for profile in (nobody, *examples):
            yield from filled(make_plan(profile, speaking), speaking, material.files)
