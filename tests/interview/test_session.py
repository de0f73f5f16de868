"""The interview: one question after the other, every answer kept, nothing of anybody's overwritten."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from helpers.libraries import LIBRARIES
from helpers.talking import ASKED, LIBRARY, Talk, all_but, answer, on_disk

from salesmode.errors import InputError
from salesmode.intake.answers import Given, read_answers
from salesmode.intake.questions import catalog
from salesmode.interview import QuitError, next_commands
from salesmode.interview.state import InterviewRules
from salesmode.knowledge.library import LANGS, Lang


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file that is not there yet."""
    return tmp_path / "answers.yaml"


# ------------------------------------------------------------------------------------------------- order and progress


@pytest.mark.parametrize("lang", LANGS)
def test_what_one_sells_and_where_is_asked_first_then_the_goal_and_who_buys(path: Path, lang: Lang) -> None:
    """The screens before a first plan are fixed."""
    questions = {question.id: question.ask for group in catalog(LIBRARIES[lang]) for question in group.questions}
    talk = Talk(path, *[""] * 4, lang=lang)
    talk.until_the_end()
    places = [talk.said.index(questions[id]) for id in ("offer", "industry", "region", "goal", "buyer")]
    assert places == sorted(places)
    assert not path.exists()


def test_passing_over_everything_ends_in_about_twenty_screens(path: Path) -> None:
    """Whoever knows nothing is let go after what is worth asking for, each question asked once."""
    talk = Talk(path, *[""] * 60, deep=False)
    assert talk.run().answered() == {"currency": "USD"}
    assert 12 <= talk.said.count("\n== ") <= 21
    assert all(talk.said.count(question.ask) <= 1 for question in ASKED)


def test_a_shop_is_not_asked_for_its_quotes_and_a_maker_not_for_its_visits(path: Path) -> None:
    """What cannot matter to a business is not asked, not even when everything is."""
    for buyer, cycle, asked, spared in (
        ("individual", "0.01", "visits_per_month", "quotes"),
        ("organization", "200", "quotes", "visits_per_month"),
    ):
        path.unlink(missing_ok=True)
        talk = Talk(path, f"buyer: {buyer}", f"decision_cycle: {cycle}", *[""] * len(ASKED))
        talk.run()
        words = {question.id: question.ask for question in ASKED}
        assert words[asked] in talk.said
        assert words[spared] not in talk.said


@pytest.mark.parametrize(
    ("lang", "typed", "kept"),
    [
        ("en", "cafés 60, households 40%", [("cafés", 0.6), ("households", 0.4)]),
        ("en", "garage fleets; private drivers", [("garage fleets", None), ("private drivers", None)]),
        ("zh", "咖啡馆 60、家庭客户 40", [("咖啡馆", 0.6), ("家庭客户", 0.4)]),
        ("en", "{name: hotels, revenue_share: 30%}", [("hotels", 0.3)]),
    ],
)
def test_whoever_sells_to_both_is_asked_for_each_kind_and_answers_in_own_names(
    path: Path, lang: Lang, typed: str, kept: list[tuple[str, float | None]]
) -> None:
    """A share of a hundred stands behind the name, or nothing."""
    path.write_text("offer: x\nindustry: other\nregion: DE\ngoal: margin\nbuyer: both\n", encoding="utf-8")
    Talk(path, "", "", typed, lang=lang).until_the_end()
    segments = read_answers(Given(file=str(path)), LIBRARY).segments or ()
    assert [(one.name, one.revenue_share) for one in segments] == kept


ENOUGH = "That is enough for a first plan"
# What a maker of robots types until a first plan is told.
TO_FIRST_PLAN = (
    "Robots", "machinery", "DE", "win_rate", "organization", "repeat", "quote", "", "", "2m", "40", "30%", "60", "20",
)  # fmt: skip


