"""The house style of `playbooks/`: one way to write every file, with the data, the comments and the order it had."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Final

import yaml

from salesmode.errors import LibraryError, visible
from salesmode.knowledge.files import TOO_MUCH, Finding, read_file
from salesmode.knowledge.formatting.layout import lines_of_file
from salesmode.knowledge.formatting.tree import LOADER, read_tree
from salesmode.knowledge.layers import NO_LIBRARY, is_library
from salesmode.knowledge.parts import part_of, schema_name

__all__ = ["format_text", "schema_of", "unformatted"]

# Where the JSON Schema of a file lies, seen from the folder of playbooks. A file whose schema is not there gets no line
# that names one.
SCHEMAS: Final = "../docs/schema/library"
_FOR_EDITORS: Final = "# yaml-language-server: $schema="
_MEND: Final = "Mend this place; salesmode playbooks check names every such file"


def unformatted(folder: Path) -> dict[Path, str]:
    """Return every file of a library that is not in the house style, with the text that would be.

    A link is left alone: what it leads to is not this folder's. Raises LibraryError where the folder is no library or a
    file cannot be read.
    """
    if not is_library(folder):
        fix = "Name a folder of playbooks: salesmode playbooks format DIR"
        raise LibraryError(NO_LIBRARY, where=str(folder), fix=fix)
    found = {}
    for path in sorted(folder.rglob("*.yaml")):
        if path.is_symlink() or not path.is_file():
            continue
        before = _read(folder, path)
        after = format_text(before, str(path), schema_of(path, folder))
        if after != before:
            found[path] = after
    return found


def schema_of(path: Path, folder: Path) -> str:
    """Return the way from a file of the library `folder` to its JSON Schema; nothing where there is none."""
    part = part_of(path.relative_to(folder).with_suffix("").as_posix())
    schema = folder / SCHEMAS / schema_name(part) if part else None
    return Path(os.path.relpath(schema, path.parent)).as_posix() if schema and schema.is_file() else ""


def format_text(text: str, where: str, schema: str = "") -> str:
    """Return a YAML text in the house style, with the line that names its schema to an editor where there is one.

    Raises LibraryError, which names `where` and the line, where it cannot be read, or not be written this way without
    changing what it says.
    """
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    try:
        after = _with_schema("".join(f"{line}\n" for line in lines_of_file(read_tree(plain))), schema)
        if after != text and not _same(plain, after):
            what = "it cannot be written in the house style without changing what it says"
            raise LibraryError(what, where=where, fix="Write it more plainly: no anchors, tags or odd characters")
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise LibraryError(f"this is not YAML: {error.problem}", where=f"{where}:{line}", fix=_MEND) from error
    except yaml.YAMLError as error:
        raise LibraryError(f"this is not YAML: {str(error).splitlines()[0]}", where=where, fix=_MEND) from error
    except (ValueError, TypeError, LookupError, AttributeError, OverflowError, RecursionError) as error:
        # no such day, an odd tag, brackets without end: what PyYAML stumbles over while it makes values
        raise LibraryError(f"it holds what no playbook needs: {error}", where=where, fix=_MEND) from error
    return after


def _with_schema(text: str, schema: str) -> str:
    """The text with `schema` named in its first line, in place of one that is named there."""
    text = text.lstrip("\n")
    if not schema:
        return text
    rest = re.sub(rf"\A{re.escape(_FOR_EDITORS)}.*\n", "", text).lstrip("\n")
    return f"{_FOR_EDITORS}{schema}\n{rest}"


def _same(before: str, after: str) -> bool:
    """Whether two texts are read as the same: values, their types, and the order of keys."""
    said = repr(yaml.load(before, LOADER))  # noqa: S506  a safe one
    try:
        return said == repr(yaml.load(after, LOADER))  # noqa: S506  likewise
    except yaml.YAMLError:
        return False


def _read(folder: Path, path: Path) -> str:
    """The text of a file, held against the limits of whoever reads a library."""
    read = read_file(folder, path.relative_to(folder).as_posix())
    if isinstance(read, Finding) and read.rule == TOO_MUCH:
        raise LibraryError(f"it {visible(read.what)}", where=visible(f"{path}:{read.line}"), fix=_MEND)
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise LibraryError(f"it cannot be read: {error}", where=str(path), fix="Save it as UTF-8") from error
