"""Whole comparisons of real owners' choices as a person has read them; `make expected` renews them."""

from __future__ import annotations

import re

import pytest
from helpers.commands import called
from helpers.comparing import CASES, FOLDER, compared, comparison_page

from salesmode.knowledge.library import LANGS, Lang


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", CASES)
def test_the_whole_comparison_is_as_expected(name: str, lang: Lang) -> None:
    """Every line is as a person last read it; otherwise `make expected`."""
    held = (FOLDER / "expected" / f"{name}.{lang}.md").read_text(encoding="utf-8")
    assert held == comparison_page(name, lang)


@pytest.mark.parametrize(
    ("name", "best", "worst"),
    [
        ("bakery-wholesaler", "larger orders, fewer drops", "as it is"),
        ("cabinet-shop", "an eighth dearer", "a machine and two people"),
        ("hot-sauce", "as it is", "a broker for chains"),
        ("massage", "ask everyone back", "as it is"),
        ("noodle-shop", "搬到医院那边", "不搬，价钱降到一块"),
    ],
)
def test_the_verdict_is_one_that_the_figures_bear_out(name: str, best: str, worst: str) -> None:
    """Who leaves most is named first; who leaves least is the one whose own sum is smallest."""
    comparison = compared(name)
    values = {side.choice.name: side.value or 0.0 for side in comparison.sides}
    assert comparison.best is not None
    assert (comparison.best.choice.name, min(values, key=values.__getitem__)) == (best, worst)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("form", ["terminal", "md", "html"])
def test_a_year_that_loses_is_written_one_way(form: str, lang: Lang) -> None:
    """The cabinet shop's USD 2,291 short of its costs has its minus first in each format, and no other minus."""
    file = str(FOLDER / "choices" / "cabinet-shop.yaml")
    page = called("compare", "-a", file, "--lang", lang, "-f", form).out.replace("\xa0", " ")
    assert ("−USD 2,291" if lang == "en" else "−2,291 美元") in page
    assert not re.search(r"USD [-−]\d|(?<![\w-])-[\d,.]+k?m?( 万)? ?美元|-USD", page)


def renew() -> None:
    """Write every file anew."""
    for name in CASES:
        for lang in LANGS:
            (FOLDER / "expected" / f"{name}.{lang}.md").write_text(comparison_page(name, lang), encoding="utf-8")


if __name__ == "__main__":
    renew()
