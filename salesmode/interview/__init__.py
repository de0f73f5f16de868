"""The interview: what can still change the advice is asked, and each answer saved before the next question."""

from __future__ import annotations

from salesmode.interview.prompts import Desk, Lines
from salesmode.interview.session import QuitError, StoppedError, interview, offers

__all__ = ["Desk", "Lines", "QuitError", "StoppedError", "interview", "offers"]
