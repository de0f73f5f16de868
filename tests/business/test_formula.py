"""The small arithmetic of the playbooks: what it takes, what it comes to, what it refuses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesmode.business.formula import FormulaError, compiled, names_in, read_formula, written

FIGURES = {"churn": 0.1, "revenue": 1000.0, "nothing": 0.0}


def comes_to(formula: str | float) -> float | None:
    """Return what a formula comes to with the figures above."""
    return compiled(read_formula(formula))(FIGURES.get)


@pytest.mark.parametrize(("formula", "value"), [
    ("churn * revenue", 100.0), (4, 4.0), ("2 + 3 * 4", 14.0), ("(2 + 3) * 4", 20.0), ("1 - churn", 0.9),
    ("revenue / 4 / 5", 50.0), ("min(20, revenue / 10)", 20.0), ("max(1, 2, 3)", 3.0), ("-churn + 1", None),
])  # fmt: skip
def test_sums_products_and_brackets_come_to_what_they_do_on_paper(formula: str | float, value: float | None) -> None:
    """A sign before a name is no part of it: 1 - churn says the same."""
    if value is None:
        with pytest.raises(FormulaError):
            comes_to(formula)
    else:
        assert comes_to(formula) == pytest.approx(value)


def test_what_rests_on_something_unknown_is_unknown_and_or_puts_another_in_its_place() -> None:
    """Nobody said how many quotes there are; forty stand in only where the formula says so."""
    assert comes_to("quotes * 2") is None
    assert comes_to("(quotes or 40) * 2") == 80
    assert comes_to("(quotes or enquiries or 3) * 2") == 6
    assert comes_to("max(quotes, 1)") is None


def test_dividing_by_nothing_is_unknown() -> None:
    """No infinity reaches a plan."""
    assert comes_to("revenue / nothing") is None


@pytest.mark.parametrize("formula", [
    "__import__('os')", "churn.real()", "churn ** 2", "revenue if churn else 1", "[1]", "'a'", "True", "min(1)", "",
    "1 +", "a.b.c", "lambda: 1", "x := 1", "round(churn)",
])  # fmt: skip
def test_anything_else_is_refused(formula: str) -> None:
    """A formula comes from a file that anybody may have written."""
    with pytest.raises(FormulaError):
        read_formula(formula)


def test_the_names_of_a_formula_are_those_it_needs() -> None:
    """Operators and numbers are none; a name of the year keeps its owner."""
    assert list(names_in(read_formula("min(churn, year.run) * 2 or quotes"))) == ["churn", "year.run", "quotes"]


@pytest.mark.parametrize(("formula", "text"), [
    ("2+visited*10/horizon", "2 + visited * 10 / horizon"), ("(a+b)*c", "(a + b) * c"), ("a-(b-c)", "a - (b - c)"),
    ("a-b-c", "a - b - c"), ("a/(b*c)", "a / (b * c)"), ("a/b/c", "a / b / c"),
    ("(quotes or 50)/52", "(quotes or 50) / 52"),
    ("a or b or 3", "a or b or 3"), ("min(20,customers/3)", "min(20, customers / 3)"), (0.135335, "0.135335"),
])  # fmt: skip
def test_a_formula_is_written_as_one_writes_it(formula: str | float, text: str) -> None:
    """With the brackets it needs and no others, so that reading it again gives the same."""
    assert written(read_formula(formula)) == text
    assert read_formula(text) == read_formula(formula)


@given(st.floats(0, 1e6), st.floats(0, 1e6), st.floats(0.001, 1e6))
def test_a_formula_agrees_with_python(a: float, b: float, c: float) -> None:
    """The same expression, worked out by Python itself."""
    found = compiled(read_formula("(a + b) * 2 / c - min(a, b)"))({"a": a, "b": b, "c": c}.get)
    assert found == pytest.approx((a + b) * 2 / c - min(a, b))
