"""The knowledge, ready for use: typed things in the words of one language, each part read when first asked for."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Generic, TypeVar

from salesmode.business.currencies import Currencies
from salesmode.business.model import Model, UnknownAnswerError
from salesmode.business.quantities import Form, Identity, Quantity
from salesmode.business.shapes import LANGS, Lang
from salesmode.errors import LibraryError
from salesmode.knowledge.cache import MISS, Cache
from salesmode.knowledge.diagnosis import DiagnosisRules
from salesmode.knowledge.exports import ExportFormat, MeasuresFile
from salesmode.knowledge.industries import BuyingCenter, Capabilities, Industry
from salesmode.knowledge.layers import Pack, file_of, home_folder, layers
from salesmode.knowledge.moves import TOLD, Concern, Finding, Move, Sorter
from salesmode.knowledge.noting import NotesReader
from salesmode.knowledge.other_words import other_words
from salesmode.knowledge.parts import APART, Words, check_command, held_type
from salesmode.knowledge.plays import GuardFile, Play, WaitingAction
from salesmode.knowledge.questions import QuestionsFile, ScreensFile
from salesmode.knowledge.recognition import Known, Recogniser
from salesmode.knowledge.settings import Settings
from salesmode.knowledge.tables import Benchmark, CalcFile, CalendarFile, CurrenciesFile
from salesmode.knowledge.terms import Source
from salesmode.knowledge.worksheets import Worksheet

__all__ = ["LANGS", "Lang", "Library", "home_folder", "load_library"]


Thing = TypeVar("Thing")


class Held(Generic[Thing]):
    """A part of the library under its own name, read when first asked for."""

    def __set_name__(self, owner: type[Library], name: str) -> None:
        self._name = name

    def __get__(self, library: Library, owner: type[Library]) -> Thing:
        thing: Thing = library.part(self._name)
        library.__dict__[self._name] = thing  # found there from now on, without a call
        return thing


class OneByOne(Mapping[str, Industry]):
    """Trades or ways by id, each read when it is asked for; `known` are the ids."""

    def __init__(self, library: Library, folder: str, known: Mapping[str, Known]) -> None:
        self._library, self._folder, self._known = library, folder, known

    def __getitem__(self, id: str) -> Industry:
        if id not in self._known:
            raise KeyError(id)
        found: Industry = self._library.part(f"{self._folder}.{id}")
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


class Library:
    """What is known of selling, in the words of `lang`. Raises LibraryError where a part cannot be read any more."""

    hash = Held[str]()  # of the content of every file, twelve digits
    pack = Held[Pack | None]()  # what lies over ours, and says its name and version
    settings = Held[Settings]()  # the numbers of the program, by room
    plays = Held[Mapping[str, Play]]()  # by id, in the order of ids
    moves = Held[Mapping[str, Move]]()  # by id, in the order of ids
    waiting = Held[Mapping[str, tuple[WaitingAction, ...]]]()  # by play: what is not yet a move
    concerns = Held[Mapping[str, tuple[Concern, ...]]]()  # by file, each in its order
    findings = Held[Mapping[str, tuple[Finding, ...]]]()  # by file, each in its order
    sorters = Held[tuple[Sorter, ...]]()  # the first whose condition holds is shown
    nouns = Held[Mapping[str, str]]()  # what things are called where no trade has a word of its own
    guards = Held[GuardFile]()  # in the order in which they speak
    diagnosis = Held[DiagnosisRules]()
    quantities = Held[Mapping[str, Quantity]]()
    identities = Held[tuple[Identity, ...]]()
    forms = Held[tuple[Form, ...]]()  # the first whose condition is true is that of a business
    questions = Held[QuestionsFile]()
    screens = Held[ScreensFile]()
    sources = Held[Mapping[str, Source]]()
    countries = Held[Mapping[str, str]]()  # by code; the first name of several, parted by commas, is the one to say
    words = Held[Words]()  # what a plan says of its own: headings, joints, labels
    page = Held[Words]()  # what the two pages of a plan say of their own
    explain = Held[Words]()  # what `explain` says of its own
    compare = Held[Words]()  # what `compare` and `diff` say of their own
    track = Held[Words]()  # what `track` says of its own
    agent = Held[Words]()  # what agents are told, and what they are told in place of words for a terminal
    score = Held[Words]()  # what `score` says of its own
    interview = Held[Words]()  # what the interview and the blank forms say of their own
    industries = Held[Mapping[str, Industry]]()  # by id, each with what it takes from the one it extends
    ways = Held[Mapping[str, Industry]]()  # of selling, laid over a trade
    known_trades = Held[Mapping[str, Known]]()  # by id: the words by which an offer shows its trade
    known_ways = Held[Mapping[str, Known]]()
    benchmarks = Held[Mapping[str, Benchmark]]()
    calendars = Held[Mapping[str, CalendarFile]]()
    worksheets = Held[Mapping[str, Worksheet]]()
    formats = Held[Mapping[str, ExportFormat]]()  # of other programs' exports
    measures = Held[MeasuresFile | None]()
    buying_center = Held[BuyingCenter | None]()
    capabilities = Held[Capabilities | None]()
    calc = Held[CalcFile | None]()

    def __init__(self, folder: Path, lang: Lang, parts: Mapping[str, Any] | None = None) -> None:
        self.folder = folder
        self.lang: Lang = lang
        self._parts = dict(parts or {})
        self._cache = Cache(folder, lang)
        self._other_words: dict[str, Mapping[str, str]] = {}

    def __repr__(self) -> str:
        return f"Library({str(self.folder)!r}, {self.lang!r})"

    @functools.cached_property
    def trade_names(self) -> frozenset[str]:
        """What an answer or a condition may call a trade: ids, and the wider names of several."""
        packs = (*self.known_trades.values(), *self.known_ways.values())
        return frozenset(self.known_trades).union(*(pack.families for pack in packs))

    def trades_like(self, text: str) -> tuple[str, ...]:
        """Return the trades whose words a text holds, the likeliest first."""
        return self.trades_by_words.recognise(text).trades

    def meant(self, id: str, word: str) -> str | None:
        """Return the option, code or role that a word of either language stands for in an answer, None where none."""
        return self.other_words(id).get(" ".join(word.split()).casefold())

    def other_words(self, id: str) -> Mapping[str, str]:
        """Return the options, codes or roles of an answer behind the words of either language for them."""
        if id not in self._other_words:
            self._other_words[id] = other_words(id, [self.in_language(lang) for lang in LANGS])
        return self._other_words[id]

    @functools.cached_property
    def trades_by_words(self) -> Recogniser:
        """What tells by the words of an offer of which trade it is."""
        return Recogniser(self.known_trades, self.settings.recognition)

    @functools.cached_property
    def ways_by_words(self) -> Recogniser:
        """What tells by the words of an offer which ways of selling it names."""
        return Recogniser(self.known_ways, self.settings.recognition)

    @functools.cached_property
    def currencies(self) -> Currencies:
        """Currencies, their symbols and value bands."""
        found: CurrenciesFile = self.part("currencies")
        return found.as_currencies()

    @functools.cached_property
    def model(self) -> Model:
        """Quantities, identities and forms, ready for every business."""
        try:
            return Model(self.quantities, self.identities, self.forms, self.settings.sizing.tolerance)
        except UnknownAnswerError as error:
            what, where = f"'{error}' is no answer that is a number", str(self.folder / "quantities.yaml")
        except KeyError as error:
            in_forms = any(error.args[0] in (*form.defined, *form.assumed) for form in self.forms)
            what, where = f"no quantity {error}", str(self.folder / ("forms.yaml" if in_forms else "identities.yaml"))
        raise LibraryError(what, where=where, fix=f"See everything that is wrong: {check_command(self.folder)}")

    @functools.cached_property
    def notes(self) -> NotesReader:
        """What reads figures in free text."""
        return NotesReader(self.settings.notes, [one for few in self.concerns.values() for one in few])

    @functools.cached_property
    def told(self) -> Mapping[str, Move]:
        """The moves for what owners write of in their notes, by id."""
        moves = (one.own_move for few in self.concerns.values() for one in few)
        return {move.id: move for move in moves if move is not None}

    def concern(self, id: str) -> Concern:
        """Return what owners write of by id. Raises KeyError where there is none."""
        return {one.id: one for few in self.concerns.values() for one in few}[id]

    @functools.cached_property
    def every_move(self) -> Mapping[str, Move]:
        """All moves by id: those of the plays, then those for what owners write of."""
        return {**self.moves, **self.told}

    def move(self, id: str) -> Move:
        """Return a move by id, those for what owners write of included. Raises KeyError where there is none."""
        return (self.told if id.startswith(TOLD) else self.moves)[id]

    def examples(self) -> list[str]:
        """Return the names of the example answers files."""
        return sorted({path.stem for layer in layers(self.folder) for path in (layer / "examples").glob("*.yaml")})

    def file(self, name: str) -> Path:
        """Return where a file of the library lies: in its folder, or in ours where that is a pack without it."""
        return file_of(self.folder, name)

    def in_language(self, lang: Lang) -> Library:
        """Return the same library in the words of `lang`."""
        return self if lang == self.lang else load_library(self.folder, lang)

    def part(self, name: str) -> Any:
        """Return a part by name, `None` where this library has none."""
        if name in APART and name not in self._parts:
            self._parts[name] = OneByOne(self, name, self.part(APART[name]))
        if name not in self._parts:
            found = self._cache.read(name, held_type(name))
            if name == "plays" and not found:  # a library has one at least: somebody has emptied the cache by hand
                found = MISS
            self._parts |= self._build() if found is MISS else {name: found}
        return self._parts[name]

    def _build(self) -> Mapping[str, Any]:
        # Pydantic and the YAML reader are costly to import and are not needed on a hit.
        from salesmode.knowledge.build import build

        built = build(self.folder)  # in both languages: the answers may name the other one, and reading costs the most
        self._cache.write(built)
        return built[self.lang]


def load_library(folder: str | Path | None = None, lang: Lang = "en") -> Library:
    """Return the library of `folder`, of the checkout the package lies in, or of the installed package.

    A folder that holds a pack.yaml is laid over ours.

    Raises LibraryError where the folder holds no library or one that its types refuse.
    """
    path = Path(folder) if folder is not None else home_folder()
    if not path.is_dir():
        raise LibraryError("no such folder", where=str(path), fix="Name a folder of playbooks: --library DIR")
    library = Library(path, lang)
    _ = library.hash  # what is wrong with the folder is said here
    return library
