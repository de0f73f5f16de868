"""How the YAML of `playbooks/` must look. Read only when the cache is built or checked."""

from __future__ import annotations

from salesmode.schema.basics import Text
from salesmode.schema.benchmarks import BenchmarkFile
from salesmode.schema.plays import GuardFile, PlayFile, SourceFile
from salesmode.schema.screens import ScreensFile
from salesmode.schema.tables import (
    ChoiceFile,
    CurrenciesFile,
    DiagnosisFile,
    IndustryFile,
    PlannedFile,
    QuestionsFile,
    RolesFile,
)  # fmt: skip

__all__ = [
    "BenchmarkFile", "ChoiceFile", "CurrenciesFile", "DiagnosisFile", "GuardFile", "IndustryFile", "PlannedFile",
    "PlayFile", "QuestionsFile", "RolesFile", "ScreensFile", "SourceFile", "Text",
]  # fmt: skip
