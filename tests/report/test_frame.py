"""What stands round the moves on the two pages: figures once, hours and cash, checks, chance, sums."""

from __future__ import annotations

import math
import re
from collections import Counter

import pytest
from helpers.libraries import EXAMPLES, LIBRARIES, example, raw_finding, small_library, text
from helpers.moves import firm, library_of, raw_move
from helpers.pages import listed, of_example, table, told
from helpers.reports import rows_of, said_in

from salesmode.business.vocabulary import Member
from salesmode.engine.plan import make_plan
from salesmode.knowledge.library import LANGS, Lang
from salesmode.report.document import Paragraph, Table
from salesmode.report.outlines import words_for
from salesmode.report.page.means import means
from salesmode.report.page.moves import moves
from salesmode.report.page.not_now import not_now
from salesmode.report.page.sums import all_sums
from salesmode.report.sections.running import stopping
from salesmode.report.wording import upper_first

both = pytest.mark.parametrize("lang", LANGS)
each = pytest.mark.parametrize("name", EXAMPLES)


@both
@each
def test_nobody_without_work_has_a_row(name: str, lang: Lang) -> None:
    """Hours are told of those who work, and of no one else; the last row is the cash."""
    plan, held = of_example(name, lang)
    words = words_for(plan, LIBRARIES[lang])
    working = [upper_first(words.role(role)) for role in plan.schedule.capacity if plan.schedule.planned(role)]
    *hours, cash = table(held["means"]).rows
    assert [row[0] for row in hours] == working
    assert (words.money(sum(plan.schedule.spend)) if sum(plan.schedule.spend) else words.page("table.none")) in cash


@each
def test_the_sums_are_worked_again_by_their_line(name: str) -> None:
    """What a lever could bring, times the share, times the part seen inside the year, is what the row says."""
    plan = make_plan(example(name), LIBRARIES["en"])
    words = words_for(plan, LIBRARIES["en"])
    rows = rows_of(all_sums(plan, words).blocks)
    for one in plan.selection.moves:
        for place, claim in enumerate(one.candidate.claims, 1):
            _, stake, *shares, brings = rows[f"sums.{one.id}.{place}"]
            whole = claim.pool.sales or claim.pool.contribution
            worth = whole * claim.shares[1] * claim.inside(one.placement.runs_from)
            assert (stake, brings) == (words.amount(whole), words.amount(worth))
            assert whole * math.prod(float(share.rstrip("%")) / 100 for share in shares) == pytest.approx(
                worth, rel=0.02
            )


@both
@each
def test_what_a_move_brings_is_told_from_low_to_high_behind_the_pages(name: str, lang: Lang) -> None:
    """The table of the two pages has the likely case alone; what is behind them has all three."""
    plan = make_plan(example(name), LIBRARIES[lang])
    words = words_for(plan, LIBRARIES[lang])
    rows = rows_of(all_sums(plan, words).blocks)
    counted = [one for one in plan.selection.moves if one.candidate.claims]
    assert [id for id in rows if id.startswith("range.")] == [f"range.{one.id}" for one in counted]
    ranges = [tuple(map(words.money, one.worth.sales)) for one in counted]
    assert [rows[f"range.{one.id}"][1:4] for one in counted] == ranges


@both
@each
def test_the_owner_s_numbers_are_eight_rows_at_most(name: str, lang: Lang) -> None:
    """Those of the ways of selling are among them."""
    _, held = of_example(name, lang)
    tables = [block for block in held["numbers"].blocks if isinstance(block, Table)]
    heads = LIBRARIES[lang].page["sorter.true_when"]
    assert sum(len(one.rows) for one in tables if one.columns[0] != heads) <= 8


LEAVING = raw_finding(
    "leaving", text=text("{lost} leave"), figures={"lost": {"value": "lost", "shown": "count"}},
    **{"if": {"quantity": "lost", "at_least": 1}},
)  # fmt: skip


def test_a_figure_that_a_finding_tells_is_no_row() -> None:
    """Ten customers are lost a year: a row says so, until a sentence does."""
    profile = firm(relationship="repeat", customer_count=100, annual_churn=0.1, purchases_per_year=2)
    rows = [
        [row[0] for row in table(told(profile, small_library({"b2b.crm.a": raw_move()}, findings))["numbers"]).rows]
        for findings in ((), (LEAVING,))
    ]
    assert set(rows[0]) - set(rows[1]) == {"Customers lost a year"}


@pytest.mark.parametrize(("hours", "said_so"), [(30, False), (105, True)])
def test_who_does_the_work_of_others_is_told_where_hardly_an_hour_of_theirs_is_left(hours: int, said_so: bool) -> None:
    """Of 130 hours the seller has, 30 for finance and the shop too leave room enough, 105 do not."""
    work = [{"role": role, "once": hours / 3} for role in ("sales", "finance", "store")]
    profile = firm(team=(Member(role="sales", people=1, plan_hours=5),))
    said = said_in(told(profile, library_of(a=raw_move(work=work)))["means"].blocks).get("means", "")
    assert ("The work of finance and the people who serve falls to sales" in said) is said_so


@both
@each
def test_the_move_to_turn_to_is_told_once_where_there_is_room(name: str, lang: Lang) -> None:
    """It is the one to which most checks turn, and is left out with the rest that has no room."""
    library = LIBRARIES[lang]
    plan = make_plan(example(name), library)
    words = words_for(plan, library)
    turned = Counter(check.switch_to for check in plan.checks.values() if check.switch_to)
    short, long = (said_in(means(plan, words, then=then).blocks).get("means", "") for then in (False, True))
    titles = [words.move(id) for id in turned]
    assert not [title for title in titles if f"“{title}”" in short]
    assert sum(f"“{title}”" in long for title in titles) == bool(titles)
    assert not turned or f"“{words.move(turned.most_common(1)[0][0])}”" in long


@both
@each
def test_the_move_to_drop_first_is_not_the_one_whose_check_is_waited_for(name: str, lang: Lang) -> None:
    """Two numbers in one sentence, and they differ."""
    _, held = of_example(name, lang)
    said = said_in(held["means"].blocks).get("means", "")
    named = re.findall(r"move (\d)|第 (\d) 件", said)
    assert len(set(named)) == len(named)


def test_a_move_judged_after_the_plan_is_told_by_its_own_rule_in_the_last_week() -> None:
    """Its check counts 30 weeks of a plan of 26; what is behind the pages looks at the step before it."""
    late = raw_move(check={"weeks": 30, "text": text("If three say no, stop."), "sources": ["judgement"]})
    library = library_of(a=late)
    plan = make_plan(firm(), library)
    words = words_for(plan, library)
    checks = [one for one in moves(plan, words, 0).blocks if isinstance(one, Paragraph) and one.id == "check.b2b.crm.a"]
    assert [(one.label, one.text) for one in checks] == [("Week 26", "If three say no, stop.")]
    assert "otherwise do what is missing first" in said_in(stopping(plan, words).blocks)["later.b2b.crm.a"]


def test_of_moves_that_add_too_little_the_best_one_is_told() -> None:
    """Three others would add something: one line says how much, no three lines."""
    plan = make_plan(example("hotel-supplies"), LIBRARIES["en"])
    lines = listed(not_now(plan, words_for(plan, LIBRARIES["en"]), 4))
    assert sum("it would add only" in line for line in lines) <= 1
