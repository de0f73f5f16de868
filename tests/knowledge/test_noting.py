"""What is read in sentences as owners write them, and what is left alone."""

import pytest
from helpers.draws import cases
from helpers.libraries import LIBRARIES, LIBRARY
from hypothesis import given
from hypothesis import strategies as st

from salesmode.business.profile import specs
from salesmode.knowledge.counting import figures, written

READER = LIBRARY.notes


@pytest.mark.parametrize(
    ("note", "typed"),
    [
        # what slips away, as owners say it
        ("14 no-shows a week.", {"no_shows": "14"}),
        ("On average five people a week simply don't turn up.", {"no_shows": "5"}),
        ("About 14 of the empty hours each week are booked and then lost to no-shows.", {"no_show_hours": "about 14"}),
        ("Of every hundred tables 9% stay empty because the guests never come.", {"no_show_rate": "9%"}),
        ("Quotes go out after 16 days.", {"days_to_quote": "16"}),
        ("Estimates take us 10 to 14 days.", {"days_to_quote": "10 to 14"}),
        ("We need between two and three weeks to write a proposal.", {"days_to_quote": "14 to 21"}),
        ("We need five working days before a client has a price.", {"days_to_quote": "7"}),
        ("Emails wait a day and a half before somebody answers.", {"reply_hours": "36"}),
        ("We miss about one call in five.", {"missed_calls": "about 20%"}),
        ("Nobody rings after the quote has gone.", {"quotes_followed_up": "0"}),
        ("We follow up a quarter of our quotes.", {"quotes_followed_up": "25%"}),
        ("One in three leaves with the next appointment booked.", {"rebooked_rate": "33.3%"}),
        ("210 hours a year are never billed.", {"unbilled_hours": "4"}),
        ("There is support we do not bill: about 130 hours a month.", {"unbilled_hours": "about 30"}),
        ("1,150 patients are more than nine months overdue for a check-up.", {"lapsed_customers": "1150"}),
        ("Nobody has called the 300 past customers.", {"lapsed_customers": "300"}),
        ("31 of the 40 contracts are indexed.", {"contracts_indexed": "77.5%"}),
        ("Our contracts have no price clause.", {"contracts_indexed": "0"}),
        ("7 per cent of the jobs are done again at our own cost.", {"rework_share": "7%"}),
        ("One order in eight leaves later than promised.", {"late_share": "12.5%"}),
        ("There is €85k of stock that has not moved for a year.", {"dead_stock": "85k €"}),
        # what has long been asked
        ("The diary is full for the next six weeks.", {"backlog_weeks": "6"}),
        ("Clients pay after 52 days.", {"days_to_cash": "52"}),
        ("A fifth of the receivables is overdue.", {"overdue_share": "20%"}),
        ("Our largest client is 22% of turnover.", {"largest_customer_share": "22%"}),
        ("We are 12% dearer than the competition.", {"price_level": "12%"}),
        ("We are 5% cheaper than others.", {"price_level": "-5%"}),
        ("We take no deposit.", {"deposit_rate": "0"}),
        # the same in Chinese
        ("每周放鸽子6个。", {"no_shows": "6"}),
        ("预约了不来的一周有十来个。", {"no_shows": "10"}),
        ("一个月有26个小时约了没来。", {"no_show_hours": "6"}),
        ("约好拍照临时不来的占一成半。", {"no_show_rate": "15%"}),
        ("报价平均要9天。", {"days_to_quote": "9"}),
        ("出方案一般要三四天。", {"days_to_quote": "3 to 4"}),
        ("咨询留言平均一天半才回。", {"reply_hours": "36"}),
        ("电话十个里漏接两个。", {"missed_calls": "20%"}),
        ("报完价基本没人再打电话。", {"quotes_followed_up": "0"}),
        ("走的时候约好下次的有三成。", {"rebooked_rate": "30%"}),
        ("一周有八个小时是给客户白干的。", {"unbilled_hours": "8"}),
        ("半年没来的老客有260位。", {"lapsed_customers": "260"}),
        ("46份合同里只有11份写了可以调价。", {"contracts_indexed": "23.9%"}),
        ("返工的大约占百分之五。", {"rework_share": "about 5%"}),
        ("订单有两成交不了准期。", {"late_share": "20%"}),
        ("仓库里压着30万的货。", {"dead_stock": "30万"}),
        ("手上的活排到五周以后。", {"backlog_weeks": "5"}),
        ("客户平均75天才付款。", {"days_to_cash": "75"}),
        ("应收里有18%逾期。", {"overdue_share": "18%"}),
        ("最大的一家占我们营业额的35%。", {"largest_customer_share": "35%"}),
        ("我们的价格比同行贵8%。", {"price_level": "8%"}),
        ("我们不收定金。", {"deposit_rate": "0"}),
    ],
)
def test_a_sentence_with_one_figure_of_its_subject_is_read(note: str, typed: dict[str, str]) -> None:
    """In both languages, whichever the library speaks, as the answer would be typed."""
    assert READER.read(note).typed == typed
    assert LIBRARIES["zh"].notes.read(note).typed == typed
    assert not READER.read(note).rest


