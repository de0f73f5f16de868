"""HTML: one page that fetches nothing, with everything the outline says, and charts that their figures alone decide."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections import Counter
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from helpers.libraries import EXAMPLES, Build, example
from helpers.reports import report_of
from msgspec.structs import replace

from salesmode.business.profile import Profile
from salesmode.business.vocabulary import Segment
from salesmode.knowledge.library import LANGS, Lang
from salesmode.report.charts import charts
from salesmode.report.charts.shapes import (
    Bar,
    Bars,
    Bridge,
    Chart,
    Charts,
    Lane,
    Load,
    Map,
    Role,
    Sensitivity,
    Spot,
    Step,
    Swings,
    Weeks,
)
from salesmode.report.document import Heading, Items, Outline, Paragraph, Quote, Section, Table
from salesmode.report.formats import FORMATS
from salesmode.report.formats.html import html
from salesmode.report.formats.html.drawing import drawn
from salesmode.report.formats.html.pen import broken
from salesmode.report.formats.wrap import cells

SVG = "{http://www.w3.org/2000/svg}"
VOID = {"meta", "br", "hr", "img", "link", "input"}
HOSTILE = [
    "<script>alert(1)</script>", '" onload="x', "' onload='x", "</style><script>x</script>", "<!-- c -->",
    "{{ 7 * 7 }} {% raw %}", "&lt;b&gt; &amp; &#65;", "عربي \u200f", "👩‍👩‍👧 中文", "a\u202eb\x00c",
]  # fmt: skip


class Read(HTMLParser):
    """A page as a browser reads it: elements that were opened and closed, attributes, the text between."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: Counter[str] = Counter()
        self.ids: list[str] = []
        self.named: set[str] = set()
        self.links: list[str] = []
        self.attributes: set[str] = set()
        self.words: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = {name: value or "" for name, value in attrs}
        self.tags[tag] += 1
        self.attributes |= held.keys()
        self.ids += [held["id"]] if "id" in held else []
        self.named |= {held["data-id"]} if "data-id" in held else set()
        self.links += [value for name, value in held.items() if name in ("href", "src", "action", "xlink:href")]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if not self.open or self.open[-1] != "style":
            self.words.append(data)

    @property
    def text(self) -> str:
        """All that can be read, on one line, spaces as typed."""
        return " ".join("".join(self.words).replace("\u00a0", " ").split())


def page(profile: Profile, lang: Lang = "en", start: date | None = None, brief: bool = False) -> str:
    """Return the page of a business."""
    return FORMATS["html"](report_of(profile, lang, start, "brief" if brief else "plan"))


def texts(outline: Outline) -> list[str]:
    """Return every text of an outline but columns drawn with characters."""
    found = [outline.title, outline.stamp]
    for section in outline.sections:
        found.append(section.title)
        for block in section.blocks:
            match block:
                case Items(items=items, label=label):
                    found += [label, *(item.text for item in items), *(item.label for item in items)]
                case Table(columns=columns, rows=rows, drawn=left_out):
                    found += [cell for row in (columns, *rows) for at, cell in enumerate(row) if at not in left_out]
                case Paragraph() | Quote():
                    found += [block.label, block.text]
                case Heading():
                    found.append(block.text)
    return [" ".join(text.split()) for text in found]


def ids(outline: Outline) -> set[str]:
    """Return every id of an outline."""
    blocks = [block for section in outline.sections for block in section.blocks]
    own = {block.id for block in blocks if isinstance(block, Paragraph | Quote | Heading)}
    own |= {item.id for block in blocks if isinstance(block, Items) for item in block.items}
    own |= {id for block in blocks if isinstance(block, Table) for id in block.ids}
    return (own | {section.id for section in outline.sections}) - {""}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", EXAMPLES)
