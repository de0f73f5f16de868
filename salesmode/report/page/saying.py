"""How findings and moves are said: their sentences filled with their figures, and the name of their segment."""

from __future__ import annotations

from salesmode.engine.findings import FoundFinding
from salesmode.engine.ground import Ground
from salesmode.engine.moves import Candidate
from salesmode.engine.plan import Plan
from salesmode.report.wording import Words, upper_first

MARK = "◇"


def words_of_finding(found: FoundFinding, words: Words) -> Words:
    """Return the words that fill the sentences of a finding."""
    return words.about(found.finding.figures, found.figures, found.ground.facts)


def words_of_move(candidate: Candidate, words: Words) -> Words:
    """Return the words that fill the sentences of a move."""
    return words.about(candidate.move.figures, candidate.figures, candidate.ground.facts)


def finding_text(found: FoundFinding, words: Words, *, decided: bool = True) -> str:
    """Return the sentence of a finding, with what follows from it."""
    own = words_of_finding(found, words)
    texts = [found.finding.text, *([found.finding.decision] if decided and found.finding.decision else [])]
    said = words.sentences(upper_first(own.fill(text)) for text in texts)
    return of_segment(found.ground, said, words)


def of_segment(ground: Ground, text: str, words: Words) -> str:
    """Return a sentence with the segment it is about."""
    return text if ground.name is None else words.page("segment", segment=ground.name, text=text)


def move_title(id: str, words: Words) -> str:
    """Return the title of a move, its nouns filled."""
    return words.fill(words.library.moves[id].title)


def number_of(plan: Plan, move: str) -> int:
    """Return the number under which a move of the plan is told."""
    return 1 + next(place for place, one in enumerate(plan.selection.moves) if one.id == move)
