"""Options that depend on what is called, told to Typer: one for every answer, one for every input of a calculation.

Typer learns of an option from the signature of a function and has no other public way.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from salesmode.business.profile import ANSWERS, flag, specs
from salesmode.business.vocabulary import Kind
from salesmode.cli.completion import values_of
from salesmode.cli.result import say
from salesmode.errors import LibraryError

HELP = ("--help", "-h")
HELP_ANSWERS: Final = "--help-answers"
HERE: Final = "salesmode.yaml"  # where an interview keeps its answers unless told otherwise
FileArgument = Annotated[
    str | None,
    typer.Argument(metavar="FILE", help=f"Answers, YAML or JSON; - reads stdin. With nothing said: ./{HERE}."),
]
METAVARS: dict[Kind, str] = {
    "one_of": "ONE", "any_of": "LIST", "number": "NUMBER", "rate": "RATE", "money": "MONEY", "duration": "TIME",
    "yes_no": "yes|no", "text": "TEXT", "levels": "YAML", "counts": "YAML", "list": "YAML", "map": "YAML",
}  # fmt: skip
FLAGS = {flag(id): id for id in ANSWERS}


def asks_for_flags(argv: Sequence[str]) -> bool:
    """Whether a command is asked for its help with the flags of all answers; elsewhere the word may be a value."""
    return list(argv[1:2]) == [HELP_ANSWERS]


def with_answers(command: Callable[..., None], argv: Sequence[str]) -> Callable[..., None]:
    """Return `command` taking an answers file by its name alone, and a flag for every answer.

    It gets the file among `answers`, and the flags given as `flags`, id to values. Building an option takes time: only
    a command that `argv` calls has any, and of the flags only those that it names, all of them where it asks for them.
    """
    words = {word.split("=", 1)[0] for word in argv}
    called, helping = command.__name__ in words, asks_for_flags(argv)
    ids = [id for name, id in FLAGS.items() if called and (helping or name in words)]
    help_texts = _help_texts() if called and helping else {}

    def call(**options: Any) -> None:
        given = {id: options.pop(id) for id in ids}
        flags = {id: values for id, values in given.items() if values is not None}
        files = [*(options["answers"] or ()), *filter(None, [options.pop("file_")])]
        nothing = not (files or flags or options["set_"] or options.get("each"))
        if nothing and Path(HERE).is_file():
            say(f"salesmode: answers from {HERE}")
            files = [HERE]
        command(**{**options, "answers": files}, flags=flags)

    file = inspect.Parameter("file_", inspect.Parameter.KEYWORD_ONLY, default=None, annotation=FileArgument)
    own = [*own_options(command, "flags"), file] if called else ()
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
    option = typer.Option(
        flag(id), help=text or None, metavar=metavar, rich_help_panel=group or None,
        autocompletion=values_of(id) if help_texts else None,
    )  # fmt: skip
    return text_option(id, option)


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
