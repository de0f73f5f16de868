"""What a plan was made from: the version, the library and the answers, as hashes anyone can compare."""

import hashlib
import json
from typing import Final

from msgspec import Struct

from salesmode.business.profile import Profile, dump_answers, specs
from salesmode.knowledge.layers import Pack
from salesmode.knowledge.library import Library
from salesmode.version import __version__

CANONICAL: Final = json.JSONEncoder(sort_keys=True, separators=(",", ":"))


class Stamp(Struct, frozen=True):
    """Version of the program, hash of the library's content, hash of the answers; the pack that lies over ours."""

    version: str
    library: str
    answers: str
    pack: Pack | None = None

    @property
    def library_named(self) -> str:
        """The hash of the library, behind the name and version of a pack: `harbour 1.2 (4f1c0a9be72d)`."""
        return f"{self.pack} ({self.library})" if self.pack else self.library


def stamp_of(given: Profile, library: Library) -> Stamp:
    """Return the stamp of a plan for the answers `given`: the same answers, library and version give the same one."""
    dumped = {id: _unordered(id, value) for id, value in dump_answers(given).items()}
    answers = CANONICAL.encode(dumped)
    return Stamp(__version__, library.hash, hashlib.sha256(answers.encode()).hexdigest()[:12], library.pack)


def _unordered(id: str, value: object) -> object:
    """The order in which options were named is no part of the answer."""
    return sorted(value, key=str) if isinstance(value, list) and specs()[id].kind == "any_of" else value
