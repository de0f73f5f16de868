"""Why a question is asked: said by the rules that use its answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from salesmode.engine.diagnosis import AXES
from salesmode.engine.next_questions import MATURITY, AdviceSoFar
from salesmode.engine.next_questions.behind import made_of
from salesmode.engine.next_questions.uses import Kind, Use, contradictions, guards, of_move
from salesmode.intake.answers import FALLBACK
from salesmode.intake.questions import Phrases
from salesmode.knowledge.diagnosis import AxisName
from salesmode.knowledge.library import Library
from salesmode.report.wording import Words

SHOWN = 4
DECIDES: Final[tuple[Kind, ...]] = ("condition", "in_place", "wrong")  # whether a move is made


def why(id: str, advice: AdviceSoFar, library: Library) -> str:
    """Return a sentence with everything that the answer to `id` decides, what is still open before the rest."""
    words = Phrases(library.interview, "talk")
    return words.say("why", parts=words.say("joint").join(_parts(id, advice, library, words)))


def _parts(id: str, advice: AdviceSoFar, library: Library, words: Phrases) -> Iterator[str]:
    found = False
    axes = _axes(id, library)
    if axes:
        found = True
        yield words.say("why_reading", readings=words.say("and").join(words.say(f"reading_{axis}") for axis in axes))
    guarding = _owners(id, guards(library), advice)
    if guarding:
        found = True
        titles = {guard.id: guard.title for guard in library.guards.guards}
        yield _listed("why_guard", (titles[owner] for owner in guarding), words)
    moves = _hanging(advice) if id == MATURITY else _moves(id, DECIDES, advice, library)
    if moves:
        found = True
        yield _listed("why_moves", _titles(moves, advice, library), words)
    priced = _moves(id, ("effect",), advice, library)
    if priced:
        found = True
        yield _listed("why_worth", _titles(priced, advice, library), words)
    figures = [figure for figure, answers in made_of(library).items() if id in answers and figure not in AXES]
    if figures:
        found = True
        yield _listed("why_figures", (library.words[f"figures.{figure}"] for figure in figures), words, quote=False)
    elif any(unlock.answer == id for unlock in library.settings.next_questions.unlocks):
        found = True
        yield words.say("why_money")
    if any(id in use.answers for use in contradictions(library)):
        found = True
        yield words.say("why_doubt")
    if not found:
        yield from _details(id, advice, library, words)


def _axes(id: str, library: Library) -> list[AxisName]:
    evidence = library.diagnosis.evidence
    return [axis for axis in AXES if any(item.answer == id and item.axis == axis for item in evidence)]


def _owners(id: str, uses: Iterable[Use], advice: AdviceSoFar) -> list[str]:
    using = [use for use in uses if id in use.answers]
    waiting = [use.owner for use in using if use.test(advice.sizing.facts) is None]
    return list(dict.fromkeys((*waiting, *(use.owner for use in using))))


def _hanging(advice: AdviceSoFar) -> list[str]:
    """The moves that a stage of their play may show to be in place, the one nearest to being made first."""
    could = {one.id for one in advice.selection.candidates}
    return sorted(could, key=lambda move: (-advice.lead_chance.get(move, 0.0), move))


def _moves(id: str, kinds: Iterable[Kind], advice: AdviceSoFar, library: Library) -> list[str]:
    """The moves with a rule of such a kind that uses the answer, the one nearest to being made first."""
    using = [
        move for move in library.moves if any(id in use.answers and use.kind in kinds for use in of_move(library, move))
    ]  # fmt: skip
    return sorted(using, key=lambda move: (-advice.lead_chance.get(move, 0.0), move))


def _titles(moves: Iterable[str], advice: AdviceSoFar, library: Library) -> Iterator[str]:
    values = values_of(advice, library)
    return (values.move(move) for move in moves)


def _details(id: str, advice: AdviceSoFar, library: Library, words: Phrases) -> Iterator[str]:
    """Yield what is left to say of an answer that no verdict rests on: the steps it shapes, or that it is printed."""
    shaped = [move for move in _moves(id, ("work",), advice, library) if move in advice.lead_chance]
    if library.questions.answers[id].unread:
        yield words.say("why_unread")
    elif shaped:
        yield _listed("why_work", _titles(shaped, advice, library), words)
    else:
        yield words.say("why_money" if id in advice.information_value else "why_words")


def _listed(key: str, titles: Iterable[str], words: Phrases, quote: bool = True) -> str:
    shown = [words.say("quoted", title=title) if quote else title for title in titles]
    rest = ["…"] if len(shown) > SHOWN else []
    return words.say(key, titles=words.say("and").join(shown[:SHOWN] + rest))


def values_of(advice: AdviceSoFar, library: Library) -> Words:
    """Return what writes values as a reader would."""
    return Words(library, advice.sizing.facts, advice.profile.currency or FALLBACK, advice.trade.pack)
