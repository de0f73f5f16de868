"""What was typed wrong, told in Chinese where --lang asks for it, in the shape of every other error."""

from __future__ import annotations

import re

import pytest
from helpers.commands import called, refused

pytestmark = pytest.mark.usefixtures("elsewhere")


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (
            ["plan", "--deal-valu", "3"],
            "plan: 没有选项“--deal-valu”\n是不是“--deal-value”？用法见：salesmode plan --help\n",
        ),
        (["plan", "--deal-value"], "plan: --deal-value 后面要有值\n写成 --deal-value 值\n"),
        (["plan", "--brief=yes"], "plan: --brief 后面不带值\n只写 --brief\n"),
        (["plan", "--brief", "--full"], "plan: --brief 和 --full 不能一起用\n去掉其中一个\n"),
        (["plan", "-f", "pdf"], "-f: 没有“pdf”这种格式\n从这些里选一个：terminal, md, json, html, csv, ics\n"),
        (["plan", "--win-rate", "35"], "--win-rate: win_rate：“35”大于 1，比例不能超过 1\n写成 35% 或 0.35\n"),
        (["plan", "--set", "buyer"], "--set buyer: “buyer”里没有等号\n写成 --set 键=值，例如 --set buyer=both\n"),
        (["examples", "snacks", "robots"], "examples: 这里多了“robots”\n用法见：salesmode examples --help\n"),
        (["explain"], "explain: 少了 ID\n写成 salesmode explain ID FILE\n"),
    ],
)
def test_what_is_wrong_with_the_options_is_said_in_chinese(argv: list[str], said: str) -> None:
    """What, where, and what to type next; only names of options and files are Latin."""
    name, *rest = argv
    for words in ([name, "--lang", "zh", *rest], [name, "--lang=zh", *rest]):
        assert refused(*words) == f"{said}".replace("salesmode: ", "")


def test_without_it_the_same_is_english() -> None:
    """Whatever the words."""
    assert not re.search("[\u4e00-\u9fff]", refused("plan", "--deal-valu", "3"))
    assert called("plan", "--deal-valu", "3", "--lang", "en").code == 2
