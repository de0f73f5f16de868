"""What a plan was made from: the version, the library and the answers, as hashes anyone can compare."""

import hashlib
import json
from typing import Final, NamedTuple

from salesmode.business.profile import Profile, dump_answers, specs
from salesmode.knowledge.library import Library
from salesmode.version import __version__

CANONICAL: Final = json.JSONEncoder(sort_keys=True, separators=(",", ":"))


class Stamp(NamedTuple):
    """Version of the program, hash of the library's content, hash of the answers."""

    version: str
    library: str
    answers: str


def stamp_of(given: Profile, library: Library) -> Stamp:
    """Return the stamp of a plan for the answers `given`: the same answers, library and version give the same one."""
    dumped = {id: _unordered(id, value) for id, value in dump_answers(given).items()}
    answers = CANONICAL.encode(dumped)
    return Stamp(__version__, library.hash, hashlib.sha256(answers.encode()).hexdigest()[:12])


def _unordered(id: str, value: object) -> object:
    """The order in which options were named is no part of the answer."""
    return sorted(value, key=str) if isinstance(value, list) and specs()[id].kind == "any_of" else value
