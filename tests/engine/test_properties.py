"""Whatever is answered: a plan comes out, in both languages and forms, the same every time, and reads as text."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from helpers.libraries import LIBRARIES, LIBRARY, build
from helpers.profiles import REPR, SOME, profiles
from hypothesis import given
from msgspec.structs import asdict

from salesmode.business.profile import Profile
from salesmode.engine.plan import make_plan
from salesmode.knowledge.library import LANGS, Lang
from salesmode.report.formats.json import plan_data
from salesmode.report.formats.markdown import markdown
from salesmode.report.numbers import as_json
from salesmode.report.outlines import outline_brief, outline_diagnosis, outline_plan, words_for


def texts(profile: Profile, lang: Lang) -> tuple[str, ...]:
    """Return every form of a plan in one language, the JSON last."""
    plan = make_plan(profile, LIBRARIES[lang])
    words = words_for(plan, LIBRARIES[lang])
    pages = (markdown(outline(plan, words)) for outline in (outline_plan, outline_brief, outline_diagnosis))
    return (*pages, as_json(plan_data(plan, words)))


def said(profile: Profile, text: str) -> str:
    """Return Markdown without what it escapes for, and without what was typed as name, offer or notes."""
    for typed in (profile.name, profile.offer, profile.notes):
        text = text.replace(" ".join(typed.split()), "") if typed and typed.strip() else text
    return text


@SOME
@given(profiles())
def test_any_valid_profile_gets_a_plan(profile: Profile) -> None:
    """In Markdown and JSON, in both languages; JSON without a number that is none."""
    for lang in LANGS:
        *pages, data = texts(profile, lang)
        assert all(page.startswith("# ") and page.endswith("\n") for page in pages)
        assert json.loads(data)["schema"] == 2


@SOME
@given(profiles())
def test_the_same_profile_gets_the_same_plan(profile: Profile) -> None:
    """Twice the same, to the letter; also from an equal profile made anew."""
    again = Profile(**asdict(profile))
    assert texts(profile, "zh") == texts(again, "zh")


@SOME
@given(profiles())
def test_a_plan_reads_as_text(profile: Profile) -> None:
    """No blank left open, and nothing as Python would print it."""
    for lang in LANGS:
        page, *_ = texts(profile, lang)
        for line in said(profile, page).splitlines():
            assert not REPR.search(line), line


@SOME
@given(profiles())
def test_ids_do_not_follow_the_language(profile: Profile) -> None:
    """The two JSONs have the same keys, numbers and ids: only words differ."""
    english, chinese = (json.loads(texts(profile, lang)[-1]) for lang in LANGS)
    assert shape(english) == shape(chinese)


WORDY = {
    "text", "because", "not_computed", "title", "population", "first_step", "done_when", "agenda", "name", "language",
    "effect", "label", "words", "steps", "stop",
}  # fmt: skip


def shape(data: Any, key: str = "") -> Any:
    """Return data without its words."""
    if isinstance(data, dict):
        return {name: shape(held, key if key in WORDY else name) for name, held in data.items()}
    if isinstance(data, list):
        return [shape(held, key) for held in data]
    return "words" if key in WORDY and isinstance(data, str) else data


@SOME
@given(profiles())
def test_every_invariant_of_the_engine_holds(profile: Profile) -> None:
    """Positions within bounds, confidence a probability, weeks within the plan, no lever below nought."""
    plan = make_plan(profile, LIBRARY)
    for axis in plan.business.diagnosis.axes.values():
        assert -1 <= axis.position <= 1
        assert 0 <= axis.confidence <= 1
        assert 0 <= axis.margin <= 1
        assert axis.verdict in ("decided", "leaning", "undecided")
    assert len(plan.selection.moves) <= 6
    assert all(1 <= row.start <= row.end <= plan.schedule.weeks for row in plan.schedule.rows)
    for (role, _), hours in plan.schedule.load.items():
        assert hours <= plan.schedule.capacity[role] + 1e-6
    for lever in plan.sizing.levers:
        assert lever.bookings_point >= 0
        assert lever.in_year_share is None or 0 <= lever.in_year_share <= 1


@pytest.mark.parametrize("revenue", [1e-300, 5e-324])
def test_a_figure_beyond_all_bounds_is_undefined(revenue: float) -> None:
    """Answers within their bounds may leave a share without meaning; then it is not told."""
    profile = build(buyer="individual", revenue=revenue, revenue_target=1e15)
    for lang in LANGS:
        assert not any(re.search(r"\binf\b", text) for text in texts(profile, lang))


def test_a_deal_value_that_does_not_apply_breaks_no_sentence() -> None:
    """The shop's basket is known, a typical deal does not apply, and the figures disagree."""
    shop = build(
        buyer="individual", customer_count=1000, orders_per_customer=2.0, aov=50.0, revenue=1e6, deal_value="n/a"
    )
    assert all(texts(shop, lang) for lang in LANGS)
