"""What the open answers are expected to change: nothing here asks anybody anything."""

from __future__ import annotations

from salesmode.influence.screens import Proof, Screen, best_screen, left, live, next_proof, screens
from salesmode.influence.standing import MATURITY, Standing, stand

__all__ = ["MATURITY", "Proof", "Screen", "Standing", "best_screen", "left", "live", "next_proof", "screens", "stand"]
