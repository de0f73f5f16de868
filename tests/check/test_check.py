"""What is wrong with a library: every rule finds its fault at file and line, and the shipped library has none."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import NamedTuple, NoReturn

import pytest
from helpers.draws import share
from helpers.libraries import LIBRARIES, LIBRARY, edit
from helpers.small_plays import MOVE, small_folder, write

from salesmode.check import DRAWN, check
from salesmode.knowledge.files import Finding

SHIPPED = LIBRARY.folder
PLAY = "plays/b2b/extra/play.yaml"
FIRST = "plays/b2b/extra/first.yaml"
FOUND = "findings/extra.yaml"
WORDS = "program/words.yaml"
TRADE = "industries/extra.yaml"
ASK = "settings/next_questions.yaml"
SIZING = "settings/sizing.yaml"


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of one play, two moves, a finding and an example."""
    return small_folder(tmp_path_factory.mktemp("library") / "playbooks")


@pytest.fixture
def library(sound: Path, tmp_path: Path) -> Path:
    """A copy of that library to break."""
    return shutil.copytree(sound, tmp_path / "playbooks")


def line_of(text: str, part: str) -> int:
    """Return the first line that holds `part`."""
    return next(number for number, line in enumerate(text.splitlines(), 1) if part in line)


def test_the_small_library_is_sound(sound: Path) -> None:
    """What the tests below break is whole before."""
    found = [finding for finding in check(sound, drawn=0) if finding.rule not in RUN_DRY]
    assert found == []


RUN_DRY = (
    "idle-question",
    "never-taken",
    "always-taken",
    "never-decided",
)  # without drawn businesses they mean nothing


class Break(NamedTuple):
    """One fault: the rule that must find it, where it is made, and a part of the line that must be named."""

    rule: str
    file: str
    old: str
    new: str
    at: str
    says: str


