"""What a paper may say of a business: values in words, and blanks where the owner must decide."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from types import SimpleNamespace
from typing import Any, Final

from salesmode.business.conditions import N_A
from salesmode.business.facts import FIGURES, LISTS
from salesmode.business.profile import specs
from salesmode.report.amounts import number
from salesmode.report.formats.markdown import escape_start
from salesmode.report.wording import Words

FACTS: Final = tuple(id for id in (*specs(), *FIGURES) if id not in LISTS)


class Ready(str):
    """Markdown as it is to stand, which is not escaped again."""

    __slots__ = ()


def marked_up(value: object) -> str:
    """Return what stands in the page for a value that a paper prints: escaped, unless it is Markdown already.

    Raises ValueError for an unknown value, which would read `None`, and for what is neither text nor number.
    """
    if isinstance(value, Ready):
        return value
    if value is None:
        raise ValueError("a value that may be unknown is printed bare: print it by say, money, rate or another helper")
    if isinstance(value, int | float) and not isinstance(value, bool):
        return number(value)
    if not isinstance(value, str | bool):
        raise ValueError("only texts and numbers are printed: print a list by listed or join")
    return escape_start(str(value)).replace("|", r"\|")


class Speaker:
    """The helpers of a paper: each prints a value in words, or a blank that names what is to be filled in."""

    def __init__(self, words: Words) -> None:
        self._words = words
        values = {id: words.facts.get(id) for id in FACTS}
        self.facts = SimpleNamespace(**{id: None if value is N_A else value for id, value in values.items()})

    def helpers(self) -> dict[str, Callable[..., Any]]:
        """Return the helpers by the name under which papers call them."""
        return {
            "say": self.say, "known": self.known, "has": self.has, "chosen": self.chosen, "label": self.label,
            "option": self.option,
            "role_name": self.role_name, "blank": self.blank, "assumed": self.assumed, "money": self.money,
            "rate": self.rate, "fine": self.fine, "points": self.points, "count": self.count, "days": self.days,
            "table": self.table,
            "listed": self.listed,
        }  # fmt: skip

    def say(self, id: str, ask: str | None = None) -> str:
        """Return an answer or figure in words; where it is unknown a blank for `ask`, else for what it is called."""
        value = self._words.facts.get(id)
        if id not in FACTS:
            raise ValueError(f"no answer and no figure '{id}'")
        if value is N_A or (value is not None and value != frozenset()):
            return self._words.value(id, value)
        return self.blank(ask or self.label(id))

    def known(self, *ids: str) -> bool:
        """Return whether all of these answers or figures are known and apply."""
        return all(getattr(self.facts, id) is not None for id in ids)

    def has(self, id: str, *options: str) -> bool:
        """Return whether an answer is, or holds, one of `options`; not so where it is unknown."""
        value = getattr(self.facts, id)
        return value is not None and bool(frozenset(options) & (value if isinstance(value, frozenset) else {value}))

    def chosen(self, id: str) -> list[SimpleNamespace]:
        """Return the options an answer holds, each with `id` and `label`, in the order of the question."""
        answer = getattr(self.facts, id) or frozenset()
        options = [option for option in specs()[id].options if option in answer]
        return [SimpleNamespace(id=option, label=self.option(id, option)) for option in options]

    def label(self, id: str) -> str:
        """Return what an answer or figure is called."""
        return self._words.label(id)

    def option(self, id: str, option: str) -> str:
        """Return what an option of an answer is called."""
        return self._words.option(id, option)

    def role_name(self, role: str) -> str:
        """Return what a role of the team is called."""
        return self._words.role(role)

    def blank(self, ask: str) -> Ready:
        """Return the mark for what the owner must fill in."""
        what = ask if isinstance(ask, Ready) else marked_up(ask)
        return Ready(self._words.ui("kit.blank", what=what))

    def assumed(self, text: str) -> str:
        """Return a value marked as assumed."""
        return self._words.ui("marked", text=text, marks=self._words.ui("kind.assumed"))

    def money(self, amount: float | None, ask: str) -> str:
        """Return an amount in the plan's currency, else a blank for `ask`."""
        return self._words.money(amount) if amount is not None else self.blank(ask)

    def rate(self, share: float | None, ask: str) -> str:
        """Return a share as per cent, else a blank for `ask`."""
        return self._words.rate(share) if share is not None else self.blank(ask)

    def fine(self, share: float | None, ask: str) -> str:
        """Return a small share as per cent to two decimals, else a blank for `ask`."""
        if share is None:
            return self.blank(ask)
        return f"{number(round(share * 100, 2))}%"

    def points(self, share: float | None, ask: str) -> str:
        """Return a difference of two shares in points, without the word, else a blank for `ask`."""
        return self._words.points(share) if share is not None else self.blank(ask)

    def count(self, value: float | None, ask: str) -> str:
        """Return a number to one decimal, none from a hundred on, else a blank for `ask`."""
        if value is None:
            return self.blank(ask)
        return number(round(value) if abs(value) >= 100 else round(value, 1))

    def days(self, value: float | None, ask: str) -> str:
        """Return days in words, else a blank for `ask`."""
        return self._words.duration(value) if value is not None else self.blank(ask)

    def listed(self, items: Iterable[str]) -> str:
        """Return a list as it stands in a sentence."""
        return self._words.listed(items)

    def table(self, columns: Sequence[object], rows: Iterable[Sequence[object]]) -> Ready:
        """Return a table; every row has as many cells as there are columns, an empty text is an empty cell.

        Raises ValueError for a row that has not.
        """
        lines = [_row(columns), _row([Ready("---")] * len(columns))]
        for row in rows:
            if len(row) != len(columns):
                raise ValueError(f"a row of {len(row)} cells in a table of {len(columns)} columns")
            lines.append(_row(row))
        return Ready("\n".join(lines))


def _row(cells: Sequence[object]) -> str:
    return "| " + " | ".join(marked_up(cell) or " " for cell in cells) + " |"
