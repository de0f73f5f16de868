"""What was assumed, what disagrees, and which answers would help most."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from salesmode.business.facts import creator_part
from salesmode.business.pace import mean_cycle
from salesmode.engine.diagnosis import RULED_BY
from salesmode.engine.next_questions import MATURITY
from salesmode.engine.plan import Plan
from salesmode.report.document import Block, Items, Paragraph, Section
from salesmode.report.page.saying import disagreeing, heard_for, move_title, number_of, shortened
from salesmode.report.page.trade import taken_for
from salesmode.report.sections.levers import conflict_text
from salesmode.report.wording import Words

WHO_BUYS = RULED_BY["mode"]
QUOTED = {False: 140, True: 60}  # characters of the owner's notes, of Chinese ones
QUARTER = ("enquiries", "quotes", "orders")


def open_questions(plan: Plan, words: Words, most: int) -> Section:
    """Return the assumptions on people, what contradicts, and the answers to find out."""
    blocks: list[Block] = []
    assumed = (
        *_contradictions(plan, words), *taken_for(plan, words), *_quarter(plan, words), *_notes(plan, words),
        *_margin(plan, words), *_creators(plan, words), *_cycle(plan, words), *_people(plan, words),
        *_ramp(plan, words), *_again(plan, words),
    )  # fmt: skip
    if assumed:
        blocks.append(Items(assumed))
    asked = tuple(_asked(plan, words))[:most]
    if asked:
        blocks.append(Items(asked, numbered=True, label=words.page("open.would").rstrip(":：")))
    return Section("open", words.page("sections.open"), tuple(blocks))


def _quarter(plan: Plan, words: Words) -> Iterator[Paragraph]:
    """That counts of three months are taken four times for a year."""
    if any(getattr(plan.business.given, id) for id in QUARTER):
        yield Paragraph(words.page("open.quarter"), id="assumption.quarter")


def _notes(plan: Plan, words: Words) -> Iterator[Paragraph]:
    """What was read in the owner's notes, and what of them is neither read nor quoted beside a move."""
    read = [id for id in plan.business.given.noted() if id in plan.business.noted.typed]
    if read:
        given = plan.business.given
        told = words.page("open.each").join(f"{words.label(id)} {words.value(id, getattr(given, id))}" for id in read)
        yield Paragraph(words.page("open.noted", answers=told), id="assumption.noted")
    quoted = {heard_for(one, plan) for one in plan.selection.moves} | {one.sentence for one in plan.replies}
    left = [sentence for sentence in plan.business.noted.untold if sentence not in quoted]
    if left:
        said = shortened(("" if words.zh else " ").join(left), QUOTED[words.zh])
        yield Paragraph(words.page("open.rest" if read else "open.notes", notes=said), id="assumption.notes")


def _people(plan: Plan, words: Words) -> Iterator[Paragraph]:
    """The hours that nobody told, of those who work for this plan."""
    capacity = plan.business.capacity
    if capacity.invented:
        yield Paragraph(words.page("open.team", hours=words.hours(capacity.week)), id="assumption.team")
    working = [role for role in capacity.assumed if plan.schedule.planned(role)]
    if working:
        said = (
            words.page("open.hours_of", hours=words.hours(capacity.hours[role]), role=words.role(role))
            for role in working
        )
        yield Paragraph(words.page("open.hours", who=words.joined(said)), id="assumption.plan_hours")


def _margin(plan: Plan, words: Words) -> Iterator[Paragraph]:
    if any(not claim.pool.left for one in plan.selection.moves for claim in one.candidate.claims):
        yield Paragraph(words.page("open.no_margin"), id="assumption.margin")


def _ramp(plan: Plan, words: Words) -> Iterator[Paragraph]:
    """The months until a new customer orders at full rhythm, where nobody said them and the year hangs on them."""
    whole, gap = plan.business.economy.whole, plan.sizing.gap_analysis
    fresh = whole.year.fresh
    if plan.business.profile.ramp_to_full_use is not None or fresh is None or fresh.low == fresh.high:
        return
    months = words.counted(whole.outside.ramps.likely, "months")
    if gap is None or gap.target is None or gap.base is None:
        yield Paragraph(words.page("open.ramp_only", months=months), id="assumption.ramp")
        return
    left = gap.target - gap.base - (gap.again or 0.0)
    slow, quick = (words.money(max(0.0, left - end)) for end in (fresh.low, fresh.high))
    yield Paragraph(words.page("open.ramp", months=months, slow=slow, quick=quick), id="assumption.ramp")


