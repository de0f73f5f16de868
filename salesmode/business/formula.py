"""The small arithmetic of `playbooks/`: sums, products and quotients of figures, worked out where all are known.

A formula is read from YAML into a row of tokens in reverse Polish order once, and compiled into a closure once.
`a or b` takes `b` where `a` is unknown; `min` and `max` take two or more.
"""

from __future__ import annotations

import functools
import operator
from collections.abc import Callable, Iterator
from typing import Any, Final

Tokens = tuple[str | float, ...]
Look = Callable[[str], float | None]
Arithmetic = Callable[[Look], float | None]  # a formula as a function of what its names stand for
ELSE: Final = "or"
OPERATIONS: Final[dict[str, Callable[[float, float], float]]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv, "min": min, "max": max,
}  # fmt: skip

BINDS: Final = {ELSE: 0, "+": 1, "-": 1, "*": 2, "/": 2}
HIGHEST: Final = 3


class FormulaError(ValueError):
    """A formula is not written in the arithmetic; the message says what is wrong."""


def read_formula(raw: str | float) -> Tokens:
    """Return the tokens of a formula as it stands in YAML.

    Raises FormulaError where it holds anything but numbers, names, `+ - * / or`, `min`, `max` and brackets.
    """
    import ast  # only where YAML is read

    try:
        tree = ast.parse(str(raw), mode="eval")
    except (SyntaxError, ValueError, RecursionError) as error:
        raise FormulaError(f"'{raw}' is no formula such as churn * revenue") from error
    return tuple(_tokens(tree.body, str(raw)))


def _tokens(node: Any, raw: str) -> Iterator[str | float]:
    import ast

    operators = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
    match node:
        case ast.Constant(value=bool()):
            raise FormulaError(f"'{raw}' holds what is no number")
        case ast.Constant(value=int() | float() as value):
            yield float(value)
        case ast.Name(id=name) if name not in OPERATIONS:
            yield name
        case ast.Attribute(value=ast.Name(id=owner), attr=name):
            yield f"{owner}.{name}"
        case ast.BinOp(left=left, op=op, right=right) if type(op) in operators:
            yield from (*_tokens(left, raw), *_tokens(right, raw), operators[type(op)])
        case ast.BoolOp(op=ast.Or(), values=values):
            yield from _chained(values, ELSE, raw)
        case ast.Call(func=ast.Name(id=("min" | "max") as name), args=[_, _, *_] as values, keywords=[]):
            yield from _chained(values, name, raw)
        case _:
            raise FormulaError(f"'{raw}' holds more than numbers, names, + - * / or, min(..., ...), max(..., ...)")


def _chained(values: list[Any], operation: str, raw: str) -> Iterator[str | float]:
    yield from _tokens(values[0], raw)
    for value in values[1:]:
        yield from (*_tokens(value, raw), operation)


def names_in(tokens: Tokens) -> Iterator[str]:
    """Yield the names of the figures that a formula is made of, as they stand."""
    yield from (token for token in tokens if isinstance(token, str) and token not in OPERATIONS and token != ELSE)


@functools.lru_cache(maxsize=4096)
def compiled(tokens: Tokens) -> Arithmetic:
    """Return the formula as a function: what it comes to, `None` where a figure it needs is unknown.

    Nothing comes of a division by nothing either.
    """
    stack: list[Arithmetic] = []
    for token in tokens:
        if not isinstance(token, str):
            stack.append(_constant(token))
        elif token == ELSE or token in OPERATIONS:
            right, left = stack.pop(), stack.pop()
            stack.append(_either(left, right) if token == ELSE else _applied(token, left, right))
        else:
            stack.append(_named(token))
    return stack[-1]


def _constant(value: float) -> Arithmetic:
    return lambda look: value


def _named(name: str) -> Arithmetic:
    return lambda look: look(name)


def _either(first: Arithmetic, second: Arithmetic) -> Arithmetic:
    def either(look: Look) -> float | None:
        value = first(look)
        return second(look) if value is None else value

    return either


def _applied(operation: str, first: Arithmetic, second: Arithmetic) -> Arithmetic:
    apply, divides = OPERATIONS[operation], operation == "/"

    def applied(look: Look) -> float | None:
        left = first(look)
        right = None if left is None else second(look)
        return None if left is None or right is None or (divides and not right) else apply(left, right)

    return applied


def written(tokens: Tokens) -> str:
    """Return a formula as one writes it, with no brackets that it can do without."""
    stack: list[tuple[str, int]] = []
    for token in tokens:
        if not isinstance(token, str):
            stack.append((f"{token:g}", HIGHEST))
        elif token in OPERATIONS or token == ELSE:
            (right, right_binds), (left, left_binds) = stack.pop(), stack.pop()
            stack.append(_joined(token, (left, left_binds), (right, right_binds)))
        else:
            stack.append((token, HIGHEST))
    return stack[0][0] if stack else ""


def _joined(operation: str, left: tuple[str, int], right: tuple[str, int]) -> tuple[str, int]:
    if operation in ("min", "max"):
        return f"{operation}({left[0]}, {right[0]})", HIGHEST
    binds = BINDS[operation]
    first = left[0] if left[1] >= binds else f"({left[0]})"
    second = right[0] if right[1] > binds or (right[1] == binds and operation in ("+", "*", ELSE)) else f"({right[0]})"
    return f"{first} {operation} {second}", binds
