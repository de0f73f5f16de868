"""The hours and the money of the moves: what there is, what is planned, what is left and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from salesmode.engine.checks import PlannedCheck
from salesmode.engine.plan import Plan
from salesmode.engine.selection import Chosen
from salesmode.report.document import Block, Items, Paragraph, Section, Table
from salesmode.report.page.saying import move_title, number_of
from salesmode.report.sections.running import season_line
from salesmode.report.wording import Words, upper_first

SEASONS = 2
LEFT = 0.05  # of the budget: less is nothing
TIGHT = 0.75  # of the hours somebody has: more leaves hardly room for the work of others


def means(plan: Plan, words: Words, then: bool) -> Section:
    """Return the hours by role and the money in one table, and what to do with what is left of them.

    `then` adds the move to make where one is stopped.
    """
    title = words.page("sections.means")
    if not plan.selection.moves:
        return Section("means", title, ())
    blocks: list[Block] = [_table(plan, words)]
    told = [*_left(plan, words), *(_next(plan, words) if then else ()), *_from_ads(plan, words)]
    told += _deputies(plan, words)
    if told:
        blocks.append(Paragraph(words.sentences(told), id="means"))
    seasons = [season_line(prepared, words) for prepared in plan.schedule.prepared if prepared.ready]
    if seasons:
        blocks.append(Items(tuple(seasons[:SEASONS])))
    return Section("means", title, tuple(blocks))


def _table(plan: Plan, words: Words) -> Table:
    """Hours and cash: what there is and what is planned."""
    working = [role for role in plan.schedule.capacity if plan.schedule.planned(role)]
    rows = [*(_hours(role, plan, words) for role in working), _cash(plan, words)]
    columns = tuple(words.page(f"means.{key}") for key in ("what", "have", "planned"))
    ids = (*(f"hours.{role}" for role in working), "cash")
    return Table(columns, tuple(rows), frozenset({1, 2}), ids)


def _hours(role: str, plan: Plan, words: Words) -> tuple[str, ...]:
    have, planned = plan.schedule.capacity[role] * plan.schedule.weeks, plan.schedule.planned(role)
    return upper_first(words.role(role)), words.hours(round(have)), words.hours(round(planned))


def _cash(plan: Plan, words: Words) -> tuple[str, ...]:
    budget = (plan.schedule.budget or 0.0) * len(plan.schedule.spend)
    spend = sum(plan.schedule.spend)
    return (
        words.page("means.cash"), words.money(budget) if budget else words.page("means.unsaid"),
        words.page("means.unpriced") if _unpriced(plan) else words.money(spend) if spend else words.page("table.none"),
    )  # fmt: skip


def _unpriced(plan: Plan) -> bool:
    """Whether nobody knows what a day of outside help costs in the currency of the plan."""
    return any(not one.candidate.cash_known for one in plan.selection.moves)


def _left(plan: Plan, words: Words) -> Iterator[str]:
    """What waits for which check, and what to leave out with half the hours: one sentence."""
    budget = (plan.schedule.budget or 0.0) * len(plan.schedule.spend)
    waits = not _unpriced(plan) and sum(plan.schedule.spend) < budget * (1 - LEFT)
    least = _least(plan)
    dropped = {} if least is None else {"least": number_of(plan, least.id)}
    if waits:
        seen = _seen(plan)
        key = "means.waits_half" if dropped else "means.waits"
        yield words.page(key, number=number_of(plan, seen.move), week=seen.week, **dropped)
    elif dropped:
        yield words.page("means.half", **dropped)


def _seen(plan: Plan) -> PlannedCheck:
    """The check that tells most: of the move that brings most among those whose result shows inside the plan."""
    ranked = sorted(plan.selection.moves, key=lambda one: one.worth.contribution[1], reverse=True)
    checks = [plan.checks[one.id] for one in ranked]
    return next((check for check in checks if check.later is None), checks[0])


def _next(plan: Plan, words: Words) -> Iterator[str]:
    """The move to make with the hours of one that is stopped: the one to which most checks turn."""
    turned = Counter(check.switch_to for one in plan.selection.moves if (check := plan.checks[one.id]).switch_to)
    for move, _ in turned.most_common(1):
        yield words.page("means.next", title=move_title(move or "", words))


def _from_ads(plan: Plan, words: Words) -> Iterator[str]:
    """Where the money comes from that advertising leaves no room for."""
    profile = plan.business.profile
    if profile.ad_spend and profile.monthly_budget is not None:
        left = max(0.0, profile.monthly_budget - profile.ad_spend)
        if max(plan.schedule.spend, default=0.0) > left:
            yield words.page("means.from_ads")


def _deputies(plan: Plan, words: Words) -> Iterator[str]:
    """Who does what nobody was named for, where hardly an hour of theirs is left: somebody else has to be found.

    Nothing of a team that nobody named.
    """
    if not plan.business.profile.team:
        return
    for by, asked in stand_ins(plan).items():
        if plan.schedule.planned(by) > TIGHT * plan.schedule.capacity[by] * plan.schedule.weeks:
            roles = words.joined(words.role(role) for role in asked)
            yield words.page("means.deputy", by=words.role(by), roles=roles)
            return


def stand_ins(plan: Plan) -> dict[str, list[str]]:
    """Return the roles that moves ask for and nobody fills, by the role that does their work."""
    pairs = {(row.asked, row.role) for row in plan.schedule.rows if row.asked != row.role}
    found: dict[str, list[str]] = {}
    for asked, role in sorted(pairs):
        found.setdefault(role, []).append(asked)
    return found


def _best(plan: Plan) -> Chosen:
    return max(plan.selection.moves, key=lambda one: (one.worth.contribution[1], one.candidate.pull))


def _least(plan: Plan) -> Chosen | None:
    """The move that brings least for its hours; neither the best, nor what is forced, asked for or waited for."""
    selection = plan.selection
    kept = {*selection.forced, selection.for_goal, selection.goal_first, _best(plan).id, _seen(plan).move}
    return min((one for one in selection.moves if one.id not in kept), key=_per_hour, default=None)


def _per_hour(one: Chosen) -> tuple[float, float]:
    return one.worth.contribution[1] / max(1.0, one.placement.hours), one.candidate.pull
