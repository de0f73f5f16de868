"""What is said once the plan stands: where the answers are, and what can be made of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Literal

from salesmode.business.profile import Profile
from salesmode.engine.next_questions import MATURITY, Proof
from salesmode.errors import InputError, SalesmodeError, Sentence, shown, shown_path
from salesmode.intake.answers import FALLBACK
from salesmode.intake.answers_file import AnswersFile
from salesmode.intake.parse import FormError, Mark, plain
from salesmode.intake.questions import Phrases, segment_example
from salesmode.interview.commands import Commanding, answer_elsewhere, named
from salesmode.interview.prompts import Desk, Lines, Prompt
from salesmode.interview.saving import Saving
from salesmode.interview.state import NOTES, Interview, answered
from salesmode.interview.translation import translate, translated
from salesmode.interview.typed import names_levels, read_typed, read_yes_no
from salesmode.interview.wording import Doubt, Posing, Telling
from salesmode.knowledge.library import Lang, Library

FEWEST = 2
_BY_PARTS = ("levels", "counts", "list")


class QuitError(SalesmodeError):
    """The person asked to stop here: no fault, and no plan."""

    exit_code = 0


class StoppedError(SalesmodeError):
    """The person interrupted the interview."""

    exit_code = 130


def interview(path: Path, library: Library, lang: Lang, desk: Desk, deep: bool = False) -> Profile:
    """Ask what can still change the advice, save each answer at `path`, and return the answers.

    Raises InputError where the file cannot be read, is changed meanwhile, or the desk comes to the end of its input;
    OutputError where it may not be written, or could not be until the end; QuitError where the person quits, and
    StoppedError where they interrupt it.
    """
    try:
        return _Talk(AnswersFile(path, library), library, lang, desk, deep).run()
    except SalesmodeError as error:
        raise translated(error, library.interview) from error


class _Talk:
    def __init__(self, file: AnswersFile, library: Library, lang: Lang, desk: Desk, deep: bool) -> None:
        self._file, self._library, self._desk = file, library, desk
        self._rules = Interview(library, deep)
        self._telling = Telling(library, lang, self._rules)
        self._posing = Posing(library, self._telling, self._rules, file)
        self._words = self._telling.words
        self._commands = Commanding(library, self._telling.questions)
        self._saving = Saving(file, desk, self._words, self._commands, lang)
        self._state = self._rules.start(file.profile)
        self._screen: str | None = None

    def run(self) -> Profile:
        """Go through the questions and return what the file then says."""
        try:
            self._through()
            self._saving.settle()
        except KeyboardInterrupt:
            self._desk.say("")
            raise self._saving.left(StoppedError, "stopped") from None
        return self._file.profile

    def _through(self) -> None:
        self._greet()
        if self._state.at is None:
            self._look_again()
        while self._state.at is not None and self._turn() and self._doubts():
            pass
        self._leave()
        if self._rules.deep and "segments" not in self._state.answered:
            self._tell("segments", example=segment_example(Phrases(self._telling.library.interview, "blank")))

    def _look_again(self) -> None:
        """Where nothing is left to ask, let the answers be looked at and changed before the plan is made."""
        prompt = self._posing.review(self._state, self._words.say("nothing_left"))
        self._desk.put(prompt)
        while self._state.at is None:
            try:
                text = self._desk.read(prompt)
            except EOFError:
                return
            command = self._commands.command(text)
            if command == "quit":
                raise self._saving.left(QuitError, "stopped")
            if command == "done" or not text:
                return
            self._typed(text)

    def _turn(self) -> bool:
        """Ask the present question until it leads somewhere; return whether to go on."""
        before = self._state
        if before.screen != self._screen:
            self._leave()
        prompt = self._posing.question(before)
        self._desk.put(prompt)
        while self._state is before:
            command = self._step(self._read(prompt))
            if command == "done":
                return False
            if command == "more":
                prompt = replace(prompt, shown=len(prompt.rows), more="")
                self._desk.put(replace(prompt, head=(), how="", after=()))
        return True

    def _leave(self) -> None:
        """Take leave of the screen last shown."""
        if self._screen is not None:
            self._desk.leave(self._posing.form(self._state, self._screen))
        self._screen = self._state.screen

    def _read(self, prompt: Prompt) -> str:
        try:
            return self._desk.read(prompt)
        except EOFError:
            raise self._saving.left(InputError, "ended") from None

    def _step(self, text: str) -> str:
        """Do what `text` asks for; return the command it was."""
        command = self._commands.command(text) if text else "skip"
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
                raise self._saving.left(QuitError, "stopped")
            case "review":
                self._review()
            case "not_applicable":
                self._answer(str(self._state.at), Mark.NOT_APPLICABLE.value)
            case "" | "keep":
                self._typed(text)
        return command

    def _typed(self, text: str) -> None:
        """Take `text` as a way to another question, an answer to another one, or the answer to this."""
        to, elsewhere = self._commands.way_to(text), answer_elsewhere(text)
        if to is not None:
            self._state = self._rules.go(self._state, to)
        elif elsewhere is not None:
            self._answer(*elsewhere)
        elif self._state.at is None:
            self._tell("no_such", word=self._translate(shown(text)))
        elif self._state.at == MATURITY and not names_levels(text) and (proof := self._rules.proof(self._state)):
            self._prove(proof, text)
        else:
            self._answer(self._state.at, text)

    def _back(self) -> None:
        if not self._state.trail:
            self._tell("first")
        self._state = self._rules.back(self._state)

    def _clear(self) -> None:
        id = str(self._state.at)
        if id in self._state.answered:
            draft = self._file.draft(id, None)
            self._saving.save(draft)
            self._state = self._rules.tell(self._state, id, draft.profile)
        else:
            self._state = self._rules.skip(self._state)

    def _answer(self, id: str, text: str) -> None:
        question = self._telling.question(self._state) if id == self._state.at else self._telling.questions[id]
        try:
            value = read_typed(question, text, self._library, self._file.profile.currency or FALLBACK)
        except FormError as error:
            fix = self._posing.how(question) if question.spec.kind in _BY_PARTS else error.fix
            self._refuse(error.what, fix)
        else:
            self._kept_as(id, value)

    def _refuse(self, what: Sentence, fix: Sentence) -> None:
        self._desk.say(f"{self._translate(what)}\n{self._translate(fix)}")

    def _kept_as(self, id: str, value: object) -> bool:
        """Save an answer and go on from it; return whether the file could take it."""
        try:
            draft = self._file.draft(id, value)
        except InputError as error:
            self._desk.say(f"{self._words.say('clash')}\n{translated(error, self._library.interview)}")
            return False
        self._saving.save(draft)
        before, self._state = self._state, self._rules.tell(self._state, id, draft.profile)
        resting = self._state.again - before.again
        if resting:
            titles = (self._posing.label(one) for one in self._telling.questions if one in resting)
            self._tell("resting", titles=self._words.say("and").join(titles))
        return True

    def _prove(self, proof: Proof, text: str) -> None:
        """Take a yes or no to what is to be shown; what is neither is refused, and asked for again."""
        try:
            yes = read_yes_no(text)
        except FormError as error:
            self._refuse(error.what, error.fix)
            return
        levels = {**(self._state.profile.maturity or {}), proof.play: proof.level if yes else proof.level - 1}
        draft = self._file.draft(MATURITY, levels)
        self._saving.save(draft)
        self._state = self._rules.show(self._state, proof, draft.profile, closed=not yes)

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
        prompt = self._posing.doubt(doubt)
        self._desk.put(prompt)
        while True:
            text = plain(self._read(prompt))
            command = self._commands.command(text)
            if not text or command in ("keep", "back"):
                return None
            if command == "done":
                return "done"
            if command == "quit":
                raise self._saving.left(QuitError, "stopped")
            if text.isdecimal() and 1 <= int(text) <= len(prompt.rows):
                return int(text) - 1
            if command or text.isdecimal() or not self._noted(text, doubt):
                self._desk.say(prompt.how)
            else:
                return None

    def _noted(self, text: str, doubt: Doubt) -> bool:
        """Put `text` behind the notes of the file, with what it is about; return whether it could be kept."""
        about = self._words.say("and").join(self._posing.label(id) for id, _ in doubt.answers)
        notes = [self._file.profile.notes, f"{about}: {text}"]
        if not self._kept_as(NOTES, self._words.say("joint").join(filter(None, notes))):
            return False
        self._tell("noted", path=self._file.place)
        return True

    def _review(self) -> None:
        """Show every answer; where one is chosen, go there."""
        prompt = self._posing.review(self._state)
        self._desk.put(prompt)
        if prompt.rows and not isinstance(self._desk, Lines):
            text = self._read(prompt)
            if text:
                self._typed(text)

    def _tell(self, key: str, **filled: object) -> None:
        self._desk.say(self._words.say(key, **filled))

    def _translate(self, sentence: Sentence) -> str:
        return translate(sentence, self._library.interview)

    def _greet(self) -> None:
        for warning in self._file.warnings:
            self._desk.say(self._translate(warning))
        self._tell("welcome", path=self._file.place)
        if self._file.answered:
            self._tell("resumed", kept=self._saving.kept())


def offers(path: Path, profile: Profile, library: Library, lang: Lang, deep: bool) -> Iterator[str]:
    """Yield lines: where the answers lie, the command that makes this plan again, and what else can be had."""
    words = Phrases(library.interview, "talk")
    name = named(path, profile, lang)
    count = len(answered(profile))
    kept = "kept_one" if count == 1 else "kept_many" if count else "kept_none"
    yield words.say(kept, count=count, path=shown_path(str(path)))
    yield words.say("plan_here", command=f"salesmode plan {name}")
    files = [f"salesmode plan {name} -o plan.{ending}" for ending in ("md", "html")]
    yield words.say("plan_files", commands=words.say("joint").join([*files, f"salesmode kit {name} -o kit/"]))
    rules = Interview(library)
    more = 0 if deep else rules.deeper(rules.start(profile))
    if more:
        yield words.say("deeper", count=more, command=f"salesmode interview --deep {name}")
