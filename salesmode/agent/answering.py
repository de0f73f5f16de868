"""What each tool says and returns, known to no protocol: a text for the agent to read, figures to quote."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final, NamedTuple

from salesmode.agent.changing import change_figures, change_lines, changed
from salesmode.agent.folder import inside
from salesmode.business.profile import Profile
from salesmode.engine.plan import Plan, make_plan
from salesmode.errors import InputError, shown
from salesmode.follow.following import follow
from salesmode.follow.log import NAME
from salesmode.intake.mapping import read_mapping
from salesmode.knowledge.library import LANGS, Lang, Library
from salesmode.report.document import Outline
from salesmode.report.formats.json import plan_data
from salesmode.report.formats.markdown import markdown
from salesmode.report.outlines import outline_brief, outline_plan, words_for

LONGEST: Final = 8000  # characters of a text, its last line about the cut included
MOST_ANSWERS: Final = 200_000  # characters
PLAN_KEYS: Final = ("schema", "business", "moves", "next", "not_now", "kpis", "gates", "doubts", "stamp")


class Answered(NamedTuple):
    """A text, and the same as figures."""

    text: str
    figures: Mapping[str, Any]


def questions(library: Library, group: str | None) -> Answered:
    """Return the questions of a group, or the names of all groups with how many each has."""
    from salesmode.intake.questions import catalog

    groups = catalog(library)
    if group is None:
        lines = [f"- {one.id}: {one.title} ({len(one.questions)})" for one in groups]
        figures = {"groups": [{"id": one.id, "title": one.title, "count": len(one.questions)} for one in groups]}
        return Answered(cut("\n".join(lines), library), figures)
    chosen = next((one for one in groups if one.id == group), None)
    if chosen is None:
        fix = f"Send one of: {', '.join(one.id for one in groups)}; or nothing for the list of them"
        raise InputError(f"{shown(group)} is no group of questions", where="group", fix=fix)
    asked = [{"id": one.id, "ask": one.ask, "options": list(one.options)} for one in chosen.questions]
    lines = [f"- {one.id}: {one.ask} {' | '.join(one.options)}".rstrip() for one in chosen.questions]
    text = "\n".join(lines)
    return Answered(cut(text, library), {"group": group, "questions": asked})


def plan(library: Library, answers: Mapping[str, Any], start: str | None, *, brief: bool) -> Answered:
    """Return the plan for some answers."""
    made, library = planned(library, answers, start)
    words = words_for(made, library)
    text = _page(outline_brief(made, words) if brief else outline_plan(made, words), library)
    return Answered(text, _figures(made, library))


def explain(library: Library, answers: Mapping[str, Any], id: str, *, trace: bool = False) -> Answered:
    """Return why a figure, finding or move of a plan is as it is."""
    from salesmode.report.explaining import explain as explained

    made, library = planned(library, answers, None)
    page = explained(made, id, words_for(made, library), trace=trace)
    return Answered(_page(page, library), {"id": id, "title": page.title})


def what_if(library: Library, answers: Mapping[str, Any], changes: Mapping[str, Any]) -> Answered:
    """Return what becomes of the year, of what it leaves and of the moves where some answers are others."""
    if not mapped(changes, "changes"):
        raise InputError("nothing is changed", where="changes", fix='Send answers by id, as {"win_rate": "30%"}')
    base, other = read(library, answers), read(library, {**mapped(answers, "answers"), **changes})
    library = library.in_language(_language(base) or "en")
    change = changed(base, other, tuple(changes), library)
    return Answered(cut("\n".join(change_lines(change, library)), library), change_figures(change))


def track(library: Library, folder: Path, file: str, today: str, answers: Mapping[str, Any] | None) -> Answered:
    """Return how a plan kept in the folder stands on a day."""
    given = read(library, answers) if answers else None
    kept = inside(folder, file)
    inside(folder, str(kept.with_name(NAME)))  # a link may lead elsewhere
    followed = follow(kept, day(today, "today"), given, library, _language(given))
    return Answered(_page(followed.page(), followed.library), followed.data())


def mapped(answers: object, where: str) -> Mapping[str, Any]:
    """Return what was sent as a map; raises InputError where it is none."""
    if not isinstance(answers, dict):
        fix = 'Send a map by id, as {"offer": "linen", "deal_value": "340"}; the tool questions lists the ids'
        raise InputError("this is no map of answers", where=where, fix=fix)
    return answers


def known_alone(sent: Mapping[str, Any], known: Sequence[str], tool: str) -> None:
    """Refuse what a tool does not take: silently left out, an agent would believe it was heeded."""
    unknown = [name for name in sent if name not in known]
    if unknown:
        fix = f"The tool {tool} takes {', '.join(known)}; what is known of the business goes into answers"
        raise InputError(f"the tool takes no {shown(unknown[0])}", where=tool, fix=fix)


def planned(library: Library, answers: Mapping[str, Any], start: str | None) -> tuple[Plan, Library]:
    """Return the plan for answers by id, and the library in their language."""
    profile = read(library, answers)
    library = library.in_language(_language(profile) or "en")
    return make_plan(profile, library, day(start, "start") if start else None), library


def read(library: Library, answers: Mapping[str, Any]) -> Profile:
    """Return answers by id as a profile; raises InputError that says what to send."""
    text = json.dumps(mapped(answers, "answers"), ensure_ascii=False)
    if len(text) > MOST_ANSWERS:
        fix = "Send answers by id alone, without files or talks; the tool questions lists the ids"
        raise InputError(f"{len(text)} characters are no answers", where="answers", fix=fix)
    if not answers:
        fix = 'Send at least {"offer": "what the business sells"}; the tool questions lists the ids'
        raise InputError("there are no answers", where="answers", fix=fix)
    return read_mapping(answers, library)


def day(text: str, where: str) -> date:
    """Return a day as it was sent; raises InputError where it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError(f"{shown(text)} is no date", where=where, fix="Send it as 2027-01-04") from None


def cut(text: str, library: Library) -> str:
    """Return a text of at most `LONGEST` characters; where lines are left out the last one says so."""
    if len(text) <= LONGEST:
        return text
    left = library.agent["cut"]
    lines = text.splitlines()
    while len(text) + len(left) >= LONGEST and len(lines) > 1:
        lines.pop()
        text = "\n".join(lines)
    return f"{text[: LONGEST - len(left) - 1]}\n{left}"


def _page(page: Outline, library: Library) -> str:
    return cut(markdown(page), library)


def _language(profile: Profile | None) -> Lang | None:
    return next((one for one in LANGS if profile is not None and one == profile.language), None)


def _figures(made: Plan, library: Library) -> Mapping[str, Any]:
    data: Mapping[str, Any] = plan_data(made, words_for(made, library), quantities=False)
    told = [item for item in data["not_now"] if item["why"] != "not_for"]  # of other businesses' moves there are many
    figures = {key: data[key] for key in PLAN_KEYS}
    return {**figures, "not_now": told, "coverage": data["economics"]["coverage"]}
