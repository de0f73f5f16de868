"""Texts in the house style, and what YAML reads in them."""

from __future__ import annotations

from typing import Any

import yaml

from salesmode.knowledge.formatting import format_text
from salesmode.knowledge.formatting.tree import LOADER


def formatted(text: str) -> str:
    """Return a text in the house style."""
    return format_text(text, "a.yaml")


def read(text: str) -> Any:
    """Return what YAML says, read as the library is."""
    return yaml.load(text, LOADER)  # noqa: S506  the safe one


def said(text: str) -> str:
    """Return the same spelt out: values with their types, keys in their order."""
    return repr(read(text))