# fmt: off
BREAKS = [
    Break("schema", FIRST, "stage: 1", "stage: 5", "stage: 5", "stage"),
    Break("schema", FIRST, "low: 0.01", "low: 0.03", "  - lever: win_rate", "in this order"),
    Break("schema", FIRST, "likely: 0.02", "likely: .nan", "likely: .nan", "finite"),
    Break("schema", FIRST, "lever: win_rate", "lever: cash", "  - lever: cash", "'amount' is for"),
    Break("schema", FIRST, "value: visited / horizon", "value: visited ** 2", "** 2", "holds more than numbers"),
    Break("schema", FIRST, "goals: [retention]", "goals: [fame]", "[fame]", "retention"),
    Break("schema", FIRST, "  unread: {en", "  # {en", "check:", "needs 'unread'"),
    Break("schema", FOUND, "topic: standing_still", "topic: weather", "weather", "standing_still"),
    Break("schema", FOUND, "[discount,", "[rebate,", "[rebate", "pattern"),
    Break("schema", PLAY, "reviewed: 2026-11-23", "revised: 2026-11-23", "revised", "Extra inputs"),
    Break("schema", PLAY, ', zh: "主意"}', "}", "idea:", "zh"),
    Break("schema", "settings/gates.yaml", "power: 0.7", "powr: 0.7", "powr", "powr: Extra inputs"),
    Break("schema", "settings/sentences.yaml", "at: first", "at: end", "at: end",
          "'anywhere', 'first', 'spoken' or 'written'"),
    Break("schema", "currencies.yaml", "small: 200, medium: 5000", "small: 5000, medium: 200", "  CNY:", "lowest"),
    Break("schema", "diagnosis.yaml", "logit: 3", "logits: 3", "logits", "logits"),
    Break("schema", "diagnosis.yaml", "{decided: 0.9", "{decided: 90", "{decided", "less than"),
    Break("schema", "settings/capacity.yaml", "deputies: [sales,", "deputies: [seller,", "[seller", "sales"),
    Break("schema", "questions.yaml", 'zh: "卖什么"', 'zh: ""', 'zh: ""', "zh"),
    Break("schema", "screens.yaml", "in_turn: [sales_reps, quota]", "in_turn: [quota, cac]", "id: sellers", "in_turn"),
    Break("schema", "guards.yaml", "force: shared.cash", "force: chared.cash", "chared.cash", "pattern"),
    Break("schema", WORDS, 'zh: "是"', 'zh: ""', 'zh: ""', "zh"),
    Break("schema", "industries/software_subscription.yaml", "nouns:", "names:", "names:", "names"),
    Break("schema", "guards.yaml", "veto: {uses: [credit]}", "veto: {uses: [loans]}", "[loans]", "credit"),
    Break("unreadable", "settings/capacity.yaml", "roles:\n", "roles: [\n", "founder: {", "YAML"),
    Break("unreadable", "settings/capacity.yaml", "source: judgement", "source: !!python/none x", "share", "YAML"),
    Break("duplicate-key", PLAY, "reviewed:", "reviewed: 2026-11-22\nreviewed:", "11-23", "reviewed"),
    Break("duplicate-id", "guards.yaml", "  - id: no_fit_yet", "  - id: cash # 2", "# 2", "cash"),
    Break("unknown-answer", FIRST, "{answer: buyer, is: org", "{answer: bayer, is: org", "bayer", "bayer"),
    Break("unknown-figure", FIRST, "figure: motion", "figure: emotion", "emotion", "emotion"),
    Break("unknown-figure", FIRST, "{figure: visited, at", "{figure: visits, at", "visits,", "visits"),
    Break("unknown-quantity", FIRST, "quantity: customers", "quantity: clients", "clients", "clients"),
    Break("unknown-option", FIRST, "is: organization", "is: organisation", "is: organisation", "organisation"),
    Break("unknown-option", FIRST, "is: fast}", "is: slow}", "is: slow", "slow"),
    Break("unknown-option", FIRST, "{answer: buyer, is: org", "{answer: industry, is: org", "industry", "industry"),
    Break("unknown-band", FIRST, "band: high", "band: huge", "huge", "huge"),
    Break("hidden-currency", FIRST, "at_most: {band: high}", "at_most: 5000", "5000", "5000"),
    Break("condition", FIRST, "answer: buyer, is: organization", "answer: buyer, at_least: 3", "at_least: 3", "number"),
    Break("condition", FIRST, "answer: buyer, is: organization", "answer: win_rate, at_most: 30", "at_most: 30", "1"),
    Break("condition", FIRST, "buyer, is: organization", "buying_steps, is: tender", "is: tender", "any_of"),
    Break("condition", FIRST, "buyer, is: organization", "team, any_of: [sales]", "team, any_of", "known"),
    Break("condition", FIRST, "figure: visited, at_least: 10", "figure: visited, is: 10", "is: 10", "against a bound"),
    Break("schema", FIRST, "buyer, is: organization", "win_rate, between: [0.5, 0.2]", "if:", "lowest first"),
    Break("schema", FIRST, "buyer, is: organization", "win_rate, known: 3", "if:", "true or false"),
    Break("schema", FIRST, "buyer, is: organization", "buyer, is: [organization]", "if:", "any_of"),
    Break("schema", FIRST, "buyer, is: organization", "buyer, any_of: []", "if:", "list of options"),
    Break("schema", FIRST, "buyer, is: organization", "buyer, equals: both", "if:", "exactly one of"),
    Break("schema", FIRST, "{figure: visited, at_least: 10}", "{all: []}", "all: []", "list of conditions"),
    Break("schema", FIRST, "{figure: visited, at_least: 10}", "always", "if: always", "dictionary"),
    Break("unknown-play", "guards.yaml", "force: shared.cash", "force: shared.crash", "shared.crash", "shared.crash"),
    Break("unknown-play", "diagnosis.yaml", "lowers: {b2c.promotion: 1}", "lowers: {b2c.no: 1}", "b2c.no", "b2c.no"),
    Break("unknown-move", TRADE, "  b2b.extra.first:", "  b2b.extra.third:", "first:", "b2b.extra.third"),
    Break("leader", "industries/cafe_tea.yaml", "[restaurants]", "[restaurants]\nleads: [restaurants]", "families:",
          "exactly one leads, not cafe_tea and restaurant"),
    Break("leader", "industries/cafe_tea.yaml", "families: [restaurants]", "families: [wholesale]", "families:",
          "exactly one leads, not none"),
    Break("leader", "industries/law_firm.yaml", "know:", "leads: [home]\nknow:", "leads:", "'law_firm' leads 'home'"),
    Break("unknown-figure", TRADE, "{figure: visited,", "{figure: visitors,", "visitors,", "visitors"),
    Break("placeholder", TRADE, "are {visited}", "are {visitors}", "{visitors}", "nothing that can be"),
    Break("placeholder", TRADE, "are {visited}", "are {win_rate}", "{win_rate}", "may be unknown"),
    Break("unknown-finding", FIRST, "answers: [leaving]", "answers: [left]", "[left]", "left"),
    Break("unknown-move", FIRST, "then: [b2b.extra.second]", "then: [b2b.extra.third]", "third", "b2b.extra.third"),
    Break("unknown-move", FIRST, "stage: 1", "stage: 1\nneeds: [{move: b2b.no.no}]", "no.no", "b2b.no.no"),
    Break("unknown-move", FOUND, "b2b.extra.second]", "b2b.extra.third]", "third", "move, play or use"),
    Break("unknown-paper", FIRST, "stage: 1", "stage: 1\nkit: [no_paper]", "no_paper", "no_paper"),
    Break("unknown-option", FIRST, "stage: 1", "stage: 1\nrules_out: [sleep]", "sleep", "sleep"),
    Break("unknown-source", FIRST, "carries: [", "carries: [D9, ", "carries", "D9"),
    Break("unknown-source", PLAY, "sources: [judgement]", "sources: [judgment]", "judgment]", "judgment"),
    Break("unknown-source", "diagnosis.yaml", "source: D1.customer", "source: D9", "source: D9", "D9"),
    Break("not-carried", "sources.yaml", "D1.logic:\n", "D1.magic:\n", "D1.magic", "no move carries 'D1.magic'"),
    Break("source-incomplete", "sources.yaml", "\n  year: 2015", "", "cn.", "no year"),
    Break("then-cycle", FIRST, "then: [b2b.extra.second]", "then: [b2b.extra.first]", "then:", "first → b2b.extra"),
    Break("cycle", FIRST, "stage: 1", "stage: 1\nneeds: [{move: b2b.extra.first}]", "needs:", "need each other"),
    Break("unknown-name", FIRST, "visited / horizon", "visitors / horizon", "visitors", "'visitors' is no quantity"),
    Break("unknown-name", FIRST, "min(20, customers)", "min(20, each)", "20, each", "'each' is no quantity"),
    Break("unknown-name", FIRST, "weekly: \"visited / 10\"", "weekly: running", "running", "'running' is no quantity"),
    Break("unknown-name", FIRST, "min(20, customers)", "buyer * 2", "buyer * 2", "'buyer' is no quantity"),
    Break("unknown-name", FOUND, "money: revenue", "money: revenu", "revenu *", "'revenu' is no quantity"),
    Break("placeholder", FIRST, "{deal_value|any price}", "{dealvalue|any price}", "dealvalue", "nothing that can be"),
    Break("placeholder", FIRST, "{deal_value|any price}", "{deal_value}", "{deal_value}", "may be unknown"),
    Break("placeholder", FIRST, "{deal_value|any price}", "any price", "any price", "one language"),
    Break("placeholder", FIRST, "{deal_value|any price}", "{deal_value|any price", "any price", "brace"),
    Break("placeholder", FIRST, "Go to a {noun.customer}", "Go to a {noun.friend}", "friend", "has no 'friend'"),
    Break("placeholder", FIRST, "They order too little", "All {visited} order", "All {visited} o", "nothing that"),
    Break("placeholder", FIRST, "Write it down", "Stop at {stop}", "Stop at", "nothing that can be"),
    Break("placeholder", FOUND, "You lose {share}", "You lose {win_rate}", "lose {win_rate}", "may be unknown"),
    Break("program-blank", WORDS, "（{marks}", "（标记", "marked:", "marks"),
    Break("program-blank", WORDS, 'en: "{label}: {value}"', 'en: "{odd}"', "  is:", "does not fill {odd}"),
    Break("missing-words", WORDS, "your_business:", "their_business:", '"yes"', "your_business"),
    Break("missing-words", WORDS, "  win_rate:", "  won_rate:", "levers:", "levers.win_rate"),
    Break("language", PLAY, 'en: "An idea"', 'en: "An 主意"', "An 主意", "holds Chinese"),
    Break("language", PLAY, 'zh: "主意"', 'zh: "an idea"', "an idea", "no Chinese"),
    Break("unwritten", PLAY, 'en: "An idea"', 'en: "TODO"', "TODO", "idea.en: nobody"),
    Break("unwritten", FIRST, 'zh: "列名单。"', 'zh: "TODO"', "TODO", "monday.zh: nobody"),
    Break("missing-question", "questions.yaml", "\n  cac:", "\n  cac_x:", "answers:", "'cac'"),
    Break("unknown-answer", "questions.yaml", "\n  cac:", "\n  cac_x:", "  cac_x:", "cac_x"),
    Break("unknown-answer", "questions.yaml", "rests_on: [sold_through]", "rests_on: [sold]", "[sold]", "sold"),
    Break("missing-option", "questions.yaml", "      one_off:", "      once:", "options:", "one_off"),
    Break("read-answer", "questions.yaml", "\n  buyer:\n", '\n  buyer:\n    unread: "x"\n', 'unread: "x"', "'buyer'"),
    Break("unknown-group", "questions.yaml", "group: craft", "group: draft", "draft", "draft"),
    Break("unknown-option", "diagnosis.yaml", "browse_and_pay: -0.9", "browse: -0.9", "browse: -0.9", "browse"),
    Break("unknown-dimension", "diagnosis.yaml", "dimension: customer", "dimension: who", "dimension: who", "who"),
    Break("unknown-answer", "diagnosis.yaml", "answers: [goal, ", "answers: [aim, ", "answers: [aim", "aim"),
    Break("condition", "diagnosis.yaml", "{answer: goal, is: margin}", "{figure: mode, is: b2b}", "figure:", "after"),
    Break("unknown-answer", ASK, "{answer: revenue_target", "{answer: target", "{answer: target", "target"),
    Break("unknown-currency", "currencies.yaml", "\n  CN: CNY", "\n  CN: CNX", "CN: CNX", "CNX"),
    Break("unknown-lever", SIZING, "  win_rate: {weeks: 4.5, cycles: 0.5}\n", "", "lever: win_rate", "win_rate"),
]  # fmt: skip
ELSEWHERE = {"unknown-lever": FIRST}  # where the fault shows rather than where it is made


