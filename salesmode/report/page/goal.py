"""The stated goal answered: which moves are for it, what they bring of it, what comes before it, what is watched."""

from __future__ import annotations

import math
from collections.abc import Iterator

from salesmode.business.conditions import QUANTITY
from salesmode.engine.goal import GoalAnswer
from salesmode.engine.plan import Plan
from salesmode.engine.sizing.levers import RATES
from salesmode.report.document import Paragraph
from salesmode.report.page.saying import filled, number_of, usual_order
from salesmode.report.wording import BLANK, NOUN, Words

IN_MONEY = ("cash", "deal_size", "margin", "break_even")  # goals that more orders do not answer
NO_MONEY = ("owner_time",)  # goals that no sum of money measures
OF_PRICES = ("win_rate", "more_leads", "first_customers")  # goals that a share of the prices given answers
SEVERAL = 2  # of what is counted: less is told in money
BUT = 3  # moves: of more, all but one are told by that one
LATE = 0.3  # of a full year: what comes inside this one is little
ENDINGS = ("", "_else")  # of the figures to watch for a goal: the better one, and what is told where that is unknown
QUARTERS = 4
# What a rate of the goal is a rate of: the count that it moves.
COUNTED = {"annual_churn": "customers", "repeat_rate": "customers", "win_rate": "opportunities"}


def goal_line(plan: Plan, words: Words) -> Iterator[Paragraph]:
    """Yield the goal answered, where one is stated."""
    goal = plan.goal
    if goal is None:
        return
    sentences = list(_served(goal, plan, words)) if goal.serving else [_not_served(goal, plan, words)]
    yield Paragraph(words.sentences(sentences), id="goal")


def _not_served(goal: GoalAnswer, plan: Plan, words: Words) -> str:
    """Why no move is for the goal: the best one would leave less than one that is made, else what keeps most away."""
    wish = words.page(f"goal_wish.{goal.goal}")
    if no_room_said(plan):
        return _no_room(wish, plan, words)
    best = next((one for one in plan.selection.moves if one.id == goal.first), None)
    if goal.unserved != "worth" or goal.waits is None or best is None:
        return words.page("goal_not_served", wish=wish, why=words.page(f"goal_why.{goal.unserved or 'none'}"))
    return words.page("goal_waits", wish=wish, rank=number_of(plan, best.id))


def no_room_said(plan: Plan) -> bool:
    """Return whether the answer to the goal says that there is no room for more."""
    return plan.goal is not None and plan.goal.unserved == "no_room"


def _no_room(wish: str, plan: Plan, words: Words) -> str:
    """All that more people who ask could bring, where it is known, and where more money has to come from."""
    whole = plan.grounds[0]
    sales, spare = whole.look("revenue"), whole.look("spare_capacity")
    if not sales or not spare:
        return filled("goal_no_room_untold", words, wish=wish)
    return filled("goal_no_room", words, wish=wish, room=words.money(sales * spare), spare=words.rate(spare))


def watched_goal(plan: Plan, words: Words) -> str | None:
    """Return the figure of the goal to watch, where a move is for it and the owner's own figure is known."""
    goal = plan.goal
    if goal is None or not goal.serving:
        return None
    return next((text for end in ENDINGS if (text := _known(f"goal_watch.{goal.goal}{end}", plan, words))), None)


def _served(goal: GoalAnswer, plan: Plan, words: Words) -> Iterator[str]:
    """Which moves are for the goal, from where to where they bring it, and how many more that is."""
    numbers = [str(number_of(plan, id)) for id in goal.serving]
    count, said = len(plan.selection.moves), words.joined(numbers)
    others = [str(number) for number in range(1, count + 1) if str(number) not in numbers]
    case = "only" if count == 1 else "all" if not others else "one" if len(numbers) == 1 else "some"
    if case == "some" and len(others) == 1 and count > BUT:
        case, said = "but", others[0]
    moved = _moved(goal, words)
    if moved is not None:
        yield moved
        yield words.page(f"goal_works.{case}", numbers=said, count=count)
    else:
        wish = words.page(f"goal_wish.{goal.goal}")
        yield words.page(f"goal_served.{case}", wish=wish, numbers=said, count=count)
    figure = _known(f"goal_figure.{goal.goal}", plan, words)
    brought = figure or (_brought(goal, plan, words, moved is not None) if goal.goal not in NO_MONEY else None)
    if brought is not None:
        yield brought
    if moved is None and (today := _known(f"goal_today.{goal.goal}", plan, words)) is not None:
        yield today
    now, full = goal.point_now, goal.point_full
    if goal.lever in RATES and now is not None and full and 1 <= now <= LATE * full:
        yield words.page("goal_point_late", now=words.money(now), full=words.money(full))


