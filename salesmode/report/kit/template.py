"""The templates of papers: a closed set of names, sandboxed, strict about what does not exist."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from jinja2 import Template, TemplateError, TemplateSyntaxError, nodes

from salesmode.report.kit.allowed import NAMES, Fault, refused, too_large
from salesmode.report.kit.arithmetic import FORMULAS
from salesmode.report.kit.sandbox import bounded, environment, rendered
from salesmode.report.kit.speaking import FACTS

NAMING: Final = frozenset({"say", "known", "has", "chosen", "label"})  # functions that are given the id of an answer
_TOO_FAR_APART = re.compile(r"\n{3,}")
_TRAILING = re.compile(r"[ \t]+$", re.MULTILINE)


class FillingError(Exception):
    """A template cannot be filled for a business."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(fault.what)


@functools.lru_cache(maxsize=512)
def _tree(source: str) -> nodes.Template:
    return environment().parse(source)


@functools.lru_cache(maxsize=512)
def _template(source: str) -> Template:
    for fault in _shape(source):
        raise FillingError(fault)
    return bounded(source)


def _shape(source: str) -> Iterator[Fault]:
    """Yield what a template may not hold; raises TemplateSyntaxError where it is none."""
    large = tuple(too_large(source))
    yield from large or refused(_tree(source))


def fill(source: str, context: Mapping[str, Any]) -> str:
    """Return a template filled, without trailing space and without more than one empty line in a row.

    Raises FillingError with the line where it cannot be.
    """
    try:
        text = rendered(_template(source), dict(context))
    except TemplateSyntaxError as error:
        raise FillingError(Fault(error.lineno, error.message or "no template")) from error
    except (
        TemplateError,
        ArithmeticError,
        ValueError,
        TypeError,
        AttributeError,
        LookupError,
        RecursionError,
    ) as error:
        raise FillingError(Fault(_line(error), str(error) or type(error).__name__)) from error
    return _TOO_FAR_APART.sub("\n\n", _TRAILING.sub("", text)).strip()


def _line(error: Exception) -> int:
    """The line of the template in which an error arose: Jinja puts a frame of its own there."""
    trace, line = error.__traceback__, 1
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def faults(source: str) -> Iterator[Fault]:
    """Yield what can be seen to be wrong without a business: syntax, names, facts and formulas that do not exist."""
    if "{" not in source:  # nothing but words, as most titles and labels are
        return
    try:
        wrong = tuple(_shape(source))
    except TemplateError as error:
        yield Fault(getattr(error, "lineno", None) or 1, str(error))
        return
    yield from wrong or _unknown(source)


def _unknown(source: str) -> Iterator[Fault]:
    """Yield the names, formulas and facts that do not exist; a name is known once a template sets it anywhere."""
    known = (
        NAMES
        | {"loop"}
        | {node.name for node in _nodes(source) if isinstance(node, nodes.Name) and node.ctx == "store"}
    )
    for node in _nodes(source):
        if isinstance(node, nodes.Name) and node.ctx == "load" and node.name not in known:
            yield Fault(node.lineno, f"'{node.name}' is no name that papers know")
        elif isinstance(node, nodes.Getattr) and _is_name(node.node, "calc") and node.attr not in FORMULAS:
            yield Fault(node.lineno, f"no formula '{node.attr}'")
    for line, id in _facts_named(source):
        if id not in FACTS:
            yield Fault(line, f"no answer and no figure '{id}'")


def used_names(source: str) -> frozenset[str]:
    """Return the facts and constants that a template names; both languages of a paper name the same."""
    if "{" not in source:
        return frozenset()
    gotten = (node for node in _nodes(source) if isinstance(node, nodes.Getattr))
    constants = (f"c.{got.attr}" for got in gotten if _is_name(got.node, "c"))
    return frozenset((*(id for _, id in _facts_named(source)), *constants))


@functools.lru_cache(maxsize=512)
def _nodes(source: str) -> tuple[nodes.Node, ...]:
    return tuple(_tree(source).find_all(nodes.Node))


def _facts_named(source: str) -> Iterator[tuple[int, str]]:
    """Yield line and id of every answer or figure that a template names."""
    for node in _nodes(source):
        if isinstance(node, nodes.Getattr) and _is_name(node.node, "facts"):
            yield node.lineno, node.attr
        elif isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name in NAMING:
            ids = node.args if node.node.name == "known" else node.args[:1]
            yield from ((node.lineno, argument.value) for argument in ids if isinstance(argument, nodes.Const))


def _is_name(node: nodes.Node, name: str) -> bool:
    return isinstance(node, nodes.Name) and node.name == name
