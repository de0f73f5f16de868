"""A move explained: why it is made or not, what it claims of which lever, what it takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from salesmode.engine.ground import Ground
from salesmode.engine.moves import Candidate
from salesmode.engine.moves.effects import Claim
from salesmode.engine.plan import Plan
from salesmode.engine.selection import Chosen
from salesmode.knowledge.moves import Effect, Move
from salesmode.knowledge.told import told_in
from salesmode.report.document import Block, Heading, Items, Paragraph
from salesmode.report.explaining.nearest import nearest_changes
from salesmode.report.explaining.rules import conditions_table, figures_list, terms_of
from salesmode.report.page.not_now import rejection_text
from salesmode.report.page.saying import move_title, number_of
from salesmode.report.wording import Words

SMALL = 0.01  # below such a part three figures are told, so that the factors still multiply


def explain_move(plan: Plan, id: str, words: Words, trace: bool) -> tuple[str, Sequence[Block]] | None:
    """Return why a move is made, or its first binding reason why not; `None` where the id names none."""
    move = words.library.every_move.get(id)
    if move is None:
        return None
    return move_title(id, words), list(_told(move, plan, words, trace))


def _told(move: Move, plan: Plan, words: Words, trace: bool) -> Iterator[Block]:
    chosen = next((one for one in plan.selection.moves if one.id == move.id), None)
    ground = _ground(move, chosen, plan)
    if chosen is not None:
        yield Paragraph(words.sentences(_made(chosen, plan, words)))
    else:
        yield Paragraph(words.sentences(_refused(move, plan, words)))
    sentence = plan.business.noted.of(move.told) if move.told else None
    if sentence is not None:
        yield Paragraph(words.explain("move.written", sentence=sentence))
    figures = ground.figures(move.figures, told_in(sentence) if sentence is not None else None)
    facts = {**ground.facts, **{name: value for name, value in figures.items() if value is not None}}
    terms = terms_of(move.figures, figures, words)
    yield conditions_table(move.condition, facts, words, terms)
    if move.in_place is not None:
        yield Heading(words.explain("move.in_place"))
        yield conditions_table(move.in_place, facts, words, terms)
    for rule in move.wrong_when:
        yield Heading(words.explain("move.wrong"))
        yield conditions_table(rule.condition, facts, words, terms)
    if chosen is not None:
        yield from _effects(chosen, words)
    yield from figures_list(move.figures, figures, ground, plan, words, trace)
    if not move.told or sentence is not None:  # else no answer brings it, but such a sentence
        yield from nearest_changes(plan, "move", move.id, words, trace)


def _ground(move: Move, chosen: Chosen | None, plan: Plan) -> Ground:
    if chosen is not None:
        return chosen.candidate.ground
    rejection = next((item for item in plan.selection.rejections if item.move == move.id), None)
    segment = rejection.segment if rejection else "business"
    return next((ground for ground in plan.grounds if ground.id == segment), plan.grounds[0])


def _made(chosen: Chosen, plan: Plan, words: Words) -> Iterator[str]:
    number, worth = number_of(plan, chosen.id), chosen.worth
    if chosen.candidate.claims:
        sales, left = words.money(worth.sales[1]), words.money(worth.contribution[1])
        yield words.explain("move.made", number=number, sales=sales, left=left)
    else:
        yield words.explain("move.made_unpriced", number=number)
    if chosen.id in plan.selection.forced:
        yield words.explain("move.forced_told" if chosen.candidate.move.told else "move.forced")
    if chosen.id == plan.selection.for_goal:
        yield words.explain("move.goal")
    candidate = chosen.candidate
    once, weekly = words.hours(candidate.hours_once), words.hours(candidate.hours_weekly)
    yield words.explain("move.hours", once=once, weekly=weekly)


def _refused(move: Move, plan: Plan, words: Words) -> Iterator[str]:
    rejection = next((item for item in plan.selection.rejections if item.move == move.id), None)
    if rejection is None:
        yield words.explain("move.refused", why=_passed_over(move, plan, words))
        return
    told = {"not_for": "move.not_for", "unknown": "move.needs_answers"}.get(rejection.why)
    why = words.explain(told) if told else rejection_text(rejection, words)
    yield words.explain("move.refused", why=why)
    if rejection.adds is not None and rejection.adds > 0 and rejection.why != "worth":
        yield words.explain("move.adds", adds=words.money(rejection.adds))


def _passed_over(move: Move, plan: Plan, words: Words) -> str:
    """Why a move for what owners write of was not tried: nobody wrote so, or another move is for the sentence."""
    noted = plan.business.noted
    sentence = noted.of(move.told)
    if sentence is None:
        return words.explain("move.not_written", said=words.library.concern(move.told).said)
    made = {one.id for one in plan.selection.moves}
    for_it = [id for one in noted.heard if one.sentence == sentence for id in (*one.concern.for_it, *move.overlaps)]
    others = [move_title(id, words) for id in dict.fromkeys(for_it) if id in made]
    return words.explain(f"move.{'written_other' if others else 'written_elsewhere'}", moves=words.listed(others))


def _effects(chosen: Chosen, words: Words) -> Iterator[Block]:
    candidate = chosen.candidate
    lines = [Paragraph(_effect(claim, chosen, words)) for claim in candidate.claims]
    lines += [
        Paragraph(words.explain("effect_unpriced", lever=words.ui(f"levers.{lever}"))) for lever in candidate.unpriced
    ]
    lines += [Paragraph(_reason(effect, candidate, words)) for effect in candidate.effects]
    if lines:
        yield Items(tuple(lines), label=words.explain("effects"))


def _effect(claim: Claim, chosen: Chosen, words: Words) -> str:
    pool = claim.pool
    whole = pool.sales or pool.contribution
    inside = claim.inside(chosen.placement.runs_from)
    effect = claim.effect
    return words.explain(
        "effect", lever=words.ui(f"levers.{pool.lever}"), room=words.money(whole),
        part=words.small_rate(claim.part) if claim.part < SMALL else words.rate(round(claim.part, 3)),
        likely=words.rate(effect.likely, 2), low=words.rate(effect.low, 2), high=words.rate(effect.high, 2),
        inside=words.rate(round(inside, 3)), worth=words.money(whole * claim.shares[1] * inside),
    )  # fmt: skip


def _reason(effect: Effect, candidate: Candidate, words: Words) -> str:
    source = words.listed(words.mark(id) if id == "judgement" else words.source(id) for id in effect.sources)
    return words.explain(
        "effect_why",
        why=words.about(candidate.move.figures, candidate.figures, candidate.ground.facts).fill(effect.why),
        source=source,
    )
