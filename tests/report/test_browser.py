"""The page in a real browser: nothing sticks out, nothing complains, and a checker of accessibility finds nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from helpers.browser import FOUND, NAMES, Browser
from helpers.libraries import LIBRARY, Build, example

from salesmode.business.profile import Profile
from salesmode.engine.plan import make_plan
from salesmode.knowledge.library import Lang
from salesmode.report.charts import charts
from salesmode.report.formats.html import html
from salesmode.report.sections import outline_plan

pytestmark = pytest.mark.skipif(FOUND is None, reason=f"no browser here: none of {', '.join(NAMES)} is on the path")

AXE = (Path(__file__).parents[1] / "vendor" / "axe.min.js").read_text(encoding="utf-8")
FINDINGS = "axe.run().then(r => r.violations.map(v => `${v.impact} ${v.id}: ${v.nodes[0].html.slice(0, 120)}`))"
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SMALLEST = (
    "Math.min(...[...document.querySelectorAll('svg text')].map(t => t.getBoundingClientRect().height /"
    " t.getBBox().height * 13))"
)
CUT = (
    "[...document.querySelectorAll('svg')].flatMap(s => { const v = s.viewBox.baseVal;"
    " return [...s.querySelectorAll('text')].filter(t => { const b = t.getBBox();"
    " return b.x < v.x - 1 || b.x + b.width > v.x + v.width + 1 }).map(t => t.textContent) })"
)


class Page(NamedTuple):
    """A page to look at."""

    name: str
    lang: Lang


PAGES = [
    Page("industrial-robots", "en"), Page("cosmetics", "zh"), Page("hospital-system", "zh"), Page("coffee-chain", "en"),
    Page("snacks", "zh"),
]  # fmt: skip


@pytest.fixture(scope="module")
def tab() -> Iterator[Browser]:
    """One browser for all."""
    with Browser() as held:
        yield held


def saved(profile: Profile, lang: Lang, folder: Path) -> Path:
    """Return the page of a business, as a file."""
    plan = make_plan(profile, LIBRARY, date(2027, 1, 4))
    path = folder / "plan.html"
    path.write_text(html(outline_plan(plan, LIBRARY, lang), charts(plan, LIBRARY, lang)), encoding="utf-8")
    return path


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.name}.{page.lang}")
def test_a_page_fits_every_width_and_says_nothing_to_the_console(page: Page, tab: Browser, tmp_path: Path) -> None:
    """On a phone, a tablet and a desk nothing is wider than the window, and every word of a chart lies inside it."""
    path = saved(example(page.name), page.lang, tmp_path)
    for width in (360, 768, 1280):
        tab.open(path, width)
        assert tab.value(TOO_WIDE) <= 0, width
        assert tab.value(SMALLEST) >= 9.5, width
    assert tab.value(CUT) == []
    assert tab.said == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("page", PAGES[:2], ids=lambda page: f"{page.name}.{page.lang}")
def test_a_checker_of_accessibility_finds_nothing(page: Page, scheme: str, tab: Browser, tmp_path: Path) -> None:
    """axe-core finds no fault of any weight, in light and in dark, with tables and with records."""
    path = saved(example(page.name), page.lang, tmp_path)
    tab.open(path, 360 if scheme == "dark" else 1280, scheme=scheme)
    tab.value(f"{AXE};0")
    assert tab.value(FINDINGS) == []


def test_a_long_word_and_a_hostile_name_stay_inside(profile: Build, tab: Browser, tmp_path: Path) -> None:
    """A word without a place to break does not widen the page, and a script in a name does not run."""
    name = "<script>document.title='broken'</script>" + "x" * 300
    path = saved(profile(name=name, offer="y" * 900, buyer="organization"), "en", tmp_path)
    tab.open(path, 360)
    assert tab.value(TOO_WIDE) <= 0
    assert tab.value("document.title") != "broken"
    assert tab.value("document.scripts.length") == 0


@pytest.mark.parametrize("paper", [(8.27, 11.69), (8.5, 11.0)], ids=["A4", "Letter"])
def test_a_page_can_be_printed(paper: tuple[float, float], tab: Browser, tmp_path: Path) -> None:
    """On paper of either size the page is light, also for a dark screen; heads repeat, rows stay whole, all fits."""
    path = saved(example("industrial-robots"), "en", tmp_path)
    tab.open(path, 673, media="print", scheme="dark")
    style = "getComputedStyle(document.querySelector('{}')).{}"
    assert tab.value(style.format("body", "backgroundColor")) == "rgb(255, 255, 255)"
    assert tab.value(style.format("thead", "display")) == "table-header-group"
    assert tab.value(style.format("tbody tr", "breakInside")) == "avoid"
    assert tab.value(TOO_WIDE) <= 0
    printed = tab.print(*paper)
    assert printed.startswith(b"%PDF")
