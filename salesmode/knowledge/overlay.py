"""The files of a library as they are read: one folder, or a pack laid over ours. Imported where YAML is read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from salesmode.business.shapes import LANGS, Lang
from salesmode.knowledge.files import Finding, KnowledgeFile, Where, read_file, read_files, read_readable
from salesmode.knowledge.layers import PACK, is_pack, layers
from salesmode.knowledge.parts import PARTS, SITUATIONS, part_of


def read_library(folder: Path) -> tuple[dict[str, KnowledgeFile], list[Finding]]:
    """Return the files of a library that can be read, by name without suffix, and a finding for each that cannot.

    What a pack says takes the place of what we say: a file of a folder that of ours with its name, an entry of a map
    in any other file the entry of ours. Our situations prove our own knowledge and stay behind.
    """
    if not is_pack(folder):
        return read_readable(folder)
    home, _ = layers(folder)
    ours, faults = read_readable(home)
    files = {id: _below(file, home) for id, file in ours.items() if part_of(id) != SITUATIONS}
    silent = unspoken_in(folder)
    for read in read_files(folder):
        if isinstance(read, Finding):
            faults.append(read)
        else:
            files[read.id] = _filled(_laid(files.get(read.id), read), silent)
    faults += _strangers(files)
    return dict(sorted(files.items())), faults


def _below(file: KnowledgeFile, home: Path) -> KnowledgeFile:
    """One of our files, whose faults are named by where it lies."""
    return file._replace(home=str(home / file.name), own=frozenset())


def _laid(below: KnowledgeFile | None, above: KnowledgeFile) -> KnowledgeFile:
    part = PARTS.get(part_of(above.id) or "")
    if below is None or part is None or part.many:
        return above
    lines = {**below.lines, **above.lines}
    data = laid_over(below.data, above.data)
    return above._replace(data=data, lines=lines, home=below.home, own=frozenset(above.lines))


def unspoken_in(folder: Path) -> Lang | None:
    """Return the language that the pack of a folder does not speak, `None` where it speaks both, or is no pack."""
    pack = read_file(folder, f"{PACK}.yaml") if is_pack(folder) else None
    data = pack.data if isinstance(pack, KnowledgeFile) else None
    spoken = data.get("languages") if isinstance(data, dict) else None
    silent = [lang for lang in LANGS if lang not in spoken] if isinstance(spoken, list) else []
    return silent[0] if len(silent) == 1 else None


def _filled(file: KnowledgeFile, silent: Lang | None) -> KnowledgeFile:
    """The file of a pack with the words it has in the place of those it has not."""
    if silent is None:
        return file
    places: set[Where] = set()
    data = _spoken(file.data, (), silent, places)
    return file._replace(data=data, unspoken=frozenset(places))


def _spoken(node: Any, where: Where, silent: Lang, places: set[Where]) -> Any:
    if isinstance(node, list):
        return [_spoken(item, (*where, index), silent, places) for index, item in enumerate(node)]
    if not isinstance(node, dict):
        return node
    data = {key: _spoken(value, (*where, key), silent, places) for key, value in node.items()}
    spoken = LANGS[0] if silent == LANGS[1] else LANGS[1]
    if isinstance(data.get(spoken), str | list) and silent not in data:
        places.add((*where, silent))
        data[silent] = data[spoken]
    return data


def laid_over(below: Any, above: Any) -> Any:
    """Return plain data with what stands above in the place of what stands below; maps are joined key by key."""
    if not (isinstance(below, dict) and isinstance(above, dict)):
        return above
    return {**below, **{key: laid_over(below.get(key), value) for key, value in above.items()}}


def _strangers(files: dict[str, KnowledgeFile]) -> Iterator[Finding]:
    """Files of a pack that no part of a library is read from: a folder or a name that was mistyped."""
    for file in files.values():
        if file.own is None and part_of(file.id) is None and not file.id.startswith("examples/"):
            what = "nothing is read from a file of this name; the folders are those of our playbooks"
            yield file.finding((), "no-part", what)
