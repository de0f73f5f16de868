"""How findings and moves are said: their sentences filled with their figures, and the name of their segment."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from salesmode.business.contradictions import Contradiction
from salesmode.business.formula import names_in
from salesmode.business.profile import specs
from salesmode.business.shapes import first_holding, holding
from salesmode.engine.checks import PlannedCheck, Watched
from salesmode.engine.findings import FoundFinding
from salesmode.engine.ground import Ground
from salesmode.engine.moves import Candidate
from salesmode.engine.plan import Plan
from salesmode.engine.selection import Chosen
from salesmode.report.wording import Words, upper_first

MARK = "◇"
BEYOND = "room_over_target"  # below nothing where the target is above what can be delivered
STEPS = 5
ENDS = ".!?。！？;；"
HEARD = {False: 130, True: 50}  # characters of a sentence of the owner's, of a Chinese one
PART = 0.2  # of the revenue
FEW_ORDERS = 1.5  # below which no number of more of them is told
FIGURE = re.compile(r"\d[\d,.]*\d|\d")


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


def told_finding(found: FoundFinding, plan: Plan, words: Words) -> str:
    """Return the sentence of a finding on the page: where it rests on an answer that others deny, it says so."""
    text = finding_text(found, words)
    names = {name for figure in found.finding.figures.values() for name in names_in(figure.value)}
    doubted = in_doubt(plan, found.ground, *names)
    if not doubted:
        return text
    labels = words.listed(words.label(answer) for answer in doubted)
    return words.sentences((text, words.page("in_doubt", answers=labels)))


def disagreeing(plan: Plan) -> tuple[Contradiction, ...]:
    """Return the contradictions that make an answer doubtful; a target above what can be delivered is a finding."""
    return tuple(item for item in plan.sizing.contradictions if item.quantity != BEYOND)


def in_doubt(plan: Plan, ground: Ground, *names: str) -> tuple[str, ...]:
    """Return the answers behind quantities that others contradict and that are trusted least among these."""
    contested = {one for item in disagreeing(plan) for one in item.doubted}
    if not contested:
        return ()
    quantities = plan.business.economy.model.quantities
    rests = ground.part.rests_on(*(name for name in names if name in quantities))
    return tuple(sorted({answer for _, answer in rests & contested}))


def figures_in(text: str) -> list[str]:
    """Return the figures of a text, as they are written."""
    return FIGURE.findall(text)


def repeats(text: str, said: Collection[str]) -> bool:
    """Whether a text has figures, and all of them have been said."""
    own = figures_in(text)
    return bool(own) and set(own) <= set(said)


def matters(ground: Ground, plan: Plan) -> bool:
    """Whether a part of the business is large enough to be spoken of: a fifth of it, or of unknown size."""
    own, whole = ground.part.value("revenue"), plan.grounds[0].part.value("revenue")
    return own is None or not whole or own >= PART * whole


def usual_order(ground: Ground, plan: Plan) -> float | None:
    """Return what an order of a part is worth; `None` of a whole of segments, whose orders are not alike."""
    if ground is plan.grounds[0] and len(plan.grounds) > 1:
        return None
    return ground.look("kept_value") or ground.look("order_value")


def stake_of(one: Chosen) -> float | None:
    """Return the sum that hangs on a move, `None` where its move names none."""
    return one.candidate.figures.get(one.candidate.move.stake or "")


def filled(key: str, words: Words, **figures: str) -> str:
    """Return the sentence of the pages under a key with these figures, its nouns and facts filled too."""
    return words._replace(figures=figures).fill(words.library.page[key])


def of_segment(ground: Ground, text: str, words: Words) -> str:
    """Return a sentence with the segment it is about."""
    return text if ground.name is None else words.page("segment", segment=ground.name, text=text)


def move_title(id: str, words: Words) -> str:
    """Return the title of a move, its nouns filled."""
    return words.move(id)


def number_of(plan: Plan, move: str) -> int:
    """Return the number under which a move of the plan is told."""
    return 1 + next(place for place, one in enumerate(plan.selection.moves) if one.id == move)


def moves_for(found: FoundFinding, plan: Plan) -> tuple[str, ...]:
    """Return the ids of the moves of the plan that answer a finding in the part of the business where it holds."""
    return tuple(one.id for one in plan.selection.moves if one.candidate.is_for(found))


def seen_to(found: FoundFinding, plan: Plan, words: Words) -> Iterator[str]:
    """Yield the sentence that names the moves made for a finding, nothing where there are none."""
    yield from see(moves_for(found, plan), plan, words)


def see(moves: Iterable[str], plan: Plan, words: Words) -> Iterator[str]:
    """Yield the sentence that sends the reader to these moves of the plan, nothing where there are none."""
    numbers = [str(number) for number in sorted(number_of(plan, id) for id in moves)]
    if numbers:
        key = "numbers.see_move" if len(numbers) == 1 else "numbers.see_moves"
        yield words.page(key, numbers=words.joined(numbers))


def who_text(candidate: Candidate, words: Words) -> str:
    """Return the people who do the work of a move."""
    return words.listed(dict.fromkeys(words.role(work.assignee) for work in candidate.work))


def watched_texts(one: Chosen, watched: Watched, words: Words) -> tuple[str, str, str, str]:
    """Return the figure to watch of a move: its name, today, half-way (empty where too early) and at the end."""
    shown = watched.measure.shown
    return (
        words_of_move(one.candidate, words).fill(watched.measure.name),
        words.page("watch.count") if watched.now is None else words.shown(shown, watched.now),
        "" if watched.mid is None else words.shown(shown, watched.mid),
        words.shown(shown, watched.end),
    )


def step_texts(candidate: Candidate, words: Words) -> list[str]:
    """Return the steps of a move that hold for this business, as many as are told."""
    facts, own = candidate.facts, words_of_move(candidate, words)
    return [own.fill(step.text) for step in holding(candidate.move.steps, facts)][:STEPS]


def spoken_text(candidate: Candidate, words: Words) -> str | None:
    """Return the very words to say, `None` where a move has none for this business."""
    said = first_holding(candidate.move.words, candidate.facts)
    return words_of_move(candidate, words).fill(said.text) if said is not None else None


def heard_for(one: Chosen, plan: Plan) -> str | None:
    """Return the sentence of the owner's notes that a move is for and none before it, `None` where there is none."""
    before = [other.id for other in itertools.takewhile(lambda other: other.id != one.id, plan.selection.moves)]
    heard = plan.business.noted.heard
    taken = {said.sentence for said in heard if not said.concern.for_it.isdisjoint(before)}
    return next((said.sentence for said in heard if one.id in said.concern.for_it and said.sentence not in taken), None)


