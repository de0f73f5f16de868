"""Somebody who types answers, and what is then in their file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from salesmode.business.profile import ANSWERS, Profile, dump_answers
from salesmode.intake.answers import Given, read_answers
from salesmode.intake.questions import catalog
from salesmode.interview import PlainConsole, interview
from salesmode.knowledge.library import Lang, load_library

LIBRARY = load_library()
ORDER = [question for group in catalog(LIBRARY) for question in group.questions]
ASKED = [question for question in ORDER if question.id != "segments"]


class Talk:
    """A person who types `lines` and then closes the terminal, and what was said to them."""

    def __init__(
        self,
        path: Path,
        *lines: str,
        lang: Lang = "en",
        meanwhile: Callable[[], object] | None = None,
        deep: bool = True,
    ) -> None:
        self.path, self.lang, self.lines, self.deep = path, lang, list(lines), deep
        self.said = ""
        self._meanwhile = meanwhile

    def ask(self, _: str) -> str:
        """Return the next line; raises EOFError where there is none."""
        if self._meanwhile:
            self._meanwhile()
        if not self.lines:
            raise EOFError
        return self.lines.pop(0)

    def say(self, text: str) -> None:
        """Keep what is said."""
        self.said += text + "\n"

    def run(self) -> Profile:
        """Return what the interview returns."""
        return interview(self.path, LIBRARY.in_language(self.lang), PlainConsole(self.ask, self.say), self.deep)

    def until_the_end(self) -> Profile:
        """Type `done` behind the lines, and return the answers."""
        self.lines.append("done")
        return self.run()


def on_disk(path: Path) -> dict[str, object]:
    """Return the answers in a file."""
    return dump_answers(read_answers(Given(file=str(path)), LIBRARY)) if path.exists() else {}


def all_but(*ids: str) -> str:
    """Return a file in which only `ids` are still open."""
    given = dict.fromkeys(ANSWERS, "n/a") | {"currency": "USD"}
    return "".join(f"{id}: {value}\n" for id, value in given.items() if id not in ids)


def answer(path: Path, id: str, *lines: str, lang: Lang = "en") -> object:
    """Return the answer to `id` where it alone is asked and `lines` are typed."""
    path.write_text(all_but(id, "offer"), encoding="utf-8")
    Talk(path, f"go {id}", *lines, lang=lang).until_the_end()
    return on_disk(path).get(id)
