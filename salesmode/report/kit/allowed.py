"""What the template of a paper may hold: a closed list, held before anything is filled."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from jinja2 import nodes

from salesmode.economics.figures import MOST
from salesmode.report.kit.sandbox import FILTERS, TESTS, environment

NAMES: Final = frozenset(
    {
        "facts", "plan", "c", "calc", "papers", "trade", "week", "role",
        "say", "known", "has", "chosen", "label", "option", "role_name", "blank", "assumed", "money", "rate", "fine",
        "points", "count", "days", "table", "listed", "times", "plus", "minus", "ratio", "up", "dot", "range",
    }
)  # fmt: skip
# What our papers are made of; whatever Jinja knows besides is refused.
KINDS: Final = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.Call, nodes.Getattr, nodes.Getitem,
    nodes.CondExpr, nodes.Assign, nodes.If, nodes.For, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not,
    nodes.Concat, nodes.Test, nodes.Filter, nodes.List, nodes.Dict,
    nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.Mod, nodes.Neg,
)  # fmt: skip
CALLED: Final = {
    nodes.Pair: "maps", nodes.Pow: "powers", nodes.FloorDiv: "whole divisions", nodes.Slice: "slices",
    nodes.Tuple: "tuples", nodes.Keyword: "named arguments",
}  # fmt: skip
# The first word of a tag, and how much deeper it leads; no word at all where a value is printed.
TAGS: Final = {"": 0, "set": 0, "if": 1, "elif": 0, "else": 0, "endif": -1, "for": 1, "endfor": -1}
LOOPS: Final = 2  # inside one another
BLOCKS: Final = 8  # of if and for, inside one another
BRACKETS: Final = 8  # inside one another
WORDS: Final = 100  # names, signs and texts between two braces
DIGITS: Final = 20
SOURCE: Final = 20_000  # characters of one text


class Fault(NamedTuple):
    """What is wrong with a template, and in which of its lines."""

    line: int
    what: str


def too_large(source: str) -> Iterator[Fault]:
    """Yield, at most once, where a template is too long or too deep to be read at all.

    Raises TemplateSyntaxError where it cannot be cut into words.
    """
    if len(source) > SOURCE:
        yield Fault(1, f"a text of a paper has at most {SOURCE:,} characters")
        return
    measured = _Measured()
    for line, kind, word in environment().lex(source):
        what = measured.read(kind, word)
        if what:
            yield Fault(line, what)
            return


class _Measured:
    """How long and how deep the words of a template have become."""

    def __init__(self) -> None:
        self.words = self.brackets = self.blocks = 0
        self.tag = ""

    def read(self, kind: str, word: str) -> str:
        """Return what is wrong as soon as the next word makes it so, else an empty text."""
        if kind == "whitespace":
            return ""
        self._count(kind, word)
        bounds = (
            (self.tag not in TAGS, f"a paper has no '{self.tag}'"),
            (self.tag == "set" and self.words == 3 and word != "=", "a name is set as in {% set name = value %}"),
            (self.words > WORDS, f"at most {WORDS} words and signs stand between two braces"),
            (self.brackets > BRACKETS, f"brackets stand at most {BRACKETS} inside one another"),
            (self.blocks > BLOCKS, f"'if' and 'for' stand at most {BLOCKS} inside one another"),
            (kind in ("integer", "float") and len(word) > DIGITS, f"a number has at most {DIGITS} digits"),
        )
        return next((what for broken, what in bounds if broken), "")

    def _count(self, kind: str, word: str) -> None:
        if kind.endswith("_begin"):
            self.words, self.tag = 0, "set" if kind == "block_begin" else ""
            return
        self.words += 1
        if self.words == 1 and self.tag:
            self.tag = word
            self.blocks += TAGS.get(word, 0)
        if kind == "operator":
            self.brackets += (word in ("(", "[", "{")) - (word in (")", "]", "}"))


def refused(node: nodes.Node, depth: int = 0) -> Iterator[Fault]:
    """Yield what a paper may not hold, outermost first."""
    depth += isinstance(node, nodes.For)
    what = _wrong(node) or (f"loops stand at most {LOOPS} inside one another" if depth > LOOPS else "")
    if what:
        yield Fault(node.lineno, what)
        return
    for inner in node.iter_child_nodes():
        yield from refused(inner, depth)


def _wrong(node: nodes.Node) -> str:
    """What is wrong with one node itself, an empty text where nothing is."""
    if not isinstance(node, KINDS):
        return f"a paper has no {CALLED.get(type(node), type(node).__name__)}"
    if isinstance(node, nodes.Call):
        return _wrong_call(node)
    if isinstance(node, nodes.For) and node.recursive:
        return "a paper has no loops that call themselves"
    if isinstance(node, nodes.Const) and isinstance(node.value, int | float) and not abs(node.value) <= MOST:
        return f"a number in a paper is at most {MOST:,.0f}"
    return _wrong_name(node)


def _wrong_name(node: nodes.Node) -> str:
    if isinstance(node, nodes.Filter) and node.name not in FILTERS:
        return f"no filter '{node.name}'"
    return f"no test '{node.name}'" if isinstance(node, nodes.Test) and node.name not in TESTS else ""


def _wrong_call(node: nodes.Call) -> str:
    called = node.node
    formula = isinstance(called, nodes.Getattr) and isinstance(called.node, nodes.Name) and called.node.name == "calc"
    if node.dyn_args or node.dyn_kwargs:
        return "a helper is given its arguments one by one"
    if formula or (isinstance(called, nodes.Name) and called.name in NAMES):
        return ""
    if isinstance(called, nodes.Name):
        return f"'{called.name}' is no helper of papers"
    return "a paper calls its helpers and formulas only, nothing of a value"
