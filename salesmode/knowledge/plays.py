"""What is known of selling, as the engine needs it: ids, conditions, numbers. The words lie apart, a file a language.

Every class reads itself from the plain data of the library's index, which the schema has already checked.
"""

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from salesmode.business.conditions import Condition, Test, compiled, read_condition

Data = Mapping[str, Any]
Every = Literal["week", "month", "quarter"]


class Rule(NamedTuple):
    """A condition with an id, a weight and the sources it rests on; without a condition it always holds."""

    id: str
    condition: Condition | None
    test: Test
    weight: float = 1.0
    sources: tuple[str, ...] = ()

    @classmethod
    def read(cls, raw: Data, id: str = "") -> "Rule":
        """Return the rule that `raw` holds; `id` names one that stands in a list without ids."""
        condition = read_condition(raw["if"]) if "if" in raw else None
        test = _always if condition is None else compiled(condition)
        return cls(raw.get("id", id), condition, test, raw.get("weight", 1.0), tuple(raw.get("sources", ())))


def _always(_: Mapping[str, Any]) -> bool:
    return True


def _rules(raw: list[Data] | None) -> tuple[Rule, ...]:
    return tuple(Rule.read(item, str(index)) for index, item in enumerate(raw or ()))


class Lever(NamedTuple):
    """How far a level moves a lever: `low` to `high`, in points of a rate or as a share of a quantity."""

    id: str
    low: float
    high: float
    rule: Rule
    sources: tuple[str, ...]


class Kpi(NamedTuple):
    """A figure to watch: where it starts, where it should be by `week`."""

    id: str
    unit: Literal["share", "count", "days", "money"]
    start: str | None
    to: float | Data
    week: int
    direction: Literal["up", "down"]
    leading: bool
    sources: tuple[str, ...]


class Gate(NamedTuple):
    """The week in which a play proves itself or gives its hours away."""

    week: int
    kpi: str
    below: float
    then: Literal["stop", "switch"]
    to: str | None
    sources: tuple[str, ...]


class Action(NamedTuple):
    """A piece of work of one role; `cash` in bought-in working days.

    `kit` names the papers it works with, `serves` the kinds of season it prepares for; `test` marks a comparison that
    a season would spoil.
    """

    id: str
    play: str
    rule: Rule
    role: str
    hours: float
    first_hours: float
    cash: float
    wait: int
    after: tuple[str, ...]
    steps: tuple[Rule, ...]
    uses: frozenset[str]
    key: str
    kit: tuple[str, ...] = ()
    serves: frozenset[str] = frozenset()
    test: bool = False

    @classmethod
    def read(cls, raw: Data, play: str, level: int) -> "Action":
        """Return the action that `raw` holds within a level of `play`."""
        return cls(
            id=f"{play}.{raw['id']}",
            play=play,
            rule=Rule.read(raw),
            role=raw["role"],
            hours=raw["hours"],
            first_hours=raw["first_step"]["hours"],
            cash=raw.get("cash", 0.0),
            wait=raw.get("wait", 0),
            after=tuple(f"{play}.{id}" for id in raw.get("after", ())),
            steps=_rules(raw["steps"]),
            uses=frozenset(raw.get("uses", ())),
            key=f"levels.{level}.actions.{raw['id']}",
            kit=tuple(raw.get("kit", ())),
            serves=frozenset(raw.get("serves", ())),
            test=raw.get("test", False),
        )