@pytest.mark.parametrize(
    "note",
    [
        # another time, a wish, a question, a change
        "We used to have 14 no-shows a week.",
        "Last year quotes went out after 16 days.",
        "We had 8 no-shows a week until we began to text people.",
        "In 2019 about 14 bookings a week were no-shows.",
        "We want no-shows below 3 a week.",
        "If quotes took 4 days we would win more.",
        "Do we really have 14 no-shows a week?",
        "No-shows fell by 20%.",
        "以前报价要9天。",
        "希望爽约降到一周3个。",
        # another firm, a part of the business
        "A rival's quotes go out after 2 days.",
        "My brother's garage has 14 no-shows a week.",
        "Reception misses one call in five between 12 and 2.",
        "Each of us works 2 hours a week that we do not bill.",
        "On Saturdays we miss one call in three.",
        "同行报价要3天。",
        "中午的电话十个里漏接三个。",
        # denied, a bound, two figures, none
        "14 no-shows a week is not what we have.",
        "More than 40 hours a week are not billed.",
        "Quotes go out within 3 days.",
        "走的时候约好下次的不到三成。",
        "Quotes take 4 days for doors and 12 days for kitchens.",
        "We lose a lot to no-shows.",
        # another subject beside the words
        "Customers take 3 weeks to answer our quotes.",
        "Quotes are valid for 30 days.",
        "Customers answer our emails after 3 days.",
        "Invoices are overdue, 1,150 patients were seen.",
        "No-shows are a nuisance, and 12 deliveries a week arrive at noon.",
        "A tenth of the customers pay late.",
        "Of 40 contracts 12 have no price clause, which is 30%.",
        "客户考虑报价一般要20天。",
        "The warehouse is insured for 300k.",
        "We charge a no-show fee of 20%.",
        "We answered 12 emails in 3 hours today.",
        "Members who do not come for 3 months get a letter, 45 letters a month.",
        "I take 4 weeks of holiday when the diary is full.",
        "一份报价要花5个小时画图。",
        "The guarantee runs 24 months.",
        "库存一年周转四次，值90万。",
        # words in other words, nothing at all
        "We showcase 14 kitchens a week.",
        "一般来说生意还行。",
        "",
    ],
)
def test_what_may_mean_something_else_is_left_alone(note: str) -> None:
    """A figure that is not read costs a question; one read wrong costs the plan."""
    assert READER.read(note).typed == {}


def test_two_sentences_that_disagree_tell_nothing() -> None:
    """Neither is preferred."""
    noted = READER.read("14 no-shows a week. In truth 9 no-shows a week.")
    assert "no_shows" not in noted.typed
    assert noted.rest


def test_the_same_figure_said_twice_is_one() -> None:
    """It is read as if it stood there once."""
    assert READER.read("14 no-shows a week. 14 no-shows a week!").typed == {"no_shows": "14"}


@pytest.mark.parametrize(("note", "typed"), [
    ("Their facilities manager left in the autumn and I have not met the new one.", "contact_gone"),
    ("Our biggest customer asks for five per cent off.", "asks_for_less"),
    ("Our largest client will put the work out to tender, and wants lower prices.", "asks_for_less, compares"),
    ("最大的客户换了采购，新来的还没见过。", "contact_gone"),
    ("最大那家要降价。", "asks_for_less"),
])  # fmt: skip
def test_news_of_the_largest_customer_is_told_by_its_options(note: str, typed: str) -> None:
    """Several together, in the order of the alphabet."""
    assert READER.read(note).typed == {"largest_customer_news": typed}


