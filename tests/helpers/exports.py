"""A made-up business's exports of all six kinds, large enough that every measure has an answer; the same each time."""

from __future__ import annotations

import csv
import datetime
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from salesmode.knowledge.exports import Amount, ExportFormat, Status

START = datetime.date(2023, 1, 1)
NOVEMBER = 11
LAST_YEAR = 2025
DAYS = 3 * 365


def _format(id: str, kind: Any, **columns: Any) -> ExportFormat:
    return ExportFormat(
        id=id, title=id, kind=kind, export="made up", seen="made up", known_by=(f"{kind} number",),
        key=(f"{kind} number",), days="ymd", at=("day",),
        **{"customer": ("who",), "currency": ("currency",), "money": Amount(column=("amount",)), **columns},
    )  # fmt: skip


FORMATS: Mapping[str, ExportFormat] = {
    "own.orders": _format(
        "own.orders", "orders", refunded=Amount(column=("refunded",)), discount=Amount(column=("discount",)),
        fee=Amount(column=("fee",)), business_if={"business": ("true",)},
        channel_by=Status(column=("through",), means={"website": ("web",), "stores": ("till",)}),
    ),
    "own.deals": _format(
        "own.deals", "deals", seller=("seller",), opened=("opened",), quoted=("sent",), lost_for=("reason",),
        status=Status(column=("stage",), means={"won": ("won",), "lost": ("lost",), "open": ("open",)}),
        channel_by=Status(column=("source",), means={"website": ("web",), "referrals": ("friend",)}),
    ),
    "own.spend": _format("own.spend", "spend", customer=()),
    "own.leads": _format(
        "own.leads", "leads", customer=(), money=None, currency=(),
        stages={"mql": ("fits",), "sql": ("talks",), "opportunity": ("case",)},
    ),
    "own.invoices": _format(
        "own.invoices", "invoices", due=("due",), owed=Amount(column=("owed",)), paid_at=("paid",)
    ),
    "own.subscriptions": _format(
        "own.subscriptions", "subscriptions", ended=("ended",), quantity=("quantity",),
        per=Status(column=("per",), means={"month": ("month",), "year": ("year",)}),
        status=Status(column=("state",), means={"running": ("active",), "ended": ("ended",)}),
    ),
}  # fmt: skip


def written(folder: Path) -> dict[str, Path]:
    """Write a file of each kind, and return its path by the id of its format."""
    rows = {
        "orders": _orders(), "deals": _deals(), "spend": _spend(), "invoices": _invoices(),
        "subscriptions": _subscriptions(), "leads": _leads(),
    }  # fmt: skip
    return {f"own.{kind}": _write(folder / f"{kind}.csv", list(some)) for kind, some in rows.items()}


def _write(path: Path, rows: list[dict[str, object]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def _day(number: int) -> datetime.date:
    return START + datetime.timedelta(days=number)


def _orders() -> Iterator[dict[str, object]]:
    """Yield an order a day, three a day in November, each of 10.00 to 40.99, 15.00 more in the last year.

    The fee is three of a hundred.
    """
    number = 0
    for day in map(_day, range(DAYS)):
        for _ in range(3 if day.month == NOVEMBER else 1):
            number += 1
            cents = 1000 + number * 37 % 3100 + (1500 if day.year == LAST_YEAR else 0)
            yield {
                "orders number": f"o{number}", "who": f" Customer{number * number % (20 + number // 4)} ",
                "day": f"{day} 10:00:00",
                "amount": f"{cents / 100:.2f}", "refunded": f"{cents / 100:.2f}" if number % 20 == 0 else "0",
                "discount": "2.50" if number % 4 == 0 else "", "fee": f"{cents * 3 / 10000:.2f}",
                "business": "true" if number % 5 == 0 else "false", "through": "till" if number % 3 == 0 else "web",
                "currency": "eur" if number % 50 else "usd",
            }  # fmt: skip


def _deals() -> Iterator[dict[str, object]]:
    for number in range(360):
        opened, web = _day(number * 3), number % 3 > 0
        won = number * 7 % 10 < (6 if web else 2)
        stage = "open" if number % 12 == 0 else "won" if won else "lost"
        yield {
            "deals number": f"d{number}", "who": f"account {number % 40}", "stage": stage,
            "opened": opened, "day": "" if stage == "open" else opened + datetime.timedelta(days=10 + number % 25),
            "amount": f"{500 + number % 17 * 100}.00", "currency": "EUR",
            "seller": f"seller {number % (6 if number < 150 else 12)}",  # six more after fifteen months
            "sent": opened + datetime.timedelta(days=5) if number % 2 else "",
            "source": "web" if web else "friend", "reason": ("price", "no response", "mood")[number % 3],
        }  # fmt: skip


def _leads() -> Iterator[dict[str, object]]:
    """Yield a lead every other day: of ten six fit, four are talked with, three become a case, ten days each."""
    for number in range(400):
        day, last = _day(number * 2), number % 10
        reached = (last < 6, last < 4, last < 3)
        fits, talks, case = (
            day + datetime.timedelta(days=10 * place) if there else "" for place, there in enumerate(reached, start=1)
        )
        yield {"leads number": f"l{number}", "day": day, "fits": fits, "talks": talks, "case": case}


def _spend() -> Iterator[dict[str, object]]:
    for number in range(300):
        yield {"spend number": number, "day": _day(500 + number), "amount": "12.34", "currency": "EUR"}


def _invoices() -> Iterator[dict[str, object]]:
    for number in range(200):
        day, paid = _day(300 + number * 4), number % 8 > 0
        yield {
            "invoices number": f"i{number}", "who": f"account {number % 25}", "day": day,
            "due": day + datetime.timedelta(days=30), "amount": f"{100 + number % 7 * 50}.00",
            "owed": "0.00" if paid else "40.00", "currency": "EUR",
            "paid": day + datetime.timedelta(days=20 + number % 30) if paid else "",
        }  # fmt: skip


def _subscriptions() -> Iterator[dict[str, object]]:
    for number in range(120):
        begun, ended = _day(number * 6), number % 6 == 0
        yield {
            "subscriptions number": f"s{number}", "who": f"member {number % 110}", "day": begun, "currency": "EUR",
            "amount": "240.00" if number % 4 == 0 else "20.00", "per": "year" if number % 4 == 0 else "month",
            "quantity": 1, "state": "ended" if ended else "active",
            "ended": begun + datetime.timedelta(days=330) if ended else "",
        }  # fmt: skip
