"""The one folder that an agent may name files in."""

from __future__ import annotations

from pathlib import Path

from salesmode.errors import InputError, shown


def inside(folder: Path, name: str) -> Path:
    """Return the path of a file in a folder; raises InputError for one that lies elsewhere."""
    fix = "Send the name of a file in the folder that salesmode mcp was started with, as plan.json"
    try:
        path = (folder / name).resolve()
    except (OSError, ValueError):
        raise InputError(f"{shown(name)} is no name of a file", where="file", fix=fix) from None
    if not path.is_relative_to(folder.resolve()):
        raise InputError(f"{shown(name)} lies outside the folder", where="file", fix=fix)
    return path
