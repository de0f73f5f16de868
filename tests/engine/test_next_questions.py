"""What an open answer is expected to change: worked out from the library, not listed."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from helpers.libraries import EXAMPLES, LIBRARY, Raw, build, example
from helpers.moves import firm
from msgspec.structs import replace

from salesmode.business.conditions import Condition, read_condition
from salesmode.business.formula import read_formula
from salesmode.engine.business import business_of
from salesmode.engine.ground import Ground, grounds_of
from salesmode.engine.next_questions import Proof, advice_so_far, next_proof
from salesmode.engine.next_questions.behind import answers_behind, asks_of, lacking, made_of
from salesmode.engine.next_questions.information_value import MOVED
from salesmode.engine.next_questions.screens import not_asked, ranked
from salesmode.engine.next_questions.uses import findings, guards, of_move
from salesmode.engine.plan import make_plan
from salesmode.engine.sizing import size
from salesmode.engine.sizing.inputs import PRICED_BY
from salesmode.knowledge.library import Library
from salesmode.knowledge.moves import Cash, Effect, Exclusion, Figure, Finding, Measure, Move, Work
from salesmode.knowledge.parts import PARTS
from salesmode.knowledge.plays import Guard, GuardFile

SETTINGS = LIBRARY.settings.next_questions
SIZES = SETTINGS.influence
FIRM = {"buyer": "organization"}
KEEP = LIBRARY.moves["b2b.crm.keep_accounts"]


def when(**leaf: Any) -> Condition:
    """Return a condition of one leaf, `when(answer="buyer", known=True)`."""
    return read_condition(leaf)


def bare(id: str = "b2b.icp.one", **keys: Any) -> Move:
    """Return a move for everybody that asks for nothing, but what is given."""
    nothing = ("wrong_when", "effects", "words", "answers", "needs", "goals", "rules_out")
    plain: dict[str, Any] = {
        **dict.fromkeys(nothing, ()), "id": id, "play": id.rpartition(".")[0], "condition": None, "in_place": None,
        "figures": {}, "because": KEEP.because[-1:], "cash": Cash(), "stage": 1,
        "steps": tuple(replace(step, condition=None) for step in KEEP.steps),
        "work": (Work(role="founder", once=(1.0,)),), "check": replace(KEEP.check, trial=None, unread=None),
        "measure": Measure(name="count", shown="count", mid=(1.0,), end=(2.0,)),
    }  # fmt: skip
    return replace(KEEP, **{**plain, **keys})


def library(*moves: Move, findings: tuple[Finding, ...] = (), guards: tuple[Guard, ...] = ()) -> Library:
    """Return the library with these moves, findings and guards alone, and with answers that unlock nothing."""
    names = (name for name in (*PARTS, "settings") if not name.startswith(("settings.", "situations")))
    parts = {name: LIBRARY.part(name) for name in names}
    settings = replace(LIBRARY.settings, next_questions=replace(SETTINGS, unlocks=()))
    of_these = {"moves": {one.id: one for one in moves}, "findings": {"some": findings}, "settings": settings}
    return Library(LIBRARY.folder, "en", {**parts, **of_these, "guards": GuardFile(guards=guards), "hash": "by hand"})


def worth(library: Library = LIBRARY, **answers: Any) -> dict[str, float]:
    """Return what each open answer of a business is worth."""
    return dict(advice_so_far(build(**answers), library).information_value)


def added(one: Library, id: str, **answers: Any) -> float:
    """Return what an answer is worth beyond what it is worth where there are no moves."""
    return worth(one, **answers).get(id, 0.0) - worth(library(), **answers).get(id, 0.0)


# ------------------------------------------------------------------------------------------- which answers stand behind


def test_a_figure_is_made_of_its_answers_whoever_defines_it() -> None:
    """Derived figures, the run against the target, and the reading, whose evidence the library names."""
    figures = made_of(LIBRARY)
    assert figures["quote_win_rate"] == {"orders", "quotes"}
    assert {"win_rate", "revenue_target", "continuing_revenue"} <= figures["uncovered_share"]
    assert {"buyer", "buyer_kind", "own_brand"} <= figures["mode"]
    assert {"decision_cycle", "need", "deal_value"} <= figures["motion"]
    assert "buyer" not in figures["motion"]


def test_behind_a_quantity_stand_the_answers_it_is_read_from_or_made_of() -> None:
    """Churn is one answer; what is lost is revenue times churn; who decides takes a cycle, measured or typical."""
    behind = answers_behind(LIBRARY)
    assert behind["quantity.churn"] == {"annual_churn"}
    assert behind["quantity.revenue_lost"] == {"revenue", "annual_churn"}
    assert behind["quantity.once_share"] == {"repeat_rate"}
    assert behind["quantity.cycle"] == {"sales_cycle", "decision_cycle"}
    assert behind["quantity.opportunities"] == {"leads_per_month", "mql_rate", "sql_rate", "opportunity_rate"}
    assert behind["quantity.hours_per_win"] >= {"team"}


def test_nothing_waits_for_what_is_taken_for_granted() -> None:
    """No returns were named: none. What an order keeps waits for no answer to that, only what asks for returns does."""
    assert answers_behind(LIBRARY)["quantity.return_rate"] == {"return_rate"}
    assert answers_behind(LIBRARY)["quantity.kept_value"] == {"aov", "deal_value"}


def test_a_formula_waits_for_what_is_unknown_in_it_and_of_two_ways_for_one() -> None:
    """Leads or quotes are one way each; a product waits for both of its factors."""
    either, product = read_formula("leads or quotes"), read_formula("churn * 2 + revenue")
    assert lacking(asks_of([either]), {"quotes": 4.0}) == frozenset()
    assert lacking(asks_of([either]), {}) == {"leads", "quotes"}
    assert lacking(asks_of([product]), {"churn": 0.1}) == {"revenue"}
    assert lacking(asks_of([either, product]), {"revenue": 9.0, "leads": 1.0}) == {"churn"}


SOLD = {
    **FIRM, "relationship": "repeat", "decision_cycle": 30.0, "gross_margin": 0.4, "revenue": 1e6,
    "deal_value": 2_000.0, "customer_count": 100, "purchases_per_year": 5.0, "annual_churn": 0.1, "win_rate": 0.25,
    "leads_per_month": 20.0, "mql_rate": 0.5, "sql_rate": 0.5, "opportunity_rate": 0.5, "discount_rate": 0.1,
    "discount_share": 0.5,
}  # fmt: skip
BOUGHT = {
    "buyer": "individual", "selling_motion": ["store_staff"], "relationship": "repeat", "decision_cycle": 0.1,
    "gross_margin": 0.4, "revenue": 1e6, "aov": 50.0, "customer_count": 5_000, "orders_per_customer": 4.0,
    "repeat_rate": 0.4, "visits_per_month": 40_000.0, "conversion_rate": 0.02, "return_rate": 0.1,
}  # fmt: skip
OF_PEOPLE = ("visits", "conversion_rate", "return_rate", "aov", "repeat_rate", "purchases_per_year")
OF_FIRMS = tuple(lever for lever in PRICED_BY if lever not in OF_PEOPLE)


def held(answers: dict[str, Any], *left_out: str) -> Ground:
    """Return a business as moves are held against it, some of its answers left out."""
    business = business_of(build(**{id: value for id, value in answers.items() if id not in left_out}), LIBRARY)
    return grounds_of(business, size(business, LIBRARY), None)[0]


def priced(lever: str, ground: Ground) -> bool:
    """Return whether a lever has a price, and it can be told when its money comes."""
    found = ground.levers.get(lever)
    return found is not None and found.contribution_rate is not None and found.in_year_share is not None


def waiting(lever: str, ground: Ground) -> bool:
    """Return whether a lever waits for a quantity that nobody knows in any of its ways."""
    return any(all(f"quantity.{id}" not in ground.facts for id in ways) for ways in PRICED_BY[lever])


BOTH_KINDS = pytest.mark.parametrize(
    ("answers", "levers"), [(SOLD, OF_FIRMS), (BOUGHT, OF_PEOPLE)], ids=["firm", "shop"]
)


@BOTH_KINDS
def test_a_lever_has_a_price_exactly_where_it_waits_for_nothing(answers: dict[str, Any], levers: list[str]) -> None:
    """Whichever figure is left out. Returns that nobody names are none, which nobody can lower."""
    for id in (None, *(answers.keys() - {"return_rate", "relationship"})):
        ground = held(answers, str(id))
        assert [lever for lever in levers if priced(lever, ground) is waiting(lever, ground)] == [], id


@BOTH_KINDS
def test_a_lever_with_a_price_waits_for_nothing(answers: dict[str, Any], levers: list[str]) -> None:
    """Whichever two answers are left out."""
    for left_out in itertools.combinations(answers, 2):
        ground = held(answers, *left_out)
        assert [lever for lever in levers if priced(lever, ground) and waiting(lever, ground)] == [], left_out


# --------------------------------------------------------------------------------------------------- which rules use it


def test_a_rule_uses_the_answers_behind_its_figures() -> None:
    """Whether customers leave as fast as they come hangs on the counts, though the rule names a figure."""
    leak = next(use for use in guards(LIBRARY) if use.owner == "leak")
    assert {"annual_churn", "customer_count", "win_rate", "quotes"} <= leak.answers
    assert leak.facts == {"lost_per_new"}
    assert leak.by_figure


def test_the_rules_of_a_move_are_all_that_asks_for_an_answer() -> None:
    """Whether it can be made, is in place, is wrong, what it brings, its work and sentences; effects share alike."""
    uses = of_move(LIBRARY, "b2b.crm.keep_accounts")
    assert {use.kind for use in uses} == {"condition", "in_place", "effect", "work"}
    condition = next(use for use in uses if use.kind == "condition")
    often = {"orders_per_customer", "purchases_per_year"}
    assert {"buyer", "relationship", "customer_count"} | often <= condition.answers
    effects = [use for use in uses if use.kind == "effect"]
    assert [use.share for use in effects] == [0.5, 0.5]
    assert {"annual_churn", "revenue", "gross_margin"} <= effects[0].answers
    ring = of_move(LIBRARY, "b2b.funnel.open_quotes")
    assert [use.kind for use in ring if "backlog_weeks" in use.answers] == ["wrong"]


def test_a_figure_of_its_own_is_the_answers_it_is_made_of() -> None:
    """Of a move that asks for a gap of so many days, which is a year by the orders of a customer."""
    gap = {"gap": Figure(value=read_formula("365 / orders_per_customer"), shown="days")}
    one = bare(figures=gap, condition=when(figure="gap", at_most=60))
    (use,) = of_move(library(one), one.id)
    assert use.answers == {"orders_per_customer", "purchases_per_year"}
    assert use.facts == {"quantity.orders_per_customer"}


def test_what_an_owner_may_rule_out_is_worth_asking_for() -> None:
    """A move that raises prices waits a little for it; one that does not, does not."""
    assert added(library(bare(rules_out=("raise_price",))), "rules_out", **FIRM) == pytest.approx(SIZES.wrong)
    assert added(library(bare()), "rules_out", **FIRM) == 0


# ----------------------------------------------------------------------------------------------------- what it is worth


def test_what_decides_whether_a_move_can_be_made_is_worth_most_of_it_shared_among_what_is_open() -> None:
    """The only move there is counts one: with two answers open each is half of what its condition counts."""
    both = read_condition({"all": [{"answer": "paid_on", "is": "signed"}, {"answer": "ramp_months", "at_least": 3}]})
    one = library(bare(condition=both))
    assert added(one, "ramp_months", **FIRM) == pytest.approx(SIZES.condition / 2)
    assert added(one, "ramp_months", **FIRM, paid_on="signed") == pytest.approx(SIZES.condition)


def test_a_move_counts_by_what_it_promises() -> None:
    """One that serves the goal pulls five times as much (1.25, 0.25); the other counts for 0.4 of its fifth."""
    wrong = Exclusion(id="w", condition=when(answer="ramp_months", at_least=3), so="no", sources=("judgement",))
    first, second = bare("b2b.icp.one", goals=("margin",)), bare("b2b.icp.two", wrong_when=(wrong,))
    advice = advice_so_far(build(**FIRM, goal="margin"), library(first, second))
    assert advice.lead_chance == {"b2b.icp.one": 1.0, "b2b.icp.two": pytest.approx(0.2 * 0.4)}
    assert added(library(first, second), "ramp_months", **FIRM, goal="margin") == pytest.approx(SIZES.wrong * 0.2 * 0.4)


def test_a_move_of_which_nobody_knows_whether_it_can_be_made_counts_half_its_pull() -> None:
    """Two alike, one for everybody, one waiting for an answer."""
    open_ = bare("b2b.icp.two", condition=when(answer="ramp_months", at_least=3))
    advice = advice_so_far(build(**FIRM), library(bare(), open_))
    assert advice.lead_chance == {"b2b.icp.one": 1.0, "b2b.icp.two": 0.5}


def test_many_moves_together_count_for_no_more_than_a_plan_makes() -> None:
    """Twelve alike that wait for one answer count as six."""
    moves = [bare(f"b2b.icp.m{n}", condition=when(answer="ramp_months", at_least=3)) for n in range(12)]
    assert SIZES.moves == 6
    assert added(library(*moves), "ramp_months", **FIRM) == pytest.approx(6 * SIZES.condition)


def test_an_effect_without_a_price_waits_for_what_its_lever_is_made_of_and_a_priced_one_for_nothing() -> None:
    """Churn is known: revenue and margin tell what keeping customers is worth; with both nothing is open."""
    effect = Effect(lever="annual_churn", low=0.1, likely=0.2, high=0.3, why="so", sources=("judgement",))
    one = library(bare(effects=(effect,)))
    known = {**FIRM, "annual_churn": 0.2, "relationship": "repeat"}
    assert added(one, "gross_margin", **known) == pytest.approx(SIZES.effect / 3)  # with revenue, continuing revenue
    assert added(one, "gross_margin", **known, revenue=1e6) == pytest.approx(SIZES.effect)
    assert added(one, "sales_cycle", **known, revenue=1e6, gross_margin=0.5) == 0


@pytest.mark.parametrize("settled", [{"stage": "idea"}, {"rules_out": ("raise_price",)}, {"maturity": {"b2b.icp": 1}}])
def test_what_only_speaks_for_a_move_that_is_not_made_anyway_is_worth_nothing(settled: dict[str, Any]) -> None:
    """It is wrong, ruled out, or in place by the stage of its play."""
    wrong = Exclusion(id="w", condition=when(answer="stage", **{"is": "idea"}), so="no", sources=("judgement",))
    waiting = when(answer="ramp_months", at_least=3)
    one = library(bare(condition=waiting, wrong_when=(wrong,), rules_out=("raise_price",)))
    assert added(one, "ramp_months", **FIRM) > 0
    assert added(one, "ramp_months", **FIRM, **settled) == 0


def test_what_would_show_a_move_to_be_in_place_is_worth_asking() -> None:
    """Unknown is not in place: it is asked."""
    one = library(bare(in_place=when(answer="ramp_months", at_most=3)))
    assert added(one, "ramp_months", **FIRM) == pytest.approx(SIZES.in_place)


def test_a_finding_that_may_hold_makes_its_answers_worth_asking() -> None:
    """Two findings: each is half of what all count. One that does not hold could only be moved by another figure."""
    figures = {"lost": Figure(value=read_formula("revenue * churn"), shown="money")}
    churn, idea = when(quantity="churn", at_least=0.1), when(answer="stage", **{"is": "idea"})
    held = Finding(id="a", topic="gap", text="t", sources=("judgement",), condition=churn, figures=figures)
    other = Finding(id="b", topic="gap", text="t", sources=("judgement",), condition=idea)
    one = library(findings=(held, other))
    assert list(findings(one)) == ["a", "b"]
    assert added(one, "annual_churn", **FIRM, revenue=1e6) == pytest.approx(SIZES.findings / 2)
    assert added(one, "annual_churn", **FIRM) == pytest.approx(SIZES.findings / 2 / 2)
    assert added(one, "revenue", **FIRM, annual_churn=0.05) == pytest.approx(SIZES.findings / 2 * MOVED)


def test_a_guard_that_may_hold_makes_its_answers_worth_asking() -> None:
    """The share of the largest customer is asked because a guard overrides everything by it."""
    one = next(guard for guard in LIBRARY.guards.guards if guard.id == "one_customer")
    assert added(library(guards=(one,)), "largest_customer_share", **FIRM) == pytest.approx(SIZES.guard)


def test_with_nothing_known_who_buys_is_worth_most_and_asked_first() -> None:
    """It decides the mode, and with it which moves there are."""
    value = worth()
    assert next(iter(value)) == max(value, key=lambda one: value[one]) == "buyer"


def test_an_answer_given_is_worth_nothing_more() -> None:
    """Nor is one that does not apply."""
    assert not {"buyer", "decision_cycle"} & worth(buyer="organization", decision_cycle="n/a").keys()


def test_what_no_business_like_this_is_asked_for_is_worth_nothing() -> None:
    """A neighbourhood shop is not asked for the quota of its sellers; before its customers are known, it may be."""
    shop = {"buyer": "individual", "decision_cycle": 0.01, "deal_value": 8.0}
    advice = advice_so_far(build(**shop), LIBRARY)
    assert {"quota", "open_pipeline"} <= not_asked(advice.sizing.facts, LIBRARY)
    assert not not_asked(advice.sizing.facts, LIBRARY) & advice.information_value.keys()
    assert "quota" in worth()


def test_what_the_arithmetic_looks_at_is_worth_a_little_where_nothing_else_hangs_on_it() -> None:
    """Expansion makes the run surer and speaks for no move."""
    assert worth(library(), **FIRM)["expansion_rate"] == pytest.approx(SIZES.detail)


def test_a_question_in_turn_counts_as_much_as_the_one_that_refers_to_it() -> None:
    """Orders are worth most; they are asked after the quotes they come from, if those are open."""
    values = {"orders": 3.0, "goal": 2.0, "quotes": 1.0, "enquiries": 0.5, "stage": 0.1}
    found = ranked(values, LIBRARY)
    assert list(found) == ["quotes", "orders", "goal", "enquiries", "stage"]
    assert list(found.values()) == [3, 3, 2, 0.5, 0.1]
    assert list(ranked({"goal": 2.0, "orders": 3.0, "quotes": 0.5}, LIBRARY)) == ["quotes", "orders", "goal"]
    assert list(ranked({"quotes": 1.0, "goal": 2.0}, LIBRARY)) == ["goal", "quotes"]


# ---------------------------------------------------------------------------------------------------- stages and proofs


def test_stages_are_worth_asking_as_long_as_a_move_that_could_be_made_hangs_on_one_nobody_stated() -> None:
    """Two plays: with the stage of one still, with both no more; nor where stages do not apply, nor before it can."""
    one = library(bare("b2b.icp.one"), bare("b2b.crm.one", stage=2))
    assert worth(one, **FIRM)["maturity"] == pytest.approx(2 * SIZES.stage)
    assert worth(one, **FIRM, maturity={"b2b.crm": 1})["maturity"] == pytest.approx(SIZES.stage)
    assert "maturity" not in worth(one, **FIRM, maturity={"b2b.icp": 0, "b2b.crm": 1})
    assert "maturity" not in worth(one, **FIRM, maturity="n/a")
    assert "maturity" not in worth(library(bare(condition=when(answer="ramp_months", at_least=3))), **FIRM)


def test_the_proof_asked_for_is_the_stage_at_which_the_first_move_is_in_place() -> None:
    """The stage of its play that the move is of; once it is reached the move that is first then, or none."""
    one = library(bare("b2b.crm.one", stage=2, goals=("margin",)), bare("b2b.icp.one"))
    asked = [next_proof(advice_so_far(build(**FIRM, goal="margin", maturity=levels), one), one, {}, deep=False)
             for levels in ({"b2b.icp": 0}, {"b2b.crm": 1}, {"b2b.crm": 2}, {"b2b.crm": 2, "b2b.icp": 1})]  # fmt: skip
    assert asked == [Proof("b2b.crm", 2), Proof("b2b.crm", 2), Proof("b2b.icp", 1), None]


def test_a_stage_above_one_that_is_not_there_is_not_asked_for() -> None:
    """Stage 1 denied denies stage 2, and with --deep the next move is asked about; stage 3 denied leaves it open."""
    one = library(bare("b2b.crm.one", stage=2, goals=("margin",)), bare("b2b.icp.one"))
    advice = advice_so_far(build(**FIRM, goal="margin"), one)
    assert next_proof(advice, one, {"b2b.crm": 1}, deep=False) is None
    assert next_proof(advice, one, {"b2b.crm": 1}, deep=True) == Proof("b2b.icp", 1)
    assert next_proof(advice, one, {"b2b.crm": 3}, deep=False) == Proof("b2b.crm", 2)


def test_no_proof_is_asked_for_a_move_that_promises_little_and_is_not_made() -> None:
    """Four are made at most by one person, and what promises less than a tenth of the best does not lead."""
    plays = ("b2b.icp", "b2b.funnel", "b2b.value")
    many = [bare(f"{play}.m{n}", goals=("margin",)) for play in plays for n in range(2)]
    one = library(*many, bare("b2b.crm.one"))
    advice = advice_so_far(build(**FIRM, goal="margin"), one)
    assert advice.lead_chance["b2b.crm.one"] < SIZES.least_promise
    assert next_proof(advice, one, dict.fromkeys(plays, 1), deep=True) is None


def test_a_move_for_another_goal_counts_for_less_than_one_for_the_stated_one() -> None:
    """What is for the goal is begun with, so its questions come first; without a goal the two count alike."""
    one = library(bare("b2b.crm.one", goals=("margin",)), bare("b2b.icp.one", goals=("retention",)))
    unstated, stated = (advice_so_far(build(**FIRM, **goal), one).lead_chance for goal in ({}, {"goal": "margin"}))
    assert unstated["b2b.crm.one"] == unstated["b2b.icp.one"]
    assert stated["b2b.icp.one"] < SIZES.other_goal * stated["b2b.crm.one"] + 1e-9


# ------------------------------------------------------------------------------------------ one advice, made in a blink


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_advice_so_far_is_that_of_the_plan(name: str) -> None:
    """Mode, first move and what to ask next are those that the plan has, without the plan being made."""
    plan, advice = make_plan(example(name), LIBRARY), advice_so_far(example(name), LIBRARY)
    assert advice.first == (plan.selection.moves[0].id if plan.selection.moves else None)
    assert advice.diagnosis.mode == plan.business.diagnosis.mode
    worthy = [id for id, value in advice.information_value.items() if value >= SETTINGS.least_value]
    assert plan.robustness.ask_next == tuple(worthy[: SETTINGS.ask_next])


def test_the_chance_of_the_move_nearest_to_being_made_is_one() -> None:
    """And of none more; a move that is refused has none."""
    for name in EXAMPLES:
        advice = advice_so_far(example(name), LIBRARY)
        assert max(advice.lead_chance.values(), default=1) == 1
        assert min(advice.lead_chance.values(), default=0) >= 0
        refused = {one.move for one in advice.selection.rejections if one.why != "unknown"}
        refused -= {one.id for one in advice.selection.candidates}  # what could be made and has no room is near
        assert not refused & advice.lead_chance.keys()


def test_nobody_is_asked_for_counts_of_a_way_of_selling_that_is_not_theirs() -> None:
    """Names are followed from stage to stage by who has sellers and counts no quotes; hours are sold by the hour."""

    def left_out(**answers: Any) -> frozenset[str]:
        return not_asked(make_plan(firm(**answers), LIBRARY).facts, LIBRARY)

    sellers: Raw = {"selling_motion": frozenset({"field_sales"}), "quotes": None}
    assert "leads_per_month" not in left_out(**sellers)
    assert "leads_per_month" in left_out(**{**sellers, "selling_motion": frozenset({"self_serve"})})
    assert "leads_per_month" in left_out(selling_motion=frozenset({"field_sales"}))
    shelf: Raw = {"need": "standard", "buying_steps": frozenset({"quote"})}
    assert "hourly_rate" in left_out(**shelf)
    assert "hourly_rate" not in left_out(**{**shelf, "need": "tailored"})
