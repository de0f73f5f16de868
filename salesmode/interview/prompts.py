"""What is put before a person, and how lines alone put it: the full screen draws the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple, Protocol

PROMPT = "> "
NONE: Final = "none"  # what is typed where nothing of all that can be chosen holds; its row has no number
# Arrow and function keys as a terminal sends them: where lines alone are read they say nothing.
KEYS: Final = re.compile(r"\x1b(?:\[[0-9;]*[A-Za-z~]|O[A-Za-z])|[\x1b\x08\x7f]")
Style = Literal["line", "one", "many", "scale", "doubt", "answers"]


class Row(NamedTuple):
    """Something to choose: what is typed for it, and what it is called."""

    value: str
    text: str


class FormLine(NamedTuple):
    """One question of a screen: what it is called, with the answer where there is one, and where it stands."""

    text: str
    standing: Literal["given", "passed", "here", "coming"]


class Form(NamedTuple):
    """The screen that a question stands on: its title, how far the advice is, its questions, and the present one."""

    title: str
    progress: str
    lines: tuple[FormLine, ...]
    ask: str = ""


@dataclass(frozen=True, slots=True)
class Prompt:
    """A question with what can be chosen; `shown` of the rows stand there at first, the rest behind `more`.

    `head` stands above, `label` names it afterwards, `how` says what to type, `given` is the answer so far as typed;
    `top` is the highest number of a scale; `form` the screen the question stands on.
    """

    head: tuple[str, ...]
    label: str
    style: Style = "line"
    rows: tuple[Row, ...] = ()
    shown: int = 0
    how: str = ""
    after: tuple[str, ...] = ()
    more: str = ""
    given: str | None = None
    top: int = 0
    form: Form | None = None


class Console(Protocol):
    """Where an interview takes place."""

    def say(self, text: str) -> None:
        """Show a text."""

    def show(self, prompt: Prompt) -> None:
        """Show a question, before it is first read."""

    def read(self, prompt: Prompt) -> str:
        """Return what is typed or chosen; raises EOFError where nobody is there any more."""

    def close_screen(self, form: Form) -> None:
        """Take leave of a screen that is done or left."""


class PlainConsole:
    """Lines out and lines in, nothing redrawn; every choice has a number."""

    def __init__(self, ask: Callable[[str], str], say: Callable[[str], None]) -> None:
        self._ask, self._say = ask, say

    def say(self, text: str) -> None:
        """Show a text."""
        self._say(text)

    def show(self, prompt: Prompt) -> None:
        """Show a question with its choices."""
        lines = [*prompt.head, *_numbered(prompt)]
        self._say("\n".join([*lines, *([prompt.how] if prompt.how else []), *prompt.after]))

    def read(self, prompt: Prompt) -> str:  # noqa: ARG002  what is asked has been shown
        """Return the next line."""
        return KEYS.sub("", self._ask(PROMPT)).strip()

    def close_screen(self, form: Form) -> None:
        """Do nothing: what was said stands above."""


def _numbered(prompt: Prompt) -> Iterator[str]:
    if prompt.style == "answers":
        yield from (f"  {row.value:24} {row.text}" for row in prompt.rows)
        return
    number = 0
    for row in prompt.rows[: prompt.shown]:
        if row.value == NONE:
            yield f"      {row.text} ({row.value})"
            continue
        number += 1
        plain = prompt.style == "doubt" or row.value in (row.text, str(number))
        yield f"  {number:>2}  {row.text}" if plain else f"  {number:>2}  {row.text} ({row.value})"
    if prompt.more:
        yield f"      {prompt.more}"


def rows_of(options: Sequence[tuple[str, str]]) -> tuple[Row, ...]:
    """Return options as rows."""
    return tuple(Row(id, word) for id, word in options)