@dataclass(frozen=True)
class Level:
    """One step of a play, proved by something one can open and look at. Its actions are read when first asked for."""

    number: int
    impact: float
    needs: tuple[tuple[str, int], ...]
    levers: tuple[Lever, ...]
    sources: tuple[str, ...]
    play: str
    raw: Data = field(repr=False)

    @classmethod
    def read(cls, raw: Data, play: str, number: int) -> "Level":
        """Return level `number` of `play`."""
        return cls(
            number=number,
            impact=raw["impact"],
            needs=tuple((need["play"], need["level"]) for need in raw.get("needs", ())),
            levers=tuple(
                Lever(x["id"], x["low"], x["high"], Rule.read(x), tuple(x["sources"])) for x in raw.get("levers", ())
            ),
            sources=tuple(raw["sources"]),
            play=play,
            raw=raw,
        )

    @functools.cached_property
    def actions(self) -> tuple[Action, ...]:
        """The work of the level."""
        return tuple(Action.read(action, self.play, self.number) for action in self.raw["actions"])

    @functools.cached_property
    def kpis(self) -> tuple[Kpi, ...]:
        """The figures to watch."""
        return tuple(_kpi(kpi) for kpi in self.raw["kpis"])

    @functools.cached_property
    def gate(self) -> Gate:
        """Where the level proves itself or gives its hours away."""
        return _gate(self.raw["gate"])

    @functools.cached_property
    def pitfalls(self) -> tuple[Rule, ...]:
        """What goes wrong."""
        return _rules(self.raw["pitfalls"])


def _kpi(raw: Data) -> Kpi:
    start = raw["from"]["answer"] if raw.get("from") else None
    return Kpi(
        raw["id"], raw["unit"], start, raw["to"], raw["week"], raw["direction"],
        raw.get("leading", False), tuple(raw["sources"]),
    )  # fmt: skip


def _gate(raw: Data) -> Gate:
    return Gate(raw["week"], raw["kpi"], raw["below"], raw["then"], raw.get("to"), tuple(raw["sources"]))


class Meeting(NamedTuple):
    """A meeting of the rhythm; each item of the agenda may hold for some businesses only."""

    id: str
    every: Every
    role: str
    minutes: int
    agenda: tuple[Rule, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Play:
    """A play with its reasons, levels and rhythm. A level and the rhythm are read when first asked for."""

    id: str
    demand: Mapping[str, Mapping[str, int]]
    uses: frozenset[str]
    when: tuple[Rule, ...]
    wrong_when: tuple[Rule, ...]
    stops: tuple[Rule, ...]
    sources: tuple[str, ...]
    raw_levels: Mapping[str, Data] = field(repr=False)
    raw_rhythm: Sequence[Data] = field(repr=False)
    _read: dict[int, Level] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def read(cls, id: str, raw: Data) -> "Play":
        """Return the play that one file of the library holds."""
        return cls(
            id=id,
            demand=raw["demand"],
            uses=frozenset(raw.get("uses", ())),
            when=_rules(raw["when"]),
            wrong_when=_rules(raw.get("wrong_when")),
            stops=_rules(raw.get("stops")),
            sources=tuple(raw["sources"]),
            raw_levels=raw["levels"] or {},
            raw_rhythm=raw.get("rhythm", ()),
        )

    @property
    def levels(self) -> Mapping[int, Level]:
        """The levels written so far, by number."""
        return {int(number): self._level(int(number)) for number in self.raw_levels}

    @functools.cached_property
    def rhythm(self) -> tuple[Meeting, ...]:
        """The meetings that the play calls."""
        return tuple(_meeting(meeting) for meeting in self.raw_rhythm)

    @property
    def backbone(self) -> bool:
        """Whether the play is common ground: it takes no slot unless a guard forces it."""
        return self.id.startswith("shared.")

    def next_level(self, now: int) -> Level | None:
        """Return the level after `now`, `None` where the play goes no further."""
        return self._level(now + 1) if str(now + 1) in self.raw_levels else None

    def _level(self, number: int) -> Level:
        if number not in self._read:
            self._read[number] = Level.read(self.raw_levels[str(number)], self.id, number)
        return self._read[number]


def _meeting(raw: Data) -> Meeting:
    return Meeting(
        raw["id"], raw["every"], raw["role"], raw["minutes"], _rules(raw["agenda"]), tuple(raw["sources"])
    )  # fmt: skip


class Guard(NamedTuple):
    """What overrides everything: what it vetoes, and the play it puts first."""

    rule: Rule
    veto_uses: frozenset[str]
    veto_plays: frozenset[str]
    force: str | None

    @classmethod
    def read(cls, raw: Data) -> "Guard":
        """Return one entry of guards.yaml."""
        veto = raw.get("veto", {})
        return cls(Rule.read(raw), frozenset(veto.get("uses", ())), frozenset(veto.get("plays", ())), raw.get("force"))
