"""Figures as a reader of the language writes them, to the digits that a finance person checks."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from salesmode.business.currencies import MINUS, signed, typeset
from salesmode.calc.calculation import InputKind, ResultKind
from salesmode.economics.capacity import Reps
from salesmode.economics.experiments import Arm
from salesmode.economics.pricing import Deduction

WAN, YI = 1e4, 1e8
CENTS_BELOW = 1e5
SMALLEST_P = 0.001


class Writer(NamedTuple):
    """Writes figures: the words of calc.yaml and of a plan, whether they are Chinese, and the currency or none."""

    ui: Mapping[str, str]
    words: Mapping[str, str]
    zh: bool
    currency: str

    def figure(self, kind: ResultKind, value: Any) -> str:
        """Return a result of this kind."""
        match kind:
            case "yes_no":
                return self.words["yes" if value else "no"]
            case "counts":
                return " → ".join(grouped(item) for item in value)
            case "rates":
                return self.ui["and"].join(self.rate(item) for item in value)
            case "chance":
                return self.ui["tiny_p"] if value < SMALLEST_P else f"{value:.3f}"
            case "spread":
                return self._counted(grouped(value * 100, 2), "spread")
            case "points":
                return grouped(value, 1)
        return self._common(kind, value)

    def input(self, kind: InputKind, value: Any) -> str:
        """Return an input of this kind; a list is joined by commas."""
        match value:
            case Arm():
                return f"{grouped(value.successes)} / {grouped(value.visitors)}"
            case Reps():
                return f"{grouped(value.people)} × {self.money(value.quota)} × {self.rate(value.attainment)}"
            case Deduction():
                return self.rate(value.value) if value.is_share else grouped(value.value)
            case tuple():
                return self.ui["comma"].join(self.input(kind, item) for item in value)
        return self._common(kind, value)

    def _common(self, kind: str, value: float) -> str:
        match kind:
            case "money":
                return self.money(value)
            case "rate":
                return self.rate(value)
            case "months" | "days":
                return self._counted(grouped(value, 1), kind)
        return grouped(value)

    def _counted(self, text: str, unit: str) -> str:
        return f"{text} {self.ui[f'{unit}_one' if text in ('1', f'{MINUS}1') else unit]}"

    def money(self, amount: float) -> str:
        """Return an amount: digits grouped, cents below 100,000; in Chinese 万 and 亿 from ten thousand on."""
        return signed(amount, self._size(abs(amount)))

    def _size(self, size: float) -> str:
        if not self.zh:
            return f"{self.currency} {_cents(size)}".strip()
        unit = self.words.get(f"currencies.{self.currency}", self.currency)
        if size < WAN:
            return f"{_cents(size)} {unit}".strip()
        number, word = (size / YI, "亿") if size >= YI * 0.99995 else (size / WAN, "万")
        return f"{_trimmed(f'{number:,.2f}')} {word}{unit}"

    def rate(self, share: float) -> str:
        """Return a share as per cent, with up to two decimals."""
        per_cent = share * 100
        text = f"{per_cent:,.0f}" if abs(per_cent) >= 1000 else _trimmed(f"{per_cent:,.2f}")
        return f"{_figure(text)}%"


def grouped(value: float, digits: int = 3) -> str:
    """Return a number with grouped digits and up to `digits` decimals, none from a thousand on."""
    if abs(value) >= 1000:
        return typeset(f"{value:,.0f}")
    return _figure(_trimmed(f"{value:,.{digits}f}"))


def _cents(size: float) -> str:
    text = f"{size:,.2f}" if size < CENTS_BELOW else f"{size:,.0f}"
    return text.removesuffix(".00")


def _trimmed(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


def _figure(text: str) -> str:
    return "0" if text == "-0" else typeset(text)
