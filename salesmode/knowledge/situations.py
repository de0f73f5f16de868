"""A business in a few answers, and what its plan must say: what a file of situations/ holds."""

from typing import Any

from salesmode.business.shapes import Entry


class Situation(Entry, frozen=True):
    """A sentence, the answers of a business, and what its plan must say of what is named."""

    says: str
    answers: dict[str, Any]
    plan: dict[str, Any]