def _moved(goal: GoalAnswer, words: Words) -> str | None:
    if goal.to is None or goal.today is None or f"goal_moved.{goal.goal}" not in words.library.page:
        return None
    today, likely = (_level(goal, value, words) for value in (goal.today, goal.to[1]))
    if today == likely:
        return None
    return words.page(f"goal_moved.{goal.goal}", today=today, likely=likely)


def _level(goal: GoalAnswer, value: float, words: Words) -> str:
    if goal.lever in RATES:
        return words.rate(round(value, 3))
    return words.money(value) if goal.lever in ("deal_value", "aov") else words.shown("count", value)


def _brought(goal: GoalAnswer, plan: Plan, words: Words, moved: bool) -> str | None:
    """What the moves for the goal bring of it: in what it is counted in where that is known, else in money."""
    whole, lever = plan.grounds[0], goal.lever or ""
    if moved and goal.to is not None and goal.today is not None and lever in COUNTED:
        cases = whole.look(COUNTED[lever])
        count = abs(goal.to[1] - goal.today) * cases if cases is not None else 0.0
        if count >= SEVERAL:
            return filled(f"goal_count.{lever}", words, count=words.shown("count", math.floor(count)))
    value = whole.look("deal_value")
    if goal.per_hundred is not None and value is not None and goal.goal in OF_PRICES:
        low, likely, high = (words.shown("count", case) for case in goal.per_hundred)
        money = words.money_range(*(goal.per_hundred[1] * value,) * 3)
        return words.page("per_hundred.win_rate", low=low, likely=likely, high=high, money=money)
    return _money(goal, plan, words)


def _money(goal: GoalAnswer, plan: Plan, words: Words) -> str | None:
    serving = [one.worth for one in plan.selection.moves if one.id in goal.serving]
    sales, orders = goal.brings[1], _orders(goal, plan)
    left, freed = (math.fsum(values) for values in zip(*((w.contribution[1], w.cash[1]) for w in serving), strict=True))
    if goal.goal not in IN_MONEY and orders >= SEVERAL:
        return filled("goal_brings.orders", words, count=words.shown("count", orders))
    amounts = {"sales": sales, "left": left, "cash": freed}
    for key in ("cash", "sales", "left") if goal.goal == "cash" else amounts:
        if (amount := amounts[key]) > 0:
            return words.page(f"goal_brings.{key}", money=words.money_range(*(amount,) * 3))
    return None


def _orders(goal: GoalAnswer, plan: Plan) -> float:
    """How many orders of their parts of the business the moves for the goal bring; none where one part has no price."""
    serving = [one for one in plan.selection.moves if one.id in goal.serving and one.worth.sales[1]]
    parts = [(one.worth.sales[1], usual_order(one.candidate.ground, plan)) for one in serving]
    total = math.fsum(sales for sales, _ in parts)
    if not total or any(not value for _, value in parts):
        return 0.0
    return math.fsum(sales / value for sales, value in parts if value) * goal.brings[1] / total


def _known(key: str, plan: Plan, words: Words) -> str | None:
    """The sentence under a key with the owner's own figures, `None` where one of them is unknown."""
    text = words.library.page.get(key)
    if text is None:
        return None
    own = words._replace(figures=dict(_own_figures(plan, words)))
    names = [match[1] for match in BLANK.finditer(text) if not match[1].startswith(NOUN)]
    facts = plan.facts
    known = all(name in own.figures or name in facts or QUANTITY + name in facts for name in names)
    return own.fill(text) if known else None


def _own_figures(plan: Plan, words: Words) -> Iterator[tuple[str, str]]:
    """Yield what the answers do not hold: what the moves leave, the customers lost a quarter where they are a few."""
    left, lost = plan.selection.worth.contribution[1], plan.grounds[0].look("lost") or 0.0
    if left > 0:
        yield "left", words.money_range(left, left, left)
    if lost >= 1:
        yield "lost", words.shown("count", lost)
    if lost >= SEVERAL * QUARTERS:
        yield "lost_quarter", words.shown("count", lost / QUARTERS)
