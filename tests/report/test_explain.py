"""Why: a figure, a finding, a move, a warning and a lever explained, worked again from what is printed."""

from __future__ import annotations

import re
from typing import Any

import pytest
from helpers.businesses import segment
from helpers.libraries import EXAMPLES, LIBRARIES, Raw, build, example, raw_finding, small_library, text
from helpers.moves import firm, library_of, raw_move
from helpers.reports import said_in

from salesmode.business.profile import Profile
from salesmode.engine.plan import Plan, make_plan
from salesmode.errors import InputError
from salesmode.knowledge.library import LANGS, Lang, Library
from salesmode.report.document import Block, Items, Paragraph, Table
from salesmode.report.explaining import explain, known_ids
from salesmode.report.outlines import words_for

MINE = "b2b.crm."
ENGLISH = LIBRARIES["en"]


def blocks(plan: Plan, id: str, library: Library = ENGLISH, *, trace: bool = False) -> tuple[Block, ...]:
    """Return what is said of a thing."""
    (section,) = explain(plan, id, words_for(plan, library), trace=trace).sections
    return section.blocks


def lines(held: tuple[Block, ...]) -> list[str]:
    """Return every sentence, those of lists too."""
    found: list[str] = []
    for block in held:
        found += [block.text] if isinstance(block, Paragraph) else []
        found += [item.text for item in block.items] if isinstance(block, Items) else []
    return found


def rows(held: tuple[Block, ...]) -> list[tuple[str, ...]]:
    """Return the rows of all tables."""
    return [row for block in held if isinstance(block, Table) for row in block.rows]


def told(profile: Profile, id: str, library: Library = ENGLISH, *, trace: bool = False) -> tuple[Block, ...]:
    """Return what is said of a thing of the plan of a business."""
    return blocks(make_plan(profile, library), id, library, trace=trace)


CUSTOMERS: dict[str, Any] = {
    "relationship": "repeat", "customer_count": 200, "orders_per_customer": 12.0, "deal_value": 100.0,
    "annual_churn": 0.25,
}  # fmt: skip


def test_a_figure_is_told_by_its_sum_and_by_what_it_is_made_of() -> None:
    """240,000 from 2,400 orders of 100; the orders again from customers and how often they order."""
    held = told(build(**CUSTOMERS), "revenue")
    assert lines(held)[0].endswith("= USD 240k")
    assert {row[0]: row[1] for row in rows(held)} == {"Orders a year": "2,400", "What an order brings": "USD 100"} or (
        "2,400" in {row[1] for row in rows(held)}
    )


def test_a_trace_goes_down_to_the_answers() -> None:
    """What is behind the orders is told as well: 200 customers, 12 orders each."""
    plain, traced = (told(build(**CUSTOMERS), "revenue", trace=trace) for trace in (False, True))
    more = lines(traced)[len(lines(plain)) :]
    assert any("200" in line for line in more)
    assert any("12" in line for line in more)
    assert not any("customers" in line and "200" in line for line in lines(plain))


def test_an_answer_is_told_as_one_and_a_figure_nobody_can_know_with_the_reason() -> None:
    """The churn was answered; nobody said how many offers were made."""
    assert "your answer" in lines(told(build(**CUSTOMERS), "churn"))[0]
    assert "not worked out" in lines(told(build(**CUSTOMERS), "opportunities"))[0]


def test_a_range_that_was_given_is_told() -> None:
    """20 to 30% leave: 40 to 60 of 200."""
    held = told(build(**CUSTOMERS, ranges={"annual_churn": (0.2, 0.3)}), "lost")
    assert any("between 40 and 60" in line for line in lines(held))


def test_a_figure_of_a_segment_goes_by_its_name_or_its_id() -> None:
    """The cafés lose a fifth of 40."""
    parts = (segment("Cafés", customer_count=40, annual_churn=0.2), segment("Homes", customer_count=900))
    held = build(relationship="repeat", segments=parts)
    for id in ("s1.lost", "segments.Cafés.lost"):
        assert lines(told(held, id))[0].endswith("= 8")


