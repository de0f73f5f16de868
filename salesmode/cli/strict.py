"""What `--strict` does not let pass: answers that contradict each other, and too much that nobody answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from salesmode.cli.result import say
from salesmode.errors import InputError, shown

if TYPE_CHECKING:
    from salesmode.engine.plan import Plan


def strict_of(given: str | None) -> int | None:
    """Return how many assumed values `--strict` lets pass, `None` where it is not asked for."""
    if given is None:
        return None
    if given.isascii() and given.isdigit():
        return int(given[:9])
    raise InputError(f"{shown(given)} is no number", where="--strict", fix="Write how many assumed values may stand: 5")


def trouble_of(plan: Plan, most: int) -> Iterator[str]:
    """Yield a sentence for each set of answers that do not go together, and one where more than `most` are assumed."""
    pairs = [rule.answers for rule in plan.business.diagnosis.contradictions]
    pairs += [item.answers for item in plan.sizing.contradictions] + [item.answers for item in plan.sizing.mismatches]
    for answers in dict.fromkeys(map(tuple, pairs)):
        yield f"these answers do not go together: {', '.join(answers)}"
    assumed = [item.id for item in plan.robustness.assumptions]
    if len(assumed) > most:
        yield f"{len(assumed)} values are assumed, over {most}: {', '.join(assumed)}"


def hold_strictly(plan: Plan, most: int) -> None:
    """Leave with 1 where a plan that has been written rests on what `--strict` does not let pass."""
    trouble = list(trouble_of(plan, most))
    if trouble:
        say("\n".join(f"salesmode: --strict: {sentence}" for sentence in trouble))
        raise SystemExit(1)


def refuse_beside(given: Mapping[str, bool], why: str, fix: str) -> None:
    """Refuse the first option that is given and does not go with the others."""
    option = next((option for option, is_given in given.items() if is_given), None)
    if option is not None:
        raise InputError(f"{option} {why}", where="plan", fix=fix)
