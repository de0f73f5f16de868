"""What was typed wrong on the command line: what, where, and what to type next."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Sequence
from pathlib import Path

import typer

from salesmode.cli.flags import FLAGS, HELP_ANSWERS
from salesmode.cli.result import ANSWERS_ENDINGS
from salesmode.errors import InputError, Message, Sentence, shown

COMMANDS = (
    "plan", "diagnose", "explain", "compare", "diff", "track", "kit", "interview", "questions", "examples", "measure",
    "score", "calc", "mcp", "formats", "playbooks",
)  # fmt: skip
ANSWERING = ("plan", "diagnose", "explain", "compare", "track", "kit")


def usage_error(error: typer.TyperException, argv: Sequence[str]) -> InputError:
    """Return Typer's complaint about `argv` in our words."""
    command = _command(error, argv)
    name = getattr(error, "option_name", None)
    if hasattr(error, "possibilities"):
        return _no_option(_typed(str(name), argv), command, _options(error, command))
    if name is not None and "not take" in error.message:
        what = Message("takes-no-value", "{name} takes no value", name=name)
        return InputError(what, where=command, fix=Message("write-alone", "Write {name} alone", name=name))
    if name is not None:
        what = Message("needs-value", "{name} needs a value", name=name)
        return InputError(what, where=command, fix=Message("write-value", "Write {name} VALUE", name=name))
    if type(error).__name__ == "MissingParameter":
        wanted = getattr(getattr(error, "param", None), "metavar", None) or "an argument"
        what = Message("argument-missing", "{name} is missing", name=wanted)
        line = f"salesmode {command} {_arguments(error)}"
        return InputError(what, where=command, fix=Message("write-this", "Write {this}", this=line))
    return _stray(error, command)


def _arguments(error: typer.TyperException) -> str:
    """What a command takes beside its options, in order."""
    taken = error.ctx.command.params if getattr(error, "ctx", None) else ()  # type: ignore[attr-defined]
    return " ".join(str(param.metavar or param.name) for param in taken if param.param_type_name == "argument")


def _command(error: typer.TyperException, argv: Sequence[str]) -> str:
    context = getattr(error, "ctx", None)
    if context is not None:
        return str(context.command_path).removeprefix("salesmode").strip()
    return next((word for word in argv if word in COMMANDS), "")


def _see(command: str, hint: Sentence = "") -> Message:
    line = " ".join(part for part in ("salesmode", command, "--help") if part)
    return Message("see-help", "{hint}See: {line}", hint=hint, line=line)


def _typed(name: str, argv: Sequence[str]) -> str:
    """Return the whole word behind `-d`, the first letter of `-deal-value`."""
    if name.startswith("--"):
        return name
    return next((word.split("=", 1)[0] for word in argv if word.startswith(name) and not word.startswith("--")), name)


def _options(error: typer.TyperException, command: str) -> set[str]:
    context = getattr(error, "ctx", None)
    parameters = () if context is None else context.command.params
    own = (option for parameter in parameters for option in parameter.opts)
    return {*own, "--help", *((HELP_ANSWERS, *FLAGS) if command in ANSWERING else ())}


def _no_option(name: str, command: str, options: Collection[str]) -> InputError:
    wanted = f"--{name.lstrip('-').replace('_', '-').lower()}"
    hint = _meant(wanted) if wanted in options else _close(wanted, options)
    what = Message("no-option", "no option {name}", name=shown(name))
    return InputError(what, where=command, fix=_see(command, hint))


def _close(word: str, words: Collection[str]) -> Sentence:
    close = difflib.get_close_matches(word[:80], sorted(words), n=1, cutoff=0.7)
    return _meant(close[0]) if close else ""


def _meant(word: str) -> Message:
    return Message("nearest", "Did you mean {id}? ", id=word)


def _stray(error: typer.TyperException, command: str) -> InputError:
    """A command that does not exist, or a word too many."""
    missing = re.search(r"No such command (['\"])(.*)\1", error.message, re.DOTALL)
    if missing:
        return _no_command(missing[2], command, _commands(error))
    extra = re.search(r"extra argument\S* \((.*)\)", error.message, re.DOTALL)
    if extra:
        what = Message("too-much", "{word} is too much here", word=shown(extra[1]))
        return InputError(what, where=command, fix=_see(command))
    return InputError(f"{shown(error.message)}".strip("'"), where=command, fix=_see(command))


def _commands(error: typer.TyperException) -> Sequence[str]:
    return tuple(getattr(error.ctx.command, "commands", COMMANDS)) if hasattr(error, "ctx") else COMMANDS


def _no_command(word: str, group: str, commands: Sequence[str]) -> InputError:
    answers = not group and _is_answers(word)
    hint = _meant(f"salesmode plan {word}") if answers else _close(word, commands)
    fix = Message("not-an-option-fix", "{nearest}One of: {options}", nearest=hint, options=", ".join(commands))
    return InputError(Message("no-command", "no command {word}", word=shown(word)), where=group, fix=fix)


def _is_answers(word: str) -> bool:
    return len(word) <= 100 and word.isprintable() and word.endswith(ANSWERS_ENDINGS) and Path(word).is_file()
