"""The command for one calculation, taking the options of that calculation and no others."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from salesmode.cli.commands import LangOption, LibraryOption
from salesmode.cli.completion import calculations
from salesmode.cli.flags import HELP, declared, own_options, text_option
from salesmode.cli.result import draw_page, write
from salesmode.cli.speaking import chosen_language, shown_language
from salesmode.errors import InputError, shown
from salesmode.knowledge.library import Library, load_library
from salesmode.report.numbers import as_json

if TYPE_CHECKING:
    from salesmode.calc import Input, Teller, Worked
    from salesmode.calc.calculation import InputKind
    from salesmode.report.document import Outline

OPTIONAL = " (optional)"
METAVARS: dict[InputKind, str] = {
    "money": "MONEY", "rate": "RATE", "number": "NUMBER", "count": "COUNT", "days": "TIME", "months": "MONTHS",
    "deduction": "SHARE|AMOUNT", "pair": "S/N", "reps": "N:QUOTA:ATTAINMENT",
}  # fmt: skip
FormatOption = Annotated[str, typer.Option("-f", "--format", metavar="terminal|json", help="How to print it.")]
CurrencyOption = Annotated[str | None, typer.Option("--currency", metavar="CODE", help="The currency of the amounts.")]
NameArgument = Annotated[
    str | None,
    typer.Argument(metavar="NAME", help="The calculation; without it they are listed.", autocompletion=calculations),
]


def calc(
    name: NameArgument = None, *, format_: FormatOption = "terminal", currency: CurrencyOption = None,
    lang: LangOption = None, folder: LibraryOption = None, given: dict[str, list[str]],
) -> None:  # fmt: skip
    """Work one figure out: formula, inputs, result, what it means and what moves it most."""
    if format_ not in ("terminal", "json"):
        raise InputError(f"{shown(format_)} is no format of calc", where="-f", fix="Write -f terminal or -f json")
    library = load_library(folder, chosen_language(lang) or shown_language() or "en")
    code = _currency(currency, library)
    from salesmode.calc import as_data, work

    teller = _teller(library, code)
    if name is None:
        _list(teller, format_)
        return
    worked = work(name, given, library, code)
    if format_ == "json":
        write(as_json(as_data(worked, teller)), None)
    else:
        draw_page(_page(worked, teller), None)


def with_inputs(argv: Sequence[str]) -> Callable[..., None]:
    """Return `calc` with an option for every input of the calculation that `argv` names.

    Where it names none that exists, those that it types are declared all the same: the name is what is wrong.
    """
    called = argv[:1] == ["calc"]
    inputs = _inputs(argv) if called else {}
    labels = _labels(argv, inputs) if not set(HELP).isdisjoint(argv) else {}

    def call(**options: Any) -> None:
        texts = {id: options.pop(f"_{id}") for id in inputs}
        calc(**options, given={id: values for id, values in texts.items() if values})

    own = own_options(calc, "given") if called else ()
    return declared(call, calc, [*own, *(_option(asked, labels.get(asked.id)) for asked in inputs.values())])


def _inputs(argv: Sequence[str]) -> dict[str, Input]:
    from salesmode.calc import CALCULATIONS

    name = _named(argv)
    if name is not None:
        return {asked.id: asked for asked in CALCULATIONS[name].inputs}
    typed = {word.split("=", 1)[0] for word in argv}
    every = (asked for calculation in CALCULATIONS.values() for asked in calculation.inputs)
    return {asked.id: asked for asked in every if asked.flag in typed}


def _named(argv: Sequence[str]) -> str | None:
    from salesmode.calc import CALCULATIONS

    return next((word for word in argv[1:] if word in CALCULATIONS), None)


def _labels(argv: Sequence[str], inputs: dict[str, Input]) -> dict[str, str]:
    name = _named(argv)
    teller = _teller(load_library(), None)
    marks = {id: OPTIONAL if asked.optional else "" for id, asked in inputs.items()}
    return {id: teller.label(name, id) + mark for id, mark in marks.items()} if name else {}


def _option(asked: Input, label: str | None) -> inspect.Parameter:
    metavar = METAVARS[asked.kind] + (",…" if asked.many else "")
    return text_option(f"_{asked.id}", typer.Option(asked.flag, help=label, metavar=metavar))


def _currency(given: str | None, library: Library) -> str | None:
    code = given.strip().upper() if given is not None else None
    if code is not None and code not in library.currencies.codes:
        raise InputError(
            f"{shown(given or '')} is no currency known here", where="--currency", fix="Write its code, as USD"
        )
    return code


def _teller(library: Library, currency: str | None) -> Teller:
    from salesmode.calc import teller_for

    return teller_for(library, currency)


def _list(teller: Teller, format_: str) -> None:
    from salesmode.calc import CALCULATIONS

    if format_ == "json":
        listed = [{"calc": name, "title": teller.title(name)} for name in CALCULATIONS]
        write(as_json({"calculations": listed}), None)
        return
    lines = [f"{name:<14} {teller.title(name)}" for name in CALCULATIONS]
    write("\n".join([*lines, "", teller.ui("names_how")]) + "\n", None)


def _page(worked: Worked, teller: Teller) -> Outline:
    from salesmode.report.document import Outline, Paragraph, Section, Table

    name, answer = worked.calculation.name, worked.answer
    columns = (teller.ui("item"), teller.ui("figure"))
    inputs = [asked for asked in worked.calculation.inputs if not _elsewhere(asked, worked)]
    given = tuple((teller.label(name, asked.id), teller.input(asked, worked.inputs[asked.id])) for asked in inputs)
    results = [result for result in worked.calculation.results if not result.aside]
    figures = tuple((teller.label(name, result.id, "results"), teller.result(result, answer)) for result in results)
    reasons = teller.reasons(worked.calculation, worked.inputs, answer)
    why = tuple(Paragraph(text, teller.label(name, id, "results"), id) for id, text in reasons.items())
    says = tuple(Paragraph(text) for text in teller.meaning(worked.calculation, worked.inputs, answer))
    right = frozenset((1,))
    sections = (
        Section("formula", teller.ui("formula"), (Paragraph(teller.formula(name, answer.way)),)),
        Section("inputs", teller.ui("inputs"), (Table(columns, given, right),)),
        Section("results", teller.ui("results"), (Table(columns, figures, right), *why)),
        Section("meaning", teller.ui("meaning"), says),
        Section("moves", teller.ui("moves_most"), (Paragraph(teller.moves(worked.calculation, worked.move)),)),
        Section("source", teller.ui("source"), (Paragraph(teller.source(name)),)),
    )
    return Outline(
        teller.title(name),
        f"salesmode calc {name}",
        teller.ui("colon"),
        tuple(section for section in sections if section.blocks),
    )


def _elsewhere(asked: Input, worked: Worked) -> bool:
    """Whether an input belongs to the question that was not asked."""
    return worked.inputs[asked.id] is None and any(asked.id in way for way in worked.calculation.ways)