def test_everything_the_outline_says_is_on_the_page(name: str, lang: Lang) -> None:
    """Every text and id of the plan and of what it rests on is on the page, well nested, each HTML id once."""
    report = report_of(example(name), lang, content="full")
    outline, read = report.outline, Read(FORMATS["html"](report))
    assert read.open == []
    assert [text for text in texts(outline) if text not in read.text] == []
    assert ids(outline) <= read.named
    assert [id for id, count in Counter(read.ids).items() if count > 1] == []
    assert {link.removeprefix("#") for link in read.links} <= set(read.ids)


def test_what_the_plan_rests_on_is_folded_behind_it() -> None:
    """On every page but the brief one, whether asked for or not; the list of contents names the two pages alone."""
    report = report_of(example("hospital-system"))
    plain = FORMATS["html"](report)
    assert FORMATS["html"](replace(report, content="full")) == plain
    before, _, behind = plain.partition('<details class="behind">')
    assert 'id="section.moves"' in before
    assert 'id="section.refused"' in behind
    assert 'href="#section.refused"' not in before
    assert '<details class="behind">' not in FORMATS["html"](replace(report, content="brief"))


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_fetches_nothing_and_runs_nothing(lang: Lang) -> None:
    """No script, no handler, no address: a policy in the page forbids both even if some slipped in."""
    text = page(example("cosmetics"), lang)
    read = Read(text)
    assert read.tags.keys().isdisjoint({"script", "link", "img", "iframe", "object", "embed", "base", "form"})
    assert [name for name in read.attributes if name.startswith("on")] == []
    assert [link for link in read.links if not link.startswith("#")] == []
    assert "default-src 'none'; style-src 'unsafe-inline'" in text
    assert not re.search(r"url\((?!#)|@import", text)
    assert set(re.findall(r"\w+://[^\"' ]*", text)) == {"http://www.w3.org/2000/svg"}


def test_the_page_says_its_language_and_its_own_name() -> None:
    """The language is marked, so that voice and fonts are right; there is one first title, none is left out."""
    for lang, marked in (("en", "en-GB"), ("zh", "zh-Hans")):
        text = page(example("snacks"), lang)  # type: ignore[arg-type]
        assert text.startswith(f'<!DOCTYPE html>\n<html lang="{marked}">')
        assert text.count("<h1>") == 1
        depths = [int(depth) for depth in re.findall(r"<h([1-6])", text)]
        assert all(after <= before + 1 for before, after in pairwise(depths))


@pytest.mark.parametrize("typed", HOSTILE)
def test_what_was_typed_is_text_wherever_it_stands(typed: str, profile: Build) -> None:
    """A name and an offer with markup, quotes, other scripts or direction marks are shown, never obeyed."""
    business = profile(
        name=typed, offer=typed, buyer="organization", deal_value=50_000, decision_cycle=90,
        segments=(Segment(typed, changes={"buyer": "individual"}), Segment("b", changes={"buyer": "both"})),
    )  # fmt: skip
    clean = Read(page(business.replaced({"name": "n", "offer": "o"})))
    read = Read(page(business))
    assert read.open == []
    assert read.attributes == clean.attributes
    assert "script" not in read.tags
    shown = typed.replace("\u202e", "\\u202e").replace("\x00", "\\x00").replace("\u200f", "\\u200f")
    assert read.text.count(" ".join(shown.split())) >= 3


def test_a_plan_without_a_reading_is_a_page_too(profile: Build) -> None:
    """With nobody who has an hour there is no move, and no chart."""
    read = Read(page(profile(team=({"role": "sales", "people": 1, "plan_hours": 0},))))
    assert "svg" not in read.tags
    assert "No move fits yet" in read.text


def test_the_brief_page_has_the_brief_sections_and_their_chart() -> None:
    """`--brief` draws its sections, and only the charts that stand in them."""
    read = Read(page(example("hospital-system"), brief=True))
    assert {"section.answer", "section.moves"} <= {id for id in read.ids if id.startswith("section.")}
    assert "section.means" not in read.ids
    assert {id for id in read.ids if re.fullmatch(r"chart\.\w+", id)} == {"chart.coverage"}