@pytest.mark.parametrize("fault", BREAKS, ids=lambda fault: f"{fault.rule}-{fault.new.strip()[:24]}")
def test_a_fault_is_found_where_it_is(library: Path, fault: Break) -> None:
    """Each rule names its file, its line and what is wrong."""
    edit(library, fault.file, fault.old, fault.new)
    file = ELSEWHERE.get(fault.rule, fault.file)
    text = (library / file).read_text(encoding="utf-8")
    found = [finding for finding in check(library, drawn=0) if finding.rule == fault.rule]
    assert [finding for finding in found if finding.file == file and fault.says in finding.what], found
    if fault.rule not in ("unreadable", "source-incomplete", "missing-option"):
        assert line_of(text, fault.at) in {finding.line for finding in found if fault.says in finding.what}


def test_an_uncited_figure_is_found(library: Path) -> None:
    """A figure in a text without sources around it."""
    text = edit(library, "diagnosis.yaml", 'en: "who is served"', 'en: "9 of 10 are served"')
    assert Finding(
        "diagnosis.yaml", line_of(text, "9 of 10"), "uncited", "a figure, and no sources around it"
    ) in check(library, drawn=0)


def test_a_role_nobody_describes_is_found(library: Path) -> None:
    """A role that does work needs its share of time and its deputies."""
    roles = library / "settings" / "capacity.yaml"
    roles.write_text(re.sub(r"\n  sales: .*", "", roles.read_text(encoding="utf-8")), encoding="utf-8")
    found = [finding for finding in check(library, drawn=0) if finding.rule == "unknown-role"]
    assert found[0][:2] == (FIRST, line_of(MOVE, "role: sales"))