def why_text(one: Chosen, plan: Plan, words: Words, *, quoted: bool = True) -> str:
    """Return why a move is for this business, and whether its goal alone asks for it; with what its owner wrote."""
    sentences = [upper_first(words_of_move(one.candidate, words).fill(one.candidate.because.text))]
    if one.id == plan.selection.for_goal:
        sentences.append(words.page("move.for_goal", wish=words.page(f"goal_wish.{plan.business.profile.goal}")))
    heard = heard_for(one, plan)
    if quoted and heard is not None and heard not in {reply.sentence for reply in plan.replies}:
        said = words.page("move.heard", said=shortened(heard, HEARD[words.zh]))
        sentences.insert(0 if one.candidate.move.told else len(sentences), said)
    return words.sentences(sentences)


def check_text(check: PlannedCheck, candidate: Candidate, words: Words) -> str:
    """Return at what a move is stopped, and which move then takes over; the step to look at where that shows later."""
    if check.later is not None:
        return _step_text(check, candidate, words)
    rule, own = candidate.move.check, words_of_move(candidate, words)
    text = rule.text if rule.trial is None or check.stop is not None else rule.unread or rule.text
    counts = {} if check.stop is None else {
        "stop": str(check.stop), "stop_plus": str(check.stop + 1), "cases": str(check.cases),
    }  # fmt: skip
    told = own._replace(figures={**own.figures, **counts}).fill(text)
    if check.switch_to is None:
        return told
    return words.sentences((told, words.page("move.then", title=move_title(check.switch_to, words))))


def _step_text(check: PlannedCheck, candidate: Candidate, words: Words) -> str:
    own = words_of_move(candidate, words)
    if candidate.move.check.unread is not None:
        return own.fill(candidate.move.check.unread)
    if check.seen is None:
        return words.page("move.step_done", later=check.later)
    aim = words.shown(check.seen.measure.shown, check.seen.end)
    return words.page("move.step", measure=own.fill(check.seen.measure.name), aim=aim, later=check.later)


def shortened(text: str, most: int) -> str:
    """Return the beginning of a text on one line, cut after a sentence or a word where it is longer than `most`."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    cut = line[:most]
    end = max(cut.rfind(mark) for mark in ENDS)
    kept = cut[: end + 1] if end > most // 3 else cut.rpartition(" ")[0] or cut
    return f"{kept} …"


def turning_value(answer: str, value: Any, words: Words) -> str:
    """Return the value of an answer at which something turns: a share to three figures, for a rounded one would not."""
    rate = specs()[answer].kind == "rate" and isinstance(value, int | float)
    return words.small_rate(value) if rate else words.value(answer, value)
