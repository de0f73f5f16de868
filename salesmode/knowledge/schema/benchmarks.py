"""How a benchmark must look: what is reported, by whom, of whom, and for which businesses it may be used."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from salesmode.knowledge.schema.basics import Cond, CurrencyCode, Id, Positive, Region, Strict, Text

Bound = Annotated[float, Field(ge=0)] | dict[CurrencyCode, Positive]
NotEmpty = Field(min_length=1)


class SizeFile(Strict):
    """From and up to which figure of an answer a benchmark reaches; money as an amount by currency."""

    answer: Literal["revenue", "customer_count", "sales_reps"]
    at_least: Bound | None = None
    at_most: Bound | None = None


class AppliesFile(Strict):
    """The businesses that the source describes; a limit left out is none."""

    modes: Annotated[tuple[Literal["b2b", "b2c", "hybrid"], ...], NotEmpty]
    motions: Annotated[tuple[Literal["considered", "fast", "mixed"], ...], NotEmpty] | None = None
    industries: Annotated[tuple[Id, ...], NotEmpty] | None = None
    regions: Annotated[tuple[Region, ...], NotEmpty] | None = None
    size: SizeFile | None = None
    when: Cond | None = Field(None, alias="if")


class BenchmarkFile(Strict):
    """A file of `benchmarks/`."""

    title: Text
    answer: Id | None = None
    unit: Literal["rate", "months"] | None = None
    applies: AppliesFile
    low: Annotated[float, Field(ge=0)]
    high: Annotated[float, Field(ge=0)]
    year: Annotated[int, Field(ge=1990, le=2100)]
    n: Annotated[int, Field(gt=0)] | None = None
    population: Text
    source: str
    note: Text

    @model_validator(mode="after")
    def _measured_in_one_way(self) -> BenchmarkFile:
        if (self.answer is None) is (self.unit is None):
            raise ValueError("a benchmark stands in for an 'answer', or is shown for comparison in a 'unit'")
        return self
