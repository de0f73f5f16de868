"""The papers a plan works with, filled with the words and figures of the business. Only this room imports Jinja2."""

from __future__ import annotations

from salesmode.business.profile import Profile
from salesmode.engine.plan import Plan, make_plan
from salesmode.errors import LibraryError
from salesmode.knowledge.library import Library
from salesmode.knowledge.parts import check_command
from salesmode.report.kit.forms import Form, writing
from salesmode.report.kit.keeping import Kept, Sheet, keep
from salesmode.report.kit.pages import PaperError, Writer, kit_pages
from salesmode.report.kit.papers import Used

__all__ = ["Kept", "blank_paper", "write_kit"]


def write_kit(plan: Plan, library: Library, folder: str, form: Form = "md") -> Kept:
    """Write the papers that a plan uses into `folder` and return what became of each.

    Raises OutputError where they cannot be written, LibraryError where the library holds one that cannot be filled,
    InputError where what a form needs is not installed.
    """
    written = writing(form)
    try:
        pages = kit_pages(plan, library, form)
    except PaperError as error:
        raise _told(error, library) from error
    return keep([Sheet(page.file, written(page.text, library.lang)) for page in pages], folder)


def blank_paper(id: str, library: Library) -> str:
    """Return a paper as Markdown for a business of which nothing is known: every figure a blank.

    Raises KeyError where the library has no paper `id`, LibraryError where it cannot be filled.
    """
    paper = library.worksheets[id]
    nobody = make_plan(Profile(currency=next(iter(library.currencies.bands))), library)
    try:
        return Writer(nobody, library).page(Used(paper, paper.week or 1, ()))
    except PaperError as error:
        raise _told(error, library) from error


def _told(error: PaperError, library: Library) -> LibraryError:
    where = str(library.file(f"worksheets/{error.paper}.yaml"))
    fix = f"See everything that is wrong with it: {check_command(library.folder)}"
    return LibraryError(f"{error.place}, line {error.fault.line}: {error.fault.what}", where=where, fix=fix)
