"""The interview: what can still change the advice is asked, and each answer saved before the next question."""

from __future__ import annotations

from salesmode.interview.prompts import Console, PlainConsole
from salesmode.interview.session import QuitError, StoppedError, interview, next_commands

__all__ = ["Console", "PlainConsole", "QuitError", "StoppedError", "interview", "next_commands"]
