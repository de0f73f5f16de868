"""The page for those who call salesmode from Python: what it shows runs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import salesmode
from salesmode import InputError, load_library, read_mapping

PAGE = (Path(__file__).parents[1] / "docs" / "python.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.parametrize("code", EXAMPLES)
def test_every_example_runs(code: str) -> None:
    """Each by itself; what it says is asserted in it."""
    exec(code, {})  # noqa: S102  our own page


def test_every_name_of_the_page_is_there() -> None:
    """Those in its table, and those it imports."""
    named = {*re.findall(r"^\| `(\w+)\(", PAGE, re.MULTILINE), *re.findall(r"\w+", " ".join(_imports()))}
    assert {name for name in named if not hasattr(salesmode, name)} == set()


def _imports() -> list[str]:
    return re.findall(r"^from salesmode import (.*)$", PAGE, re.MULTILINE)


def test_a_value_that_no_answer_has_is_refused_under_the_name_of_its_row() -> None:
    """An object of another program is no answer."""
    with pytest.raises(InputError, match="row 7"):
        read_mapping({"offer": object()}, load_library(), name="row 7")
