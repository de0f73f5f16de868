"""Builds what the library's cache holds from the folder of YAML: the index without words, the words apart."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from salesmode.errors import LibraryError
from salesmode.knowledge.files import Document, read_folder, schema_findings

LANGS = ("en", "zh")
# Folders of things whose words are read by need, each with what its shelves begin with; and of those always read.
APART = {"plays": "", "industries": "trade.", "kit": "kit."}
FOLDERS = ("benchmarks", "calendars")
Words = dict[str, dict[str, str]]


def build(folder: Path) -> dict[str, dict[str, Any]]:
    """Return the shelves of the cache by name: `index`, `common.en`, `b2b.value.zh` ...

    Raises LibraryError naming the first place where the folder is not as the schema asks.
    """
    documents = read_folder(folder)
    for finding in schema_findings(documents, every=True):
        raise LibraryError(finding.what, where=f"{folder / finding.file}:{finding.line}", fix=_FIX)
    shelves: dict[str, dict[str, Any]] = {}
    index: dict[str, Any] = {"hash": _content_hash(folder, documents)}
    index |= {kind: {} for kind in (*APART, *FOLDERS)}
    common = _no_words()
    for name, document in documents.items():
        kind, *rest = name.split("/")
        id = ".".join(rest)
        if kind in APART and rest:
            words = _no_words()
            index[kind][id] = parted(document.data, "", words)
            for lang in LANGS:
                shelves[f"{APART[kind]}{id}.{lang}"] = words[lang]
                common[lang][f"{kind}.{id}.title"] = words[lang]["title"]
        elif kind in FOLDERS and rest:
            index[kind][id] = parted(document.data, f"{kind}.{id}", common)
        elif not rest:
            index[kind] = parted(document.data, kind, common)
    shelves["index"] = index
    shelves.update({f"common.{lang}": common[lang] for lang in LANGS})
    return shelves


def _no_words() -> Words:
    return {lang: {} for lang in LANGS}


_FIX = "See everything that is wrong with it: salesmode playbooks check"


def parted(node: Any, path: str, words: Words) -> Any:
    """Return `node` without its texts, which go to `words` under their path; an item with an id stands under it."""
    if isinstance(node, list):
        return [parted(item, _under(path, _name(item, index)), words) for index, item in enumerate(node)]
    if not isinstance(node, Mapping):
        return node
    is_text = _is_text(node)
    if is_text:
        for lang in LANGS:
            words[lang][path] = node[lang]
    rest = {}
    for key, value in node.items():
        if is_text and key in LANGS:
            continue
        left = parted(value, _under(path, str(key)), words)
        if left or not _is_text(value):
            rest[str(key)] = left
    return rest


def _is_text(node: Any) -> bool:
    return isinstance(node, Mapping) and all(isinstance(node.get(lang), str) for lang in LANGS)


def _name(item: Any, index: int) -> str:
    return str(item["id"]) if isinstance(item, Mapping) and "id" in item else str(index)


def _under(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _content_hash(folder: Path, documents: Mapping[str, Document]) -> str:
    digest = hashlib.sha256()
    for name, content in _contents(folder, documents):
        digest.update(name.encode() + b"\0" + content + b"\0")
    return digest.hexdigest()[:12]


def _contents(folder: Path, documents: Mapping[str, Document]) -> Iterator[tuple[str, bytes]]:
    for document in documents.values():
        yield document.name, (folder / document.name).read_bytes()