@pytest.mark.parametrize(
    "note", ["Our manager left in the autumn.", "The landlord of our largest customer went to tender."]
)
def test_news_of_others_is_none_of_the_largest_customer(note: str) -> None:
    """One's own manager and a landlord are not the customer."""
    assert "largest_customer_news" not in READER.read(note).typed


@pytest.mark.parametrize(
    ("note", "named"),
    [
        ("We lose a lot to no-shows.", "no_shows"),
        ("Reception misses one call in five between 12 and 2.", "missed_calls"),
        ("There was a recall in spring.", "rework_share"),
        ("投诉都在微信群里。", "blocked_by"),
        ("走的时候约好下次的不到三成。", "rebooked_rate"),
    ],
)
def test_a_subject_without_a_readable_figure_is_named(note: str, named: str) -> None:
    """So that its question can be asked first."""
    assert named in READER.read(note).named


def test_what_is_told_of_others_names_nothing() -> None:
    """Nobody is asked about a rival's bookings."""
    assert READER.read("A rival has many no-shows.").named == ()


def test_what_was_read_is_named_no_more() -> None:
    """Whoever told it is not asked for it."""
    assert READER.read("14 no-shows a week, and no-shows are a pain.").named == ()


def test_a_sentence_about_something_a_move_is_for_is_heard_as_it_was_written() -> None:
    """The first of its kind, whole; a sentence about nothing of the kind is not."""
    note = "We like our work. Nobody rings after the quote has gone, and quotes are late; we know. Quotes are slow."
    (heard,) = READER.read(note).heard
    assert heard.concern.id == "prices_given"
    assert heard.sentence == "Nobody rings after the quote has gone, and quotes are late; we know."
    assert [one.concern.id for one in LIBRARIES["zh"].notes.read("老家长到期前一周才打电话。").heard] == ["renewals"]


def test_every_subject_is_an_answer_with_a_fitting_unit() -> None:
    """A figure in days is no share."""
    kinds = {
        "share": {"rate"}, "days": {"duration"}, "money": {"money"}, "count": {"number"}, "a_week": {"number"},
        "hours": {"number"}, "hours_a_week": {"number"}, "weeks": {"number"},
    }  # fmt: skip
    for subject in LIBRARY.settings.notes.subjects:
        assert subject.answer in specs()
        assert subject.unit is None or specs()[subject.answer].kind in kinds[subject.unit]
        assert subject.option is None or subject.option in specs()[subject.answer].options


WORDS = (
    "no-shows", "a week", "quotes go out after", "14", "1,150", "2.5", "a", "half", "days", "hours", "%", "€", "in",
    "of the", "between", "and", "not", ",", ":", ".", "?", "报价", "要", "天", "一周", "十", "两三", "个", "里", "成",
    "没来", "分之", "0", "万", "半", "to", "-",
    "overdue", "patients", "99999999999999999999", "\n", "(", "\\", "*", "é",
)  # fmt: skip


@cases(400)
@given(st.lists(st.sampled_from(WORDS), max_size=24).map(" ".join))
def test_nothing_that_is_written_breaks_the_reader(note: str) -> None:
    """What it reads, each time the same, are answers as one types them."""
    noted = READER.read(note)
    assert noted == READER.read(note)
    assert noted.typed.keys() <= specs().keys()
    assert not set(noted.named) & noted.typed.keys()


@cases(200)
@given(st.text(max_size=80))
def test_no_text_breaks_the_reader(note: str) -> None:
    """Whatever the letters."""
    READER.read(note)


@pytest.mark.parametrize(
    ("text", "unit", "low"),
    [
        ("twenty-five per cent", "share", 0.25),
        ("three quarters", "share", 0.75),
        ("二十份里有五份", "share", 0.25),
        ("三分之一", "share", 1 / 3),
        ("a fortnight", "days", 14),
        ("2 days", "hours", 48),
        ("两个半月", "days", 75),
        ("三百二十个", "count", 320),
    ],
)
def test_figures_are_read_as_people_write_them(text: str, unit: str, low: float) -> None:
    """Words for numbers, parts, and units that are not the answer's own."""
    found = figures(unit, written(text))  # type: ignore[arg-type]
    assert [round(one.low, 6) for one in found] == [round(low, 6)]
