"""The interview: the questions one after the other, each answer saved before the next is asked."""

from __future__ import annotations

from salesmode.interview.talk import QuitError, interview

__all__ = ["QuitError", "interview"]
