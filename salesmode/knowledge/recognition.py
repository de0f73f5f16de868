"""Which trade an offer is of and which ways of selling it names, by the words of one sentence."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from salesmode.business.shapes import Entry
from salesmode.knowledge.industries import Industry, Phrases

# Where those who buy, or sell on, are named: a rota planner "for restaurants" is no restaurant.
CUSTOMERS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b(?:for|through|via"
        r"|(?:(?:sold|sells?|selling|supplied|supply|supplying|deliver\w*|leased?|rent\w*|let|services?) )?to)"
        r"\s+(?!measure|order|drawing|go\b|size|your|print|take|eat|be\b|rent|hire|sale\b|let\b)(?P<who>[^,.;:()]*)",
        r"\b(?:help|advise|represent)(?:s|ing)?\s+(?P<who>[^,.;:()]*?)(?=\s(?:with|to|by|on|in)\b|[,.;:()]|$)",
        r"\b(?:suppl(?:y|ies|ying)|provid(?:e|es|ing)|equip(?:s|ping)?)\s+(?P<who>[^,.;:()]*?)(?=\swith\b)",
        r"\b(?:customers|clients|buyers)\s(?:are|include)\b(?P<who>[^.;:()]*)",
        # A verb ends them, unless it is part of the name of a firm: those who do machining are customers too.
        r"(?:卖给|供给|服务(?!和|与|及|商|、)于?|(?<!作)为|给|(?<!提)供(?!应))(?P<who>[^,。;:()]*?)"
        r"(?=(?:做|提供|供货|供应|配套|设计|生产|加工|开发|定制|代理|代账|记账|配送|安装|维修|维保|运维|办|送|卖|派|看病|印|清洗|拍摄|用的)"
        r"(?!工?厂|公司|企业|店|机构|院|馆|商|户|行|队|中心|站|社)|[,。;:()]|$)",
        r"(?:面向|针对|通过)(?P<who>[^,。;:()]*?)(?=的|做|卖|销|提供|设计|生产|开发|定制|[,。;:()]|$)",
        r"(?:客户|用[在于])(?P<who>[^。;()]*)",
    )
)
# Between a word and the next one that it only describes: restaurant software, 律所用的软件; and the other way round.
BEFORE: Final = re.compile(r"(?: industry)? |(?:公司|企业|机构|行业|厂|店)?(?:的?|专?用(?:的[一-鿿]{0,6})?)")
BEHIND: Final = re.compile(r" of (?:the )?| with (?:[a-z']+ ){0,2}")
STRONG, WEAK, ABROAD = 1.0, 0.4, 0.1  # what a word tells; one among the customers only where nothing else does
CLEAR: Final = 0.5  # by which one trade must stand before the next
ENOUGH: Final = 0.4
SHOWN: Final = 3
LATIN: Final = re.compile(r"[a-z0-9]")
# One may write them or not: a hyphen in a word, a space between Chinese and Latin letters.
LOOSE: Final = re.compile(r"(?<=[a-z0-9])-(?=[a-z0-9])|(?<=[一-鿿]) (?=[a-z0-9])|(?<=[a-z0-9]) (?=[一-鿿])")


class Known(Entry, frozen=True):
    """What offers of one trade, or of one way, say; of a loaded library, made when it is built."""

    id: str
    families: tuple[str, ...] = ()
    extends: str | None = None
    know: Phrases = Phrases()
    weak: Phrases = Phrases()
    elsewhere: dict[str, tuple[str, ...]] = {}


class Recognised(NamedTuple):
    """The trades that an offer shows, best first; `sure` where the first one stands alone."""

    trades: tuple[str, ...] = ()
    sure: bool = False

    @property
    def trade(self) -> str | None:
        """The one trade it shows, `None` where it shows none or several."""
        return self.trades[0] if self.sure else None


class _Hit(NamedTuple):
    start: int
    end: int
    trade: str
    weight: float


def known_of(industry: Industry) -> Known:
    """Return what tells a trade from others in the words of an offer."""
    return Known(
        id=industry.id,
        families=industry.families,
        extends=industry.extends,
        know=_plain_words(industry.know),
        weak=_plain_words(industry.weak),
        elsewhere={one.to: _plain_words(one).both for one in industry.elsewhere},
    )


def recognise(offer: str, known: Iterable[Known]) -> Recognised:
    """Return the trades that an offer shows, best first, at most three."""
    text = _plain(offer)
    scores = _scores(text, {one.id: one for one in known})
    ranked = sorted(scores, key=lambda one: (-scores[one], one))
    first, second = (*(scores[id] for id in ranked), 0.0, 0.0)[:2]
    sure = first >= ENOUGH and (first - second >= CLEAR or second < ENOUGH)
    return Recognised(tuple(ranked[:SHOWN]), sure)


def named(offer: str, known: Iterable[Known]) -> tuple[str, ...]:
    """Return the ways of selling that an offer names, wherever in the sentence, in the order of their ids."""
    text = _plain(offer)
    ways = {one.id: one for one in known}
    found = {hit.trade for hit in _longest(_hits(text, ways)) if hit.weight >= STRONG}
    return tuple(sorted(found))


def holds(text: str, word: str) -> bool:
    """Return whether a text holds a word, an English one as a whole word in the singular or the plural."""
    return _pattern(_plain(word)).search(_plain(text)) is not None


def _plain(text: str) -> str:
    words = " ".join(unicodedata.normalize("NFKC", text).casefold().replace("’", "'").split())
    return LOOSE.sub(lambda match: " " if match[0] == "-" else "", words)


def _plain_words(phrases: Phrases) -> Phrases:
    return Phrases(en=tuple(map(_plain, phrases.en)), zh=tuple(map(_plain, phrases.zh)))


def _scores(text: str, known: Mapping[str, Known]) -> dict[str, float]:
    bought_by = [match.span("who") for pattern in CUSTOMERS for match in pattern.finditer(text)]
    hits = [
        hit._replace(weight=ABROAD) if any(start <= hit.start and hit.end <= end for start, end in bought_by) else hit
        for hit in _longest(_hits(text, known))
    ]
    said: dict[str, dict[str, float]] = {}
    for hit in hits:
        describes = any(_describes(text, hit, other, known) for other in hits)
        words, word = said.setdefault(hit.trade, {}), text[hit.start : hit.end]
        words[word] = max(words.get(word, 0.0), ABROAD if describes else hit.weight)
    scores = {id: sum(words.values()) for id, words in said.items()}
    return {id: score for id, score in scores.items() if not _outdone(id, scores, known)}


def _describes(text: str, hit: _Hit, other: _Hit, known: Mapping[str, Known]) -> bool:
    """Whether a word only says of what kind another trade's word is, as in "restaurant software"."""
    if other.weight < STRONG or _base(hit.trade, known) == _base(other.trade, known):
        return False
    if hit.end <= other.start:
        return bool(BEFORE.fullmatch(text, hit.end, other.start))
    return other.end <= hit.start and bool(BEHIND.fullmatch(text, other.end, hit.start))


