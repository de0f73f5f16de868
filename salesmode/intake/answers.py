"""Flags, `--set` and a file, made one Profile; and a Profile made plain answers again.

A flag goes before `--set`, `--set` before the file, and the file before what was measured. An empty value or `null` by
flag or `--set` takes the file's answer away; in a segment it leaves the answer of the whole business standing.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO, Protocol

from msgspec import Struct
from msgspec.structs import replace

from salesmode.business.profile import ANSWERS, ASSUMED, FROM_REGION, NOTED, Profile, flag, specs
from salesmode.errors import InputError, Message, Sentence, shown
from salesmode.intake import parse, syntax
from salesmode.intake.measured import in_currency, measured_answers
from salesmode.intake.parse import (
    KEEP_ONE,
    Currencies,
    FormError,
    Mark,
    MoneyForm,
    Tree,
    close,
    given_twice,
    nearest,
    plain,
    says_unknown,
)
from salesmode.intake.syntax import Node
from salesmode.knowledge.noting import NotesReader

SHOWN_PROBLEMS = 5
OTHER = "other"
FALLBACK = "USD"
NEAR = 3  # names of trades that are offered in place of one that is none


class Known(Protocol):
    """What the library knows that answers may name."""

    @property
    def plays(self) -> Collection[str]:
        """Ids that `maturity` may name."""

    @property
    def trade_names(self) -> Collection[str]:
        """Ids that `industry` may name besides `other`."""

    def trades_like(self, text: str) -> tuple[str, ...]:
        """Ids of the trades whose words a text holds, the likeliest first."""

    def meant(self, id: str, word: str) -> str | None:
        """The option, code or role that a word stands for in either language, None where it stands for none."""

    @property
    def currencies(self) -> Currencies:
        """Codes, countries and symbols."""

    @property
    def notes(self) -> NotesReader:
        """What reads figures in free text."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a command was given: a file (`-` is `stdin`), `KEY=VALUE` pairs, and the values of each answer's flag.

    `name` is what the file is called in messages and origins, its path where empty. `text` is what a file holds that
    has been read already. `measured` is a file that `salesmode measure` wrote.
    """

    file: str | None = None
    sets: Sequence[str] = ()
    flags: Mapping[str, Sequence[str]] = field(default_factory=dict)
    stdin: BinaryIO | None = None
    name: str = ""
    measured: str | None = None
    text: str | None = None


def read_answers(given: Given, known: Known) -> Profile:
    """Return the answers of file, `--set` and flags, and what the notes tell of others, each with its origin.

    Raises InputError with every problem found, up to five of them spelt out, each with its place and what to write.
    """
    problems: list[InputError] = []
    items = _collected(given, problems)
    strays = len(problems)
    reader = _Reader(known, FALLBACK)
    values = _values(items, ("region", "currency"), reader, problems)
    if len(problems) > strays:  # money can only be read once its currency is certain
        raise _combined(problems)
    currency, origin = _currency(values, items, reader)
    reader = _Reader(known, currency)
    values |= _values(items, [id for id in items if id not in values], reader, problems) | {"currency": currency}
    if problems:
        raise _combined(problems)
    noted = dict(_noted(values, items, reader))
    origins = {**{id: item.origin for id, item in items.items()}, **dict.fromkeys(noted, NOTED), "currency": origin}
    return _profile({**values, **noted}, origins)


def _noted(
    values: Mapping[str, object], items: Mapping[str, "_Item"], reader: "_Reader"
) -> Iterator[tuple[str, object]]:
    """Yield the answers that the notes tell and nobody gave; one taken away by flag or `--set` stays away."""
    notes = values.get("notes")
    for id, text in reader.known.notes.read(notes).typed.items() if isinstance(notes, str) else ():
        away = id in items and items[id].origin.startswith("--")
        if values.get(id) is None and not away:
            try:
                yield id, reader.read(id, text)
            except FormError:  # an amount in another currency, a number out of bounds: it is left unread
                continue


def read_answer(id: str, tree: Tree, known: Known, currency: str) -> object:
    """Return one answer as a prompt gets it: its value, None for unknown, or `Mark.NOT_APPLICABLE`.

    A number known as a range is a `Span`. Raises FormError with what is wrong and what to write instead.
    """
    return _Reader(known, currency).read(id, tree)


class _Item(Struct, frozen=True):
    """One answer as given: its value, where to send the reader, and what to call its origin."""

    node: Node
    origin: str
    where: str

    def place(self, path: parse.Where = ()) -> str:
        """Return the flag, or the file with the line of `path` inside the answer."""
        return self.where if self.origin.startswith("--") else f"{self.where}:{self.node.line_of(path)}"


def _collected(given: Given, problems: list[InputError]) -> dict[str, _Item]:
    """Return each answer from whichever goes first of flag, `--set` and file; put what is wrong in `problems`."""
    items: dict[str, _Item] = {}
    typed = (_from_file(given), _from_sets(given.sets), _from_flags(given.flags))
    for source in typed:
        seen: set[str] = set()
        for id, item in _readable(source, problems):
            if id not in ANSWERS:
                problems.append(_unknown(id, item))
            elif id in seen:
                problems.append(InputError(given_twice(id), where=item.place(), fix=KEEP_ONE))
            else:
                seen.add(id)
                items[id] = item
    return {**_measured(given, items), **items}


def _measured(given: Given, typed: Mapping[str, "_Item"]) -> dict[str, "_Item"]:
    """Return the measured answers, amounts only where they are in the currency that was typed."""
    if given.measured is None:
        return {}
    code = typed["currency"].node.value if "currency" in typed else None
    held = in_currency(measured_answers(given.measured), code if isinstance(code, str) else None)
    where = syntax.place(given.measured)
    return {id: _Item(node, origin, where) for id, (node, origin) in held.items()}


def _unknown(id: str, item: _Item) -> InputError:
    close = nearest(id, ANSWERS)
    fix = Message("every-key", "{nearest}`salesmode questions -f yaml` lists every key", nearest=close)
    return InputError(Message("unknown-key", "unknown key {key}", key=shown(id)), where=item.place(), fix=fix)


def _readable(
    source: Iterator[tuple[str, _Item] | InputError], problems: list[InputError]
) -> Iterator[tuple[str, _Item]]:
    for entry in source:
        if isinstance(entry, InputError):
            problems.append(entry)
        else:
            yield entry


def _from_file(given: Given) -> Iterator[tuple[str, _Item] | InputError]:
    if given.file is None:
        return
    name = given.name or syntax.place(given.file)
    text = syntax.fetch(given.file, given.stdin) if given.text is None else given.text
    for key, node in syntax.read_map(text, name).items():
        yield key, _Item(node, f"{name}:{node.line}", name)


def _from_sets(sets: Sequence[str]) -> Iterator[tuple[str, _Item] | InputError]:
    for text in sets:
        key, equals, value = text.partition("=")
        key = key.strip()
        where = f"--set {key}" if key in ANSWERS else "--set"
        if not equals:
            what = Message("no-equals", "{text} has no =", text=shown(text))
            fix = Message("no-equals-fix", "Write --set KEY=VALUE, as in --set buyer=both")
            yield InputError(what, where=where, fix=fix)
            continue
        try:
            yield key, _Item(syntax.read_value(value, where), "--set", where)
        except InputError as error:
            yield error


def _from_flags(flags: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, _Item] | InputError]:
    for id, texts in flags.items():
        spec = specs().get(id)
        if len(texts) > 1 and not (spec and spec.kind == "any_of"):
            what = Message("flag-twice", "this flag is given {count} times", count=len(texts))
            yield InputError(what, where=flag(id), fix=Message("keep-one-flag", "Keep one {flag}", flag=flag(id)))
        elif texts:
            structured = spec is not None and spec.kind in ("levels", "counts", "list", "map")
            try:
                node = syntax.read_value(texts[0], flag(id)) if structured else Node(1, ",".join(texts))
            except InputError as error:
                yield error
            else:
                yield id, _Item(node, flag(id), flag(id))


def _values(
    items: Mapping[str, _Item], ids: Iterable[str], reader: "_Reader", problems: list[InputError]
) -> dict[str, object]:
    values: dict[str, object] = {}
    for id in ids:
        if id in items:
            try:
                values[id] = reader.read(id, items[id].node.tree())
            except FormError as error:
                problems.append(_problem(id, items[id], error))
    return values


def _problem(id: str, item: _Item, error: FormError) -> InputError:
    name = ", ".join([id, *(str(step) if step in ANSWERS else f"{shown(str(step))}" for step in error.path)])
    what = Message("of-answer", "{name}: {what}", name=name, what=error.what)
    return InputError(what, where=item.place(error.path), fix=error.fix)


def _combined(problems: list[InputError]) -> InputError:
    if len(problems) == 1:
        return problems[0]
    spelt = [
        Message("problem", "  {where}: {what}\n      {fix}", where=problem.where, what=problem.what, fix=problem.fix)
        for problem in problems[:SHOWN_PROBLEMS]
    ]
    if len(problems) > SHOWN_PROBLEMS:
        spelt.append(Message("and-more", "  and {count} more", count=len(problems) - SHOWN_PROBLEMS))
    what = Message("answers-unreadable", "{count} answers cannot be read", count=len(problems))
    return InputError(what, fix=_lines(spelt))


def _lines(messages: Sequence[Message]) -> Message:
    first, *rest = messages
    return Message("lines", "{first}\n{rest}", first=first, rest=_lines(rest)) if rest else first


@dataclass(slots=True)
class _Reader:
    """Reads one answer at a time, knowing the library and the currency."""

    known: Known
    currency: str

    def read(self, id: str, tree: Tree) -> object:
        """Return a value, None for unknown, or `Mark.NOT_APPLICABLE`; raises FormError."""
        if tree is None or (isinstance(tree, str) and not tree.strip()):
            return None
        if isinstance(tree, str) and plain(tree).casefold() == Mark.NOT_APPLICABLE.value:
            return Mark.NOT_APPLICABLE
        if isinstance(tree, str) and says_unknown(tree):
            return None
        if isinstance(tree, str) and id in ("industry", "region", "currency"):
            return {"industry": self._industry, "region": self._region, "currency": self._code}[id](tree)
        spec = specs()[id]
        if id == "maturity":
            spec = replace(spec, options=tuple(self.known.plays))
        if id == "team":
            tree = parse.members_of(tree, self._role)
        return parse.parse_tree(spec, tree, MoneyForm(self.currency, self.known.currencies), self._segment_answer)

    def _role(self, text: str) -> str:
        return self.known.meant("team", text) or text

    def _segment_answer(self, id: str, tree: Tree) -> object:
        if id == "currency" and tree is not None:
            raise FormError(
                Message("one-currency", "all money is in one currency"),
                Message("one-currency-fix", "Take it out, and write amounts in that of the whole business"),
            )
        return self.read(id, tree)

    def _industry(self, text: str) -> str:
        try:
            return parse.option(text, {OTHER, *self.known.trade_names})
        except FormError:
            meant = self.known.meant("industry", text)
            if meant is not None:
                return meant
            near = self.known.trades_like(text) or tuple(close(text, sorted(self.known.trade_names), NEAR))
            what = Message("unknown-industry", "{text} is no trade that the library knows", text=shown(text))
            fix = Message("unknown-industry-fix", "Leave it out, your offer may tell; or write other")
            if near:
                fix = Message("write-codes", "Write {codes}", codes=_either((*near, OTHER)))
            raise FormError(what, fix) from None

    def _region(self, text: str) -> str:
        code = plain(text).upper()
        code = _ALSO.get(code, code)
        if code not in self.known.currencies.regions:
            code = self.known.meant("region", text) or code
        if code in self.known.currencies.regions:
            return code
        raise FormError(
            Message("not-a-country", "{text} is no country code", text=shown(text)),
            Message("not-a-country-fix", "Write two letters of ISO 3166, such as CN, US or DE"),
        )

    def _code(self, text: str) -> str:
        mark = plain(text)
        codes = self.known.currencies.symbols.get(mark.casefold(), ())
        if mark.upper() in self.known.currencies.codes:
            return mark.upper()
        if len(codes) == 1:
            return codes[0]
        fix = Message("not-a-currency-code-fix", "Write three letters of ISO 4217, such as CNY, USD or EUR")
        if codes:
            fix = Message("write-codes", "Write {codes}", codes=_either(codes[:4]))
        raise FormError(Message("not-a-currency-code", "{text} is no currency code", text=shown(text)), fix)


def _either(codes: Sequence[str]) -> Sentence:
    """Return `codes` as a choice: `USD or CAD or AUD`."""
    *others, last = codes
    return Message("either", "{these} or {other}", these=_either(others), other=last) if others else last


# Codes in wide use for what ISO 3166 calls GB and GR.
_ALSO = {"UK": "GB", "EL": "GR"}


def _currency(values: Mapping[str, object], items: Mapping[str, _Item], reader: _Reader) -> tuple[str, str]:
    """Return the currency and its origin: as given, else the region's, else assumed."""
    given, region = values.get("currency"), values.get("region")
    if isinstance(given, str):
        return given, items["currency"].origin
    if isinstance(region, str):
        return reader.known.currencies.regions[region], f"{FROM_REGION}{region}"
    return FALLBACK, ASSUMED


def _profile(values: Mapping[str, object], origins: Mapping[str, str]) -> Profile:
    absent = frozenset(id for id, value in values.items() if value is Mark.NOT_APPLICABLE)
    known = {id: values[id] for id in ANSWERS if values.get(id) is not None and id not in absent}
    given, ranges = parse.settled(known)
    kept = {id: origins[id] for id in ANSWERS if id in given or id in absent}
    # The forms have read every value within the bounds of Profile.
    return Profile(**given, ranges=ranges, not_applicable=absent, origins=kept)
