"""The typed library on the disk, one JSON file a part and language; any failure is a miss, and the next run mends it.

A cache is found by the version, the Python and the path, size and time of every file of its folders.
What is in it is read into the same types as the YAML: bytes of another shape are a miss too.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import msgspec

from salesmode.business.shapes import Lang
from salesmode.knowledge.layers import layers
from salesmode.version import __version__

NEW: Final = ".new-"
MISS: Final = object()


class Cache:
    """The cache of one folder in one language; without a place to write nothing is ever found in it."""

    def __init__(self, folder: Path, lang: Lang) -> None:
        self._place = _place(folder)
        self._lang = lang

    def read(self, name: str, kind: Any) -> Any:
        """Return a part, or `MISS` where it is not there or has another shape."""
        path = self._place / _file(name, self._lang) if self._place is not None else None
        if path is None or not path.is_file():  # a pipe would be waited for
            return MISS
        try:
            return msgspec.json.decode(path.read_bytes(), type=kind)
        except (OSError, ValueError, RecursionError):  # msgspec's errors are ValueErrors
            return MISS

    def write(self, built: Mapping[Lang, Mapping[str, Any]]) -> None:
        """Put every part of each language where the next run finds it; a disk that refuses is no reason to stop."""
        if self._place is None:
            return
        try:
            self._place.mkdir(parents=True, exist_ok=True)
            for lang, parts in built.items():
                for name, thing in parts.items():
                    _write_whole(self._place / _file(name, lang), msgspec.json.encode(thing))
            _forget_others(self._place)
        except (OSError, ValueError):  # half a character cannot be written
            return


def _file(name: str, lang: Lang) -> str:
    return f"{name}.{lang}.json"


def _write_whole(path: Path, content: bytes) -> None:
    import secrets  # a hit has no need of it

    aside = path.with_name(f"{NEW}{secrets.token_hex(8)}")
    try:
        aside.write_bytes(content)
        aside.replace(path)
    except BaseException:  # an interruption must not leave it behind either
        aside.unlink(missing_ok=True)
        raise


def _forget_others(place: Path) -> None:
    import shutil  # a hit has no need of it

    for old in place.parent.iterdir():
        if old != place:
            shutil.rmtree(old, ignore_errors=True)


def _place(folder: Path) -> Path | None:
    named = os.environ.get("XDG_CACHE_HOME", "")
    base = named if Path(named).is_absolute() else _home_cache()
    if base is None:
        return None
    folder = folder.resolve()
    path = hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]
    stamp = hashlib.sha256(f"{__version__} {sys.version_info[:2]}".encode())
    try:
        for file, size, time in (found for layer in layers(folder) for found in _stats(layer)):
            stamp.update(f"{file}\0{size}\0{time}\0".encode("utf-8", "surrogateescape"))
    except OSError:
        return None
    return Path(base, "salesmode", path, stamp.hexdigest()[:16])


def _home_cache() -> str | None:
    try:
        home = Path.home()
    except RuntimeError:  # no home is a cache less
        return None
    return str(home / ".cache") if home.is_absolute() else None


def _stats(folder: Path) -> list[tuple[str, int, int]]:
    found = []
    waiting = [str(folder)]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                elif entry.name.endswith(".yaml"):
                    seen = entry.stat()
                    found.append((entry.path, seen.st_size, seen.st_mtime_ns))
    return sorted(found)
