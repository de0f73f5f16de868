"""The words that command an interview, in either language, and what is typed to get to another question."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from salesmode.business.profile import ANSWERS, Profile
from salesmode.intake.parse import plain
from salesmode.intake.questions import Phrases, Question
from salesmode.knowledge.library import LANGS, Lang, Library

COMMANDS: Final = ("not_applicable", "why", "back", "clear", "done", "quit", "more", "review", "keep")


class Commands:
    """What a line asks for besides being an answer."""

    def __init__(self, library: Library, questions: Mapping[str, Question]) -> None:
        phrases = [Phrases(library.in_language(lang).interview, "commands") for lang in LANGS]
        self._commands = {plain(words.say(name)).casefold(): name for words in phrases for name in COMMANDS}
        self._go_words = [words.say("go") for words in phrases]
        labels = {plain(question.label).casefold(): id for id, question in questions.items()}
        self._questions = labels | {id: id for id in questions}

    def command(self, text: str) -> str:
        """Return the command that `text` is, empty where it is none."""
        return self._commands.get(plain(text).casefold(), "")

    def destination(self, text: str) -> str | None:
        """Return the question that `text` asks to go to; a text that only begins like that is an answer."""
        called = plain(text).casefold()
        for word in self._go_words:
            if called.startswith(word):
                return self._questions.get(called.removeprefix(word).strip())
        return None


def command_options(path: Path, profile: Profile, lang: Lang) -> str:
    """Return the options by which a command finds these answers and speaks this language."""
    spoken = f" --lang {lang}" if lang != (profile.language or LANGS[0]) else ""
    return f"-a {shlex.quote(str(path))}{spoken}"


def answer_elsewhere(text: str) -> tuple[str, str] | None:
    """Return question and answer where `text` answers a question by its id, `goal: margin`."""
    named = re.fullmatch(r"([a-z0-9_]+)\s*[:=：]\s*(.+)", text, re.DOTALL)
    return (named[1], named[2].strip()) if named and named[1] in ANSWERS else None


def as_typed(value: object) -> str:
    """Return an answer of a file as a person could have typed it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return ", ".join(f"{key}: {as_typed(inner)}" for key, inner in value.items())
    if isinstance(value, list):
        return _listed(value)
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def _listed(values: Iterable[object]) -> str:
    return ", ".join(map(_list_item, values)) or "none"


def _list_item(value: object) -> str:
    return " ".join(map(as_typed, value.values())) if isinstance(value, dict) else as_typed(value)
