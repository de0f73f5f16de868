"""The JSON Schemas for editors: those in docs/schema are what the types say, and take every file of the library."""

from __future__ import annotations

import json

import pytest
from helpers.libraries import LIBRARY
from helpers.schemas import SCHEMA_FOLDER, as_text
from jsonschema import Draft202012Validator

from salesmode.knowledge.files import read_readable
from salesmode.knowledge.parts import PARTS, part_of, schema_name
from salesmode.knowledge.schemas import Schema, library_schemas

FOLDER = SCHEMA_FOLDER / "library"
SCHEMAS = library_schemas()


@pytest.mark.parametrize("part", SCHEMAS)
def test_the_schema_of_a_part_is_what_its_type_says(part: str) -> None:
    """After a change of the types: `make docs`."""
    assert (FOLDER / schema_name(part)).read_text(encoding="utf-8") == as_text(SCHEMAS[part])


def test_no_schema_is_left_of_a_part_that_is_gone() -> None:
    """What lies in the folder is what the library is made of."""
    assert {path.name for path in FOLDER.iterdir()} == {schema_name(part) for part in PARTS}


def test_every_file_of_the_library_is_as_its_schema_asks() -> None:
    """An editor marks nothing in the playbooks that come with salesmode."""
    files, _ = read_readable(LIBRARY.folder)
    known = [(file, part) for file in files.values() if (part := part_of(file.id))]
    assert len(known) > 100
    faults = [
        f"{file.name}: {error.message}"
        for file, part in known
        for error in Draft202012Validator(SCHEMAS[part]).iter_errors(json.loads(json.dumps(file.data)))
    ]
    assert faults == []


@pytest.mark.parametrize(
    ("data", "where"),
    [
        ({"guards": [{"id": "A b"}]}, ["guards", 0, "id"]),
        ({"guards": [{"id": "x", "title": {"en": "x"}, "so": {"en": "x", "zh": "x"}, "sources": ["s"]}]}, ["title"]),
        ({"guards": [], "guard": 1}, []),
    ],
)
def test_what_the_check_refuses_an_editor_marks(data: Schema, where: list[str | int]) -> None:
    """An id that is none, a text in one language, a key nobody knows."""
    paths = [list(error.absolute_path) for error in Draft202012Validator(SCHEMAS["guards"]).iter_errors(data)]
    assert any(path[-len(where) :] == where if where else path == [] for path in paths)


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, schema in SCHEMAS.items():
        (FOLDER / schema_name(name)).write_text(as_text(schema), encoding="utf-8")
