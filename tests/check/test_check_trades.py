"""What an author of a trade leaves out or says in another trade's words is named, by file and line."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers.libraries import edit
from helpers.small_plays import TRADE, small_folder, write

from salesmode.check import check
from salesmode.knowledge.files import Finding

EXTRA = "industries/extra.yaml"
IDLE = """\
leak: {en: "The spindles stand idle.", zh: "主轴停着。"}
foreign: {en: [spindle], zh: [主轴]}
nouns:"""
FAULTS = [
    ("schema", ', zh: "另一行"}', "}", "title:", "zh"),
    ("schema", "\nsources: [judgement]", "", "title:", "sources: Field required"),
    ("unknown-source", "[judgement]", "[hearsay]", "[hearsay]", "no source 'hearsay'"),
    ("missing-noun", '  complaint: {en: "thing", zh: "东西"}\n', "", "nouns:", "no word for complaint:"),
    ("language", "nouns:", "know: {en: [extra]}\nnouns:", "know:", "'know' has no Chinese words"),
    ("language", "nouns:", "foreign: {zh: [主轴]}\nnouns:", "foreign:", "'foreign' has no English words"),
    ("foreign-word", "nouns:", IDLE, "leak:", "'spindle' is a word"),
    ("foreign-word", "nouns:", IDLE, "leak:", "'主轴' is a word of"),
]  # fmt: skip


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A sound library with a trade to break."""
    return small_folder(tmp_path / "playbooks")


def found(folder: Path, file: str) -> list[Finding]:
    """Return what a quick check finds in a file."""
    return [one for one in check(folder, quick=True) if one.file == file]


@pytest.mark.parametrize(("rule", "old", "new", "at", "says"), FAULTS)
def test_what_a_trade_lacks_is_named(library: Path, rule: str, old: str, new: str, at: str, says: str) -> None:
    """A language, a source, a noun; and words that its own list keeps out of its texts."""
    text = edit(library, EXTRA, old, new)
    lines = {number for number, line in enumerate(text.splitlines(), 1) if at in line}
    (finding,) = [one for one in found(library, EXTRA) if says in one.what]
    assert finding.rule == rule
    assert finding.line in lines


def test_a_variant_is_held_to_what_it_takes_from_its_trade(library: Path) -> None:
    """It needs no nouns of its own, and its foreign words are looked for in the inherited texts too."""
    place, text = "industries/variant.yaml", TRADE.replace("sources:", "extends: extra\nsources:")
    text = text[: text.index("nouns:")] + text[text.index("first:") :]
    write(library / place, text)
    assert found(library, place) == []
    write(library / place, f"{text}foreign: {{en: [thing], zh: [地方]}}\n")
    assert {one.what for one in found(library, place)} == {
        "'thing' is a word of another trade than Extra trade: 'foreign' lists it"
    }


def test_a_way_names_a_thing_in_singular_and_plural(library: Path) -> None:
    """What it leaves out is said by the trade below it; one of the two alone would be mixed with that one's word."""
    edit(library, "ways/platform.yaml", '  customers:\n    en: "users"\n    zh: "用户"\n', "")
    (finding,) = found(library, "ways/platform.yaml")
    assert (finding.rule, "no word for customers:" in finding.what) == ("missing-noun", True)
