"""A plan's words in one language: values as a reader writes them, texts with their blanks filled, conditions said."""

import functools
import math
import re
from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

from salesmode.business.conditions import BAND, N_A, QUANTITY, Condition, Facts, Group, Leaf, Negation, compiled, leaves
from salesmode.business.currencies import signed
from salesmode.business.facts import COUNT_FIGURES, MONEY_FIGURES, RATE_FIGURES
from salesmode.business.profile import specs
from salesmode.business.span import Span
from salesmode.business.vocabulary import Spec
from salesmode.knowledge.industries import Industry
from salesmode.knowledge.library import Library
from salesmode.knowledge.moves import Figure
from salesmode.report import amounts
from salesmode.report.amounts import about, in_thousands, in_wan, number, one_of, rounded, two_figures, unit_of

BLANK = re.compile(r" ?\{((?:noun\.)?[a-z][a-z0-9_]*)(?:\|([^{}]*))?\} ?")
NOUN: Final = "noun."
ARTICLE: Final = re.compile(r"\b([Aa])n? (?=\{noun\.([a-z_]+)\})")  # a trade's own noun may want the other one
FIGURE: Final = frozenset("0123456789%")  # how one begins and ends
ROLE: Final = "role_"  # before the id of a role: a noun, which a trade may call otherwise
# A figure made of the options of an answer.
OPTIONS_OF = dict.fromkeys(
    ("idle_channels", "main_source", "dear_channel", "cheap_channel", "costly_channel", "empty_channels"), "channels"
)
EXACT_COUNT = 10  # a count below it keeps its tenths
HOUR, MINUTE = 1 / 24, 1 / 1440
HOURS_A_DAY, MINUTES_AN_HOUR = 24, 60


