"""New files for an author: small ones of the right shape, every text still to be written."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from salesmode.atomic import make_folder, write_whole
from salesmode.business.shapes import LANGS, Lang
from salesmode.errors import InputError, LibraryError, shown, shown_path
from salesmode.knowledge.formatting import format_text, schema_of
from salesmode.knowledge.layers import NO_LIBRARY, PACK, home_folder, is_checkout, is_library
from salesmode.knowledge.overlay import unspoken_in

PLACEHOLDER: Final = "TODO"  # what a text says that nobody has written yet
TEMPLATES: Final = "program/new"  # not *.yaml, which would be read as knowledge
PACK_TEMPLATE: Final = "program/pack.yaml.txt"
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
_BEGIN: Final = "Begin a pack of your own: salesmode playbooks new pack harbour"
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
        raise InputError(
            f"no kind {shown(kind)}", where="playbooks new", fix=f"One of: {', '.join((*FOLDERS, PACK))}"
        )  # fmt: skip
    _refuse_elsewhere(folder)
    path = folder / FOLDERS[kind] / f"{_below(kind, name)}.yaml"
    template = home_folder() / TEMPLATES / f"{kind}.yaml.txt"
    text = template.read_text(encoding="utf-8")
    silent = unspoken_in(folder)
    if silent is not None:
        text = re.sub(rf"^ *{silent}: .*\n", "", text, flags=re.MULTILINE)
    return _written(path, format_text(text, str(template), schema_of(path, folder)))


def new_pack(name: str, folder: Path, lang: Lang | None) -> Path:
    """Write the pack.yaml of a pack called `name`, in one language or both, into `folder`, and return its path.

    Raises InputError for a name that is none, or a file that is there already; OutputError where it cannot be written.
    """
    if not _NAME.fullmatch(name):
        fix = "Small letters, digits and _, a letter first: harbour"
        raise InputError(f"{shown(name)} is no name of a pack", where="playbooks new", fix=fix)
    text = (home_folder() / PACK_TEMPLATE).read_text(encoding="utf-8")
    languages = ", ".join((lang,) if lang else LANGS)
    return _written(folder / f"{PACK}.yaml", text.replace("NAME", name).replace("LANGUAGES", f"[{languages}]"))


def _written(path: Path, text: str) -> Path:
    if os.path.lexists(path):
        fix = "Open it, or choose another name"
        raise InputError("this file is there already", where=shown_path(str(path)), fix=fix)
    make_folder(str(path.parent))
    write_whole(str(path), text, "Ask for the right to write there, or name another library: --library DIR")
    return path


def _refuse_elsewhere(folder: Path) -> None:
    """Refuse a folder that holds no playbooks, and one of installed files: the next version would take its place."""
    if not is_library(folder):
        fix = f"{_BEGIN}, then name it: --library DIR"
        raise LibraryError(NO_LIBRARY, where=str(folder), fix=fix)
    if folder == home_folder() and not is_checkout():
        fix = f"{_BEGIN}, then name it: --library harbour"
        raise InputError("these are the playbooks of the program itself", where=str(folder), fix=fix)


def _below(kind: str, name: str) -> str:
    """The path of a file within the folder of its kind, without suffix."""
    pattern, called, fix = _IDS.get(kind, _FILE)
    if not pattern.fullmatch(name):
        raise InputError(f"{shown(name)} is no {called}", where="playbooks new", fix=fix)
    path = name.replace(".", "/")
    return f"{path}/play" if kind == "play" else path
