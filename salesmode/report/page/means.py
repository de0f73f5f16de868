"""The hours and the money of the moves: what there is, what is planned, what is left and why."""

from __future__ import annotations

from collections.abc import Iterator

from salesmode.engine.plan import Plan
from salesmode.engine.selection import Chosen
from salesmode.report.document import Block, Items, Paragraph, Section, Table
from salesmode.report.page.saying import number_of
from salesmode.report.sections.running import season_line
from salesmode.report.wording import Words

SEASONS = 2
LITTLE = 0.25  # of the budget: less is not what the moves cost
LEFT = 0.05  # of the budget: less is nothing to explain


def means(plan: Plan, words: Words) -> Section:
    """Return the hours by role and the money."""
    title = words.page("sections.means")
    if not plan.selection.moves:
        return Section("means", title, ())
    blocks: list[Block] = [_hours(plan, words)]
    told = (*_money(plan, words), *_from_ads(plan, words), *_deputies(plan, words), *_half(plan, words))
    blocks.append(Paragraph(words.sentences(told), id="means"))
    seasons = [season_line(prepared, words) for prepared in plan.schedule.prepared if prepared.ready]
    if seasons:
        blocks.append(Items(tuple(seasons[:SEASONS])))
    return Section("means", title, tuple(blocks))


def _hours(plan: Plan, words: Words) -> Table:
    columns = tuple(words.page(f"means.{key}") for key in ("role", "have", "planned", "fullest"))
    rows = []
    schedule = plan.schedule
    for role, week in schedule.capacity.items():
        planned = schedule.planned(role)
        if not planned:
            continue
        own = {number: hours for (busy, number), hours in schedule.load.items() if busy == role}
        fullest = max(own, key=lambda number: (round(own[number], 6), -number), default=None)
        peak = "" if fullest is None else words.page(
            "means.fullest_value", hours=words.hours(own[fullest]), week=fullest
        )  # fmt: skip
        have = words.shown("count", week * schedule.weeks)
        rows.append((words.role(role), have, words.shown("count", planned), peak))
    return Table(columns, tuple(rows), frozenset({1, 2, 3}))


def _money(plan: Plan, words: Words) -> Iterator[str]:
    spend, budget = sum(plan.schedule.spend), plan.schedule.budget
    if any(not one.candidate.cash_known for one in plan.selection.moves):
        yield words.page("means.unpriced", currency=words.currency)
        return
    if not budget:  # unknown, or all of it stands for advertising already
        yield words.page("means.money_unknown", spend=words.money(spend)) if spend else words.page("means.money_none")
        return
    whole = budget * len(plan.schedule.spend)
    if not spend:
        yield words.page("means.money_kept", budget=words.money(whole))
        return
    said = {"budget": words.money(whole), "spend": words.money(spend)}
    if spend >= whole * (1 - LEFT):
        yield words.page("means.money", **said)
        return
    best = max(plan.selection.moves, key=lambda one: one.worth.contribution[1])
    key = "means.money_little" if spend < whole * LITTLE else "means.money_left"
    yield words.page(key, number=number_of(plan, best.id), week=plan.checks[best.id].week, **said)


def _from_ads(plan: Plan, words: Words) -> Iterator[str]:
    """Where the money comes from that advertising leaves no room for."""
    profile = plan.business.profile
    if profile.ad_spend and profile.monthly_budget is not None:
        left = max(0.0, profile.monthly_budget - profile.ad_spend)
        if max(plan.schedule.spend, default=0.0) > left:
            yield words.page("means.from_ads")


def _deputies(plan: Plan, words: Words) -> Iterator[str]:
    """Who stands in for the roles that the moves ask for and nobody fills, in one sentence."""
    pairs = {(row.asked, row.role) for row in plan.schedule.rows if row.asked != row.role}
    stand_ins: dict[str, list[str]] = {}
    for asked, role in sorted(pairs):
        stand_ins.setdefault(role, []).append(words.role(asked))
    if stand_ins:
        said = (words.page("means.stands_in", by=words.role(by), roles=words.joined(r)) for by, r in stand_ins.items())
        yield words.page("means.deputies", who=words.listed(said))


def _half(plan: Plan, words: Words) -> Iterator[str]:
    """The move that brings least for its hours goes first; neither the best one, nor what is forced or asked for."""
    moves, selection = plan.selection.moves, plan.selection
    best = max(moves, key=lambda one: (one.worth.contribution[1], one.candidate.pull))
    kept = {*selection.forced, selection.for_goal, selection.goal_first, best.id}
    optional = [one for one in moves if one.id not in kept]
    if not optional:
        return
    least = min(optional, key=_per_hour)
    yield words.page("means.half", number=number_of(plan, least.id))


def _per_hour(one: Chosen) -> tuple[float, float]:
    return one.worth.contribution[1] / max(1.0, one.placement.hours), one.candidate.pull
