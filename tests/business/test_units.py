"""Units: what they are made of, and an identity whose two sides are not of one unit."""

from __future__ import annotations

from typing import Any

import pytest
from helpers.libraries import LIBRARY

from salesmode.business.quantities import Identity, Quantity
from salesmode.business.units import dimensions, unit_fault


def quantity(unit: str) -> Quantity:
    """Return a quantity of a unit."""
    return Quantity(unit=unit, shown="number", name="words")


QUANTITIES = {
    "customers": quantity("customer"), "often": quantity("order/customer"), "orders": quantity("order"),
    "price": quantity("money/order"), "revenue": quantity("money"), "cost": quantity("money"), "share": quantity("1"),
    "days": quantity("day"), "gap": quantity("day*customer/order"),
}  # fmt: skip


def fault(**identity: Any) -> str | None:
    """Return what is wrong with the units of an identity."""
    return unit_fault(Identity(id="made", **identity), QUANTITIES)


@pytest.mark.parametrize(
    ("unit", "powers"),
    [
        ("1", {}),
        ("money", {"money": 1}),
        ("money/order", {"money": 1, "order": -1}),
        ("day*customer/order", {"day": 1, "customer": 1, "order": -1}),
        ("money/customer/order", {"money": 1, "customer": -1, "order": -1}),
        ("1/day", {"day": -1}),
        ("day/day", {}),
        ("money/order*order", {"money": 1, "order": -2}),
    ],
)
def test_a_unit_is_basic_units_with_their_powers(unit: str, powers: dict[str, int]) -> None:
    """Above and below the stroke, what cancels left out."""
    assert dimensions(unit) == powers


@pytest.mark.parametrize(
    "identity",
    [
        {"of": "orders", "product": ("customers", "often")},
        {"of": "revenue", "product": ("customers", "often", "price")},
        {"of": "revenue", "product": ("cost", "share")},
        {"of": "orders", "product": ("orders", "/12")},
        {"of": "revenue", "product": ("price", "2 order")},
        {"of": "price", "product": ("revenue", "/2 order")},
        {"of": "365 day", "product": ("often", "gap")},
        {"of": "revenue", "sum": ("cost", "-cost", "revenue")},
        {"of": "share", "sum": ("1", "-share")},
        {"of": "days", "sum": ("365 day", "-days")},
    ],
    ids=str,
)
def test_units_that_agree_are_no_fault(identity: dict[str, Any]) -> None:
    """Of a product, of a sum, with numbers that have a unit of their own."""
    assert fault(**identity) is None


@pytest.mark.parametrize(
    ("identity", "what"),
    [
        ({"of": "revenue", "product": ("customers", "often")}, "the terms come to order, revenue is in money"),
        ({"of": "often", "product": ("customers", "orders")}, "come to customer*order, often is in order/customer"),
        ({"of": "orders", "product": ("revenue", "price")}, "come to money*money/order, orders is in order"),
        ({"of": "orders", "product": ("customers", "2")}, "come to customer, orders is in order"),
        ({"of": "share", "product": ("revenue",)}, "come to money, share is in 1"),
        ({"of": "365", "product": ("often", "gap")}, "come to day, 365 is in 1"),
        ({"of": "price", "product": ("revenue", "2 order")}, "come to money*order, price is in money/order"),
        ({"of": "revenue", "sum": ("cost", "-orders")}, "-orders is in order, revenue in money"),
        ({"of": "share", "sum": ("1 day", "share")}, "1 day is in day, share in 1"),
        ({"of": "share", "sum": ("share", "cost", "orders")}, "cost is in money, share in 1"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_units_that_do_not_agree_are_named(identity: dict[str, Any], what: str) -> None:
    """Both sides of a product; of a sum the first term of another unit."""
    found = fault(**identity)
    assert found is not None
    assert what in found


@pytest.mark.parametrize("identity", LIBRARY.identities, ids=lambda identity: identity.id)
def test_the_units_of_every_identity_agree(identity: Identity) -> None:
    """Of the library of this checkout."""
    assert unit_fault(identity, LIBRARY.quantities) is None
