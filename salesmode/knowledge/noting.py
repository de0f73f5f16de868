"""What an owner wrote in free text: the figures in it that are answers, and the answers it only speaks of.

Nothing is guessed. A sentence is read where it holds the words of a subject, one figure of its unit and no second one,
nothing that denies it or makes it unsure, and speaks of this business as it is today.
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from salesmode.knowledge.counting import Figure, figures, typed, written
from salesmode.knowledge.moves import Concern
from salesmode.knowledge.settings import NotesSettings, NoteSubject
from salesmode.knowledge.terms import Phrases

APART: Final = {"en": 60, "zh": 14}  # signs that `..` in a phrase stands for, at most
KEPT: Final = 8  # texts: the answers ask for what the notes tell, then the plan does
BARE: Final = 20  # signs around a figure in a clause that says hardly more than it
_SENTENCES: Final = re.compile(r"(?<=[.!?;])\s+|(?<=。)|\n+")
_SAID: Final = re.compile(r"(?<=[.!?])\s+|(?<=。)|\n+")  # whole sentences, as they are quoted
_LATIN: Final = re.compile(r"[a-z]")
NOTHING: Final = "0"
FOREIGN: Final = "foreign"  # the bar of a sentence that is about another business
Span = tuple[int, int]


class Heard(NamedTuple):
    """A sentence of the notes as it was written, and what of the things that owners write of it is about."""

    concern: Concern
    sentence: str


def most_particular(heard: Iterable[Heard]) -> list[Heard]:
    """Return what was heard, first what asks for most words: of several in a sentence that one is answered."""
    return sorted(heard, key=lambda one: -len(one.concern.words))


class Noted(NamedTuple):
    """What notes tell: answers as they would be `typed`, those only `named`, whether a sentence told nothing.

    `said` are all sentences as they were written, `heard` those about something that owners write of, `untold` those
    in which no answer was read.
    """

    typed: dict[str, str]
    named: tuple[str, ...] = ()
    rest: bool = False
    said: tuple[str, ...] = ()
    heard: tuple[Heard, ...] = ()
    untold: tuple[str, ...] = ()

    def of(self, concern: str) -> str | None:
        """Return the sentence that is about a concern, `None` where none is."""
        return next((one.sentence for one in self.heard if one.concern.id == concern), None)


class _Claim(NamedTuple):
    answer: str
    typed: str
    figure: Span


class _Subject(NamedTuple):
    """A subject with its words as patterns."""

    rule: NoteSubject
    groups: list[re.Pattern[str]]
    none: re.Pattern[str]
    unless: re.Pattern[str]

    @classmethod
    def of(cls, rule: NoteSubject) -> _Subject:
        return cls(rule, [_one_of(words) for words in rule.words], _one_of(rule.none), _one_of(rule.unless))


class NotesReader:
    """Reads notes by the rules of a library; made when first asked for."""

    def __init__(self, rules: NotesSettings, concerns: Iterable[Concern]) -> None:
        self._rules = rules
        self._bars = [(bar, _one_of(bar)) for bar in rules.bars]
        self._denied, self._unsure, self._about = _one_of(rules.denied), _one_of(rules.unsure), _one_of(rules.about)
        self._joins = _one_of(rules.joins)
        self._clauses = re.compile("|".join([r"[,:;、](?!\d{3})", *map(_pattern, rules.clauses.both)]))
        self._subjects = [_Subject.of(one) for one in rules.subjects]
        self._concerns = tuple(concerns)
        self._kept = functools.lru_cache(maxsize=KEPT)(self._told)

    def read(self, text: str | None) -> Noted:
        """Return what a text tells."""
        return self._kept(text or "")

    def _told(self, text: str) -> Noted:
        found: defaultdict[str, set[str]] = defaultdict(set)
        options = {subject.rule.answer for subject in self._subjects if subject.rule.option is not None}
        named: dict[str, None] = {}
        rest = False
        for sentence in filter(str.strip, _SENTENCES.split(written(text))):
            spoken_of, claims = self._sentence(sentence)
            named |= dict.fromkeys(spoken_of)
            rest |= not claims
            for claim in claims:
                found[claim.answer].add(claim.typed)
        sure = {
            answer: ", ".join(sorted(values))
            for answer, values in found.items()
            if len(values) == 1 or answer in options
        }
        left = tuple(answer for answer in named if answer not in sure)
        said = [sentence.strip() for sentence in _SAID.split(text) if sentence.strip()]
        untold = tuple(sentence for sentence in said if not self._tells(sentence))
        rest |= len(sure) < len(found)
        return Noted(sure, left, rest, tuple(said), tuple(self._heard(said)), untold)

    def _tells(self, said: str) -> bool:
        return any(self._sentence(part)[1] for part in _SENTENCES.split(written(said)) if part.strip())

    def _heard(self, sentences: Sequence[str]) -> Iterator[Heard]:
        """Yield each concern that a sentence is about, with the first such sentence."""
        texts = [(sentence, written(sentence)) for sentence in sentences]
        for concern in self._concerns:
            if (sentence := next((one for one, text in texts if _is_about(concern, text)), None)) is not None:
                yield Heard(concern, sentence)

    def _sentence(self, sentence: str) -> tuple[list[str], list[_Claim]]:
        """Return the answers that a sentence speaks of, and those it tells."""
        named, claims = [], []
        for subject in self._subjects:
            spans = _all(subject.groups, sentence)
            if spans is None or subject.unless.search(sentence):
                continue
            barred = self._barred(_without(self._about_it(sentence, subject), spans), subject)
            if barred == FOREIGN:
                continue
            named.append(subject.rule.answer)
            silent = barred or sentence.rstrip().endswith("?")
            claim = None if silent else self._claim(subject, spans, sentence)
            if claim is not None:
                claims.append(claim)
        claims = [one for one in claims if not _shared(one, claims)]
        return [] if claims else named, claims

    def _about_it(self, sentence: str, subject: _Subject) -> str:
        """Return a sentence up to the clause in which the subject is complete: what follows is of something else."""
        firsts = [found.end() for group in subject.groups if (found := group.search(sentence))]
        return next(sentence[:end] for _, end in self._cut(sentence) if end >= max(firsts))

    def _barred(self, bare: str, subject: _Subject) -> str | None:
        """Return the bar that a sentence without the words of its subject holds."""
        bars = [bar for bar, words in self._bars if bar.id not in subject.rule.among and words.search(bare)]
        return FOREIGN if any(bar.foreign for bar in bars) else bars[0].id if bars else None

    def _claim(self, subject: _Subject, spans: list[Span], sentence: str) -> _Claim | None:
        rule = subject.rule
        if rule.option is not None:
            return _Claim(rule.answer, rule.option, spans[0])
        if rule.unit is None:
            return None
        fitting, nothing = figures(rule.unit, sentence), subject.none.search(sentence)
        if nothing is not None:
            return None if fitting else _Claim(rule.answer, NOTHING, nothing.span())
        figure = self._figure(fitting, spans, sentence)
        if figure is None:
            return None
        about = "about " if self._about.search(_around(sentence, figure)) and figure.low == figure.high else ""
        value = typed(figure, rule.unit, rule.times)
        return _Claim(rule.answer, value if figure.amount else about + value, (figure.start, figure.end))

    def _figure(self, fitting: list[Figure], spans: list[Span], sentence: str) -> Figure | None:
        """Return the one figure that fits: the one in the clause of the words, else in a clause tied to it."""
        clauses = list(self._cut(sentence))
        own = {place for place, clause in enumerate(clauses) if any(_touch(clause, span) for span in spans)}
        places = [(one, _place(clauses, one)) for one in fitting]
        near = [(one, place) for one, place in places if place in own] or places
        if len(near) != 1:
            return None
        one, place = near[0]
        if place not in own and not self._tied(sentence, clauses, own, place, one):
            return None
        bare = _without(sentence, spans)
        unsure = self._unsure.search(_around(bare, one))
        return None if unsure or self._denied.search(bare[slice(*clauses[place])]) else one

    def _tied(self, sentence: str, clauses: list[Span], own: set[int], place: int, figure: Figure) -> bool:
        """Return whether the clause of a figure is about that of the words beside it.

        It follows a colon or a word that joins the two, or says hardly more than the figure.
        """
        start, end = clauses[place]
        if place - 1 in own and len(sentence[start : figure.start]) + len(sentence[figure.end : end]) <= BARE:
            return True
        later = place if place - 1 in own else place + 1 if place + 1 in own else None
        if later is None:
            return False
        opening = sentence[clauses[later][0] :].lstrip(",;、 ")
        return opening.startswith(":") or self._joins.match(opening) is not None

    def _cut(self, sentence: str) -> Iterator[Span]:
        start = 0
        for match in self._clauses.finditer(sentence):
            yield start, match.start()
            start = match.start()
        yield start, len(sentence)


def _is_about(concern: Concern, text: str) -> bool:
    """Return whether a text is about a concern. What is asked later becomes a pattern only where it is asked."""
    return all(_as_read(words).search(text) for words in concern.words) and not _as_read(concern.unless).search(text)


def _around(sentence: str, figure: Figure) -> str:
    """Return what stands right before and behind a figure, with a mark where it stands itself."""
    return (
        f"{sentence[max(0, figure.start - 16) : figure.start].rstrip()}#{sentence[figure.end : figure.end + 8].strip()}"
    )


def _shared(claim: _Claim, claims: Iterable[_Claim]) -> bool:
    return any(other.answer != claim.answer and _touch(other.figure, claim.figure) for other in claims)


def _place(clauses: list[Span], figure: Figure) -> int:
    return next(place for place, clause in enumerate(clauses) if _touch(clause, (figure.start, figure.end)))


def _touch(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _without(sentence: str, spans: Iterable[Span]) -> str:
    for start, end in spans:
        sentence = sentence[:start] + " " * (end - start) + sentence[end:]
    return sentence


def _all(groups: Iterable[re.Pattern[str]], sentence: str) -> list[Span] | None:
    """Return where a phrase of each group stands, `None` where one has none."""
    spans: list[Span] = []
    for group in groups:
        found = [span for match in group.finditer(sentence) for span in _pieces(match)]
        if not found:
            return None
        spans += found
    return spans


def _pieces(match: re.Match[str]) -> Iterator[Span]:
    """Yield the parts of a phrase, what lies between them left out."""
    start = match.start()
    for gap in sorted(match.span(group) for group in range(1, (match.re.groups or 0) + 1) if match[group] is not None):
        yield start, gap[0]
        start = gap[1]
    yield start, match.end()


NEVER: Final = re.compile(r"(?!)")
YEAR: Final = r"(?:19|20)\d\d(?!\d)"
CLOCK: Final = (
    r"\d{1,2}(?::\d\d)?(?: ?[ap]m)?"
    r"(?![\d.,:]*\d|\s*(?:%|per ?cent|to \d|-|[a-z]* ?(?:day|week|month|hour|minute|year)))"
)


@functools.cache
def _as_read(words: Phrases) -> re.Pattern[str]:
    """Return phrases as a pattern, written as notes are read: in small letters, numerals as digits."""
    return _one_of(Phrases(en=tuple(map(written, words.en)), zh=tuple(map(written, words.zh))))


def _one_of(words: Phrases) -> re.Pattern[str]:
    return re.compile("|".join(map(_pattern, words.both))) if words.both else NEVER


@functools.lru_cache(maxsize=1024)
def _pattern(phrase: str) -> str:
    """Return a phrase as a pattern: English words whole, in their usual endings; `@` is an hour, `&` a year."""
    latin = _LATIN.search(phrase) is not None
    gap = rf"([^.!?;。]{{0,{APART['en' if latin else 'zh']}}}?)"
    return gap.join(_words(part.strip(), latin) for part in phrase.split(".."))


def _words(part: str, latin: bool) -> str:
    escaped = re.escape(part).replace("@", CLOCK).replace(r"\&", YEAR)
    for sign in "()|":
        escaped = escaped.replace(rf"\{sign}", "(?:" if sign == "(" else sign)
    if not latin:
        return escaped
    start = "" if part.startswith("#") else "(?<![a-z])"
    return start + escaped + ("" if part.endswith("#") else "(?:s|es|'s)?(?![a-z])")
