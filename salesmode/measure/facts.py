"""What was known of each deal before the first talk: read by the format's facts alone, and put into few levels."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from salesmode.errors import InputError
from salesmode.knowledge.exports import ExportFormat, MeasuresFile
from salesmode.measure.engine import Watch, connected
from salesmode.measure.recognition import Export, places_of, recognised
from salesmode.measure.rows import fetched, table_of
from salesmode.measure.sheets import cleaned, folded

FACT, ACCOUNT, DEAL = "fact_", "account_", "deal"
OTHER: Final = "other"
FIRST, MIDDLE, LAST = "up_to", "between", "over"
THIRDS: Final = 3
IN_THREES: Final = 3  # digits behind a mark that only parts thousands
Facts = Mapping[str, str]


class Lead(NamedTuple):
    """A deal, or an account that has none: its facts as they were written, and by what it is told from others."""

    outcome: str  # won, lost, open; empty for an account without a deal
    deal: str
    account: str
    facts: Facts
    name: str = ""  # of the account, where it has one beside its number

    @property
    def together(self) -> str:
        """What deals that are no independent cases have in common: the account, else the deal, else all facts."""
        return folded(self.account) or self.deal or repr(sorted(self.facts.items()))


class Leads(NamedTuple):
    """All of a file of deals and one of accounts, in an order that does not depend on theirs."""

    leads: tuple[Lead, ...]
    left_out: Mapping[str, Mapping[str, Any]]
    without_account: int | None  # deals whose account is not in the file of accounts, `None` without such a file


class Level(NamedTuple):
    """One value of a fact, a third of its numbers, or all values that few accounts have."""

    kind: str  # is, other, up_to, between, over
    text: str = ""
    low: float = 0.0
    high: float = 0.0


def read_leads(
    deals: str, accounts: str | None, formats: Mapping[str, ExportFormat], named: Mapping[str, str],
    measures: MeasuresFile, watch: Watch = iter,
) -> Leads:  # fmt: skip
    """Return what the files hold that a score may know; raises InputError for whatever cannot be read."""
    export = _recognised(deals, "deals", formats, named, measures)
    rows, left_out = _rows(export, watch)
    leads = [_lead(row) for row in rows]
    without = None
    if accounts is not None:
        book = _recognised(accounts, "accounts", formats, named, measures)
        leads, without = _joined(rows, leads, _accounts(book), book.sheet.name)
    return Leads(tuple(sorted(leads, key=lambda one: (*one[:3], sorted(one.facts.items())))), left_out, without)


def _recognised(
    path: str, kind: str, formats: Mapping[str, ExportFormat], named: Mapping[str, str], measures: MeasuresFile
) -> Export:
    export = recognised(path, {id: one for id, one in formats.items() if one.kind == kind}, named.get(path))
    for id, columns in export.format.facts.items():
        if id not in measures.facts:
            fix = f"Name one of: {', '.join(measures.facts)}"
            raise InputError(f"'{id}' is no fact that is known before the first talk", where=export.format.id, fix=fix)
        for column in columns:
            if any(part in folded(column) for part in measures.personal):
                fix = f"Take it out of the facts of {export.format.id}"
                raise InputError(f"the column '{column}' names a person", where=export.sheet.name, fix=fix)
    return export


def _facts_of(export: Export) -> dict[str, str]:
    """Return by fact the first of its columns that a file has."""
    there = {id: places_of(export.sheet, columns) for id, columns in export.format.facts.items()}
    return {id: next(iter(places)) for id, places in there.items() if places}


def _rows(export: Export, watch: Watch) -> tuple[list[dict[str, Any]], Mapping[str, Mapping[str, Any]]]:
    """Return each deal once: outcome, number, names of its account, facts. Nothing else of the file is read."""
    format_ = export.format
    numbers = places_of(export.sheet, format_.key)
    added = {f"{FACT}{id}": column for id, column in _facts_of(export).items()}
    added |= {f"{ACCOUNT}{number}": column for number, column in enumerate(places_of(export.sheet, format_.customer))}
    added |= {DEAL: next(iter(numbers))} if numbers else {}
    outcome = (*format_.blank, *(format_.status.column if format_.status else ()), *format_.if_filled,
               *format_.if_empty, *format_.if_word)  # fmt: skip
    places = places_of(export.sheet, (*format_.key, *format_.customer, *outcome, *added.values()))
    with connected() as connection:
        table = table_of(connection, [export._replace(places=places, added=added)], secrets.token_hex(16), watch=watch)
        found = fetched(table.rows.select("outcome", *added))
    return found, {name: reasons for name, reasons in table.left_out.items() if reasons}


def _lead(row: Mapping[str, Any]) -> Lead:
    names = [row[key] for key in sorted(row) if key.startswith(ACCOUNT) and row[key]]
    facts = {key.removeprefix(FACT): value for key, value in row.items() if key.startswith(FACT) and value}
    return Lead(row["outcome"], row.get(DEAL) or "", names[0] if names else "", facts, names[-1] if names else "")


def _accounts(export: Export) -> list[dict[str, str]]:
    """Return each account: what names it under the column's number, and its facts."""
    facts, format_ = _facts_of(export), export.format
    names = dict(enumerate(places_of(export.sheet, format_.key)))
    held = {**{f"{ACCOUNT}{number}": column for number, column in names.items()},
            **{f"{FACT}{id}": column for id, column in facts.items()}}  # fmt: skip
    places = places_of(export.sheet, held.values())
    wanted = {place: column for column, place in places.items()}
    rows = []
    for cells in cleaned(export.sheet, wanted, format_.stop_at):
        by_column = dict(zip(wanted.values(), cells, strict=True))
        texts = {key: by_column[column].strip() for key, column in held.items()}
        rows.append({"outcome": "", **{key: "" if text in format_.empty else text for key, text in texts.items()}})
    return rows