class Words(NamedTuple):
    """Everything a report may say: the words of a library and of a trade, and the facts that fill their blanks.

    `figures` are those of the thing that speaks, already in words; `terms` what its conditions call them, and as what
    each is shown.
    """

    library: Library
    facts: Facts
    currency: str
    industry: Industry | None = None
    figures: Mapping[str, str] = {}
    terms: Mapping[str, tuple[str, str]] = {}

    @property
    def zh(self) -> bool:
        """Whether the language is Chinese."""
        return self.library.lang == "zh"

    def ui(self, key: str, **values: object) -> str:
        """Return the words under `key` of words.yaml, `{name}` replaced by the values given."""
        return self.filled(self.library.words[key], values)

    @property
    def customers(self) -> str:
        """What those who buy are called, by the trade where it has a word of its own: "your customers"."""
        return self.noun("your_customers")

    def fill(self, text: str) -> str:
        """Return `text` with every blank filled once: the value where it is known, else the words after the bar."""
        filled = BLANK.sub(self._blank, ARTICLE.sub(self._article, text)) if "{" in text else text
        return filled if self.zh or "1 " not in filled else one_of(filled, self._plurals())

    def _plurals(self) -> dict[str, str]:
        """The singular of every unit and noun by its plural."""
        units = {self.ui(f"units.{unit}"): self.ui(f"units.{unit}_one") for unit in amounts.UNITS}
        return {**units, **{self.noun(plural): self.noun(one) for plural, one in amounts.NOUNS.items()}}

    def page(self, key: str, **values: object) -> str:
        """Return the sentence under `key` of page.yaml, `{name}` replaced by the values given."""
        return self.filled(self.library.page[key], values)

    def explain(self, key: str, **values: object) -> str:
        """Return the sentence under `key` of explain.yaml, `{name}` replaced by the values given."""
        return self.filled(self.library.explain[key], values)

    def compare(self, key: str, **values: object) -> str:
        """Return the sentence under `key` of compare.yaml, `{name}` replaced by the values given."""
        return self.filled(self.library.compare[key], values)

    def track(self, key: str, **values: object) -> str:
        """Return the sentence under `key` of track.yaml, `{name}` replaced by the values given."""
        return self.filled(self.library.track[key], values)

    def filled(self, text: str, values: Mapping[str, object]) -> str:
        """Return a text with each `{name}` replaced by the value given for it."""
        return BLANK.sub(lambda match: self._put(match, str(values[match[1]])), text) if values else text

    def about(self, figures: Mapping[str, Figure], values: Mapping[str, float | None], facts: Facts) -> "Words":
        """Return the words for a finding or a move: its figures, the facts of the part of the business it is for."""
        known = {id: value for id, value in values.items() if value is not None and id in figures}
        told = {id: self.shown(figures[id].shown, value) for id, value in known.items()}
        return self._replace(figures=told, facts=facts)

    def shown(self, kind: str, value: float) -> str:
        """Return a figure of a kind as a reader would write it."""
        match kind:
            case "money":
                return self.money(value)
            case "share":
                return self.rate(value)
            case "count":
                return about(value)
            case "days":
                return self.duration(rounded(value))
            case "points" | "number" | "times":
                return number(round(value * 100 if kind == "points" else value, 1))
            case unit:
                return self.counted(rounded(value), unit)

    def _blank(self, match: re.Match[str]) -> str:
        name = match[1]
        if name in self.figures:
            return self._put(match, self.figures[name])
        if name.startswith(NOUN):
            return self._put(match, self.noun(name.removeprefix(NOUN)))
        value = self.facts.get(name)
        if value is None:
            value, name = self.facts.get(QUANTITY + name), QUANTITY + name
        known = value is not None and value is not N_A and value != frozenset()
        return self._put(match, self.value(name, value) if known else match[2] or "")

    def _article(self, match: re.Match[str]) -> str:
        return f"{match[1]}n " if self.noun(match[2]).startswith(("a", "e", "i", "o")) else f"{match[1]} "

    def noun(self, id: str) -> str:
        """Return what a thing is called, by the trade where it has a word of its own."""
        own = self.industry.nouns.get(id) if self.industry else None
        return own if own is not None else self.library.nouns.get(id, id)

    def move(self, id: str) -> str:
        """Return the title of a move, as the trade calls it."""
        own = self.industry.first.get(id) if self.industry else None
        return self.fill((own and own.title) or self.library.move(id).title)

    def _put(self, match: re.Match[str], filled: str) -> str:
        before, after = match.string[: match.start()][-1:], match.string[match.end() :][:1]
        left, right = match[0].startswith(" "), match[0].endswith(" ")
        return self._space(before, filled[:1], left) + filled + self._space(filled[-1:], after, right)

    def _space(self, left: str, right: str, written: bool) -> str:
        """Between a Chinese character and a figure stands a space, between two Chinese characters none."""
        han = "\u3400" <= left <= "\u9fff", "\u3400" <= right <= "\u9fff"
        if not self.zh or not any(han):
            return " " if written else ""
        other = right if han[0] else left
        return "" if all(han) or (other not in FIGURE and not written) else " "

    def mark(self, source: str) -> str:
        """Return a source as it stands behind a sentence: by its id, our own estimate in words."""
        return self.ui("judgement_mark") if source == "judgement" else source

    def marks(self, sources: Iterable[str]) -> str:
        """Return the sources that stand behind a sentence."""
        return self.listed(self.mark(source) for source in sources)

    def title(self, play: str) -> str:
        """Return the title of a play, its id where the library has none."""
        return self.library.plays[play].title if play in self.library.plays else play

    def source(self, id: str) -> str:
        """Return the title of a source."""
        return self.library.sources[id].title

    def dimension(self, id: str) -> str:
        """Return what a dimension of the diagnosis is called."""
        return self.fill(next(dimension.title for dimension in self.library.diagnosis.dimensions if dimension.id == id))

    def label(self, fact: str) -> str:
        """Return what an answer, a figure or a quantity is called inside a sentence."""
        if fact in self.terms:
            return self.terms[fact][0]
        if fact.startswith(QUANTITY):
            return self.library.quantities[fact.removeprefix(QUANTITY)].name
        question = self.library.questions.answers.get(fact)
        return question.label if question else self.library.words.get(f"figures.{fact}", fact)

    def option(self, fact: str, option: Any) -> str:
        """Return what an option is called."""
        if fact == "region":
            return self.country(str(option))
        if fact in ("mode", "motion"):
            return self.library.words.get(f"{fact}.{option}", str(option))
        if fact == "industry" and option in self.library.industries:
            return self.library.industries[option].title
        question = self.library.questions.answers.get(OPTIONS_OF.get(fact, fact))
        named = question.options.get(str(option)) if question else None
        return named.text if named else str(option)

    def country(self, code: str) -> str:
        """Return the name of a country, its code where it has none in the library."""
        return self.library.countries.get(code, code).split(", ")[0]

    def role(self, role: str) -> str:
        """Return what a role is called: by the trade where it has a word of its own, in a shop's word only by shops."""
        own = f"{ROLE}{role}"
        return self.noun(own) if own in self.library.nouns else self.option("team", role)

    def listed(self, items: Iterable[str]) -> str:
        """Return a list as it stands in a sentence."""
        return ("、" if self.zh else ", ").join(items)

    def joined(self, items: Iterable[str]) -> str:
        """Return a list whose last item is joined by "and"."""
        *first, last = items
        return last if not first else self.listed(first) + self.page("and") + last

    def sentences(self, sentences: Iterable[str]) -> str:
        """Return whole sentences one after the other."""
        return ("" if self.zh else " ").join(sentences)

    def value(self, fact: str, value: Any) -> str:
        """Return the value of an answer or figure as a reader would write it."""
        if value is N_A:
            return self.ui("does_not_apply")
        if fact in self.terms:
            return self.shown(self.terms[fact][1], value)
        if fact.startswith(QUANTITY):
            return self.quantity(fact.removeprefix(QUANTITY), value)
        if isinstance(value, bool):
            return self.ui("yes" if value else "no")
        if isinstance(value, frozenset | tuple):
            return self._options(fact, value)
        if isinstance(value, str):
            return self.option(fact, value)
        if isinstance(value, int | float):
            return self._number(fact, value)
        return self._mapping(fact, value) if isinstance(value, Mapping) else str(value)

    def quantity(self, id: str, value: float | Span) -> str:
        """Return the value of a quantity of the model as a reader would write it, its likely one of a range."""
        size = value.likely if isinstance(value, Span) else value
        match self.library.quantities[id].shown:
            case "money":
                return self.money(size)
            case "share":
                return self.rate(size)
            case "count":
                return about(size) if size >= EXACT_COUNT else number(round(size, 1))
            case "days":
                return self.duration(rounded(size))
            case "number" | "times":
                return number(round(size, 2))
            case unit:
                return self.counted(rounded(size), unit)

    def _options(self, fact: str, value: Iterable[Any]) -> str:
        chosen, fact = set(value), OPTIONS_OF.get(fact, fact)
        options = specs()[fact].options if fact in specs() else ()
        ordered = [option for option in options if option in chosen or (option.isdigit() and int(option) in chosen)]
        return self.listed(self.option(fact, option) for option in ordered) or self.ui("none")

    def _mapping(self, fact: str, value: Mapping[str, Any]) -> str:
        return self.listed(f"{self.option(fact, key)} {entry}" for key, entry in value.items())

    def _number(self, fact: str, value: float) -> str:
        kind = _kind(specs().get(fact), fact)
        if kind == "number" and fact not in specs():
            value = float(round(value)) if fact in COUNT_FIGURES else rounded(value)
        return self.measured(kind, value)

    def measured(self, kind: str, value: float) -> str:
        """Return a number of a kind: an amount, a share, a time, or just so many."""
        match kind:
            case "money":
                return self.money(value)
            case "rate":
                return self.rate(value)
            case "duration":
                return self.duration(value)
        return number(value)

    def money(self, amount: float) -> str:
        """Return an amount in the plan's currency: digits grouped, larger ones to three figures with k, m or 万, 亿."""
        size = abs(amount)
        said = f"{in_wan(size)}{self.unit()}" if self.zh else f"{self.currency} {in_thousands(size)}"
        return signed(amount, said)

    def unit(self) -> str:
        """Return what amounts are counted in: the code of the currency, its name in Chinese."""
        return self.library.words.get(f"currencies.{self.currency}", self.currency) if self.zh else self.currency

    def amount(self, amount: float) -> str:
        """Return an amount without its currency, as one writes it in a sum."""
        size = abs(amount)
        return signed(amount, in_wan(size).rstrip() if self.zh else in_thousands(size))

    def money_range(self, low: float, likely: float, high: float) -> str:
        """Return an amount with its low and high end in one unit, to two figures: `EUR 170k (69–340k)`."""
        unit, sign = unit_of(max(abs(low), abs(likely), abs(high)), self.zh)
        first, most = (two_figures(amount / unit) for amount in (low, high))
        size = two_figures(abs(likely) / unit)
        said = signed(likely, f"{size} {sign}{self.unit()}" if self.zh else f"{self.currency} {size}{sign}")
        if first == most:
            return said
        ends = f"{first}–{most}" if low >= 0 else self.span(first, most)  # a dash before a minus is hard to read
        return f"{said}（{ends}）" if self.zh else f"{said} ({ends}{sign})"

    def rate(self, rate: float, places: int = 1) -> str:
        """Return a share as per cent, without needless digits: to so many places."""
        return f"{number(round(rate * 100, places))}%"

    def small_rate(self, rate: float) -> str:
        """Return a share below one per cent to three figures."""
        return f"{rate * 100:.3g}%"

    def points(self, points: float) -> str:
        """Return a difference of two rates, in points."""
        return number(round(points * 100, 1))

    def duration(self, days: float) -> str:
        """Return days as days, or as hours or minutes where it is less than one."""
        if round(abs(days) / MINUTE) == MINUTES_AN_HOUR or round(abs(days) / HOUR, 1) == HOURS_A_DAY:
            days = math.copysign(HOUR if abs(days) < 2 * HOUR else 1, days)  # as it is rounded: 1 day, not 24 hours
        if 0 < abs(days) < HOUR:
            return self.counted(round(days / MINUTE) or (1 if days > 0 else -1), "minutes")
        return self.counted(round(days / HOUR, 1), "hours") if 0 < abs(days) < 1 else self.counted(days, "days")

    def span(self, low: str, high: str, key: str = "said.span") -> str:
        """Return a range of two figures as written, one of them where both read the same."""
        return low if low == high else self.ui(key, low=low, high=high)

    def money_span(self, low: float, high: float) -> str:
        """Return a range of amounts, one of them where both read the same."""
        return self.span(self.money(low), self.money(high), "said.span_money")

    def counted(self, count: float, unit: str) -> str:
        """Return a count with its unit, which is in the singular for one."""
        singular = abs(count) == 1 and not self.zh
        return f"{number(count)} {self.ui(f'units.{unit}_one' if singular else f'units.{unit}')}"

    def hours(self, hours: float) -> str:
        """Return hours, to a tenth."""
        return f"{number(round(hours, 1))} {self.ui('units.h')}"

    def because(self, statement: str, so: str) -> str:
        """Return a sentence made of what was answered and what follows from it."""
        return upper_first(self.ui("because", statement=statement, so=so))

    def said(self, condition: Condition) -> str:
        """Return what makes a condition hold, in words: who pays and how they buy only where nothing else does."""
        said = dict(self._said(condition))
        telling = [text for fact, text in said.items() if fact not in ("mode", "motion")]
        return self.ui("joint").join(telling or said.values())

    def _said(self, condition: Condition) -> list[tuple[str, str]]:
        match condition:
            case Leaf(fact=fact):
                return [(fact, self._leaf(condition))]
            case Group(join="any", parts=parts):
                holding = [part for part in parts if compiled(part)(self.facts)]
                return [said for part in holding for said in self._said(part)]
            case Group(parts=parts):
                return [said for part in parts for said in self._said(part)]
            case Negation(part=part):
                return [(leaf.fact, self._plainly(leaf)) for leaf in leaves(part)]

    def _plainly(self, leaf: Leaf) -> str:
        answer, label = self.facts.get(leaf.fact), self.label(leaf.fact)
        if answer is None:
            return self.ui("said.unknown", label=label)
        return self.ui("said.is", label=label, value=self.value(leaf.fact, answer))

    def _leaf(self, leaf: Leaf) -> str:
        answer, label = self.facts.get(leaf.fact), self.label(leaf.fact)
        if answer is None:
            return self.ui("said.unknown", label=label)
        if leaf.comparison == "any_of" and isinstance(answer, frozenset):
            return self.ui("said.is", label=label, value=self.value(leaf.fact, answer & frozenset(leaf.options)))
        value = self.value(leaf.fact, answer)
        if leaf.comparison in ("at_least", "at_most"):
            bound = self._bound(leaf.fact, leaf.value)
            return self.ui(f"said.{leaf.comparison}", label=label, value=value, bound=bound)
        if leaf.comparison == "between":
            low, high = (self._bound(leaf.fact, bound) for bound in leaf.options)
            return self.ui("said.between", label=label, value=value, low=low, high=high)
        if leaf.comparison == "none_of" and not answer:
            options = self.listed(self.option(leaf.fact, option) for option in leaf.options)
            return self.ui("said.none_of", label=label, value=value, options=options)
        return self.ui("said.is", label=label, value=value)

    def _bound(self, fact: str, bound: Any) -> str:
        amount = self.facts.get(bound) if isinstance(bound, str) and bound.startswith(BAND) else bound
        return self.value(fact, amount)


@functools.cache
def _kind(spec: Spec | None, fact: str) -> str:
    if spec is not None:
        return spec.kind
    return "money" if fact in MONEY_FIGURES else "rate" if fact in RATE_FIGURES else "number"


def upper_first(text: str) -> str:
    """Return `text` beginning with a capital, the rest as it is."""
    return text[:1].upper() + text[1:]
