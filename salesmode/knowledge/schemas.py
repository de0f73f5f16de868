"""The JSON Schema of every kind of file in a library, for editors: generated from the types."""

from __future__ import annotations

from typing import Any, Final

from salesmode.business.shapes import Text
from salesmode.knowledge.build import adapter
from salesmode.knowledge.parts import PARTS, Words

Schema = dict[str, Any]
DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def library_schemas() -> dict[str, Schema]:
    """Return the schema of each part's files by part."""
    return {name: {"$schema": DIALECT, **_schema(part.type)} for name, part in PARTS.items()}


def _schema(kind: Any) -> Schema:
    if kind is not Words:
        return adapter(kind).json_schema(mode="validation")
    text = adapter(Text).json_schema(mode="validation")
    return {"$ref": "#/$defs/words", "$defs": {"words": {
        "type": "object", "additionalProperties": {"anyOf": [text, {"$ref": "#/$defs/words"}]}
    }}}  # fmt: skip
