"""The command line: parses, calls, prints, exits. Nothing else in the package prints or exits."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from salesmode.atomic import write_stdout
from salesmode.cli import calc, commands, measure, playbooks
from salesmode.cli.compare import compare
from salesmode.cli.completion import VARIABLE, typed_so_far, wanted
from salesmode.cli.diff import diff
from salesmode.cli.examples_in_help import examples_of
from salesmode.cli.explain import explain
from salesmode.cli.flags import HELP, HELP_ANSWERS, asks_for_flags, with_answers
from salesmode.cli.mcp import mcp
from salesmode.cli.result import say, stdout_is_terminal
from salesmode.cli.score import score
from salesmode.cli.speaking import in_language, named_language
from salesmode.cli.text_command import TextCommand, TextGroup
from salesmode.cli.track import track
from salesmode.cli.usage import ANSWERING, COMMANDS, usage_error
from salesmode.errors import SalesmodeError, visible
from salesmode.version import __version__

FAULT, INTERRUPTED = 70, 130
Commands = dict[str, Callable[..., None]]


def run(argv: Sequence[str]) -> NoReturn:
    """Run one command; leaves by SystemExit with the code of the contract."""
    guarded(_run)(list(argv))
    raise SystemExit(0)


def _run(argv: list[str]) -> None:
    words = typed_so_far()
    app = build(argv) if words is None else build([*words[:1], HELP_ANSWERS, *words[1:]])
    screen, help_text = sys.stdout, _Help()
    if words is None and _is_help(argv):
        sys.stdout = help_text
    try:
        code = app(args=_as_help(argv), prog_name="salesmode", standalone_mode=False)
    except typer.TyperException as error:
        raise in_language(usage_error(error, argv), named_language(argv)) from None
    finally:
        sys.stdout = screen
    if help_text.getvalue():
        # Typer names a switch or a word by its type, which tells a reader nothing.
        write_stdout(help_text.getvalue().replace("<bool>", "      ").replace("<str>", "     "))
    raise SystemExit(code if isinstance(code, int) else 0)


def _as_help(argv: list[str]) -> list[str]:
    """Return what Typer is to read: help with the answers is its help, of an application that has a flag for each."""
    return [argv[0], HELP[0]] if argv and argv[0] in ANSWERING and asks_for_flags(argv) else argv


def _is_help(argv: Sequence[str]) -> bool:
    bare = argv in (["playbooks"], ["formats"]) or (not argv and not commands.on_terminal())
    return bare or asks_for_flags(argv) or any(word in HELP for word in argv)


class _Help(io.StringIO):
    """Holds what Typer prints, so that it is written as every result is: in UTF-8, whole, or with a clear error."""

    def __init__(self) -> None:
        super().__init__()
        self._is_terminal = stdout_is_terminal()

    def isatty(self) -> bool:
        return self._is_terminal


def build(argv: Sequence[str]) -> typer.Typer:
    """Return the application for one call. Building takes time: only what `argv` calls, and names, is built."""
    shape: dict[str, Any] = {
        "cls": TextGroup,
        "rich_markup_mode": "rich" if _is_help(argv) else None,
        "context_settings": {"help_option_names": ["--help", "-h"]},
        "add_completion": wanted(argv),
        "suggest_commands": False,
        "pretty_exceptions_enable": False,
    }
    help_text = "Work out how your customers buy, and print a sales plan you can act on."
    app = typer.Typer(name="salesmode", help=help_text, epilog=EPILOG, **shape)
    app.callback(invoke_without_command=True)(_bare)
    for name, command in _commands(argv).items():
        app.command(name, cls=TextCommand, epilog=examples_of(name))(guarded(command))
    for name, (about, inner) in _groups(argv).items():
        group = typer.Typer(help=about, **shape)
        group.callback(invoke_without_command=True)(_help_alone)
        for word, command in inner.items():
            group.command(word, cls=TextCommand)(guarded(command))
        app.add_typer(group, name=name)
    return app


def _called(argv: Sequence[str]) -> tuple[str, ...]:
    """Return the one command that is called, all of them where they are to be listed, offered or told from a slip."""
    first = argv[0] if argv and VARIABLE not in os.environ else ""
    return (first,) if first in COMMANDS else COMMANDS


def _commands(argv: Sequence[str]) -> Commands:
    """Return what is called by each name that is no group, in the order of the help."""
    answering = (commands.plan, commands.diagnose, explain, compare, track, commands.kit)
    others = (diff, commands.interview, commands.questions, commands.examples, measure.measure, score, mcp)
    called = {"calc": calc.with_inputs(argv), **{command.__name__: command for command in others}}
    called |= {command.__name__: with_answers(command, argv) for command in answering}
    return {name: called[name] for name in _called(argv) if name in called}


def _groups(argv: Sequence[str]) -> dict[str, tuple[str, Commands]]:
    """Return of each group what it is for and its commands, in the order of the help."""
    exports: Commands = {"list": measure.list_, "show": measure.show, "check": measure.check}
    books: Commands = {
        "list": playbooks.list_, "show": playbooks.show, "check": playbooks.check, "format": playbooks.format_,
        "new": playbooks.new,
    }  # fmt: skip
    groups = {
        "formats": ("The exports that measure and score read.", exports),
        "playbooks": ("The knowledge: browse it, check it.", books),
    }
    return {name: groups[name] for name in _called(argv) if name in groups}


EPILOG = "Start with: salesmode interview, or: salesmode plan --buyer organization --deal-value 20k --decision-cycle 60"


def _version(wanted: bool) -> None:
    if wanted:
        write_stdout(f"salesmode {__version__}\n")
        raise typer.Exit


VersionOption = Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")]


def _bare(context: typer.Context, version: VersionOption = False) -> None:  # noqa: ARG001  its callback has acted
    """Ask, when called bare on a terminal; otherwise help."""
    if context.invoked_subcommand is not None:
        return
    if commands.on_terminal():
        guarded(commands.interview)()
    else:
        typer.echo(context.get_help())


def _help_alone(context: typer.Context) -> None:
    """Print the help of a group called without a command."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


def guarded(command: Callable[..., Any]) -> Callable[..., Any]:
    """Return `command` with every error made a message on stderr and an exit code."""

    @wraps(command)
    def call(*args: Any, **kwargs: Any) -> None:
        try:
            command(*args, **kwargs)
        except SalesmodeError as error:
            _leave(str(in_language(error, kwargs.get("lang"))), error.exit_code)
        except (KeyboardInterrupt, typer.Abort):
            _leave("interrupted", INTERRUPTED)
        except OSError as error:
            _leave(_outside(error), FAULT if error.filename is None else SalesmodeError.exit_code)
        except Exception as error:  # noqa: BLE001  the one place where a fault of ours becomes exit 70, not a traceback
            _leave(_fault(error), FAULT)

    return call


def _leave(message: str, code: int) -> NoReturn:
    say(f"salesmode: {message}")
    raise SystemExit(code) from None


def _outside(error: OSError) -> str:
    """Say what a file or folder refused; without a name it can only be a fault of ours."""
    if error.filename is None:
        return _fault(error)
    fix = "Ask for the right to read it" if error.errno in (errno.EACCES, errno.EPERM) else "Check that it can be read"
    return f"{visible(str(error.filename))[-100:]}: {error.strerror or 'it cannot be read'}\n{fix}"


def _fault(error: Exception) -> str:
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "?"
    return (
        f"this is a fault of salesmode, not of your answers ({type(error).__name__} at {place}).\n"
        f"Please report it with the answers you used and: salesmode {__version__}"
    )
