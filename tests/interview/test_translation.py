"""Errors of an interview in its own language: every sentence has its words, and none is left English."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from helpers.libraries import LIBRARIES, LIBRARY

import salesmode
from salesmode.errors import InputError, Message, OutputError, shown
from salesmode.intake.answers import Given, read_answers
from salesmode.intake.parse import FormError
from salesmode.intake.questions import catalog
from salesmode.interview import PlainConsole, QuitError, interview
from salesmode.interview.translation import FAULTS, translate
from salesmode.interview.typed import read_typed
from salesmode.knowledge.library import Lang

PACKAGE = Path(salesmode.__file__).parent
ENGLISH, CHINESE = (library.interview for library in LIBRARIES.values())
BLANK = re.compile(r"\{(\w+)\}")


class Raised(NamedTuple):
    """A message as it stands in the code."""

    code: str
    english: str
    values: frozenset[str]


def messages() -> Iterator[Raised]:
    """Yield every message of the code; one whose code or English is put together there cannot be listed."""
    for file in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Message":
                code, english = map(ast.literal_eval, node.args)
                yield Raised(code, english, frozenset(str(word.arg) for word in node.keywords))


RAISED = sorted(set(messages()))
CODES = {message.code for message in RAISED}
each_message = pytest.mark.parametrize("message", RAISED, ids=[message.code for message in RAISED])


@each_message
def test_a_code_is_plain_and_stands_for_one_sentence(message: Raised) -> None:
    """Small letters and hyphens; wherever it is said again it is said in the same words, its blanks filled."""
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", message.code)
    assert [other for other in RAISED if other.code == message.code] == [message]
    assert set(BLANK.findall(message.english)) == message.values


@each_message
def test_every_message_has_its_chinese(message: Raised) -> None:
    """The table has the English of the code and Chinese with the same blanks; what is all blanks needs neither."""
    key = FAULTS + message.code
    if not re.search("[a-z']", BLANK.sub("", message.english)) and key not in CHINESE:
        return
    assert ENGLISH[key] == message.english
    assert re.search(r"[\u4e00-\u9fff“：]", CHINESE[key])
    assert set(BLANK.findall(CHINESE[key])) == message.values


def test_no_words_are_kept_for_what_is_not_said() -> None:
    """A message that has gone from the code goes from the table."""
    assert {key.removeprefix(FAULTS) for key in CHINESE if key.startswith(FAULTS)} <= CODES


def test_what_another_language_has_no_words_for_stays_english() -> None:
    """Whatever fills it is translated all the same; a text without a code is left as it is."""
    message = Message("of-a-new-kind", "{text} is new, {{braces}} too", text=shown("nothing"))
    assert str(message) == "'nothing' is new, {braces} too"
    assert translate(message, CHINESE) == "“nothing” is new, {braces} too"
    assert translate("is {this}?", CHINESE) == "is {this}?"


@pytest.mark.parametrize(
    ("id", "typed", "said"),
    [
        ("win_rate", "abc", "“abc”不是数字\n写成 35% 或 0.35"),
        ("win_rate", "35", "“35”大于 1，比例不能超过 1\n写成 35% 或 0.35"),
        ("deal_value", "-3", "“-3”小于 0\n填 0 到 1,000,000,000,000,000 之间的金额"),
        ("deal_value", "€300", "“€300”里的“€”和币种 USD 对不上\n按 USD 填金额、不写符号，或者先改币种"),
        ("decision_cycle", "3 m", "“3 m”说不清是分钟还是月\n写“分钟”或“个月”"),
        ("revenue", "1,23", "“1,23”里的逗号位置不对：千分位三位一隔\n写成 1.23"),
        ("buyer", "单位的客", "选项里没有“单位的客”\n是不是“单位客户”？"),
        ("buyer", "everybody", "选项里没有“everybody”\n从这 3 项里选，填序号或选项的文字"),
        ("buyer", "4", "选项里没有“4”\n从这 3 项里选，填序号或选项的文字"),
        ("purchase_drivers", "1,2,3,4", "选了 4 个，最多 3 个\n留下最要紧的 3 个"),
        ("region", "Mars", "“Mars”不是国家或地区代码\n写国名，或填两个字母，例如 中国、HK、US"),
        ("currency", "夸", "“夸”不是货币代码\n填三个字母，例如 CNY、HKD、USD"),
        ("sell_out_known", "也许", "“也许”看不出是“是”还是“否”\n填“是”或“否”"),
        ("won_from", "转介绍: 8, 展会和活动: 7", "加起来是 15，可一共只有 10 个客户"),
        ("won_from", "转介绍: 1, 转介绍: 2", "“转介绍”给了两次\n留一个"),
        ("team", "老板 0", "这个岗位写了 0 个人\n没有人就不写这个岗位，有就写几个"),
        ("team", "国王 3", "选项里没有“国王”"),
        ("name", "x" * 2001, "这段文字有 2,001 个字符，太长了\n请缩到 2,000 个字符以内"),
        ("revenue", "9" * 70, f"“{'9' * 60}…”（共 70 个字符）太长了，不像一个数"),
        ("offer", "nothing", ""),
    ],
)  # fmt: skip
def test_what_is_wrong_with_an_answer_is_said_in_chinese(id: str, typed: str, said: str) -> None:
    """What was typed is quoted as it was, also where it is a word that the table knows."""
    questions = {question.id: question for group in catalog(LIBRARIES["zh"]) for question in group.questions}
    if not said:
        assert read_typed(questions[id], typed, LIBRARY, "USD") == typed
        return
    with pytest.raises(FormError) as caught:
        read_typed(questions[id], typed, LIBRARY, "USD")
    assert "\n".join(translate(part, CHINESE) for part in (caught.value.what, caught.value.fix)).startswith(said)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_an_interview_says_what_is_wrong_in_its_language(tmp_path: Path, lang: Lang) -> None:
    """With a word of the other language nowhere but in what was typed."""
    said: list[str] = []
    lines = ["go win_rate", "abc", "quit"]
    with pytest.raises(QuitError):
        interview(tmp_path / "a.yaml", LIBRARIES[lang], PlainConsole(lambda _: lines.pop(0), said.append))
    wanted = {"en": "'abc' is not a number\nWrite 35% or 0.35", "zh": "“abc”不是数字\n写成 35% 或 0.35"}
    assert wanted[lang] in said


def test_a_file_with_faults_is_refused_in_chinese(tmp_path: Path) -> None:
    """Each fault with its line; outside the interview the same is English."""
    path = tmp_path / "a.yaml"
    path.write_text("buyer: everybody\nwin_rate: abc\nindustri: x\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        interview(path, LIBRARIES["zh"], PlainConsole(lambda _: "", lambda _: None))
    assert caught.value.what == "有 3 个回答读不通"
    assert f"{path}:2: win_rate：“abc”不是数字" in str(caught.value.fix)
    assert not re.search(r"[a-z]+ is |write|lists every", str(caught.value.fix))
    with pytest.raises(InputError, match="3 answers cannot be read"):
        read_answers(Given(file=str(path)), LIBRARY)


def test_a_folder_that_is_not_there_is_told_in_chinese(tmp_path: Path) -> None:
    """With what to type next."""
    with pytest.raises(OutputError, match="没有这个文件夹") as caught:
        interview(tmp_path / "x" / "a.yaml", LIBRARIES["zh"], PlainConsole(lambda _: "", lambda _: None))
    assert "salesmode interview -a" in str(caught.value.fix)
