"""Choosing among rows with keys: where the cursor is, what is ticked or counted, and what that comes to as typed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from salesmode.intake.questions import Phrases
from salesmode.interview.prompts import NONE, Prompt, Row

PAGE: Final = 8


class Choices:
    """The choices of one prompt; `at` is the row under the cursor."""

    page = PAGE

    def __init__(self, prompt: Prompt, words: Phrases) -> None:
        self._prompt, self._words = prompt, words
        self._open = not prompt.more
        given = _given(prompt)
        self._ticked = [row.value for row in prompt.rows if row.value in given]
        self._counts = {id: count for id, count in given.items() if prompt.style == "scale"}
        values = [row.value for row in self.rows]
        first = next((value for value in values if value in given), None)
        self.at = values.index(first) if first is not None and prompt.style == "one" else 0

    @property
    def ticks(self) -> bool:
        """Whether several may be chosen."""
        return self._prompt.style == "many"

    @property
    def scales(self) -> bool:
        """Whether each row gets a number."""
        return self._prompt.style == "scale"

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows shown now; what Enter alone does stands first where one is chosen."""
        prompt = self._prompt
        if prompt.style == "line":
            return ()
        rows = prompt.rows if self._open or not prompt.shown else prompt.rows[: prompt.shown]
        extra = {"one": "unknown", "doubt": "keep", "answers": "go_on"}.get(prompt.style)
        return (Row("", self._words.say(extra)), *rows) if extra else rows

    def move(self, by: int) -> None:
        """Move the cursor, as far as there are rows."""
        self.at = max(0, min(len(self.rows) - 1, self.at + by))

    def open(self) -> None:
        """Show the rows that were left out."""
        self._open = True

    def tick(self) -> None:
        """Tick the row under the cursor, or take its tick away; none of them and one of them never hold together."""
        value = self.rows[self.at].value
        if value in self._ticked:
            self._ticked = [ticked for ticked in self._ticked if ticked != value]
        else:
            self._ticked = [*(one for one in self._ticked if NONE not in (one, value)), value]

    def turn(self, by: int) -> None:
        """Change the number of the row under the cursor; below nothing it is unknown again."""
        value = self.rows[self.at].value
        count = self._counts.get(value, -1) + by
        self._counts = {id: number for id, number in self._counts.items() if id != value}
        if count >= 0:
            self._counts[value] = min(self._prompt.top, count)

    def chosen(self) -> str:
        """Return the choice as it would be typed, empty where there is none."""
        if self._prompt.style == "line":
            return ""
        if self.ticks:
            return ", ".join(self._ticked)
        if self.scales:
            return ", ".join(f"{id}: {count}" for id, count in self._counts.items())
        value = self.rows[self.at].value
        return f"go {value}" if value and self._prompt.style == "answers" else value

    def in_words(self, typed: str) -> str:
        """Return what was typed or chosen as a person reads it: the words of the rows it names."""
        called = {row.value: row.text for row in self._prompt.rows}
        if not typed:
            return self._prompt.given or self._words.say("keep" if self._prompt.style == "doubt" else "unknown")
        if self.scales:
            return ", ".join(_named(part, called) for part in typed.split(", "))
        parts = typed.split(", ") if self.ticks else [typed.removeprefix("go ")]
        return ", ".join(called.get(part, part) for part in parts)

    def lines(self) -> Iterator[str]:
        """Yield each row: its number where that can be typed, its tick or count, its words."""
        last, count = len(str(len(self.rows))), 0
        for row in self.rows:
            numbered = row.value not in ("", NONE)
            count += numbered
            shown = numbered and (self._prompt.style == "doubt" or not row.value.isdecimal())
            typed = f"{count:>{last}} " if shown else " " * (last + 1)
            before = "" if self._prompt.style == "answers" else typed
            if self.ticks:
                yield f"{before}{'[x]' if row.value in self._ticked else '[ ]'} {row.text}"
            elif self.scales:
                yield f"{before}[{self._counts.get(row.value, '-'):>2}] {row.text}"
            else:
                yield f"{before}{row.text}"

    def hints(self) -> Iterator[str]:
        """Yield how many rows are left out, what an answer may look like, and the answer so far."""
        prompt = self._prompt
        if not self._open and self.rows:
            yield prompt.more
        if prompt.style in ("line", "one"):
            yield from (line for line in prompt.how.splitlines()[-1:] if line)
        if prompt.style == "doubt":
            yield prompt.how
        yield from prompt.after

    def keys(self, typing: bool) -> Iterator[str]:
        """Yield what the keys do."""
        yield self._keys(typing)
        yield self._words.say("rest")

    def _keys(self, typing: bool) -> str:
        prompt = self._prompt
        if typing:
            return self._words.say("line")
        if prompt.style == "line":
            return self._words.say("line_none") if prompt.given is None else self._words.say(
                "line_given", answer=prompt.given)  # fmt: skip
        if self.ticks:
            return self._words.say("many" if self._ticked else "many_none")
        return self._words.say("scale" if self.scales else "one")


def _given(prompt: Prompt) -> dict[str, int]:
    """Return the rows that the answer so far names, each with its number."""
    parts = [part.partition(":") for part in (prompt.given or "").split(", ")]
    named = {id.strip(): count.strip() for id, _, count in parts}
    return {row.value: int(named[row.value] or 0) for row in prompt.rows if row.value in named}


def _named(part: str, called: dict[str, str]) -> str:
    id, colon, count = part.partition(":")
    return f"{called.get(id, id)}{colon}{count}"
