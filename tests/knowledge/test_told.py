"""What a sentence of an owner's tells: the one sum, count or share in it; nothing where two could be meant."""

from __future__ import annotations

import pytest

from salesmode.knowledge.told import told_in

TOLD = [
    ("Eleven of our contracts, about 190,000 a year together, have had no new price.", {"money": 190_000, "count": 11}),
    ("A broken cabinet cost us 2,900, and the review still stands on top.", {"money": 2900}),
    ("Two managers pay after 70 to 90 days and owe us 34,000 between them.", {"money": 34_000}),
    ("A lorry costs us £38k to replace.", {"money": 38_000}),
    ("两家物业公司拖了三个月，一共欠我们3.4万。", {"money": 34_000, "count": 2}),
    ("A chain wants 8 % off for 40 shops.", {"share": 0.08, "count": 40}),
    ("Only one family in four takes packing.", {"share": 0.25}),
    # Lunches are no money, a year is none, and of two sums nobody knows which.
    ("One plant eats 640 of our 2,000 lunches a day.", {}),
    ("We have sold the same three sets since 2009.", {"count": 3}),
    ("The chipper is 38,000 to buy, or 12,000 to rent.", {}),
]


@pytest.mark.parametrize(("sentence", "figures"), TOLD, ids=[sentence[:30] for sentence, _ in TOLD])
def test_a_sentence_tells_the_one_figure_of_a_kind_that_stands_in_it(sentence: str, figures: dict[str, float]) -> None:
    """A figure taken for another one would make a false sum on the first page: rather none."""
    assert told_in(sentence) == {f"told.{name}": value for name, value in figures.items()}
