"""What the tests of the engine share: the real library, a builder of profiles, and small libraries made by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from salesmode.business.profile import Profile, make_profile
from salesmode.intake.answers import Given, read_answers
from salesmode.knowledge.build import typed
from salesmode.knowledge.files import KnowledgeFile
from salesmode.knowledge.library import LANGS, Library, load_library
from salesmode.knowledge.parts import PARTS
from salesmode.knowledge.plays import Play
from salesmode.knowledge.settings import Settings

NOT_APPLICABLE = "n/a"
Build = Callable[..., Profile]
Raw = dict[str, Any]

LIBRARY = load_library()
# The files that no plan can do without.
NEEDED = tuple(f"{part.place}.yaml" for part in PARTS.values() if part.needed and not part.many)
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
    return read_answers(Given(file=str(path)), LIBRARY).profile


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


def raw_action(id: str, hours: float = 4.0, **more: Any) -> Raw:
    """Return an action as it stands in a file."""
    first = {"hours": more.pop("first", min(1.0, hours)), **text()}
    fixed = {"title": text(id), "done_when": text(), "sources": ["judgement"], "steps": [text(), text(), text()]}
    return {"id": id, "role": "sales", "hours": hours, "first_step": first, **fixed, **more}


def raw_level(*actions: Raw, **more: Any) -> Raw:
    """Return a level as it stands in a file."""
    kpi = {"id": "count", "unit": "count", "to": 3, "week": 8, "direction": "up"}
    gate = {"week": 8, "kpi": "count", "below": 2, "then": "stop"}
    fixed = {"name": text(), "proof": text(), "pitfalls": [text()], "sources": ["judgement"]}
    held = {"impact": 0.4, "actions": list(actions) or [raw_action("work")], "kpis": [kpi], "gate": gate, **more}
    held["gate"] = {"text": text(), "sources": ["judgement"], **held["gate"]}
    held["kpis"] = [{"name": text(), "measure": text(), "sources": ["judgement"], **one} for one in held["kpis"]]
    held["levers"] = [{"sources": ["judgement"], **one} for one in held.get("levers", ())]
    return {**fixed, **held}


def raw_play(*levels: Raw, **more: Any) -> Raw:
    """Return a play that fits everybody, as it stands in a file."""
    demand = {side: {"considered": 2, "mixed": 2, "fast": 2} for side in ("b2b", "b2c")}
    always = {"id": "always", "if": {"answer": "buyer", "known": True}, "weight": 2}
    numbered = dict(enumerate(levels or (raw_level(),), 1))
    fixed = {"title": text(), "idea": text(), "why": text(), "reviewed": "2026-11-23", "sources": ["judgement"]}
    held = {"demand": demand, "levels": numbered, **more}
    for key, said in (("when", "so"), ("wrong_when", "so"), ("stops", "text")):
        rules = more.get(key, [always] if key == "when" else [])
        held[key] = [{said: text(), "sources": ["judgement"], **rule} for rule in rules]
    return {**fixed, **held}


def raw_guard(id: str = "guard", **more: Any) -> Raw:
    """Return a guard as it stands in a file; it holds for everybody."""
    fixed = {"if": {"answer": "currency", "known": True}, "title": text(), "so": text(), "sources": ["judgement"]}
    return {"id": id, **fixed, **more}


def small_library(plays: Mapping[str, Raw], guards: list[Raw] | None = None, **numbers: Any) -> Library:
    """Return the real library with other plays, other guards where given, and other numbers of the settings."""
    parts: Raw = {"plays": {id: typed_play(id, raw) for id, raw in sorted(plays.items())}}
    if guards is not None:
        parts["guards"] = typed_thing("guards", {"guards": [raw_guard(**raw) for raw in guards]})
    return with_parts(settings=with_numbers(LIBRARY.settings, **numbers), **parts)


def with_parts(**parts: Any) -> Library:
    """Return the real library with other parts."""
    names = (name for name in PARTS if not name.startswith(("settings.", "situations")))
    held = {name: LIBRARY.part(name) for name in (*names, "settings")}
    return Library(LIBRARY.folder, "en", {**held, "hash": "made by hand", **parts})


def typed_play(id: str, raw: Raw) -> Play:
    """Return a play as a loaded library holds it."""
    play: Play = typed_thing(f"plays/{id.replace('.', '/')}", raw)
    return play


def typed_thing(place: str, raw: Raw) -> Any:
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