def test_moves_that_need_each_other_are_found(library: Path) -> None:
    """Two moves, each waiting for the other."""
    for name, other in (("first", "second"), ("second", "first")):
        edit(library, f"plays/b2b/extra/{name}.yaml", "stage: 1", f"stage: 1\nneeds: [{{move: b2b.extra.{other}}}]")
    (cycle,) = [finding for finding in check(library, drawn=0) if finding.rule == "cycle"]
    assert cycle.what == "these need each other: b2b.extra.first → b2b.extra.second → b2b.extra.first"
    assert (cycle.file, cycle.line) == (FIRST, line_of(MOVE, "stage: 1") + 1)


def test_a_waiting_action_that_is_a_move_by_now_is_found(library: Path) -> None:
    """Whoever makes a move of it takes it out of the list."""
    waiting = '- {id: %s, title: {en: "a", zh: "甲"}, steps: [{en: "b", zh: "乙"}], done_when: {en: "c", zh: "丙"}, '
    text = "".join(f"{waiting % id}sources: [judgement]}}\n" for id in ("third", "first"))
    write(library / "plays/b2b/extra/waiting.yaml", text)
    (finding,) = [one for one in check(library, quick=True) if one.rule == "duplicate-id"]
    assert (finding.file, finding.line) == ("plays/b2b/extra/waiting.yaml", 2)
    assert finding.what == "'first' is a move of this play by now: it waits no longer"


