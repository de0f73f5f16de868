"""The interview: what can still change the advice is asked, and each answer saved before the next question."""

from __future__ import annotations

from salesmode.interview.ending import offers
from salesmode.interview.prompts import Desk, Lines
from salesmode.interview.talk import QuitError, StoppedError, interview

__all__ = ["Desk", "Lines", "QuitError", "StoppedError", "interview", "offers"]
