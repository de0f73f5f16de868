"""The templates of papers: a closed set of names, sandboxed, strict about what does not exist."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, meta, nodes
from jinja2.exceptions import SecurityError
from jinja2.sandbox import SandboxedEnvironment

from salesmode.report.kit.arithmetic import FORMULAS
from salesmode.report.kit.speaking import FACTS, marked_up

FILTERS: Final = ("first", "join", "last", "length", "list", "selectattr", "sum")
TESTS: Final = ("defined", "equalto", "in", "le", "ge", "none")
NAMES: Final = frozenset(
    {
        "facts", "plan", "c", "calc", "papers", "trade", "week", "role",
        "say", "known", "has", "chosen", "label", "option", "role_name", "blank", "assumed", "money", "rate", "fine",
        "points", "count", "days", "table", "listed", "times", "plus", "minus", "ratio", "up", "dot", "range",
    }
)  # fmt: skip
NAMING: Final = frozenset({"say", "known", "has", "chosen", "label"})  # functions that are given the id of an answer
LONGEST: Final = 100
DEEPEST: Final = 3
_TOO_FAR_APART = re.compile(r"\n{3,}")
_TRAILING = re.compile(r"[ \t]+$", re.MULTILINE)


class Fault(NamedTuple):
    """What is wrong with a template, and in which of its lines."""

    line: int
    what: str


class FillingError(Exception):
    """A template cannot be filled for a business."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(fault.what)


class PaperEnvironment(SandboxedEnvironment):
    """The environment of all papers: nothing in it takes longer than a person's paper needs.

    Loops run over the lists of a plan or a short `range`, at most `DEEPEST` inside one another, and arithmetic is that
    of numbers: neither a text nor a power grows beyond what a page holds.
    """

    intercepted_binops = frozenset(("*", "**", "%"))

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Return the product or the rest of two numbers; raises SecurityError for anything larger."""
        if operator != "**" and isinstance(left, int | float) and isinstance(right, int | float):
            return super().call_binop(context, operator, left, right)
        raise SecurityError(f"a paper may not work out '{operator}' here")


def short_range(*bounds: int) -> range:
    """Return a range of at most `LONGEST` numbers; raises SecurityError for a longer one."""
    numbers = range(*bounds)
    if len(numbers) > LONGEST:
        raise SecurityError(f"a range in a paper has at most {LONGEST} numbers")
    return numbers


@functools.cache
def environment() -> PaperEnvironment:
    """Return the environment of all papers."""
    # What is printed is escaped for Markdown by `marked_up`; HTML's rules would spoil it.
    made = PaperEnvironment(
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, autoescape=False, finalize=marked_up
    )
    made.globals = {"range": short_range}
    made.filters = {name: made.filters[name] for name in FILTERS}
    made.tests = {name: made.tests[name] for name in TESTS}
    return made


@functools.lru_cache(maxsize=512)
def _tree(source: str) -> nodes.Template:
    return environment().parse(source)


@functools.lru_cache(maxsize=512)
def _template(source: str) -> Template:
    for fault in _too_deep(_tree(source)):
        raise FillingError(fault)
    return environment().from_string(source)


def _too_deep(node: nodes.Node, depth: int = 0) -> Iterator[Fault]:
    """Yield loops that stand too deep, and what could call itself."""
    depth += isinstance(node, nodes.For)
    if isinstance(node, nodes.Macro | nodes.CallBlock) or (isinstance(node, nodes.For) and node.recursive):
        yield Fault(node.lineno, "a paper has no macros and no loops that call themselves")
    elif depth > DEEPEST:
        yield Fault(node.lineno, f"loops stand at most {DEEPEST} inside one another")
    else:
        for inner in node.iter_child_nodes():
            yield from _too_deep(inner, depth)


def fill(source: str, context: Mapping[str, Any]) -> str:
    """Return a template filled, without trailing space and without more than one empty line in a row.

    Raises FillingError with the line where it cannot be.
    """
    try:
        text = _template(source).render(context)
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
        tree = _tree(source)
        strange = meta.find_undeclared_variables(tree) - NAMES
    except TemplateError as error:
        yield Fault(getattr(error, "lineno", None) or 1, str(error))
        return
    yield from _too_deep(tree)
    for node in _nodes(source):
        if isinstance(node, nodes.Name) and node.name in strange and node.ctx == "load":
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
            yield from ((node.lineno, one.value) for one in ids if isinstance(one, nodes.Const))


def _is_name(node: nodes.Node, name: str) -> bool:
    return isinstance(node, nodes.Name) and node.name == name