def test_a_finding_of_two_files_is_found(library: Path) -> None:
    """An answer of a move could mean either."""
    shutil.copy(library / FOUND, library / "findings/other.yaml")
    (finding,) = [one for one in check(library, quick=True) if one.rule == "duplicate-id"]
    assert finding.file == "findings/other.yaml"
    assert finding.what == "'leaving' is a finding of findings/extra.yaml already"


@pytest.mark.parametrize(
    ("place", "rule"),
    [
        ("plays/b2b/value.yaml", "play-id"), ("plays/b2x/extra/first.yaml", "play-id"),
        ("plays/b2b/extra/Third.yaml", "play-id"), ("plays/b2b/no/first.yaml", "unknown-play"),
    ],
)  # fmt: skip
def test_a_move_that_lies_where_no_play_is_is_found(library: Path, place: str, rule: str) -> None:
    """Its place is its id, and its folder the play."""
    write(library / place, MOVE)
    assert [one.file for one in check(library, quick=True) if one.rule == rule] == [place]


def test_a_missing_file_is_found(library: Path) -> None:
    """Nothing works without the constants of the choice."""
    (library / "settings" / "selection.yaml").unlink()
    missing = Finding("settings/selection.yaml", 1, "missing-file", "the library needs this file")
    assert missing in check(library, drawn=0)


def test_several_unreadable_files_are_found_in_one_run(library: Path) -> None:
    """Bytes that are no UTF-8, a day that does not exist, a list as a key, an alias within itself, an unknown tag."""
    spoilt = {
        "settings/capacity.yaml": b"\xff\xfe",
        "settings/schedule.yaml": b"a: 2026-13-45\n",
        "settings/selection.yaml": b"? [a]\n: b\n",
        "guards.yaml": b"&a [*a]\n",
        "sources.yaml": b"a: !b c\n",
        WORDS: b"a: 1\n---\nb: 2\n",
    }
    for file, content in spoilt.items():
        (library / file).write_bytes(content)
    found = check(library, drawn=0)
    rules = {finding.file: finding.rule for finding in found if finding.rule in ("unreadable", "too-much")}
    assert rules == {**dict.fromkeys(spoilt, "unreadable"), "guards.yaml": "too-much"}  # an alias within itself


def refuse(*_: object, **__: object) -> NoReturn:
    """Stand in for what a quick check has no time for."""
    raise AssertionError("a quick check makes no plan")


