"""The seasons beside the weeks: when buying begins, who is ready, which tests they spoil."""

from __future__ import annotations

from collections.abc import Iterator

from salesmode.engine.plan import Plan
from salesmode.engine.schedule import ConfoundedTest, Prepared
from salesmode.engine.schedule.seasons import PEAK, Event, seasons_of
from salesmode.knowledge.plays import Action
from salesmode.report.document import Block, Items, Paragraph
from salesmode.report.wording import Words

QUIET = "quiet"


def season_blocks(plan: Plan, words: Words) -> Iterator[Block]:
    """Yield the seasons on the weeks with what is ready for them, or those to mind where the plan has no first day."""
    if plan.calendar is None:
        titles = [words.fill(season.rule.title) for season in seasons_of(plan.facts, plan.seasons)]
        if titles:
            seasons = words.listed(dict.fromkeys(titles))
            yield Paragraph(words.ui("seasons.undated", seasons=seasons), words.ui("seasons.title"), "seasons")
        return
    items = tuple(_season(prepared, plan, words) for prepared in plan.schedule.prepared)
    if items:
        yield Items(items, label=words.ui("seasons.title"))
    if plan.schedule.spoilt:
        yield Items(tuple(_test(spoilt, words) for spoilt in plan.schedule.spoilt))
    for item in plan.calendar.untold:
        title = words.fill(item.title)
        text = words.ui("seasons.untold", title=title, year=item.year, last=item.last)
        yield Paragraph(text, id=f"season.{item.season}.{item.year}")


def season_title(event: Event, words: Words) -> str:
    """Return what a season is called; a strong month by its name."""
    if event.season.startswith(f"{PEAK}_"):
        return words.ui("seasons.peak", month=event.title)
    return words.fill(event.title)


def _season(prepared: Prepared, plan: Plan, words: Words) -> Paragraph:
    event = prepared.event
    spans = {"day": event.day.isoformat(), "week": event.week, "from": event.from_week, "until": event.until_week}
    key = "quiet" if event.kind == QUIET else "run_up" if event.from_week > 1 else "begun"
    parts = [words.ui(f"seasons.{key}", **spans)]
    if event.estimated:
        parts.append(words.ui("seasons.estimated"))
    if prepared.ready:
        parts.append(words.ui("seasons.ready", actions=_listed(prepared.ready, plan, words)))
    if prepared.late:
        parts.append(words.ui("seasons.late", actions=_listed(prepared.late, plan, words)))
    if event.so:
        parts.append(words.fill(event.so))
    return Paragraph(words.sentences(parts), season_title(event, words), f"season.{event.id}")


def _listed(actions: tuple[Action, ...], plan: Plan, words: Words) -> str:
    ready = {slot.action.id: slot.ready for slot in plan.schedule.slots}
    return words.listed(
        words.ui("seasons.after", title=words.fill(action.title), week=ready[action.id]) for action in actions
    )


def _test(spoilt: ConfoundedTest, words: Words) -> Paragraph:
    slot = spoilt.slot
    seasons = words.listed(
        words.ui("seasons.test_season", title=season_title(event, words), **{"from": event.from_week,
                                                                             "until": event.until_week})
        for event in spoilt.events
    )  # fmt: skip
    text = words.ui("seasons.test", seasons=seasons, **{"from": slot.start, "until": slot.ready})
    moved = words.ui("seasons.no_move") if spoilt.move_to is None else words.ui("seasons.move", week=spoilt.move_to)
    title = words.fill(slot.action.title)
    return Paragraph(words.sentences((text, moved)), title, f"season.test.{slot.action.id}")
