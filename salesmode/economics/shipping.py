"""Free shipping: two questions that are often taken for one."""

from salesmode.economics.figures import Figure, Undefined, ratio


def free_shipping_break_even(shipping: float, gross_margin: float, target_margin: float) -> Figure:
    """Return the order value from which an order keeps the margin aimed at though its shipping is free.

    shipping / (gross margin - margin aimed at), both shares: it says nothing of what people order today.
    """
    return shipping / (gross_margin - target_margin) if gross_margin > target_margin else Undefined("margin_under_aim")


def free_shipping_threshold(aov: float, extra: float, gross_margin: float) -> Figure:
    """Return the threshold above today's order whose extra margin pays an extra cost: aov + extra / gross margin.

    It asks how much more must be in the basket, not which basket pays for itself.
    """
    more = ratio(extra, gross_margin, "no_margin")
    return more if isinstance(more, Undefined) else aov + more
