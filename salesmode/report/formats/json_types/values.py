"""What the JSON is made of: ids, amounts, shares, weeks."""

from __future__ import annotations

from typing import Annotated, Any, Final

from pydantic import Field
from typing_extensions import TypeAliasType, TypedDict

WORD: Final = "[a-z0-9_]+"

AnswerId = TypeAliasType(
    "AnswerId",
    Annotated[str, Field(pattern=f"^{WORD}$", description="Id of an answer, or of a figure derived from answers.")],
)
PlayId = TypeAliasType(
    "PlayId", Annotated[str, Field(pattern=rf"^{WORD}\.{WORD}$", description="Id of a play, as in b2b.icp.")]
)
MoveId = TypeAliasType(
    "MoveId",
    Annotated[
        str, Field(pattern=rf"^{WORD}\.{WORD}\.{WORD}$", description="Id of a move, as in b2b.crm.keep_accounts.")
    ],
)
SourceId = TypeAliasType(
    "SourceId",
    Annotated[
        str,
        Field(
            pattern=r"^[A-Za-z0-9_.]+$",
            description="Id of a source in playbooks/sources.yaml; judgement is our own.",
        ),
    ],
)
SourceIds = TypeAliasType(
    "SourceIds",
    Annotated[list[SourceId], Field(json_schema_extra={"uniqueItems": True}, description="What it rests on.")],
)
Money = TypeAliasType(
    "Money",
    Annotated[
        float,
        Field(
            description="An amount in the currency of the answers, rounded to 2 places; "
            "null in its place: it cannot be known."
        ),
    ],
)
Rate = TypeAliasType(
    "Rate",
    Annotated[
        float,
        Field(
            description="A number rounded to 6 places; rates are shares of 1; null in its place: it cannot be known."
        ),
    ],
)
Value = TypeAliasType(
    "Value",
    Annotated[
        Any,
        Field(
            description="The value of an answer: a text, a number, yes or no, a list, or numbers by id. "
            "Rates are shares of 1, time is days."
        ),
    ],
)
Week = TypeAliasType("Week", Annotated[int, Field(ge=1, description="A week of the plan, from 1.")])

Date = Annotated[str, Field(json_schema_extra={"format": "date"})]
ActionId = Annotated[str, Field(pattern=rf"^{WORD}\.{WORD}\.{WORD}\.(set_up|run)\.{WORD}$")]
AgreementId = Annotated[str, Field(pattern=rf"^agreement\.{WORD}$")]
AssumptionId = Annotated[str, Field(pattern=r"^assumption\.[a-z0-9_.]+$")]
BenchmarkId = Annotated[str, Field(pattern=rf"^benchmark\.{WORD}$")]
CapabilityGapId = Annotated[str, Field(pattern=rf"^capability\.{WORD}$")]
ContradictionId = Annotated[str, Field(pattern=rf"^contradiction\.{WORD}$")]
FindingId = Annotated[str, Field(pattern=rf"^finding\.{WORD}$")]
GateId = Annotated[str, Field(pattern=rf"^gate\.{WORD}\.{WORD}\.{WORD}$")]
GuardId = Annotated[str, Field(pattern=rf"^guard\.{WORD}$")]
Hash = Annotated[str, Field(pattern="^[0-9a-f]{12}$")]
KpiId = Annotated[str, Field(pattern=rf"^kpi\.{WORD}\.{WORD}\.{WORD}$")]
LeverId = Annotated[str, Field(pattern=rf"^lever\.{WORD}$")]
MeetingId = Annotated[str, Field(pattern=r"^rhythm\.(week|month|quarter)$")]
ReasonId = Annotated[str, Field(pattern=rf"^reason\.{WORD}\.(mode|motion)$")]
RoleId = Annotated[str, Field(pattern=f"^{WORD}$")]
SegmentId = Annotated[str, Field(pattern=r"^s[0-9]+$")]
SeasonId = Annotated[str, Field(pattern=rf"^season\.{WORD}\.[0-9]+$")]
StopId = Annotated[str, Field(pattern=rf"^stop\.{WORD}\.{WORD}\.{WORD}$")]
TornadoId = Annotated[str, Field(pattern=r"^tornado\.")]


class RangeData(TypedDict):
    """From the least to the most to expect, in the currency of the answers."""

    low: Money
    likely: Money
    high: Money
