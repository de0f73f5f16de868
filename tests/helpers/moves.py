"""Moves made by hand: small ones for firms, and a firm that makes them."""

from __future__ import annotations

from typing import Any

from helpers.libraries import LIBRARY, Raw, build, text, typed_thing, with_numbers, with_parts
from salesmode.business.profile import Profile
from salesmode.business.vocabulary import Member
from salesmode.knowledge.library import Library


def raw_move(title: str = "a move", **more: Any) -> Raw:
    """Return a move for every firm as it stands in a file: eight hours of sales to set it up, one a week then."""
    measure = {"name": text("counted"), "shown": "count", "mid": 3, "end": 10}
    check = {"weeks": 8, "text": text("stop it"), "sources": ["judgement"]}
    effect = {"lever": "win_rate", "low": 0.01, "likely": 0.02, "high": 0.04, "why": text(), "sources": ["judgement"]}
    fixed: Raw = {
        "title": text(title), "carries": ["D1.decision"], "stage": 1, "because": [text("a reason")],
        "if": {"answer": "buyer", "is": "organization"}, "effects": [effect],
        "work": [{"role": "sales", "once": 8, "weekly": 1}], "steps": [text("one"), text("two"), text("three")],
        "words": [text("say this")], "done_when": text("it is done"), "monday": text("begin here"),
        "measure": measure, "check": check, "sources": ["judgement"],
    }  # fmt: skip
    return {**fixed, **more}


def library_of(**moves: Raw) -> Library:
    """Return the real library with these moves alone, each one of `b2b.crm` under its name, and no findings.

    As many moves of this one play are made as fit.
    """
    made = {f"b2b.crm.{name}": typed_thing(f"plays/b2b/crm/{name}", raw) for name, raw in moves.items()}
    return with_parts(moves=made, findings={}, settings=with_numbers(LIBRARY.settings, of_a_play=9))


def firm(**answers: Any) -> Profile:
    """Return a firm that quotes 100 times a year at 10,000 and wins a quarter, with ten hours of sales a week.

    It keeps 40% of what it sells: a point of win rate is one order, 10,000 of sales and 4,000 of contribution a year.
    """
    held: Raw = {
        "buyer": "organization", "relationship": "one_off", "quotes": 25, "win_rate": 0.25, "deal_value": 10_000.0,
        "gross_margin": 0.4, "decision_cycle": 14.0, "horizon_weeks": 26,
        "team": (Member(role="sales", people=1, plan_hours=10),),
    }  # fmt: skip
    return build(**{**held, **answers})