def test_at_the_start_it_says_how_long_it_takes_and_counts_down_to_a_first_plan(path: Path) -> None:
    """Each screen says how many questions are left; then the plan is told once, and further answers are asked for."""
    talk = Talk(path, *TO_FIRST_PLAN, "", "")
    talk.until_the_end()
    assert talk.said.startswith("About ten questions, three minutes: then a first plan.")
    counts = [int(count) for count in re.findall(r"(\d+) more questions to a first plan", talk.said)]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] == 11
    before, enough, after = talk.said.partition(ENOUGH)
    assert enough
    assert ENOUGH not in after
    assert "the year ends near" in before
    assert after.splitlines()[1].startswith('It would begin with "')
    assert 'So far: the year ends near EUR 2m as it runs; first "' in after


def test_somebody_who_comes_back_after_the_first_plan_is_not_told_of_ten_questions(path: Path) -> None:
    """What can still change the plan is all that is left."""
    path.write_text(all_but("decision_cycle"), encoding="utf-8")
    talk = Talk(path)
    talk.until_the_end()
    assert "About ten questions" not in talk.said
    assert ENOUGH not in talk.said


def test_after_the_first_plan_a_question_names_the_move_it_may_decide(path: Path) -> None:
    """So one sees what for; before, all questions are for the first plan."""
    talk = Talk(path, *TO_FIRST_PLAN, *[""] * 12)
    talk.until_the_end()
    before, _, after = talk.said.partition(ENOUGH)
    assert "May decide:" not in before
    assert 'May decide: "' in after


def test_answers_left_only_become_fewer_while_somebody_passes_over_all(path: Path) -> None:
    """The count is of answers that can still change the plan, so passing over one takes one off."""
    talk = Talk(path, *[""] * 60, deep=False)
    talk.run()
    counts = [int(count) for count in re.findall(r"(\d+) answers can still", talk.said)]
    assert counts == sorted(counts, reverse=True)


def test_with_nothing_left_to_ask_the_answers_can_still_be_looked_at_and_changed(path: Path) -> None:
    """A finished file opens with the review; an empty line makes the plan."""
    path.write_text(all_but(), encoding="utf-8")
    talk = Talk(path, "offer: Something else", "")
    talk.run()
    assert "does not apply" in talk.said
    assert on_disk(path)["offer"] == "Something else"


# ----------------------------------------------------------------------------------------------------- ways to answer


