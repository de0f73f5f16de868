"""The forms that papers can be had in, each by the ending of its files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, Literal, get_args

from salesmode.errors import InputError
from salesmode.knowledge.library import Lang

Form = Literal["md", "html", "docx"]
FORMS: Final[tuple[Form, ...]] = get_args(Form)
Writing = Callable[[str, Lang], bytes]

# A form is imported when it is asked for, so that the others start without what it needs.


def _markdown() -> Writing:
    return lambda text, lang: text.encode("utf-8", "backslashreplace")


def _html() -> Writing:
    from salesmode.report.kit.web import web_page

    return web_page


def _docx() -> Writing:
    try:
        from salesmode.report.kit.word import word_file
    except ModuleNotFoundError as error:
        if error.name != "docx":
            raise
        fix = "Install it: pip install 'salesmode[docx]'; or write -f html, which Word opens too"
        raise InputError("Word files need python-docx, which is not installed", where="-f docx", fix=fix) from error
    return word_file


_WRITINGS: Final[Mapping[Form, Callable[[], Writing]]] = {"md": _markdown, "html": _html, "docx": _docx}


def writing(form: Form) -> Writing:
    """Return what turns a paper in Markdown into a file of a form; raises InputError where it is not installed."""
    return _WRITINGS[form]()
