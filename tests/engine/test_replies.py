"""What owners write of is answered, beside a move for it or in a sentence of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from helpers.businesses import segment
from helpers.libraries import LIBRARIES, LIBRARY, build

from salesmode.engine.plan import Plan, make_plan
from salesmode.engine.trade import trade_of
from salesmode.knowledge.library import Lang


def plan_of(notes: str, lang: Lang = "en", **answers: Any) -> Plan:
    """Return the plan of an owner who wrote so."""
    return make_plan(build(notes=notes, language=lang, **answers), LIBRARIES[lang])


class Answered(NamedTuple):
    """What is done about a sentence: by a move of the plan made for it, or in words."""

    concern: str
    figures: Mapping[str, float | None]
    text: str
    say: str | None


def answered(plan: Plan) -> list[Answered]:
    """Return what is done about the sentences of the notes, moves before words."""
    made = [one.candidate for one in plan.selection.moves if one.candidate.move.told]
    moves = [
        Answered(
            one.move.told, one.figures,
            " ".join((one.because.text, *(step.text for step in one.move.steps if step.test(one.facts)))),
            next((line.text for line in one.move.words if line.test(one.facts)), None),
        )
        for one in made
    ]  # fmt: skip
    words = [Answered(one.concern.id, one.figures, " ".join(one.texts), one.say) for one in plan.replies]
    return [*moves, *words]


def test_a_sentence_that_no_move_is_for_gets_its_own_reply() -> None:
    """A trade fair that nobody counted: ask where new ones come from before it is paid again."""
    (reply,) = answered(plan_of("We go to a trade fair every autumn and cannot say what it brings."))
    assert reply.concern == "untraced_source"
    assert "four weeks" in reply.text
    assert [one.concern for one in answered(plan_of("每年去展会，说不清带来几个客户。", "zh"))] == ["untraced_source"]


def test_a_sentence_that_a_move_of_the_plan_is_for_gets_none() -> None:
    """The move quotes it; to say it again would only lengthen the page."""
    firm: dict[str, Any] = {"buyer": "organization", "revenue": 1e6, "gross_margin": 0.4}
    plan = plan_of("Half of our customers pay late.", overdue_share=0.4, days_to_cash=80.0, **firm)
    made = {one.id for one in plan.selection.moves}
    assert made & {"shared.cash.collect_overdue", "shared.cash.terms_by_customer"}
    assert plan.replies == ()


def test_a_reply_counts_with_the_figures_of_the_business_where_they_are_known() -> None:
    """At a margin of half, 1,000 of pay has to bring 2,000 of sales; without one, the pay is held against work lost."""
    note = "I am thinking of hiring a second technician."
    (counted,) = answered(plan_of(note, buyer="individual", gross_margin=0.5, revenue=200_000.0))
    assert counted.figures["needed"] == 2000.0
    (plain,) = answered(plan_of(note))
    assert "{" not in plain.text


def test_an_advert_is_told_in_the_new_customers_who_pay_it_back() -> None:
    """A customer of 2,000 a year at a margin of half leaves 1,000: 3,000 a year is paid back by three of them."""
    note = "The yellow pages cost us 3,000 a year and I could not name one customer who came from there."
    firm: dict[str, Any] = {"buyer": "organization", "deal_value": 2000.0, "purchases_per_year": 1.0}
    (reply,) = answered(plan_of(note, gross_margin=0.5, customer_count=50.0, revenue=100_000.0, **firm))
    assert (reply.concern, reply.figures["needed"]) == ("untraced_source", 3.0)


def test_what_many_send_is_held_against_all_that_the_sales_leave() -> None:
    """Half of 400,000 at a margin of a quarter: 50,000 a year hangs on three dealers."""
    note = "About half of the vans we letter come from three car dealers who send their customers to us."
    replies = answered(plan_of(note, buyer="organization", revenue=400_000.0, gross_margin=0.25))
    (reply,) = [one for one in replies if one.concern == "one_referrer"]
    assert reply.figures["hangs"] == 50_000.0


def test_dearer_prices_and_hands_for_a_day_are_offered_to_nobody_who_rules_them_out() -> None:
    """Who will not raise a price lets the work follow it; who will not hire teaches a second person."""
    (fear,) = answered(plan_of("I am afraid that customers leave if I raise my prices.", rules_out=["raise_price"]))
    assert fear.text.startswith("Then leave the price")
    (sick,) = answered(plan_of("Somebody is off sick every week and I stand in.", rules_out=["hire"]))
    assert "three names" not in sick.text


def test_of_an_open_trade_the_part_that_earns_most_decides() -> None:
    """Wedding flowers and flower subscriptions: three fifths come from weddings; two fifths decide nothing."""
    offer = "Wedding flowers and weekly flower subscriptions for offices."
    for share, trade in ((0.6, "wedding_photo"), (0.4, None)):
        parts = [segment("Weddings", share), segment("Offices", 1 - share)]
        assert trade_of(build(offer=offer, segments=parts), LIBRARY).id == trade


def test_a_move_of_the_whole_is_made_for_the_part_whose_own_answers_ask_for_it() -> None:
    """Only the contracts of one part are renewed: prices rise yearly there."""
    parts = [
        segment("Contracts", 0.6, buyer="organization", relationship="multi_year_contract"),
        segment("Shop", 0.4, buyer="individual", relationship="one_off"),
    ]
    plan = make_plan(build(revenue=1e6, gross_margin=0.4, goal="margin", segments=parts), LIBRARY)
    (rise,) = [one for one in plan.selection.candidates if one.id == "shared.price.yearly_rise"]
    assert rise.ground.name == "Contracts"


def test_a_move_for_a_sentence_counts_with_what_stands_in_it() -> None:
    """Eleven contracts of 190,000: 8 % more is 15,200; at a margin of 24 % a quarter of the sales may go (8 / 32)."""
    note = "Eleven of our contracts, about 190,000 a year, have a price that has not changed for three years."
    plan = plan_of(
        note, buyer="organization", revenue=780_000.0, gross_margin=0.24, last_price_change={"months_ago": 40}
    )
    (reply,) = answered(plan)
    assert reply.concern == "prices_stood"
    assert reply.say is not None
    assert (reply.figures["more"], reply.figures["may_go"]) == (15_200.0, 0.25)


def test_a_sum_that_late_payers_owe_is_told_in_days_of_sales() -> None:
    """1,095,000 a year is 3,000 a day: 36,000 owed is what twelve days bring."""
    note = "Two management companies pay after 70 to 90 days and owe us 36,000 between them."
    (reply,) = answered(plan_of(note, buyer="organization", revenue=1_095_000.0))
    assert reply.concern == "late_payers"
    assert reply.figures["days"] == 12.0


def test_no_reply_tells_owners_to_do_what_they_rule_out() -> None:
    """Who will not borrow is sent to no bank, who gives no discounts trades none, who will not hire asks nobody in."""
    (bank,) = answered(plan_of("The bank has cut our overdraft just before the season.", rules_out=["borrow"]))
    assert "Ask your two largest suppliers this week for thirty days more" in bank.text
    assert "go to the bank" not in bank.text
    (cut,) = answered(plan_of("We give a discount to everybody who asks.", rules_out=["discount"]))
    assert cut.text.startswith("You want to give none")
    (staff,) = answered(plan_of("We cannot find skilled people.", rules_out=["hire"]))
    assert "Ask each of your people for one name" not in staff.text


def test_a_price_comparison_of_the_largest_customer_is_held_against_what_the_owner_keeps() -> None:
    """31% of 9.6m leaves 565,440 at 19%; the owner keeps 1,824,000 less 1,560,000: 301,440 are short without it."""
    note = "The plant's new purchasing manager has asked three caterers for prices before the contract ends in June."
    business: dict[str, Any] = {
        "buyer": "organization", "revenue": 9.6e6, "gross_margin": 0.19, "largest_customer_share": 0.31,
        "fixed_costs": 105_000.0, "owner_pay": 25_000.0,
    }  # fmt: skip
    (reply,) = answered(plan_of(note, **business))
    assert reply.concern == "tender_date"
    assert [round(reply.figures[name] or 0) for name in ("leaves", "left", "after")] == [565_440, 264_000, 301_440]
