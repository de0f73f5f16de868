"""The interview on a terminal that can be drawn on: arrow keys and typing, one question at a time, history above.

It returns what a person would have typed, so that the talk need not know who draws; the terminal knows no rules.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from typing import Final

from prompt_toolkit.application import Application
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.data_structures import Point
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import BufferControl, FormattedTextControl, HSplit, Layout, VSplit, Window
from prompt_toolkit.layout.dimension import Dimension
from prompt_toolkit.output import Output, create_output
from prompt_toolkit.output.vt100 import Vt100_Output
from prompt_toolkit.utils import get_cwidth

from salesmode.errors import visible
from salesmode.interview.picking import Picking
from salesmode.interview.prompts import Prompt
from salesmode.library import Lang, Library
from salesmode.output import write_stdout
from salesmode.questions import Phrases
from salesmode.render.wrap import wrapped

SHOWN: Final = 200
LONGEST: Final = 4000  # of what is pasted; no answer is longer
ESCAPE_SECONDS: Final = 0.05


class Drawn:
    """A terminal that is drawn on."""

    def __init__(self, library: Library, lang: Lang) -> None:
        texts = library.texts(lang).common
        self._words, self._commands = Phrases(texts, "keys"), Phrases(texts, "commands")

    def say(self, text: str) -> None:
        """Show a text above what is drawn."""
        write_stdout("".join(f"{line}\n" for line in _fitted(text)))

    def put(self, prompt: Prompt) -> None:
        """Show what stands above a question and scrolls away with it."""
        if prompt.head:
            self.say("\n".join(prompt.head))
        if prompt.style == "answers" and prompt.after:
            self.say("\n".join(prompt.after))

    def read(self, prompt: Prompt) -> str:
        """Return what is typed or chosen, as it would be typed.

        Raises EOFError at Ctrl-D on an empty line, KeyboardInterrupt at Ctrl-C.
        """
        picking = Picking(prompt, self._words)
        typed: str = _Board(picking, self._commands).run()
        self.say(f"> {visible(picking.told(typed))[:SHOWN]}")
        return typed.strip()


def _output() -> Output:
    """Return the terminal, which is not asked where its cursor is: some do not answer, and nothing here needs it."""
    output = create_output()
    if isinstance(output, Vt100_Output):
        output.enable_cpr = False
    return output


def _fitted(text: str) -> Iterator[str]:
    """Yield the lines of `text` no wider than the window."""
    width = shutil.get_terminal_size().columns
    for line in text.split("\n"):
        yield from (line[start:end] for start, end in wrapped(line, width, get_cwidth))


class _Board:
    def __init__(self, picking: Picking, commands: Phrases) -> None:
        self._picking, self._commands = picking, commands
        self._line = Buffer(multiline=False)
        self._keys = KeyBindings()
        self._bind()
        rows = FormattedTextControl(self._rows, get_cursor_position=lambda: Point(0, picking.at), show_cursor=False)
        line = VSplit([Window(FormattedTextControl("> "), width=2), Window(BufferControl(self._line), wrap_lines=True)])
        foot = Window(
            FormattedTextControl(self._foot), wrap_lines=True, dont_extend_height=True, height=Dimension(min=1, max=6)
        )
        body = [Window(rows, wrap_lines=True, dont_extend_height=True)] if picking.rows else []
        parts = HSplit([*body, line, foot])
        self._app: Application[str] = Application(
            Layout(parts, focused_element=self._line), key_bindings=self._keys, erase_when_done=True, output=_output()
        )
        self._app.ttimeoutlen = ESCAPE_SECONDS

    def run(self) -> str:
        return self._app.run()

    def _rows(self) -> StyleAndTextTuples:
        drawn: StyleAndTextTuples = []
        for index, (mark, text) in enumerate(self._picking.drawn()):
            here = index == self._picking.at and not self._line.text
            drawn.append(("reverse" if here else "", f"{'>' if here else ' '} {mark}{text}\n"))
        return [*drawn[:-1], (drawn[-1][0], drawn[-1][1].rstrip("\n"))] if drawn else drawn

    def _foot(self) -> StyleAndTextTuples:
        return [("", "\n".join(_fitted("\n".join(self._picking.foot(bool(self._line.text))))))]

    def _bind(self) -> None:
        empty = Condition(lambda: not self._line.text)
        choosing = empty & Condition(lambda: bool(self._picking.rows))
        add, picking = self._keys.add, self._picking

        add("up", filter=choosing)(lambda event: picking.move(-1))
        add("down", filter=choosing)(lambda event: picking.move(1))
        add("pageup", filter=choosing)(lambda event: picking.move(-picking.page))
        add("pagedown", filter=choosing)(lambda event: picking.move(picking.page))
        add("home", filter=choosing)(lambda event: picking.move(-len(picking.rows)))
        add("end", filter=choosing)(lambda event: picking.move(len(picking.rows)))
        add(" ", filter=choosing & Condition(lambda: picking.ticks))(lambda event: picking.tick())
        add("right", filter=choosing & Condition(lambda: picking.scales))(lambda event: picking.turn(1))
        add("left", filter=choosing & Condition(lambda: picking.scales))(lambda event: picking.turn(-1))
        add("tab")(lambda event: picking.open())
        for enter in ("enter", "c-j"):  # what is typed before the keys are taken over comes as c-j
            add(enter)(lambda event: event.app.exit(result=self._line.text or picking.chosen()))
        add("escape", filter=empty)(self._command("back"))
        add("escape", filter=~empty)(lambda event: self._line.reset())
        add("?", filter=empty)(self._command("why"))
        add("？", filter=empty)(self._command("why"))
        add("c-r")(self._command("review"))
        for stop in ("c-c", "<sigint>"):
            add(stop)(lambda event: event.app.exit(exception=KeyboardInterrupt()))
        add("c-d", filter=empty)(lambda event: event.app.exit(exception=EOFError()))
        add(Keys.BracketedPaste)(self._paste)

    def _command(self, name: str) -> Callable[[KeyPressEvent], None]:
        return lambda event: event.app.exit(result=self._commands.say(name))

    def _paste(self, event: KeyPressEvent) -> None:
        """Take what is pasted as one line, and no more of it than any answer holds."""
        self._line.insert_text(" ".join(event.data[:LONGEST].split()))
