"""Every calculation by its name."""

from types import MappingProxyType

from salesmode.calc import customers, offers, plans, prices, trials
from salesmode.calc.calculation import Calculation

# In the order in which they are listed: from the plan to the single offer.
_ORDER = (
    "business-case", "velocity", "funnel", "coverage", "capacity", "retention", "ltv", "magic-number", "order-margin",
    "roas", "discount", "elasticity", "promotion", "loyalty", "points", "free-shipping", "ab-test", "ab-result", "nps",
    "csat", "cash-gap", "bid", "live-session", "net-price",
)  # fmt: skip
_HELD = {
    calculation.name: calculation
    for room in (plans, customers, prices, offers, trials)
    for calculation in room.CALCULATIONS
}  # fmt: skip
CALCULATIONS: MappingProxyType[str, Calculation] = MappingProxyType({name: _HELD[name] for name in _ORDER})
