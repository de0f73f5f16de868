"""Where the advice stands with the answers so far, and what each open answer is expected to change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from salesmode.business.profile import Profile
from salesmode.engine.business import business_of
from salesmode.engine.diagnosis import Diagnosis
from salesmode.engine.guardrails import Guarding, guard
from salesmode.engine.next_questions.information_value import next_questions
from salesmode.engine.selection import Choice, choose
from salesmode.engine.sizing import Weighing, weigh
from salesmode.knowledge.library import Library


class AdviceSoFar(NamedTuple):
    """The advice that the answers so far give; `information_value` and `lead_chance` as in `NextQuestions`."""

    profile: Profile
    diagnosis: Diagnosis
    weighing: Weighing
    guarding: Guarding
    choice: Choice
    information_value: Mapping[str, float]
    lead_chance: Mapping[str, float]

    @property
    def first(self) -> str | None:
        """The play that would be run first."""
        return self.choice.now[0].play.id if self.choice.now else None


def advice_so_far(given: Profile, library: Library) -> AdviceSoFar:
    """Return the advice that the answers so far give, and what the open ones could change."""
    business = business_of(given, library)
    weighing = weigh(business, library)
    guarding = guard(weighing, library)
    choice = choose(business, weighing, guarding, library)
    following = next_questions(business, weighing.facts, guarding, choice, library)
    return AdviceSoFar(
        profile=given,
        diagnosis=business.diagnosis,
        weighing=weighing,
        guarding=guarding,
        choice=choice,
        information_value=following.information_value,
        lead_chance=following.lead_chance,
    )
