"""What the help of a command shows at its end: lines to copy."""

from __future__ import annotations

from typing import Final

from salesmode.cli.flags import HELP_ANSWERS
from salesmode.cli.usage import ANSWERING

EXAMPLES: Final = {
    "plan": (
        "plan mine.yaml", "plan mine.yaml -o plan.html",
        "plan --buyer organization --deal-value 20k --decision-cycle 60", "plan --each clients.jsonl -o plans.jsonl",
    ),
    "diagnose": ("diagnose mine.yaml", "diagnose --buyer organization --deal-value 20k --decision-cycle 60"),
    "explain": ("explain order_leaves mine.yaml --trace",),
    "compare": ("compare mine.yaml --with 'dearer: deal_value=360' -o side.html",),
    "diff": ("diff old.yaml mine.yaml", "diff january.json april.json -o changed.md"),
    "track": ("track plan.json --today 2027-04-05", "track plan.json mine.yaml --today 2027-04-05"),
    "kit": ("kit mine.yaml -o papers/",),
    "interview": ("interview", "interview mine.yaml --deep"),
    "measure": ("measure orders.csv deals.csv -o measured.yaml",),
    "score": ("score deals.csv companies.csv", "score deals.csv companies.csv -o scores.csv"),
    "questions": ("questions -o mine.yaml", "questions -f md"),
}  # fmt: skip


def examples_of(command: str) -> str | None:
    """Return the examples of a command, a line each, and where the flags of the answers are listed; else `None`."""
    lines = [f"salesmode {line}" for line in EXAMPLES.get(command, ())]
    if command in ANSWERING:
        lines.append(f"Every answer has a flag of its own: salesmode {command} {HELP_ANSWERS}")
    return "\n\n".join(lines) or None
