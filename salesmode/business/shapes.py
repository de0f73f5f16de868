"""How a thing of the playbooks is typed: one frozen class serves the cache, the engine and the check.

The classes are `msgspec.Struct`s, which are cheap to define and to read from the cache. Pydantic validates the same
classes when the cache is built and when the library is checked, and generates their JSON Schemas; it is imported then
only. In the YAML a text stands in both languages; a thing is read once for each, and holds the words of one.
"""

import functools
import types
from collections.abc import Iterable, Iterator, Mapping
from typing import (
    Annotated,
    Any,
    Final,
    Literal,
    NamedTuple,
    TypeVar,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)  # fmt: skip

import msgspec

from salesmode.business.conditions import COMPARISONS, Condition, ConditionError, Test, compiled, read_condition
from salesmode.business.formula import FormulaError, Tokens, read_formula

Lang = Literal["en", "zh"]
LANGS: Final[tuple[Lang, ...]] = ("en", "zh")
Real = int | float  # a number as it was written: 4 stays 4
LANG_KEY: Final = "lang"  # of Pydantic's validation context
Handler = Any  # Pydantic's GetCoreSchemaHandler, which is not imported here


class Bounds(NamedTuple):
    """What Pydantic holds a value against: numbers, lengths, a pattern."""

    ge: float | None = None
    gt: float | None = None
    le: float | None = None
    lt: float | None = None
    min_length: int | None = None
    max_length: int | None = None
    pattern: str | None = None


class OneOf:
    """Marks what is one of the `options`: the keys of a map, or one of a few numbers."""

    def __init__(self, *options: str | float) -> None:
        self.options = options

    def __get_pydantic_core_schema__(self, source: Any, handler: Handler) -> Any:
        """Return how Pydantic reads one of them."""
        from pydantic_core import core_schema as core

        return core.literal_schema(list(self.options))


class InBothLanguages:
    """Marks a text: in the YAML a map of languages, in the program the words of one.

    `inline` texts stand in the map of the thing they belong to, beside its other keys.
    """

    def __init__(self, *, inline: bool = False) -> None:
        self.inline = inline

    def __get_pydantic_core_schema__(self, source: Any, handler: Handler) -> Any:
        """Return how Pydantic reads a map of languages."""
        from pydantic_core import core_schema as core

        word = core.str_schema(min_length=1)
        both = core.typed_dict_schema(
            {lang: core.typed_dict_field(word) for lang in LANGS}, extra_behavior="forbid"
        )  # fmt: skip
        return core.with_info_after_validator_function(_chosen, both)


def _chosen(words: Mapping[str, str], info: Any) -> str:
    return words[info.context[LANG_KEY]]


class NotInFile:
    """Marks what a loaded thing knows by its place in the library: nobody writes it into a file."""


class _IsCondition:
    """Marks a condition, which in the YAML is written in its own small language."""

    def __get_pydantic_core_schema__(self, source: Any, handler: Handler) -> Any:
        from pydantic_core import core_schema as core

        shape = core.dict_schema(
            core.str_schema(), core.any_schema(), metadata={"pydantic_js_updates": CONDITION_SHAPE}
        )
        return core.no_info_after_validator_function(_condition, shape, ref="Condition")


def _condition(raw: Any) -> Condition:
    try:
        return read_condition(raw)
    except (ConditionError, KeyError) as error:
        raise ValueError(str(error)) from error


class _IsFormula:
    """Marks a formula, which in the YAML is written as arithmetic over names, or as a number."""

    def __get_pydantic_core_schema__(self, source: Any, handler: Handler) -> Any:
        from pydantic_core import core_schema as core

        written = core.union_schema([core.float_schema(strict=True, allow_inf_nan=False), core.str_schema()])
        return core.no_info_after_validator_function(_formula, written)


def _formula(raw: str | float) -> Tokens:
    try:
        return read_formula(raw)
    except FormulaError as error:
        raise ValueError(str(error)) from error