def _joined(
    rows: Sequence[Mapping[str, Any]], leads: Sequence[Lead], accounts: Sequence[dict[str, str]], place: str
) -> tuple[list[Lead], int]:
    """Return deals with the facts of their accounts, accounts without a deal behind them, and deals without an account.

    Deals name accounts by number or by name: those two columns are taken that agree for most deals.
    """
    named = [[folded(row[key] or "") for row in rows] for key in sorted(rows[0] if rows else {}) if ACCOUNT in key]
    books = [_book(accounts, key) for key in sorted(accounts[0] if accounts else {}) if ACCOUNT in key]
    pairs = [(column, book) for column in named for book in books]
    column, book = max(pairs, key=lambda pair: sum(name in pair[1] for name in pair[0]), default=([], {}))
    without = sum(name not in book for name in column)
    if rows and without == len(column):
        fix = "Export the accounts that these deals are of, with the number or the name by which the deals call them"
        raise InputError("no deal is of an account in this file", where=place, fix=fix)
    found = [_with_account(lead, _lead(book[name])) if name in book else lead
             for lead, name in zip(leads, column, strict=True)]  # fmt: skip
    called = set(column)
    return [*found, *(_lead(book[name]) for name in sorted(book.keys() - called))], without


def _with_account(lead: Lead, account: Lead) -> Lead:
    """Return a deal with what its account knows, where it does not say so itself."""
    return lead._replace(facts={**account.facts, **lead.facts}, name=account.name)


def _book(accounts: Iterable[dict[str, str]], key: str) -> dict[str, dict[str, str]]:
    """Return accounts by what names them; a name that two have names none."""
    named = [(folded(account[key]), account) for account in accounts if account[key]]
    counts = Counter(name for name, _ in named)
    return {name: account for name, account in named if counts[name] == 1}


def levels_of(leads: Sequence[Lead], measures: MeasuresFile) -> dict[str, list[Level | None]]:
    """Return by fact the level of each deal, `None` where it is not known; facts that tell no two groups are left out.

    Only levels of closed deals count, and those of fewer accounts than may be printed are together.
    """
    found = {}
    for id, fact in measures.facts.items():
        texts = [lead.facts.get(id, "") for lead in leads]
        raw = _thirds(texts, leads) if fact.number and _are_numbers(texts) else _words(texts)
        levels = _without_rare(raw, leads, measures.smallest)
        if len({level for level, lead in zip(levels, leads, strict=True) if level and _closed(lead)}) > 1:
            found[id] = levels
    return found


def _closed(lead: Lead) -> bool:
    return lead.outcome in ("won", "lost")


def _words(texts: Sequence[str]) -> list[Level | None]:
    """Return a level for each text; those that differ in case or width alone are one, written as most write it."""
    spelt = Counter(texts)
    best: dict[str, str] = {}
    for text in sorted(spelt, key=lambda one: (-spelt[one], one)):
        best.setdefault(folded(text), text)
    return [Level("is", best[folded(text)]) if folded(text) else None for text in texts]


def _are_numbers(texts: Iterable[str]) -> bool:
    """Whether a column is numbers, rather than bands such as 11-50: whether most that is written is one."""
    filled = [text for text in texts if text]
    return sum(number is not None for number in _numbers(filled)) * 2 > len(filled)


def _numbers(texts: Sequence[str]) -> list[float | None]:
    """Return texts as numbers; a mark is the decimal one where digits that are not three end behind it in any text."""
    plain = [text.replace(" ", "").replace("\u00a0", "").lstrip("$€£¥") for text in texts]
    ends = {mark: [text.partition(mark)[2] for text in plain] for mark in ".,"}
    marks = [mark for mark, some in ends.items() if any(end.isdigit() and len(end) != IN_THREES for end in some)]
    mark = marks[0] if len(marks) == 1 else None
    parts = str.maketrans({sign: "." if sign == mark else "" for sign in ".,"})
    return [_number(text.translate(parts)) for text in plain]


def _number(text: str) -> float | None:
    return float(text) if text.replace(".", "", 1).isascii() and text.replace(".", "", 1).isdigit() else None


def _thirds(texts: Sequence[str], leads: Sequence[Lead]) -> list[Level | None]:
    """Return the third that each number is in, of the accounts with closed deals."""
    values = _numbers(texts)
    by_account = {lead.together: value for lead, value in zip(leads, values, strict=True)
                  if value is not None and _closed(lead)}  # fmt: skip
    order = sorted(by_account.values())
    if not order:
        return [None] * len(texts)
    low, high = (order[(len(order) * part - 1) // THIRDS] for part in (1, 2))
    return [None if value is None else _third(value, low, high) for value in values]


def _third(value: float, low: float, high: float) -> Level:
    if value <= low:
        return Level(FIRST, high=low)
    return Level(MIDDLE, low=low, high=high) if value <= high else Level(LAST, low=high)


def _without_rare(levels: Sequence[Level | None], leads: Sequence[Lead], least: int) -> list[Level | None]:
    """Return levels with those of too few accounts as one, or as not known where even these are too few together."""
    common = _common(levels, leads, least)
    merged = [level if level is None or level in common else Level(OTHER) for level in levels]
    common = _common(merged, leads, least)
    return [level if level in common else None for level in merged]


def _common(levels: Sequence[Level | None], leads: Sequence[Lead], least: int) -> set[Level]:
    accounts: dict[Level, set[str]] = {}
    for level, lead in zip(levels, leads, strict=True):
        if level is not None and _closed(lead):
            accounts.setdefault(level, set()).add(lead.together)
    return {level for level, some in accounts.items() if len(some) >= least}
