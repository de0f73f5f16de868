"""Which question is asked: the state of an interview, which knows no terminal, no file and no words."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from salesmode.questions import Group, Question


@dataclass(slots=True)
class Session:
    """Questions in a fixed order, those passed over in this session, and where it stands."""

    groups: tuple[Group, ...]
    passed: set[str] = field(default_factory=set)
    _at: int = -1
    _asked: set[int] = field(default_factory=set)
    _flat: tuple[tuple[Group, Question], ...] = ()

    def __post_init__(self) -> None:
        self._flat = tuple((group, question) for group in self.groups for question in group.questions)

    @property
    def number(self) -> int:
        """The place of the present question in the fixed order, from 1."""
        return self._at + 1

    @property
    def total(self) -> int:
        """How many questions there are, those answered or passed over included."""
        return len(self._flat)

    @property
    def group(self) -> Group:
        """The group of the present question."""
        return self._flat[self._at][0]

    @property
    def question(self) -> Question:
        """The present question."""
        return self._flat[self._at][1]

    def forward(self, answered: Collection[str]) -> bool:
        """Go to the first question neither answered nor passed over; return whether there is one."""
        closed = {*answered, *self.passed}
        found = next((at for at, (_, question) in enumerate(self._flat) if question.id not in closed), None)
        if found is not None:
            self._at = found
        return found is not None

    def ask(self) -> None:
        """Note that the present question has been asked, so that one can come back to it."""
        self._asked.add(self._at)

    def skip(self) -> None:
        """Pass over the present question for this session."""
        self.passed.add(self.question.id)

    def back(self) -> bool:
        """Go to the question asked before this one in the order; return whether there is one."""
        earlier = [at for at in self._asked if at < self._at]
        self._at = max(earlier, default=self._at)
        return bool(earlier)
