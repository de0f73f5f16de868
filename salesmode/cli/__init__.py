"""The command line: parses, calls, prints, exits. Nothing else in the package prints or exits."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Annotated, Any

import typer

from salesmode import __version__
from salesmode.cli import commands, playbooks
from salesmode.cli.flags import with_answers
from salesmode.errors import SalesmodeError

FAULT, INTERRUPTED = 70, 130


def run(argv: Sequence[str]) -> None:
    """Run one command; leaves by SystemExit with the code of the contract."""
    build(argv)(args=list(argv))


def build(argv: Sequence[str]) -> typer.Typer:
    """Return the application for one call. Building an option takes time, so only those that `argv` names are built."""
    helping = "--help" in argv or not argv
    app = typer.Typer(
        name="salesmode", help="Work out how your customers buy, and print a sales plan you can act on.",
        add_completion=False, rich_markup_mode="rich" if helping else None, no_args_is_help=False,
        pretty_exceptions_enable=False, context_settings={"help_option_names": ["--help"]},
    )  # fmt: skip
    app.callback(invoke_without_command=True)(_bare)
    for name, command in (("plan", commands.plan), ("diagnose", commands.diagnose)):
        app.command(name)(guarded(with_answers(command, argv)))
    for name, plain in (("interview", commands.interview), ("questions", commands.questions), ("examples", commands.examples)):
        app.command(name)(guarded(plain))
    books = typer.Typer(help="The knowledge: browse it, check it.", rich_markup_mode=None, no_args_is_help=True)
    for name, plain in (("list", playbooks.list_), ("show", playbooks.show), ("check", playbooks.check)):
        books.command(name)(guarded(plain))
    app.add_typer(books, name="playbooks")
    return app


def _version(wanted: bool) -> None:
    if wanted:
        from salesmode.output import write_stdout  # noqa: PLC0415

        write_stdout(f"salesmode {__version__}\n")
        raise typer.Exit


def _bare(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")] = False,
) -> None:
    """Ask, when called bare on a terminal; otherwise help."""
    if context.invoked_subcommand is not None:
        return
    if sys.stdin.isatty() and sys.stdout.isatty():
        guarded(commands.interview)()
    else:
        typer.echo(context.get_help())


def guarded(command: Callable[..., Any]) -> Callable[..., Any]:
    """Return `command` with every error made a message on stderr and an exit code."""

    @wraps(command)
    def call(*args: Any, **kwargs: Any) -> None:
        try:
            command(*args, **kwargs)
        except SalesmodeError as error:
            _complain(f"salesmode: {error}")
            raise SystemExit(error.code) from None
        except KeyboardInterrupt:
            _complain("salesmode: interrupted")
            raise SystemExit(INTERRUPTED) from None
        except Exception as error:  # noqa: BLE001  the one place where a fault of ours becomes exit 70, not a traceback
            _complain(_fault(error))
            raise SystemExit(FAULT) from None

    return call


def _fault(error: Exception) -> str:
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = f"{os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno}" if trace else "?"
    return (
        f"salesmode: this is a fault of salesmode, not of your answers ({type(error).__name__} at {place}).\n"
        f"Please report it with the answers you used and: salesmode {__version__}"
    )


def _complain(text: str) -> None:
    try:
        sys.stderr.write(text + "\n")
        sys.stderr.flush()
    except (OSError, ValueError, AttributeError):
        return
