"""The form that is drawn fits every window, and what matters most is always seen."""

from __future__ import annotations

import pytest
from helpers.draws import cases
from helpers.libraries import LIBRARIES, LIBRARY, example
from hypothesis import given
from hypothesis import strategies as st
from prompt_toolkit.utils import get_cwidth

from salesmode.intake.questions import Phrases
from salesmode.interview.choices import Choices
from salesmode.interview.layout import FormLayout, cut, lay_out
from salesmode.interview.prompts import Form, FormLine, Prompt, Row
from salesmode.knowledge.library import LANGS, Lang

WORDS = {lang: Phrases(LIBRARIES[lang].interview, "keys") for lang in LANGS}
TEXT = {"en": "one word after the other, ", "zh": "一个词接一个词，"}
LINES = (
    FormLine("offer: Robots", "given"), FormLine("trade: don't know", "passed"), FormLine("country", "here"),
    FormLine("area served", "coming"),
)  # fmt: skip


def prompt(lang: Lang, style: str, options: int, length: int) -> Prompt:
    """Return a question with so many choices, its texts so long."""
    text = TEXT[lang] * length
    form = Form(text, text, LINES, text)
    rows = tuple(Row(f"o{n}", f"{n} {text}") for n in range(options))
    return Prompt(("", text), text, style, rows, options, text, (text,), text, None, 4, form)  # type: ignore[arg-type]


def drawn(asked: Prompt, lang: Lang, width: int, height: int, said: tuple[str, ...] = (), down: int = 0) -> FormLayout:
    """Return the form, the cursor moved down."""
    choices = Choices(asked, WORDS[lang])
    choices.move(down)
    return lay_out(asked, choices, said, False, width, height)


@cases(150)
@given(
    st.sampled_from(LANGS), st.sampled_from(["line", "one", "many", "scale"]), st.integers(1, 30), st.integers(1, 8),
    st.integers(20, 160), st.integers(10, 60), st.integers(0, 40),
)  # fmt: skip
def test_it_fits_any_window_and_the_cursor_is_seen(
    lang: Lang, style: str, options: int, length: int, width: int, height: int, down: int
) -> None:
    """No line is wider, no form higher, characters of two cells counted as two."""
    layout = drawn(prompt(lang, style, options, length), lang, width, height, (TEXT[lang] * 20,), down)
    lines = [*layout.above, *layout.below]
    assert len(lines) <= height
    assert max(get_cwidth(line.text) for line in lines) <= width
    question = [line for line in lines if line.look == "bold"]
    assert question
    if style != "line" and len(question) <= height - 7:
        assert any(line.look == "chosen" for line in lines)


def test_with_room_it_shows_title_earlier_answers_question_and_coming_ones_in_order() -> None:
    """The answers with their values, the coming ones dim and below the line that is typed on."""
    layout = drawn(prompt("en", "one", 2, 1), "en", 80, 40)
    above = [line.text for line in layout.above]
    assert above.index("  offer: Robots") < above.index("  trade: don't know") < above.index(TEXT["en"].strip(), 2)
    assert next(line for line in layout.below if line.text == "  area served").look == "dim"
    assert above[1].startswith("== one word")


@pytest.mark.parametrize(("height", "there", "gone"), [
    (24, ("  offer: Robots", "  area served"), ()),
    (13, ("> ", "  trade: don't know"), ("  area served",)),
    (8, ("> ",), ("  offer: Robots", "  area served")),
])  # fmt: skip
def test_in_a_low_window_what_is_to_come_goes_first_and_the_question_never(
    height: int, there: tuple[str, ...], gone: tuple[str, ...]
) -> None:
    """Then the earliest of the answers given."""
    layout = drawn(prompt("en", "one", 4, 1), "en", 90, height)
    text = "\n".join(line.text for line in (*layout.above, *layout.below))
    assert all(part in text for part in (*there, TEXT["en"].strip()))
    assert not any(part in text for part in gone)


def test_numbers_stand_before_what_may_be_typed_by_number() -> None:
    """Not before the row for not knowing, which is where one begins: Enter alone means that."""
    asked = prompt("en", "one", 2, 1)
    choices = Choices(asked, WORDS["en"])
    assert [text[:4] for text in choices.lines()] == ["  do", "1 0 ", "2 1 "]
    assert choices.chosen() == ""
    choices.move(1)
    assert choices.chosen() == "o0"


def test_an_answer_given_is_where_the_cursor_begins() -> None:
    """So that Enter keeps it."""
    asked = Prompt((), "", "one", (Row("a", "A"), Row("b", "B")), 2, given="b")
    assert Choices(asked, WORDS["en"]).chosen() == "b"


@pytest.mark.parametrize(("text", "width", "shown"), [
    ("abc", 3, "abc"), ("abcd", 3, "ab…"), ("一二三", 6, "一二三"), ("一二三四", 6, "一二…"),
    ("a\nb\x1b", 9, "a b\\x1b"),
])  # fmt: skip
def test_a_long_answer_is_cut_by_cells(text: str, width: int, shown: str) -> None:
    """And what would command the terminal is spelt out."""
    assert cut(text, width) == shown


@pytest.mark.parametrize("name", ["coffee-chain", "adhesives"])
@pytest.mark.parametrize("lang", LANGS)
def test_every_screen_of_a_business_fits_forty_columns(name: str, lang: Lang) -> None:
    """Every question, its choices open, in both languages."""
    from salesmode.business.profile import ANSWERS
    from salesmode.intake.answers_file import AnswersFile
    from salesmode.interview.state import NOT_ASKED, InterviewRules
    from salesmode.interview.wording import PromptBuilder, Wording

    library = LIBRARIES[lang]
    rules = InterviewRules(library)
    wording = Wording(library, rules)
    file = AnswersFile(LIBRARY.folder / "examples" / f"{name}.yaml", LIBRARY)
    prompts, state = PromptBuilder(wording, rules, file), rules.start(example(name))
    for id in (id for id in ANSWERS if id not in NOT_ASKED):
        asked = prompts.question(rules.go(state, id))
        choices = Choices(asked, WORDS[lang])
        choices.open()
        layout = lay_out(asked, choices, (), False, 40, 22)
        lines = [line.text for line in (*layout.above, *layout.below)]
        assert max(map(get_cwidth, lines)) <= 40
        assert len(lines) <= 22
        assert "Ctrl-C" in "".join(lines)
