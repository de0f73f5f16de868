"""The JSON Schemas of what `plan` and `diagnose` print: those in docs/schema are what the types of the JSON say."""

from __future__ import annotations

from typing import Any

import pytest
from helpers.schemas import SCHEMA_FOLDER, as_text

from salesmode.report.formats.json_types.schemas import output_schemas

SCHEMAS = output_schemas()


def field(path: str) -> dict[str, Any]:
    """Return a field of the plan's schema, by its definition and name."""
    thing, name = path.split(".")
    found: dict[str, Any] = SCHEMAS["plan"]["$defs"][thing]["properties"][name]
    return found


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_schema_of_an_output_is_what_its_types_say(name: str) -> None:
    """After a change of the types: `make docs`."""
    assert (SCHEMA_FOLDER / f"{name}.schema.json").read_text(encoding="utf-8") == as_text(SCHEMAS[name])


def test_no_schema_is_left_of_an_output_that_is_gone() -> None:
    """Beside the folder of the library there are the outputs' schemas and nothing else."""
    assert {path.name for path in SCHEMA_FOLDER.glob("*.json")} == {f"{name}.schema.json" for name in SCHEMAS}


@pytest.mark.parametrize(
    ("path", "unit"),
    [
        ("LeverData.run_rate", {"anyOf": [{"$ref": "#/$defs/Money"}, {"type": "null"}]}),
        ("ActionData.cash", {"$ref": "#/$defs/Money"}),
        ("KpiData.from", {"anyOf": [{"$ref": "#/$defs/Rate"}, {"type": "null"}]}),
        ("GateData.week", {"$ref": "#/$defs/Week"}),
        ("AxisData.confidence", {"type": "number", "minimum": 0, "maximum": 1}),
        ("SeasonData.date", {"type": "string", "format": "date"}),
    ],
)
def test_a_figure_says_what_it_is_measured_in(path: str, unit: dict[str, Any]) -> None:
    """Money, shares, weeks, probabilities and days are told apart, and what may be missing may be null."""
    assert {key: value for key, value in field(path).items() if key != "description"} == unit


def test_the_reading_of_a_part_is_explained_as_that_of_the_whole() -> None:
    """What they have in common means the same in both, and the plan's own lists keep what they mean."""
    for name in ("confidence", "axes", "dimensions"):
        assert field(f"SegmentData.{name}") == field(f"DiagnosisData.{name}")
    assert "smaller of the two axes" in field("SegmentData.confidence")["description"]
    assert SCHEMAS["plan"]["properties"]["load"]["description"] == "Only weeks with work."


def test_what_a_unit_means_is_said() -> None:
    """Who reads a number learns its currency or scale, and how far it is rounded."""
    said = {name: SCHEMAS["plan"]["$defs"][name]["description"] for name in ("Money", "Rate", "Week")}
    assert "currency of the answers, rounded to 2 places" in said["Money"]
    assert "rounded to 6 places; rates are shares of 1" in said["Rate"]
    assert "from 1" in said["Week"]


if __name__ == "__main__":
    for name, schema in SCHEMAS.items():
        (SCHEMA_FOLDER / f"{name}.schema.json").write_text(as_text(schema), encoding="utf-8")
