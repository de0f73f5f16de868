"""Ten thousand broken answers files and five thousand typed strings: a plan or a reason, never a fault of ours."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from helpers.draws import cases
from helpers.libraries import LIBRARY
from hypothesis import given
from hypothesis import strategies as st

from salesmode.business.profile import specs
from salesmode.business.vocabulary import NUMBERS
from salesmode.engine.plan import make_plan
from salesmode.errors import InputError
from salesmode.intake.answers import Given, read_answers
from salesmode.intake.parse import FormError
from salesmode.intake.questions import Question, catalog
from salesmode.interview.typed import read_typed

EXAMPLES = [path.read_text(encoding="utf-8") for path in sorted((Path(LIBRARY.folder) / "examples").glob("*.yaml"))]
QUESTIONS = [question for group in catalog(LIBRARY) for question in group.questions]
ODD = [
    "n/a", "none", "~", "[]", "{}", "0", "-1", "1e15", "1e-9", "100%", "120%", "12.500", "12,5", "NaN", "no", "不知道",
    "三万", "a third", "两三成", "Q4", "hotels", "[hotels]", "{name: hotels}", "[{name: hotels}]", "null", "about 0",
    "[{role: founder, people: 0}]", '"', "'", "[", "{", "&a b", "*a", "!!int 3", "|", "> text", "\t", "：", "\u202e",
    "\x00", "💶 5", "0x10", "1_000", "2024-05", "[1, [2, [3]]]", "{low: 1, high: 2}", "{low: 3, high: 2}", "0-0",
    "1-1e15", "0 weeks", "36500 days",
]  # fmt: skip
WORDS = ["half", "三分之一", "十五", "百", "万", "半", "each", "per", "1/0", "0/0", "1 of 0", "-1/3", "半半", "零"]
ENDINGS = [
    "", "k", "m", "%", " days", " months", "万", "亿", "成", "个月", " a month", "/年", " of 10", " USD", "€", "-", "~",
]  # fmt: skip


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """Return an example with up to four lines or characters changed, as slips of a hand or of a program."""
    lines = draw(st.sampled_from(EXAMPLES)).splitlines()
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(lines) - 1))
        line = lines[at]
        match draw(st.integers(0, 7)):
            case 0:
                lines[at] = f"{line.partition(':')[0]}: {draw(st.sampled_from(ODD))}"
            case 1:
                lines.insert(at, f"{draw(st.sampled_from(sorted(specs())))}: {draw(st.sampled_from(ODD))}")
            case 2:
                lines.insert(at, line)
            case 3 if len(lines) > 1:
                del lines[at]
            case 4:
                cut = draw(st.integers(0, len(line)))
                lines[at] = f"{line[:cut]}{draw(st.characters() | st.sampled_from(':,[]{}#%-&*!|>'))}{line[cut + 1 :]}"
            case 5:
                lines[at] = f"{'  ' * draw(st.integers(0, 3))}{line.strip()}"
            case 6:
                other = draw(st.integers(0, len(lines) - 1))
                lines[at] = f"{line.partition(':')[0]}:{lines[other].partition(':')[2]}"
            case _:
                lines[at] = line[: draw(st.integers(0, len(line)))]
    return "\n".join(lines) + "\n"


def reason(text: str) -> str:
    """Return why a file is refused; nothing where a plan is made of it."""
    try:
        make_plan(read_answers(Given("-", stdin=io.BytesIO(text.encode("utf-8", "surrogatepass"))), LIBRARY), LIBRARY)
    except InputError as error:
        return str(error)
    return ""


@cases(10_000)
@given(mutated())
def test_a_mutated_answers_file_gives_a_plan_or_a_reason(text: str) -> None:
    """Read and planned as a command would: what is wrong is said with its place and what to write."""
    said = reason(text)
    assert not said or ("stdin:" in said and "\n" in said)


def strings() -> st.SearchStrategy[str]:
    """Return what somebody might type at a prompt: words, numbers with odd endings, anything."""
    counted = st.tuples(st.integers(-5, 10**7) | st.floats(0, 1e6), st.sampled_from(ENDINGS))
    numbers = counted.map(lambda pair: f"{pair[0]}{pair[1]}")
    words = st.sampled_from([*ODD, *WORDS])
    mixed = st.lists(numbers | words, min_size=1, max_size=3).map(" ".join)
    return mixed | st.text(max_size=30) | st.text("0123456789一二三十百千万亿半成分之年月个.,%-~/ ", max_size=12)


@cases(5_000)
@given(st.sampled_from(QUESTIONS), strings(), st.sampled_from(["USD", "CNY", "KWD", "INR"]))
def test_whatever_is_typed_at_a_prompt_is_an_answer_or_gets_a_reason(
    question: Question, text: str, currency: str
) -> None:
    """And a number that was taken can be read again from the file."""
    if text.strip():
        said = taken(question, text, currency)
        assert said is None or all(said)


def taken(question: Question, text: str, currency: str) -> tuple[str, str] | None:
    """Return what is wrong with a typed answer and what to write; nothing where it is taken, and reads from a file."""
    try:
        value = read_typed(question, text, LIBRARY, currency)
    except FormError as error:
        return str(error.what), str(error.fix)
    if question.spec.kind in NUMBERS and value is not None:
        read_answers(Given(flags={question.id: [str(value)], "currency": [currency]}), LIBRARY)
    return None


@pytest.mark.parametrize("text", ["maturity: n/a", "segments: hotels", "segments: [hotels]", "team: 5", "options: A"])
def test_what_once_was_a_fault_of_ours_is_read_or_refused(text: str) -> None:
    """A map or a list in the place of a word, and the other way round."""
    said = reason(text)
    assert not said or "\n" in said
