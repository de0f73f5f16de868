"""What the template of a paper may hold, and the bounds within which it is filled."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from helpers.commands import called
from helpers.libraries import LIBRARY

from salesmode.report.kit.allowed import Fault
from salesmode.report.kit.arithmetic import formulas, up
from salesmode.report.kit.speaking import Ready
from salesmode.report.kit.template import FillingError, faults, fill

CONTEXT = {"up": up, "calc": formulas(), "blank": lambda ask: Ready(f"[{ask}]"), "listed": ", ".join}


def told(source: str) -> Fault:
    """Return the fault for which a template is not filled."""
    with pytest.raises(FillingError) as caught:
        fill(source, CONTEXT)
    return caught.value.fault


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("{% block b %}{% endblock %}", "a paper has no 'block'"),
        ("{% macro m() %}{% endmacro %}", "a paper has no 'macro'"),
        ("{% include 'x' %}", "a paper has no 'include'"),
        ("{% set x %}a{% endset %}", "a name is set as in {% set name = value %}"),
        ("{{ 'a'.ljust(9) }}", "nothing of a value"),
        ("{{ self.b() }}", "nothing of a value"),
        ("{{ nobody(1) }}", "'nobody' is no helper"),
        ("{{ up(*[1]) }}", "one by one"),
        ("{{ up(value=1) }}", "no named arguments"),
        ("{{ 2 ** 3 }}", "no powers"),
        ("{{ 'abc'[1:] }}", "no slices"),
        ("{{ 1 is odd }}", "no test 'odd'"),
        ("{{ 'a' | upper }}", "no filter 'upper'"),
        ("{% for a in [1] recursive %}{% endfor %}", "no loops that call themselves"),
        ("{{ up(1e400) }}", "a number in a paper is at most"),
        ("{{ 123456789012345678901 }}", "at most 20 digits"),
        ("{{ (((((((((1))))))))) }}", "at most 8 inside one another"),
        ("{% if 1 %}" * 9 + "{% endif %}" * 9, "at most 8 inside one another"),
        ("{{ 1" + " + 1" * 50 + " }}", "at most 100 words"),
        ("{% for a in [1] %}" * 3 + "{% endfor %}" * 3, "loops stand at most 2 inside one another"),
        ("a{{ 1 }}" * 2501, "at most 20,000 characters"),
    ],
)
def test_what_papers_do_not_need_is_told_before_one_is_filled(source: str, what: str) -> None:
    """By the check and by the filling alike, with the line."""
    below = source if len(source) > 20_000 else f"one\n{source}"
    (found,) = faults(below)
    assert what in found.what
    assert found.line == below.count("\n") + 1
    assert told(below) == found


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("{% set x = 1000000000000 %}\n{{ x * x }}", "a number in a paper is at most"),
        ("\n{{ 'a' + 'b' }}", "numbers only"),
        ("\n{{ [1] + [2] }}", "numbers only"),
        ("\n{{ '%d' % 1 }}", "numbers only"),
        ("\n{{ range(101) | length }}", "at most 100 numbers"),
        ("\n{{ [[1], 2] | join }}", "only texts and numbers are joined"),
        ("\n{{ [1, 2] }}", "only texts and numbers are printed"),
        ("\n{% for a in 'abc' %}{% endfor %}", "not over a text"),
    ],
)
def test_what_shows_only_in_filling_is_told_with_its_line(source: str, what: str) -> None:
    """Numbers stay numbers, lists are not texts."""
    found = told(source)
    assert what in found.what
    assert found.line == 2


@pytest.mark.parametrize("grown", ["x ~ x", "[x, x] | join", "[x, x]", "listed([x, x])", "blank(x ~ x)"])
def test_no_text_and_no_list_grows_beyond_a_page(grown: str) -> None:
    """Doubled in each line it is refused in the line in which it would be too long."""
    lines = ["{% set x = 'a page' %}", *[f"{{% set x = {grown} %}}"] * 12]
    found = told("\n".join(lines))
    assert "at most 10,000 characters" in found.what
    assert 9 <= found.line <= 13


@pytest.mark.parametrize("body", ["{{ up(1) }}", "a" * 600, "{{ x }}"])
def test_loops_that_take_too_long_are_told(body: str) -> None:
    """Whether they call helpers, hold long texts or print them."""
    loops = "{% for a in range(100) %}{% for b in range(100) %}" + body + "{% endfor %}{% endfor %}"
    assert "it would take too long" in told(f"{{% set x = '{'a' * 600}' %}}\n{loops}").what


def test_a_template_within_its_bounds_is_filled() -> None:
    """Sums, joined texts, filters and loops with what they know of themselves."""
    source = "{% for a in [1, 2] %}{{ a * 1.5 - 1 }}{{ '/' if not loop.last else '' }}{% endfor %}"
    assert fill(source + "; {{ 'a' ~ 2 }}; {{ [1, 'b'] | join('-') }}; {{ [1, 2] | sum }}", CONTEXT) == (
        "0.5/2; a2; 1-b; 3"
    )


def test_the_check_and_the_kit_name_file_and_line(tmp_path: Path) -> None:
    """Exit 1 of the quick check, exit 2 of the kit, for the same line of the same file."""
    folder = tmp_path / "library"
    shutil.copytree(LIBRARY.folder, folder)
    file = folder / "worksheets" / "start_here.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("## Before the first week", "{% block b %}{% endblock %}", 1), encoding="utf-8")
    line = text.splitlines().index("    ## Before the first week") + 1
    assert f"start_here.yaml:{line}: a paper has no 'block'" in called("playbooks", "check", str(folder), "--quick").out
    ran = called("kit", "--library", str(folder), "-o", str(tmp_path / "kit"))
    assert ran.code == 2
    assert "a paper has no 'block'" in ran.err
