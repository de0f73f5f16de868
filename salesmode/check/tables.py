"""Whether the tables beside the plays speak of every answer, option and way of buying, and of nothing else."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from salesmode.business.conditions import leaves
from salesmode.business.facts import ELSEWHERE, FIGURES, MADE_OF
from salesmode.business.profile import ANSWERS, specs
from salesmode.business.quantities import Quantity
from salesmode.business.vocabulary import NUMBERS, Spec
from salesmode.check.conditions import READINGS
from salesmode.check.material import LANGS, Material, texts_in
from salesmode.check.references import JUDGED
from salesmode.check.texts import BY_PROGRAM, program_blanks
from salesmode.engine.sizing import INPUTS
from salesmode.knowledge.build import typed
from salesmode.knowledge.diagnosis import Contradiction, DiagnosisRules, EvidenceRule
from salesmode.knowledge.files import Finding, KnowledgeFile, Where, read_file
from salesmode.knowledge.parts import PARTS
from salesmode.knowledge.questions import QuestionsFile
from salesmode.knowledge.tables import Benchmark, CalendarFile, CurrenciesFile, DayRule, SeasonRule, Size
from salesmode.knowledge.terms import Applies, Band

OWN_OPTIONS = ("industry", "maturity")  # the library itself says what these may be


def files(material: Material) -> Iterator[Finding]:
    """Yield files without which nothing works."""
    for part in PARTS.values():
        if part.needed and not part.many and part.place not in material.files:
            yield Finding(f"{part.place}.yaml", 1, "missing-file", "the library needs this file")


def questions(material: Material) -> Iterator[Finding]:
    """Yield answers without a question, questions without an answer, and options that are not those of the answer."""
    asked: QuestionsFile | None = material.thing("questions")
    if asked is None:
        return
    file = material.files["questions"]
    groups = {group.id for group in asked.groups}
    for id in ANSWERS:
        if id not in asked.answers:
            yield file.finding(("answers",), "missing-question", f"nobody asks for '{id}'")
    read = _read(material)
    for id, words in asked.answers.items():
        where = ("answers", id)
        if words.unread and id in read:
            what = f"'{id}' is said to be read by no plan, and a rule reads it"
            yield file.finding((*where, "unread"), "read-answer", what)
        if id not in ANSWERS:
            yield file.finding(where, "unknown-answer", f"no answer '{id}'")
        elif words.group not in groups:
            yield file.finding((*where, "group"), "unknown-group", f"no group '{words.group}'")
        else:
            yield from _options(material, file, id, words.options)
        for place, other in enumerate(words.rests_on):
            if other not in ANSWERS or other == id:
                yield file.finding((*where, "rests_on", place), "unknown-answer", f"no other answer '{other}'")


def _read(material: Material) -> frozenset[str]:
    """Return the answers that any rule of the library asks for, itself or through a figure, or the model is made of."""
    facts = {leaf.fact for _, _, condition in material.conditions for leaf in leaves(condition)}
    rules: DiagnosisRules | None = material.thing("diagnosis")
    evidence = {rule.answer for rule in rules.evidence} if rules else set()
    quantities: Mapping[str, Quantity] = material.thing("quantities") or {}
    counted = {read.answer for quantity in quantities.values() for read in quantity.read}
    return frozenset(facts | evidence | counted).union(*MADE_OF.values(), *INPUTS.values())


def _options(material: Material, file: KnowledgeFile, id: str, options: Iterable[str]) -> Iterator[Finding]:
    where = ("answers", id, "options")
    spec_options = specs()[id].options
    if id in OWN_OPTIONS:
        known: Iterable[str] = material.industries if id == "industry" else material.known_plays
        needed: Iterable[str] = ()
    elif not spec_options or specs()[id].kind == "yes_no":
        return
    else:
        known = needed = spec_options
    for option in options:
        if option not in known:
            yield file.finding((*where, option), "unknown-option", f"'{id}' has no option '{option}'")
    for option in needed:
        if option not in options:
            yield file.finding(where, "missing-option", f"'{id}' has no words for its option '{option}'")


def evidence(material: Material) -> Iterator[Finding]:
    """Yield evidence on answers, options, dimensions or bands that do not exist."""
    rules: DiagnosisRules | None = material.thing("diagnosis")
    if rules is None:
        return
    file = material.files["diagnosis"]
    dimensions = {dimension.id for dimension in rules.dimensions}
    for axis, caps in (("mode", rules.caps.mode), ("motion", rules.caps.motion)):
        for id in dimensions ^ caps.keys():
            yield file.finding(("caps", axis), "unknown-dimension", f"'{id}' needs a title and a cap on each axis")
    for index, rule in enumerate(rules.evidence):
        where = ("evidence", index)
        if rule.dimension not in dimensions:
            yield file.finding((*where, "dimension"), "unknown-dimension", f"no dimension '{rule.dimension}'")
        yield from _evidence(material, file, where, rule)
    for index, contradiction in enumerate(rules.contradictions):
        yield from _contradiction(file, ("contradictions", index), contradiction, material.known_plays)
    for way, band in (("considered", rules.economics.considered), ("fast", rules.economics.fast)):
        if band.band not in material.bands and material.bands:
            yield file.finding(("economics", way), "unknown-band", f"no band '{band.band}'")


def _contradiction(
    file: KnowledgeFile, where: Where, rule: Contradiction, known_plays: Iterable[str]
) -> Iterator[Finding]:
    for place, id in enumerate(rule.answers):
        if id not in ANSWERS:
            yield file.finding((*where, "answers", place), "unknown-answer", f"no answer '{id}'")
    for play in rule.lowers:
        if play not in known_plays:
            yield file.finding((*where, "lowers", play), "unknown-play", f"no play '{play}'")
    if rule.condition is not None and {leaf.fact for leaf in leaves(rule.condition)} & READINGS.keys():
        what = "mode and motion are read after the contradictions: ask for answers"
        yield file.finding((*where, "if"), "condition", what)


def _evidence(material: Material, file: KnowledgeFile, where: Where, rule: EvidenceRule) -> Iterator[Finding]:
    spec = specs().get(rule.answer)
    if spec is None:
        yield file.finding((*where, "answer"), "unknown-answer", f"no answer '{rule.answer}'")
        return
    for option in rule.options or ():
        if option not in spec.options:
            what = f"'{rule.answer}' has no option '{option}'"
            yield file.finding((*where, "options", option), "unknown-option", what)
    if not rule.options and spec.kind not in NUMBERS:
        yield file.finding(where, "evidence", f"'{rule.answer}' is no number: its options have weights")
    for index, band in enumerate(rule.bands or ()):
        if isinstance(band.below, Band) and band.below.band not in material.bands and material.bands:
            yield file.finding((*where, "bands", index), "unknown-band", f"no band '{band.below.band}'")


def answers_named(material: Material) -> Iterator[Finding]:
    """Yield answers that the settings unlock, and that do not exist."""
    place = "settings/next_questions"
    settings = material.thing(place)
    for index, unlock in enumerate(settings.unlocks if settings else ()):
        if unlock.answer not in ANSWERS:
            yield material.files[place].finding(("unlocks", index), "unknown-answer", f"no answer '{unlock.answer}'")


def currencies(material: Material) -> Iterator[Finding]:
    """Yield countries and symbols with a currency that has no entry, and bands that not every currency has."""
    currency_file: CurrenciesFile | None = material.thing("currencies")
    if currency_file is None:
        return
    file = material.files["currencies"]
    for region, code in currency_file.regions.items():
        if code not in currency_file.codes:
            yield file.finding(("regions", region), "unknown-currency", f"no currency '{code}'")
    for symbol, codes in currency_file.symbols.items():
        for code in codes:
            if code not in currency_file.codes:
                yield file.finding(("symbols", symbol), "unknown-currency", f"no currency '{code}'")
    for code, currency in currency_file.codes.items():
        for band in (currency.bands or {}).keys() - material.bands:
            yield file.finding(("codes", code, "bands"), "unknown-band", f"not every currency has the band '{band}'")


def program_words(material: Material, home: Path) -> Iterator[Finding]:
    """Yield words that the program says, as those of `home` show, and that this library lacks or fills otherwise."""
    for place in BY_PROGRAM:
        shipped = read_file(home, f"{place}.yaml")
        if material.thing(place) is None or not isinstance(shipped, KnowledgeFile):
            continue
        own = {text.where: text.words for text in material.texts if text.file.id == place}
        english, chinese = (texts_in(typed(shipped, lang).thing) for lang in LANGS)
        file = material.files[place]
        for (where, english_text, _), (_, chinese_text, _) in zip(english, chinese, strict=True):
            if where not in own:
                yield file.finding(where, "missing-words", f"the program says '{'.'.join(map(str, where))}'")
                continue
            filled = program_blanks(english_text) | program_blanks(chinese_text)
            strange = set().union(*(program_blanks(words) for words in own[where].values())) - filled
            for blank in sorted(strange):
                yield file.finding(where, "program-blank", f"the program does not fill {{{blank}}} here")


def words_for_ids(material: Material) -> Iterator[Finding]:
    """Yield figures and levers that have no words."""
    place = "program/words"
    words, sizing = material.thing(place), material.thing("settings/sizing")
    if words is None:
        return
    wanted: Mapping[str, Iterable[str]] = {"figures": FIGURES, "levers": sizing.levers if sizing else ()}
    for heading, ids in wanted.items():
        for id in ids:
            if f"{heading}.{id}" not in words:
                yield material.files[place].finding((heading,), "missing-words", f"no words for '{heading}.{id}'")


def calendars(material: Material) -> Iterator[Finding]:
    """Yield seasons of an unknown table, trade or country, ids used twice, and years missing from a table."""
    calendar_files: list[tuple[KnowledgeFile, CalendarFile]] = list(material.under("calendars"))
    tables = {id for _, calendar in calendar_files for id in calendar.tables}
    seen: set[str] = set()
    for file, calendar in calendar_files:
        if file.id.count("/") > 1:
            yield file.finding((), "calendar-id", "a calendar lies in calendars, and nowhere deeper")
        yield from _gaps(file, calendar)
        for index, season in enumerate(calendar.seasons):
            where: Where = ("seasons", index)
            yield from _unknown_tables(file, where, season, tables)
            if season.id in seen:
                yield file.finding((*where, "id"), "duplicate-id", f"'{season.id}' is another season already")
            seen.add(season.id)
            yield from _whose(material, file, (*where, "applies"), season.applies, ELSEWHERE)


def _unknown_tables(
    file: KnowledgeFile, where: Where, season: SeasonRule, tables: Collection[str]
) -> Iterator[Finding]:
    days: dict[Where, DayRule] = {("day",): season.day}
    days |= {("by_country", country): day for country, day in season.by_country.items()}
    for place, day in days.items():
        if day.table is not None and day.table not in tables:
            yield file.finding((*where, *place, "table"), "unknown-table", f"no table '{day.table}'")


def _gaps(file: KnowledgeFile, calendar: CalendarFile) -> Iterator[Finding]:
    """Yield the years that a table misses, up to its last one or to the year that the file promises."""
    for id, table in calendar.tables.items():
        last = max(table.dates)
        for year in sorted(set(range(min(table.dates), last + 1)) - table.dates.keys()):
            yield file.finding(("tables", id, "dates"), "table-gap", f"'{id}' has no date for {year}")
        if calendar.until is not None and last < calendar.until:
            yield file.finding(
                ("tables", id, "dates"),
                "table-short",
                f"'{id}' ends in {last}, and the file runs until {calendar.until}",
            )


def _whose(
    material: Material, file: KnowledgeFile, where: Where, applies: Applies, besides: str = ""
) -> Iterator[Finding]:
    """Trades and countries that do not exist, `besides` one that stands for a country nobody stated."""
    currency_file = material.thing("currencies")
    for place, trade in enumerate(applies.industries or ()):
        if trade not in material.industries:
            yield file.finding((*where, "industries", place), "unknown-option", f"no trade '{trade}'")
    for place, region in enumerate(applies.regions or ()):
        if currency_file is not None and region not in currency_file.regions and region != besides:
            yield file.finding((*where, "regions", place), "unknown-option", f"no country '{region}'")


def benchmarks(material: Material) -> Iterator[Finding]:
    """Yield benchmarks that are no range, stand in for no rate, rest on nothing read, or hold for nobody."""
    for file, benchmark in material.under("benchmarks"):
        if file.id.count("/") > 1:
            yield file.finding((), "benchmark-id", "a benchmark lies in benchmarks, and nowhere deeper")
        yield from _range(file, benchmark)
        yield from _source(material, file, benchmark.source)
        yield from _whose(material, file, ("applies",), benchmark.applies)
        if benchmark.applies.size is not None:
            yield from _size(file, benchmark.applies.size)


def _range(file: KnowledgeFile, benchmark: Benchmark) -> Iterator[Finding]:
    if benchmark.low >= benchmark.high:
        what = f"from {benchmark.low:g} to {benchmark.high:g}: a benchmark is a range, the lower end first"
        yield file.finding(("low",), "benchmark-range", what)
    if benchmark.answer is None:
        return
    spec: Spec | None = specs().get(benchmark.answer)
    if spec is None or spec.kind != "rate":
        yield file.finding(("answer",), "unknown-answer", f"no answer '{benchmark.answer}' that is a rate")
    elif spec.high is not None and benchmark.high > spec.high:
        yield file.finding(("high",), "benchmark-range", f"'{spec.id}' never reaches {benchmark.high:g}")


def _source(material: Material, file: KnowledgeFile, id: str) -> Iterator[Finding]:
    source = (material.thing("sources") or {}).get(id)
    if source is None:
        return  # `unknown-source` says so
    if source.kind in JUDGED:
        yield file.finding(("source",), "benchmark-source", f"'{id}' is not what others report")
    elif source.read is None:
        yield file.finding(("source",), "benchmark-source", f"nobody has read '{id}'")


def _size(file: KnowledgeFile, size: Size) -> Iterator[Finding]:
    is_money = specs()[size.answer].kind == "money"
    for key, bound in (("at_least", size.at_least), ("at_most", size.at_most)):
        if bound is not None and isinstance(bound, Mapping) is not is_money:
            what = "money is bounded by currency: {USD: 1000000}" if is_money else "this is no money: write a number"
            yield file.finding(("applies", "size", key), "hidden-currency", what)
