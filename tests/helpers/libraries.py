"""What the tests of the engine share: the real library, a builder of profiles, and small libraries made by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from salesmode.business.profile import Profile
from salesmode.intake.answers import Given, read_answers
from salesmode.knowledge.library import Library, load_library

NOT_APPLICABLE = "n/a"
Build = Callable[..., Profile]
Raw = dict[str, Any]

LIBRARY = load_library()
EXAMPLES = LIBRARY.examples()


def build(**answers: Any) -> Profile:
    """Return a profile of `answers`, money in dollars unless said otherwise; "n/a" is an answer that does not apply."""
    absent = frozenset(id for id, value in answers.items() if value == NOT_APPLICABLE)
    held = {id: value for id, value in answers.items() if id not in absent}
    return Profile(**{"currency": "USD", **held}, not_applicable=absent)


def example(name: str) -> Profile:
    """Return the profile of an example answers file."""
    path = LIBRARY.folder / "examples" / f"{name}.yaml"
    return read_answers(Given(file=str(path)), LIBRARY).profile


def text(words: str = "words") -> Raw:
    """Return a text in both languages."""
    return {"en": words, "zh": words}


def raw_action(id: str, hours: float = 4.0, **more: Any) -> Raw:
    """Return an action as it stands in the index of a library."""
    first = more.pop("first", min(1.0, hours))
    return {"id": id, "role": "sales", "hours": hours, "first_step": {"hours": first}, "steps": [{}, {}, {}], **more}


def raw_level(*actions: Raw, **more: Any) -> Raw:
    """Return a level as it stands in the index of a library."""
    kpi = {"id": "count", "unit": "count", "to": 3, "week": 8, "direction": "up", "sources": ["judgement"]}
    gate = {"week": 8, "kpi": "count", "below": 2, "then": "stop", "sources": ["judgement"]}
    fixed = {"kpis": [kpi], "gate": gate, "pitfalls": [{}], "sources": ["judgement"]}
    return {"impact": 0.4, "actions": list(actions) or [raw_action("work")], **fixed, **more}


def raw_play(*levels: Raw, **more: Any) -> Raw:
    """Return a play that fits everybody, as it stands in the index of a library."""
    demand = {side: {"considered": 2, "mixed": 2, "fast": 2} for side in ("b2b", "b2c")}
    when = [{"id": "always", "if": {"answer": "buyer", "known": True}, "weight": 2, "sources": ["judgement"]}]
    numbered = {str(number): level for number, level in enumerate(levels or (raw_level(),), 1)}
    return {"demand": demand, "when": when, "wrong_when": [], "levels": numbered, "sources": ["judgement"], **more}


def small_library(plays: Mapping[str, Raw], guards: list[Raw] | None = None, **constants: Any) -> Library:
    """Return the real library with other plays, other guards where given, and other constants of the choice."""
    index = dict(LIBRARY.index)
    index["plays"] = dict(plays)
    if guards is not None:
        index["guards"] = {"guards": guards}
    index["choice"] = {**index["choice"], **constants}
    return Library(LIBRARY.folder, "made by hand", index, {})
