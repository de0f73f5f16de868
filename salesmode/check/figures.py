"""Whether the formulas and blanks of moves, findings and sorters name what exists, and is known where it is said."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from salesmode.business.conditions import QUANTITY
from salesmode.business.facts import FIGURES
from salesmode.business.formula import ELSE, OPERATIONS, Tokens, names_in
from salesmode.business.lists import LIST_NUMBERS
from salesmode.business.profile import specs
from salesmode.business.vocabulary import NUMBERS
from salesmode.check.material import LANGS, OF_MOVES, SURE, Material, Text
from salesmode.check.texts import ALWAYS_KNOWN, in_one_language, stray_brace, sure_at
from salesmode.engine.ground import MORE, POINTS, TYPICAL
from salesmode.knowledge.files import Finding, Where
from salesmode.knowledge.moves import Concern, Figure, Move, Sorter
from salesmode.knowledge.moves import Finding as FindingRule
from salesmode.knowledge.parts import part_of
from salesmode.knowledge.told import NAMES, TOLD
from salesmode.report.wording import BLANK, NOUN

COUNTS: Final = frozenset({"stop", "stop_plus", "cases"})  # of a check that counts
RUNNING: Final = "running"
Thing = Move | FindingRule | Sorter | Concern


class Written(NamedTuple):
    """A formula and its place in its thing; `own` are the figures of the thing that it may name, `more` besides."""

    where: Where
    formula: Tokens
    own: frozenset[str]
    more: frozenset[str] = frozenset()


def formulas(material: Material) -> Iterator[Finding]:
    """Yield names in a formula that are no quantity, no answer that is a number, and no figure written before it."""
    quantities = material.thing("quantities")
    numbers = {id for id, spec in specs().items() if spec.kind in NUMBERS}
    sizing = material.thing("settings/sizing")
    points = {f"{when}{lever}" for lever in (sizing.levers if sizing else ()) for when in POINTS}
    for file, where, thing in things(material) if quantities is not None else ():
        for written in formulas_of(thing):
            known = {*quantities, *numbers, *LIST_NUMBERS, *MORE, *points, *written.own, *written.more}
            if isinstance(thing, Sorter):  # an example row may rest on what is usual in the trade, and nothing else
                known |= {TYPICAL + id for id in numbers}
            if isinstance(thing, Concern):
                known |= {TOLD + name for name in NAMES}
            for name in names_in(written.formula):
                if name not in known:
                    what = f"'{name}' is no quantity, no answer that is a number, and no figure written before it"
                    yield material.files[file].finding((*where, *written.where), "unknown-name", what)


def things(material: Material) -> Iterator[tuple[str, Where, Thing]]:
    """Yield every move, finding, sorter and concern with its file and its place there."""
    for file, move in material.under("moves"):
        yield file.id, (), move
    for part in ("findings", "sorters", "concerns"):
        for file, few in material.under(part):
            yield from ((file.id, (index,), one) for index, one in enumerate(few))


class Owners:
    """Whose own figures a place may ask for: those of the thing it lies in, or of the move that a trade says there."""

    def __init__(self, material: Material) -> None:
        self._held = {(file, where): thing for file, where, thing in things(material)}
        moves = {move.id: move for _, move in material.under("moves")}
        for file, pack in material.packs:
            self._held |= {(file.id, (OF_MOVES, id)): moves[id] for id in pack.first if id in moves}

    def of(self, file: str, where: Where) -> Thing | None:
        """Return the thing whose figures these are, `None` where a place has none but those of every business."""
        return next((thing for deep in (2, 1, 0) if (thing := self._held.get((file, where[:deep])))), None)


def formulas_of(thing: Thing) -> Iterator[Written]:
    """Yield every formula of a thing with its place."""
    own: frozenset[str] = frozenset()
    for id, figure in thing.figures.items():
        yield Written(("figures", id), figure.value, own)
        own |= {id}
    if isinstance(thing, FindingRule) and thing.money is not None:
        yield Written(("money",), thing.money, own)
    if isinstance(thing, Move):
        yield from _of_move(thing, own)


def _of_move(thing: Move, own: frozenset[str]) -> Iterator[Written]:
    for index, effect in enumerate(thing.effects):
        yield Written(("effects", index, "part"), effect.part, own)
        if effect.amount is not None:  # what a lever could bring is of the business, not of a move
            yield Written(("effects", index, "amount"), effect.amount, frozenset())
    for index, work in enumerate(thing.work):
        yield Written(("work", index, "once"), work.once, own)
        yield Written(("work", index, "weekly"), work.weekly, own)
    yield Written(("cash", "once"), thing.cash.once, own)
    yield Written(("cash", "monthly"), thing.cash.monthly, own)
    for key in ("now", "mid", "end"):
        formula = getattr(thing.measure, key)
        if formula is not None:
            yield Written(("measure", key), formula, own)
    if thing.check.trial is not None:
        yield Written(("check", "trial", "cases"), thing.check.trial.cases, own, frozenset({RUNNING}))


# --------------------------------------------------------------------------------------------- what is known, and where


class Known(NamedTuple):
    """What is known of a business wherever some facts are: quantities, answers and figures of a thing.

    `told_by` are the answers of which any one tells a quantity.
    """

    figures: dict[str, Figure]
    told_by: Mapping[str, frozenset[str]]

    def from_facts(self, facts: frozenset[str]) -> frozenset[str]:
        """Return the facts, what they rest on, and what rests on them."""
        sure = {fact.removeprefix(QUANTITY) for fact in facts} | SURE
        for id, figure in reversed(self.figures.items()):
            if id in sure:
                sure |= _needed(figure.value)
        sure |= {id for id, answers in self.told_by.items() if not answers.isdisjoint(sure)}
        for id, figure in self.figures.items():
            if _is_sure(figure.value, sure):
                sure.add(id)
        return frozenset(sure)


def _folded(formula: Tokens, name: Callable[[str], Any], both: Callable[[Any, Any], Any],
            either: Callable[[Any, Any], Any], number: Any) -> Any:  # fmt: skip
    stack: list[Any] = []
    for token in formula:
        if not isinstance(token, str):
            stack.append(number)
        elif token == ELSE or token in OPERATIONS:
            right, left = stack.pop(), stack.pop()
            stack.append((either if token == ELSE else both)(left, right))
        else:
            stack.append(name(token))
    return stack[-1]


def _needed(formula: Tokens) -> set[str]:
    """The names that are known wherever the formula comes to something."""
    found: set[str] = _folded(formula, lambda one: {one}, set.union, set.intersection, set())
    return found


def _is_sure(formula: Tokens, sure: set[str]) -> bool:
    """Whether the formula comes to something wherever these are known."""
    return bool(_folded(formula, sure.__contains__, lambda a, b: a and b, lambda a, b: a or b, True))


def blanks(material: Material) -> Iterator[Finding]:
    """Yield blanks of these texts that nothing fills, or that may stay empty, and those in one language only."""
    for text in material.texts:
        if part_of(text.file.id) in ("moves", "findings", "sorters", "concerns"):
            may_be, sure = _fillable(text, material)
            for lang in LANGS:
                for fault in blank_faults(text.words[lang], may_be, sure, material):
                    yield text.file.finding((*text.where, lang), "placeholder", fault)
            yield from in_one_language(text, "placeholder", _compared)


def _fillable(text: Text, material: Material) -> tuple[frozenset[str], frozenset[str]]:
    """What a text may name, and what of it is known wherever the text is said."""
    quantities = material.thing("quantities") or {}
    thing = next(one for one in text.around if isinstance(one, Thing))
    given = frozenset({*specs(), *FIGURES, *quantities})
    conditions = sure_at(text.around)
    if isinstance(thing, FindingRule):
        own = frozenset(thing.figures)
        return given | own, Known(thing.figures, material.told_by).from_facts(conditions | own) | ALWAYS_KNOWN
    if text.where == ("title",):  # it also stands where the move is not made, and in other moves
        return frozenset(), frozenset()
    if text.where[0] == "wrong_when":  # said where the move is not made, so its figures are not there
        return given, Known({}, material.told_by).from_facts(sure_at(text.around[1:])) | ALWAYS_KNOWN
    counts = COUNTS if text.where == ("check", "text") and _counts(thing) else frozenset[str]()
    may_be, known = fillable_of(thing, text, material)
    return may_be | counts, known | counts


def fillable_of(
    thing: Move | Sorter | Concern, text: Text, material: Material
) -> tuple[frozenset[str], frozenset[str]]:
    """Return what a text of a move or a sorter may name, and what of it is known wherever the text is said."""
    quantities = material.thing("quantities") or {}
    conditions = sure_at((*([thing] if isinstance(thing, Move) else []), *text.around))
    known = Known(thing.figures, material.told_by).from_facts(conditions)
    return frozenset({*specs(), *FIGURES, *quantities, *thing.figures}), known | ALWAYS_KNOWN


def _counts(thing: Thing) -> bool:
    return isinstance(thing, Move) and thing.check.trial is not None


def blank_faults(text: str, may_be: frozenset[str], sure: frozenset[str], material: Material) -> Iterator[str]:
    """Yield what is wrong with the blanks of a text that may name some things, of which some are sure to be known."""
    nouns = material.thing("nouns") or {}
    for match in BLANK.finditer(text):
        id = match[1]
        if id.startswith(NOUN):
            if id.removeprefix(NOUN) not in nouns:
                yield f"{{{id}}}: nouns.yaml has no '{id.removeprefix(NOUN)}'"
        elif id not in may_be:
            yield f"{{{id}}} is nothing that can be filled in here"
        elif match[2] is None and id not in sure:
            yield f"{{{id}}} may be unknown: ask for it in the 'if', or write {{{id}|words for that case}}"
    yield from stray_brace(text)


def _compared(text: str) -> set[str]:
    """The blanks that both languages have: a thing's name may be left out, and a count be told from the other side."""
    named = {match[1] for match in BLANK.finditer(text)}
    return {"stop" if id == "stop_plus" else id for id in named if not id.startswith(NOUN)}
