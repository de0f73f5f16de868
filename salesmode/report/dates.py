"""Weeks and seasons as days and names."""

from __future__ import annotations

from datetime import date, timedelta

from salesmode.engine.plan import Plan
from salesmode.engine.seasons import PEAK, Event
from salesmode.errors import InputError
from salesmode.report.wording import Words

WEEK = timedelta(weeks=1)
DAY = timedelta(days=1)


def first_day(start: date, week: int) -> date:
    """Return the day on which a week of a plan begins, week 1 on `start`.

    Raises InputError where the calendar ends before, in the year 9999.
    """
    try:
        return start + (week - 1) * WEEK
    except OverflowError:
        raise InputError(
            "the plan would go on after the year 9999", where="--start", fix="Write an earlier day, as in 2027-01-04"
        ) from None


def day_of(plan: Plan, week: int) -> date | None:
    """Return the day on which a week begins, `None` without a first day or beyond the calendar, which ends in 9999."""
    if plan.start is None:
        return None
    try:
        return plan.start + (week - 1) * WEEK
    except OverflowError:
        return None


def season_title(event: Event, words: Words) -> str:
    """Return what a season is called; a strong month by its name."""
    if event.season.startswith(f"{PEAK}_"):
        return words.ui("seasons.peak", month=event.title)
    return words.fill(event.title)
