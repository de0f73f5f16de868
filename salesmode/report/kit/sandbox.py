"""The sandbox in which papers are filled: every number, text, list and loop has a bound, and so has the whole."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from itertools import islice
from typing import Any, Final

from jinja2 import StrictUndefined, Template, nodes, pass_context
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import SandboxedEnvironment
from jinja2.visitor import NodeTransformer

from salesmode.economics.figures import MOST
from salesmode.report.kit.speaking import marked_up

FILTERS: Final = ("first", "join", "last", "length", "list", "selectattr", "sum")
TESTS: Final = ("defined", "equalto", "in", "le", "ge", "none")
LONGEST: Final = 100  # numbers of a range
MOST_ITEMS: Final = 400  # things in a list: no plan has as many actions
MOST_TEXT: Final = 10_000  # characters of a text, or of all that a list holds
MOST_STEPS: Final = 500_000  # of one filling: about a second; ours take 11,000 at most
CALL: Final = 50  # steps
LETTERS: Final = 10  # characters to a step
# Names with a space in them: no template can say them.
_STEPS: Final = "steps left"
_FEW, _PASSES, _HELD, _JOINED = "a few", "the passes", "a list held", "texts joined"


class Steps:
    """What is left of the work that one paper may make."""

    def __init__(self) -> None:
        self.left = MOST_STEPS

    def take(self, steps: int) -> None:
        """Take some away; raises SecurityError where too few are left."""
        self.left -= steps
        if self.left < 0:
            raise SecurityError("the paper loops over too much: it would take too long to fill")


def _take(context: Context, steps: int) -> None:
    context.parent[_STEPS].take(steps)


def size_of(value: object) -> int:
    """Return how many things and characters a value holds; raises SecurityError for more than a page has room for."""
    waiting, size = [value], 0
    while waiting:
        item = waiting.pop()
        size += len(item) if isinstance(item, str | list | tuple) else 0
        if size > MOST_TEXT:
            raise SecurityError(f"a text or a list in a paper has at most {MOST_TEXT:,} characters in all")
        waiting.extend(item if isinstance(item, list | tuple) else ())
    return size


def _held(value: Any) -> Any:
    size_of(value)
    return value


def number_held(value: Any) -> Any:
    """Return a number; raises SecurityError for what is none, or beyond all that papers count."""
    if not isinstance(value, int | float):
        raise SecurityError("a paper works out numbers only: join texts by '~'")
    if not abs(value) <= MOST:
        raise SecurityError(f"a number in a paper is at most {MOST:,.0f}")
    return value


def few(items: Any) -> Any:
    """Return a text as it is and anything else as a list; raises SecurityError for too many items."""
    if isinstance(items, str):
        return items
    few_items = list(islice(items, MOST_ITEMS + 1))
    if len(few_items) > MOST_ITEMS:
        raise SecurityError(f"a list in a paper has at most {MOST_ITEMS} items")
    return few_items


def joined(items: Iterable[object], between: str = "") -> str:
    """Return texts and numbers as one text; raises SecurityError for anything else and for a text too long."""
    texts = few(items)
    if not all(isinstance(text, str | int | float) for text in texts):
        raise SecurityError("only texts and numbers are joined")
    size_of([between] * len(texts) + texts)
    return between.join(map(str, texts))


def short_range(*bounds: int) -> range:
    """Return a range of at most `LONGEST` numbers; raises SecurityError for a longer one."""
    numbers = range(*bounds)
    if len(numbers) > LONGEST:
        raise SecurityError(f"a range in a paper has at most {LONGEST} numbers")
    return numbers


@pass_context
def _passes(context: Context, items: Any, steps: int) -> Any:
    """The items of a loop, each paid for with the steps of the loop's body."""
    if isinstance(items, str):
        raise SecurityError("a loop runs over a list, not over a text")
    few_items = few(items)
    _take(context, len(few_items) * steps)
    return few_items


@pass_context
def _printed(context: Context, value: object) -> str:
    text = marked_up(value)
    _take(context, 1 + len(text) // LETTERS)
    return text


class PaperEnvironment(SandboxedEnvironment):
    """The environment of all papers: nothing in it takes longer than a person's paper needs."""

    intercepted_binops = frozenset(("+", "-", "*", "/", "%", "//", "**"))

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Return what two numbers make; raises SecurityError for anything else, and beyond all numbers."""
        if operator in ("//", "**"):
            raise SecurityError(f"a paper may not work out '{operator}'")
        return number_held(super().call_binop(context, operator, number_held(left), number_held(right)))

    def call(__self, __context: Context, __obj: Any, *given: Any, **named: Any) -> Any:  # noqa: N805  (as Jinja has it)
        """Return what a helper returns; raises SecurityError where it is given, or makes, more than a page holds."""
        items = sum(len(few(argument)) for argument in given if isinstance(argument, list | tuple))
        _take(__context, CALL + items**2 + size_of(given) // LETTERS)
        result = super().call(__context, __obj, *given, **named)
        _take(__context, size_of(result) // LETTERS)
        return result


class _Bounded(NodeTransformer):
    """Puts a bound around whatever the sandbox does not intercept: loops, lists, filters and joined texts."""

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802  (Jinja's name)
        steps = sum(1 + _letters(child) // LETTERS for child in node.find_all(nodes.Node))
        self.generic_visit(node)
        node.iter = _through(_PASSES, node.iter, nodes.Const(steps, lineno=node.lineno))
        return node

    def visit_List(self, node: nodes.List) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        return _through(_HELD, node)

    def visit_Filter(self, node: nodes.Filter) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        node.node = _through(_FEW, node.node) if node.node else None
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        return _through(_JOINED, nodes.List(node.nodes, lineno=node.lineno, environment=node.environment))


def _letters(node: nodes.Node) -> int:
    return len(node.data) if isinstance(node, nodes.TemplateData) else 0


def _through(name: str, node: nodes.Node, *given: nodes.Expr) -> nodes.Filter:
    return nodes.Filter(node, name, list(given), [], None, None, lineno=node.lineno, environment=node.environment)


@functools.cache
def environment() -> PaperEnvironment:
    """Return the environment of all papers."""
    # What is printed is escaped for Markdown by `marked_up`; HTML's rules would spoil it.
    sandbox = PaperEnvironment(
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, autoescape=False, finalize=_printed
    )
    sandbox.globals = {"range": short_range}
    sandbox.filters = {name: sandbox.filters[name] for name in FILTERS}
    sandbox.filters |= {"join": joined, _FEW: few, _PASSES: _passes, _HELD: _held, _JOINED: joined}
    sandbox.tests = {name: sandbox.tests[name] for name in TESTS}
    return sandbox


def bounded(source: str) -> Template:
    """Return a template, already looked over, whose loops, lists and joined texts are bounded."""
    tree = environment().parse(source)
    return environment().from_string(_Bounded().visit(tree))


def rendered(template: Template, context: dict[str, Any]) -> str:
    """Return a bounded template filled; raises what Jinja and the helpers raise, SecurityError at a bound."""
    return template.render({**context, _STEPS: Steps()})
