"""How the YAML of `playbooks/` must look. Read only when the cache is built or checked."""

from __future__ import annotations

from salesmode.schema.basics import Text
from salesmode.schema.benchmarks import BenchmarkFile
from salesmode.schema.calendars import CalendarFile
from salesmode.schema.papers import PaperFile
from salesmode.schema.plays import GuardFile, PlayFile, SourceFile
from salesmode.schema.screens import ScreensFile
from salesmode.schema.tables import (
    ChoiceFile,
    CurrenciesFile,
    DiagnosisFile,
    PlannedFile,
    QuestionsFile,
    RolesFile,
)  # fmt: skip
from salesmode.schema.trades import CapabilitiesFile, DecidersFile, IndustryFile

__all__ = [
    "BenchmarkFile", "CalendarFile", "CapabilitiesFile", "ChoiceFile", "CurrenciesFile", "DecidersFile",
    "DiagnosisFile", "GuardFile", "IndustryFile", "PaperFile", "PlannedFile", "PlayFile", "QuestionsFile",
    "RolesFile", "ScreensFile", "SourceFile", "Text",
]  # fmt: skip
