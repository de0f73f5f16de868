"""What the help of a command shows at its end: lines to copy."""

from __future__ import annotations

from typing import Final

from salesmode.cli.flags import HELP_ANSWERS
from salesmode.cli.usage import ANSWERING

EXAMPLES: Final = {
    "plan": (
        "plan mine.yaml", "plan mine.yaml -o plan.html",
        "plan --buyer organization --deal-value 20k --decision-cycle 60",
    ),
    "diagnose": ("diagnose mine.yaml", "diagnose --buyer organization --deal-value 20k --decision-cycle 60"),
    "explain": ("explain order_leaves mine.yaml --trace",),
    "kit": ("kit mine.yaml -o papers/",),
    "interview": ("interview", "interview mine.yaml --deep"),
    "questions": ("questions -o mine.yaml", "questions -f md"),
}  # fmt: skip


def examples_of(command: str) -> str:
    """Return the examples of a command, a line each, and where the flags of the answers are listed."""
    lines = [f"salesmode {line}" for line in EXAMPLES[command]]
    if command in ANSWERING:
        lines.append(f"Every answer has a flag of its own: salesmode {command} {HELP_ANSWERS}")
    return "\n\n".join(lines)
