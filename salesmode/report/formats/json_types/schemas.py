"""The JSON Schemas of what `plan` and `diagnose` print, for programs that read it: generated from the types."""

from __future__ import annotations

from typing import Any, Final

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema
from typing_extensions import override

from salesmode.knowledge.schemas import DIALECT, Schema
from salesmode.report.formats.json_types.compare import ComparisonOutput
from salesmode.report.formats.json_types.diagnosis import DiagnosisOutput
from salesmode.report.formats.json_types.diff import DifferenceOutput
from salesmode.report.formats.json_types.plan import PlanOutput
from salesmode.report.formats.json_types.score import ScoreOutput

OUTPUTS: Final = {
    "plan": PlanOutput,
    "diagnosis": DiagnosisOutput,
    "compare": ComparisonOutput,
    "diff": DifferenceOutput,
    "score": ScoreOutput,
}


class _UntitledFields(GenerateJsonSchema):
    """Says the name of a field once, as its key."""

    @override
    def field_title_should_be_set(self, schema: Any) -> bool:
        """Return whether a field gets a title of its own: never."""
        return False


def output_schemas() -> dict[str, Schema]:
    """Return the schema of each output by the name of its file."""
    return {
        name: {"$schema": DIALECT, **TypeAdapter(kind).json_schema(schema_generator=_UntitledFields)}
        for name, kind in OUTPUTS.items()
    }