FOUND: Raw = {
    "if": {"quantity": "churn", "at_least": 0.1}, "money": "revenue * churn",
    "figures": {"away": {"value": "customers * churn", "shown": "count"}}, "text": text("They leave."),
}  # fmt: skip


def of_finding(churn: float, *, trace: bool = False) -> tuple[Block, ...]:
    """Return what is said of a finding that a tenth or more leave."""
    library = small_library({}, (raw_finding("leaving", **FOUND),))
    return told(build(**{**CUSTOMERS, "annual_churn": churn}), "finding.leaving", library, trace=trace)


def test_a_finding_is_told_with_its_money_its_condition_and_its_figures() -> None:
    """A quarter of 240,000 is 60,000; a quarter of 200 is 50."""
    held = of_finding(0.25)
    assert lines(held)[:2] == ["They leave.", "At stake: USD 60k a year."]
    ((said, value, holds),) = rows(held)
    assert "10%" in said
    assert (value, holds) == ("25%", "yes")
    assert any(" × " in line and line.endswith("= 50") for line in lines(held))
    assert any("200" in line for line in lines(of_finding(0.25, trace=True)))


def test_a_finding_that_does_not_hold_says_so_and_which_condition_fails() -> None:
    """A twentieth leave."""
    held = of_finding(0.05)
    assert lines(held)[0] == "This finding does not hold here."
    assert [row[1:] for row in rows(held)] == [("5%", "no")]


def test_a_figure_made_of_another_has_the_others_value_in_its_sum() -> None:
    """Whoever reads it can work it again: 50 that leave, of 200."""
    more = {**FOUND, "figures": {**FOUND["figures"], "part": {"value": "away / customers", "shown": "share"}},
            "if": {"figure": "part", "at_least": 0.1}}  # fmt: skip
    held = told(build(**CUSTOMERS), "finding.leaving", small_library({}, (raw_finding("leaving", **more),)))
    assert any(line.startswith("50 ÷ ") and line.endswith("= 25%") for line in lines(held))
    assert rows(held)[0][0].startswith("50 ÷ ")
    assert rows(held)[0][1:] == ("25%", "yes")


def test_an_answer_is_told_with_the_id_by_which_it_is_given() -> None:
    """In either language: it is what can be typed."""
    for lang in LANGS:
        assert "annual_churn" in lines(told(build(**CUSTOMERS), "churn", LIBRARIES[lang]))[0]


LATIN = re.compile(r"(?<![A-Za-z])[a-z]{3,}|[a-z]+_")  # a source may have an author


def test_in_chinese_no_figure_goes_by_an_english_name() -> None:
    """Not in the sum of a finding or a move, nor in what must hold."""
    library = LIBRARIES["zh"]
    plan = make_plan(example("hotel-supplies"), library)
    for id in (*library.moves, *(f"finding.{one.id}" for rules in library.findings.values() for one in rules)):
        held = blocks(plan, id, library)
        said = [*lines(held), *(cell for row in rows(held) for cell in row)]
        assert not [text for text in said if LATIN.search(text.replace("--trace", ""))], id


# ------------------------------------------------------------------------------------------------------------- moves


def test_a_move_that_is_made_says_what_the_plan_loses_without_it() -> None:
    """10,000 x (52 - 1 - 1) / 52 = 9,615 of sales, 40% of it left; eight hours, then one a week."""
    held = told(firm(), f"move.{MINE}a", library_of(a=raw_move()))
    said = lines(held)[0]
    assert "It is move 1 of the plan. Without it the plan would bring USD 9,615 less in sales, USD 3,846 less" in said
    assert "8 h to set up, 1 h a week" in said
    assert [row[2] for row in rows(held)] == ["yes"]


