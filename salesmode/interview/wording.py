"""How the present moment is put to a person: the question, answers that do not go together, all answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from salesmode.business.facts import LISTS
from salesmode.business.profile import dump_answers
from salesmode.business.shapes import Entry
from salesmode.business.vocabulary import PriceChange, specs_of
from salesmode.engine.next_questions import MATURITY, Proof
from salesmode.engine.sizing import Sizing
from salesmode.intake.answers_file import AnswersFile
from salesmode.intake.questions import Phrases, Question, catalog
from salesmode.interview.commands import as_typed
from salesmode.interview.prompts import NONE, Form, FormLine, Prompt, Row, Style, rows_of
from salesmode.interview.state import InterviewRules, State
from salesmode.interview.why import values_of, why
from salesmode.knowledge.library import Library
from salesmode.report.sections.levers import contradiction_text, mismatch_text
from salesmode.report.wording import Words

TRADE: Final = "industry"
FIRST_MOVES: Final = 3


class Doubt(NamedTuple):
    """Answers that do not go together: the sentence, and each answer with its value."""

    text: str
    answers: tuple[tuple[str, str], ...]


class Wording:
    """The words of one interview."""

    def __init__(self, library: Library, rules: InterviewRules) -> None:
        self.library, self._rules = library, rules
        self.words = Phrases(library.interview, "talk")
        questions = [question for group in catalog(library) for question in group.questions]
        self.questions = {question.id: question for question in questions}
        self.most_options = library.screens.options

    def values(self, state: State) -> Words:
        """Return what writes values as a reader would."""
        return values_of(state.advice, self.library)

    def title(self, screen: str | None) -> str:
        """Return the heading of a screen."""
        return next((each.title for each in self.library.screens.screens if each.id == screen), "")

    def question(self, state: State) -> Question:
        """Return the present question, its options those that fit the business first."""
        question = self.questions[str(state.at)]
        fitting = self.fitting(question, state)
        rest = [id for id in question.options if id not in fitting]
        return question._replace(options={id: question.options[id] for id in (*fitting, *rest)})

    def fitting(self, question: Question, state: State) -> tuple[str, ...]:
        """Return the options to show at first: those that fit the business, not too many, and those chosen."""
        if question.id == TRADE and (trades := _trades(state)):
            return trades
        facts, answer = state.advice.sizing.facts, state.profile.answered().get(question.id)
        chosen = answer if isinstance(answer, tuple | dict) else (answer,)
        fits = [id for id in question.options if question.fits(id, facts)]
        few = fits[: self.most_options] if question.spec.kind != "levels" and not question.numbered else fits
        return tuple(id for id in question.options if id in few or id in chosen)

    def asked(self, state: State) -> str:
        """Return the question, or what is to be shown."""
        proof = self._rules.proof(state) if state.at == MATURITY else None
        if state.at == TRADE and state.profile.industry is None and (id := state.advice.trade.id):
            return self.words.say("trade_shown", trade=self.questions[TRADE].options[id])
        return self.proof(proof) if proof else self.questions[str(state.at)].ask

    def of_trade(self, id: str, state: State) -> Iterator[str]:
        """Yield what the trade knows of a question: its usual groups of customers, or why they leave."""
        pack = state.advice.trade.pack
        if pack is not None and id == "segments" and pack.segments:
            yield self.words.say("trade_segments", names=self.words.say("and").join(one.name for one in pack.segments))
        elif pack is not None and id == "left_because" and pack.leave:
            yield self.words.say("trade_leave", reasons=" ".join(one.text for one in pack.leave))

    def proof(self, proof: Proof) -> str:
        """Return what a business at this stage of a play could open and show."""
        return self.library.plays[proof.play].stages[proof.level].proof

    def why(self, state: State) -> Iterator[str]:
        """Yield why the present question is asked, how to answer it, and what its words mean."""
        question = self.questions[str(state.at)]
        yield why(question.id, state.advice, self.library)
        yield f"{question.label}: {question.hint}"
        near = {id.rpartition(".")[2] for id in question.options}
        for id, term in self.library.questions.glossary.items():
            if id in near or f"_{id}_" in f"_{question.id}_":
                yield f"{term.term}: {term.means}"

    def left(self, state: State) -> str:
        """Return how many answers can still change the plan."""
        count = self._rules.left(state)
        return self.words.say("left_one" if count == 1 else "left_many", count=count)

    def progress(self, state: State) -> str:
        """Return how far the interview is: how many questions to the first plan, after them what it says so far."""
        count = self._rules.before_plan(state)
        if not count:
            return self.so_far(state)
        to_plan = self.words.say("to_plan_one" if count == 1 else "to_plan_many", count=count)
        end = self.year_end(state)
        return self.words.say("so_far", parts=self.words.say("joint").join([end, to_plan])) if end else to_plan

    def year_end(self, state: State) -> str:
        """Return where the year ends as it runs, empty where that cannot be told yet."""
        gap_analysis = state.advice.sizing.gap_analysis
        return self.words.say("year_end", end=self.values(state).money(gap_analysis.run.likely)) if gap_analysis else ""

    def first_plan(self, state: State) -> str:
        """Return what a first plan says, and that one may stop there or go on."""
        moves = [self._quoted(one.id, state) for one in state.advice.selection.moves[:FIRST_MOVES]]
        told = [self.words.say("first_moves", moves=self.words.say("then").join(moves))] if moves else []
        return "\n".join([self.words.say("first_plan"), *told])

    def hanging(self, state: State) -> str:
        """Return what the present question decides, empty before the first plan and where no move hangs on it."""
        move = state.advice.decides.get(str(state.at))
        if move is None or state.at in state.answered or self._rules.before_plan(state):
            return ""
        return self.words.say("hangs", move=self._quoted(move, state))

    def so_far(self, state: State) -> str:
        """Return the advice so far: the year, the target, the first move, and how much is open."""
        values, advice = self.values(state), state.advice
        gap = advice.sizing.gap_analysis.gap if advice.sizing.gap_analysis else None
        parts = [self.year_end(state)]
        if gap is not None:
            parts.append(self.words.say("short_by", gap=values.money(gap)) if gap else self.words.say("covered"))
        if advice.first:
            parts.append(self.words.say("first_move", move=self._quoted(advice.first, state)))
        parts.append(self.left(state))
        return self.words.say("so_far", parts=self.words.say("joint").join(filter(None, parts)))

    def _quoted(self, move: str, state: State) -> str:
        return self.words.say("quoted", title=self.values(state).move(move))

    def doubt(self, id: str, state: State) -> Doubt:
        """Return a contradiction or a disagreement in words, with the answers it is about."""
        values, (kind, _, name) = self.values(state), id.partition(".")
        if kind == "contradiction":
            contradiction = next(each for each in self.library.diagnosis.contradictions if each.id == name)
            text, answers = values.fill(contradiction.text), contradiction.answers
        else:
            text, answers = _disagreement(name, state.advice.sizing, values)
        known = state.profile.answered()
        return Doubt(text, tuple((id, self.answer(id, state)) for id in answers if id in known))

    def review(self, state: State) -> Iterator[tuple[str, str, str]]:
        """Yield every answer given: its id, what it is called, and its value."""
        given = dump_answers(state.profile)
        for id in (id for id in self.questions if id in given):
            yield id, self.questions[id].label, self.answer(id, state)

    def answer(self, id: str, state: State) -> str:
        """Return an answer that was given as a reader would write it."""
        values, value, ranges = self.values(state), state.profile.answered().get(id), state.profile.ranges
        if value is None:
            return values.ui("does_not_apply")
        return self._value(id, value, values) if id not in ranges else values.span(*self._ends(id, ranges[id], values))

    def _ends(self, id: str, ends: tuple[float, float], values: Words) -> tuple[str, str]:
        low, high = (values.value(id, end) for end in ends)
        return low, high

    def _value(self, id: str, value: object, values: Words) -> str:
        if id == "team" and isinstance(value, tuple):
            return values.listed(f"{values.role(member.role)} {member.people:g}" for member in value)
        if isinstance(value, PriceChange):
            return values.listed(self._said(id, value, values))
        if id in ("segments", "options") and isinstance(value, tuple):
            return values.listed(variant.name for variant in value)
        if id in LISTS and isinstance(value, tuple):
            return values.listed(" ".join(self._said(id, entry, values)) for entry in value)
        if id == MATURITY and isinstance(value, dict):
            return values.listed(f"{values.title(play)} {level}" for play, level in value.items())
        return values.value(id, _fact(value))

    def _said(self, id: str, entry: Entry, values: Words) -> Iterator[str]:
        """Yield what one map of an answer says, as short as it can be said."""
        for key, spec in specs_of(type(entry)).items():
            held = getattr(entry, key)
            if held is not None:
                yield values.option(id, held) if spec.kind == "one_of" else values.measured(spec.kind, held)


def _trades(state: State) -> tuple[str, ...]:
    """The trade a business is in, or those it may be in."""
    trade = state.advice.trade
    return tuple(dict.fromkeys((trade.id, *trade.candidates))) if trade.id else trade.candidates


def _fact(value: object) -> object:
    return frozenset(value) if isinstance(value, tuple) else value


_STYLES: Final[Mapping[str, Style]] = {"any_of": "many", "levels": "scale", "counts": "scale", "list": "line"}
_PICK: Final = {"any_of": "pick_any", "levels": "pick_scale", "counts": "pick_counts"}
_TOP: Final = {"levels": 4, "counts": 10}


class PromptBuilder:
    """The prompts of one interview; of screens it knows which one was last shown."""

    def __init__(self, wording: Wording, rules: InterviewRules, file: AnswersFile) -> None:
        self._wording, self._rules, self._file = wording, rules, file
        self._words = wording.words
        self.screen: str | None = None

    def question(self, state: State) -> Prompt:
        """Return the present question as it is put to the person."""
        wording = self._wording
        question = wording.question(state)
        form = self.form(state, state.screen)
        head = tuple(self._head(state, form))
        if state.at == MATURITY and self._rules.proof(state):
            yes_no = tuple(Row(id, wording.values(state).ui(id)) for id in ("yes", "no"))
            return Prompt(head, question.label, "one", yes_no, 0, self._words.say("proof_how"), form=form)
        style = _STYLES.get(question.spec.kind, "one" if question.options else "line")
        current = self._wording.answer(question.id, state) if state.at in state.answered else None
        given = current if current is None or style == "line" else as_typed(self._file.given(question.id))
        if question.id == TRADE and given is None:
            given = state.advice.trade.id  # what the offer shows is what Enter keeps
        after = [*filter(None, [wording.hanging(state)]), *wording.of_trade(question.id, state)]
        after += [self._words.say("again")] if state.at in state.again else []
        after += [self._words.say("given", answer=current)] if current is not None else []
        rows, few = self._rows(question, state)
        more = self._words.say("more_options", count=len(rows) - few) if len(rows) > few else ""
        top = _TOP.get(question.spec.kind, 0)
        how = self.how(question)
        if style == "many" and given is None:
            how += f"\n{self._words.say('enter_unknown')}"
        return Prompt(head, question.label, style, rows, few, how, tuple(after), more, given, top, form)

    def _rows(self, question: Question, state: State) -> tuple[tuple[Row, ...], int]:
        """Return the options as rows, one for none of them where several may hold, and how many are shown at first."""
        rows, few = rows_of(list(question.options.items())), len(self._wording.fitting(question, state))
        if question.spec.kind != "any_of":
            return rows, few
        return (*rows[:few], Row(NONE, self._words.say("none_of_these")), *rows[few:]), few + 1

    def form(self, state: State, screen: str | None) -> Form:
        """Return a screen as a form: what was answered on it, what is asked, what is still to come."""
        return Form(
            self._wording.title(screen), self._wording.progress(state), tuple(self._lines(state, screen)),
            self._wording.asked(state) if state.at and state.screen == screen else "",
        )  # fmt: skip

    def doubt(self, doubt: Doubt) -> Prompt:
        """Return answers that do not go together, each to be changed by its number."""
        rows = tuple(Row(str(n), self._line(self.label(id), value)) for n, (id, value) in enumerate(doubt.answers, 1))
        head = ("", self._words.say("doubt"), doubt.text)
        return Prompt(head, self._words.say("doubt"), "doubt", rows, len(rows), self._words.say("doubt_how"))

    def review(self, state: State, after: str = "") -> Prompt:
        """Return all answers, each to be gone to, with `after` below."""
        given = list(self._wording.review(state))
        below = (after,) if after else ()
        if not given:
            return Prompt((self._words.say("review_none"),), "", "answers", after=below)
        rows = tuple(Row(id, self._line(label, value)) for id, label, value in given)
        return Prompt((), "", "answers", rows, len(rows), self._words.say("review_how", id=given[0][0]), below)

    def how(self, question: Question) -> str:
        """Return the hint, behind how to pick where there are options."""
        kind, most = question.spec.kind, question.spec.most
        if question.id == "team":
            return self._words.say(question.id)
        if not question.options or kind in ("list", "map"):
            return question.hint
        key = _PICK.get(kind, "pick_one") if not most else "pick_most"
        return f"{self._words.say(key, most=most)}\n{question.hint}"

    def label(self, id: str) -> str:
        """Return what an answer is called."""
        return self._wording.questions[id].label

    def _head(self, state: State, form: Form) -> Iterator[str]:
        """Yield what lines alone show above a question; the screen only where it is another one."""
        yield ""
        if state.screen != self.screen:
            self.screen = state.screen
            yield form.progress
            yield f"== {form.title} =="
        yield form.ask

    def _lines(self, state: State, screen: str | None) -> Iterator[FormLine]:
        for id, place in self._rules.together(state, screen):
            value = ""
            if place == "given":
                value = self._wording.answer(id, state)
            elif place == "passed":
                value = self._wording.library.interview["keys.unknown"]
            label = self.label(id)
            yield FormLine(self._line(label, value) if value else label, place)

    def _line(self, label: str, value: str) -> str:
        return self._words.say("line", label=label, value=value)


def _disagreement(name: str, sizing: Sizing, values: Words) -> tuple[str, tuple[str, ...]]:
    """Return what does not go together, in words, and the answers it is about."""
    for item in sizing.contradictions:
        if item.identity == name:
            return contradiction_text(item, values), item.answers
    pair = next(each for each in sizing.mismatches if each.id == name)
    return mismatch_text(pair, values), pair.answers