def test_dates_stand_over_the_weeks_where_the_start_is_known() -> None:
    """With a start day the weeks bear dates, without one their numbers."""
    dated, plain = (page(example("hospital-system"), start=start) for start in (date(2027, 1, 4), None))
    assert ">01-04<" in dated
    assert ">01-04<" not in plain


# ------------------------------------------------------------------------------------------------------------- charts


def chart(shows: Map | Bars | Bridge | Swings | Weeks | Load) -> ET.Element:
    """Return the drawing of some figures."""
    return ET.fromstring(drawn(Chart("chart.x", "x", "A <title>", "", "A text & more", shows)))  # noqa: S314  our own


def boxes(root: ET.Element, kind: str) -> list[tuple[float, float]]:
    """Return where boxes of a kind begin and how wide they are."""
    found = [box for box in root.iter(f"{SVG}rect") if box.get("class") == kind]
    return [(float(box.get("x", "")), float(box.get("width", ""))) for box in found]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", EXAMPLES)
def test_every_chart_has_a_name_and_a_text_and_stays_inside_itself(name: str, lang: Lang) -> None:
    """Each drawing is named, has a text that stands for it, and draws nothing outside its edges."""
    report = report_of(example(name), lang, date(2027, 1, 4))
    found = charts(report.plan, report.words).charts
    wanted = {"chart.map", "chart.dimensions"}
    if report.plan.selection.moves:
        wanted |= {"chart.weeks", "chart.load"}
    assert wanted <= {one.id for one in found}
    for one in found:
        root = ET.fromstring(drawn(one))  # noqa: S314  our own
        assert root.get("role") == "img"
        assert root.findtext(f"{SVG}title") == one.title
        assert root.findtext(f"{SVG}desc")
        _, _, width, height = map(float, root.get("viewBox", "").split())
        for box in root.iter(f"{SVG}rect"):
            if "x" in box.attrib:
                x, y, wide, high = (float(box.get(side, "")) for side in ("x", "y", "width", "height"))
                assert -0.2 <= x <= x + wide <= width + 0.2
                assert -0.2 <= y <= y + high <= height + 0.2
        assert all(0 <= float(text.get("y", "")) <= height for text in root.iter(f"{SVG}text"))


def test_a_bar_is_as_long_as_its_figure() -> None:
    """On a scale from nought, 50 to 100 is solid for half the width of the drawing and hatched for the rest."""
    root = chart(Bars((Bar("one", 50, 100, "50 to 100"), Bar("two", 25, 25, "25"))))
    assert boxes(root, "bar") == [(0, 200), (0, 100)]
    assert boxes(root, "hatched") == [(200, 200)]


def test_a_swing_goes_to_both_sides_of_the_middle() -> None:
    """The lower end is hatched to the left of the line, the higher solid to its right, in proportion."""
    root = chart(Swings(100, (Sensitivity("one", 90, 120, ("90", "120")), Sensitivity("two", 95, 105, ("95", "105")))))
    (left, left_wide), (_, half) = boxes(root, "hatched")
    (right, right_wide), _ = boxes(root, "bar")
    assert left + left_wide == pytest.approx(right)
    assert right_wide == pytest.approx(2 * left_wide, abs=0.2)
    assert half == pytest.approx(left_wide / 2, abs=0.2)


def test_the_map_marks_the_quarter_the_business_stands_in() -> None:
    """Right is considered, up is organisations; the quarter is marked and the mark lies in it."""
    for across, up in ((0.8, 0.5), (-0.8, 0.5), (0.8, -0.5), (-0.8, -0.5)):
        root = chart(Map(("l", "r", "b", "t"), ("1", "2", "3", "4"), (Spot("you", across, up),)))
        (home,) = [box for box in root.iter(f"{SVG}rect") if box.get("class") == "home"]
        (mark,) = [dot for dot in root.iter(f"{SVG}circle") if dot.get("class") == "mark"]
        x, y, wide, high = (float(home.get(side, "")) for side in ("x", "y", "width", "height"))
        assert x < float(mark.get("cx", "")) < x + wide
        assert y < float(mark.get("cy", "")) < y + high


