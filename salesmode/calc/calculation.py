"""What a calculation is: its inputs with their bounds, the figures it gives, and how it is worked out."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, NamedTuple, TypeAlias

from salesmode.economics.figures import Undefined

InputKind = Literal["money", "rate", "number", "count", "days", "months", "deduction", "pair", "reps"]
ResultKind = Literal[
    "money", "rate", "rates", "number", "count", "counts", "months", "days", "points", "spread", "chance",
    "yes_no",
]  # fmt: skip

# Inputs by id; beside them the limits of calc.yaml as `limit.<id>`.
Given: TypeAlias = Mapping[str, Any]
Value: TypeAlias = float | bool | tuple[float, ...] | Undefined


class Input(NamedTuple):
    """One option. `many`: a comma-separated list of at least and at most so many; `repeats`: the option may."""

    id: str
    kind: InputKind
    optional: bool = False
    default: float | None = None
    low: float = 0
    many: tuple[int, int] | None = None
    repeats: bool = False

    @property
    def flag(self) -> str:
        """The option as it is typed."""
        return f"--{self.id.replace('_', '-')}"


class Result(NamedTuple):
    """A figure of the contract or, where `aside`, one that only its sentences need."""

    id: str
    kind: ResultKind
    aside: bool = False


class Answer(NamedTuple):
    """The figures by id, the sentences that hold of them in order, and which of its ways was gone."""

    figures: Mapping[str, Value]
    says: Sequence[str] = ()
    way: str = ""


class Conflict(NamedTuple):
    """Inputs that are each within bounds and impossible together: the one to change, what is wrong, what to type."""

    input: str
    what: str
    fix: str


class Calculation(NamedTuple):
    """A calculation by name. `main` is the figure whose drivers are told, by `drive` where working all out is costly.

    `ways`: exactly one of these sets of inputs is given. `together`: all of these or none.
    """

    name: str
    inputs: tuple[Input, ...]
    results: tuple[Result, ...]
    main: str
    run: Callable[[Given], Answer]
    example: str
    ways: tuple[tuple[str, ...], ...] = ()
    together: tuple[str, ...] = ()
    drive: Callable[[Given], Value] | None = None
    conflict: Callable[[Given], Conflict | None] | None = None

    def driven(self, given: Given) -> Value:
        """Return the main figure for `given`."""
        return self.drive(given) if self.drive else self.run(given).figures[self.main]


def chosen(*pairs: tuple[str, bool]) -> tuple[str, ...]:
    """Return the keys of the sentences that hold."""
    return tuple(key for key, holds in pairs if holds)


def above(figure: Value, bound: float = 0.0) -> bool:
    """Return whether a figure is defined and above `bound`."""
    return isinstance(figure, int | float) and figure > bound


def below(figure: Value, bound: float = 0.0) -> bool:
    """Return whether a figure is defined and below `bound`."""
    return isinstance(figure, int | float) and figure < bound


def known(figure: Value) -> bool:
    """Return whether a figure is defined."""
    return not isinstance(figure, Undefined)
