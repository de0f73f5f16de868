"""What a library is made of: which file holds what, by its place in the folder."""

import functools
import shlex
from pathlib import Path
from typing import Any, Final

from msgspec import Struct

from salesmode.business.quantities import Form, Identity, Quantity
from salesmode.business.shapes import Text
from salesmode.knowledge.diagnosis import DiagnosisRules
from salesmode.knowledge.exports import ExportFormat, MeasuresFile
from salesmode.knowledge.industries import BuyingCenter, Capabilities, Industry, WaitingRewrite
from salesmode.knowledge.layers import PACK, Pack
from salesmode.knowledge.moves import Concern, Finding, Move, Sorter
from salesmode.knowledge.plays import GuardFile, Play, WaitingAction
from salesmode.knowledge.questions import QuestionsFile, ScreensFile
from salesmode.knowledge.recognition import Known
from salesmode.knowledge.sentences import SentenceRules
from salesmode.knowledge.settings import Settings
from salesmode.knowledge.situations import Situation
from salesmode.knowledge.tables import Benchmark, CalcFile, CalendarFile, CurrenciesFile
from salesmode.knowledge.terms import Source
from salesmode.knowledge.worksheets import Worksheet

# The program's own speech by key: a file of nested maps of texts, keys joined by points.
Words = dict[str, str]


class Part(Struct, frozen=True):
    """One part of a library: a file, or a folder of files alike, each under its place in it (`b2b.value`).

    `type` is that of one file; without a `needed` one no plan can be made.
    """

    place: str
    type: Any
    needed: bool = False

    @property
    def many(self) -> bool:
        """Whether the part is many files alike: a folder, or one file in each folder of it."""
        return self.place.endswith("/") or "/*/" in self.place


SETTINGS: Final = "settings"
SITUATIONS: Final = "situations"
PARTS: Final[dict[str, Part]] = {
    PACK: Part(PACK, Pack),
    "plays": Part("plays/*/play", Play, needed=True),
    "waiting": Part("plays/*/waiting", tuple[WaitingAction, ...]),
    "moves": Part("plays/", Move, needed=True),
    "findings": Part("findings/", tuple[Finding, ...], needed=True),
    "concerns": Part("concerns/", tuple[Concern, ...]),
    "waiting_trades": Part("waiting/", tuple[WaitingRewrite, ...]),
    "industries": Part("industries/", Industry),
    "ways": Part("ways/", Industry),
    "benchmarks": Part("benchmarks/", Benchmark),
    "calendars": Part("calendars/", CalendarFile),
    "worksheets": Part("worksheets/", Worksheet),
    "formats": Part("formats/", ExportFormat),
    "measures": Part("measures", MeasuresFile),
    SITUATIONS: Part("situations/", tuple[Situation, ...]),
    "guards": Part("guards", GuardFile, needed=True),
    "diagnosis": Part("diagnosis", DiagnosisRules, needed=True),
    "quantities": Part("quantities", dict[str, Quantity], needed=True),
    "identities": Part("identities", tuple[Identity, ...], needed=True),
    "forms": Part("forms", tuple[Form, ...], needed=True),
    "questions": Part("questions", QuestionsFile, needed=True),
    "screens": Part("screens", ScreensFile, needed=True),
    "currencies": Part("currencies", CurrenciesFile, needed=True),
    "sources": Part("sources", dict[str, Source], needed=True),
    "buying_center": Part("buying_center", BuyingCenter),
    "capabilities": Part("capabilities", Capabilities),
    "sorters": Part("sorters", tuple[Sorter, ...], needed=True),
    "nouns": Part("nouns", dict[str, Text], needed=True),
    "words": Part("program/words", Words, needed=True),
    "page": Part("program/page", Words, needed=True),
    "explain": Part("program/explain", Words, needed=True),
    "compare": Part("program/compare", Words, needed=True),
    "track": Part("program/track", Words, needed=True),
    "agent": Part("program/agent", Words, needed=True),
    "score": Part("program/score", Words, needed=True),
    "interview": Part("program/interview", Words, needed=True),
    "countries": Part("program/countries", dict[str, Text], needed=True),
    "calc": Part("program/calc", CalcFile),
    "sentences": Part(f"{SETTINGS}/sentences", SentenceRules),
    **{
        f"{SETTINGS}.{room}": Part(f"{SETTINGS}/{room}", kind, needed=True)
        for room, kind in Settings.__annotations__.items()
    },
}
HASH: Final = "hash"
# Parts of which each thing is read by itself, and the part that tells them from one another.
APART: Final = {"industries": "known_trades", "ways": "known_ways"}


def held_type(name: str) -> Any:
    """Return the type of a part as a loaded library holds it: files alike by id, a file that is lacking as `None`."""
    if name in (HASH, SETTINGS):
        return str if name == HASH else Settings
    if name in APART.values():
        return dict[str, Known]
    folder, apart, _ = name.partition(".")
    if apart and folder in APART:
        return PARTS[folder].type
    part = PARTS[name]
    kind: Any = dict.__class_getitem__((str, part.type)) if part.many else part.type
    return kind if part.needed or part.many else kind | None


@functools.cache
def part_of(file: str) -> str | None:
    """Return the name of the part a file (`plays/b2b/value/play`) belongs to, `None` where it is no part of a library.

    Of several parts in one folder the first in `PARTS` takes what is named for it.
    """
    return next((name for name, part in PARTS.items() if file == part.place or _inside(file, part)), None)


def _inside(file: str, part: Part) -> bool:
    folder, between, last = part.place.partition("*/")
    return part.many and file.startswith(folder) and (not between or file.endswith(f"/{last}"))


def id_of(file: str) -> str:
    """Return the id of a thing by the place of its file: `b2b.value` of `plays/b2b/value/play`."""
    part = PARTS.get(part_of(file) or "")
    inner = file.partition("/")[2]
    if part is not None and "/*/" in part.place:
        inner = inner.rpartition("/")[0]
    return inner.replace("/", ".")


def schema_name(part: str) -> str:
    """Return the name under which the schema of a part's files lies in docs/schema."""
    return f"{part}.schema.json"


def check_command(folder: Path) -> str:
    """Return what to type to see everything that is wrong with a library."""
    return f"salesmode playbooks check {shlex.quote(str(folder))}"
