"""One interview at a file: what is typed or chosen leads the machine on, and every answer is kept before the next."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final, Literal

from salesmode.answers import FALLBACK
from salesmode.errors import InputError, SalesmodeError, shown
from salesmode.forms import FormError, Mark, plain
from salesmode.influence import MATURITY
from salesmode.interview.keeping import AnswersFile, Draft
from salesmode.interview.machine import NOTES, Interview
from salesmode.interview.prompts import Desk, Lines, Prompt, Row, Style, rows_of
from salesmode.interview.telling import Doubt, Telling
from salesmode.interview.typed import read_typed
from salesmode.library import LANGS, Lang, Library
from salesmode.profile import ANSWERS, Profile
from salesmode.questions import Phrases, Question, segment_example

FEWEST = 2
COMMANDS: Final = ("not_applicable", "why", "back", "clear", "done", "quit", "more", "review", "keep")
YES: Final = {"yes": True, "y": True, "1": True, "是": True, "有": True, "no": False, "n": False, "2": False}
NO: Final = {"否": False, "没有": False, "0": False}


class QuitError(SalesmodeError):
    """The person asked to stop here: no fault, and no plan."""

    code = 0


def interview(path: Path, library: Library, lang: Lang, desk: Desk, deep: bool = False) -> Profile:
    """Ask what can still change the advice, save each answer at `path`, and return the answers.

    Raises InputError where the file cannot be read, is changed meanwhile, or the desk comes to the end of its input;
    OutputError where it cannot be written; QuitError where the person quits. KeyboardInterrupt goes through.
    """
    return _Talk(AnswersFile(path, library), library, lang, desk, deep).run()


class _Talk:
    def __init__(self, file: AnswersFile, library: Library, lang: Lang, desk: Desk, deep: bool) -> None:
        self._file, self._library, self._desk = file, library, desk
        self._rules = Interview(library, deep)
        self._telling = Telling(library, lang, self._rules)
        self._words = self._telling.words
        self._state = self._rules.start(file.profile)
        self._commands = command_words(library)
        self._going = [library.texts(one).common["interview.commands.go"] for one in LANGS]
        self._provisional: int = library.index["screens"]["provisional"]
        self._heading: str | None = None

    def run(self) -> Profile:
        """Go through the questions and return what the file then says."""
        self._greet()
        if self._state.at is None:
            self._look_again()
        while self._state.at is not None and self._turn() and self._doubts():
            pass
        if self._rules.deep and "segments" not in self._state.answered:
            self._tell("segments", example=segment_example(Phrases(self._telling.texts, "blank")))
        return self._file.profile

    def _look_again(self) -> None:
        """Where nothing is left to ask, let the answers be looked at and changed before the plan is made."""
        prompt = self._review_prompt(self._words.say("nothing_left"))
        self._desk.put(prompt)
        while self._state.at is None:
            try:
                text = self._desk.read(prompt)
            except EOFError:
                return
            if self._commands.get(plain(text).casefold(), "") in ("done", "quit") or not text:
                return
            self._typed(text)

    def _turn(self) -> bool:
        """Ask the present question until it leads somewhere; return whether to go on."""
        prompt = self._prompt()
        self._desk.put(prompt)
        before = self._state
        while self._state is before:
            command = self._step(self._read(prompt))
            if command == "done":
                return False
            if command == "more":
                prompt = replace(prompt, shown=len(prompt.rows), more="")
                self._desk.put(replace(prompt, head=(), how="", after=()))
        return True

    def _read(self, prompt: Prompt) -> str:
        try:
            return self._desk.read(prompt)
        except EOFError:
            raise self._left(InputError, "ended") from None

    def _step(self, text: str) -> str:
        """Do what `text` asks for; return the command it was."""
        command = self._commands.get(plain(text).casefold(), "") if text else "skip"
        match command:
            case "skip":
                self._state = self._rules.skip(self._state)
            case "why":
                self._desk.say("\n".join(self._telling.why(self._state)))
            case "back":
                self._back()
            case "clear":
                self._clear()
            case "quit":
                raise self._left(QuitError, "stopped")
            case "review":
                self._review()
            case "not_applicable":
                self._answer(str(self._state.at), Mark.NOT_APPLICABLE.value)
            case "" | "keep":
                self._typed(text)
        return command

    def _typed(self, text: str) -> None:
        """Take `text` as a way to another question, an answer to another one, or the answer to this."""
        to = self._way_to(text)
        named = re.fullmatch(r"([a-z_]+)\s*[:=：]\s*(.+)", text, re.DOTALL)
        if to is not None:
            self._state = self._rules.go(self._state, to)
        elif named and named[1] in ANSWERS:
            self._answer(named[1], named[2].strip())
        elif self._state.at is None:
            self._tell("no_such", word=shown(text))
        else:
            self._answer(self._state.at, text)

    def _way_to(self, text: str) -> str | None:
        """Return the question that `text` asks to go to; a text that only begins like that is an answer."""
        called = plain(text).casefold()
        names = {plain(one.label).casefold(): id for id, one in self._telling.questions.items()}
        names |= {id: id for id in self._telling.questions}
        for word in self._going:
            if called.startswith(word):
                return names.get(called.removeprefix(word).strip())
        return None

    def _back(self) -> None:
        if not self._state.trail:
            self._tell("first")
        self._state = self._rules.back(self._state)

    def _clear(self) -> None:
        id = str(self._state.at)
        if id in self._state.answered:
            draft = self._file.draft(id, None)
            self._save(id, draft)
            self._state = self._rules.tell(self._state, id, draft.profile)
        else:
            self._state = self._rules.skip(self._state)

    def _answer(self, id: str, text: str) -> None:
        if id == MATURITY and self._proved(text):
            return
        question = self._telling.question(self._state) if id == self._state.at else self._telling.questions[id]
        try:
            value = read_typed(question, text, self._library, self._file.profile.currency or FALLBACK)
        except FormError as error:
            self._desk.say(f"{error.what}\n{error.fix}")
        else:
            self._kept_as(id, value)

    def _kept_as(self, id: str, value: object) -> bool:
        """Save an answer and go on from it; return whether the file could take it."""
        try:
            draft = self._file.draft(id, value)
        except InputError as error:
            self._desk.say(f"{self._words.say('clash')}\n{error}")
            return False
        self._save(id, draft)
        self._state = self._rules.tell(self._state, id, draft.profile)
        return True

    def _proved(self, text: str) -> bool:
        """Take a yes or no to what is to be shown; return whether `text` was one."""
        proof = self._rules.proof(self._state) if self._state.at == MATURITY else None
        yes = {**YES, **NO}.get(plain(text).casefold())
        if proof is None or yes is None:
            return False
        levels = {**(self._state.profile.maturity or {}), proof.play: proof.level if yes else proof.level - 1}
        draft = self._file.draft(MATURITY, levels)
        self._save(MATURITY, draft)
        self._state = self._rules.show(self._state, proof, draft.profile, closed=not yes)
        return True

    def _doubts(self) -> bool:
        """Name what does not go together since the last answer; one of the answers may be changed, or all kept.

        Return whether to go on.
        """
        for id in self._state.doubts:
            doubt = self._telling.doubt(id, self._state)
            self._state = self._rules.name(self._state, id)
            if len(doubt.answers) < FEWEST:  # with what does not apply there is nothing to choose between
                continue
            picked = self._picked(doubt)
            if picked == "done":
                return False
            if picked is not None:
                self._state = self._rules.go(self._state, doubt.answers[int(picked)][0])
                break
        return True

    def _picked(self, doubt: Doubt) -> int | Literal["done"] | None:
        """Return which answer is to be changed, `None` where all are kept."""
        rows = tuple(Row(str(n), f"{self._label(id)}: {value}") for n, (id, value) in enumerate(doubt.answers, 1))
        head = ("", self._words.say("doubt"), doubt.text)
        how = self._words.say("doubt_how")
        prompt = Prompt(head, self._words.say("doubt"), "doubt", rows, len(rows), how)
        self._desk.put(prompt)
        while True:
            text = plain(self._read(prompt))
            command = self._commands.get(text.casefold(), "")
            if not text or command in ("keep", "back"):
                return None
            if command == "done":
                return "done"
            if command == "quit":
                raise self._left(QuitError, "stopped")
            if text.isdecimal() and 1 <= int(text) <= len(rows):
                return int(text) - 1
            if command or text.isdecimal() or not self._noted(text, doubt):
                self._desk.say(how)
            else:
                return None

    def _noted(self, text: str, doubt: Doubt) -> bool:
        """Put `text` behind the notes of the file, with what it is about; return whether it could be kept."""
        about = self._words.say("and").join(self._label(id) for id, _ in doubt.answers)
        notes = [self._file.profile.notes, f"{about}: {text}"]
        if not self._kept_as(NOTES, self._words.say("joint").join(filter(None, notes))):
            return False
        self._tell("noted", path=self._file.place)
        return True

    def _review(self) -> None:
        """Show every answer; where one is chosen, go there."""
        prompt = self._review_prompt("")
        self._desk.put(prompt)
        if prompt.rows and not isinstance(self._desk, Lines):
            text = self._read(prompt)
            if text:
                self._typed(text)

    def _review_prompt(self, after: str) -> Prompt:
        given = list(self._telling.review(self._state))
        if not given:
            return Prompt((self._words.say("review_none"),), "", "answers", after=(after,) if after else ())
        rows = tuple(Row(id, f"{label}: {value}") for id, label, value in given)
        how = self._words.say("review_how", id=given[0][0])
        return Prompt((), "", "answers", rows, len(rows), how, (after,) if after else ())

    def _label(self, id: str) -> str:
        return self._telling.questions[id].label

    def _save(self, id: str, draft: Draft) -> None:
        if self._file.changed():
            raise InputError(self._words.say("changed", id=id), where=self._file.place, fix=self._go_on())
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
        self._desk.say(self._words.say(key, **filled))

    def _greet(self) -> None:
        for warning in self._file.warnings:
            self._desk.say(warning)
        self._tell("welcome", path=self._file.place)
        if self._file.answered:
            self._tell("resumed", kept=self._kept())

    def _prompt(self) -> Prompt:
        """Return the present question as it is put to the person."""
        telling, state = self._telling, self._state
        question = telling.question(state)
        head = tuple(self._head())
        if state.at == MATURITY and self._rules.proof(state):
            yes_no = tuple(Row(id, telling.values(state).ui(id)) for id in ("yes", "no"))
            return Prompt(head, question.label, "one", yes_no, 0, self._words.say("proof_how"))
        given = as_typed(self._file.given(question.id)) if state.at in state.answered else None
        after = [self._words.say("again")] if state.at in state.again else []
        after += [self._words.say("given", answer=given)] if given is not None else []
        rows = rows_of(list(question.options.items()))
        few = len(telling.fitting(question, state))
        more = self._words.say("more_options", count=len(rows) - few) if len(rows) > few else ""
        style = _STYLES.get(question.spec.kind, "one" if question.options else "line")
        top = {"levels": 4, "counts": 10}.get(question.spec.kind, 0)
        return Prompt(head, question.label, style, rows, few, self._how(question), tuple(after), more, given, top)

    def _head(self) -> Iterator[str]:
        telling, state = self._telling, self._state
        yield ""
        if state.screen != self._heading:
            self._heading = state.screen
            yield telling.so_far(state) if len(state.seen) >= self._provisional else telling.left(state)
            yield f"== {telling.title(state)} =="
        yield telling.asked(state)

    def _how(self, question: Question) -> str:
        """Return the hint, behind how to pick where there are options."""
        kind, most = question.spec.kind, question.spec.most
        if kind == "list":
            return self._words.say(question.id)
        if not question.options:
            return question.hint
        key = _PICK.get(kind, "pick_one") if not most else "pick_most"
        return f"{self._words.say(key, most=most)}\n{question.hint}"


_STYLES: Final[Mapping[str, Style]] = {"any_of": "many", "levels": "scale", "counts": "scale", "list": "line"}
_PICK = {"any_of": "pick_any", "levels": "pick_scale", "counts": "pick_counts"}


def command_words(library: Library) -> dict[str, str]:
    """Return every word that commands an interview, in either language, with the command."""
    both = [Phrases(library.texts(one).common, "commands") for one in LANGS]
    return {plain(words.say(name)).casefold(): name for words in both for name in COMMANDS}


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
