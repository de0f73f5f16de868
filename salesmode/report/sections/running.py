"""What goes on beside the moves: warnings, rules of the trade, seasons, meetings, what to stop."""

from __future__ import annotations

from collections.abc import Iterator

from salesmode.engine.plan import Plan
from salesmode.engine.schedule import Prepared
from salesmode.engine.seasons import FIXED, JUDGED, Event, seasons_of
from salesmode.report.dates import day_of, season_title
from salesmode.report.document import Block, Heading, Items, Paragraph, Section
from salesmode.report.page.saying import MARK, check_text, move_title
from salesmode.report.wording import Words, upper_first

SPANS = ("quiet", "barred")  # kinds for which nobody buys: the weeks are told, not when buying begins


def warnings(plan: Plan, words: Words) -> Section:
    """Return the guards that hold and what they take away, then the rules of the trade."""
    blocks: list[Block] = []
    for guard in plan.guardrails.active:
        blocks.append(Heading(words.fill(guard.title), id=f"guard.{guard.id}"))
        blocks.append(Paragraph(upper_first(words.fill(guard.so)) + words.ui("stop_mark")))
        if guard.veto.uses:
            items = words.listed(words.ui(f"uses.{use}") for use in sorted(set(guard.veto.uses)))
            blocks.append(Paragraph(words.ui("guards.vetoes", items=items)))
        if guard.force == plan.guardrails.forced and guard.force:
            blocks.append(Paragraph(words.ui("guards.forces", play=words.title(guard.force))))
    rules = tuple(rules_of_trade(plan, words))
    if rules:
        blocks += [Heading(words.ui("guards.trade"), id="compliance"), Items(rules)]
    return Section("guards", words.ui("sections.guards"), tuple(blocks))


def rules_of_trade(plan: Plan, words: Words) -> Iterator[Paragraph]:
    """Yield what may not be said or done in this trade, where the business sells."""
    for rule in plan.industry.rules:
        yield Paragraph(words.fill(rule.text), id=f"compliance.{rule.id}")


def seasons(plan: Plan, words: Words) -> Section:
    """Return the seasons on the weeks with what is ready for them, or those to mind where the plan has no first day."""
    return Section("seasons", words.ui("seasons.title"), tuple(_seasons(plan, words)))


def _seasons(plan: Plan, words: Words) -> Iterator[Block]:
    if plan.calendar is None:
        titles = [words.fill(season.rule.title) for season in seasons_of(plan.facts, plan.seasons)]
        if titles:
            said = words.listed(dict.fromkeys(titles))
            yield Paragraph(words.ui("seasons.undated", seasons=said), id="seasons")
        return
    items = tuple(season_line(prepared, words) for prepared in plan.schedule.prepared)
    if items:
        yield Items(items)
    for item in plan.calendar.untold:
        text = words.ui("seasons.untold", title=words.fill(item.title), year=item.year, last=item.last)
        yield Paragraph(text, id=f"season.{item.season}.{item.year}")


def season_line(prepared: Prepared, words: Words) -> Paragraph:
    """Return a season on the weeks, how sure its days are, and the moves that are ready for it."""
    event = prepared.event
    spans = {
        "day": event.day.isoformat(), "last": event.last.isoformat(),
        "week": event.week, "from": event.from_week, "until": event.until_week,
    }  # fmt: skip
    key = event.kind if event.kind in SPANS else "run_up" if event.from_week > 1 else "begun"
    parts = [words.ui(f"seasons.{key}", mark=MARK if event.opening == JUDGED else "", **spans)]
    parts += _how_sure(event, words)
    if prepared.ready:
        parts.append(words.ui("seasons.ready", actions=words.listed(move_title(id, words) for id in prepared.ready)))
    if event.so:
        parts.append(words.fill(event.so))
    return Paragraph(words.sentences(parts), season_title(event, words), f"season.{event.id}")


def _how_sure(event: Event, words: Words) -> Iterator[str]:
    """What is decreed, announced or only expected; a fixed day says nothing, a judged run-up has its mark already.

    Where the opening is expected as in a year, that is what the days are judged by too.
    """
    if event.known.certainty != "fixed" and not (event.known == JUDGED and event.opening.as_in):
        days = "expected" if event.known.as_in else event.known.certainty
        yield words.ui(f"seasons.days.{days}", year=event.day.year, as_in=event.known.as_in, mark=MARK)
    if event.opening not in (FIXED, JUDGED, event.known):
        opening = "expected" if event.opening.as_in else "published"
        yield words.ui(f"seasons.opening.{opening}", year=event.day.year, as_in=event.opening.as_in)


def meetings(plan: Plan, words: Words) -> Section:
    """Return the meetings that keep the plan alive, with the questions to answer in each."""
    blocks: list[Block] = []
    for meeting in plan.meetings:
        every = words.ui(f"rhythm.{meeting.every}")
        label = words.ui("rhythm.meeting", every=every, minutes=meeting.minutes, role=words.role(meeting.role))
        agenda = tuple(Paragraph(words.fill(question.text)) for question in meeting.agenda)
        blocks.append(Items(agenda, label=label))
    weeks, day = plan.schedule.weeks, day_of(plan, plan.schedule.weeks)
    text = words.ui("rhythm.review_on" if day else "rhythm.review", week=weeks, day=day)
    blocks.append(Paragraph(text, id="review"))
    return Section("rhythm", words.ui("sections.rhythm"), tuple(blocks))


def stopping(plan: Plan, words: Words) -> Section:
    """Return what the plays in force say to stop, and of moves the checks that the two pages tell in part."""
    items = [Paragraph(words.fill(rule.text), id=f"stop.{play}.{rule.id}") for play, rule in plan.selection.stop]
    items += _later(plan, words)
    return Section("stop", words.ui("sections.stop"), (Items(tuple(items)),) if items else ())


def _later(plan: Plan, words: Words) -> Iterator[Paragraph]:
    """What to look at where a result shows only after the plan, and the move to turn to where one is stopped."""
    for one in plan.selection.moves:
        check = plan.checks[one.id]
        if check.switch_to is not None or (check.later is not None and one.candidate.move.check.trial is None):
            label = words.page("move.check", week=check.week)
            yield Paragraph(check_text(check, one.candidate, words), label, f"later.{one.id}")
