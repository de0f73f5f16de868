"""One string option for every answer, appended to a command."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Annotated, Any

import typer

from salesmode.profile import ANSWERS

COMMON = frozenset({"--answers", "--set", "--lang", "--library", "--no-benchmarks", "--format", "--output", "--start", "--brief"})


def flag(id: str) -> str:
    """Return the flag of an answer."""
    return f"--{id.replace('_', '-')}"


FLAGS = {flag(id): id for id in ANSWERS}


def with_answers(command: Callable[..., None], argv: Sequence[str]) -> Callable[..., None]:
    """Return `command` taking a flag for every answer; it gets those given as `flags`, id to values.

    Only the flags that `argv` names are declared, unless it asks for help or names one that does not exist.
    """
    named = {word.split("=", 1)[0] for word in argv if word.startswith("--") and word != "--"}
    everything = "--help" in named or not named <= FLAGS.keys() | COMMON
    ids = [id for name, id in FLAGS.items() if everything or name in named]
    help_texts = _help_texts() if "--help" in named else {}

    @wraps(command)
    def call(**options: Any) -> None:
        flags = {id: options.pop(id) for id in ids}
        command(**options, flags={id: values for id, values in flags.items() if values is not None})

    own = [parameter for parameter in inspect.signature(command, eval_str=True).parameters.values() if parameter.name != "flags"]
    answers = [_parameter(id, help_texts) for id in ids]
    signature = inspect.Signature([parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in own] + answers)
    call.__signature__ = signature  # type: ignore[attr-defined]
    call.__annotations__ = {parameter.name: parameter.annotation for parameter in signature.parameters.values()}
    return call


def _parameter(id: str, help_texts: dict[str, tuple[str, str]]) -> inspect.Parameter:
    text, group = help_texts.get(id, ("", ""))
    option = typer.Option(flag(id), help=text or None, metavar="VALUE", rich_help_panel=group or None)
    return inspect.Parameter(id, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=Annotated[list[str] | None, option])


def _help_texts() -> dict[str, tuple[str, str]]:
    from salesmode.library import load_library  # noqa: PLC0415  only --help needs words

    library = load_library()
    words = library.texts("en").common
    return {
        id: (words[f"questions.answers.{id}.ask"], words[f"questions.groups.{raw['group']}.title"])
        for id, raw in library.index["questions"]["answers"].items()
    }
