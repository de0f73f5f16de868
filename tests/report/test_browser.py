"""The page in a real browser: nothing sticks out, nothing complains, and a checker of accessibility finds nothing."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest
from helpers.libraries import EXAMPLES, Build, example
from helpers.reports import report_of

from salesmode.business.profile import Profile
from salesmode.knowledge.library import Lang
from salesmode.report.formats import FORMATS

if TYPE_CHECKING:  # where Playwright cannot be imported, the tests are skipped
    from playwright.sync_api import Browser, Page

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), None)
NO_NETWORK = "--host-resolver-rules=MAP * ~NOTFOUND"  # Chromium asks for its maker's servers by itself
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=f"no browser here: none of {', '.join(NAMES)} is on the path")

WIDTH = "document.documentElement.scrollWidth"
SMALLEST = (
    "Math.min(...[...document.querySelectorAll('svg text')].map(t => t.getBoundingClientRect().height /"
    " t.getBBox().height * 13))"
)
CUT = (  # a letter's box ends on a whole pixel, which is up to 1.3 of a chart's units on a phone
    "[...document.querySelectorAll('svg')].flatMap(s => { const v = s.viewBox.baseVal;"
    " return [...s.querySelectorAll('text')].filter(t => { const b = t.getBBox();"
    " return b.x < v.x - 1.5 || b.x + b.width > v.x + v.width + 1.5 }).map(t => t.textContent) })"
)

UNFOLD = "document.querySelectorAll('details').forEach(one => { one.open = true })"
SHEET = re.compile(rb"/Type\s*/Page\b")

PAGES: list[tuple[str, Lang]] = [
    ("industrial-robots", "en"), ("cosmetics", "zh"), ("hospital-system", "zh"), ("coffee-chain", "en"),
    ("snacks", "zh"),
]  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's Chromium, without a window, driven by Playwright; where either does not start, tests are skipped."""
    with ExitStack() as stack:
        try:
            from playwright.sync_api import sync_playwright

            chromium = stack.enter_context(sync_playwright()).chromium
            running = stack.enter_context(chromium.launch(executable_path=CHROMIUM, args=[NO_NETWORK]))
        except Exception as error:  # noqa: BLE001  a driver that dies as it starts says so with a bare Exception
            pytest.skip(f"Playwright cannot run {CHROMIUM} here: {str(error).partition(chr(10))[0]}")
        yield running


def saved(profile: Profile, lang: Lang, folder: Path) -> Path:
    """Return the page of a business, as a file."""
    path = folder / "plan.html"
    path.write_text(FORMATS["html"](report_of(profile, lang, date(2027, 1, 4))), encoding="utf-8")
    return path


def shown(browser: Browser, file: Path, width: int, scheme: Literal["light", "dark"] = "light") -> Page:
    """Return a file, loaded into a window `width` CSS pixels wide; a narrow one is a phone's."""
    page = browser.new_page(viewport={"width": width, "height": 900}, is_mobile=width < 600, color_scheme=scheme)
    page.goto(file.as_uri())
    return page


@pytest.mark.parametrize(("name", "lang"), PAGES)
def test_a_page_fits_every_width_and_says_nothing_to_the_console(
    name: str, lang: Lang, browser: Browser, tmp_path: Path
) -> None:
    """On a phone, a tablet and a desk nothing is wider than the window, and every word of a chart lies inside it."""
    file = saved(example(name), lang, tmp_path)
    for width in (360, 768, 1280):
        page = shown(browser, file, width)
        assert page.evaluate(WIDTH) == width
        assert page.evaluate(SMALLEST) >= 9.5, width
        assert page.evaluate(CUT) == [], width
        assert [message.text for message in page.console_messages()] == [], width
        assert page.page_errors() == [], width


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360)])
@pytest.mark.parametrize(("name", "lang"), PAGES[:2])
def test_a_checker_of_accessibility_finds_nothing(
    name: str, lang: Lang, scheme: Literal["light", "dark"], width: int, browser: Browser, tmp_path: Path
) -> None:
    """axe-core finds no fault of any weight, in light and in dark, with tables and with records, all unfolded."""
    from axe_playwright_python.sync_playwright import Axe

    page = shown(browser, saved(example(name), lang, tmp_path), width, scheme)
    page.evaluate(UNFOLD)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_a_long_word_and_a_hostile_name_stay_inside(profile: Build, browser: Browser, tmp_path: Path) -> None:
    """A word without a place to break does not widen the page, and a script in a name does not run."""
    name = "<script>document.title='broken'</script>" + "x" * 300
    page = shown(browser, saved(profile(name=name, offer="y" * 900, buyer="organization"), "en", tmp_path), 360)
    assert page.evaluate(WIDTH) == 360
    assert page.title() != "broken"
    assert page.evaluate("document.scripts.length") == 0


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_a_page_can_be_printed(paper: str, browser: Browser, tmp_path: Path) -> None:
    """On paper of either size the page is light, also for a dark screen; heads repeat, rows stay whole, all fits."""
    page = shown(browser, saved(example("industrial-robots"), "en", tmp_path), 673, "dark")
    page.emulate_media(media="print")
    style = "getComputedStyle(document.querySelector('{}')).{}"
    assert page.evaluate(style.format("body", "backgroundColor")) == "rgb(255, 255, 255)"
    assert page.evaluate(style.format("thead", "display")) == "table-header-group"
    assert page.evaluate(style.format("tbody tr", "breakInside")) == "avoid"
    assert page.evaluate(WIDTH) == 673
    assert page.pdf(format=paper, print_background=True).startswith(b"%PDF")


@pytest.mark.slow
@pytest.mark.parametrize("name", EXAMPLES)
def test_the_two_pages_are_two_sheets_of_a4(name: str, browser: Browser, tmp_path: Path) -> None:
    """Every example in its own language; what the plan rests on is not printed while it is folded."""
    profile = example(name)
    page = shown(browser, saved(profile, profile.language or "en", tmp_path), 1280)
    assert len(SHEET.findall(page.pdf(format="A4", prefer_css_page_size=True))) == 2


def test_what_was_unfolded_is_printed_behind_the_two_sheets(browser: Browser, tmp_path: Path) -> None:
    """Whoever opens what the plan rests on gets it on paper too."""
    page = shown(browser, saved(example("hotel-supplies"), "en", tmp_path), 1280)
    page.evaluate(UNFOLD)
    assert len(SHEET.findall(page.pdf(format="A4", prefer_css_page_size=True))) > 4
