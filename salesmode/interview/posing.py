"""How the present moment is put to a person: the question, answers that do not go together, all answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from salesmode.influence import MATURITY
from salesmode.interview.commanding import as_typed
from salesmode.interview.keeping import AnswersFile
from salesmode.interview.machine import Interview, State
from salesmode.interview.prompts import Form, FormLine, Prompt, Row, Style, rows_of
from salesmode.interview.telling import Doubt, Telling
from salesmode.library import Library
from salesmode.questions import Question

_STYLES: Final[Mapping[str, Style]] = {"any_of": "many", "levels": "scale", "counts": "scale", "list": "line"}
_PICK: Final = {"any_of": "pick_any", "levels": "pick_scale", "counts": "pick_counts"}
_TOP: Final = {"levels": 4, "counts": 10}


class Posing:
    """The prompts of one interview; of screens it knows which one was last shown."""

    def __init__(self, library: Library, telling: Telling, rules: Interview, file: AnswersFile) -> None:
        self._telling, self._rules, self._file = telling, rules, file
        self._words = telling.words
        self._provisional: int = library.index["screens"]["provisional"]
        self.screen: str | None = None

    def question(self, state: State) -> Prompt:
        """Return the present question as it is put to the person."""
        telling = self._telling
        question = telling.question(state)
        form = self.form(state, state.screen)
        head = tuple(self._head(state, form))
        if state.at == MATURITY and self._rules.proof(state):
            yes_no = tuple(Row(id, telling.values(state).ui(id)) for id in ("yes", "no"))
            return Prompt(head, question.label, "one", yes_no, 0, self._words.say("proof_how"), form=form)
        style = _STYLES.get(question.spec.kind, "one" if question.options else "line")
        told = self._telling.answer(question.id, state) if state.at in state.answered else None
        given = told if told is None or style == "line" else as_typed(self._file.given(question.id))
        after = [self._words.say("again")] if state.at in state.again else []
        after += [self._words.say("given", answer=told)] if told is not None else []
        rows = rows_of(list(question.options.items()))
        few = len(telling.fitting(question, state))
        more = self._words.say("more_options", count=len(rows) - few) if len(rows) > few else ""
        top = _TOP.get(question.spec.kind, 0)
        return Prompt(head, question.label, style, rows, few, self.how(question), tuple(after), more, given, top, form)

    def form(self, state: State, screen: str | None) -> Form:
        """Return a screen as a form: what was answered on it, what is asked, what is still to come."""
        return Form(
            self._telling.title(screen), self._progress(state), tuple(self._lines(state, screen)),
            self._telling.asked(state) if state.at and state.screen == screen else "",
        )  # fmt: skip

    def doubt(self, doubt: Doubt) -> Prompt:
        """Return answers that do not go together, each to be changed by its number."""
        rows = tuple(Row(str(n), self._line(self.label(id), value)) for n, (id, value) in enumerate(doubt.answers, 1))
        head = ("", self._words.say("doubt"), doubt.text)
        return Prompt(head, self._words.say("doubt"), "doubt", rows, len(rows), self._words.say("doubt_how"))

    def review(self, state: State, after: str = "") -> Prompt:
        """Return all answers, each to be gone to, with `after` below."""
        given = list(self._telling.review(state))
        below = (after,) if after else ()
        if not given:
            return Prompt((self._words.say("review_none"),), "", "answers", after=below)
        rows = tuple(Row(id, self._line(label, value)) for id, label, value in given)
        return Prompt((), "", "answers", rows, len(rows), self._words.say("review_how", id=given[0][0]), below)

    def how(self, question: Question) -> str:
        """Return the hint, behind how to pick where there are options."""
        kind, most = question.spec.kind, question.spec.most
        if kind == "list":
            return self._words.say(question.id)
        if not question.options:
            return question.hint
        key = _PICK.get(kind, "pick_one") if not most else "pick_most"
        return f"{self._words.say(key, most=most)}\n{question.hint}"

    def label(self, id: str) -> str:
        """Return what an answer is called."""
        return self._telling.questions[id].label

    def _head(self, state: State, form: Form) -> Iterator[str]:
        """Yield what lines alone show above a question; the screen only where it is another one."""
        yield ""
        if state.screen != self.screen:
            self.screen = state.screen
            yield form.progress
            yield f"== {form.title} =="
        yield form.ask

    def _progress(self, state: State) -> str:
        """Return how far the advice is: how much is left to ask, and once there is some, what it says so far."""
        telling = self._telling
        return telling.so_far(state) if len(state.seen) >= self._provisional else telling.left(state)

    def _lines(self, state: State, screen: str | None) -> Iterator[FormLine]:
        for id, standing in self._rules.together(state, screen):
            value = ""
            if standing == "given":
                value = self._telling.answer(id, state)
            elif standing == "passed":
                value = self._telling.texts["interview.keys.unknown"]
            label = self.label(id)
            yield FormLine(self._line(label, value) if value else label, standing)

    def _line(self, label: str, value: str) -> str:
        return self._words.say("line", label=label, value=value)
