"""What is wrong with a calendar is found at file and line; the shipped ones have nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from salesmode.check import check
from salesmode.knowledge.library import load_library

SHIPPED = load_library().folder
SEASON = """\
title: {en: "Own", zh: "自己的"}
tables:
  fair: {dates: {2026: 2026-05-04, 2027: 2027-05-03}, sources: [judgement]}
seasons:
  - id: own_fair
    title: {en: "Our fair", zh: "我们的展会"}
    kind: fair
    applies: {modes: [b2b], regions: [DE], industries: [machinery]}
    day: {table: fair}
    run_up: 6
    so: {en: "Invite.", zh: "发邀请。"}
    sources: [judgement]
"""


def found(folder: Path, *changes: tuple[str, str]) -> list[str]:
    """Return what is found in this calendar, changed, among the files that a calendar is held against."""
    text = SEASON
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    library = folder / "library"
    (library / "plays/b2b/icp").mkdir(parents=True)
    for name in ("calendars", "industries"):
        shutil.copytree(SHIPPED / name, library / name)
    for name in ("sources.yaml", "currencies.yaml", "plays/b2b/icp/play.yaml"):
        shutil.copy(SHIPPED / name, library / name)
    (library / "calendars" / "own.yaml").write_text(text, encoding="utf-8")
    return [f"{one.line} {one.rule}" for one in check(library, quick=True) if one.file == "calendars/own.yaml"]


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        (("kind: fair", "kind: party"), "7 schema"),
        (("{table: fair}", "{table: moon}"), "9 unknown-table"),
        (("2027: 2027-05-03", "2028: 2028-05-01"), "3 table-gap"),
        (("2027: 2027-05-03", "2027: 2026-05-03"), "3 schema"),
        (("{table: fair}", "{month: 2, day: 29}"), "9 schema"),
        (("{table: fair}", "{month: 5, weekday: 1}"), "9 schema"),
        (("id: own_fair", "id: double_11"), "5 duplicate-id"),
        (("[machinery]", "[rockets]"), "8 unknown-option"),
        (("regions: [DE]", "regions: [QQ]"), "8 unknown-option"),
        (('"发邀请。"}\n    sources: [judgement]', '"发邀请。"}\n    sources: [nobody]'), "12 unknown-source"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_a_fault_of_a_calendar_is_found(change: tuple[str, str], finding: str, tmp_path: Path) -> None:
    """Kind, table, year, day, id, trade, country and source."""
    assert finding in found(tmp_path, change)


def test_a_sound_calendar_is_left_alone(tmp_path: Path) -> None:
    """What is broken above is whole before."""
    assert found(tmp_path) == []
