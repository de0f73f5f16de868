"""A small library of its own for each test of the knowledge."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from helpers.libraries import few_files

from salesmode.knowledge import build as building
from salesmode.knowledge.build import build


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of a few files of the playbooks, quick to read, with a cache of its own beside it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return few_files(tmp_path / "playbooks")


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Every folder that is read as YAML from now on."""
    read: list[Path] = []

    def counted(folder: Path) -> Any:
        read.append(folder)
        return build(folder)

    monkeypatch.setattr(building, "build", counted)
    return read
