"""What the tests of the engine share: the real library, a builder of profiles, and small libraries made by hand."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from salesmode.business.profile import Profile, make_profile
from salesmode.intake.answers import Given, read_answers
from salesmode.knowledge.build import typed
from salesmode.knowledge.files import KnowledgeFile
from salesmode.knowledge.library import LANGS, Library, load_library
from salesmode.knowledge.moves import Move
from salesmode.knowledge.parts import PARTS
from salesmode.knowledge.settings import Settings

NOT_APPLICABLE = "n/a"
Build = Callable[..., Profile]
Raw = dict[str, Any]

LIBRARY = load_library()
# The files that no plan can do without.
NEEDED = tuple(f"{part.place}.yaml" for part in PARTS.values() if part.needed and not part.many)
FEW = (
    "plays/b2b/value/play.yaml", "plays/b2b/crm/play.yaml", "plays/b2b/crm/keep_accounts.yaml",
    "findings/who_earns.yaml",
    "industries/machinery.yaml", "industries/wholesale.yaml", *NEEDED,
)  # fmt: skip
LIBRARIES = {lang: LIBRARY.in_language(lang) for lang in LANGS}
EXAMPLES = LIBRARY.examples()


def build(**answers: Any) -> Profile:
    """Return a profile of `answers`, money in dollars unless said otherwise; "n/a" is an answer that does not apply."""
    absent = frozenset(id for id, value in answers.items() if value == NOT_APPLICABLE)
    held = {id: value for id, value in answers.items() if id not in absent}
    return make_profile(**{"currency": "USD", **held}, not_applicable=absent)


def example(name: str) -> Profile:
    """Return the profile of an example answers file."""
    path = LIBRARY.folder / "examples" / f"{name}.yaml"
    return read_answers(Given(file=str(path)), LIBRARY)


def few_files(folder: Path) -> Path:
    """Write a library of a few files of the playbooks, quick to read, and return its folder."""
    for name in FEW:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(LIBRARY.folder / name, folder / name)
    return folder


def edit(folder: Path, file: str, old: str, new: str, *, count: int = 1) -> str:
    """Replace the first `old` in a file of a library by `new`, and return the file's text."""
    path = folder / file
    before = path.read_text(encoding="utf-8")
    assert old in before, f"{file} no longer holds {old!r}: the test must break it in another place"
    after = before.replace(old, new, count)
    path.write_text(after, encoding="utf-8")
    return after


def text(words: str = "words") -> Raw:
    """Return a text in both languages."""
    return {"en": words, "zh": words}


def raw_effect(lever: str = "win_rate", likely: float = 0.1, **more: Any) -> Raw:
    """Return an effect as it stands in a file, from half to twice what is likely."""
    fixed = {"low": likely / 2, "high": min(1.0, 2 * likely), "why": text(), "sources": ["judgement"]}
    return {"lever": lever, "likely": likely, **fixed, **more}


def raw_move(**more: Any) -> Raw:
    """Return a move as it stands in a file: for everybody, four hours of sales, without an effect."""
    check = {"weeks": 8, "text": text(), "sources": ["judgement"], **more.pop("check", {})}
    measure = {"name": text(), "shown": "count", "mid": 1, "end": 2, **more.pop("measure", {})}
    fixed = {
        "title": text("title"), "carries": ["judgement"], "stage": 1, "because": [text("because")],
        "work": [{"role": "sales", "once": 4}], "steps": [text("one"), text("two"), text("three")],
        "done_when": text("done"), "monday": text("monday"), "sources": ["judgement"],
    }  # fmt: skip
    return {**fixed, "check": check, "measure": measure, **more}


def raw_finding(id: str = "found", **more: Any) -> Raw:
    """Return a finding as it stands in a file; without a `condition` it is found of everybody."""
    if "condition" in more:
        more["if"] = more.pop("condition")
    return {"id": id, "topic": "who_earns", "text": text(id), "sources": ["judgement"], **more}


def raw_play(**more: Any) -> Raw:
    """Return a play as it stands in a file, with one stage."""
    fixed = {"title": text(), "idea": text(), "why": text(), "reviewed": "2026-11-23", "sources": ["judgement"]}
    stops = [{"text": text(), "sources": ["judgement"], **rule} for rule in more.pop("stops", ())]
    return {**fixed, "stages": {1: {"name": text(), "proof": text()}}, "stops": stops, **more}


def raw_guard(id: str = "guard", **more: Any) -> Raw:
    """Return a guard as it stands in a file; it holds for everybody."""
    fixed = {"if": {"answer": "currency", "known": True}, "title": text(), "so": text(), "sources": ["judgement"]}
    return {"id": id, **fixed, **more}


def small_library(
    moves: Mapping[str, Raw], findings: Sequence[Raw] = (), guards: Sequence[Raw] | None = None,
    plays: Mapping[str, Raw] | None = None, **numbers: Any,
) -> Library:  # fmt: skip
    """Return the real library with other moves and findings, other guards where given, and other numbers.

    Every move gets its play; `plays` are those that need more than a stage, or have no move.
    """
    ids = {id.rpartition(".")[0] for id in moves} or {"b2b.extra"}
    raw_plays = {**{id: raw_play() for id in ids}, **(plays or {})}
    parts: Raw = {
        "plays": {id: typed_thing(f"{_place(id)}/play", raw) for id, raw in sorted(raw_plays.items())},
        "moves": {id: typed_move(id, raw) for id, raw in sorted(moves.items())},
        "findings": {"own": typed_thing("findings/own", list(findings))},
        "waiting": {}, "waiting_trades": {}, "sorters": (),
    }  # fmt: skip
    if guards is not None:
        parts["guards"] = typed_thing("guards", {"guards": [raw_guard(**raw) for raw in guards]})
    return with_parts(settings=with_numbers(LIBRARY.settings, **numbers), **parts)


def with_parts(**parts: Any) -> Library:
    """Return the real library with other parts."""
    names = (name for name in PARTS if not name.startswith(("settings.", "situations")))
    held = {name: LIBRARY.part(name) for name in (*names, "settings")}
    return Library(LIBRARY.folder, "en", {**held, "hash": "made by hand", **parts})


def _place(id: str) -> str:
    return f"plays/{id.replace('.', '/')}"


def typed_move(id: str, raw: Raw) -> Move:
    """Return a move as a loaded library holds it."""
    move: Move = typed_thing(_place(id), raw)
    return move


def typed_thing(place: str, raw: Raw | list[Raw]) -> Any:
    """Return what a file at a place of the folder holds, in English."""
    found = typed(KnowledgeFile(f"{place}.yaml", raw, {}), "en")
    assert not found.findings, found.findings
    return found.thing


def with_numbers(settings: Settings, **numbers: Any) -> Settings:
    """Return the settings with some numbers changed, each in the room that has one of its name."""
    for name, value in numbers.items():
        room = next(room for room in settings.__struct_fields__ if hasattr(getattr(settings, room), name))
        held = getattr(settings, room)
        settings = replace(settings, **{room: replace(held, **{name: value})})
    return settings
