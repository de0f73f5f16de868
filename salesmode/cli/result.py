"""Where a result goes and how it looks there; what is said beside it."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from salesmode.atomic import silence, write_stdout, write_whole
from salesmode.errors import InputError, Message, SalesmodeError, shown, shown_path

if TYPE_CHECKING:
    from salesmode.engine.plan import Plan
    from salesmode.knowledge.library import Library
    from salesmode.report.client import Client
    from salesmode.report.document import Outline
    from salesmode.report.formats import Content
    from salesmode.report.wording import Words

Format = Literal["terminal", "md", "json", "html", "csv", "ics"]
NAMES: tuple[Format, ...] = get_args(Format)
READING: tuple[Format, ...] = ("terminal", "md", "json")  # those in which a reading without a plan can be had
ENDINGS: dict[str, Format] = {
    ".md": "md", ".markdown": "md", ".json": "json", ".html": "html", ".htm": "html", ".csv": "csv", ".ics": "ics",
}  # fmt: skip
SIDE_BY_SIDE: tuple[Format, ...] = ("terminal", "md", "json", "html")  # those of what is held against each other
PAGE: tuple[Format, ...] = ("terminal", "md")  # those of a page that is no plan
# Names of other things: text for a terminal in a file named so would mislead whoever opens it.
FOREIGN = (".pdf", ".docx", ".xlsx", ".yaml", ".yml")
ANSWERS_ENDINGS = (".yaml", ".yml", ".json")
FALLBACK_WIDTH = 80


def chosen_format(given: str | None, output: str | None, formats: tuple[Format, ...] = NAMES) -> Format:
    """Return the format of `formats` asked for: by `-f`, else by the ending of `-o`, else for a terminal."""
    if given is not None:
        if given not in formats:
            what = Message("no-format", "{text} is no format", text=shown(given))
            if given in NAMES:
                what = Message("format-of-plan", "{text} is a format of plan alone", text=shown(given))
            one_of = Message("write-one-of-these", "Write one of: {these}", these=", ".join(formats))
            raise InputError(what, where="-f", fix=one_of)
        return given
    ending = Path(output).suffix.lower() if output else ""
    named = ENDINGS.get(ending, "terminal")
    if ending in FOREIGN or named not in formats:
        endings = [ending for ending in ENDINGS if ENDINGS[ending] in formats and len(ending) <= len(".json")]
        named_so = f"End the name in {', '.join(('.txt', *endings[:-1]))} or {endings[-1]}"
        fix = named_so if formats == PAGE else f"{named_so}, or say which with -f"
        raise InputError(f"no format for names that end in {ending}", where="-o", fix=fix)
    return named


def stdout_is_terminal() -> bool:
    """Whether the result goes to a person's screen; not so where standard output is closed."""
    return sys.stdout is not None and not sys.stdout.closed and sys.stdout.isatty()


def draw(
    plan: Plan, library: Library, chosen: Format, output: str | None, *, content: Content = "plan", mark: bool = False,
    client: Client | None = None, paging: bool = True,
) -> None:  # fmt: skip
    """Write a plan, or what is wanted of it, in the format chosen; on a screen that it outgrows, in the pager."""
    from salesmode.report.formats import FORMATS, Report
    from salesmode.report.outlines import words_for

    report = Report(plan, words_for(plan, library), content, *_screen(output), mark, client)
    _show(FORMATS[chosen](report), output, paging=paging and chosen == "terminal")


def draw_page(page: Outline, output: str | None, chosen: Format | None = None) -> None:
    """Write a page that is no plan as for a terminal, or as Markdown into a file named so or where it is chosen."""
    from salesmode.report.formats.markdown import markdown
    from salesmode.report.formats.terminal import terminal

    chosen = chosen or chosen_format(None, output, PAGE)
    text = markdown(page) if chosen == "md" else terminal(page, *_screen(output))
    _show(text, output, paging=chosen == "terminal")


def draw_outline(page: Outline, chosen: Format, words: Words, output: str | None) -> None:
    """Write a page that is no plan as for a terminal, as Markdown or as HTML."""
    if chosen == "html":
        from salesmode.report.charts import no_charts
        from salesmode.report.formats.html import html

        write(html(page, no_charts(words)), output)
    else:
        draw_page(page, output, chosen)


def _screen(output: str | None) -> tuple[int, bool]:
    """The columns to draw in, and whether in colour."""
    on_screen = output is None and stdout_is_terminal()
    colour = on_screen and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return _width(on_screen), colour


def _width(on_screen: bool) -> int:
    """Return the columns to draw in: a file or a pipe does not depend on the window it is written from."""
    if on_screen:
        return shutil.get_terminal_size((FALLBACK_WIDTH, 24)).columns
    named = os.environ.get("COLUMNS", "")
    return int(named[:4]) if named.isascii() and named.isdigit() and int(named[:4]) else FALLBACK_WIDTH


def _show(text: str, output: str | None, *, paging: bool) -> None:
    if paging and output is None and stdout_is_terminal():
        from salesmode.cli.pager import paged

        if paged(text):
            return
    write(text, output)


def write(text: str, output: str | None) -> None:
    """Write a result to a file, or to standard output; raises InputError where the file holds answers."""
    if output is None:
        write_stdout(text)
        return
    if holds_answers(output):
        fix = "Name another file, or delete this one first if nobody needs it"
        raise InputError(f"{shown_path(output)} holds answers, which would be lost", where="-o", fix=fix)
    write_whole(output, text)


def holds_answers(name: str) -> bool:
    """Return whether a file is one of answers, and at least one of them is given."""
    from salesmode.business.profile import ANSWERS
    from salesmode.intake.syntax import fetch, read_map

    if Path(name).suffix.lower() not in ANSWERS_ENDINGS or not Path(name).is_file():
        return False
    try:
        given = read_map(fetch(name, None), name)
    except SalesmodeError:
        return False
    return given.keys() <= set(ANSWERS) and any(node.tree() is not None for node in given.values())


def say(text: str, end: str = "\n") -> None:
    """Say something beside the result; with nobody listening it is lost, and the result is not."""
    try:
        sys.stderr.write(text + end)
        sys.stderr.flush()
    except OSError:
        silence(sys.stderr)
    except (ValueError, AttributeError):  # closed, or none at all
        return


def ask(prompt: str) -> str:
    """Return a line from standard input; raises EOFError at its end."""
    say(prompt, end="")
    raw = getattr(sys.stdin, "buffer", None)
    try:
        line = sys.stdin.readline() if raw is None else raw.readline().decode("utf-8")
    except ValueError:
        what = Message("line-not-utf8", "this line is not UTF-8")
        fix = Message(
            "line-not-utf8-fix", "What was answered before is saved. Set the terminal to UTF-8 and run it again"
        )
        raise InputError(what, where="interview", fix=fix) from None
    if not line:
        raise EOFError
    return str(line).rstrip("\r\n")
