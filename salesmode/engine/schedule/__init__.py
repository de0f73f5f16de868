"""When each action is done and by whom: list scheduling on weeks, within plan hours and the monthly budget."""

from collections.abc import Iterator, Sequence

from salesmode.business.conditions import Facts
from salesmode.business.profile import Profile
from salesmode.engine.business import Business
from salesmode.engine.guardrails import Guardrails
from salesmode.engine.industry import as_taken, rewrites
from salesmode.engine.schedule.filling import best_of
from salesmode.engine.schedule.resources import Resources
from salesmode.engine.schedule.seasonal import heeding, wanted_by
from salesmode.engine.schedule.seasons import Event
from salesmode.engine.schedule.tasks import EXACT, ConfoundedTest, Cut, CutWhy, Prepared, Schedule, Slot, tasks_of
from salesmode.engine.scoring import Candidate
from salesmode.engine.selection import Selection
from salesmode.knowledge.library import Library

__all__ = ["EXACT", "ConfoundedTest", "Cut", "CutWhy", "Prepared", "Schedule", "Slot", "schedule"]


def schedule(
    business: Business, facts: Facts, selection: Selection, guardrails: Guardrails, library: Library,
    events: Sequence[Event] = (),
) -> Schedule:  # fmt: skip
    """Return the actions of the plays taken now on weeks, and what was cut because it does not fit.

    Of several orders (by rank; what most hangs on first; with seasons, what prepares for one first) the best is kept:
    that which cuts the fewest hours of the first play, then of the second ...; then that with the fewest actions late
    for a season; then that which ends first; then the earlier in this list.
    Raises LibraryError where actions or plays wait for each other in a circle.
    """
    profile, capacity = business.profile, business.capacity
    price = library.currencies.workday.get(profile.currency or "", 0.0)
    means = Resources(business.horizon, capacity.hours, profile.monthly_budget, library.settings.schedule.month_weeks)
    tasks = tasks_of(selection.now, capacity, price)
    gone = {
        item.action.id: item
        for candidate in selection.now
        for item in _vetoed(candidate, profile, guardrails, facts, library)
    }
    best = best_of(tasks, means, gone, wanted_by(tasks, events) if events else {})
    return heeding(best, tasks, means, gone, events) if events else best


def _vetoed(
    candidate: Candidate, profile: Profile, guardrails: Guardrails, facts: Facts, library: Library
) -> Iterator[Cut]:
    own_way = rewrites(profile.industry, library)
    for action in candidate.level.actions:
        guard = guardrails.veto_action(action.uses)
        if guard is not None and action.test(facts):
            yield Cut(as_taken(action, own_way.get(action.id)), "guard", guard.id)
