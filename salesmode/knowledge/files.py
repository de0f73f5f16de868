"""The folder of YAML as its authors wrote it: every file with the line of every key.

Read only when the cache of the library is built, or when the library itself is checked. A library may come from
anybody, so what is no ordinary file, too large, too deep, or grows without end through aliases is refused.
"""

import datetime
import re
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

import yaml

from salesmode.errors import visible

Where = tuple[str | int, ...]
TEXT_TAG: Final = "tag:yaml.org,2002:str"  # what it marks is the text as it stands
LOADER: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


LARGEST: Final = 4_000_000  # bytes of one file; ours have 200,000 at most
MOST: Final = 400_000  # things in one file once aliases are followed; ours have 20,000 at most
# Maps and lists that stand so deep in one another; the parser below YAML's own would go down with them.
TOO_DEEP: Final = re.compile(r"(?:[\[{][^\[\]{}]*){100}|(?:[-?][ \t]+){100}")


class Finding(NamedTuple):
    """A fault of the library: where, what, and the id of the rule that found it."""

    file: str
    line: int
    rule: str
    what: str

    def __str__(self) -> str:
        return visible(f"{self.file}:{self.line}: {self.what} [{self.rule}]")


class KnowledgeFile(NamedTuple):
    """One file: its name below the folder, its plain data and the line of each key."""

    name: str
    data: Any
    lines: Mapping[Where, int]
    faults: tuple[Finding, ...] = ()

    @property
    def id(self) -> str:
        """The name without its suffix: `plays/b2b/value`."""
        return self.name.removesuffix(".yaml")

    def line(self, where: Where) -> int:
        """Return the line of `where`, or of the nearest thing around it."""
        while where and where not in self.lines:
            where = where[:-1]
        return self.lines.get(where, 1)

    def finding(self, where: Where, rule: str, what: str) -> Finding:
        """Return a finding at `where` in this file."""
        return Finding(self.name, self.line(where), rule, what)


def read_readable(folder: Path) -> tuple[dict[str, KnowledgeFile], list[Finding]]:
    """Return the files that can be read, by name without suffix, and a finding for each file that cannot."""
    if not (folder / "plays").is_dir():
        return {}, [Finding(".", 1, "no-library", "no playbooks here: a library has a folder 'plays'")]
    read = [read_file(folder, path.relative_to(folder).as_posix()) for path in sorted(folder.rglob("*.yaml"))]
    files = {one.id: one for one in read if isinstance(one, KnowledgeFile)}
    return files, [one for one in read if isinstance(one, Finding)]


def read_file(folder: Path, name: str) -> KnowledgeFile | Finding:
    """Return one YAML file with the line of every key, or why it cannot be read; duplicate keys are its faults."""
    reader = _Reader(name)
    refused = _refused(folder / name)
    if refused:
        return Finding(name, 1, "unreadable", refused)
    try:
        text = (folder / name).read_text(encoding="utf-8")
        if TOO_DEEP.search(text):
            return Finding(name, 1, "unreadable", "its lists and maps stand too deep in one another")
        node = yaml.compose(text, Loader=LOADER)
        data = reader.plain(node, ()) if node is not None else None
    except (OSError, UnicodeDecodeError) as error:
        return Finding(name, 1, "unreadable", f"cannot be read: {error}")
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        return Finding(name, line, "unreadable", f"is not YAML: {error.problem}")
    except yaml.YAMLError as error:
        return Finding(name, 1, "unreadable", f"is not YAML: {str(error).splitlines()[0]}")
    except (ValueError, TypeError, RecursionError) as error:  # no such day, a list as a key, an alias within itself
        line = max(reader.lines.values(), default=1)
        return Finding(name, line, "unreadable", f"holds what no playbook needs: {error}")
    return KnowledgeFile(name, data, reader.lines, tuple(reader.faults))


def _refused(path: Path) -> str:
    """Why a file is not even opened; empty where it may be."""
    try:
        found = path.stat()
    except OSError as error:
        return f"cannot be read: {error.strerror}"
    if not stat.S_ISREG(found.st_mode):
        return "is no ordinary file"
    return f"has {found.st_size:,} bytes, more than any playbook needs" if found.st_size > LARGEST else ""


class _Reader:
    def __init__(self, name: str) -> None:
        self.name = name
        self.lines: dict[Where, int] = {}
        self.faults: list[Finding] = []
        self._count = 0
        self._constructor = yaml.constructor.SafeConstructor()

    def plain(self, node: yaml.Node, where: Where) -> Any:
        self._count += 1
        if self._count > MOST:
            raise ValueError(f"more than {MOST:,} things, once its aliases are followed")
        self.lines.setdefault(where, node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode):
            return self._map(node, where)
        if isinstance(node, yaml.SequenceNode):
            return [self.plain(item, (*where, index)) for index, item in enumerate(node.value)]
        value = self._scalar(node)
        return value.isoformat() if isinstance(value, datetime.date) else value

    def _scalar(self, node: yaml.Node) -> Any:
        return node.value if node.tag == TEXT_TAG else self._constructor.construct_object(node)

    def _map(self, node: yaml.MappingNode, where: Where) -> dict[str | int, Any]:
        result: dict[str | int, Any] = {}
        for key_node, value_node in node.value:
            key = self._scalar(key_node)
            line = key_node.start_mark.line + 1
            if key in result:
                self.faults.append(Finding(self.name, line, "duplicate-key", f"'{key}' stands twice in one map"))
            self.lines[(*where, key)] = line
            result[key] = self.plain(value_node, (*where, key))
        return result
