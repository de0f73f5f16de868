"""Which answers rest on another one, so that they are asked again once it has changed: said by the knowledge alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from salesmode.business.conditions import Facts, Test
from salesmode.business.profile import ANSWERS, Profile, specs
from salesmode.engine.next_questions import AdviceSoFar
from salesmode.knowledge.library import Library
from salesmode.knowledge.questions import Option

_OFFERED: Final = ("one_of", "any_of", "counts")


class Dependencies:
    """What rests on what, in one library.

    An amount rests on the currency. A choice rests on all that decides which options are offered. And questions.yaml
    says of some questions that they rest on others (`rests_on`), where no condition shows it.
    """

    def __init__(self, library: Library) -> None:
        asked = library.questions.answers
        self._declared = {id: frozenset(words.rests_on) for id, words in asked.items()}
        self._tests = {id: _tests(words.options) for id, words in asked.items()}
        self._rules = {id: screen.test for screen in library.screens.screens for id in screen.answers}

    def on(self, id: str, before: AdviceSoFar, after: AdviceSoFar) -> frozenset[str]:
        """Return the answers, those that do not apply included, to ask again once the one to `id` is another.

        Nothing rests on an answer that was not there before or is taken out, but amounts on the currency; nor is
        anything asked again that is not for this business any more.
        """
        return frozenset(
            one for one in self._resting(id, before, after)
            if one != id and one in self._rules and self._rules[one](after.sizing.facts) is not False
        )  # fmt: skip

    def _resting(self, id: str, before: AdviceSoFar, after: AdviceSoFar) -> Iterator[str]:
        profile = after.profile
        if profile.currency != before.profile.currency:
            yield from (one for one in profile.answered() if specs()[one].kind == "money")
        if not _changed(id, before.profile, profile):
            return
        for one in _answers(profile):
            if id in self._declared.get(one, ()) or self._offers_other(one, before, after):
                yield one

    def _offers_other(self, id: str, before: AdviceSoFar, after: AdviceSoFar) -> bool:
        """Return whether a chosen option is offered no more, or one is offered that was not."""
        if specs()[id].kind not in _OFFERED:
            return False
        tests, held = self._tests.get(id, {}), after.profile.answered().get(id)
        chosen = held if isinstance(held, tuple | dict) else (held,)
        then, now = (_offered(tests, advice.sizing.facts) for advice in (before, after))
        return bool(now - then) or any(option in then - now for option in chosen)


def _tests(options: Mapping[str, Option]) -> dict[str, Test]:
    return {id: option.test for id, option in options.items() if option.condition is not None}


def _offered(tests: Mapping[str, Test], facts: Facts) -> frozenset[str]:
    return frozenset(option for option, test in tests.items() if test(facts) is not False)


def _answers(profile: Profile) -> Iterator[str]:
    known = profile.answered()
    yield from (id for id in ANSWERS if id in known or id in profile.not_applicable)


def _changed(id: str, before: Profile, after: Profile) -> bool:
    """Return whether an answer, or that it does not apply, has become another one."""
    missing = object()
    then, now = (
        None if id in profile.not_applicable else profile.answered().get(id, missing) for profile in (before, after)
    )
    return then is not missing and now is not missing and then != now
