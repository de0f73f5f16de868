"""What a screen looks like as a form: lines that fit a window, whatever its size. It knows no terminal.

Above the line that is typed on: the title, earlier answers, the question, the choices, what was said. Below
it: what is still to come, and the keys. Where the window is low, each part gives up lines in a fixed order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, Literal, NamedTuple

from prompt_toolkit.utils import get_cwidth

from salesmode.errors import visible
from salesmode.interview.choices import Choices
from salesmode.interview.prompts import Form, Prompt
from salesmode.report.formats.wrap import wrapped

Look = Literal["", "dim", "bold", "chosen"]
Keep = Literal["first", "last", "around"]
LEAST_ROWS: Final = 3  # of the choices, so that one sees where the cursor is
MARK, NO_MARK = "> ", "  "


class Line(NamedTuple):
    """A line no wider than the window, and how it looks."""

    look: Look
    text: str


class FormLayout(NamedTuple):
    """The lines above and below the one that is typed on."""

    above: tuple[Line, ...]
    below: tuple[Line, ...]


class _Part(NamedTuple):
    name: str
    lines: Sequence[Line]
    least: int
    keep: Keep = "first"
    at: int = 0


# Who gets the lines there are, first come; and the order in which they stand.
_IMPORTANCE: Final = ("question", "keys", "said", "rows", "earlier", "title", "hint", "coming", "progress")
_ABOVE: Final = ("progress", "title", "earlier", "question", "rows", "said")
_BELOW: Final = ("coming", "hint", "keys")


def lay_out(prompt: Prompt, choices: Choices, said: Sequence[str], typing: bool, width: int, height: int) -> FormLayout:
    """Return the form in `width` cells and at most `height` lines, the typed one not counted."""
    parts = {part.name: part for part in _parts(prompt, choices, said, typing, width)}
    sizes = _shared([parts[name] for name in _IMPORTANCE if name in parts], height)
    kept = {name: _cut(part, sizes[name]) for name, part in parts.items()}
    above, below = ([line for name in names for line in kept.get(name, ())] for names in (_ABOVE, _BELOW))
    return FormLayout(tuple(above), tuple(below))


def fitted(text: str, width: int, indent: str = "") -> Iterator[str]:
    """Yield `text` in lines of at most `width` cells, those after the first behind `indent`."""
    for line in visible(text).split("\n"):
        first, *rest = wrapped(line, width, get_cwidth)
        yield line[slice(*first)]
        if rest:
            tail = line[rest[0][0] :]
            lines = wrapped(tail, max(1, width - len(indent)), get_cwidth)
            yield from (f"{indent}{tail[start:end]}" for start, end in lines)


def cut(text: str, width: int) -> str:
    """Return `text` on one line of at most `width` cells, its end left out where it is longer."""
    line = " ".join(visible(text).split())
    if get_cwidth(line) <= width:
        return line
    kept = ""
    for char in line:
        if get_cwidth(kept + char) > width - 1:
            break
        kept += char
    return f"{kept}…"


def form_lines(form: Form, width: int) -> dict[str, list[Line]]:
    """Return what was answered on the screen and what is still to come, a line each."""
    parted: dict[str, list[Line]] = {"earlier": [], "coming": []}
    for line in form.lines:
        if line.standing == "coming":
            parted["coming"].append(Line("dim", f"{NO_MARK}{cut(line.text, width - len(NO_MARK))}"))
        elif line.standing != "here":
            parted["earlier"].append(Line("", f"{NO_MARK}{cut(line.text, width - len(NO_MARK))}"))
    return parted


def _parts(
    prompt: Prompt, choices: Choices, said: Sequence[str], typing: bool, width: int
) -> Iterator[_Part]:  # fmt: skip
    form = prompt.form
    if form is not None:
        lines = form_lines(form, width)
        yield _Part("progress", _looking("dim", [form.progress], width), 0)
        yield _Part("title", [Line("", cut(f"== {form.title} ==", width))], 0)
        yield _Part("earlier", lines["earlier"], 0, "last")
        yield _Part("coming", lines["coming"], 0)
    asked = _looking("bold", [form.ask] if form else [text for text in prompt.head if text], width)
    yield _Part("question", asked, len(asked))
    rows, at = _rows(choices, typing, width)
    yield _Part("rows", rows, LEAST_ROWS, "around", at)
    yield _Part("said", _looking("", said, width), LEAST_ROWS)
    yield _Part("hint", _looking("dim", list(choices.hints()), width), 0)
    yield _Part("keys", _looking("dim", list(choices.keys(typing)), width), 1)


def _looking(look: Look, texts: Sequence[str], width: int) -> list[Line]:
    return [Line(look, line) for text in texts for line in fitted(text, width)]


def _rows(choices: Choices, typing: bool, width: int) -> tuple[list[Line], int]:
    """Return the lines of the choices, and the first of the one under the cursor."""
    lines: list[Line] = []
    cursor = 0
    for index, text in enumerate(choices.lines()):
        here = index == choices.at and not typing
        if index == choices.at:
            cursor = len(lines)
        wrapped_row = fitted(text, width - len(MARK), NO_MARK)
        marks = (MARK if here else NO_MARK, NO_MARK)
        lines += [Line("chosen" if here else "", f"{marks[min(n, 1)]}{row}") for n, row in enumerate(wrapped_row)]
    return lines, cursor


def _shared(parts: Sequence[_Part], height: int) -> dict[str, int]:
    """Return how many lines each part gets: first its least, then all it has, in the order given."""
    sizes: dict[str, int] = {}
    room = height
    for part in parts:
        sizes[part.name] = min(part.least, len(part.lines), max(room, 0))
        room -= sizes[part.name]
    for part in parts:
        more = min(len(part.lines) - sizes[part.name], max(room, 0))
        sizes[part.name] += more
        room -= more
    return sizes


def _cut(part: _Part, size: int) -> Sequence[Line]:
    if part.keep == "last":
        return part.lines[len(part.lines) - size :]
    start = max(0, min(part.at - size // 2, len(part.lines) - size)) if part.keep == "around" else 0
    return part.lines[start : start + size]