def factors(line: str) -> tuple[float, float]:
    """Return what the factors of a line multiply to, and what the line says that they come to."""
    amount = r"[A-Z]{3} ([\d,.]+)(k|m|bn)?"
    found = re.search(
        rf"{amount} a year at most × ([\d.]+)% that it can reach × ([\d.]+)% of that .* × ([\d.]+)% seen this "
        rf"year = {amount}$", line,
    )  # fmt: skip
    assert found is not None, line
    scale = {None: 1.0, "k": 1e3, "m": 1e6, "bn": 1e9}
    whole, worth = (float(found[at].replace(",", "")) * scale[found[at + 1]] for at in (1, 6))
    part, likely, inside = (float(found[at]) / 100 for at in (3, 4, 5))
    return whole * part * likely * inside, worth


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_factors_of_a_printed_effect_multiply_to_its_worth(name: str) -> None:
    """To the figures that are printed: three of money, two places of a per cent."""
    plan = make_plan(example(name), ENGLISH)
    for one in plan.selection.moves:
        worked = [line for line in lines(blocks(plan, one.id)) if " a year at most × " in line]
        assert len(worked) == len(one.candidate.claims)
        for line in worked:
            made, said = factors(line)
            assert made == pytest.approx(said, rel=0.02, abs=1), line


def test_a_move_tells_only_the_effects_that_hold_here() -> None:
    """One for those who sell to people is not told to a firm that sells to firms."""
    held, other = ({
        "lever": "win_rate", "low": 0.01, "likely": 0.02, "high": 0.04, "why": text(why), "sources": ["judgement"],
        "if": {"answer": "buyer", "is": buyer},
    } for why, buyer in (("firms decide", "organization"), ("people decide", "individual")))  # fmt: skip
    said = " ".join(lines(told(firm(), f"{MINE}a", library_of(a=raw_move(effects=[held, other])))))
    assert "firms decide" in said
    assert "people decide" not in said


def test_a_move_that_is_forced_or_asked_for_says_by_what() -> None:
    """Without hours for both, a fault puts its answer first; a goal keeps one that costs more than it brings."""
    broken = raw_finding("broken", first=True)
    forced = small_library({f"{MINE}a": raw_move(answers=["broken"])}, (broken,))
    assert "A warning or a fault puts it first." in lines(told(firm(), f"{MINE}a", forced))[0]
    costly = raw_move(goals=["win_rate"], cash={"once": 5400})
    held = told(firm(goal="win_rate", quotes=40), f"{MINE}b", library_of(a=raw_move(), b=costly))
    assert "the stated goal asks for it" in lines(held)[0]


REFUSED: list[tuple[Raw, str]] = [
    ({"if": {"answer": "buyer", "is": "individual"}}, "What it needs is not so here."),
    ({"if": {"answer": "cash_months", "at_least": 2}}, "Whether it fits is not known yet."),
    ({"work": [{"role": "sales", "once": 500}]}, "hours"),
    ({"needs": [{"move": f"{MINE}other"}]}, "the other"),
    ({"wrong_when": [{"id": "no", "if": {"answer": "quotes", "at_least": 1}, "so": text("They never answer."),
                      "sources": ["judgement"]}]}, "They never answer."),
]  # fmt: skip


@pytest.mark.parametrize(("more", "why"), REFUSED, ids=[why for _, why in REFUSED])
def test_a_move_that_is_not_made_says_its_first_binding_reason(more: Raw, why: str) -> None:
    """Not for it, not known, no hours, before another one, wrong here."""
    other = raw_move("the other", **{"if": {"answer": "buyer", "is": "individual"}})
    held = told(firm(), f"{MINE}a", library_of(a=raw_move(**more), other=other))
    assert lines(held)[0].startswith("It is not in the plan. ")
    assert why in lines(held)[0]


