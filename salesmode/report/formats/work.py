"""A move as a person's own tools take it in: its title, its steps and when it is done, as plain text."""

from __future__ import annotations

from collections.abc import Iterator

from salesmode.engine.moves import Candidate
from salesmode.engine.plan import Plan
from salesmode.engine.schedule import Row
from salesmode.engine.selection import Chosen
from salesmode.errors import visible
from salesmode.report.page.saying import move_title, of_segment, spoken_text, step_texts, words_of_move
from salesmode.report.wording import Words


def made(plan: Plan) -> dict[str, Chosen]:
    """Return the moves of a plan by id."""
    return {one.id: one for one in plan.selection.moves}


def title_of(candidate: Candidate, words: Words) -> str:
    """Return the title of a move on one line, with the segment it is for."""
    return clean(of_segment(candidate.ground, move_title(candidate.id, words), words))


def row_title(row: Row, candidate: Candidate, words: Words) -> str:
    """Return the title of a row of work on one line: its move, and whether that is set up or kept up."""
    return words.ui(f"phase.{row.phase}", title=title_of(candidate, words))


def filled(text: str, candidate: Candidate, words: Words) -> str:
    """Return a text of a move on one line, filled with its figures."""
    return clean(words_of_move(candidate, words).fill(text))


def details(candidate: Candidate, words: Words) -> str:
    """Return the steps, the words to say and when it is done, a line each."""
    return "\n".join(clean(line) for line in _details(candidate, words))


def _details(candidate: Candidate, words: Words) -> Iterator[str]:
    colon = words.ui("colon")
    yield from (f"{place}. {text}" for place, text in enumerate(step_texts(candidate, words), 1))
    said = spoken_text(candidate, words)
    if said is not None:
        yield f"{words.page('move.say')}{colon}{said}"
    done = words_of_move(candidate, words).fill(candidate.move.done_when)
    yield f"{words.page('move.done')}{colon}{done}"


def clean(text: str) -> str:
    """Return a text on one line, every control and direction character spelt out."""
    return visible(" ".join(text.split()))