@pytest.mark.parametrize(
    ("id", "typed", "kept"),
    [
        ("buyer", "3", "both"),
        ("buyer", "Private persons", "individual"),
        ("buyer", "private", "individual"),
        ("buyer", "ORGANIZATION", "organization"),
        ("buyer_kind", "1, 4", ["large_company", "public_body"]),
        ("buyer_kind", "1 4", ["large_company", "public_body"]),
        ("buyer_kind", "households，person", ["household", "person"]),
        ("buyer_kind", "none", []),
        ("industry", "machinery and plant", "machinery"),
        ("region", "de", "DE"),
        ("region", "Germany", "DE"),
        ("region", "the Netherlands", "NL"),
        ("win_rate", "35%", 0.35),
        ("win_rate", "0.35", 0.35),
        ("decision_cycle", "3 months", 90),
        ("deal_value", "120k", 120000),
        ("win_rate", "10–15%", {"low": 0.1, "likely": 0.125, "high": 0.15}),
        ("customer_count", "about 120", {"low": 108.0, "likely": 120, "high": 132.0}),
        ("goal", "stopping a decline", "stop_decline"),
        ("blocked_by", "out of stock, nobody replies", ["out_of_stock", "no_reply"]),
        ("changed", "{what: orders, by: -30%, since: 3 months}", [{"what": "orders", "by": -0.3, "since": 90.0}]),
        ("changed", "none", []),
        ("channel_results", "[{channel: email, spend: 1.2k}]", [{"channel": "email", "spend": 1200.0}]),
        ("last_price_change", "by: 5%, months_ago: 18", {"by": 0.05, "months_ago": 18.0}),
        ("options", "{name: A, set: {price_level: 10%}}", [{"name": "A", "set": {"price_level": 0.1}}]),
        ("segments", "{name: hotels, revenue_share: 30%}", [{"name": "hotels", "revenue_share": 0.3}]),
        ("customer_count", "1,200", 1200),
        ("days_to_cash", "-10", -10),
        ("sell_out_known", "1", True),
        ("sell_out_known", "no", False),
        ("peak_months", "9, December", [9, 12]),
        ("won_from", "referrals: 6, 11: 3, own website 1", {"referrals": 6, "events": 3, "website": 1}),
        ("won_from", "{referrals: 6}", {"referrals": 6}),
        ("won_from", "1 3", {"website": 3}),
        ("won_from", "none", {}),
        ("capability", "negotiation: 2; 2: 1", {"negotiation": 2, "solution_design": 1}),
        ("maturity", "b2b.icp: 1, b2b.value 0", {"b2b.icp": 1, "b2b.value": 0}),
        (
            "team",
            "founder 1 15, 2 3 40 4, shop staff 0.5",
            [
                {"role": "founder", "people": 1, "hours_per_week": 15},
                {"role": "sales", "people": 3, "hours_per_week": 40, "plan_hours": 4},
                {"role": "store", "people": 0.5},
            ],
        ),
        ("team", "role: sales, people: 3, hours_per_week: 40, role: finance", [
            {"role": "sales", "people": 3, "hours_per_week": 40}, {"role": "finance", "people": 1},
        ]),
        ("team", "2 3 40", [{"role": "sales", "people": 3, "hours_per_week": 40}]),
        ("win_rate", "n/a", "n/a"),
        ("team", "不适用", "n/a"),
    ],
)  # fmt: skip
def test_an_answer_can_be_typed_by_number_word_id_or_as_people_write(
    path: Path, id: str, typed: str, kept: object
) -> None:
    """What is typed is read as it would be in a file, and more kindly."""
    assert answer(path, id, typed) == kept


@pytest.mark.parametrize(
    ("id", "typed", "kept"),
    [
        ("buyer", "单位客户", "organization"),
        ("buyer", "个人", "individual"),
        ("buyer_kind", "大企业，家庭", ["large_company", "household"]),
        ("decision_cycle", "3个月", 90),
        ("region", "中国", "CN"),
        ("region", "香港", "HK"),
        ("sell_out_known", "是", True),
        ("won_from", "转介绍：6，展会和活动：3", {"referrals": 6, "events": 3}),
        ("team", "老板 1 15，销售3 40", [
            {"role": "founder", "people": 1, "hours_per_week": 15},
            {"role": "sales", "people": 3, "hours_per_week": 40},
        ]),
        ("win_rate", "不适用", "n/a"),
    ],
)  # fmt: skip
def test_an_answer_can_be_typed_in_chinese(path: Path, id: str, typed: str, kept: object) -> None:
    """Words, signs and units of the language are understood."""
    assert answer(path, id, typed, lang="zh") == kept


# A firm whose customers hold its prices: some moves can be made, and the play of the one that leads is asked about.
QUOTED = "buyer: organization\ndecision_cycle: 200\nbuying_steps: quote\n"
RULES = InterviewRules(LIBRARY, deep=True)
ASKED_FIRST = RULES.proof(RULES.start(read_answers(Given("-", stdin=io.BytesIO(QUOTED.encode())), LIBRARY)))
PROVED = ASKED_FIRST.play if ASKED_FIRST else ""


