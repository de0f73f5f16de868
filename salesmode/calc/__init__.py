"""One calculation at a time: read its options, work it out, say what it means and what moves it most."""

from salesmode.calc.calculation import Calculation, Input
from salesmode.calc.registry import CALCULATIONS
from salesmode.calc.telling import Teller, teller_for
from salesmode.calc.work import Worked, as_data, work

__all__ = ["CALCULATIONS", "Calculation", "Input", "Teller", "Worked", "as_data", "teller_for", "work"]
