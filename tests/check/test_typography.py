"""Chinese is spaced and punctuated as it is printed: AutoCorrect finds nothing but what `typography.yaml` excuses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import autocorrect_py
import pytest
import yaml
from helpers.libraries import EXAMPLES, LIBRARIES, LIBRARY, example
from helpers.rendered import blocks

from salesmode.engine.plan import make_plan
from salesmode.report.formats import OUTLINES
from salesmode.report.formats.markdown import markdown
from salesmode.report.kit.pages import kit_pages
from salesmode.report.outlines import words_for
from salesmode.report.sections.playbook_page import outline_play

EXCUSED = [
    re.compile(one["place"]) for one in yaml.safe_load(Path(__file__).with_name("typography.yaml").read_text("utf-8"))
]
FILES = sorted(LIBRARY.folder.rglob("*.yaml"))
CHINESE = LIBRARIES["zh"]


def corrections(text: str) -> list[str]:
    """Return every place of a text that AutoCorrect would change, with what it would make of it."""
    corrected = str(autocorrect_py.format(text))
    if corrected == text:
        return []
    excused = [match.span() for pattern in EXCUSED for match in pattern.finditer(text)]
    changes = SequenceMatcher(None, text, corrected, autojunk=False).get_opcodes()
    return [f"{text[max(0, start - 12) : end + 12]} → {corrected[max(0, at - 12) : to + 12]}"
            for kind, start, end, at, to in changes
            if kind != "equal" and not any(low <= start and end <= high for low, high in excused)]  # fmt: skip


def chinese_in(thing: Any) -> Iterator[str]:
    """Yield the Chinese texts of a file, line by line."""
    if isinstance(thing, dict):
        for key, value in thing.items():
            yield from value.splitlines() if key == "zh" and isinstance(value, str) else chinese_in(value)
    elif isinstance(thing, list):
        for value in thing:
            yield from chinese_in(value)


def test_the_tool_finds_what_is_wrong() -> None:
    """A missing space and half a comma are found; an excused place beside them excuses nothing else."""
    assert corrections("有12个,好") != []
    assert corrections("填 [ ____ ：几个 ]个,好") == [" ____ ：几个 ]个,好 →  ____：几个 ] 个，好"]
    assert corrections("Instagram、TikTok 都行") == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(LIBRARY.folder).as_posix())
def test_every_chinese_text_of_the_playbooks_is_printed_as_chinese_is(file: Path) -> None:
    """Spaces beside figures and Latin words, full-width punctuation, nothing doubled."""
    held = yaml.load(file.read_text("utf-8"), Loader=yaml.CSafeLoader)
    assert [found for text in chinese_in(held) for found in corrections(text)] == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_chinese_page_of_an_example_is_printed_as_chinese_is(name: str) -> None:
    """Also where a value meets the words around it: plan, brief, whole, diagnosis and papers."""
    plan = make_plan(example(name), CHINESE)
    words = words_for(plan, CHINESE)
    texts = [
        *(markdown(page(plan, words)) for page in OUTLINES.values()),
        *(one.text for one in kit_pages(plan, CHINESE)),
    ]
    assert [found for text in texts for block in blocks(text, "editor") for found in corrections(block.text)] == []


def test_every_chinese_page_of_a_play_is_printed_as_chinese_is() -> None:
    """Its conditions are put into words around figures."""
    texts = (markdown(outline_play(id, CHINESE)) for id in CHINESE.plays)
    assert [found for text in texts for block in blocks(text, "editor") for found in corrections(block.text)] == []