# As an editor may hold a condition against it; what a group holds is read by `read_condition` alone.
CONDITION_SHAPE: Final = {
    "description": "A condition over answers and figures: one fact held against one value, or all, any, not of others.",
    "properties": {
        **{fact: {"type": "string"} for fact in ("answer", "figure", "quantity")},
        **{comparison: {} for comparison in COMPARISONS},
        **{join: {"type": "array", "minItems": 1} for join in ("all", "any")},
        "not": {"type": "object"},
    },
    "additionalProperties": False,
}
Text = Annotated[str, InBothLanguages()]
Placed = Annotated[str, NotInFile()]
InlineText = Annotated[str, InBothLanguages(inline=True)]
When = Annotated[Condition, _IsCondition()]
Formula = Annotated[Tokens, _IsFormula()]


class Entry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A thing of the playbooks, as it stands in a file; it refuses keys it does not know."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Handler) -> Any:
        """Return how Pydantic reads the thing from the plain data of its file."""
        return _core_schema(cls, handler)


Rule = TypeVar("Rule", bound="Conditional")


class Conditional(Entry, frozen=True, dict=True, kw_only=True):
    """A thing that holds for some businesses only; without an `if` for all."""

    condition: When | None = msgspec.field(name="if", default=None)

    @functools.cached_property
    def test(self) -> Test:
        """The condition as a function of the facts: true, false or `None` for unknown."""
        return _always if self.condition is None else compiled(self.condition)


def _always(_: Mapping[str, Any]) -> bool:
    return True


def holding(rules: Iterable[Rule], facts: Mapping[str, Any]) -> Iterator[Rule]:
    """Yield the rules whose condition is true, in their order."""
    return (rule for rule in rules if rule.test(facts))


def first_holding(rules: Iterable[Rule], facts: Mapping[str, Any]) -> Rule | None:
    """Return the first rule whose condition is true, `None` where none is."""
    return next(holding(rules, facts), None)


# ------------------------------------------------------------------------------------------------------ for Pydantic


def _core_schema(cls: type[Entry], handler: Handler) -> Any:
    import inspect

    from pydantic_core import core_schema as core

    fields: dict[str, Any] = {}
    names: dict[str, str] = {}
    inline = None
    for name, field, hint in fields_of(cls):
        if any(isinstance(mark, NotInFile) for mark in getattr(hint, "__metadata__", ())):
            continue
        mark = text_mark(hint)
        if mark is not None and mark.inline:
            inline = name
            fields |= {lang: core.typed_dict_field(core.str_schema(min_length=1)) for lang in LANGS}
            continue
        names[field.encode_name] = name
        fields[field.encode_name] = core.typed_dict_field(
            handler.generate_schema(_for_pydantic(hint)), required=field.required
        )

    def built(data: dict[str, Any], info: Any) -> Entry:
        words = {} if inline is None else {inline: data[info.context[LANG_KEY]]}
        return cls(**words, **{names[key]: value for key, value in data.items() if key in names})

    described = {"title": cls.__name__, "description": inspect.cleandoc(cls.__doc__ or "")}
    shape = core.typed_dict_schema(
        fields,
        extra_behavior="forbid",
        config=core.CoreConfig(allow_inf_nan=False),
        metadata={"pydantic_js_updates": described},
    )
    return core.with_info_after_validator_function(built, shape, ref=cls.__name__)


def fields_of(cls: type[Entry]) -> list[tuple[str, msgspec.structs.FieldInfo, Any]]:
    """Return the attributes of a class: name, what msgspec knows of it (the key in the YAML), and its whole type."""
    hints = get_type_hints(cls, include_extras=True)
    return [(field.name, field, hints[field.name]) for field in msgspec.structs.fields(cls)]


def text_mark(hint: Any) -> InBothLanguages | None:
    """Return the mark of a text, `None` where a type is no text."""
    return next((mark for mark in getattr(hint, "__metadata__", ()) if isinstance(mark, InBothLanguages)), None)


def _for_pydantic(hint: Any) -> Any:
    """Return the type with its bounds as Pydantic writes them."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return Annotated[(_for_pydantic(inner[0]), *(_bound(mark) for mark in inner[1:]))]
    if origin is None or origin is Literal:
        return hint
    parts = tuple(part if part is Ellipsis else _for_pydantic(part) for part in inner)
    if origin in (Union, types.UnionType):
        return Union[parts]  # noqa: UP007  made of parts
    return origin[parts]


def _bound(mark: Any) -> Any:
    if not isinstance(mark, Bounds):
        return mark
    from pydantic import Field

    return Field(**{key: value for key, value in mark._asdict().items() if value is not None})