def test_what_shows_that_a_move_is_in_place_and_what_speaks_against_it_are_told() -> None:
    """Each with what is so here."""
    wrong = {"id": "no", "if": {"answer": "quotes", "at_least": 900}, "so": text(), "sources": ["judgement"]}
    move = raw_move(in_place={"answer": "win_rate", "at_least": 0.9}, wrong_when=[wrong])
    held = told(firm(), f"{MINE}a", library_of(a=move))
    assert [row[2] for row in rows(held)] == ["yes", "no", "no"]


def test_the_nearest_change_of_one_answer_is_told_in_either_language() -> None:
    """What would end a finding, what would bring a warning; where nothing would, that is said."""
    cases: tuple[tuple[Lang, str, str, str], ...] = (
        (
            "en",
            "would end it",
            "Spare capacity: 10% instead of 25% (spare_capacity)",
            "No single answer, changed",
        ),
        ("zh", "就会没有它", "富余产能：10%，现在是 25%（spare_capacity）", "只改任何一个答案都不会变"),
    )
    for lang, ends, brings, none in cases:
        library = LIBRARIES[lang]
        plan = make_plan(example("hotel-supplies"), library)
        held = blocks(plan, "finding.leavers_cost", library, trace=True)
        (items,) = [block for block in held if isinstance(block, Items) and ends in block.label]
        assert "annual_churn" in items.items[0].text
        assert brings in lines(blocks(plan, "guard.full_house", library, trace=True))
        assert any(none in line for line in lines(blocks(plan, "guard.no_fit_yet", library, trace=True)))


def test_without_a_trace_it_is_only_said_that_the_nearest_change_can_be_asked_for() -> None:
    """Every answer is tried, which takes its time."""
    assert "--trace" in lines(told(build(cash_months=2.0), "guard.cash"))[-1]


# ----------------------------------------------------------------------------------------------- warnings and levers


def test_a_warning_says_whether_it_holds_and_what_it_waits_for() -> None:
    """A month of cash holds it, nine do not; unknown is said to be unknown."""
    for months, first, holds in ((1.0, "This warning holds", "yes"), (9.0, "This warning does not hold", "no")):
        held = told(build(cash_months=months), "guard.cash")
        assert lines(held)[0].startswith(first)
        assert rows(held)[0][2] == holds
    assert rows(told(build(), "guard.cash"))[0][2] == "not known"


def test_a_lever_says_what_a_point_brings() -> None:
    """An order of 10,000 a year, and 4,000 of it less the weeks until it tells."""
    (line,) = lines(told(firm(), "lever.win_rate"))
    assert "USD 10k of sales in a full year" in line
    assert f"USD {4000 * (52 - 4.5 - 1) / 52:,.0f} of profit this year" in line
    (line,) = lines(told(firm(gross_margin=None), "lever.win_rate"))
    assert "what is left of it is not known" in line


def test_an_unknown_id_is_refused_with_a_near_name() -> None:
    """A letter too many, and what is nothing at all."""
    plan = make_plan(firm(), ENGLISH)
    with pytest.raises(InputError) as left:
        blocks(plan, "revenuee")
    assert "'revenuee' is nothing of this plan" in str(left.value)
    assert "Did you mean revenue" in str(left.value)
    with pytest.raises(InputError) as left:
        blocks(plan, "zzzz")
    assert "Did you mean" not in str(left.value)


@pytest.mark.parametrize("lang", LANGS)
def test_whatever_can_be_named_is_explained_in_either_language(lang: Lang) -> None:
    """No figure, finding, move, warning or lever of an example breaks, or leaves a blank."""
    library = LIBRARIES[lang]
    plan = make_plan(example("industrial-robots"), library)
    for id in known_ids(plan, words_for(plan, library)):
        held = blocks(plan, id, library, trace=id in library.quantities)
        assert held, id
        assert not [line for line in lines(held) if "{" in line or "None" in line], id
    assert said_in(blocks(plan, "revenue", library)) is not None
