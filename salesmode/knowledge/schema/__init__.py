"""How the YAML of `playbooks/` must look. Read only when the cache is built or checked."""

from __future__ import annotations

from salesmode.knowledge.schema.basics import Text
from salesmode.knowledge.schema.benchmarks import BenchmarkFile
from salesmode.knowledge.schema.calendars import CalendarFile
from salesmode.knowledge.schema.papers import PaperFile
from salesmode.knowledge.schema.plays import GuardFile, PlayFile, SourceFile
from salesmode.knowledge.schema.screens import ScreensFile
from salesmode.knowledge.schema.tables import (  # fmt: skip
    ChoiceFile,
    CurrenciesFile,
    DiagnosisFile,
    PlannedFile,
    QuestionsFile,
    RolesFile,
)
from salesmode.knowledge.schema.trades import CapabilitiesFile, DecidersFile, IndustryFile

__all__ = [
    "BenchmarkFile", "CalendarFile", "CapabilitiesFile", "ChoiceFile", "CurrenciesFile", "DecidersFile",
    "DiagnosisFile", "GuardFile", "IndustryFile", "PaperFile", "PlannedFile", "PlayFile", "QuestionsFile",
    "RolesFile", "ScreensFile", "SourceFile", "Text",
]  # fmt: skip
