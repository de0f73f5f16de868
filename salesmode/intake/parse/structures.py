"""Answers that are lists and maps: levels, counts, the team, results of channels, segments, choices."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar, cast

from salesmode.business.currencies import MoneyForm
from salesmode.business.profile import Mark, specs
from salesmode.business.shapes import Entry
from salesmode.business.vocabulary import (
    NUMBERS,
    OF_TEN,
    ChannelResult,
    Choice,
    Member,
    PriceChange,
    Segment,
    Shift,
    Span,
    Spec,
    specs_of,
)
from salesmode.errors import Message, shown
from salesmode.intake.parse.basics import HOW, KEEP_ONE, FormError, ReadOne, Tree, fields, given_twice, option
from salesmode.intake.parse.ranges import quantity
from salesmode.intake.parse.scalars import any_of, cannot_stand, parse

T = TypeVar("T")
E = TypeVar("E", bound=Entry)
_SHARE = specs_of(Segment)["revenue_share"]
_LISTED: Mapping[str, type[Member | Shift | ChannelResult]] = {
    "team": Member, "changed": Shift, "channel_results": ChannelResult,
}  # fmt: skip
NOT_IN_SEGMENTS = ("name", "segments", "options")
NOT_IN_CHOICES = ("name", "currency", "options")


def parse_tree(spec: Spec, tree: Tree, money: MoneyForm | None, read: ReadOne | None = None) -> object:
    """Return the value of `tree`, text or lists and maps of text, as an answer of `spec`.

    A number known as a range is a `Span`. `read` reads one answer inside a segment or a choice: a value, None for
    unknown, or `Mark.NOT_APPLICABLE`.
    Raises FormError, with the path of the part at fault.
    """
    if spec.kind in NUMBERS and (isinstance(tree, dict) or (isinstance(tree, str) and tree.strip())):
        return quantity(spec, tree, money)
    if isinstance(tree, str):
        return parse(spec, tree, money)
    if isinstance(tree, dict) and spec.kind == "map":
        return _entry(PriceChange, tree, money)
    if spec.kind in ("levels", "counts") and (isinstance(tree, dict) or tree == []):
        return _scale(spec, tree if isinstance(tree, dict) else {})
    if isinstance(tree, list) and spec.kind == "any_of":
        return any_of(spec, list(_each(tree, _scalar)))
    if isinstance(tree, list) and spec.id in _LISTED:
        entries = _entries(_LISTED[spec.id], tree, money)
        return entries if spec.id == "team" else _each_once(entries)
    if isinstance(tree, list) and spec.kind == "list" and read:
        return _segments(tree, read) if spec.id == "segments" else _choices(tree, read)
    raise FormError(cannot_stand(_shape(tree)), HOW[spec.kind])


def _shape(tree: Tree) -> Message:
    if isinstance(tree, list):
        return Message("a-list", "a list")
    return Message("keys-and-values", "keys and values") if tree else Message("nothing", "nothing")


def _each(trees: list[Tree], read: Callable[[Tree], T]) -> Iterator[T]:
    for n, tree in enumerate(trees, 1):
        try:
            yield read(tree)
        except FormError as error:
            raise error.within(n) from None


def _scalar(tree: Tree) -> str:
    if isinstance(tree, str) and tree.strip():
        return tree
    raise FormError(
        Message("one-word-expected", "one word or number was expected here"),
        Message("one-word-expected-fix", "Write it without brackets and without keys of its own"),
    )


def _at(key: str, spec: Spec, tree: Tree, money: MoneyForm | None = None) -> Any:
    try:
        return parse(spec, _scalar(tree), money)
    except FormError as error:
        raise error.within(key) from None


def _scale(spec: Spec, tree: Mapping[str, Tree]) -> dict[str, int]:
    most = 4 if spec.kind == "levels" else OF_TEN
    step = Spec(spec.id, "number", low=0, high=most, whole=True)
    read: dict[str, int] = {}
    for key, value in tree.items():
        try:
            id = option(key, spec.options)
        except FormError as error:
            raise error.within(key) from None
        if id in read:
            raise FormError(given_twice(id), KEEP_ONE, (key,))
        if value is not None:
            read[id] = _at(key, step, value)
    if spec.kind == "counts" and sum(read.values()) > OF_TEN:
        what = Message("over-ten", "these add up to {sum}, of ten customers", sum=sum(read.values()))
        raise FormError(what, HOW["counts"])
    return read


def _entry(thing: type[E], tree: Tree, money: MoneyForm | None) -> E:
    """Return one map of a list, such as a member of the team; what it is about comes first among its keys."""
    held = specs_of(thing)
    read = {key: _at(key, held[key], value, money) for key, value in fields(tree, held).items()}
    about = next(iter(held.values()))
    if about.options and about.id not in read:
        raise FormError(
            Message("no-such-key", "{key} is missing here", key=about.id),
            Message("no-such-key-fix", "Add {key}: one of {options}", key=about.id, options=", ".join(about.options)),
        )
    if read.get("people") == 0:
        fix = Message("nobody-fix", "Leave the role out, or write how many")
        raise FormError(Message("nobody", "0 people fill this role"), fix, ("people",))
    return thing(**read)


def _entries(thing: type[E], trees: list[Tree], money: MoneyForm | None) -> tuple[E, ...]:
    return tuple(_each(trees, lambda tree: _entry(thing, tree, money)))


def _each_once(entries: tuple[E, ...]) -> tuple[E, ...]:
    """Return entries of which no two are about the same thing; raises FormError where two are."""
    names = [getattr(entry, entry.__struct_fields__[0]) for entry in entries]
    for n, name in enumerate(names):
        if name in names[:n]:
            raise FormError(given_twice(name), KEEP_ONE, (n + 1, entries[n].__struct_fields__[0]))
    return entries


# --------------------------------------------------------------------------------- answers in place of the business's


def _segments(trees: list[Tree], read: ReadOne) -> tuple[Segment, ...]:
    segments: tuple[Segment, ...] = tuple(_each(trees, lambda tree: _segment(tree, read)))
    names = [segment.name for segment in segments]
    for n, name in enumerate(names):
        if name in names[:n]:
            what = Message("same-name", "two segments are called {name}", name=shown(name))
            raise FormError(what, Message("same-name-fix", "Give each a name of its own"), (n + 1, "name"))
    return segments


def _segment(tree: Tree, read: ReadOne) -> Segment:
    known = ("name", _SHARE.id, *(id for id in specs() if id not in NOT_IN_SEGMENTS))
    if isinstance(tree, dict) and "segments" in tree:
        what = Message("nested-segments", "a segment holds segments of its own")
        fix = Message("nested-segments-fix", "Write them side by side, one list")
        raise FormError(what, fix, ("segments",))
    given = fields(tree, known)
    share = _named(_SHARE.id, given.pop(_SHARE.id, None), lambda _, value: _share(value))
    name = _named("name", given.pop("name", None), read)
    if not isinstance(name, str):
        raise FormError(
            Message("no-name", "a segment has no name"),
            Message("no-name-fix", "Add name: what you call this part of the business"),
        )
    differs = _differing(given, read)
    if isinstance(share, Span):
        differs["ranges"][_SHARE.id] = (share.low, share.high)
        share = share.likely
    return Segment(name=name, revenue_share=cast("float | None", share), **differs)


def _share(tree: Tree) -> object:
    return quantity(_SHARE, tree if isinstance(tree, dict) else _scalar(tree), None)


def _choices(trees: list[Tree], read: ReadOne) -> tuple[Choice, ...]:
    choices: tuple[Choice, ...] = tuple(_each(trees, lambda tree: _choice(tree, read)))
    return _each_once(choices)


def _choice(tree: Tree, read: ReadOne) -> Choice:
    given = fields(tree, ("name", "set"))
    name = _named("name", given.get("name"), read)
    if not isinstance(name, str):
        raise FormError(
            Message("no-option-name", "an option has no name"),
            Message("no-option-name-fix", "Add name: what you call this choice"),
        )
    if "set" not in given:
        raise FormError(
            Message("no-set", "an option changes no answer"),
            Message("no-set-fix", "Add set: the answers as they would then be, such as {{price_level: 10%}}"),
        )
    known = tuple(id for id in specs() if id not in NOT_IN_CHOICES)
    differs = _named("set", given["set"], lambda _, held: _differing(fields(held, known), read))
    return Choice(name=name, **(differs or {}))


def _named(key: str, tree: Tree, read: Callable[[str, Tree], T]) -> T | None:
    """Return what `read` makes of the value under a key, None where there is none; an error knows the key."""
    if tree is None:
        return None
    try:
        return read(key, tree)
    except FormError as error:
        raise error.within(key) from None


def _differing(given: Mapping[str, Tree], read: ReadOne) -> dict[str, Any]:
    """Return answers as a variant of the business holds them: changes, ranges, what does not apply."""
    values = {id: _named(id, tree, read) for id, tree in given.items()}
    absent = frozenset(id for id, value in values.items() if value is Mark.NOT_APPLICABLE)
    known = {id: value for id, value in values.items() if value is not None and id not in absent}
    return {**dict(zip(("changes", "ranges"), settled(known), strict=True)), "not_applicable": absent}


def settled(values: Mapping[str, object]) -> tuple[dict[str, Any], dict[str, tuple[float, float]]]:
    """Return answers with the likely value in place of each span, and the ends of the spans."""
    spans = {id: value for id, value in values.items() if isinstance(value, Span)}
    changes = {id: spans[id].likely if id in spans else value for id, value in values.items()}
    return changes, {id: (span.low, span.high) for id, span in spans.items()}
