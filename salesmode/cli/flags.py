"""Options that depend on what is called, told to Typer: one for every answer, one for every input of a calculation.

Typer learns of an option from the signature of a function and has no other public way.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Sequence
from typing import Annotated, Any

import typer

from salesmode.business.profile import ANSWERS, flag, specs
from salesmode.business.vocabulary import Kind
from salesmode.errors import LibraryError

HELP = ("--help", "-h")
METAVARS: dict[Kind, str] = {
    "one_of": "ONE", "any_of": "LIST", "number": "NUMBER", "rate": "RATE", "money": "MONEY", "duration": "TIME",
    "yes_no": "yes|no", "text": "TEXT", "levels": "YAML", "counts": "YAML", "list": "YAML", "map": "YAML",
}  # fmt: skip
FLAGS = {flag(id): id for id in ANSWERS}


def with_answers(command: Callable[..., None], argv: Sequence[str]) -> Callable[..., None]:
    """Return `command` taking a flag for every answer; it gets those given as `flags`, id to values.

    Building an option takes time: only a command that `argv` calls has any, and of the flags only those that it names,
    all of them where it asks for help.
    """
    words = {word.split("=", 1)[0] for word in argv}
    called, helping = command.__name__ in words, not words.isdisjoint(HELP)
    ids = [id for name, id in FLAGS.items() if called and (helping or name in words)]
    help_texts = _help_texts() if called and helping else {}

    def call(**options: Any) -> None:
        flags = {id: options.pop(id) for id in ids}
        command(**options, flags={id: values for id, values in flags.items() if values is not None})

    own = own_options(command, "flags") if called else ()
    return declared(call, command, [*own, *(_answer_option(id, help_texts) for id in ids)])


def declared(
    call: Callable[..., None], command: Callable[..., None], parameters: Iterable[inspect.Parameter]
) -> Callable[..., None]:
    """Return `call` for Typer to list as `command` and to give `parameters` by name."""
    named = [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in parameters]
    call.__signature__ = inspect.Signature(named)  # type: ignore[attr-defined]
    call.__name__, call.__doc__ = command.__name__, command.__doc__
    return call


def own_options(command: Callable[..., None], but: str) -> list[inspect.Parameter]:
    """Return the parameters that `command` is written with, without the one named `but`."""
    parameters = inspect.signature(command, eval_str=True).parameters.values()
    return [parameter for parameter in parameters if parameter.name != but]


def text_option(name: str, option: Any) -> inspect.Parameter:
    """Return a parameter for a Typer option that takes a text and may be repeated."""
    annotation = Annotated[list[str] | None, option]
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=annotation)


def _answer_option(id: str, help_texts: dict[str, tuple[str, str]]) -> inspect.Parameter:
    text, group = help_texts.get(id, ("", ""))
    metavar = METAVARS[specs()[id].kind] if help_texts else None
    return text_option(id, typer.Option(flag(id), help=text or None, metavar=metavar, rich_help_panel=group or None))


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
