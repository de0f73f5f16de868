"""What is said and asked: plain prompts in a fixed order. Printing and reading lines are the caller's."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

from salesmode.answers import FALLBACK
from salesmode.errors import InputError, SalesmodeError
from salesmode.forms import FormError, Mark, plain
from salesmode.interview.keeping import AnswersFile, Draft
from salesmode.interview.session import Session
from salesmode.interview.typed import read_typed
from salesmode.library import LANGS, Lang, Library
from salesmode.profile import Profile
from salesmode.questions import Phrases, Question, catalog, segment_example

PROMPT = "> "
SEGMENTS = "segments"
Step = Literal["next", "back", "done"]
COMMANDS = ("not_applicable", "why", "back", "clear", "done", "quit")


class QuitError(SalesmodeError):
    """The person asked to stop here: no fault, and no plan."""

    code = 0


def interview(
    path: Path, library: Library, lang: Lang, ask: Callable[[str], str], say: Callable[[str], None]
) -> Profile:
    """Ask what the file at `path` does not answer yet, save each answer there, and return the answers.

    Raises InputError where the file cannot be read, is changed meanwhile, or `ask` comes to the end of its input;
    OutputError where it cannot be written; QuitError where the person quits. KeyboardInterrupt goes through.
    """
    return _Talk(AnswersFile(path, library), library, lang, ask, say).run()


class _Talk:
    def __init__(
        self, file: AnswersFile, library: Library, lang: Lang, ask: Callable[[str], str], say: Callable[[str], None]
    ) -> None:
        self._file, self._library = file, library
        self._ask, self._say = ask, say
        self._texts = library.texts(lang).common
        self._words = Phrases(self._texts, "talk")
        self._session = Session(catalog(library, lang))
        self._heading = ""
        both = [Phrases(library.texts(one).common, "commands") for one in LANGS]
        self._commands = {plain(words.say(name)).casefold(): name for words in both for name in COMMANDS}

    def run(self) -> Profile:
        """Go through the questions and return what the file then says."""
        self._greet()
        more = self._session.forward(self._file.answered)
        while more:
            step = self._turn()
            if step == "done":
                break
            more = step == "back" or self._session.forward(self._file.answered)
        return self._file.profile

    def _turn(self) -> Step:
        """Ask the present question until there is something to go on with."""
        if self._session.question.id == SEGMENTS:
            example = segment_example(Phrases(self._texts, "blank"))
            self._tell("segments", example=example)
            self._session.skip()
            return "next"
        self._say("\n".join(self._shown()))
        self._session.ask()
        while True:
            step = self._step(self._read())
            if step:
                return step

    def _read(self) -> str:
        try:
            return self._ask(PROMPT).strip()
        except EOFError:
            raise self._left(InputError, "ended") from None

    def _step(self, text: str) -> Step | None:
        """Return where `text` leads, None where the question stays."""
        question = self._session.question
        match self._commands.get(plain(text).casefold()) if text else "skip":
            case "skip":
                if question.id not in self._file.answered:
                    self._session.skip()
                return "next"
            case "why":
                self._say("\n".join(self._meaning()))
                return None
            case "back":
                if self._session.back():
                    return "back"
                self._tell("first")
                return None
            case "clear":
                if question.id in self._file.answered:
                    self._save(self._file.draft(question.id, None))
                self._session.skip()
                return "next"
            case "done":
                return "done"
            case "quit":
                raise self._left(QuitError, "stopped")
            case "not_applicable":
                return self._answer(Mark.NOT_APPLICABLE.value)
            case _:
                return self._answer(text)

    def _answer(self, text: str) -> Step | None:
        question = self._session.question
        try:
            value = read_typed(question, text, self._library, self._file.profile.currency or FALLBACK)
            draft = self._file.draft(question.id, value)
        except FormError as error:
            self._say(f"{error.what}\n{error.fix}")
            return None
        except InputError as error:
            self._say(f"{self._words.say('clash')}\n{error}")
            return None
        self._save(draft)
        if question.id not in self._file.answered:  # a currency that does not apply is still assumed
            self._session.skip()
        return "next"

    def _save(self, draft: Draft) -> None:
        if self._file.changed():
            raise InputError(
                self._words.say("changed", id=self._session.question.id), where=self._file.place, fix=self._go_on()
            )
        self._file.save(draft)

    def _left(self, kind: type[SalesmodeError], key: str) -> SalesmodeError:
        return kind(self._words.say(key, kept=self._kept()), fix=self._go_on())

    def _go_on(self) -> str:
        return self._words.say("go_on", command=f"salesmode interview -a {shlex.quote(str(self._file.path))}")

    def _kept(self) -> str:
        count = len(self._file.answered)
        key = {0: "kept_none", 1: "kept_one"}.get(count, "kept_many")
        return self._words.say(key, count=count, path=self._file.place)

    def _tell(self, key: str, **filled: object) -> None:
        self._say(self._words.say(key, **filled))

    def _greet(self) -> None:
        for warning in self._file.warnings:
            self._say(warning)
        self._tell("welcome", path=self._file.place)
        if self._file.answered:
            self._tell("resumed", kept=self._kept())

    def _shown(self) -> Iterator[str]:
        session, question = self._session, self._session.question
        yield ""
        if session.group.id != self._heading:
            self._heading = session.group.id
            yield f"== {session.group.title} =="
        yield f"{self._words.say('progress', number=session.number, total=session.total)}  {question.ask}"
        for number, (id, word) in enumerate(question.options.items(), 1):
            yield f"  {number:>2}  {word}" if id in (word, str(number)) else f"  {number:>2}  {word} ({id})"
        yield self._how(question)
        if question.id in self._file.answered:
            yield self._words.say("given", answer=as_typed(self._file.given(question.id)))

    def _how(self, question: Question) -> str:
        """Return the hint, behind how to pick where there are options."""
        kind, most = question.spec.kind, question.spec.most
        if kind == "list":
            return self._words.say(question.id)
        if not question.options:
            return question.hint
        key = _PICK.get(kind, "pick_one") if not most else "pick_most"
        return f"{self._words.say(key, most=most)}\n{question.hint}"

    def _meaning(self) -> Iterator[str]:
        """Yield what the question is about, and every word of the glossary that its id or its options name."""
        question = self._session.question
        yield f"{question.label}: {question.hint}"
        near = {id.rpartition(".")[2] for id in question.options}
        for term in self._library.index["questions"]["glossary"]:
            if term in near or f"_{term}_" in f"_{question.id}_":
                at = f"questions.glossary.{term}"
                yield f"{self._texts[f'{at}.term']}: {self._texts[f'{at}.means']}"


_PICK = {"any_of": "pick_any", "levels": "pick_scale", "counts": "pick_counts"}


def as_typed(value: object) -> str:
    """Return an answer of a file as a person could have typed it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return ", ".join(f"{key}: {as_typed(inner)}" for key, inner in value.items())
    if isinstance(value, list):
        parts = (" ".join(map(as_typed, one.values())) if isinstance(one, dict) else as_typed(one) for one in value)
        return ", ".join(parts) or "none"
    return f"{value:.15g}" if isinstance(value, float) else str(value)