@pytest.mark.parametrize(
    ("typed", "levels"),
    [("y", {PROVED: 1}), ("1", {PROVED: 1}), ("对", {PROVED: 1}), ("有", {PROVED: 1}),
     ("n", {PROVED: 0}), ("2", {PROVED: 0}), ("不", {PROVED: 0}), ("没有", {PROVED: 0}),
     ("b2b.value: 2", {"b2b.value": 2}), ("none", {})],
)  # fmt: skip
def test_what_is_to_be_shown_is_there_or_is_not(path: Path, typed: str, levels: object) -> None:
    """A yes or no by word in either language or by number; levels told outright are taken too."""
    path.write_text(QUOTED, encoding="utf-8")
    with pytest.raises(QuitError):
        Talk(path, "go maturity", typed, "quit").run()
    assert on_disk(path)["maturity"] == levels


@pytest.mark.parametrize("typed", ["ok?", "0", "3", "maybe", "也许吧", "b2b.value 2"])
def test_what_is_to_be_shown_is_asked_for_again_where_the_answer_is_neither_yes_nor_no(path: Path, typed: str) -> None:
    """Nothing is saved, and what to type is said."""
    path.write_text(QUOTED, encoding="utf-8")
    talk = Talk(path, "go maturity", typed, "不", "quit", lang="zh")
    with pytest.raises(QuitError):
        talk.run()
    assert f"“{typed}”看不出是“是”还是“否”\n填“是”或“否”\n" in talk.said
    assert on_disk(path)["maturity"] == {PROVED: 0}


def test_a_time_or_rate_stays_in_the_file_as_its_owner_wrote_it(path: Path) -> None:
    """`3 months` says more than 90."""
    answer(path, "decision_cycle", "3  months")
    assert "decision_cycle: 3 months\n" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("id", ["buyer", "buyer_kind", "gross_margin", "deal_value", "won_from", "team", "region"])
def test_what_cannot_be_used_is_explained_and_asked_again_any_number_of_times(path: Path, id: str) -> None:
    """Five wrong answers later nothing is written, and the question still stands."""
    path.write_text(all_but(id), encoding="utf-8")
    before = path.read_bytes()
    wrong = ["99: 99", "zzz", "-5 apples", "[", "{a: b}"]
    talk = Talk(path, *wrong)
    with pytest.raises(InputError):
        talk.run()
    assert path.read_bytes() == before
    said = talk.said.splitlines()
    assert all(any(word in line for line in said) for word in ("'99", "'zzz'"))
    assert answer(path, id, *wrong, "n/a") == "n/a"


def test_an_answer_that_makes_the_file_unreadable_is_asked_again(path: Path) -> None:
    """Dollars in the file and euros as the currency do not go together; the file stays as it was."""
    text = all_but("currency", "deal_value", "offer") + "deal_value: $300\n"
    path.write_text(text, encoding="utf-8")
    talk = Talk(path, "go currency", "EUR", "USD")
    talk.until_the_end()
    assert f"answers.yaml:{len(text.splitlines())}" in talk.said
    assert "stdin" not in talk.said
    assert on_disk(path)["currency"] == "USD"


# ----------------------------------------------------------------------------------------------------------- commands


def test_an_answer_to_another_question_may_be_typed_anywhere(path: Path) -> None:
    """By its id, which may hold a digit; it is no answer to the question that stands there."""
    Talk(path, "rules_out: hire", "top5_share: 55%").until_the_end()
    assert on_disk(path) == {"rules_out": ["hire"], "top5_share": 0.55}


def test_an_empty_line_means_not_known_and_is_not_asked_again_in_this_session(path: Path) -> None:
    """Nothing is written; the next session asks again."""
    Talk(path, "", "software").until_the_end()
    assert on_disk(path) == {"industry": "software"}
    talk = Talk(path)
    talk.until_the_end()
    assert "What do you sell, and who to?" in talk.said


@pytest.mark.parametrize("back", ["back", "上一题", "BACK"])
def test_back_goes_to_the_question_before_also_after_skipping(path: Path, back: str) -> None:
    """A skipped question can be answered after all, an answered one corrected."""
    Talk(path, "A", "", back, "software", back, back, "B").until_the_end()
    assert on_disk(path) == {"offer": "B", "industry": "software"}


