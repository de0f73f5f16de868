"""Answers that are lists and maps: levels, counts, the team, the segments."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, TypeVar, get_args

from salesmode.business.currencies import MoneyForm
from salesmode.business.profile import Mark, Member, Role, Segment, Spec, specs
from salesmode.errors import Message, shown
from salesmode.intake.parse.basics import HOW, KEEP_ONE, FormError, ReadOne, Tree, given_twice, nearest, option
from salesmode.intake.parse.scalars import any_of, cannot_stand, parse

T = TypeVar("T")
_OF_TEN = 10
_MEMBER = {
    "role": Spec("role", "one_of", get_args(Role)),
    "people": Spec("people", "number", low=0, high=10000),
    "hours_per_week": Spec("hours_per_week", "number", low=0, high=168),
    "plan_hours": Spec("plan_hours", "number", low=0, high=168),
}
_SHARE = Spec("revenue_share", "rate", low=0, high=1)


def parse_tree(spec: Spec, tree: Tree, money: MoneyForm | None, read: ReadOne | None = None) -> object:
    """Return the value of `tree`, text or lists and maps of text, as an answer of `spec`.

    `read` reads one answer inside a segment: a value, None for unknown, or `Mark.NOT_APPLICABLE`.
    Raises FormError, with the path of the part at fault.
    """
    if isinstance(tree, str):
        return parse(spec, tree, money)
    if spec.kind in ("levels", "counts") and (isinstance(tree, dict) or tree == []):
        return _scale(spec, tree if isinstance(tree, dict) else {})
    if isinstance(tree, list) and spec.kind == "any_of":
        return any_of(spec, list(_each(tree, _scalar)))
    if isinstance(tree, list) and spec.id == "team":
        return tuple(_each(tree, _member))
    if isinstance(tree, list) and spec.id == "segments" and read:
        return _segments(tree, read)
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


def _at(key: str, spec: Spec, tree: Tree) -> Any:
    try:
        return parse(spec, _scalar(tree), None)
    except FormError as error:
        raise error.within(key) from None


def _scale(spec: Spec, tree: Mapping[str, Tree]) -> dict[str, int]:
    most = 4 if spec.kind == "levels" else _OF_TEN
    one = Spec(spec.id, "number", low=0, high=most, whole=True)
    read: dict[str, int] = {}
    for key, value in tree.items():
        try:
            id = option(key, spec.options)
        except FormError as error:
            raise error.within(key) from None
        if id in read:
            raise FormError(given_twice(id), KEEP_ONE, (key,))
        if value is not None:
            read[id] = _at(key, one, value)
    if spec.kind == "counts" and sum(read.values()) > _OF_TEN:
        what = Message("over-ten", "these add up to {sum}, of ten customers", sum=sum(read.values()))
        raise FormError(what, HOW["counts"])
    return read


def _fields(tree: Tree, keys: Collection[str]) -> dict[str, Tree]:
    if not isinstance(tree, dict):
        raise FormError(
            Message("keys-expected", "keys and values were expected here"),
            Message("keys-expected-fix", "Write a map with some of: {keys}", keys=", ".join(keys)),
        )
    for key in tree:
        if key not in keys:
            close, known = nearest(key, keys), ", ".join(keys)
            fix = Message("unknown-key-fix", "{nearest}Known: {keys}", nearest=close, keys=known)
            raise FormError(Message("unknown-key", "unknown key {key}", key=shown(key)), fix, (key,))
    return {key: value for key, value in tree.items() if value is not None}


def _member(tree: Tree) -> Member:
    read = {key: _at(key, _MEMBER[key], value) for key, value in _fields(tree, _MEMBER).items()}
    if "role" not in read:
        raise FormError(
            Message("no-role", "a member of the team has no role"),
            Message("no-role-fix", "Add role: one of {roles}", roles=", ".join(_MEMBER["role"].options)),
        )
    if read.get("people") == 0:
        fix = Message("nobody-fix", "Leave the role out, or write how many")
        raise FormError(Message("nobody", "0 people fill this role"), fix, ("people",))
    return Member(**read)


def _segments(trees: list[Tree], read: ReadOne) -> tuple[Segment, ...]:
    segments: tuple[Segment, ...] = tuple(_each(trees, lambda tree: _segment(tree, read)))
    names = [segment.name for segment in segments]
    for n, name in enumerate(names):
        if name in names[:n]:
            what = Message("same-name", "two segments are called {name}", name=shown(name))
            raise FormError(what, Message("same-name-fix", "Give each a name of its own"), (n + 1, "name"))
    return segments


def _segment(tree: Tree, read: ReadOne) -> Segment:
    known = ("name", _SHARE.id, *(id for id in specs() if id not in ("name", "segments")))
    if isinstance(tree, dict) and "segments" in tree:
        what = Message("nested-segments", "a segment holds segments of its own")
        fix = Message("nested-segments-fix", "Write them side by side, one list")
        raise FormError(what, fix, ("segments",))
    fields = _fields(tree, known)
    values: dict[str, Any] = {}
    for id, value in fields.items():
        try:
            values[id] = parse(_SHARE, _scalar(value), None) if id == _SHARE.id else read(id, value)
        except FormError as error:
            raise error.within(id) from None
    name, share = values.pop("name", None), values.pop(_SHARE.id, None)
    if not isinstance(name, str):
        raise FormError(
            Message("no-name", "a segment has no name"),
            Message("no-name-fix", "Add name: what you call this part of the business"),
        )
    absent = frozenset(id for id, value in values.items() if value is Mark.NOT_APPLICABLE)
    changes = {id: value for id, value in values.items() if value is not None and id not in absent}
    return Segment(name=name, revenue_share=share, changes=changes, not_applicable=absent)
