"""Whether the tables beside the plays speak of every answer, option and way of buying, and of nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from salesmode.business.conditions import leaves, read_condition
from salesmode.business.facts import ELSEWHERE, FIGURES
from salesmode.business.profile import ANSWERS, Spec, specs
from salesmode.check.conditions import NUMBERS, READINGS
from salesmode.check.material import Material
from salesmode.check.references import JUDGED
from salesmode.check.texts import BY_PROGRAM, LANGS, program_blanks
from salesmode.knowledge.files import Document, Finding, Where, read_document

REQUIRED = (
    "calc", "choice", "currencies", "diagnosis", "guards", "interview", "planned", "questions", "roles", "screens",
    "sources", "words",
)  # fmt: skip
OWN_OPTIONS = ("industry", "maturity")  # the library itself says what these may be


def files(material: Material) -> Iterator[Finding]:
    """Yield files without which nothing works."""
    for name in REQUIRED:
        if name not in material.documents:
            yield Finding(f"{name}.yaml", 1, "missing-file", "the library needs this file")


def questions(material: Material) -> Iterator[Finding]:
    """Yield answers without a question, questions without an answer, and options that are not those of the answer."""
    asked = material.data("questions")
    if not asked:
        return
    document = material.documents["questions"]
    groups = {group["id"] for group in asked["groups"]}
    for id in ANSWERS:
        if id not in asked["answers"]:
            yield document.finding(("answers",), "missing-question", f"nobody asks for '{id}'")
    for id, question in asked["answers"].items():
        where = ("answers", id)
        if id not in ANSWERS:
            yield document.finding(where, "unknown-answer", f"no answer '{id}'")
        elif question["group"] not in groups:
            yield document.finding((*where, "group"), "unknown-group", f"no group '{question['group']}'")
        else:
            yield from _options(material, document, id, question.get("options") or {})
        for place, other in enumerate(question.get("rests_on") or ()):
            if other not in ANSWERS or other == id:
                yield document.finding((*where, "rests_on", place), "unknown-answer", f"no other answer '{other}'")


def _options(material: Material, document: Document, id: str, options: Mapping[str, Any]) -> Iterator[Finding]:
    where = ("answers", id, "options")
    held = specs()[id].options
    if id in OWN_OPTIONS:
        known: Iterable[str] = material.industries if id == "industry" else material.known_plays
        needed: Iterable[str] = ()
    elif not held or specs()[id].kind == "yes_no":
        return
    else:
        known = needed = held
    for option in options:
        if option not in known:
            yield document.finding((*where, option), "unknown-option", f"'{id}' has no option '{option}'")
    for option in needed:
        if option not in options:
            yield document.finding(where, "missing-option", f"'{id}' has no words for its option '{option}'")


def evidence(material: Material) -> Iterator[Finding]:
    """Yield evidence on answers, options, dimensions or bands that do not exist."""
    raw = material.data("diagnosis")
    if not raw:
        return
    document = material.documents["diagnosis"]
    dimensions = {dimension["id"] for dimension in raw["dimensions"]}
    for axis, caps in raw["caps"].items():
        for id in dimensions ^ caps.keys():
            yield document.finding(("caps", axis), "unknown-dimension", f"'{id}' needs a title and a cap on each axis")
    for index, item in enumerate(raw["evidence"]):
        where = ("evidence", index)
        if item["dimension"] not in dimensions:
            yield document.finding((*where, "dimension"), "unknown-dimension", f"no dimension '{item['dimension']}'")
        yield from _evidence(material, document, where, item)
    for index, item in enumerate(raw["contradictions"]):
        yield from _contradiction(document, ("contradictions", index), item, material.known_plays)
    for way in ("considered", "fast"):
        if raw["economics"][way]["band"] not in material.bands and material.bands:
            yield document.finding(("economics", way), "unknown-band", f"no band '{raw['economics'][way]['band']}'")


def _contradiction(
    document: Document, where: Where, item: dict[str, Any], known_plays: Iterable[str]
) -> Iterator[Finding]:
    for place, id in enumerate(item["answers"]):
        if id not in ANSWERS:
            yield document.finding((*where, "answers", place), "unknown-answer", f"no answer '{id}'")
    for play in item.get("lowers") or ():
        if play not in known_plays:
            yield document.finding((*where, "lowers", play), "unknown-play", f"no play '{play}'")
    if {leaf.fact for leaf in leaves(read_condition(item["if"]))} & READINGS.keys():
        what = "mode and motion are read after the contradictions: ask for answers"
        yield document.finding((*where, "if"), "condition", what)


def _evidence(material: Material, document: Document, where: Where, item: dict[str, Any]) -> Iterator[Finding]:
    spec = specs().get(item["answer"])
    if spec is None:
        yield document.finding((*where, "answer"), "unknown-answer", f"no answer '{item['answer']}'")
        return
    for option in item.get("options") or ():
        if option not in spec.options:
            what = f"'{item['answer']}' has no option '{option}'"
            yield document.finding((*where, "options", option), "unknown-option", what)
    if not item.get("options") and spec.kind not in NUMBERS:
        yield document.finding(where, "evidence", f"'{item['answer']}' is no number: its options have weights")
    for index, band in enumerate(item.get("bands") or ()):
        below = band.get("below")
        if isinstance(below, dict) and below["band"] not in material.bands and material.bands:
            yield document.finding((*where, "bands", index), "unknown-band", f"no band '{below['band']}'")


def answers_named(material: Material) -> Iterator[Finding]:
    """Yield answers that choice.yaml unlocks or a KPI starts from, and that do not exist or are no number."""
    choice = material.documents.get("choice")
    for index, item in enumerate(material.data("choice").get("unlocks", ())):
        if choice is not None and item["answer"] not in ANSWERS:
            yield choice.finding(("unlocks", index), "unknown-answer", f"no answer '{item['answer']}'")
    for _, document in material.plays():
        for number, level in (document.data["levels"] or {}).items():
            for index, kpi in enumerate(level["kpis"]):
                id = (kpi.get("from") or {}).get("answer")
                where = ("levels", number, "kpis", index, "from")
                if id is not None and (id not in ANSWERS or specs()[id].kind not in NUMBERS):
                    yield document.finding(where, "unknown-answer", f"no answer '{id}' that is a number")


def currencies(material: Material) -> Iterator[Finding]:
    """Yield countries and symbols with a currency that has no entry, and bands that not every currency has."""
    raw = material.data("currencies")
    if not raw:
        return
    document = material.documents["currencies"]
    for region, code in raw["regions"].items():
        if code not in raw["codes"]:
            yield document.finding(("regions", region), "unknown-currency", f"no currency '{code}'")
    for symbol, codes in raw["symbols"].items():
        for code in codes:
            if code not in raw["codes"]:
                yield document.finding(("symbols", symbol), "unknown-currency", f"no currency '{code}'")
    for code, held in raw["codes"].items():
        for band in (held.get("bands") or {}).keys() - material.bands:
            yield document.finding(
                ("codes", code, "bands"), "unknown-band", f"not every currency has the band '{band}'"
            )


def program_words(material: Material, home: Path) -> Iterator[Finding]:
    """Yield words that the program says, as those of `home` show, and that this library lacks or fills otherwise."""
    for name in BY_PROGRAM:
        document, shipped = material.documents.get(name), read_document(home, f"{name}.yaml")
        if document is None or name not in material.sound or not isinstance(shipped, Document):
            continue
        own = dict(_leaves(document.data))
        for where, text in _leaves(shipped.data):
            spot = ".".join(map(str, where))
            if where not in own:
                yield document.finding(where, "missing-words", f"the program says '{spot}'")
                continue
            filled = set().union(*(program_blanks(text[lang]) for lang in LANGS))
            strange = set().union(*(program_blanks(own[where][lang]) for lang in LANGS)) - filled
            for blank in sorted(strange):
                yield document.finding(where, "program-blank", f"the program does not fill {{{blank}}} here")


def words_for_ids(material: Material) -> Iterator[Finding]:
    """Yield figures, levers and uses that have no words."""
    words = material.data("words")
    if not words:
        return
    document = material.documents["words"]
    wanted = {"figures": FIGURES, "levers": material.data("choice").get("levers", ())}
    for heading, ids in wanted.items():
        for id in ids:
            if id not in words.get(heading, {}):
                yield document.finding((heading,), "missing-words", f"no words for '{heading}.{id}'")


def _leaves(node: Any, where: Where = ()) -> Iterator[tuple[Where, dict[str, str]]]:
    if isinstance(node, dict) and all(isinstance(node.get(lang), str) for lang in LANGS):
        yield where, node
    elif isinstance(node, dict):
        for key, inner in node.items():
            yield from _leaves(inner, (*where, key))


def calendars(material: Material) -> Iterator[Finding]:
    """Yield seasons of an unknown table, trade or country, ids used twice, and years missing within a table."""
    files = list(material.under("calendars"))
    tables = {id for _, document in files for id in document.data.get("tables", {})}
    seen: set[str] = set()
    for name, document in files:
        if name.count("/") > 1:
            yield document.finding((), "calendar-id", "a calendar lies in calendars, and nowhere deeper")
        yield from _gaps(document)
        for index, season in enumerate(document.data.get("seasons", ())):
            where: Where = ("seasons", index)
            table = season["day"].get("table")
            if table is not None and table not in tables:
                yield document.finding((*where, "day", "table"), "unknown-table", f"no table '{table}'")
            if season["id"] in seen:
                yield document.finding((*where, "id"), "duplicate-id", f"'{season['id']}' is another season already")
            seen.add(season["id"])
            yield from _whose(material, document, (*where, "applies"), season["applies"])


def _gaps(document: Document) -> Iterator[Finding]:
    for id, table in document.data.get("tables", {}).items():
        years = {int(year) for year in table["dates"]}
        for year in sorted(set(range(min(years), max(years) + 1)) - years):
            yield document.finding(("tables", id, "dates"), "table-gap", f"'{id}' has no date for {year}")


def _whose(
    material: Material, document: Document, where: Where, applies: dict[str, list[str]]
) -> Iterator[Finding]:  # fmt: skip
    regions = material.data("currencies").get("regions")
    for place, trade in enumerate(applies.get("industries", ())):
        if trade not in material.industries:
            yield document.finding((*where, "industries", place), "unknown-option", f"no trade '{trade}'")
    for place, region in enumerate(applies.get("regions", ())):
        if regions and region not in regions and region != ELSEWHERE:
            yield document.finding((*where, "regions", place), "unknown-option", f"no country '{region}'")


def benchmarks(material: Material) -> Iterator[Finding]:
    """Yield benchmarks that are no range, stand in for no rate, rest on nothing read, or hold for nobody."""
    for name, document in material.under("benchmarks"):
        if name.count("/") > 1:
            yield document.finding((), "benchmark-id", "a benchmark lies in benchmarks, and nowhere deeper")
        yield from _range(document)
        yield from _source(material, document)
        yield from _applies(material, document)


def _range(document: Document) -> Iterator[Finding]:
    raw = document.data
    if raw["low"] >= raw["high"]:
        what = f"from {raw['low']:g} to {raw['high']:g}: a benchmark is a range, the lower end first"
        yield document.finding(("low",), "benchmark-range", what)
    if raw.get("answer") is None:
        return
    spec = specs().get(raw["answer"])
    if spec is None or spec.kind != "rate":
        yield document.finding(("answer",), "unknown-answer", f"no answer '{raw['answer']}' that is a rate")
        return
    yield from _within(document, spec)


def _within(document: Document, spec: Spec) -> Iterator[Finding]:
    if spec.high is not None and document.data["high"] > spec.high:
        yield document.finding(("high",), "benchmark-range", f"'{spec.id}' never reaches {document.data['high']:g}")


def _source(material: Material, document: Document) -> Iterator[Finding]:
    id = document.data["source"]
    held: dict[str, Any] | None = material.data("sources").get(id)
    if held is None:
        return  # `unknown-source` says so
    if held["kind"] in JUDGED:
        yield document.finding(("source",), "benchmark-source", f"'{id}' is not what others report")
    elif held.get("read") is None:
        yield document.finding(("source",), "benchmark-source", f"nobody has read '{id}'")


def _applies(material: Material, document: Document) -> Iterator[Finding]:
    applies = document.data["applies"]
    regions = material.data("currencies").get("regions")
    for place, trade in enumerate(applies.get("industries", ())):
        if trade not in material.industries:
            yield document.finding(("applies", "industries", place), "unknown-option", f"no trade '{trade}'")
    for place, region in enumerate(applies.get("regions", ())):
        if regions and region not in regions:
            yield document.finding(("applies", "regions", place), "unknown-option", f"no country '{region}'")
    size = applies.get("size")
    if size is not None:
        yield from _size(document, size)


def _size(document: Document, size: dict[str, Any]) -> Iterator[Finding]:
    is_money = specs()[size["answer"]].kind == "money"
    for key in ("at_least", "at_most"):
        bound = size.get(key)
        if bound is not None and isinstance(bound, dict) is not is_money:
            what = "money is bounded by currency: {USD: 1000000}" if is_money else "this is no money: write a number"
            yield document.finding(("applies", "size", key), "hidden-currency", what)
