"""Text typed in an answer is data: it is shown as it was typed, in every format, and nothing in it is obeyed."""

from __future__ import annotations

import functools
import json
import re

import pytest
from helpers.libraries import LIBRARY
from helpers.reports import report_of
from markdown_it import MarkdownIt

from salesmode.errors import visible
from salesmode.intake.answers import Given, read_answers
from salesmode.knowledge.library import LANGS, Lang
from salesmode.report.formats import FORMATS, Format

HOSTILE = {
    "rich": "[bold]x[/] [red on white]y[/red on white] :smile:",
    "escapes": "a\x1b[31mred\x1b[0m\x07\x08b \x9b2J",
    "heading": "# x",
    "link": "[a](javascript:b) ![i](u) <http://e.x> http://e.x www.e.x a@b.c",
    "table": "a | b |---| c",
    "code": "`c` ``` ~~~ $(id) `id`",
    "html": "<script>alert(1)</script> <b onclick=x>b</b> <!-- c --> &amp; &lt; &#65;",
    "emphasis": "*s* **b** _u_ __b__ ~~x~~ a_b",
    "template": "{{7*7}} {deal_value} {name} {currency|x} {% x %} %s %(name)s ${HOME}",
    "bidi": "a\u202ebc\u202c \u2066d\u2069 \u200f e\ufeff",
    "lines": "one\ntwo\r\nthree\u2028four\n\n# five\n- six",
    "long": "x" * 2000,
    "emoji": "👩‍👩‍👧 🇨🇳 中文 العربية ｆｕｌｌ",
    "list": "- a",
    "number": "1. a",
    "quote": "> a",
    "rule": "---",
    "backslash": r"a\b \[c\] \\",
}
PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
TEXTS: tuple[Format, ...] = ("md", "terminal", "json")


@functools.cache
def outputs(text: str, lang: Lang) -> dict[Format, str]:
    """Return a plan in every format for a business whose every text is `text`."""
    flags = {"name": [text], "offer": [text], "deal_value": ["5k"], "buyer": ["organization"], "industry": ["other"]}
    report = report_of(read_answers(Given(flags=flags), LIBRARY), lang)
    return {name: FORMATS[name](report) for name in TEXTS}


def shown(text: str) -> str:
    """Return a text as a document shows it: trimmed, on one line, what is no character spelt out."""
    return " ".join(visible(re.sub(r"\r\n?", "\n", text.strip())).split())


def rendered(text: str) -> tuple[str, set[str]]:
    """Return the title as a Markdown renderer shows it, and every kind of markup in it and in the whole."""
    tokens = PARSER.parse(text)
    title = tokens[1].children or []
    kinds = {child.type for token in tokens for child in token.children or []} | {token.type for token in tokens}
    return "".join(child.content for child in title), kinds


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", sorted(HOSTILE))
def test_markdown_shows_the_letters_that_were_typed(kind: str, lang: Lang) -> None:
    """A CommonMark renderer shows the letters that were typed, and finds no markup in them."""
    title, kinds = rendered(outputs(HOSTILE[kind], lang)["md"])
    assert title.startswith(shown(HOSTILE[kind]))
    assert not kinds & {
        "html_inline",
        "html_block",
        "link_open",
        "image",
        "em_open",
        "s_open",
        "hr",
        "fence",
        "code_block",
    }


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", sorted(HOSTILE))
def test_the_terminal_shows_the_letters_that_were_typed(kind: str, lang: Lang) -> None:
    """The terminal shows the same letters, broken over lines where they are many."""
    title = outputs(HOSTILE[kind], lang)["terminal"].split("\nanswers ")[0].split("\n答案 ")[0]
    assert re.sub(r"\s", "", title).startswith(re.sub(r"\s", "", shown(HOSTILE[kind])))


@pytest.mark.parametrize("format_", TEXTS)
@pytest.mark.parametrize("kind", sorted(HOSTILE))
def test_no_format_lets_a_control_character_through(kind: str, format_: Format) -> None:
    """No format lets an escape, a bell, a direction mark or a stray line end through."""
    text = outputs(HOSTILE[kind], "en")[format_]
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\u200e\u200f\ufeff]", text)


def test_nothing_typed_is_filled_in_or_computed() -> None:
    """Blanks of the playbooks in an answer stay blanks: nothing is filled a second time."""
    for text in outputs("{deal_value} {{7*7}} {name}", "en").values():
        assert "49" not in text.split("\n")[0]
    title, _ = rendered(outputs("{deal_value} {{7*7}} {name}", "en")["md"])
    assert title.startswith("{deal_value} {{7*7}} {name}: ")


@pytest.mark.parametrize("kind", sorted(HOSTILE.keys() - {"long", "lines"}))
def test_the_name_of_a_segment_is_data_too(kind: str) -> None:
    """In the cell of a table the letters typed are shown as well, and the table keeps its columns."""
    parts = [
        {"name": HOSTILE[kind], "buyer": "individual", "revenue": 500_000, "gross_margin": 0.4, "aov": 50},
        {"name": "B", "buyer": "organization", "revenue": 300_000, "gross_margin": 0.3, "deal_value": 5000},
    ]
    segments = json.dumps(parts, ensure_ascii=kind != "emoji")  # YAML knows no pairs of surrogates
    profile = read_answers(Given(flags={"buyer": ["both"], "segments": [segments]}), LIBRARY)
    text = FORMATS["md"](report_of(profile))
    cells = [token for token in PARSER.parse(text) if token.type == "inline"]
    shown_cells = ["".join(child.content for child in token.children or []) for token in cells]
    assert shown(HOSTILE[kind]) in shown_cells


def test_json_stays_json_whatever_is_typed() -> None:
    """JSON stays JSON."""
    for text in HOSTILE.values():
        assert json.loads(outputs(text, "zh")["json"])["schema"] == 2