@pytest.mark.parametrize("place", ["salesmode.check.coverage", "salesmode.engine.plan"])
def test_a_quick_check_makes_no_plan(sound: Path, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    """Of a library that is sound it says so without the engine."""
    monkeypatch.setattr(f"{place}.make_plan", refuse)
    assert check(sound, quick=True) == []


def test_a_quick_check_finds_what_can_be_told_without_a_plan(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A misspelt answer, an unknown source, a text in the wrong language: all in one run, and no example is read."""
    monkeypatch.setattr("salesmode.check.coverage.make_plan", refuse)
    edit(library, FIRST, "{answer: buyer, is: org", "{answer: bayer, is: org")
    edit(library, PLAY, "sources: [judgement]", "sources: [judgment]")
    edit(library, PLAY, 'en: "An idea"', 'en: "An 主意"')
    (library / "examples" / "one.yaml").write_text("buyer: everybody\n", encoding="utf-8")
    assert {finding.rule for finding in check(library, quick=True)} == {"unknown-answer", "unknown-source", "language"}


def test_a_quick_check_finds_what_a_whole_one_finds_before_its_plans(library: Path) -> None:
    """With a fault that stands in the way of the engine, the two say the same."""
    edit(library, FIRST, "visited / horizon", "visitors / horizon")
    assert check(library, quick=True) == check(library, drawn=0) != []


@pytest.mark.parametrize("content", ["", "[]", "a: b", "stages: {}", "x: {en: 1}"])
@pytest.mark.parametrize(
    "file", [PLAY, FIRST, WORDS, ASK, "guards.yaml", "questions.yaml", "diagnosis.yaml", "currencies.yaml"]
)
def test_a_file_of_another_shape_is_a_finding(library: Path, file: str, content: str) -> None:
    """Whatever a file holds instead, it is named and nothing is raised."""
    (library / file).write_text(content, encoding="utf-8")
    assert [finding for finding in check(library, drawn=0) if finding.file == file]


def test_a_folder_that_is_no_library_is_a_finding(tmp_path: Path) -> None:
    """Neither a folder without plays nor one that is not there raises."""
    for folder in (tmp_path, tmp_path / "nowhere"):
        (finding,) = check(folder)
        assert (finding.file, finding.rule) == (str(folder), "no-library")


def test_examples_that_do_not_read_are_found(library: Path) -> None:
    """With the line of the answer that is wrong, and a warning too: an example is to read without one."""
    (library / "examples" / "one.yaml").write_text("buyer: organization\ngoal: fame\n", encoding="utf-8")
    (library / "examples" / "two.yaml").write_text("industry: fishing\n", encoding="utf-8")
    found = {(finding.file, finding.line) for finding in check(library, drawn=0) if finding.rule == "example"}
    assert found == {("examples/one.yaml", 2), ("examples/two.yaml", 1)}


def test_what_no_business_reaches_is_found(library: Path) -> None:
    """A move nobody is given, a finding nobody is shown, a question that changes nothing."""
    edit(library, "plays/b2b/extra/second.yaml", "customers, at_least: 3", "customers, between: [0.991, 0.992]")
    edit(library, FOUND, "churn, at_least: 0.1", "churn, between: [0.991, 0.992]")
    edit(library, FIRST, "answer: deal_value, at_most: {band: high}", "answer: name, known: true")
    found = check(library, drawn=150)
    assert {one.file for one in found if one.rule == "never-taken"} == {"plays/b2b/extra/second.yaml", FOUND}
    assert any(finding.rule == "idle-question" and "'scarce_side'" in finding.what for finding in found)
    assert not any(finding.rule == "idle-question" and "'buyer'" in finding.what for finding in found)


def test_a_move_that_is_never_refused_is_found(library: Path) -> None:
    """What everybody is given, whoever comes, has no condition worth the name."""
    text = (library / FIRST).read_text(encoding="utf-8")
    text = re.sub(r"(?ms)^(if|wrong_when|work|effects|stage):.*?(?=^\S)", "", text)
    text = text.replace("min(20, customers)", "20").replace("{decision_cycle}", "{decision_cycle|days}")
    text += "work: [{role: founder}]\nwhole: true\nstage: 4\n"
    write(library / FIRST, text.replace("then: [b2b.extra.second]", "then: []"))
    (library / "plays/b2b/extra/second.yaml").unlink()
    fault = '- {id: leaving, topic: fault, first: true, text: {en: "It broke.", zh: "坏了。"}, sources: [judgement]}\n'
    write(library / FOUND, fault)
    assert [one.file for one in check(library, drawn=share(100)) if one.rule == "always-taken"] == [FIRST]


def test_a_check_is_repeatable(library: Path) -> None:
    """The same folder, the same findings in the same order."""
    assert check(library, drawn=share(100)) == check(library, drawn=share(100))


def test_the_shipped_library_has_no_fault() -> None:
    """Every rule, every language, every play, situation and question of the library in this checkout."""
    assert [str(finding) for finding in check(drawn=share(DRAWN))] == []


@pytest.mark.parametrize(
    ("said_by", "part", "least"),
    [("ui", "words", 150), ("page", "page", 40), ("explain", "explain", 10), ("compare", "compare", 10)],
)
def test_every_text_the_program_says_is_in_the_library(said_by: str, part: str, least: int) -> None:
    """Each key given as it stands is in its file of program/, in both languages."""
    texts = "".join(path.read_text(encoding="utf-8") for path in (SHIPPED.parent / "salesmode").rglob("*.py"))
    keys = set(re.findall(rf"""\bwords\.{said_by}\(\s*["']([a-z_.]+)["']""", texts))
    assert len(keys) > least
    for library in LIBRARIES.values():
        assert keys - getattr(library, part).keys() == set()