def test_after_going_back_an_empty_line_keeps_the_answer_and_clear_takes_it_out(path: Path) -> None:
    """What was said is shown, and nothing is lost by pressing Enter."""
    talk = Talk(path, "A", "software", "back", "", "back", "back", "clear")
    talk.until_the_end()
    assert "Your answer so far: business software." in talk.said
    assert on_disk(path) == {"industry": "software"}


def test_there_is_no_way_back_from_the_first_question(path: Path) -> None:
    """One is told so, and may go on."""
    talk = Talk(path, "back", "A")
    talk.until_the_end()
    assert "This is the first question" in talk.said
    assert on_disk(path) == {"offer": "A"}


@pytest.mark.parametrize("why", ["?", "？"])
def test_a_question_mark_tells_what_is_meant(path: Path, why: str) -> None:
    """The word of the glossary is explained, and the question stays."""
    talk = Talk(path, "go win_rate", why, "20%")
    talk.until_the_end()
    assert "Won cases out of all cases with a need" in talk.said
    assert 'Why: it decides whether this holds: "Customers leave as fast as they come"; ' in talk.said
    assert "it is needed to work out: wins a year" in talk.said
    assert 'it tells what this brings: "' in talk.said
    assert on_disk(path)["win_rate"] == 0.2


@pytest.mark.parametrize("why", ["?", "？"])
def test_enter_behind_a_question_mark_passes_nothing_over(path: Path, why: str) -> None:
    """It shows the question again, which can still be answered; the next Enter passes it over."""
    talk = Talk(path, "go win_rate", why, "", "20%")
    talk.until_the_end()
    assert on_disk(path) == {"win_rate": 0.2}
    assert talk.said.count(next(question.ask for question in ASKED if question.id == "win_rate")) == 2
    path.unlink()
    Talk(path, "go win_rate", why, "", "", "20%").until_the_end()
    assert "win_rate" not in on_disk(path)


@pytest.mark.parametrize(
    ("lang", "none", "unknown"), [("en", "none of these", "don't know"), ("zh", "都没有", "不知道")]
)
def test_where_several_may_hold_none_of_them_and_not_knowing_are_offered(
    path: Path, lang: Lang, none: str, unknown: str
) -> None:
    """None is an answer, Enter alone is not one, and the options keep their numbers."""
    path.write_text(all_but("blocked_by", "offer"), encoding="utf-8")
    talk = Talk(path, "go blocked_by", "none", lang=lang)
    talk.until_the_end()
    assert f"      {none} (none)\n" in talk.said
    assert unknown in talk.said.partition("(none)")[2]
    assert on_disk(path)["blocked_by"] == []
    assert answer(path, "blocked_by", "more", "10") == ["licence"]
    assert answer(path, "blocked_by", "") is None


@pytest.mark.parametrize("done", ["done", "结束"])
def test_done_ends_with_what_there_is(path: Path, done: str) -> None:
    """The answers so far come back, each with its place in the file."""
    profile = Talk(path, "A", done).run()
    assert profile.offer == "A"
    assert profile.origins["offer"] == f"{path}:1"


@pytest.mark.parametrize(("quit_", "lang"), [("quit", "en"), ("退出", "zh")])
def test_quit_stops_keeps_and_is_no_fault(path: Path, quit_: str, lang: Lang) -> None:
    """The exit code is 0, and one is told how to go on."""
    with pytest.raises(QuitError, match=f"salesmode interview -a {path}") as caught:
        Talk(path, "A", quit_, lang=lang).run()
    assert caught.value.exit_code == 0
    assert on_disk(path) == {"offer": "A"}


