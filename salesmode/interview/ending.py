"""What is said once the plan stands: where the answers are, and what can be made of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from salesmode.errors import shown_path
from salesmode.interview.commanding import named
from salesmode.interview.machine import Interview, answered
from salesmode.library import Lang, Library
from salesmode.profile import Profile
from salesmode.questions import Phrases


def offers(path: Path, profile: Profile, library: Library, lang: Lang, deep: bool) -> Iterator[str]:
    """Yield lines: where the answers lie, the command that makes this plan again, and what else can be had."""
    words = Phrases(library.texts(lang).common, "talk")
    name = named(path, profile, lang)
    count = len(answered(profile))
    kept = "kept_one" if count == 1 else "kept_many" if count else "kept_none"
    yield words.say(kept, count=count, path=shown_path(str(path)))
    yield words.say("plan_here", command=f"salesmode plan {name}")
    files = [f"salesmode plan {name} -o plan.{ending}" for ending in ("md", "html")]
    yield words.say("plan_files", commands=words.say("joint").join([*files, f"salesmode kit {name} -o kit/"]))
    rules = Interview(library)
    more = 0 if deep else rules.deeper(rules.start(profile))
    if more:
        yield words.say("deeper", count=more, command=f"salesmode interview --deep {name}")
