"""What a command loads: a plan in Markdown or JSON starts without the libraries that only others need."""

from __future__ import annotations

import functools
import subprocess
import sys

import pytest
from helpers.libraries import LIBRARY

EXAMPLE = str(LIBRARY.folder / "examples" / "industrial-robots.yaml")
LOADED = """
import sys
from salesmode.__main__ import main
sys.argv = ["salesmode", "plan", "-a", {example!r}, "-f", {format_!r}]
try:
    main()
finally:
    print(*{{name.split(".")[0] for name in sys.modules}}, file=sys.stderr)
"""


@functools.cache
def loaded(format_: str) -> frozenset[str]:
    """Return the top-level modules that a plan in this format has loaded; the library is in its cache."""
    script = LOADED.format(example=EXAMPLE, format_=format_)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return frozenset(done.stderr.split())


@pytest.mark.parametrize("format_", ["md", "json"])
@pytest.mark.parametrize("name", ["pydantic", "rich", "jinja2", "ruamel", "prompt_toolkit", "icalendar", "markupsafe"])
def test_a_plan_to_read_or_to_pass_on_starts_at_once(format_: str, name: str) -> None:
    """Nothing is loaded that only another format, the interview or a cold start needs."""
    modules = loaded(format_)
    assert "salesmode" in modules
    assert name not in modules
