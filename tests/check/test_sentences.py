"""A sentence that has to be read twice is named, in the language in which it stands, with what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from helpers.libraries import LIBRARY, Raw, raw_effect, raw_finding, raw_move

from salesmode.check.material import LANGS, Material
from salesmode.check.sentences import few_steps, sentences, unknown_steps
from salesmode.knowledge.build import typed
from salesmode.knowledge.files import Finding, KnowledgeFile, read_file

RULES = read_file(LIBRARY.folder, "settings/sentences.yaml")
EN, ZH = "They order.", "他们下单。"
LONG = " ".join(["order"] * 28)  # and a word of one letter behind it is one too many
HAN = "客户" * 22  # 44 characters, with a stop 45


def checked(place: str, data: object) -> Material:
    """Return what is checked of a library of one file, and of the rules of sentences."""
    assert isinstance(RULES, KnowledgeFile)
    files = {RULES.id: RULES, place: KnowledgeFile(f"{place}.yaml", data, {})}
    things = {lang: {id: typed(file, lang).thing for id, file in files.items()} for lang in LANGS}
    assert things["en"][place] is not None, typed(files[place], "en").findings
    return Material(files, things)


def found(en: str = EN, zh: str = ZH) -> list[str]:
    """Return the rules that find a fault in one step of a sound move."""
    return rules(sentences(checked("plays/b2b/extra/first", move(steps=[say(en, zh), say(), say()]))))


def rules(findings: Iterable[Finding]) -> list[str]:
    """Return the rules of findings."""
    return [one.rule for one in findings]


def say(en: str = EN, zh: str = ZH) -> Raw:
    """Return a text in both languages."""
    return {"en": en, "zh": zh}


def move(**more: object) -> Raw:
    """Return a move whose every text is sound."""
    fixed: Raw = {
        "title": say("Visit them", "上门看看"), "because": [say()], "steps": [say(), say(), say()], "done_when": say(),
        "monday": say(), "check": {"text": say()}, "measure": {"name": say("orders", "单数")},
    }  # fmt: skip
    return raw_move(**{**fixed, **more})


def test_a_sound_sentence_has_no_fault() -> None:
    """Short, whole, with figures, and with a time of day."""
    assert found() == []
    asked = "Ring {noun.customers} at 10:30, {many} of them: they have waited."
    assert found(asked, "十点半打给 {many} 家，别让人等。") == []


@pytest.mark.parametrize(
    ("en", "zh", "rule"),
    [
        (f"{LONG} a.", ZH, "long-sentence"),
        (f"{LONG} {{figure}}.", ZH, "long-sentence"),
        (EN, f"{HAN}们。", "long-sentence"),
        (EN, f"{HAN[:-1]}{{figure}}。", "long-sentence"),
        ("We do one thing: we ask: they answer.", ZH, "colons"),
        (EN, "一件事：问他：他答。", "colons"),
        ("They order", ZH, "full-stop"),
        (EN, "他们下单", "full-stop"),
        (EN, "他们下单,付款。", "half-width"),
        (EN, "他们下单(加急)。", "half-width"),
        ("They pass the gate.", ZH, "wording"),
        ("Their CRM is full.", ZH, "wording"),
        (EN, "他们的 CRM 满了。", "wording"),
        ("Ask the person whom they trust.", ZH, "wording"),
        ("Whoever orders pays.", ZH, "wording"),
        ("They order. Those who wait pay.", ZH, "wording"),
        (EN, "我们进行回访。", "wording"),
        (EN, "对于老客户来说很贵。", "wording"),
        (EN, "价格被客户所接受。", "wording"),
        ("They pay 10 % more.", ZH, "wording"),
        ("They get price → date.", ZH, "wording"),
        ("They place the order(s).", ZH, "wording"),
        ("How long they wait, the list shows.", ZH, "wording"),
        ("They set the table for guests.", ZH, "wording"),
        (EN, "我们最好的客户的订单的价格要涨。", "wording"),
        (EN, "他们把货把人都请来。", "wording"),
        (EN, "请你先打电话。", "wording"),
        (EN, "从而留住客户。", "wording"),
        ("Three of ten, with a date.", ZH, "no-verb"),
    ],
)
def test_a_fault_of_a_sentence_is_found(en: str, zh: str, rule: str) -> None:
    """One rule, and no other."""
    assert found(en, zh) == [rule]


@pytest.mark.parametrize(
    ("en", "zh"),
    [
        (f"{LONG}.", ZH),
        (f"{' '.join(['order'] * 27)} {{figure}}.", ZH),
        (f"{LONG}. {LONG}.", ZH),
        (EN, f"{HAN}。"),
        (EN, f"{HAN[:-2]}{{figure}}。"),
        ("They order, investigate, delegate and proofread.", ZH),
        ("They know who orders, and whoever waits pays.", ZH),
        (EN, "被动的客户，有所不知。"),
        (EN, "十点 10:30 打，3.5 小时。"),
        ("They pay 10% more, and the list shows it.", ZH),
        ("Those proofread, rescued and tidied get `the gate`.", ZH),
        (EN, "他们打一把伞，把握大，把把椅子都满。"),
        ("A date!", ZH),
    ],
)
def test_what_stands_just_inside_the_rules_is_let_be(en: str, zh: str) -> None:
    """The longest sentence, a blank that counts as one word or two characters, a word that only holds another."""
    assert found(en, zh) == []


def test_a_blank_counts_as_the_words_that_stand_for_it() -> None:
    """Where the figure is unknown, the words after the bar are read."""
    assert found(f"{' '.join(['order'] * 25)} {{figure|three more words}}.") == []
    assert found(f"{' '.join(['order'] * 26)} {{figure|three more words}}.") == ["long-sentence"]


def test_words_to_say_are_spoken() -> None:
    """In a step "do not" may stand; it is written, not said. Said aloud, a verb may be missing, and one says 你."""
    assert found("They do not order.") == []
    said = sentences(checked("plays/b2b/extra/first", move(words=[say("I am late.")])))
    assert [(one.rule, one.what) for one in said] == [
        ("wording", "'I am': nobody speaks so: I'm, you're, we're, they're")
    ]  # fmt: skip
    spoken = say("At ten, or at noon? I ask how you are.", "你看哪天？")
    assert rules(sentences(checked("plays/b2b/extra/first", move(words=[spoken])))) == []


def test_a_thing_of_one_trade_stands_behind_a_condition_that_asks_for_the_trade() -> None:
    """Nobody without a kitchen reads of one."""
    bad = say("They open the kitchen.", "他们打开厨房。")
    asked = {"if": {"answer": "industry", "is": "restaurants"}, **bad}
    assert rules(sentences(checked("plays/b2b/extra/first", move(steps=[bad, say(), say()])))) == ["wording"] * 2
    assert rules(sentences(checked("plays/b2b/extra/first", move(steps=[say(), say(), say(), asked])))) == []


def test_what_is_printed_beside_the_plan_is_read_for_its_words_and_length() -> None:
    """A name of a quantity is held to the words, and needs neither verb nor stop."""
    named = {"visits": say("the gate of a year", "来的人,一年")}
    assert rules(sentences(checked("program/words", named))) == ["wording"]
    assert rules(sentences(checked("program/words", {"a": say(f"{LONG} a")}))) == ["long-sentence"]


def test_a_step_is_named_by_a_number_only_where_everybody_sees_it() -> None:
    """Behind a step with an 'if' the numbers differ."""
    some = {"if": {"answer": "region", "is": "CA"}, **say()}
    because = [say("Step 1 counts it.", "第二步数得出来。")]
    steady = checked("plays/b2b/extra/first", move(because=because, steps=[say(), say(), say(), some]))
    assert [*unknown_steps(steady)] == []
    (finding,) = unknown_steps(
        checked("plays/b2b/extra/first", move(because=because, steps=[say(), some, say(), say()]))
    )
    assert finding.what == "step 二 is not the same for everybody: 1 come before the first 'if'"


@pytest.mark.parametrize(
    ("en", "zh", "faults"),
    [
        ("Count two three four five six seven eight nine ten", "一二三四五六七八九十一二三四五六", []),
        ("Count two three four five six seven eight nine ten more", "一二三四五六七八九十一二三四五六", ["long-title"]),
        ("Visit them", "一二三四五六七八九十一二三四五六七", ["long-title"]),
    ],
)
def test_a_title_has_room_in_a_table(en: str, zh: str, faults: list[str]) -> None:
    """Ten words, sixteen characters; it is no sentence and needs no stop."""
    assert rules(sentences(checked("plays/b2b/extra/first", move(title=say(en, zh))))) == faults


def test_every_text_of_a_move_and_a_finding_is_read() -> None:
    """Reasons, effects, checks, decisions: a word of ours is found in each."""
    bad = say("The lever moves.")
    effect = {**raw_effect(), "why": bad}
    spoilt = move(
        because=[bad], effects=[effect], steps=[bad, say(), say()], words=[bad], done_when=bad, monday=bad,
        check={"text": bad}, title=say("The lever", "上门看看"), measure={"name": say("levers", "单数")},
    )  # fmt: skip
    assert rules(sentences(checked("plays/b2b/extra/first", spoilt))) == ["wording"] * 9
    finding = raw_finding(text=bad, decision=bad)
    assert rules(sentences(checked("findings/extra", [finding]))) == ["wording"] * 2
    assert rules(sentences(checked("nouns", {"order": say("lever", "订单")}))) == ["wording"]
    assert rules(sentences(checked("program/page", {"legend": bad}))) == ["wording"]


def test_on_the_page_a_heading_needs_no_stop_but_both_languages_are_alike() -> None:
    """What is a sentence in English is one in Chinese."""
    assert rules(sentences(checked("program/page", {"a": say("Moves", "几件事"), "b": say()}))) == []
    assert rules(sentences(checked("program/page", {"a": say("Moves", "几件事。")}))) == ["full-stop"]


def test_three_steps_hold_for_everybody() -> None:
    """What has an 'if' may be missing from the page."""
    some = {"if": {"answer": "region", "is": "CA"}, **say()}
    (finding,) = few_steps(checked("plays/b2b/extra/first", move(steps=[say(), some, say()])))
    assert finding.what == "2 steps hold for everybody, where 3 should: the others have an 'if'"
    assert [*few_steps(checked("plays/b2b/extra/first", move(steps=[say(), some, say(), say()])))] == []