def _base(id: str, known: Mapping[str, Known]) -> str:
    return known[id].extends or id


def _outdone(id: str, scores: Mapping[str, float], known: Mapping[str, Known]) -> bool:
    """Whether the variant of a trade says as much as the trade itself, or what it extends says more."""
    base = known[id].extends
    if base is not None and base in scores:
        return scores[base] > scores[id]
    return any(known[other].extends == id and scores[other] >= scores[id] for other in scores)


def _longest(hits: Iterable[_Hit]) -> Iterator[_Hit]:
    """Of words that lie in one another only the longest tells; the same words may tell of several trades."""
    taken: list[tuple[int, int]] = []
    for hit in sorted(hits, key=lambda hit: (hit.start - hit.end, hit.start)):
        span = hit.start, hit.end
        if span in taken or not any(start < hit.end and hit.start < end for start, end in taken):
            taken.append(span)
            yield hit


def _hits(text: str, known: Mapping[str, Known]) -> Iterator[_Hit]:
    for id, trade in known.items():
        lists = [(id, trade.know.both, STRONG), (id, trade.weak.both, WEAK)]
        lists += [(to, words, STRONG) for to, words in trade.elsewhere.items() if to in known]
        for to, words, weight in lists:
            for word in words:
                if word.removesuffix("y") in text:
                    yield from (_Hit(*match.span(), to, weight) for match in _pattern(word).finditer(text))


@functools.lru_cache(maxsize=1024)
def _pattern(word: str) -> re.Pattern[str]:
    """A word of an offer: an English one stands alone, in the singular or the plural."""
    if not LATIN.search(word):
        return re.compile(re.escape(word))
    stem = word.removesuffix("y")
    ending = "(?:y|ys|y's|ies)" if stem != word else "(?:s|es|'s)?"
    return re.compile(rf"(?<![a-z0-9]){re.escape(stem)}{ending}(?![a-z0-9])")
