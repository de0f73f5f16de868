"""salesmode: answers about a business in, a reasoned sales plan out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from salesmode.answers import Given, read_answers
    from salesmode.errors import InputError, LibraryError, OutputError, SalesmodeError
    from salesmode.library import Library, load_library
    from salesmode.plan import Plan, make_plan
    from salesmode.profile import Profile

__version__ = "0.1.0"
__all__ = [
    "Given", "InputError", "Library", "LibraryError", "OutputError", "Plan", "Profile", "SalesmodeError",
    "load_library", "make_plan", "read_answers",
]  # fmt: skip

_HOMES = {
    "answers": ("Given", "read_answers"),
    "errors": ("InputError", "LibraryError", "OutputError", "SalesmodeError"),
    "library": ("Library", "load_library"),
    "plan": ("Plan", "make_plan"),
    "profile": ("Profile",),
}
_HOME = {name: f"salesmode.{module}" for module, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    # The command line needs a few rooms only, and a room is opened when somebody asks for what is in it.
    if name not in _HOME:
        raise AttributeError(f"module 'salesmode' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOME[name]), name)
