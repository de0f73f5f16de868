"""A calculation in words: its labels and formula, each figure as a reader writes it, and the sentences that hold."""

import re
from collections.abc import Mapping
from typing import Any, Literal

from salesmode.calc.calculation import Answer, Calculation, Input, Result, known
from salesmode.calc.moves import Move
from salesmode.calc.writing import Writer
from salesmode.economics.figures import Undefined
from salesmode.errors import LibraryError
from salesmode.knowledge.library import Library
from salesmode.knowledge.tables import CalcFile

_BLANK = re.compile(r"\{(\w+)\}")
_BETWEEN = re.compile(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])")


class Teller:
    """Says a calculation in the language of its writer."""

    def __init__(self, words: CalcFile, writer: Writer) -> None:
        self._words = words
        self.writer = writer

    def ui(self, key: str) -> str:
        """Return words of the page itself."""
        return self._words.ui[key]

    def title(self, name: str) -> str:
        """Return what a calculation is called."""
        return self._words.calculations[name].title

    def source(self, name: str) -> str:
        """Return where the formula comes from."""
        return self._words.calculations[name].origin

    def formula(self, name: str, way: str = "") -> str:
        """Return the formula in plain notation, of one way where there are several."""
        formula = self._words.calculations[name].formula
        return formula if isinstance(formula, str) else formula[way]

    def label(self, name: str, id: str, of: Literal["inputs", "results"] = "inputs") -> str:
        """Return what an input or, with `of="results"`, a result is called."""
        words = self._words.calculations[name]
        return (words.inputs if of == "inputs" else words.results)[id]

    def input(self, input: Input, value: Any) -> str:
        """Return an input as a reader writes it."""
        return self.ui("not_given") if value is None else self.writer.input(input.kind, value)

    def result(self, result: Result, answer: Answer) -> str:
        """Return a figure as a reader writes it."""
        value = answer.figures[result.id]
        return self.ui("undefined") if isinstance(value, Undefined) else self.writer.figure(result.kind, value)

    def reasons(self, calculation: Calculation, inputs: Mapping[str, Any], answer: Answer) -> dict[str, str]:
        """Return why each figure of the contract that is undefined is so."""
        blanks = self._blanks(calculation, inputs, answer)
        figures = {result.id: answer.figures[result.id] for result in calculation.results if not result.aside}
        return {
            id: _filled(self._words.reasons[value.because], blanks)
            for id, value in figures.items()
            if isinstance(value, Undefined)
        }

    def meaning(self, calculation: Calculation, inputs: Mapping[str, Any], answer: Answer) -> list[str]:
        """Return the sentences that hold, their blanks filled."""
        blanks = self._blanks(calculation, inputs, answer)
        return [_filled(self._words.calculations[calculation.name].says[key], blanks) for key in answer.says]

    def moves(self, calculation: Calculation, move: Move | None) -> str:
        """Return the sentence on what moves the main figure most."""
        if move is None:
            return self.ui("moves_nothing")
        kind = next(result.kind for result in calculation.results if result.id == calculation.main)
        label = self.label(calculation.name, move.input)
        blanks = {
            "input": label if move.place is None else _filled(self.ui("place"), {"label": label, "n": str(move.place)}),
            "result": self.label(calculation.name, calculation.main, "results"),
            "less": "" if move.less is None else self.writer.figure(kind, move.less),
            "more": "" if move.more is None else self.writer.figure(kind, move.more),
            "alike": self.ui("comma").join(self.label(calculation.name, id) for id in move.alike),
        }
        key = "moves" if None not in (move.less, move.more) else "moves_up" if move.less is None else "moves_down"
        sentence = _filled(self.ui(key), blanks)
        return sentence + (_filled(self.ui("moves_alike"), blanks) if move.alike else "")

    def _blanks(self, calculation: Calculation, inputs: Mapping[str, Any], answer: Answer) -> dict[str, str]:
        """Every input and figure by id, and as `<id>_size` each amount or share without its sign."""
        given = {input.id: self.input(input, inputs[input.id]) for input in calculation.inputs}
        figures = {
            result: answer.figures[result.id] for result in calculation.results if known(answer.figures[result.id])
        }
        texts = {result.id: self.writer.figure(result.kind, value) for result, value in figures.items()}
        sizes = {
            f"{result.id}_size": self.writer.figure(result.kind, abs(value))
            for result, value in figures.items()
            if isinstance(value, float)
        }
        return {**given, **texts, **sizes}


def calc_words(library: Library) -> CalcFile:
    """Return the words of the calculations; raises LibraryError where the library has none."""
    if library.calc is None:
        fix = "Copy program/calc.yaml there from the playbooks that come with salesmode"
        raise LibraryError("this library has no program/calc.yaml", where=str(library.folder), fix=fix)
    return library.calc


def teller_for(library: Library, currency: str | None = None) -> Teller:
    """Return the teller of the library's language, amounts in `currency` or without one.

    Raises LibraryError where the library has no words for calculations.
    """
    words = calc_words(library)
    return Teller(words, Writer(words.ui, library.words, library.lang == "zh", currency or ""))


def _filled(text: str, blanks: Mapping[str, str]) -> str:
    """Return `text` with its blanks filled; between two Chinese characters no space is left."""
    return _BETWEEN.sub("", _BLANK.sub(lambda match: blanks[match[1]], text))
