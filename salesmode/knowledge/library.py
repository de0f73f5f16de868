"""The knowledge, ready for use: one index for the engine, one file of words per play and language, cached as JSON.

A cache is found by the version and by the path, size and time of every file of the folder. Any failure of the cache
is a miss: the folder is read again, and the program goes on without one.
"""

from __future__ import annotations

import functools
import hashlib
import json
import os
import sys
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal

from salesmode.business.currencies import Currencies
from salesmode.errors import LibraryError
from salesmode.knowledge.plays import Data, Guard, Play

Lang = Literal["en", "zh"]
LANGS: Final[tuple[Lang, ...]] = ("en", "zh")
INDEX: Final = "index"
COMMON: Final = "common"
Shelf = dict[str, Any]


@dataclass(frozen=True)
class Texts:
    """The words of one language: those every plan needs, and those of a play, read when first asked for."""

    lang: Lang
    common: Mapping[str, str]
    _library: Library = field(repr=False, compare=False)

    def of(self, play: str) -> Mapping[str, str]:
        """Return the words of a play, by their place in its file."""
        return self._library.shelf(f"{play}.{self.lang}")

    def trade(self, industry: str | None) -> Mapping[str, str]:
        """Return the words of a trade, by their place in its file; none of a trade without one."""
        known = industry in self._library.index["industries"]
        return self._library.shelf(f"trade.{industry}.{self.lang}") if known else {}


@dataclass(frozen=True, eq=False)
class Library:
    """What is known of selling. `hash` is of the content of every file."""

    folder: Path
    hash: str
    index: Data = field(repr=False)
    _store: Path | dict[str, Shelf] = field(repr=False)
    _shelves: dict[str, Shelf] = field(default_factory=dict, repr=False)

    @functools.cached_property
    def plays(self) -> dict[str, Play]:
        """Every play by id, in the order of ids."""
        return {id: Play.read(id, raw) for id, raw in sorted(self.index["plays"].items())}

    @functools.cached_property
    def guards(self) -> tuple[Guard, ...]:
        """The guards, in the order in which they speak."""
        return tuple(Guard.read(raw) for raw in self.index["guards"]["guards"])

    @functools.cached_property
    def currencies(self) -> Currencies:
        """Currencies, their symbols and value bands."""
        return Currencies.from_data(self.index["currencies"])

    @property
    def play_ids(self) -> Collection[str]:
        """Ids of the plays, written and planned; a maturity may name no other."""
        planned = (item["id"] for item in self.index.get("planned", {}).get("plays", ()))
        return tuple(dict.fromkeys((*self.index["plays"], *planned)))

    @property
    def industries(self) -> Collection[str]:
        """Ids of the trades that have a file."""
        return tuple(self.index["industries"])

    def examples(self) -> list[str]:
        """Return the names of the example answers files."""
        return sorted(path.stem for path in (self.folder / "examples").glob("*.yaml"))

    @functools.cache  # noqa: B019  one library a run, and it lives as long as the run
    def texts(self, lang: Lang) -> Texts:
        """Return the words of `lang`."""
        return Texts(lang, self.shelf(f"{COMMON}.{lang}"), self)

    def shelf(self, name: str) -> Shelf:
        """Return one file of the cache, by name; from the folder itself where the cache has gone."""
        if name not in self._shelves:
            self._shelves[name] = self._fetch(name)
        return self._shelves[name]

    def _fetch(self, name: str) -> Shelf:
        if isinstance(self._store, dict):
            return self._store[name]
        return _read_json(self._store / f"{name}.json") or _build(self.folder)[name]


def load_library(folder: str | Path | None = None) -> Library:
    """Return the library of `folder`, of the checkout the package lies in, or of the installed package.

    Raises LibraryError where the folder holds no library or one that its schema refuses.
    """
    path = Path(folder) if folder is not None else home_folder()
    if not path.is_dir():
        raise LibraryError("no such folder", where=str(path), fix="Name a folder of playbooks: --library DIR")
    cache = _cache_folder(path)
    index = _read_json(cache / f"{INDEX}.json") if cache else None
    if index is not None and cache is not None and {"hash", "plays"} <= index.keys():
        return Library(path, index["hash"], index, cache)
    shelves = _build(path)
    if cache and _write_cache(cache, shelves):
        return Library(path, shelves[INDEX]["hash"], shelves[INDEX], cache)
    return Library(path, shelves[INDEX]["hash"], shelves[INDEX], shelves)


def home_folder() -> Path:
    """Return the playbooks of the checkout the package lies in, else those packaged with it."""
    package = Path(__file__).resolve().parents[1]
    checkout = package.parent
    if (checkout / "playbooks").is_dir() and (checkout / "pyproject.toml").is_file():
        return checkout / "playbooks"
    return package / "playbooks"


def _build(folder: Path) -> dict[str, Shelf]:
    # Schema and YAML machinery are costly to import and are not needed on a hit.
    from salesmode.knowledge.cache import build

    return build(folder)


def _cache_folder(folder: Path) -> Path | None:
    from salesmode.version import __version__  # the package names this module among its own

    named = os.environ.get("XDG_CACHE_HOME", "")
    base = named if Path(named).is_absolute() else _home_cache()
    if base is None:
        return None
    place = hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:16]
    stamp = hashlib.sha256(f"{__version__} {sys.version_info[:2]}".encode())
    try:
        for path, size, time in _stats(folder):
            stamp.update(f"{path}\0{size}\0{time}\0".encode("utf-8", "surrogateescape"))
    except OSError:
        return None
    return Path(base, "salesmode", place, stamp.hexdigest()[:16])


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
                if entry.is_dir():
                    waiting.append(entry.path)
                elif entry.name.endswith(".yaml"):
                    stat = entry.stat()
                    found.append((entry.path, stat.st_size, stat.st_mtime_ns))
    return sorted(found)


def _read_json(path: Path) -> Shelf | None:
    try:
        with path.open(encoding="utf-8") as file:
            data = json.load(file)
    except (OSError, ValueError):
        return None
    return data if isinstance(data, dict) else None


def _write_cache(cache: Path, shelves: dict[str, Shelf]) -> bool:
    import shutil  # a hit has no need of either
    import tempfile

    aside = None
    try:
        cache.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(dir=cache.parent, prefix=".new-"))
        for name, shelf in shelves.items():
            text = json.dumps(shelf, ensure_ascii=False, separators=(",", ":"))
            (aside / f"{name}.json").write_text(text, encoding="utf-8")
        shutil.rmtree(cache, ignore_errors=True)  # it was not there, or not fit to be read
        aside.rename(cache)
    except OSError:
        if aside is not None:
            shutil.rmtree(aside, ignore_errors=True)
        return (cache / f"{INDEX}.json").is_file()
    for old in cache.parent.iterdir():
        if old != cache and not old.name.startswith(".new-"):
            shutil.rmtree(old, ignore_errors=True)
    return True
