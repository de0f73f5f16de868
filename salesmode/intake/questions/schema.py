"""The JSON Schema (draft 2020-12) of an answers file, for editors.

It takes whatever the reader takes from plain YAML, and refuses what the reader refuses as far as a schema can: that
a sign goes with the currency or that ten customers are not eleven, only the reader knows.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from salesmode.business.vocabulary import LARGEST, Segment, Spec, specs_of
from salesmode.intake.parse import NO, NOT_IN_CHOICES, NOT_IN_SEGMENTS, YES
from salesmode.intake.parse.basics import UNKNOWN
from salesmode.intake.parse.spoken import ENGLISH_NUMBERS
from salesmode.intake.questions.catalog import Phrases, Question, catalog, entry_specs
from salesmode.knowledge.library import Library

Schema = dict[str, Any]


def answers_schema(library: Library) -> str:
    """Return the schema as JSON."""
    words = Phrases(library.interview, "schema")
    questions = [question for group in catalog(library) for question in group.questions]
    properties = {question.id: _property(question, questions, words) for question in questions}
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": words.say("title"),
        "description": words.say("head"),
        "type": ["object", "null"],  # a file of comments alone is null
        "properties": properties,
        "additionalProperties": False,
        "$defs": {"unset": _UNSET, "none": _NONE, "range": _SPAN, **_STEPS},
    }
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _property(question: Question, questions: list[Question], words: Phrases) -> Schema:
    spec = question.spec
    options = [f"{id}: {word}" for id, word in question.options.items()]
    most = [words.say("most", most=spec.most)] if spec.most else []
    described = {"title": question.label, "description": "\n".join([question.ask, question.hint, *most, *options])}
    if spec.id == "segments":
        forms = _list(_segment(questions, words))
    elif spec.id == "options":
        forms = _list(_choice(questions, words))
    elif spec.kind in ("list", "map"):
        entry = _entry(question, words)
        forms = _team(entry) if spec.id == "team" else _list(entry) if spec.kind == "list" else [entry]
    else:
        forms = _FORMS[spec.kind](question)
    return {**described, "anyOf": [*forms, {"$ref": "#/$defs/unset"}]}


# ------------------------------------------------------------------------------------------------------ one value


def loose(id: str) -> str:
    """Return a pattern of an id in any case, with hyphens or spaces for its underscores, as the reader takes it."""
    return "".join(_LOOSE_GAP if char == "_" else _either(char) for char in id)


def _either(char: str) -> str:
    return f"[{char.upper()}{char}]" if "a" <= char <= "z" else re.escape(char)


def _any(ids: Iterable[str]) -> str:
    return "(?:" + "|".join(map(loose, ids)) + ")"


def _text(pattern: str) -> Schema:
    return {"type": "string", "pattern": rf"^\s*{pattern}\s*$"}


_LOOSE_GAP = r"[\s_-]+"
_SEPARATED = r"\s*[,;，；、\n][\s,;，；、]*"
_UNSET = {
    "anyOf": [
        {"type": "null"}, _text("(?:[Nn][/／][Aa])?"),
        _text(_any(word.replace(" ", "_") for word in UNKNOWN) + "[.!。！]*"),
    ],
    "description": "not known (empty, null), or does not apply (n/a)",
}  # fmt: skip
_NONE = {"anyOf": [_text(loose("none")), {"type": "array", "items": _text(loose("none")), "maxItems": 1}]}

_DIGIT = "[0-9０-９]"
_GROUP = rf"[,，' _’\u00a0\u2009\u202f]{_DIGIT}+"
_AMOUNT = rf"(?:{_DIGIT}+(?:{_GROUP})*(?:[.．]{_DIGIT}*)?|[.．]{_DIGIT}+)(?:[eE][+-]?[0-9]+)?"
_UNIT = r"[^0-9０-９]*"
_POINT = rf"(?:[.．]{_DIGIT}*)?"
_ZERO_POINT = "(?:[.．][0０]*)?"
_HUNDREDTHS = rf"[0０]*(?:[1１][0０][0０]{_ZERO_POINT}|{_DIGIT}{{1,2}}{_POINT}|[.．]{_DIGIT}+)"
_PERCENT_SIGN = f"(?:[%％]|{loose('per')}\\s?{loose('cent')})"
_PERCENT = rf"{_HUNDREDTHS}\s*{_PERCENT_SIGN}"
_SHARE = rf"(?:[0０]*[1１]{_ZERO_POINT}|[0０]+{_POINT}|[.．]{_DIGIT}+|{_DIGIT}+{_POINT}[eE]-[0-9]+)"
# Two numbers with something between them, or one that is about right; which ones, only the reader knows.
_DIGITS = "[0-9０-９半一二两三四五六七八九十]"
_BETWEEN = r"(?:[-–—−－~～〜到至和与]|\s[Tt][Oo]\s|\s[Aa][Nn][Dd]\s)"
_ABOUT = r"(?:[~～≈]|[A-Za-z.]+\s|约|大约|大概|差不多)"
_RANGE = {"$ref": "#/$defs/range"}
_SPAN = {
    "anyOf": [
        _text(rf".*{_DIGITS}.*{_BETWEEN}.*{_DIGITS}.*"),
        _text(rf"{_ABOUT}.*{_DIGITS}.*"),
        _text(rf".*{_DIGITS}.*(?:左右|上下|\s[Oo][Rr] [Ss][Oo])"),
        {
            "type": "object",
            "properties": {
                "low": {"type": ["number", "string"]},
                "likely": {"type": ["number", "string", "null"]},
                "high": {"type": ["number", "string"]},
            },
            "required": ["low", "high"],
            "additionalProperties": False,
        },
    ]
}
# Numbers in words, shares of so many, periods named first: which ones, only the reader knows.
_IN_WORDS = "|".join(loose(word) for word in ENGLISH_NUMBERS)
_PERIOD = "(?:hour|day|week|month|quarter|year)"
_HAN = "[半一二两兩三四五六七八九十百千]"
_SPOKEN = rf"(?:.*{_HAN}.*|(?:.*\s)?(?:{_IN_WORDS}|[Aa]n? {_PERIOD})(?:[\s-].*)?|每.*{_DIGIT}.*)"
_SO_MANY = rf"{_DIGIT}.*(?:/|{loose('of')}|{loose('in')}|里|中|成|‰|{loose('month')}|{loose('year')}|[年月]).*"


def _number(spec: Spec) -> Schema:
    high = LARGEST if spec.high is None else spec.high
    return {"type": "integer" if spec.whole else "number", "minimum": spec.low or 0, "maximum": high}


def _amount(spec: Spec, unit: str = _UNIT) -> list[Schema]:
    sign = "[-+−－＋]?" if (spec.low or 0) < 0 else "[+＋]?"
    before = r"[^0-9０-９+\-−－＋]*" if spec.kind == "money" else ""
    return [_number(spec), _text(rf"{before}{sign}\s*{before}{_AMOUNT}{unit}")]


def _one_of(question: Question) -> list[Schema]:
    return [{"enum": list(question.options)}, _text(_any(question.options))]


def _also(question: Question) -> list[Schema]:
    """Return other words by which the reader knows the options."""
    words = (*question.options.values(), *question.also)
    return [_text(_any(word.replace(" ", "_") for word in words))] if question.id == "team" else []


def _any_of(question: Question) -> list[Schema]:
    ids = question.options
    numbers = [int(id) for id in ids if id.isdecimal()]
    option = _any(ids) if not numbers else _MONTH
    item = {"anyOf": [{"enum": [*ids, *numbers]}, _text(option)]}
    listed: Schema = {"type": "array", "items": item}
    if question.spec.most:
        listed["maxItems"] = question.spec.most
    several = _text(rf"[,;，；、\s]*{option}(?:{_SEPARATED}{option})*[,;，；、\s]*")
    return [item, listed, several, {"$ref": "#/$defs/none"}]


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ONE_MONTH = rf"(?:0*(?:1[0-2]|[1-9])\s*月?|[一二三四五六七八九十]+月|(?:{'|'.join(map(loose, _MONTHS))})[A-Za-z]*\.?)"
_UNTIL = r"\s*(?:[-–—~～到至]|[Tt][Oo]|[Tt][Hh][Rr][Oo][Uu][Gg][Hh])\s*"
_MONTH = rf"(?:[Qq]\s*[1-4]|第?[一二三四1-4]\s*季度?|{_ONE_MONTH}(?:{_UNTIL}{_ONE_MONTH})?)"


def _free(question: Question) -> list[Schema]:
    # Scalars of the file are read as text, whatever YAML would make of them: a business may be called 2024.
    listed: list[Schema] = [{"enum": list(question.options)}] if question.options else []
    return [*listed, {"type": ["string", "number", "boolean"], "maxLength": 2000}]


def _yes_no(_: Question) -> list[Schema]:
    return [{"type": "boolean"}, {"enum": ["yes", "no"]}, _text(_any((*YES, *NO)))]


# ------------------------------------------------------------------------------------------------- lists and maps


def _step(most: int, digits: str) -> Schema:
    return {"anyOf": [{"type": "integer", "minimum": 0, "maximum": most}, {"type": "null"}, _text(rf"(?:{digits})?")]}


_STEPS = {
    "levels": _step(4, rf"[+＋]?[0０]*[0-4０-４]{_ZERO_POINT}"),
    "counts": _step(10, rf"[+＋]?[0０]*(?:[1１][0０]|{_DIGIT}){_ZERO_POINT}"),
}


def _scale(question: Question) -> list[Schema]:
    step = {"$ref": f"#/$defs/{question.spec.kind}"}
    exact = {id: {**step, "description": word} for id, word in question.options.items()}
    others = {rf"^\s*{_any(question.options)}\s*$": step} if question.options else {}
    by_key = {"type": "object", "properties": exact, "patternProperties": others, "additionalProperties": False}
    return [by_key, {"type": "array", "maxItems": 0}, {"$ref": "#/$defs/none"}]


def _list(item: Schema) -> list[Schema]:
    return [{"type": "array", "items": item}, _text(loose("none"))]


def _team(item: Schema) -> list[Schema]:
    """Return a team as a list, each member a map or a line, or all of it on one line."""
    line = {"type": "string", "maxLength": 2000}
    return [{"type": "array", "items": {"anyOf": [item, _text(".*[0-9０-９].*")]}}, line]


def _entry(question: Question, words: Phrases) -> Schema:
    """Return one map of a list: what it is about, and what is said of it."""
    keys: dict[str, Schema] = {}
    for id, spec in entry_specs(question.id).items():
        if spec.kind == "one_of":
            called = "\n".join(question.options.values())
            keys[id] = {"anyOf": [*_one_of(question), *_also(question)], "description": called}
            continue
        forms = _rate(spec) if spec.kind == "rate" else [*_amount(spec), *_in_words(spec)]
        if id == "people":
            forms[0] = {"type": "number", "exclusiveMinimum": 0, "maximum": spec.high}
        keys[id] = {"description": words.say(id), "anyOf": [*forms, {"type": "null"}, _text("")]}
    about = [id for id, spec in entry_specs(question.id).items() if spec.kind == "one_of"]
    return {"type": "object", "properties": keys, "required": about, "additionalProperties": False}


def _segment(questions: list[Question], words: Phrases) -> Schema:
    share = specs_of(Segment)["revenue_share"]
    share = specs_of(Segment)["revenue_share"]
    own: dict[str, Schema] = {
        "name": _named(words.say("segment_name")),
        "revenue_share": {
            "description": words.say("revenue_share"), "anyOf": [*_rate(share), _RANGE, {"type": "null"}, _text("")],
        },
    }  # fmt: skip
    properties: Mapping[str, Schema] = {**own, **_same(questions, (*NOT_IN_SEGMENTS, "currency"))}
    return {
        "type": "object", "properties": {**properties, "currency": {"type": "null"}}, "required": ["name"],
        "additionalProperties": False,
    }  # fmt: skip


def _choice(questions: list[Question], words: Phrases) -> Schema:
    answers = {"type": "object", "properties": _same(questions, NOT_IN_CHOICES), "additionalProperties": False}
    own = {"name": _named(words.say("choice_name")), "set": {"description": words.say("set"), **answers}}
    return {"type": "object", "properties": own, "required": ["name", "set"], "additionalProperties": False}


def _named(description: str) -> Schema:
    return {"description": description, "type": ["string", "number", "boolean"], "maxLength": 2000}


def _same(questions: list[Question], but: Iterable[str]) -> dict[str, Schema]:
    """Return the answers of the whole business, as a part of it may hold them too."""
    return {one.id: {"$ref": f"#/properties/{one.id}"} for one in questions if one.id not in but}


def _rate(spec: Spec) -> list[Schema]:
    sign = "[-+−－＋]?" if (spec.low or 0) < 0 else "[+＋]?"
    percent = _PERCENT if spec.high == 1 else rf"{_AMOUNT}\s*{_PERCENT_SIGN}"
    bare = {"type": "number", "minimum": spec.low or 0, "maximum": 1}  # above 1 it says that it is so many per cent
    return [bare, _text(rf"{sign}\s*(?:{percent}|{_SHARE})")]


def _in_words(spec: Spec) -> list[Schema]:
    """Return numbers in words, and of a share what it is of."""
    return [_text(_SPOKEN), *([_text(_SO_MANY)] if spec.kind == "rate" else [])]


_FORMS: Mapping[str, Callable[[Question], list[Schema]]] = {
    "one_of": _one_of,
    "any_of": _any_of,
    "text": _free,
    "yes_no": _yes_no,
    "number": lambda question: [*_amount(question.spec), *_in_words(question.spec), _RANGE],
    "money": lambda question: [*_amount(question.spec), *_in_words(question.spec), _RANGE],
    "duration": lambda question: [*_amount(question.spec), *_in_words(question.spec), _RANGE],
    "rate": lambda question: [*_rate(question.spec), *_in_words(question.spec), _RANGE],
    "levels": _scale,
    "counts": _scale,
}
