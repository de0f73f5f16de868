"""The JSON Schemas in docs/schema, as their files hold them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

SCHEMA_FOLDER = Path(__file__).resolve().parents[2] / "docs" / "schema"


def as_text(schema: dict[str, Any]) -> str:
    """Return a schema as its file holds it."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
