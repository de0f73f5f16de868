"""New files for an author: small ones of the right shape, every text still to be written."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from salesmode.atomic import make_folder, write_whole
from salesmode.errors import InputError, LibraryError, shown, shown_path
from salesmode.knowledge.formatting import format_text, schema_of
from salesmode.knowledge.library import home_folder

PLACEHOLDER: Final = "TODO"  # what a text says that nobody has written yet
TEMPLATES: Final = "program/new"  # not *.yaml, which would be read as knowledge
FOLDERS: Final[Mapping[str, str]] = {
    "benchmark": "benchmarks",
    "calendar": "calendars",
    "finding": "findings",
    "move": "plays",
    "play": "plays",
    "situation": "situations",
    "trade": "industries",
    "worksheet": "worksheets",
}
ALIASES: Final = {"industry": "trade"}
_WORD: Final = "[a-z][a-z0-9_]*"
_NAME: Final = re.compile(_WORD)
_PLAY: Final = rf"(?:b2b|b2c|shared|fusion)\.{_WORD}"
# How a name is written: the pattern, what it is called, and what to type.
_FILE: Final = (_NAME, "name of a file", "Small letters, digits and _, a letter first: quote_followup")
_IDS: Final = {
    "play": (
        re.compile(_PLAY), "id of a play",
        "A play's id is its side and a word: b2b.value, b2c.loyalty, shared.cash, fusion.social",
    ),
    "move": (
        re.compile(rf"{_PLAY}\.{_WORD}"), "id of a move",
        "A move's id is its play and a word: b2b.crm.recall, shared.price.charge_extras",
    ),
}  # fmt: skip


def new_file(kind: str, name: str, folder: Path) -> Path:
    """Write a file of `kind` called `name` into the library `folder`, and return its path.

    Raises InputError for an unknown kind, a name that is none, or a file that is there already; LibraryError where
    the folder is no library; OutputError where it cannot be written.
    """
    kind = ALIASES.get(kind, kind)
    if kind not in FOLDERS:
        raise InputError(f"no kind {shown(kind)}", where="playbooks new", fix=f"One of: {', '.join(FOLDERS)}")
    if not (folder / "plays").is_dir():
        fix = "Name a folder of playbooks: --library DIR"
        raise LibraryError("no playbooks here: a library has a folder 'plays'", where=str(folder), fix=fix)
    path = folder / FOLDERS[kind] / f"{_below(kind, name)}.yaml"
    where = shown_path(str(path))
    if os.path.lexists(path):
        raise InputError("this file is there already", where=where, fix="Open it, or choose another name")
    template = home_folder() / TEMPLATES / f"{kind}.yaml.txt"
    text = format_text(template.read_text(encoding="utf-8"), str(template), schema_of(path, folder))
    make_folder(str(path.parent))
    write_whole(str(path), text, "Ask for the right to write there, or name another library: --library DIR")
    return path


def _below(kind: str, name: str) -> str:
    """The path of a file within the folder of its kind, without suffix."""
    pattern, called, fix = _IDS.get(kind, _FILE)
    if not pattern.fullmatch(name):
        raise InputError(f"{shown(name)} is no {called}", where="playbooks new", fix=fix)
    path = name.replace(".", "/")
    return f"{path}/play" if kind == "play" else path
