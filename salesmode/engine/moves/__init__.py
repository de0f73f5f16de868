"""The moves that a business could make: whether each is for it, what it brings, what it takes."""

from __future__ import annotations

from salesmode.engine.ground import Ground, grounds_of
from salesmode.engine.moves.candidates import Candidate, Rejection, RoleHours
from salesmode.engine.moves.effects import Worth, joint_worth
from salesmode.engine.moves.offered import candidates_of

__all__ = [
    "Candidate", "Ground", "Rejection", "RoleHours", "Worth", "candidates_of", "grounds_of", "joint_worth",
]  # fmt: skip
