"""The questions as they are asked, and which of them stand together on a screen."""

from typing import Annotated, Literal

from msgspec import field

from salesmode.business.shapes import Bounds, Conditional, Entry, InlineText, Text
from salesmode.knowledge.terms import Id, Ids, Titled


class Option(Conditional, frozen=True):
    """What an option is called, by what other words it is known, and whom it fits."""

    text: InlineText
    also: Text | None = None


class QuestionWords(Entry, frozen=True):
    """How an answer is asked for; `unread` says for what one is kept that no plan reads yet.

    `of` is what a share is asked of, ten or a hundred, so that a bare number counts in it.
    """

    group: Id
    ask: Text
    label: Text
    hint: Text
    why: Text | None = None
    unit: Text | None = None
    of: Literal[10, 100] | None = None
    unread: str | None = None
    rests_on: tuple[Id, ...] = ()
    options: dict[str, Option] = field(default_factory=dict)


class Term(Entry, frozen=True):
    """A term of trade and what it means."""

    term: Text
    means: Text


class QuestionsFile(Entry, frozen=True):
    """questions.yaml."""

    groups: tuple[Titled, ...]
    answers: dict[Id, QuestionWords]
    glossary: dict[Id, Term]


class ScreenRule(Conditional, frozen=True):
    """Questions asked together; those of `early` screens before a first plan is told, with a false `if` not at all.

    The `opening` one is asked whole. Of the questions `in_turn` each refers to the one before it.
    """

    id: Id
    title: Text
    answers: Ids
    opening: bool = False
    early: bool = False
    in_turn: tuple[Id, ...] = ()

    def __post_init__(self) -> None:
        """Refuse questions in turn that are not on the screen, or stand on it in another order."""
        if self.in_turn != tuple(id for id in self.answers if id in self.in_turn):
            raise ValueError("questions 'in_turn' are answers of the screen, in its order")


class ScreensFile(Entry, frozen=True):
    """screens.yaml: the screens, and how many options stand before "more"."""

    screens: Annotated[tuple[ScreenRule, ...], Bounds(min_length=1)]
    options: Annotated[int, Bounds(ge=1)]
