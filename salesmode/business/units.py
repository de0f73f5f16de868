"""Units of quantities: what the terms of an identity must come to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from salesmode.business.quantities import Factor, Identity, Quantity, factor

Dimensions = Mapping[str, int]  # a basic unit and its power, none of them 0


def dimensions(unit: str) -> dict[str, int]:
    """Return the basic units of a unit with their powers: `money/order` is money 1, order -1; `1` has none."""
    over, *under = unit.split("/")
    powers = Counter(over.split("*"))
    for below in under:
        powers.subtract(below.split("*"))
    return {base: power for base, power in powers.items() if power and base != "1"}


def unit_fault(identity: Identity, quantities: Mapping[str, Quantity]) -> str | None:
    """Return what is wrong with the units of an identity whose quantities are all known, `None` where they agree."""
    of = _of(factor(identity.of), quantities)
    terms = [(factor(term), _of(factor(term), quantities)) for term in identity.terms]
    if identity.sum:
        odd = [term for term, unit in zip(identity.terms, (unit for _, unit in terms), strict=True) if unit != of]
        return f"{odd[0]} is in {_said(_of(factor(odd[0]), quantities))}, {identity.of} in {_said(of)}" if odd else None
    product: Counter[str] = Counter()
    for part, unit in terms:
        for base, power in unit.items():
            product[base] += power * (part.power if part.quantity is None else 1)
    whole = {base: power for base, power in product.items() if power}
    return None if whole == of else f"the terms come to {_said(whole)}, {identity.of} is in {_said(of)}"


def _of(part: Factor, quantities: Mapping[str, Quantity]) -> dict[str, int]:
    return dimensions(part.unit if part.quantity is None else quantities[part.quantity].unit)


def _said(unit: Dimensions) -> str:
    over = [base for base, power in sorted(unit.items()) for _ in range(power)]
    under = [base for base, power in sorted(unit.items()) for _ in range(-power)]
    return "/".join(["*".join(over) or "1", *under])
