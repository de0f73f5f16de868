"""What a sentence of an owner's notes is heard as: the concern that is answered first, or none."""

from pathlib import Path

import pytest
from helpers.libraries import LIBRARY

HEARD = (
    ("Our oldest customer pays in four months and I am afraid to ask.", "late_payers"),
    ("The online print platforms sell a box of cards for ten euros and customers bring screenshots.", "cheaper_rival"),
    ("We could do twice the parcels if I found drivers.", "no_staff"),
    ("Two of our nurses are leaving in June and nobody applies.", "no_staff"),
    ("My daughter will take over in three years.", "hand_on_firm"),
    ("I want to open a second shop in the next town.", "place_or_move"),
    ("We tried Google Ads for a year and I have no idea if it paid.", "untraced_source"),
    ("Half of our orders come from one architect.", "one_referrer"),
    ("The parents bring their friends but we never ask them.", "came_along"),
    ("Our largest customer told us he has two other offers.", "largest"),
    ("The supermarket wants another four per cent from us at the yearly talk.", "wants_discount"),
    ("We send samples to everybody for free and most never answer.", "samples_out"),
    ("Guests come for Christmas and then never again.", "come_once"),
    ("There are about 600 old addresses in the system that nobody has written to since 2022.", "list_unused"),
    ("Our website is from 2014 and you cannot book on it.", "old_website"),
    ("I spend my Sundays writing quotes and most people never reply.", "price_then_silence"),
    ("Steel went up by a fifth and we have old prices in the catalogue.", "costs_rose"),
    ("From January the new packaging law makes every café buy reusable cups.", "new_rule"),
    ("Only I can do the difficult repairs.", "one_head"),
    ("The second oven stands still from Tuesday to Thursday.", "idle_machine"),
    ("Our drivers spend three hours a day on the road to small drops.", "long_trips"),
    ("We are thinking about an app for our members.", "new_thing"),
    ("Members join in January and are gone by April.", None),
    ("A chain opened across the street in March and does haircuts for 12.", "cheaper_rival"),
    ("The office managers change every year and the new one brings her own supplier.", "contact_goes"),
    ("We answer mails in the evening when the kitchen is closed.", "replies"),
    ("My salespeople are paid on turnover and give discounts at once.", "sellers_pay"),
    ("We have 40 pallets of last year's garden chairs.", "stock"),
    ("In August nobody buys and the wages run on.", "dear_season_cash"),
    ("We cannot say no to our oldest customers, so we repair for nothing.", "extras"),
    ("Booking.com takes 17 percent of each room.", "platforms"),
    ("We are proud of our work and the team is great.", None),
    ("We moved to a bigger hall last year.", None),
    ("I like to talk to customers.", None),
    ("The phone rings all day and we miss half of the calls.", "replies"),
    ("The council tenders all of it again in autumn.", "tenders"),
    ("Our contract with the clinic ends in March.", "renewals"),
    ("People look for hours and then buy the same thing online cheaper.", "cheaper_rival"),
    ("We turn away about six weddings each summer.", "turned_away"),
    ("Every third delivery is late because the supplier is late.", None),
    ("两个老师傅明年退休，招不到人。", "no_staff"),
    ("网上印刷平台一盒名片十几块，客户拿着截图来压价。", "cheaper_rival"),
    ("客户都说贵，说隔壁新开的便宜三成。", "cheaper_rival"),
    ("美团抽成 22%，不做又没单。", "platforms"),
    ("老客户介绍来的最多，但我们从来没主动开过口。", "introductions"),
    ("打样不收钱，十家里成两家。", "do_it_free"),
    ("每年年后两个月没活，工资照发。", "dear_season_cash"),
    ("想再开一家，租金又高。", "place_or_move"),
    ("只有我一个人会报价。", "only_i_price"),
    ("我们做得挺好，客户也满意。", None),
    ("改稿经常改五六遍，从来没收过钱。", "extras"),
    ("去年最大的客户被别家抢走了。", "lost_the_big_one"),
)


@pytest.mark.parametrize(("sentence", "concern"), HEARD, ids=[sentence[:40] for sentence, _ in HEARD])
def test_a_sentence_is_heard_as_what_its_owner_means_or_not_at_all(sentence: str, concern: str | None) -> None:
    """A wrong reply is worse than none: of the concerns that ask for most words, the one meant is among those heard."""
    heard = [one.concern for one in LIBRARY.notes.read(sentence).heard]
    most = max((len(one.words) for one in heard), default=0)
    first = {one.id for one in heard if len(one.words) == most}
    assert concern in first if concern else not first


# As owners of many trades write, in the files beside this one; what is about nothing that is heard is `nothing`.
WRITTEN = [
    line.split(": ", 1)
    for name in ("owners_write.txt", "owners_write_of_the_market.txt")
    for line in Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("concern", "sentence"), WRITTEN, ids=[" ".join(one)[:60] for one in WRITTEN])
def test_sentences_of_many_trades_reach_the_concern_that_they_are_about(concern: str, sentence: str) -> None:
    """A lifting platform is no marketplace, and a car dealer who sends customers no distributor."""
    if concern.startswith("not "):
        assert concern.removeprefix("not ") not in [one.concern.id for one in LIBRARY.notes.read(sentence).heard]
    else:
        meant = None if concern == "nothing" else concern
        test_a_sentence_is_heard_as_what_its_owner_means_or_not_at_all(sentence, meant)


def test_a_job_or_a_reply_stands_beside_each_concern() -> None:
    """What is heard can be answered."""
    concerns = [one for few in LIBRARY.concerns.values() for one in few]
    assert len(concerns) > 50
    assert not [one.id for one in concerns if not one.replies and one.job is None]
