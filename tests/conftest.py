"""Fixtures that every room's tests may ask for."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from helpers.draws import WHOLE
from helpers.libraries import LIBRARY, Build, build
from hypothesis import settings

from salesmode.knowledge import files
from salesmode.knowledge.library import Library

# What passes here passes everywhere: the same cases are drawn in each run, a tenth of them unless it is a deep one;
# and a busy machine is no fault.
DEEP = os.environ.get("SALESMODE_DEEP") == "1"
settings.register_profile("same", derandomize=True, deadline=None, max_examples=WHOLE // 10)
settings.register_profile("deep", settings.get_profile("same"), max_examples=WHOLE)
settings.load_profile("deep" if DEEP else "same")

# Where a test takes seconds: whole checks, processes, terminals, browsers. `make quick` goes without them.
SLOW = (
    "calc/test_calc", "check/test_check", "cli/test_bad_input", "cli/test_cli", "cli/test_each",
    "cli/test_own_library_page", "cli/test_pager", "engine/test_nearest", "engine/test_schedule_limits",
    "follow/test_explain_choices",
    "interview/test_on_a_terminal", "interview/test_saving", "interview/test_session",
    "knowledge/test_formatting_properties", "knowledge/test_library", "knowledge/test_overlay",
    "knowledge/test_refused", "knowledge/test_skeletons", "measure/test_measures", "measure/test_samples",
    "measure/test_score", "report/test_browser", "report/test_html", "report/test_kit", "report/test_rendered",
    "report/test_template",
)  # fmt: skip
HERE = Path(__file__).parent


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is slow, before any is chosen by its marks; the wheel first, which one worker builds for all its tests.

    Workers without work steal from the end of another's list, never from its beginning.
    """
    items.sort(key=lambda item: item.get_closest_marker("wheel") is None)
    for item in items:
        if item.path.relative_to(HERE).as_posix().startswith(SLOW):
            item.add_marker("slow")


@pytest.fixture(scope="session")
def library() -> Library:
    """The library of this checkout."""
    return LIBRARY


@pytest.fixture(scope="session")
def profile() -> Build:
    """A builder of profiles."""
    return build


@pytest.fixture(scope="session", autouse=True)
def _read_once() -> Iterator[None]:
    """Small libraries are copies of the same files, broken in one place: each content is read once."""
    whole, held = files.read_file, dict[tuple[str, bytes], files.KnowledgeFile]()

    def read(folder: Path, name: str) -> files.KnowledgeFile | files.Finding:
        path = folder / name
        key = (name, path.read_bytes()) if path.is_file() and os.access(path, os.R_OK) else None
        if key is not None and key in held:
            return held[key]
        found = whole(folder, name)
        if key is not None and isinstance(found, files.KnowledgeFile):
            held[key] = found
        return found

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(files, "read_file", read)
        yield


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty folder to stand in, nothing on stdin, no wish about width or colour, and no pager."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PAGER", "cat")
    for name in ("COLUMNS", "NO_COLOR", "FORCE_COLOR", "GITHUB_ACTIONS", "PY_COLORS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO()))
