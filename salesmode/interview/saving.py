"""Every answer kept: in the file before the next question, or where that fails in memory until it can be written."""

from __future__ import annotations

from collections.abc import Sequence

from salesmode.errors import InputError, OutputError, SalesmodeError
from salesmode.intake.answers_file import AnswersFile, Draft
from salesmode.intake.questions import Phrases
from salesmode.interview.commands import Commanding, named
from salesmode.interview.prompts import Desk, Prompt
from salesmode.interview.translation import translate
from salesmode.knowledge.library import Lang


class Saving:
    """The answers file of one interview, and what is said about it."""

    def __init__(self, file: AnswersFile, desk: Desk, words: Phrases, commands: Commanding, lang: Lang) -> None:
        self._file, self._desk, self._words, self._commands, self._lang = file, desk, words, commands, lang

    def save(self, draft: Draft) -> None:
        """Put an answer into the file; where it cannot be written, say so and keep it for the next time.

        Raises InputError, with the answer to copy, where somebody else has changed the file.
        """
        self._unchanged(draft.line)
        waiting = bool(self._file.unsaved)
        try:
            self._file.save(draft)
        except OutputError as error:
            count = len(self._file.unsaved)
            key = "unsaved_one" if count == 1 else "unsaved_many"
            why = translate(error.what, self._words.words)
            self._desk.say(self._words.say(key, path=self._file.place, why=why, count=count))
        else:
            if waiting:
                self._written()

    def settle(self) -> None:
        """Write what could not be written yet, as often as the person wants to try.

        Raises OutputError, with the answers to copy, where they give it up.
        """
        while self._file.unsaved:
            failure = self._failure()
            if failure is None:
                self._written()
                return
            prompt = Prompt(("", *str(failure).splitlines()), "", how=self._words.say("try_again"))
            self._desk.put(prompt)
            try:
                text = self._desk.read(prompt)
            except EOFError:
                raise failure from None
            if self._commands.command(text) == "quit":
                raise failure

    def left(self, kind: type[SalesmodeError], key: str) -> SalesmodeError:
        """Return the error that ends the interview here: where the answers are, or those that could not be written."""
        return self._failure() or kind(self._words.say(key, kept=self.kept()), fix=self._go_on())

    def kept(self) -> str:
        """Return how many answers are in the file."""
        count = len(self._file.answered)
        key = {0: "kept_none", 1: "kept_one"}.get(count, "kept_many")
        return self._words.say(key, count=count, path=self._file.place)

    def _written(self) -> None:
        self._desk.say(self._words.say("written", path=self._file.place))

    def _failure(self) -> SalesmodeError | None:
        """Try to write what is not written; return what is in the way, with the answers to copy."""
        try:
            if self._file.unsaved:
                self._unchanged()
            self._file.write()
        except OutputError as error:
            why = translate(error.what, self._words.words)
            return OutputError(
                self._words.say("not_written", path=self._file.place, why=why), fix=self._to_copy(self._file.unsaved)
            )
        except InputError as error:
            return error
        return None

    def _unchanged(self, *more: str) -> None:
        if self._file.changed():
            fix = self._to_copy((*self._file.unsaved, *more))
            raise InputError(self._words.say("changed"), where=self._file.place, fix=fix)

    def _to_copy(self, lines: Sequence[str]) -> str:
        return "\n".join([*(f"  {line}" for line in lines), self._go_on()])

    def _go_on(self) -> str:
        return self._words.say(
            "go_on", command=f"salesmode interview {named(self._file.path, self._file.profile, self._lang)}"
        )
