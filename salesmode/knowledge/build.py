"""Makes typed things of the folder of YAML. Imported only when the cache is built, and by the check."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from msgspec.structs import replace
from pydantic import TypeAdapter, ValidationError

from salesmode.business.shapes import LANG_KEY, LANGS, Lang, Text
from salesmode.errors import LibraryError, visible
from salesmode.knowledge.files import Finding, KnowledgeFile, Where, keeping_all, read_file
from salesmode.knowledge.industries import Industry
from salesmode.knowledge.layers import layers
from salesmode.knowledge.moves import Move
from salesmode.knowledge.overlay import read_library
from salesmode.knowledge.parts import APART, HASH, PARTS, SETTINGS, SITUATIONS, Words, check_command, id_of, part_of
from salesmode.knowledge.recognition import known_of
from salesmode.knowledge.settings import Settings

MISSING: Final = "missing"
COPY: Final = "Copy it there from the playbooks that come with salesmode"


class Typed(NamedTuple):
    """The typed thing of a file in one language; `None` where the file is no part of a library, or is misshapen."""

    thing: Any
    findings: tuple[Finding, ...]


@functools.cache
def adapter(kind: Any) -> TypeAdapter[Any]:
    """Return what validates things of a kind and generates their JSON Schema."""
    return TypeAdapter(kind)


def typed(file: KnowledgeFile, lang: Lang) -> Typed:
    """Return the thing that a file holds, in the words of one language."""
    name = part_of(file.id)
    if name is None:
        return Typed(None, file.faults)
    part = PARTS[name]
    if part.type is Words:
        words: Words = {}
        faults = tuple(_nested(file, file.data, (), lang, words))
        return Typed(None if faults else words, (*file.faults, *faults))
    try:
        thing = adapter(part.type).validate_python(file.data, context={LANG_KEY: lang})
    except ValidationError as error:
        return Typed(None, (*file.faults, *_misshapen(file, error)))
    return Typed(_named(thing, id_of(file.id)) if part.many else thing, file.faults)


def own_thing(path: Path, part: str, lang: Lang) -> Any:
    """Return the thing of one file that lies in no library, held to the type of a part.

    Raises LibraryError naming the first place where it cannot be read, or is not as its type asks.
    """
    read = read_file(path.parent, path.name)
    found = read if isinstance(read, Finding) else typed(read._replace(name=f"{part}/{path.name}"), lang)
    faults = (found,) if isinstance(found, Finding) else found.findings
    for fault in faults:
        raise LibraryError(visible(fault.what), where=f"{path}:{fault.line}", fix=f"Compare it with playbooks/{part}/")
    return found.thing if isinstance(found, Typed) else None


def build(folder: Path) -> dict[Lang, dict[str, Any]]:
    """Return the parts of the library by name, in the words of each language; under `hash` that of all its files.

    Raises LibraryError naming the first place where a file cannot be read, or is not as its type asks.
    """
    with keeping_all():
        files, unreadable = read_library(folder)
        for finding in unreadable:
            raise LibraryError(
                visible(finding.what),
                where=_place(folder, finding),
                fix=_see_all(folder),
            )
        for part in PARTS.values():
            if part.needed and not part.many and part.place not in files:
                raise LibraryError("the library needs this file", where=str(folder / f"{part.place}.yaml"), fix=COPY)
        content = {HASH: _content_hash(folder, files)}
        return {lang: {**assembled(_things(folder, files, lang)), **content} for lang in LANGS}


def _see_all(folder: Path) -> str:
    return f"See everything that is wrong with it: {check_command(folder)}"


def _things(folder: Path, files: Mapping[str, KnowledgeFile], lang: Lang) -> dict[str, Any]:
    """The thing of every file by place, in the words of one language."""
    things = {}
    for file in files.values():
        found = typed(file, lang)
        for finding in found.findings:
            raise LibraryError(
                visible(finding.what),
                where=_place(folder, finding),
                fix=_see_all(folder),
            )
        things[file.id] = found.thing
    return things


def assembled(things: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parts of a library by name, made of the things of its files by place; situations stay behind."""
    built: dict[str, Any] = {}
    for name, part in PARTS.items():
        if part.many and name != SITUATIONS:
            held = {id_of(file): thing for file, thing in things.items() if part_of(file) == name}
            held = dict(sorted(held.items()))
            built |= _apart(name, held) if name in APART else {name: held}
        elif not part.many and not name.startswith(SETTINGS):
            built[name] = things.get(part.place)
    rooms = Settings.__struct_fields__
    built[SETTINGS] = Settings(**{room: things[f"{SETTINGS}/{room}"] for room in rooms})
    return built


def _apart(name: str, held: Mapping[str, Industry]) -> dict[str, Any]:
    """Each thing as a part of its own, what it extends laid below it, and what tells them all from one another."""
    whole = {id: one.extending(held[one.extends]) if one.extends and one.extends in held else one
             for id, one in held.items()}  # fmt: skip
    return {
        APART[name]: {id: known_of(one) for id, one in whole.items()},
        **{f"{name}.{id}": one for id, one in whole.items()},
    }


def _place(folder: Path, finding: Finding) -> str:
    place = f"{folder / finding.file}:{finding.line}" if finding.rule != "no-library" else str(folder / finding.file)
    return visible(place).replace("\n", " ")


def _named(thing: Any, id: str) -> Any:
    """Return a thing of a folder with its id; a move names its play too."""
    if isinstance(thing, Move):
        return replace(thing, id=id, play=id.rpartition(".")[0])
    return replace(thing, id=id) if "id" in getattr(thing, "__struct_fields__", ()) else thing


def _nested(file: KnowledgeFile, node: Any, where: Where, lang: Lang, words: Words) -> Iterator[Finding]:
    """Put the texts of a map of maps into `words`; a text is a map with nothing below its languages."""
    if not isinstance(node, dict) or not node:
        yield file.finding(where, "schema", f"{_spot(where)}: should be a map of texts")
    elif any(isinstance(node.get(one), str) for one in LANGS):
        try:
            words[".".join(map(str, where))] = adapter(Text).validate_python(node, context={LANG_KEY: lang})
        except ValidationError as error:
            yield from _misshapen(file, error, where)
    else:
        for key, inner in node.items():
            yield from _nested(file, inner, (*where, key), lang, words)


def _misshapen(file: KnowledgeFile, error: ValidationError, prefix: Where = ()) -> Iterator[Finding]:
    """Yield what Pydantic found, a key that is missing last: where one is misspelt, the line of that one tells more."""
    for item in sorted(error.errors(), key=lambda item: item["type"] == MISSING):
        where = _place_in(file, (*prefix, *item["loc"]))
        if item["type"] == MISSING:
            where = (*where, item["loc"][-1])
        yield file.finding(where, "schema", f"{_spot(where)}: {item['msg']}")


def _place_in(file: KnowledgeFile, loc: Where) -> Where:
    """Return a place without what Pydantic says of it besides: which type of several it tried, that it is a key."""
    where: Where = ()
    for part in loc:
        if (*where, part) in file.lines:
            where = (*where, part)
    return where


def _spot(where: Where) -> str:
    return ".".join(str(part) for part in where) or "the file"


def _content_hash(folder: Path, files: Mapping[str, KnowledgeFile]) -> str:
    digest = hashlib.sha256()
    for path, name in ((layer / file.name, file.name) for file in files.values() for layer in layers(folder)):
        if path.is_file():
            digest.update(name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]
