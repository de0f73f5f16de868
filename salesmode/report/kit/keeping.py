"""Writing a kit into a folder in which the owner may have worked: what was edited is never overwritten."""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from salesmode.atomic import make_folder, write_whole
from salesmode.errors import OutputError, shown_path

MANIFEST: Final = ".salesmode-kit.json"
FIX: Final = "Name another folder: -o DIR"
Hashes = Mapping[str, str]


class Sheet(NamedTuple):
    """One paper as it lies in the folder: the name of its file, and what is in it."""

    file: str
    content: bytes


class Kept(NamedTuple):
    """What became of a kit.

    `written` are the files of this run; `beside` pairs of an edited paper and the file its new version went to;
    `edited` those whose new version is the one already offered; `unused` files of earlier kits that this one has not.
    """

    written: tuple[str, ...]
    beside: tuple[tuple[str, str], ...]
    edited: tuple[str, ...]
    unused: tuple[str, ...]


def keep(sheets: Sequence[Sheet], folder: str) -> Kept:
    """Write `sheets` into `folder`, which is made if need be, each file whole or not at all.

    A file that is as it was written is renewed in place; an edited one stays, and the new one goes beside it. Raises
    OutputError where the folder or a file cannot be written.
    """
    make_folder(folder)
    before = _manifest(folder)
    after, written, beside, edited = dict(before), list[str](), list[tuple[str, str]](), list[str]()
    try:
        for sheet in sheets:
            name = _name_for(sheet, folder, before)
            if name is None:
                edited.append(sheet.file)
                continue
            write_whole(str(Path(folder, name)), sheet.content, FIX)
            after[name] = _hash(sheet.content)
            written.append(name)
            if name != sheet.file:
                beside.append((sheet.file, name))
    finally:  # what was written before a failure is ours, and may be renewed
        if written:
            _write_manifest(folder, after)
    papers = {_paper(sheet.file) for sheet in sheets}
    unused = [name for name in before if _paper(name) not in papers and _read(folder, name) is not None]
    return Kept(tuple(written), tuple(beside), tuple(edited), tuple(unused))


def _name_for(sheet: Sheet, folder: str, before: Hashes) -> str | None:
    """The file to write a sheet to; `None` where the owner edited it and was already offered this very sheet."""
    offered, new = False, _hash(sheet.content)
    for name in _names(sheet.file):
        content = _read(folder, name)
        offered = offered or (before.get(name) == new and (content is not None or name != sheet.file))
        if content is not None and _hash(content) not in (before.get(name), new):
            continue  # edited, or not ours
        return None if offered and name != sheet.file else name
    raise AssertionError("there is always another name")


def _names(file: str) -> Iterator[str]:
    """`bid_card.md`, `bid_card.new.md`, `bid_card.new2.md` ..."""
    stem, _, ending = file.rpartition(".")
    yield file
    yield f"{stem}.new.{ending}"
    yield from (f"{stem}.new{number}.{ending}" for number in itertools.count(2))


def _paper(name: str) -> str:
    """The paper that a file holds, in whatever form and under whichever of its names."""
    return name.split(".", 1)[0]


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _read(folder: str, name: str) -> bytes | None:
    """What is in a file as it lies there, `None` where there is none."""
    path = Path(folder, name)
    if path.exists() and not path.is_file():  # a device may never come to an end
        raise OutputError("this is no ordinary file", where=shown_path(str(path)), fix=FIX)
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise OutputError(f"it cannot be read: {error.strerror}", where=shown_path(str(path)), fix=FIX) from error


def _manifest(folder: str) -> dict[str, str]:
    """What was written here before, file to hash; nothing where that is not known, so that every file is spared."""
    text = _read(folder, MANIFEST)
    try:
        manifest: Any = json.loads(text) if text else {}
    except ValueError:
        return {}
    files = manifest.get("files") if isinstance(manifest, dict) else None
    return {str(name): str(hash) for name, hash in files.items()} if isinstance(files, dict) else {}


def _write_manifest(folder: str, hashes: Hashes) -> None:
    text = json.dumps({"schema": "salesmode.kit/1", "files": dict(sorted(hashes.items()))}, indent=1) + "\n"
    write_whole(str(Path(folder, MANIFEST)), text, FIX)
