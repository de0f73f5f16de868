"""One string option for every answer, appended to a command."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Annotated, Any

import typer

from salesmode.business.profile import ANSWERS, Kind, flag, specs
from salesmode.errors import LibraryError

HELP = ("--help", "-h")
COMMON = (
    "--answers",
    "--set",
    "--lang",
    "--library",
    "--no-benchmarks",
    "--format",
    "--output",
    "--start",
    "--brief",
    "--bom",
)
METAVARS: dict[Kind, str] = {
    "one_of": "ONE", "any_of": "LIST", "number": "NUMBER", "rate": "RATE", "money": "MONEY", "duration": "TIME",
    "yes_no": "yes|no", "text": "TEXT", "levels": "YAML", "counts": "YAML", "list": "YAML",
}  # fmt: skip


FLAGS = {flag(id): id for id in ANSWERS}


def with_answers(command: Callable[..., None], argv: Sequence[str]) -> Callable[..., None]:
    """Return `command` taking a flag for every answer; it gets those given as `flags`, id to values.

    Only the options that `argv` names are declared, its own too, unless it asks for help.
    """
    named = {word.split("=", 1)[0] for word in argv}
    helping = not named.isdisjoint(HELP)
    ids = [id for name, id in FLAGS.items() if helping or name in named]
    help_texts = _help_texts() if helping else {}

    @wraps(command)
    def call(**options: Any) -> None:
        flags = {id: options.pop(id) for id in ids}
        command(**options, flags={id: values for id, values in flags.items() if values is not None})

    parameters = inspect.signature(command, eval_str=True).parameters.values()
    own = [
        one.replace(kind=inspect.Parameter.KEYWORD_ONLY)
        for one in parameters
        if one.name != "flags" and (helping or _is_named(one, argv))
    ]
    signature = inspect.Signature(own + [_parameter(id, help_texts) for id in ids])
    call.__signature__ = signature  # type: ignore[attr-defined]
    call.__annotations__ = {one.name: one.annotation for one in signature.parameters.values()}
    return call


def _is_named(parameter: inspect.Parameter, argv: Sequence[str]) -> bool:
    """Whether a word of `argv` is one of the option's names, or begins with its letter as in `-aFILE`."""
    option = parameter.annotation.__metadata__[0]
    names = (option.default, *option.param_decls)  # Typer keeps the first name where a default would stand
    return any(word.split("=", 1)[0] == name or _abuts(word, name) for word in argv for name in names)


def _abuts(word: str, name: str) -> bool:
    return not name.startswith("--") and not word.startswith("--") and word.startswith(name)


def _parameter(id: str, help_texts: dict[str, tuple[str, str]]) -> inspect.Parameter:
    text, group = help_texts.get(id, ("", ""))
    metavar = METAVARS[specs()[id].kind] if help_texts else None
    option = typer.Option(flag(id), help=text or None, metavar=metavar, rich_help_panel=group or None)
    kind = Annotated[list[str] | None, option]
    return inspect.Parameter(id, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=kind)


def _help_texts() -> dict[str, tuple[str, str]]:
    """Return what each flag asks and the group it stands in; a broken library leaves the flags without words."""
    from salesmode.knowledge.library import load_library

    try:
        library = load_library()
    except LibraryError:
        return {}
    groups = {group.id: group.title for group in library.questions.groups}
    return {id: (_help_text(id, words.ask), groups[words.group]) for id, words in library.questions.answers.items()}


def _help_text(id: str, ask: str) -> str:
    spec = specs()[id]
    named = spec.options if spec.kind in ("one_of", "any_of") and not spec.options[0].isdigit() else ()
    return (f"{ask} ({', '.join(named)})" if named else ask).replace("[", r"\[")
