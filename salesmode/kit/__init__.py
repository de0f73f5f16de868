"""The papers a plan works with, filled with the words and figures of the business. Only this room imports Jinja2."""

from __future__ import annotations

from salesmode.errors import LibraryError
from salesmode.kit.keeping import Kept, keep
from salesmode.kit.pages import PaperError, kit_pages
from salesmode.library import Lang, Library
from salesmode.plan import Plan

__all__ = ["Kept", "write_kit"]


def write_kit(plan: Plan, library: Library, lang: Lang, folder: str) -> Kept:
    """Write the papers that a plan uses into `folder` and return what became of each.

    Raises OutputError where they cannot be written, LibraryError where the library holds one that cannot be filled.
    """
    try:
        pages = kit_pages(plan, library, lang)
    except PaperError as error:
        where = str(library.folder / "kit" / f"{error.paper}.yaml")
        fix = "See everything that is wrong with it: salesmode playbooks check"
        what = f"{error.place}, line {error.fault.line}: {error.fault.what}"
        raise LibraryError(what, where=where, fix=fix) from error
    return keep(pages, folder)
