"""What a word of an offer does there: it names what is sold, those who buy, or of what kind something is."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from salesmode.knowledge.settings import Customers, Describing, RecognitionSettings
from salesmode.knowledge.spotting import Hit

Span = tuple[int, int]
UNREAD: Final = "[\u0370-\u1fff\u3040-\u30ff\uac00-\ud7af]"  # letters neither Latin nor Chinese


class Phrasing:
    """The rules by which words stand together, as patterns; of a loaded library, made when first asked for."""

    def __init__(self, rules: RecognitionSettings) -> None:
        # Compiled where one of their words stands: most sentences hold the words of one or two of them.
        self._customers = [(rule.after, functools.cache(functools.partial(_customers, rule, rules)))
                           for rule in rules.customers]  # fmt: skip
        marks = _marks(rules.stops + rules.pauses)
        self._stops, self._clauses = frozenset(rules.stops), re.compile(f"[{marks}]")
        self._also = re.compile(rf"\s*(?:{_one_of(rules.also)})(?![a-z])")
        self._name = re.compile(rf"\s*(?:(?:an?|the|our) )?(?P<name>[^{marks}]*?)[{marks}\s]*")
        self._before, self._behind = _joints(rules.describing)
        lists = _one_of(rules.describing.lists)
        self._lists = re.compile(rf" ?(?:{lists}) ?")
        self._listed = re.compile(rf" ?(?:{lists}|{_one_of(rules.pauses)}(?: (?:{lists}))?) ?")
        self._unread = re.compile(rf"\b(?:{_one_of(rules.unread)})\b")
        self._strong = rules.strong

    def unread(self, text: str) -> bool:
        """Return whether a plain text is in a language of which no more is known than single words."""
        foreign = None if text.isascii() else re.search(UNREAD, text)
        return (foreign or self._unread.search(text)) is not None

    def buying(self, text: str) -> list[Span]:
        """Return where a plain text names those who buy."""
        patterns = (pattern() for after, pattern in self._customers if any(word in text for word in after))
        found = (match for pattern in patterns for match in pattern.finditer(text))
        return sorted(match.span("who") for match in found if match["who"] is not None)

    def later(self, text: str, hits: Iterable[Hit]) -> list[Span]:
        """Return the clauses that say how and to whom: those behind the first one that says what is sold.

        One that begins with an "also" says what else is sold, and so does one that is nothing but the name of a trade.
        """
        names = {hit.span for hit in hits if hit.weight >= self._strong}
        if not names:
            return []
        starts = [match.end() for match in self._clauses.finditer(text, min(names)[1]) if self._parts(match)]
        clauses = zip(starts, (*starts[1:], len(text)), strict=False)
        return [(start, end) for start, end in clauses if not self._sells(text, start, end, names)]

    def _parts(self, mark: re.Match[str]) -> bool:
        """Whether a mark parts clauses: a comma does in Chinese, in English it may part a list."""
        return mark[0] in self._stops or "一" <= mark.string[mark.start() - 1] <= "鿿"

    def _sells(self, text: str, start: int, end: int, names: set[Span]) -> bool:
        name = self._name.fullmatch(text, start, end)
        return self._also.match(text, start) is not None or (name is not None and name.span("name") in names)

    def describing(self, text: str, hits: Sequence[Hit], bases: Mapping[str, str]) -> set[Hit]:
        """Return the hits that only say of what kind another trade's word is, as in "restaurant software"."""
        groups: dict[Span, list[Hit]] = {}
        for hit in hits:
            groups.setdefault(hit.span, []).append(hit)
        pairs = list(zip(groups, list(groups)[1:], strict=False))
        found: set[Hit] = set()
        for left, right in reversed(pairs):
            joint = left[1], right[0]
            direct, listed = self._before.fullmatch(text, *joint), self._lists.fullmatch(text, *joint)
            found.update(self._described(groups[left], groups[right], (direct, listed), found, bases))
        for left, right in pairs:
            joint = left[1], right[0]
            direct, listed = self._behind.fullmatch(text, *joint), self._listed.fullmatch(text, *joint)
            found.update(self._described(groups[right], groups[left], (direct, listed), found, bases))
        return found

    def _described(
        self, these: Iterable[Hit], those: Sequence[Hit], joint: tuple[object, object],
        found: set[Hit], bases: Mapping[str, str],
    ) -> Iterator[Hit]:  # fmt: skip
        """Yield of the words on one side of a joint those that describe what stands on the other, or what that does."""
        direct, listed = joint
        for hit in these if direct or listed else ():
            same = [other for other in those if bases[other.trade] == bases[hit.trade]]
            heads = [other for other in those if other.weight >= self._strong and other not in found]
            first = direct and not same and heads
            if first or all(other in found for other in same or those):
                yield hit


def within(hits: Iterable[Hit], places: Iterable[Span]) -> Iterator[bool]:
    """Yield of each hit, in the order of the text, whether it lies in one of some places, in their order too."""
    rest, reach = list(places)[::-1], 0
    for hit in hits:
        while rest and rest[-1][0] <= hit.start:
            reach = max(reach, rest.pop()[1])
        yield hit.end <= reach


def _marks(marks: Iterable[str]) -> str:
    return re.escape("".join(marks))


def _one_of(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def _customers(rule: Customers, rules: RecognitionSettings) -> re.Pattern[str]:
    edge, gap = (r"\b", r"\s+") if rule.lang == "en" else ("", "")
    marks = _marks(rules.stops if rule.listed else rules.stops + rules.pauses)
    within = f"(?>{_one_of(rule.within)}|[^{marks}])" if rule.within else f"[^{marks}]"
    opens = f"{edge}(?:{_one_of(rule.after)}){edge}{gap}(?P<who>{within}*{'?' if rule.until else ''})"
    if rule.until:
        opens += f"(?:{_until(rule, rules)}{'' if rule.closed else f'|[{marks}]|$'})"
    nothing = f"{edge}(?:{_one_of(rule.unless)}){edge}|" if rule.unless else ""
    return re.compile(nothing + opens)


def _until(rule: Customers, rules: RecognitionSettings) -> str:
    words = _one_of(rule.until)
    if rule.lang == "en":
        return rf"\s(?:{words})\b"
    marks, firms = _marks(rules.stops + rules.pauses), rules.firms
    behind = f"(?:{_one_of(firms.before)}|{words}|[{marks}]|$)"
    return f"(?:{words})(?!.?(?:{_one_of(firms.ends)}){behind})"


def _joints(rules: Describing) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What parts a word from the one behind it that it describes, and from the one before it."""
    kinds, links = _one_of(rules.kinds), _one_of(rules.links)
    before = rf" ?(?:{kinds})? ?(?:{links})?(?:(?<=用的)[一-鿿]{{0,6}})?"
    behind = rf" (?:{_one_of(rules.behind)}) (?:[a-z0-9']+ ){{0,{rules.words}}}"
    return re.compile(before), re.compile(behind)
