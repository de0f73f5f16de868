"""Where the advice stands with the answers so far, and what each open answer is expected to change."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from salesmode.business.profile import Profile
from salesmode.engine.business import business_of
from salesmode.engine.diagnosis import Diagnosis
from salesmode.engine.findings import findings_of
from salesmode.engine.ground import grounds_of
from salesmode.engine.guardrails import Guardrails, guardrails_of
from salesmode.engine.moves.candidates import Choosing
from salesmode.engine.next_questions.information_value import next_questions
from salesmode.engine.selection import Selection, select
from salesmode.engine.sizing import Sizing, size
from salesmode.engine.trade import Trade
from salesmode.knowledge.library import Library


class AdviceSoFar(Struct, frozen=True):
    """The advice that the answers so far give; what the open ones could change stands as in `NextQuestions`."""

    profile: Profile
    trade: Trade
    diagnosis: Diagnosis
    sizing: Sizing
    guardrails: Guardrails
    selection: Selection
    information_value: Mapping[str, float]
    lead_chance: Mapping[str, float]
    decides: Mapping[str, str]

    @property
    def first(self) -> str | None:
        """The move that would be made first."""
        return self.selection.moves[0].id if self.selection.moves else None


def advice_so_far(given: Profile, library: Library) -> AdviceSoFar:
    """Return the advice that the answers so far give, and what the open ones could change."""
    business = business_of(given, library)
    sizing = size(business, library)
    grounds = grounds_of(business, sizing, library.currencies.workday.get(business.profile.currency or ""))
    guardrails = guardrails_of(sizing, library)
    choosing = Choosing(business, grounds, findings_of(grounds, library), guardrails, library)
    selection = select(choosing, ())
    following = next_questions(choosing, selection)
    return AdviceSoFar(
        profile=given,
        trade=business.trade,
        diagnosis=business.diagnosis,
        sizing=sizing,
        guardrails=guardrails,
        selection=selection,
        information_value=following.information_value,
        lead_chance=following.lead_chance,
        decides=following.decides,
    )
