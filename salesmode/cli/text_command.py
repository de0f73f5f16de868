"""Commands whose options are texts: what is typed reaches us as it was typed, and one parser of ours reads it.

Typer 0.29 builds a Pydantic adapter for each option it parses, one that is a text or a switch too, and imports
Pydantic for it: a quarter of the time of a plan. Our options are texts, lists of texts and switches only.
"""

from __future__ import annotations

from typing import Any

from typer.core import TyperCommand, TyperGroup


class TextCommand(TyperCommand):
    """A Typer command that leaves every text as it is."""

    def get_params(self, ctx: Any) -> list[Any]:
        """Return the parameters of the command."""
        return _uncoerced(super().get_params(ctx))


class TextGroup(TyperGroup):
    """A group of such commands."""

    def get_params(self, ctx: Any) -> list[Any]:
        """Return the parameters of the group."""
        return _uncoerced(super().get_params(ctx))


def _uncoerced(parameters: list[Any]) -> list[Any]:
    for parameter in parameters:
        parameter._runtime_param = _AsTyped()  # earlier Typers never look there
    return parameters


class _AsTyped:
    """Stands where Typer keeps what makes a value of a text."""

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:  # noqa: ARG002  Typer names them
        """Return the text as it is, none of several as an empty list."""
        return () if value is None and (param.multiple or param.nargs == -1) else value
