"""What every file of `playbooks/` is made of: ids, texts in both languages, conditions, sources."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from salesmode.business.conditions import ConditionError, read_condition

Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
PlayId = Annotated[str, Field(pattern=r"^(b2b|b2c|shared|fusion)\.[a-z][a-z0-9_]*$")]
Sources = Annotated[tuple[str, ...], Field(min_length=1)]
Use = Literal["ads", "traffic", "volume", "discount", "brand_spend", "data_platform", "sla", "credit"]
Uses = tuple[Use, ...]
SeasonKind = Literal["shopping", "gifting", "budget", "fair", "quiet"]
Ordinal = Annotated[int, Field(ge=0, le=4)]
Share = Annotated[float, Field(ge=0, le=1)]
Positive = Annotated[float, Field(gt=0)]
Region = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
CurrencyCode = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
LeverId = Literal[
    "leads", "visits", "mql_rate", "sql_rate", "opportunity_rate", "win_rate", "conversion_rate", "repeat_rate",
    "return_rate", "annual_churn", "gross_margin", "discount_rate", "deal_value", "aov", "purchases_per_year",
    "expansion", "cycle",
]  # fmt: skip


def _condition(raw: Any) -> Any:
    try:
        read_condition(raw)
    except (ConditionError, KeyError) as error:
        raise ValueError(str(error)) from error
    return raw


Cond = Annotated[dict[str, Any], AfterValidator(_condition)]


def _step(value: float) -> float:
    if value not in STEPS:
        raise ValueError("Input should be 0.2, 0.4, 0.6 or 0.8")
    return value


STEPS = (0.2, 0.4, 0.6, 0.8)
Impact = Annotated[float, AfterValidator(_step)]


class Strict(BaseModel):
    """A model that refuses keys it does not know."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True, allow_inf_nan=False)


class Text(Strict):
    """The same words in both languages."""

    en: Annotated[str, Field(min_length=1)]
    zh: Annotated[str, Field(min_length=1)]
