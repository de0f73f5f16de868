"""What an owner writes of becomes a move: with people, hours, weeks, an end, and a place before what figures say."""

from __future__ import annotations

from typing import Any

import pytest
from helpers.libraries import LIBRARIES, LIBRARY, build

from salesmode.business.vocabulary import Member
from salesmode.engine.plan import Plan, make_plan
from salesmode.knowledge.library import LANGS, Lang
from salesmode.knowledge.moves import TOLD
from salesmode.report.formats.markdown import markdown
from salesmode.report.outlines import outline_plan, words_for

JOBS = [one.id for few in LIBRARY.concerns.values() for one in few if one.job is not None]
SAID = {lang: {one.id: one.said for few in LIBRARIES[lang].concerns.values() for one in few} for lang in LANGS}
DEMAND = "Our largest customer will leave in April unless it gets one list a month of what was done."
TEAM = (
    Member(role="founder", people=1, plan_hours=6.0),
    Member(role="service", people=1, plan_hours=5.0),
    Member(role="technical", people=3, plan_hours=3.0),
)


def plan_of(notes: str, lang: Lang = "en", **answers: Any) -> Plan:
    """Return the plan of a firm that fits and repairs shutters, whose owner wrote so."""
    firm: dict[str, Any] = {
        "buyer": "both", "business_revenue_share": 0.6, "customer_count": 180.0, "need": "configured",
        "relationship": "repeat", "deal_value": 1400.0, "purchases_per_year": 2.4, "decision_makers": 2,
        "decision_cycle": 30.0, "goal": "margin", "revenue": 604_000.0, "gross_margin": 0.42, "fixed_costs": 14_000.0,
        "annual_churn": 0.09, "largest_customer_share": 0.14, "overdue_share": 0.09, "enquiries": 90.0, "quotes": 60.0,
        "orders": 22.0, "hourly_rate": 60.0, "hours_sold": 120.0, "hours_available": 160.0, "unbilled_hours": 8.0,
        "horizon_weeks": 26, "monthly_budget": 600.0, "ad_spend": 200.0, "team": TEAM,
    }  # fmt: skip
    return make_plan(build(notes=notes, language=lang, **{**firm, **answers}), LIBRARIES[lang])


def page(plan: Plan, lang: Lang = "en") -> str:
    """Return the two pages as they are read."""
    return markdown(outline_plan(plan, words_for(plan, LIBRARIES[lang])))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("concern", JOBS)
def test_each_job_is_made_for_the_sentence_it_is_for_and_reads_whole(concern: str, lang: Lang) -> None:
    """It stands in the plan with hours, and none of its blanks is left open."""
    plan = plan_of(SAID[lang][concern], lang)
    made = next((one for one in plan.selection.moves if one.id == f"{TOLD}.{concern}"), None)
    assert made is not None, [one.id for one in plan.selection.moves]
    assert made.placement.hours > 0
    assert "{" not in page(plan, lang)


def test_what_will_not_wait_comes_first_and_stands_in_the_answer() -> None:
    """The list that keeps the largest customer is the first move; 14% of 604,000 at 42% is 35.5k a year."""
    plan = plan_of(DEMAND)
    assert plan.selection.moves[0].id == f"{TOLD}.demands_papers"
    answer = page(plan).partition("## Your numbers")[0]
    assert "Our largest customer will leave in April" in answer
    assert "35.5k" in answer


def test_a_sentence_that_has_its_move_is_not_answered_twice() -> None:
    """The answer quotes it; neither the move nor a section of replies repeats it."""
    plan = plan_of(DEMAND)
    assert plan.replies == ()
    assert page(plan).count("unless it gets one list a month") == 1


def test_a_job_without_hours_is_told_in_a_sentence_all_the_same() -> None:
    """With hardly an hour a week no move has room: what to do first is still said."""
    plan = plan_of(DEMAND, team=(Member(role="founder", people=1, plan_hours=0.3),))
    assert f"{TOLD}.demands_papers" not in [one.id for one in plan.selection.moves]
    assert [one.concern.id for one in plan.replies] == ["demands_papers"]
    assert "by hand" in " ".join(plan.replies[0].texts)


def test_what_is_written_leaves_a_place_for_what_the_figures_say() -> None:
    """Of six sentences with a job each, one move of the plan is none of these."""
    plan = plan_of(" ".join(SAID["en"][id] for id in JOBS[:6]))
    assert any(not one.candidate.move.told for one in plan.selection.moves)


def test_nobody_who_wrote_nothing_is_given_such_a_move() -> None:
    """They are offered to nobody else, and refused to nobody."""
    plan = plan_of("")
    named = [one.id for one in plan.selection.moves] + [item.move for item in plan.selection.rejections]
    assert not [id for id in named if id.startswith(TOLD)]
