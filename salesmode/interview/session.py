"""One interview: question after question, each answer saved, and at the end what can be made of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Literal

from salesmode.business.profile import Profile
from salesmode.business.vocabulary import NUMBERS
from salesmode.engine.next_questions import MATURITY, Proof
from salesmode.errors import InputError, SalesmodeError, Sentence, shown, shown_path
from salesmode.intake.answers import FALLBACK
from salesmode.intake.answers_file import AnswersFile
from salesmode.intake.parse import FormError, Mark, plain, says_unknown
from salesmode.intake.questions import Phrases
from salesmode.interview.commands import Commands, answer_elsewhere, command_options
from salesmode.interview.parts import SEGMENTS, Part, PartPrompts, open_parts, with_part
from salesmode.interview.prompts import Console, PlainConsole, Prompt
from salesmode.interview.saving import Saver
from salesmode.interview.state import NOTES, InterviewRules, answered
from salesmode.interview.translation import translate, translated
from salesmode.interview.typed import names_levels, read_typed, read_yes_no
from salesmode.interview.wording import Doubt, PromptBuilder, Wording
from salesmode.knowledge.library import Library

FEWEST = 2
_BY_PARTS = ("levels", "counts", "list")


class QuitError(SalesmodeError):
    """The person asked to stop here: no fault, and no plan."""

    exit_code = 0


class StoppedError(SalesmodeError):
    """The person interrupted the interview."""

    exit_code = 130


def interview(path: Path, library: Library, console: Console, deep: bool = False) -> Profile:
    """Ask what can still change the advice, save each answer at `path`, and return the answers.

    It speaks the language of `library`.

    Raises InputError where the file cannot be read, is changed meanwhile, or the console comes to the end of its input;
    OutputError where it may not be written, or could not be until the end; QuitError where the person quits, and
    StoppedError where they interrupt it.
    """
    try:
        return _Session(AnswersFile(path, library), library, console, deep).run()
    except SalesmodeError as error:
        raise translated(error, library.interview) from error


class _Session:
    def __init__(self, file: AnswersFile, library: Library, console: Console, deep: bool) -> None:
        self._file, self._library, self._console = file, library, console
        self._rules = InterviewRules(library, deep)
        self._wording = Wording(library, self._rules)
        self._prompts = PromptBuilder(self._wording, self._rules, file)
        self._words = self._wording.words
        self._commands = Commands(library, self._wording.questions)
        self._saver = Saver(file, console, self._commands, library)
        self._state = self._rules.start(file.profile)
        self._screen: str | None = None
        self._to_plan = self._rules.before_plan(self._state) > 0
        self._part_prompts = PartPrompts(self._wording)
        self._of_parts: set[Part] | None = None  # what was asked of groups of customers, while their turn lasts

    def run(self) -> Profile:
        """Go through the questions and return what the file then says."""
        try:
            self._ask_all()
            self._saver.settle()
        except KeyboardInterrupt:
            self._console.say("")
            raise self._saver.ending(StoppedError, "stopped") from None
        return self._file.profile

    def _ask_all(self) -> None:
        self._greet()
        if self._state.at is None:
            self._review_before_plan()
        while self._state.at is not None and self._ask_current() and self._ask_of_parts() and self._ask_about_doubts():
            self._tell_first_plan()
        self._close_screen()

    def _tell_first_plan(self) -> None:
        """Say once, as soon as a first plan can be told, what it says; who has read it may stop or go on."""
        waiting = self._rules.before_plan(self._state) > 0
        if self._to_plan and not waiting and self._state.at is not None:
            self._console.say(self._wording.first_plan(self._state))
        self._to_plan = waiting

    def _review_before_plan(self) -> None:
        """Where nothing is left to ask, let the answers be looked at and changed before the plan is made."""
        prompt = self._prompts.review(self._state, self._words.say("nothing_left"))
        self._console.show(prompt)
        while self._state.at is None:
            try:
                text = self._console.read(prompt)
            except EOFError:
                return
            command = self._commands.command(text)
            if command == "quit":
                raise self._saver.ending(QuitError, "stopped")
            if command == "done" or not text:
                return
            self._take(text)

    def _ask_current(self) -> bool:
        """Ask the present question until it leads somewhere; return whether to go on."""
        before = self._state
        if before.screen != self._screen:
            self._close_screen()
        prompt = self._prompts.question(before)
        self._console.show(prompt)
        command = ""
        while self._state is before:
            text = self._read(prompt)
            if command == "why" and not text:  # whoever has read the reason goes on reading, and is asked once more
                command = ""
                self._console.show(prompt)
                continue
            command = self._act_on(text)
            if command == "done":
                return False
            if command == "more":
                prompt = replace(prompt, shown=len(prompt.rows), more="")
                self._console.show(replace(prompt, head=(), how="", after=()))
        return True

    def _close_screen(self) -> None:
        """Take leave of the screen last shown."""
        if self._screen is not None:
            self._console.close_screen(self._prompts.form(self._state, self._screen))
        self._screen = self._state.screen

    def _read(self, prompt: Prompt) -> str:
        try:
            return self._console.read(prompt)
        except EOFError:
            raise self._saver.ending(InputError, "ended") from None

    def _act_on(self, text: str) -> str:
        """Do what `text` asks for; return the command it was."""
        command = self._commands.command(text) if text and not says_unknown(text) else "skip"
        match command:
            case "skip":
                self._state = self._rules.skip(self._state)
            case "why":
                self._console.say("\n".join(self._wording.why(self._state)))
            case "back":
                self._back()
            case "clear":
                self._clear()
            case "quit":
                raise self._saver.ending(QuitError, "stopped")
            case "review":
                self._review()
            case "not_applicable":
                self._answer(str(self._state.at), Mark.NOT_APPLICABLE.value)
            case "" | "keep":
                self._take(text)
        return command

    def _take(self, text: str) -> None:
        """Take `text` as a way to another question, an answer to another one, or the answer to this."""
        to, elsewhere = self._commands.destination(text), answer_elsewhere(text)
        if to is not None:
            self._state = self._rules.go(self._state, to)
        elif elsewhere is not None:
            self._answer(*elsewhere)
        elif self._state.at is None:
            self._say("no_such", word=self._translate(shown(text)))
        elif self._state.at == MATURITY and not names_levels(text) and (proof := self._rules.proof(self._state)):
            self._prove(proof, text)
        else:
            self._answer(self._state.at, text)

    def _back(self) -> None:
        if not self._state.trail:
            self._say("first")
        self._state = self._rules.back(self._state)

    def _clear(self) -> None:
        id = str(self._state.at)
        if id in self._state.answered:
            draft = self._file.draft(id, None)
            self._saver.save(draft)
            self._state = self._rules.tell(self._state, id, draft.profile)
        else:
            self._state = self._rules.skip(self._state)

    def _answer(self, id: str, text: str) -> None:
        question = self._wording.question(self._state) if id == self._state.at else self._wording.questions[id]
        try:
            value = read_typed(question, text, self._library, self._file.profile.currency or FALLBACK)
        except FormError as error:
            fix = self._prompts.how(question) if question.spec.kind in _BY_PARTS else error.fix
            self._refuse(error.what, fix)
        else:
            saved = self._save_answer(id, value)
            if saved and question.spec.kind in NUMBERS:
                self._echo(id, text)
            if saved and id == SEGMENTS:
                self._of_parts = set()

    def _ask_of_parts(self) -> bool:
        """Ask of each group of customers just named what is not told of it; return whether to go on."""
        command = ""
        while self._of_parts is not None and command != "done":
            part = next(open_parts(self._state.profile.segments or (), self._of_parts), None)
            if part is None:
                self._of_parts = None
                break
            self._of_parts.add(part)
            prompt = self._part_prompts.prompt(part, self._state)
            self._console.show(prompt)
            command = self._answer_of_part(part, prompt)
        return command != "done"

    def _answer_of_part(self, part: Part, prompt: Prompt) -> str:
        """Read until one question about a group is answered, passed over or left; return the command it was."""
        before = ""
        while True:
            text = self._read(prompt)
            unknown = not text or says_unknown(text)
            command = "" if unknown else self._commands.command(text)
            if unknown and before == "why":
                self._console.show(prompt)
            elif unknown or command in ("clear", "keep", "not_applicable"):
                return ""
            elif command == "why":
                self._say("part_why", name=part.name)
            elif command == "done":
                return command
            elif command == "quit":
                raise self._saver.ending(QuitError, "stopped")
            elif command == "back":
                self._leave_parts(SEGMENTS)
                return command
            elif command == "review":
                self._review()
            elif (to := self._commands.destination(text)) is not None:
                self._leave_parts(to)
                return ""
            elif self._save_of_part(part, text):
                return ""
            before = command

    def _leave_parts(self, to: str) -> None:
        self._of_parts, self._state = None, self._rules.go(self._state, to)

    def _save_of_part(self, part: Part, text: str) -> bool:
        """Put an answer about one group into the file; return whether it could be read and taken."""
        question = self._part_prompts.question(part)
        try:
            value = read_typed(question, text, self._library, self._file.profile.currency or FALLBACK)
        except FormError as error:
            self._refuse(error.what, error.fix)
            return False
        return self._save_answer(SEGMENTS, with_part(self._file.given(SEGMENTS), part, value))

    def _echo(self, id: str, text: str) -> None:
        """Say how a number was understood, where it is not read as it was typed."""
        question, as_typed = self._wording.questions[id], _close(plain(text))
        exact = question.of is None and as_typed.replace(",", "").replace(".", "").isdigit()
        if id in self._state.answered and not exact:
            understood = self._wording.answer(id, self._state)
            if as_typed not in _close(understood):
                self._say("understood", answer=understood)

    def _refuse(self, what: Sentence, fix: Sentence) -> None:
        self._console.say(f"{self._translate(what)}\n{self._translate(fix)}")

    def _save_answer(self, id: str, value: object) -> bool:
        """Save an answer and go on from it; return whether the file could take it."""
        try:
            draft = self._file.draft(id, value)
        except InputError as error:
            self._console.say(f"{self._words.say('clash')}\n{translated(error, self._library.interview)}")
            return False
        self._saver.save(draft)
        before, self._state = self._state, self._rules.tell(self._state, id, draft.profile)
        asked_again = self._state.again - before.again
        if asked_again:
            titles = (self._prompts.label(other) for other in self._wording.questions if other in asked_again)
            self._say("resting", titles=self._words.say("and").join(titles))
        return True

    def _prove(self, proof: Proof, text: str) -> None:
        """Take a yes or no to what is to be shown; what is neither is refused, and asked for again."""
        try:
            yes = read_yes_no(text)
        except FormError as error:
            self._refuse(error.what, error.fix)
            return
        stated = self._state.profile.maturity or {}
        levels = {**stated, proof.play: proof.level if yes else stated.get(proof.play, 0)}
        draft = self._file.draft(MATURITY, levels)
        self._saver.save(draft)
        self._state = self._rules.show(self._state, proof, draft.profile, closed=not yes)

    def _ask_about_doubts(self) -> bool:
        """Name what does not go together since the last answer; one of the answers may be changed, or all kept.

        Return whether to go on.
        """
        for id in self._state.doubts:
            doubt = self._wording.doubt(id, self._state)
            self._state = self._rules.name(self._state, id)
            if len(doubt.answers) < FEWEST:  # with what does not apply there is nothing to choose between
                continue
            choice = self._doubt_choice(doubt)
            if choice == "done":
                return False
            if choice is not None:
                self._state = self._rules.go(self._state, doubt.answers[int(choice)][0])
                break
        return True

    def _doubt_choice(self, doubt: Doubt) -> int | Literal["done"] | None:
        """Return which answer is to be changed, `None` where all are kept."""
        prompt = self._prompts.doubt(doubt)
        self._console.show(prompt)
        while True:
            text = plain(self._read(prompt))
            command = self._commands.command(text)
            if not text or command in ("keep", "back"):
                return None
            if command == "done":
                return "done"
            if command == "quit":
                raise self._saver.ending(QuitError, "stopped")
            if text.isdecimal() and 1 <= int(text) <= len(prompt.rows):
                return int(text) - 1
            if command or text.isdecimal() or not self._note(text, doubt):
                self._console.say(prompt.how)
            else:
                return None

    def _note(self, text: str, doubt: Doubt) -> bool:
        """Put `text` behind the notes of the file, with what it is about; return whether it could be kept."""
        about = self._words.say("and").join(self._prompts.label(id) for id, _ in doubt.answers)
        notes = [self._file.profile.notes, f"{about}: {text}"]
        if not self._save_answer(NOTES, self._words.say("joint").join(filter(None, notes))):
            return False
        self._say("noted", path=self._file.place)
        return True

    def _review(self) -> None:
        """Show every answer; where one is chosen, go there."""
        prompt = self._prompts.review(self._state)
        self._console.show(prompt)
        if prompt.rows and not isinstance(self._console, PlainConsole):
            text = self._read(prompt)
            if text:
                self._take(text)

    def _say(self, key: str, **filled: object) -> None:
        self._console.say(self._words.say(key, **filled))

    def _translate(self, sentence: Sentence) -> str:
        return translate(sentence, self._library.interview)

    def _greet(self) -> None:
        if self._to_plan:
            self._say("about_ten")
        self._say("welcome", path=self._file.place)
        if self._file.answered:
            self._say("resumed", kept=self._saver.kept())


def _close(text: str) -> str:
    return "".join(text.casefold().split())


def next_commands(path: Path, profile: Profile, library: Library, deep: bool) -> Iterator[str]:
    """Yield lines: where the answers lie, the command that makes this plan again, and what else can be had."""
    words = Phrases(library.interview, "talk")
    options = command_options(path, profile, library.lang)
    count = len(answered(profile))
    kept = "kept_one" if count == 1 else "kept_many" if count else "kept_none"
    yield words.say(kept, count=count, path=shown_path(str(path)))
    yield words.say("plan_here", command=f"salesmode plan {options}")
    files = [f"salesmode plan {options} -o plan.{ending}" for ending in ("md", "html")]
    yield words.say("plan_files", commands=words.say("joint").join([*files, f"salesmode kit {options} -o kit/"]))
    rules = InterviewRules(library)
    more = 0 if deep else rules.deeper(rules.start(profile))
    if more:
        yield words.say("deeper", count=more, command=f"salesmode interview --deep {options}")
