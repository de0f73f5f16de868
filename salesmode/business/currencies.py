"""Currencies: what the library says of them, and which symbols and counting words go with the one in use."""

from collections.abc import Mapping
from typing import Final

from msgspec import Struct

MINUS: Final = "−"


class Currencies(Struct, frozen=True):
    """What `currencies.yaml` says: codes, bands and working days by code, currency by country, codes by symbol.

    `thousandths` are the codes whose smallest coin is a thousandth.
    """

    codes: frozenset[str]
    bands: Mapping[str, Mapping[str, float]]
    workday: Mapping[str, float]
    regions: Mapping[str, str]
    symbols: Mapping[str, tuple[str, ...]]
    thousandths: frozenset[str] = frozenset()


class MoneyForm(Struct, frozen=True):
    """The currency that amounts are in, and what symbols mean."""

    currency: str
    currencies: Currencies

    @property
    def three_decimals(self) -> bool:
        """Whether its smallest coin is a thousandth (ISO 4217)."""
        return self.currency in self.currencies.thousandths

    def agree(self, mark: str) -> bool | None:
        """Return whether a symbol, code or counting word goes with the currency; None where it is none of these."""
        if mark.upper() in self.currencies.codes:
            return mark.upper() == self.currency
        codes = self.currencies.symbols.get(mark)
        return None if codes is None else self.currency in codes


def signed(amount: float, said: str) -> str:
    """Return the words for an amount's size with a minus before them, currency included, where it is below nothing."""
    return f"{MINUS}{said}" if round(amount, 2) < 0 else said


def typeset(figure: str) -> str:
    """Return a figure as Python writes it with the minus that readers know from print."""
    return figure.replace("-", MINUS, 1)
