"""The JSON Schema (draft 2020-12) of an answers file, for editors.

It takes whatever the reader takes from plain YAML, and refuses what the reader refuses as far as a schema can: that
a sign goes with the currency or that ten customers are not eleven, only the reader knows.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from salesmode.business.profile import LARGEST, Spec
from salesmode.intake.parse import NO, YES
from salesmode.intake.questions.catalog import ROLE, Phrases, Question, catalog, member_keys
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
        "$defs": {"unset": _UNSET, "none": _NONE, **_STEPS},
    }
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _property(question: Question, questions: list[Question], words: Phrases) -> Schema:
    spec = question.spec
    options = [f"{id}: {word}" for id, word in question.options.items()]
    most = [words.say("most", most=spec.most)] if spec.most else []
    described = {"title": question.label, "description": "\n".join([question.ask, question.hint, *most, *options])}
    if spec.id == "team":
        forms = _list(_member(question, words))
    elif spec.id == "segments":
        forms = _list(_segment(questions, words))
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
    "anyOf": [{"type": "null"}, _text("(?:[Nn][/／][Aa])?")],
    "description": "not known (empty, null), or does not apply (n/a)",
}
_NONE = {"anyOf": [_text(loose("none")), {"type": "array", "items": _text(loose("none")), "maxItems": 1}]}

_DIGIT = "[0-9０-９]"
_GROUP = rf"[,，' _’\u00a0\u2009\u202f]{_DIGIT}+"
_AMOUNT = rf"(?:{_DIGIT}+(?:{_GROUP})*(?:[.．]{_DIGIT}*)?|[.．]{_DIGIT}+)(?:[eE][+-]?[0-9]+)?"
_UNIT = r"[^0-9０-９]*"
_POINT = rf"(?:[.．]{_DIGIT}*)?"
_ZERO_POINT = "(?:[.．][0０]*)?"
_HUNDREDTHS = rf"[0０]*(?:[1１][0０][0０]{_ZERO_POINT}|{_DIGIT}{{1,2}}{_POINT}|[.．]{_DIGIT}+)"
_PERCENT = rf"{_HUNDREDTHS}\s*(?:[%％]|{loose('per')}\s?{loose('cent')})"
_SHARE = rf"(?:[0０]*[1１]{_ZERO_POINT}|[0０]+{_POINT}|[.．]{_DIGIT}+|{_DIGIT}+{_POINT}[eE]-[0-9]+)"
_COUNTED = r"[半一二两三四五六七八九十][^0-9０-９]+"


def _number(spec: Spec) -> Schema:
    high = LARGEST if spec.high is None else spec.high
    return {"type": "integer" if spec.whole else "number", "minimum": spec.low or 0, "maximum": high}


def _amount(spec: Spec, unit: str = _UNIT) -> list[Schema]:
    sign = "[-+−－＋]?" if (spec.low or 0) < 0 else "[+＋]?"
    before = r"[^0-9０-９+\-−－＋]*" if spec.kind == "money" else ""
    return [_number(spec), _text(rf"{before}{sign}\s*{before}{_AMOUNT}{unit}")]


def _one_of(question: Question) -> list[Schema]:
    return [{"enum": list(question.options)}, _text(_any(question.options))]


def _any_of(question: Question) -> list[Schema]:
    ids = question.options
    numbers = [int(id) for id in ids if id.isdecimal()]
    one = _any(ids) if not numbers else _MONTH
    item = {"anyOf": [{"enum": [*ids, *numbers]}, _text(one)]}
    listed: Schema = {"type": "array", "items": item}
    if question.spec.most:
        listed["maxItems"] = question.spec.most
    several = _text(rf"[,;，；、\s]*{one}(?:{_SEPARATED}{one})*[,;，；、\s]*")
    return [item, listed, several, {"$ref": "#/$defs/none"}]


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?:0*(?:1[0-2]|[1-9])\s*月?|(?:{'|'.join(map(loose, _MONTHS))})[A-Za-z]*)"


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
    held = {"type": "object", "properties": exact, "patternProperties": others, "additionalProperties": False}
    return [held, {"type": "array", "maxItems": 0}, {"$ref": "#/$defs/none"}]


def _list(item: Schema) -> list[Schema]:
    return [{"type": "array", "items": item}, _text(loose("none"))]


def _member(question: Question, words: Phrases) -> Schema:
    keys: dict[str, Schema] = {ROLE: {"anyOf": _one_of(question), "description": "\n".join(question.options.values())}}
    for key in member_keys():
        spec = Spec(key, "number", low=0, high=10000 if key == "people" else 168)
        forms = _amount(spec)
        if key == "people":
            forms[0] = {"type": "number", "exclusiveMinimum": 0, "maximum": 10000}
        keys[key] = {"description": words.say(key), "anyOf": [*forms, {"type": "null"}, _text("")]}
    return {"type": "object", "properties": keys, "required": [ROLE], "additionalProperties": False}


def _segment(questions: list[Question], words: Phrases) -> Schema:
    own: dict[str, Schema] = {
        "name": {"description": words.say("segment_name"), "type": ["string", "number", "boolean"], "maxLength": 2000},
        "revenue_share": {
            "description": words.say("revenue_share"), "anyOf": [*_rate(), {"type": "null"}, _text("")],
        },
    }  # fmt: skip
    same = {q.id: {"$ref": f"#/properties/{q.id}"} for q in questions if q.id not in ("name", "segments", "currency")}
    held: Mapping[str, Schema] = {**own, **same, "currency": {"type": "null"}}
    return {"type": "object", "properties": held, "required": ["name"], "additionalProperties": False}


def _rate(_: Question | None = None) -> list[Schema]:
    return [{"type": "number", "minimum": 0, "maximum": 1}, _text(rf"[+＋]?\s*(?:{_PERCENT}|{_SHARE})")]


_FORMS: Mapping[str, Callable[[Question], list[Schema]]] = {
    "one_of": _one_of,
    "any_of": _any_of,
    "text": _free,
    "yes_no": _yes_no,
    "number": lambda question: _amount(question.spec),
    "money": lambda question: _amount(question.spec),
    "duration": lambda question: [*_amount(question.spec), _text(_COUNTED)],
    "rate": _rate,
    "levels": _scale,
    "counts": _scale,
}
