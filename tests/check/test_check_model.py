"""Faults of the model of a business: each is found by its rule, at its line, and the plan is refused with a way out."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest
from helpers.libraries import LIBRARY, NEEDED, edit
from helpers.small_plays import STUB, write

from salesmode.check import check
from salesmode.knowledge.files import Finding

QUANTITIES, IDENTITIES, FORMS, GUARDS = "quantities.yaml", "identities.yaml", "forms.yaml", "guards.yaml"
RULES = {"unknown-answer", "unknown-quantity", "units", "identity", "unknown-band", "hidden-currency", "condition"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The files that no plan can do without, and a play."""
    copy = tmp_path / "playbooks"
    for name in NEEDED:
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(LIBRARY.folder / name, copy / name)
    write(copy / "plays/b2b/value/play.yaml", STUB)
    return copy


def found(folder: Path) -> list[Finding]:
    """Return what is wrong with the model, and with conditions over its quantities."""
    files = (QUANTITIES, IDENTITIES, FORMS, GUARDS)
    return [one for one in check(folder, quick=True) if one.file in files and one.rule in RULES]


class Break(NamedTuple):
    """One fault: its rule, where it is made, a part of the line that must be named, and of what is said of it."""

    rule: str
    file: str
    old: str
    new: str
    at: str
    says: str


# fmt: off
BREAKS = [
    Break("unknown-answer", QUANTITIES, "answer: annual_churn}", "answer: churned}", "answer: churned", "'churned'"),
    Break("unknown-answer", QUANTITIES, "answer: annual_churn}", "answer: buyer}", "answer: buyer",
          "no answer that is a"),
    Break("unknown-quantity", IDENTITIES, "[customers, repeat_rate]", "[customers, repeat_rat]", "id: returning_cu",
          "'repeat_rat'"),
    Break("unknown-quantity", IDENTITIES, "of: net_customers", "of: nett_customers", "id: net_cust",
          "'nett_customers'"),
    Break("unknown-quantity", IDENTITIES, "sum: [won, -lost]", "sum: [won, -gone]", "id: net_customers", "'gone'"),
    Break("units", IDENTITIES, "[customers, repeat_rate]", "[customers, order_value]", "id: returning_customers",
          "the terms come to customer*money/order, returning_customers is in customer"),
    Break("units", IDENTITIES, "[orders, '/52']", "[orders, '/52 week']", "id: orders_week", "order/week"),
    Break("units", IDENTITIES, "sum: [won, -lost]", "sum: [won, -revenue]", "id: net_customers",
          "-revenue is in money"),
    Break("units", IDENTITIES, "sum: ['1', -churn]", "sum: ['1 day', -churn]", "id: staying", "1 day is in day"),
    Break("units", IDENTITIES, "of: '365 day'", "of: '365'", "id: order_gap", "365 is in 1"),
    Break("identity", IDENTITIES, "- id: first_timers", "- id: once_share", "id: once_share # again", "two identities"),
    Break("identity", IDENTITIES, "sum: [won, -lost]", "sum: [won, -lost]\n  product: [won]", "id: net_customers",
          "a product or a sum"),
    Break("identity", IDENTITIES, "\n  sum: [won, -lost]", "", "id: net_customers", "a product or a sum"),
    Break("unknown-quantity", FORMS, "assumed: {orders_per_customer: 1}", "assumed: {orders: 1, order: 1}", "order: 1}",
          "'order'"),
    Break("unknown-quantity", FORMS, "defined: {take_rate: 1}", "defined: {taken: 1}", "{taken", "'taken'"),
    Break("unknown-answer", FORMS, "answers: {customer_count: 10000,", "answers: {customers: 10000,", "{customers:",
          "no answer 'customers'"),
    Break("unknown-quantity", GUARDS, "{quantity: spare_capacity, at_most: 0.1}", "{quantity: spare, at_most: 0.1}",
          "quantity: spare,", "no quantity 'spare'"),
    Break("unknown-quantity", GUARDS, "{quantity: spare_capacity, at_most: 0.1}", "{quantity: spare, known: true}",
          "quantity: spare,", "no quantity 'spare'"),
    Break("hidden-currency", GUARDS, "{quantity: spare_capacity, at_most: 0.1}", "{quantity: revenue, at_most: 5000}",
          "at_most: 5000", "hold it against a band, not against 5000"),
    Break("hidden-currency", GUARDS, "{quantity: spare_capacity, at_most: 0.1}", "{quantity: revenue, between: [0, 9]}",
          "between: [0, 9]", "not against 9"),
    Break("unknown-band", GUARDS, "{quantity: spare_capacity, at_most: 0.1}",
          "{quantity: revenue, at_most: {band: huge}}", "band: huge", "no band 'huge'"),
    Break("condition", GUARDS, "{quantity: spare_capacity, at_most: 0.1}", "{quantity: churn, at_least: {band: high}}",
          "quantity: churn", "'churn' is no money"),
    Break("condition", GUARDS, "{quantity: spare_capacity, at_most: 0.1}", "{quantity: churn, at_least: 15}",
          "at_least: 15", "never reaches 15: it goes up to 1"),
]
SOUND = [
    "{quantity: revenue, at_most: 0}", "{quantity: order_value, at_least: {band: high}}",
    "{quantity: churn, at_least: 1}", "{quantity: won, between: [1, 900]}", "{quantity: revenue, known: false}",
]
# fmt: on


def test_the_model_is_sound_before(folder: Path) -> None:
    """What the tests below break is whole."""
    assert found(folder) == []


@pytest.mark.parametrize("fault", BREAKS, ids=lambda fault: f"{fault.rule}-{fault.new.strip()[:30]}")
def test_a_fault_of_the_model_is_found_where_it_is(folder: Path, fault: Break) -> None:
    """The rule, the line, and what is wrong; nothing else is."""
    after = edit(folder, fault.file, fault.old, fault.new)
    faults = [one for one in found(folder) if one.rule == fault.rule and fault.says in one.what]
    assert faults, found(folder)
    part = fault.at.removesuffix(" # again")
    lines = [number for number, line in enumerate(after.splitlines(), 1) if part in line]
    assert faults[0].line == lines[-1 if part != fault.at else 0]


@pytest.mark.parametrize("condition", SOUND)
def test_a_condition_that_can_hold_is_no_fault(folder: Path, condition: str) -> None:
    """Nothing is the same in every currency, a share may be all of it, money has bands."""
    edit(folder, GUARDS, "{quantity: spare_capacity, at_most: 0.1}", condition)
    assert found(folder) == []
