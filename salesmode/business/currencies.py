"""Currencies: what the library says of them, and which symbols and counting words go with the one in use."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from salesmode.errors import LibraryError


class Currencies(NamedTuple):
    """What `currencies.yaml` says: codes, bands and working days by code, currency by country, codes by symbol."""

    codes: frozenset[str]
    bands: Mapping[str, Mapping[str, float]]
    workday: Mapping[str, float]
    regions: Mapping[str, str]
    symbols: Mapping[str, tuple[str, ...]]

    @classmethod
    def from_data(cls, raw: Mapping[str, Any]) -> "Currencies":
        """Return the currencies of `raw`, the file's plain data; raises LibraryError where it has another shape."""
        try:
            codes: Mapping[str, Mapping[str, Any]] = raw["codes"]
            return cls(
                codes=frozenset(codes),
                bands={code: dict(held["bands"]) for code, held in codes.items() if "bands" in held},
                workday={code: float(held["workday"]) for code, held in codes.items() if "workday" in held},
                regions=dict(raw["regions"]),
                symbols={symbol.casefold(): tuple(means) for symbol, means in raw["symbols"].items()},
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            fix = "It needs codes, regions and symbols, as in the file that comes with salesmode."
            raise LibraryError("the currencies cannot be read", where="currencies.yaml", fix=fix) from error


class MoneyForm(NamedTuple):
    """The currency that amounts are in, and what symbols mean."""

    currency: str
    currencies: Currencies

    def agree(self, mark: str) -> bool | None:
        """Return whether a symbol, code or counting word goes with the currency; None where it is none of these."""
        if mark.upper() in self.currencies.codes:
            return mark.upper() == self.currency
        codes = self.currencies.symbols.get(mark)
        return None if codes is None else self.currency in codes
