"""What growth ties up."""

DAYS = 365


def cash_gap(growth: float, days_to_cash: float, deposit: float = 0.0) -> float:
    """Return the cash that extra sales of `growth` a year tie up: growth x days / 365 x (1 - deposit).

    Days from spending on an order to being paid; the deposit is the share paid on ordering. Counted at sales value: an
    upper edge where costs are well below it.
    """
    return growth * days_to_cash / DAYS * (1 - deposit)