def _again(plan: Plan, words: Words) -> Iterator[Paragraph]:
    """That what was sold last year beside contracts, or beside what continues, is sold again, where it is much."""
    whole, gap = plan.business.economy.whole, plan.sizing.gap_analysis
    revenue = whole.value("revenue")
    if gap is None or gap.base is None or not revenue:
        return
    if gap.again is not None:
        yield Paragraph(words.page("open.again", again=words.money(gap.again)), id="assumption.again")
    elif gap.basis in ("cohort", "held") and whole.outside.beside > revenue * plan.settings.sizing.tolerance:
        yield Paragraph(words.page("open.beside", beside=words.money(whole.outside.beside)), id="assumption.again")


def _creators(plan: Plan, words: Words) -> Iterator[Paragraph]:
    """That commission was taken off every order, where nobody says which come through creators."""
    profile = plan.business.profile
    if profile.creator_commission and creator_part(profile) is None and profile.selling_motion != ("creator_live",):
        yield Paragraph(words.page("open.creators"), id="assumption.creator_part")


def _cycle(plan: Plan, words: Words) -> Iterator[Paragraph]:
    """How many days a decision was taken to last, where a move waits for one and nobody says it."""
    part = plan.business.economy.whole
    waits = any(plan.settings.sizing.levers[effect.lever].cycles
                for one in plan.selection.moves for effect in one.candidate.effects
                if effect.lever in plan.settings.sizing.levers)  # fmt: skip
    told = mean_cycle([one.value for one in plan.business.economy.segments])
    if waits and part.value("cycle") is None and told is None:
        days = words.counted(part.outside.usual_cycle, "days")
        yield Paragraph(words.page("open.cycle", days=days), id="assumption.cycle")


def _contradictions(plan: Plan, words: Words) -> Iterator[Paragraph]:
    """The first contradiction with what it does, and how many more there are, those about who buys too."""
    for contradiction in disagreeing(plan)[:1]:
        yield Paragraph(conflict_text(contradiction, words), id="contradiction")
    others = [item.answers for item in disagreeing(plan)[1:]]
    others += [rule.answers for rule in plan.business.diagnosis.contradictions if WHO_BUYS.issuperset(rule.answers)]
    count = len(dict.fromkeys(others))
    if count:
        key = "open.contradictions_one" if count == 1 else "open.contradictions"
        yield Paragraph(words.page(key, count=count), id="contradictions")


def _asked(plan: Plan, words: Words) -> Iterator[Paragraph]:
    """The questions that decide something come first, each on another move; where none does, those that tell most."""
    for id in sorted(_askable(plan), key=_rank(plan)):
        ask = words.fill(words.library.questions.answers[id].ask)
        yield Paragraph(words.sentences((ask, *_decides(id, plan, words))), id=f"ask.{id}")


def _askable(plan: Plan) -> list[str]:
    return [id for id in plan.robustness.ask_next if id != MATURITY]


def _rank(plan: Plan) -> Callable[[str], int]:
    """Whether a question is the first on its move, another one on it, or decides on none."""
    decides = plan.robustness.decides
    first = {move: id for id in reversed(_askable(plan)) if (move := decides.get(id)) is not None}
    return lambda asked: 2 if asked not in decides else int(first[decides[asked]] != asked)


def _decides(answer: str, plan: Plan, words: Words) -> Iterator[str]:
    """What hangs most on an answer: how much a move of the plan brings, or whether another one belongs in it."""
    move = plan.robustness.decides.get(answer)
    if move is None:
        return
    if any(one.id == move for one in plan.selection.moves):
        yield words.page("open.sharpens", number=number_of(plan, move))
    else:
        yield words.page("open.decides", title=move_title(move, words))