def test_weeks_of_setting_up_and_of_running_stand_under_their_week() -> None:
    """Weeks 1 and 3 set up are two solid bars, 4 to 8 of running a light one, and the check has its mark in week 6."""
    root = chart(Weeks(tuple("12345678"), (Lane("move", (1, 3), (4, 5, 6, 7, 8), 6),)))
    (one, _), (three, _) = boxes(root, "bar")
    ((running, wide),) = boxes(root, "running")
    week = (three - one) / 2
    assert running - one == pytest.approx(3 * week, abs=0.2)
    assert wide == pytest.approx(5 * week - 1, abs=0.2)
    (mark,) = [mark for mark in root.iter(f"{SVG}polygon") if mark.get("class") == "gate"]
    corners = [float(point.split(",")[0]) for point in mark.get("points", "").split()]
    assert 5 * week < sum(corners) / 4 < 6 * week


def test_a_bridge_goes_on_where_the_part_before_likely_ends() -> None:
    """Of 100, 60 that come by themselves and 10 to 30 more, likely 20, end at 70 to 90; the line stands at 100."""
    parts = (Step("own", "60", 0, 60, 60, 60), Step("more", "20", 60, 70, 80, 90), Step("end", "80", 0, 70, 80, 90))
    root = chart(Bridge(parts, 100, "target 100"))
    one = 3.99  # units of the drawing, for one of 100
    assert boxes(root, "bar") == [(0, 239.4), (239.4, 39.9), (0, 279.3)]
    assert boxes(root, "hatched") == [(279.3, 79.8), (279.3, 79.8)]
    likely = [float(line.get("x1", "")) for line in root.iter(f"{SVG}line") if line.get("class") == "middle-line"]
    assert likely == [pytest.approx(80 * one, abs=0.1)] * 2
    lines = {line.get("x1") for line in root.iter(f"{SVG}line") if line.get("class") == "limit"}
    assert lines == {"399"}


def test_the_bridge_of_a_plan_adds_up_to_where_its_year_ends() -> None:
    """What comes by itself, what is won anew and what the moves bring lead, part by part, to the year's end."""
    report = report_of(example("industrial-robots"))
    (one,) = [one for one in charts(report.plan, report.words).charts if one.id == "chart.coverage"]
    assert isinstance(one.shows, Bridge)
    base, fresh, adds, end = one.shows.steps
    assert (base.likely, fresh.likely, adds.start) == (fresh.start, adds.start, fresh.likely)
    assert (end.low, end.likely, end.high) == tuple(report.plan.outlook.year_end)  # type: ignore[union-attr]
    assert adds.likely == pytest.approx(end.likely)
    assert adds.low < adds.likely < adds.high < (one.shows.target or 0) + 1e6


def test_a_segment_that_costs_money_goes_to_the_left() -> None:
    """Of 100 and −50 the bars part at a line a third from the left."""
    root = chart(Bars((Bar("one", 100, 100, "100"), Bar("two", -50, -50, "−50"))))
    assert boxes(root, "bar") == [(133.3, 266.7)]
    assert boxes(root, "against") == [(0, 133.3)]


def test_what_a_customer_leaves_is_drawn_segment_by_segment(profile: Build) -> None:
    """A trade customer orders ten times a year at 300 and leaves half of it, a person once at 80: 1,500 and 40."""
    trade = {"buyer": "organization", "relationship": "repeat", "deal_value": 300.0, "orders_per_customer": 10.0}
    people = {"buyer": "individual", "relationship": "repeat", "deal_value": 80.0, "orders_per_customer": 1.0}
    business = profile(
        buyer="both", gross_margin=0.5, relationship="repeat",
        segments=(Segment("Trade", changes=trade), Segment("People", changes=people)),
    )  # fmt: skip
    report = report_of(business)
    (one,) = [one for one in charts(report.plan, report.words).charts if one.id == "chart.earns"]
    assert isinstance(one.shows, Bars)
    assert [(row.label, row.low) for row in one.shows.rows] == [("Trade", 1500), ("People", 40)]


