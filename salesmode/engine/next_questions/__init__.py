"""What the open answers are expected to change: nothing here asks anybody anything."""

from __future__ import annotations

from salesmode.engine.next_questions.advice import AdviceSoFar, advice_so_far
from salesmode.engine.next_questions.asking import Proof, best_screen, early, left, live, next_proof, worthy
from salesmode.engine.next_questions.information_value import MATURITY, NextQuestions, next_questions

__all__ = [
    "MATURITY",
    "AdviceSoFar",
    "NextQuestions",
    "Proof",
    "advice_so_far",
    "best_screen",
    "early",
    "left",
    "live",
    "next_proof",
    "next_questions",
    "worthy",
]
