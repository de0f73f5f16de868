"""salesmode: answers about a business in, a reasoned sales plan out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salesmode.version import __version__ as __version__

if TYPE_CHECKING:
    from salesmode.business.profile import Profile, make_profile
    from salesmode.engine.plan import Plan, make_plan
    from salesmode.errors import InputError, LibraryError, OutputError, SalesmodeError
    from salesmode.intake.answers import Given, read_answers
    from salesmode.intake.mapping import read_mapping
    from salesmode.knowledge.library import Library, load_library
    from salesmode.report.made import MoveMade, moves_made

__all__ = [
    "Given", "InputError", "Library", "LibraryError", "MoveMade", "OutputError", "Plan", "Profile", "SalesmodeError",
    "load_library", "make_plan", "make_profile", "moves_made", "read_answers",
    "read_mapping",
]  # fmt: skip

_HOMES = {
    "intake.answers": ("Given", "read_answers"),
    "intake.mapping": ("read_mapping",),
    "report.made": ("MoveMade", "moves_made"),
    "errors": ("InputError", "LibraryError", "OutputError", "SalesmodeError"),
    "knowledge.library": ("Library", "load_library"),
    "engine.plan": ("Plan", "make_plan"),
    "business.profile": ("Profile", "make_profile"),
}
_HOME = {name: f"salesmode.{module}" for module, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    # The command line needs a few rooms only, and a room is opened when somebody asks for what is in it.
    if name not in _HOME:
        raise AttributeError(f"module 'salesmode' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOME[name]), name)
