"""What an interview says, in one language, whatever draws it: questions, the advice so far, doubts, all answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from salesmode.answers import FALLBACK, dump_answers
from salesmode.influence import MATURITY, Proof
from salesmode.interview.machine import Interview, State
from salesmode.interview.why import why
from salesmode.library import Lang, Library
from salesmode.outline.numbers import disagreement_text
from salesmode.questions import Phrases, Question, catalog
from salesmode.words import Words


class Doubt(NamedTuple):
    """Answers that do not go together: the sentence, and each answer with its value."""

    text: str
    answers: tuple[tuple[str, str], ...]


class Telling:
    """The words of one interview."""

    def __init__(self, library: Library, lang: Lang, rules: Interview) -> None:
        self.library, self.lang, self._rules = library, lang, rules
        self.texts: Mapping[str, str] = library.texts(lang).common
        self.words = Phrases(self.texts, "talk")
        self.questions: dict[str, Question] = {
            one.id: one for group in catalog(library, lang) for one in group.questions
        }
        self.most_options: int = library.index["screens"]["options"]

    def values(self, state: State) -> Words:
        """Return what writes values as a reader would."""
        facts = state.standing.weighing.facts
        return Words(self.library.texts(self.lang), facts, state.profile.currency or FALLBACK)

    def title(self, screen: str | None) -> str:
        """Return the heading of a screen."""
        return self.texts[f"screens.screens.{screen}.title"] if screen else ""

    def question(self, state: State) -> Question:
        """Return the present question, its options those that fit the business first."""
        question = self.questions[str(state.at)]
        fitting = self.fitting(question, state)
        rest = [id for id in question.options if id not in fitting]
        return question._replace(options={id: question.options[id] for id in (*fitting, *rest)})

    def fitting(self, question: Question, state: State) -> tuple[str, ...]:
        """Return the options to show at first: those that fit the business, not too many, and those chosen."""
        facts, held = state.standing.weighing.facts, state.profile.answered().get(question.id)
        chosen = held if isinstance(held, tuple | dict) else (held,)
        fits = [id for id in question.options if question.fits(id, facts)]
        few = fits[: self.most_options] if question.spec.kind != "levels" and not question.numbered else fits
        return tuple(id for id in question.options if id in few or id in chosen)

    def asked(self, state: State) -> str:
        """Return the question, or what is to be shown."""
        proof = self._rules.proof(state) if state.at == MATURITY else None
        return self.proof(proof) if proof else self.questions[str(state.at)].ask

    def proof(self, proof: Proof) -> str:
        """Return what a business at this level could open and show."""
        return self.library.texts(self.lang).of(proof.play)[f"levels.{proof.level}.proof"]

    def why(self, state: State) -> Iterator[str]:
        """Yield why the present question is asked, how to answer it, and what its words mean."""
        question = self.questions[str(state.at)]
        yield why(question.id, state.standing, self.library, self.texts)
        yield f"{question.label}: {question.hint}"
        near = {id.rpartition(".")[2] for id in question.options}
        for term in self.library.index["questions"]["glossary"]:
            if term in near or f"_{term}_" in f"_{question.id}_":
                at = f"questions.glossary.{term}"
                yield f"{self.texts[f'{at}.term']}: {self.texts[f'{at}.means']}"

    def left(self, state: State) -> str:
        """Return how many answers can still change the plan."""
        count = self._rules.left(state)
        return self.words.say("left_one" if count == 1 else "left_many", count=count)

    def so_far(self, state: State) -> str:
        """Return the advice so far: how customers buy, the target, the first play, and how much is open."""
        values, standing = self.values(state), state.standing
        readings = (("mode", standing.diagnosis.mode), ("motion", standing.diagnosis.motion))
        parts = [values.ui(f"{axis}.{reading}") for axis, reading in readings if reading]
        coverage = standing.weighing.coverage
        if coverage is None or coverage.gap is None:
            parts.append(self.words.say("no_target"))
        elif coverage.gap == 0:
            parts.append(self.words.say("covered"))
        else:
            parts.append(self.words.say("short_by", gap=values.money(coverage.gap)))
        if standing.first:
            parts.append(self.words.say("first_play", play=values.title(standing.first)))
        parts.append(self.left(state))
        return self.words.say("so_far", parts=self.words.say("joint").join(parts))

    def doubt(self, id: str, state: State) -> Doubt:
        """Return a contradiction or a disagreement in words, with the answers it is about."""
        values, (kind, _, name) = self.values(state), id.partition(".")
        if kind == "contradiction":
            text = values.common(f"diagnosis.contradictions.{name}.text")
            raw = next(one for one in self.library.index["diagnosis"]["contradictions"] if one["id"] == name)
            answers = tuple(raw["answers"])
        else:
            pair = next(one for one in state.standing.weighing.agreement if one.id == name)
            text = disagreement_text(pair, values)
            answers = pair.answers
        known = state.profile.answered()
        return Doubt(text, tuple((id, values.value(id, _fact(known[id]))) for id in answers if id in known))

    def review(self, state: State) -> Iterator[tuple[str, str, str]]:
        """Yield every answer given: its id, what it is called, and its value."""
        given = dump_answers(state.profile)
        for id in (id for id in self.questions if id in given):
            yield id, self.questions[id].label, self.answer(id, state)

    def answer(self, id: str, state: State) -> str:
        """Return an answer that was given as a reader would write it."""
        values, value = self.values(state), state.profile.answered().get(id)
        return values.ui("does_not_apply") if value is None else self._value(id, value, values)

    def _value(self, id: str, value: object, values: Words) -> str:
        if id == "team" and isinstance(value, tuple):
            return values.listed(f"{values.role(one.role)} {one.people:g}" for one in value)
        if id == "segments" and isinstance(value, tuple):
            return values.listed(one.name for one in value)
        if id == MATURITY and isinstance(value, dict):
            return values.listed(f"{values.title(play)} {level}" for play, level in value.items())
        return values.value(id, _fact(value))


def _fact(value: object) -> object:
    return frozenset(value) if isinstance(value, tuple) else value
