"""The quantities of the model, their page, and each form's year against one business worked by hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from helpers.businesses import whole
from helpers.libraries import LIBRARY

from salesmode.business.model import UsualForm
from salesmode.business.quantities import Form, Identity, Quantity

PAGE = Path(__file__).resolve().parents[2] / "docs" / "quantities.md"
START, END = "<!-- made by make docs -->\n", "<!-- end -->\n"


def written(identity: Identity) -> str:
    """Return an identity as one line: `orders = customers x orders_per_customer`."""
    if identity.product:
        right = identity.product[0]
        for term in identity.product[1:]:
            right += f" ÷ {term[1:]}" if term[0] == "/" else f" × {term}"
    else:
        right = identity.sum[0]
        for term in identity.sum[1:]:
            right += f" − {term[1:]}" if term[0] == "-" else f" + {term}"
    forms = ", ".join(identity.forms) or ", ".join(f"not {form}" for form in identity.not_forms)
    return f"{identity.of} = {right}" + (f" ({forms})" if forms else "")


def _read(quantity: Quantity) -> str:
    return ", ".join(f"{read.answer} × {read.times}" if read.times != 1 else read.answer for read in quantity.read)


def _formulas(id: str) -> str:
    return "; ".join(written(identity) for identity in LIBRARY.identities if identity.of == id)


def _rows() -> Iterator[str]:
    yield "| id | what it is | unit | formula | answers |"
    yield "| --- | --- | --- | --- | --- |"
    for id, quantity in LIBRARY.quantities.items():
        period = "a year" if quantity.amount and quantity.adds else ""
        unit = " ".join(part for part in (quantity.unit, period) if part)
        yield f"| `{id}` | {quantity.name} | {unit} | {_formulas(id)} | {_read(quantity)} |"


def _worked() -> Iterator[str]:
    yield "| form | base is told by | answers | base | fresh | run |"
    yield "| --- | --- | --- | --: | --: | --: |"
    for form in LIBRARY.forms:
        answers = ", ".join(f"{id} {_plain(value)}" for id, value in form.worked.answers.items())
        figures = " | ".join(f"{figure:,}" for figure in (form.worked.base, form.worked.fresh, form.worked.run))
        yield f"| {form.title} | {', '.join(form.base)} | {answers} | {figures} |"


def _plain(value: Any) -> str:
    return " ".join(map(str, value)) if isinstance(value, list) else str(value)


def page() -> str:
    """Return the tables of the page."""
    return "\n".join([*_worked(), "", "## All quantities", "", *_rows()]) + "\n"


def test_the_page_lists_every_quantity_as_the_library_has_it() -> None:
    """Id, unit, formula and answers are those of the YAML."""
    text = PAGE.read_text(encoding="utf-8")
    assert text[text.index(START) + len(START) : text.index(END)] == page(), "If that is as it should be: make docs"


@pytest.mark.parametrize("form", LIBRARY.forms, ids=lambda form: form.id)
def test_the_year_of_each_form_is_the_one_worked_by_hand(form: Form) -> None:
    """Base, fresh and run of one business of each form."""
    business = whole(UsualForm(form.id, always=True) if form.trade_only else None, **form.worked.answers)
    year = business.year
    assert business.form == form
    assert year.base is not None
    assert year.fresh is not None
    assert year.run is not None
    assert (year.base.likely, year.fresh.likely, year.run.likely) == pytest.approx(
        (form.worked.base, form.worked.fresh, form.worked.run)
    )


if __name__ == "__main__":
    old = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(old[: old.index(START) + len(START)] + page() + old[old.index(END) :], encoding="utf-8")
