"""The interview on a terminal that can be drawn on: each screen a form, one question of it open, arrow keys and typing.

It returns what a person would have typed, so that the session need not know who draws; the terminal knows no rules.
"""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from prompt_toolkit.application import Application
from prompt_toolkit.application.current import get_app_session
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import BufferControl, FormattedTextControl, HSplit, Layout, VSplit, Window
from prompt_toolkit.layout.dimension import Dimension
from prompt_toolkit.output import Output, create_output
from prompt_toolkit.output.vt100 import Vt100_Output
from prompt_toolkit.utils import get_cwidth

from salesmode.atomic import write_stdout
from salesmode.errors import visible
from salesmode.intake.questions import Phrases
from salesmode.interview.choices import Choices
from salesmode.interview.layout import MARK, FormLayout, Line, cut, fitted, form_lines, lay_out
from salesmode.interview.prompts import Form, Prompt
from salesmode.interview.signals import given_back
from salesmode.knowledge.library import Library

SHOWN: Final = 200
LONGEST: Final = 4000  # of what is pasted; no answer is longer
TYPED_LINES: Final = 4  # so many are seen of a long answer
ESCAPE_SECONDS: Final = 0.05
LOOKS: Final = {"dim": "fg:ansibrightblack", "bold": "bold", "chosen": "reverse", "": ""}


@contextlib.contextmanager
def form_console(library: Library) -> Iterator[FormConsole]:
    """Give a terminal that is drawn on; all the while each key goes to the questions, none is lost between two."""
    console = FormConsole(library)
    with given_back(), get_app_session().input.raw_mode():
        yield console
    console.close()


class FormConsole:
    """A terminal that is drawn on. What is said stands inside the next form; what is done goes up and stays."""

    def __init__(self, library: Library) -> None:
        texts = library.interview
        self._words, self._commands = Phrases(texts, "keys"), Phrases(texts, "commands")
        self._said: list[str] = []
        self._begun = False

    def say(self, text: str) -> None:
        """Show a text: before the first question above everything, later inside the next form."""
        if self._begun:
            self._said.append(text.strip("\n"))
        else:
            _write(text)

    def show(self, prompt: Prompt) -> None:
        """Do nothing: a prompt is shown while it is read."""

    def read(self, prompt: Prompt) -> str:
        """Return what is typed or chosen, as it would be typed.

        Raises EOFError at Ctrl-D on an empty line, KeyboardInterrupt at Ctrl-C.
        """
        self._begun = True
        choices = Choices(prompt, self._words)
        said = [*self._said]
        self._said.clear()
        typed: str = _FormApplication(prompt, choices, said, self._commands).run()
        if prompt.style == "doubt":
            _write("\n".join([*(text for text in prompt.head if text), f"{MARK}{choices.in_words(typed)[:SHOWN]}"]))
        return typed.strip()

    def close_screen(self, form: Form) -> None:
        """Write a screen that is done above everything, where it stays."""
        width = shutil.get_terminal_size().columns
        lines = [line.text for line in form_lines(form, width)["earlier"]]
        if lines:
            _write("\n".join([cut(f"== {form.title} ==", width), *lines]))

    def close(self) -> None:
        """Say what no form is left to say."""
        if self._said:
            _write("\n".join(self._said))
        self._said.clear()


def _write(text: str) -> None:
    width = shutil.get_terminal_size().columns
    write_stdout("".join(f"{line}\n" for line in fitted(text, width)))


def _output() -> Output:
    """Return the terminal, which is not asked where its cursor is: some do not answer, and nothing here needs it."""
    output = create_output()
    if isinstance(output, Vt100_Output):
        output.enable_cpr = False
    return output


class _FormApplication:
    def __init__(self, prompt: Prompt, choices: Choices, said: Sequence[str], commands: Phrases) -> None:
        self._prompt, self._choices, self._said, self._commands = prompt, choices, said, commands
        self._line = Buffer(multiline=False)
        self._keys = KeyBindings()
        self._bind_keys()
        line = VSplit(
            [
                Window(FormattedTextControl(MARK), width=len(MARK)),
                Window(BufferControl(self._line), wrap_lines=True, height=self._typed_lines, dont_extend_height=True),
            ]
        )
        parts = HSplit([self._window(lambda layout: layout.above), line, self._window(lambda layout: layout.below)])
        self._app: Application[str] = Application(
            Layout(parts, focused_element=self._line),
            key_bindings=self._keys, erase_when_done=True, output=_output(), before_render=self._clear_resized,
        )  # fmt: skip
        self._app.ttimeoutlen = ESCAPE_SECONDS
        self._columns = self._app.output.get_size().columns

    def run(self) -> str:
        return self._app.run()

    def _window(self, half: Callable[[FormLayout], Sequence[Line]]) -> Window:
        def text() -> StyleAndTextTuples:
            lines = [(LOOKS[line.look], line.text) for line in half(self._layout())]
            return [(look, f"{text}\n" if n < len(lines) else text) for n, (look, text) in enumerate(lines, 1)]

        return Window(
            FormattedTextControl(text, show_cursor=False), dont_extend_height=True,
            height=lambda: Dimension.exact(len(half(self._layout()))),
        )  # fmt: skip

    def _layout(self) -> FormLayout:
        size = self._app.output.get_size()
        room = size.rows - 1 - self._typed_lines()
        return lay_out(self._prompt, self._choices, self._said, bool(self._line.text), size.columns, room)

    def _typed_lines(self) -> int:
        columns = max(1, self._app.output.get_size().columns - len(MARK))
        return min(TYPED_LINES, get_cwidth(visible(self._line.text)) // columns + 1)

    def _clear_resized(self, app: Application[str]) -> None:
        """Begin anew in a window of another width: how it has broken the old lines cannot be known."""
        columns = app.output.get_size().columns
        if columns != self._columns:
            self._columns = columns
            app.renderer.clear()

    def _bind_keys(self) -> None:
        empty = Condition(lambda: not self._line.text)
        choosing = empty & Condition(lambda: bool(self._choices.rows))
        add, choices = self._keys.add, self._choices

        add("up", filter=choosing)(lambda event: choices.move(-1))
        add("down", filter=choosing)(lambda event: choices.move(1))
        add("pageup", filter=choosing)(lambda event: choices.move(-choices.page))
        add("pagedown", filter=choosing)(lambda event: choices.move(choices.page))
        add("home", filter=choosing)(lambda event: choices.move(-len(choices.rows)))
        add("end", filter=choosing)(lambda event: choices.move(len(choices.rows)))
        add(" ", filter=choosing & Condition(lambda: choices.ticks))(lambda event: choices.tick())
        add("right", filter=choosing & Condition(lambda: choices.scales))(lambda event: choices.turn(1))
        add("left", filter=choosing & Condition(lambda: choices.scales))(lambda event: choices.turn(-1))
        add("tab")(lambda event: choices.open())
        for enter in ("enter", "c-j"):  # what is typed before the keys are taken over comes as c-j
            add(enter)(lambda event: event.app.exit(result=self._line.text or choices.chosen()))
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
