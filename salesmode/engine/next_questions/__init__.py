"""What the open answers are expected to change: nothing here asks anybody anything."""

from __future__ import annotations

from salesmode.engine.next_questions.advice import MATURITY, Standing, stand
from salesmode.engine.next_questions.screens import Proof, Screen, best_screen, left, live, next_proof, screens

__all__ = ["MATURITY", "Proof", "Screen", "Standing", "best_screen", "left", "live", "next_proof", "screens", "stand"]
