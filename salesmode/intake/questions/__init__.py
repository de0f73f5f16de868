"""The questions on paper: a blank answers file, a sheet to print, and the JSON Schema editors check answers with."""

from __future__ import annotations

from typing import Literal

from salesmode.intake.questions.blank import blank_file, segment_example
from salesmode.intake.questions.catalog import ROLE, Group, Phrases, Question, catalog, member_keys
from salesmode.intake.questions.schema import answers_schema
from salesmode.intake.questions.sheet import paper_sheet
from salesmode.knowledge.library import Library

Form = Literal["yaml", "md", "schema"]


def render_questions(library: Library, form: Form) -> str:
    """Return the questions as a blank answers file, a sheet to print or a JSON Schema."""
    return {"yaml": blank_file, "md": paper_sheet, "schema": answers_schema}[form](library)


__all__ = [
    "ROLE", "Form", "Group", "Phrases", "Question", "catalog", "member_keys", "render_questions", "segment_example",
]  # fmt: skip