@pytest.mark.parametrize(("language", "spoken"), [(None, " --lang zh"), ("zh", ""), ("en", " --lang zh")])
def test_at_the_end_one_is_told_the_commands_that_make_the_same_plan(
    path: Path, language: Lang | None, spoken: str
) -> None:
    """Here, in files and as a kit; in the language of the interview, also where the file asks for no or another one."""
    path.write_text(f"language: {language}\noffer: x\n" if language else "offer: x\n", encoding="utf-8")
    profile = read_answers(Given(file=str(path)), LIBRARY)
    kept, here, files, deeper = next_commands(path, profile, LIBRARIES["zh"], deep=False)
    assert str(path) in kept
    assert here.endswith(f"salesmode plan -a {path}{spoken}")
    assert all(f"{command} -a {path}{spoken} -o" in files for command in ("salesmode plan", "salesmode kit"))
    assert "plan.html" in files
    assert deeper.endswith(f"salesmode interview --deep -a {path}{spoken}")


# --------------------------------------------------------------------------------------------- answers that disagree


@pytest.mark.parametrize(("lang", "note"), [("en", "the rest are shops that sell on"), ("zh", "其余是转手卖的店家")])
def test_a_note_on_answers_that_disagree_is_kept_in_the_file(path: Path, lang: Lang, note: str) -> None:
    """Both answers stay as they are."""
    talk = Talk(path, "buyer: organization", "business_revenue_share: 20%", note, lang=lang)
    profile = talk.until_the_end()
    assert profile.business_revenue_share == 0.2
    assert note in str(on_disk(path)["notes"])


@pytest.mark.parametrize("kept", ["keep", "都保留", ""])
def test_answers_that_disagree_may_both_be_kept_and_are_not_named_again(path: Path, kept: str) -> None:
    """Nor when the interview is taken up again."""
    talk = Talk(path, "buyer: organization", "business_revenue_share: 20%", kept, "region: DE")
    talk.until_the_end()
    assert talk.said.count("These answers do not go together") == 1
    assert "notes" not in on_disk(path)
    again = Talk(path, "reach: city")
    again.until_the_end()
    assert "do not go together" not in again.said


def test_one_of_answers_that_disagree_can_be_changed_at_once(path: Path) -> None:
    """By its number; it is asked for again, and then nothing disagrees."""
    Talk(path, "buyer: organization", "business_revenue_share: 20%", "9", "2", "90%").until_the_end()
    assert on_disk(path) == {"buyer": "organization", "business_revenue_share": 0.9}


def test_titles_of_people_are_read_as_roles(path: Path) -> None:
    """Nobody has to know what an influencer is."""
    typed: dict[Lang, str] = {"en": "boss, finance, engineer, legal", "zh": "老板，财务，工程师，法务"}
    for lang, titles in typed.items():
        roles = answer(path, "decision_roles", titles, lang=lang)
        assert isinstance(roles, list)
        assert sorted(roles) == ["decider", "gatekeeper", "influencer"]


def test_options_that_do_not_fit_are_behind_more_and_still_understood(path: Path) -> None:
    """A machine builder is not offered a livestream first."""
    talk = Talk(path, "buyer: organization", "industry: machinery", "go channels", "more", "live_commerce")
    talk.until_the_end()
    first, _, rest = talk.said.partition("more: ")
    assert "livestream selling" not in first
    assert "livestream selling" in rest
    assert on_disk(path)["channels"] == ["live_commerce"]


def test_a_trade_proposes_its_groups_of_customers_and_its_reasons_for_leaving(path: Path) -> None:
    """What everybody in the trade knows stands below the question; without a trade nothing is proposed."""
    open_ones = ("segments", "left_because", "offer", "industry")
    path.write_text(all_but(*open_ones) + "offer: Bookkeeping for traders\n", encoding="utf-8")
    trade = LIBRARY.industries["bookkeeping_tax"]
    talk = Talk(path, "go segments", "", "go left_because", "", "quit")
    with pytest.raises(QuitError):
        talk.run()
    assert trade.segments[0].name in talk.said
    assert trade.leave[0].text in talk.said