def test_a_full_week_touches_the_limit() -> None:
    """Hours equal to what there is reach the dashed line, half of them half of it."""
    root = chart(Load(("1", "2"), (Role("sales", 10, "10 h", (10, 5)),)))
    (limit,) = [line for line in root.iter(f"{SVG}line") if line.get("class") == "limit"]
    full, half = [box for box in root.iter(f"{SVG}rect") if box.get("class") == "bar"]
    assert float(full.get("y", "")) == float(limit.get("y1", ""))
    assert float(half.get("height", "")) == float(full.get("height", "")) / 2


def test_a_label_is_broken_by_width_and_what_is_left_out_is_marked() -> None:
    """Chinese counts two; a text that does not fit ends in a mark, one that fits is whole."""
    assert cells("ab中") == 4
    assert broken("a short one", 200, 2) == ["a short one"]
    lines = broken("one two three four five six seven eight nine ten", 70, 2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")
    assert max(map(cells, lines)) <= 10


# ------------------------------------------------------------------------------------------------------------- colours


def _colours(css: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", css))


def _light(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_light(one), _light(other)))
    return (high + 0.05) / (low + 0.05)


CSS = (Path(__file__).parents[2] / "salesmode" / "report" / "formats" / "html" / "style.css").read_text(
    encoding="utf-8"
)
LIGHT, DARK, PRINT = (_colours(part) for part in re.split(r"@media \(prefers|@media print", CSS))


@pytest.mark.parametrize("scheme", [LIGHT, LIGHT | DARK, LIGHT | PRINT], ids=["light", "dark", "print"])
def test_colours_can_be_told_apart(scheme: dict[str, str]) -> None:
    """Text has at least 4.5 to 1 on every ground it stands on, marks of a chart at least 3 to 1 (WCAG 2.2, AA)."""
    for ground in ("paper", "wash", "mark-wash"):
        for ink in ("ink", "soft", "link"):
            assert _contrast(scheme[ink], scheme[ground]) >= 4.5, (ink, ground)
        for mark in ("mark", "other"):
            assert _contrast(scheme[mark], scheme[ground]) >= 3, (mark, ground)


def test_an_id_goes_to_the_element_that_says_most() -> None:
    """Of several elements with one id all carry it as data, and the last one as the place a link goes to."""
    blocks = (Paragraph("first", id="same"), Paragraph("last", id="same"))
    text = html(
        Outline("t", "s", ": ", (Section("one", "One", blocks),)), Charts("en", "Contents", "Figures", "Behind", ())
    )
    assert '<p data-id="same">first</p>' in text
    assert '<p id="same" data-id="same">last</p>' in text


def drawn_table(*columns: str, cells: tuple[str, ...], right: frozenset[int]) -> str:
    """Return a page with one table."""
    sections = (Section("one", "One", (Table(columns, (cells,), right),)),)
    return html(Outline("t", "s", ": ", sections), Charts("en", "Contents", "Figures", "Behind", ()))


def test_a_small_table_stays_one_on_a_phone_and_a_large_one_takes_the_width_of_a_sheet() -> None:
    """Words and few short figures fit; long figures, or two columns of words, become records; five columns are wide."""
    fits, wide = 'class="fits"', 'class="scroll wide"'
    small = drawn_table("what", "today", "then", cells=("wins", "20 %", "30 %"), right=frozenset({1, 2}))
    assert fits in small
    assert wide not in small
    long = "EUR 1.2m (0.4–2.3m)"
    assert fits not in drawn_table("what", "a", "b", cells=("wins", long, long), right=frozenset({1, 2}))
    assert fits not in drawn_table("what", "who", cells=("wins", "the owner"), right=frozenset())
    assert wide in drawn_table(*"abcde", cells=tuple("12345"), right=frozenset({1, 2, 3, 4}))
