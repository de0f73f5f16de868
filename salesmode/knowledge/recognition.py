"""Which trade an offer is of and which ways of selling it names, by the words of one sentence."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from msgspec import Struct

from salesmode.business.shapes import Entry
from salesmode.knowledge.industries import Industry
from salesmode.knowledge.phrasing import Phrasing, within
from salesmode.knowledge.settings import RecognitionSettings
from salesmode.knowledge.spotting import Hit, Words, longest, plain
from salesmode.knowledge.terms import Phrases


class Known(Entry, frozen=True):
    """What offers of one trade, or of one way, say; of a loaded library, made when it is built."""

    id: str
    families: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    extends: str | None = None
    sells_to: tuple[str, ...] = ()
    know: Phrases = Phrases()
    weak: Phrases = Phrases()
    elsewhere: dict[str, tuple[str, ...]] = {}


class Recognised(Struct, frozen=True):
    """The trades that an offer shows, best first; `sure` where the first one stands alone."""

    trades: tuple[str, ...] = ()
    sure: bool = False

    @property
    def trade(self) -> str | None:
        """The one trade it shows, `None` where it shows none or several."""
        return self.trades[0] if self.sure else None


def known_of(industry: Industry) -> Known:
    """Return what tells a trade from others in the words of an offer."""
    return Known(
        id=industry.id,
        families=industry.families,
        leads=industry.leads,
        extends=industry.extends,
        sells_to=industry.sells_to,
        know=_plain_words(industry.know),
        weak=_plain_words(industry.weak),
        elsewhere={one.to: _plain_words(one).both for one in industry.elsewhere},
    )


class Recogniser:
    """Trades, or ways, known by the words of an offer; of a loaded library, made when first asked for."""

    def __init__(self, known: Mapping[str, Known], rules: RecognitionSettings) -> None:
        self._rules, self._extends = rules, {id: one.extends for id, one in known.items()}
        self._bases = {id: one.extends or id for id, one in known.items()}
        self._words = Words(_told(known, rules))
        self._phrasing = Phrasing(rules)

    def recognise(self, offer: str, among: Collection[str] | None = None) -> Recognised:
        """Return the trades that an offer shows, best first, as many at most as the rules say."""
        rules, text = self._rules, plain(offer)
        scores = self._scores(text, among)
        ranked = sorted(scores, key=lambda one: (-scores[one], one))
        first, second = (*(scores[id] for id in ranked), 0.0, 0.0)[:2]
        stands = first >= rules.enough and first >= rules.clear * second
        return Recognised(tuple(ranked[: rules.shown]), stands and not self._phrasing.unread(text))

    def named(self, offer: str) -> tuple[str, ...]:
        """Return the ways of selling that an offer names, wherever in the sentence, in the order of their ids."""
        hits = longest(self._words.hits(plain(offer)))
        return tuple(sorted({hit.trade for hit in hits if hit.weight >= self._rules.strong}))

    def _scores(self, text: str, among: Collection[str] | None) -> dict[str, float]:
        """What each trade's words tell together, each word counted once, where it tells the most."""
        hits = longest(hit for hit in self._words.hits(text) if among is None or hit.trade in among)
        said: dict[str, dict[str, float]] = {}
        for hit in self._weighed(text, hits):
            words, word = said.setdefault(hit.trade, {}), text[hit.start : hit.end]
            words[word] = max(words.get(word, 0.0), hit.weight)
        scores = {id: sum(words.values()) for id, words in said.items()}
        return {id: score for id, score in scores.items() if not self._outdone(id, scores)}

    def _weighed(self, text: str, hits: list[Hit]) -> list[Hit]:
        """Return hits by what they do in the sentence: those who buy, and words that describe, tell the least."""
        rules, phrasing = self._rules, self._phrasing
        hits = _at_most(rules.abroad, hits, within(hits, phrasing.buying(text)))
        kinds = phrasing.describing(text, hits, self._bases)
        hits = _at_most(rules.abroad, hits, (hit in kinds for hit in hits))
        return _at_most(rules.weak, hits, within(hits, phrasing.later(text, hits)))

    def _outdone(self, id: str, scores: Mapping[str, float]) -> bool:
        """Whether the variant of a trade says as much as the trade itself, or what it extends says more."""
        base = self._extends[id]
        if base is not None and base in scores:
            return scores[base] > scores[id]
        return any(self._extends[other] == id and scores[other] >= scores[id] for other in scores)


def _plain_words(phrases: Phrases) -> Phrases:
    return Phrases(en=tuple(map(plain, phrases.en)), zh=tuple(map(plain, phrases.zh)))


def _at_most(weight: float, hits: Iterable[Hit], which: Iterable[bool]) -> list[Hit]:
    return [hit._replace(weight=min(hit.weight, weight)) if one else hit for hit, one in zip(hits, which, strict=True)]


def _told(known: Mapping[str, Known], rules: RecognitionSettings) -> Iterator[tuple[str, float, Iterable[str]]]:
    """Yield words with the trade that they tell of, and how much."""
    for id, one in known.items():
        yield id, rules.strong, one.know.both
        yield id, rules.weak, one.weak.both
        yield from ((to, rules.strong, words) for to, words in one.elsewhere.items() if to in known)
