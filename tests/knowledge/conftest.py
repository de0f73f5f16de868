"""A small library of its own for each test of the knowledge."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from helpers.libraries import LIBRARY, NEEDED

from salesmode.knowledge import build as building
from salesmode.knowledge.build import build

FEW = (
    "plays/b2b/value/play.yaml", "plays/b2b/crm/play.yaml", "plays/b2b/crm/keep_accounts.yaml",
    "findings/who_earns.yaml",
    "industries/machinery.yaml", "industries/wholesale.yaml", *NEEDED,
)  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of a few files of the playbooks, quick to read, with a cache of its own beside it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    copy = tmp_path / "playbooks"
    for name in FEW:
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(LIBRARY.folder / name, copy / name)
    return copy


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Every folder that is read as YAML from now on."""
    read: list[Path] = []

    def counted(folder: Path) -> Any:
        read.append(folder)
        return build(folder)

    monkeypatch.setattr(building, "build", counted)
    return read
