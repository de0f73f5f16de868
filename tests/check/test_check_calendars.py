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
until: 2027
tables:
  fair: {dates: {2026: 2026-05-04, 2027: 2027-05-03}, sources: [judgement]}
seasons:
  - id: own_fair
    title: {en: "Our fair", zh: "我们的展会"}
    kind: fair
    applies: {modes: [b2b], regions: [DE], industries: [machinery]}
    day: {table: fair}
    by_country: {DE: {month: 5, day: 4}}
    certainty: estimated
    run_up: 6
    published: {2026: {day: 2026-05-04, last: 2026-05-06, certainty: announced, sources: [judgement]}}
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
    (library / "industries").mkdir()
    shutil.copytree(SHIPPED / "calendars", library / "calendars")
    for name in ("sources.yaml", "currencies.yaml", "plays/b2b/icp/play.yaml", "industries/machinery.yaml"):
        shutil.copy(SHIPPED / name, library / name)
    (library / "calendars" / "own.yaml").write_text(text, encoding="utf-8")
    return [f"{one.line} {one.rule}" for one in check(library, quick=True) if one.file == "calendars/own.yaml"]


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        (("kind: fair", "kind: party"), "8 schema"),
        (("{table: fair}", "{table: moon}"), "10 unknown-table"),
        (("DE: {month: 5, day: 4}", "DE: {table: moon}"), "11 unknown-table"),
        (("2027: 2027-05-03", "2028: 2028-05-01"), "4 table-gap"),
        (("until: 2027", "until: 2028"), "4 table-short"),
        (("2027: 2027-05-03", "2027: 2026-05-03"), "4 schema"),
        (("{table: fair}", "{month: 2, day: 29}"), "10 schema"),
        (("{table: fair}", "{month: 5, weekday: 1}"), "10 schema"),
        (("by_country: {DE:", "by_country: {FR:"), "6 schema"),
        (("certainty: estimated", "certainty: decreed"), "12 schema"),
        (("certainty: announced", "certainty: fixed"), "14 schema"),
        (("{day: 2026-05-04, last: 2026-05-06,", "{day: 2026-05-04, last: 2026-05-01,"), "14 schema"),
        (("published: {2026:", "published: {2025:"), "6 schema"),
        (("run_up: 6", "days: 3"), "6 schema"),
        (("{day: 2026-05-04,", "{opens: 2026-05-01, day: 2026-05-04,"), "6 schema"),
        (("announced, sources: [judgement]", "announced, sources: [nobody]"), "14 unknown-source"),
        (("id: own_fair", "id: double_11"), "6 duplicate-id"),
        (("[machinery]", "[rockets]"), "9 unknown-option"),
        (("regions: [DE]", "regions: [DE, QQ]"), "9 unknown-option"),
        (('"发邀请。"}\n    sources: [judgement]', '"发邀请。"}\n    sources: [nobody]'), "16 unknown-source"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_a_fault_of_a_calendar_is_found(change: tuple[str, str], finding: str, tmp_path: Path) -> None:
    """Kind, table, year, day, how sure, what was published, id, trade, country and source."""
    assert finding in found(tmp_path, change)


def test_a_sound_calendar_is_left_alone(tmp_path: Path) -> None:
    """What is broken above is whole before."""
    assert found(tmp_path) == []
