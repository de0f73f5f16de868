"""Scores out of answers, with the error that so few answers leave."""

import math
from typing import NamedTuple

from salesmode.economics.figures import Figure, Undefined
from salesmode.economics.normal import two_sided

POINTS = 100


class Nps(NamedTuple):
    """Net promoter score in points from -100 to 100, and its margin of error in points."""

    nps: Figure
    margin: Figure


class Share(NamedTuple):
    """A share with its interval."""

    share: Figure
    low: Figure
    high: Figure


def net_promoter(promoters: float, passives: float, detractors: float, alpha: float = 0.05) -> Nps:
    """Return promoters less detractors per hundred answers, and its error: z sqrt((p + d - (p - d)^2) / n).

    Score by Reichheld (2003), error that of a difference of two shares of one sample. Where all answers fall in one
    group that formula gives no width, and the error is undefined.
    """
    answers = promoters + passives + detractors
    if not answers:
        return Nps(Undefined("no_answers"), Undefined("no_answers"))
    likes, dislikes = promoters / answers, detractors / answers
    score = likes - dislikes
    variance = max(0.0, likes + dislikes - score**2)
    if answers in (promoters, passives, detractors):
        return Nps(POINTS * score, Undefined("one_group"))
    return Nps(POINTS * score, POINTS * two_sided(alpha) * math.sqrt(variance / answers))


def wilson(successes: float, answers: float, alpha: float = 0.05) -> Share:
    """Return a share of answers with Wilson's score interval (1927), which stays inside 0 to 1 and holds for few."""
    if not answers:
        nothing = Undefined("no_answers")
        return Share(nothing, nothing, nothing)
    share, squared = successes / answers, two_sided(alpha) ** 2
    middle = (share + squared / (2 * answers)) / (1 + squared / answers)
    spread = math.sqrt(share * (1 - share) * squared / answers + (squared / (2 * answers)) ** 2)
    reach = spread / (1 + squared / answers)
    return Share(share, min(share, max(0.0, middle - reach)), max(share, min(1.0, middle + reach)))
