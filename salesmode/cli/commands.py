"""The commands that take answers or ask for them."""

from __future__ import annotations

import datetime
import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, cast

import typer

from salesmode.errors import InputError, shown
from salesmode.library import LANGS, Lang, Library, load_library
from salesmode.output import write_stdout, write_whole

if TYPE_CHECKING:
    from salesmode.outline import Outline
    from salesmode.profile import Profile

AnswersOption = Annotated[str | None, typer.Option("-a", "--answers", metavar="FILE", help="Answers, YAML or JSON; - reads stdin.")]
SetOption = Annotated[list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="One answer, VALUE as YAML; repeatable.")]
LangOption = Annotated[str | None, typer.Option("--lang", metavar="en|zh", help="Language of the output.")]
LibraryOption = Annotated[str | None, typer.Option("--library", metavar="DIR", help="A folder of playbooks of your own.")]
BenchmarksOption = Annotated[bool, typer.Option("--no-benchmarks", help="Use no published figures, only your own.")]
FormatOption = Annotated[str | None, typer.Option("-f", "--format", metavar="FORMAT", help="terminal, md or json.")]
OutputOption = Annotated[str | None, typer.Option("-o", "--output", metavar="FILE", help="Write to a file; its ending chooses the format.")]
StartOption = Annotated[str | None, typer.Option("--start", metavar="DATE", help="First day of week 1, as 2027-01-04.")]
BriefOption = Annotated[bool, typer.Option("--brief", help="One screen.")]
Flags = Mapping[str, Sequence[str]]
Format = Literal["terminal", "md", "json"]
FORMATS: tuple[Format, ...] = ("terminal", "md", "json")
ENDINGS: dict[str, Format] = {".md": "md", ".markdown": "md", ".json": "json"}


def plan(
    *, answers: AnswersOption = None, set_: SetOption = None, format_: FormatOption = None, output: OutputOption = None,
    start: StartOption = None, brief: BriefOption = False, lang: LangOption = None, library: LibraryOption = None,
    no_benchmarks: BenchmarksOption = False, flags: Flags,
) -> None:  # fmt: skip
    """Print the plan for the answers given: few plays, why, in which weeks, by whom, at what cost."""
    chosen, day, wanted = _format(format_, output), _start(start), _lang(lang)
    held, profile = _read(answers, set_, flags, library)
    from salesmode.plan import make_plan  # noqa: PLC0415  bad input is told before the engine is loaded

    made = make_plan(profile, held, day)
    language = wanted or _language(profile)
    if chosen == "json":
        from salesmode.render.data import as_json, plan_data  # noqa: PLC0415

        _out(as_json(plan_data(made, held, language)), output)
        return
    from salesmode.outline import outline_brief, outline_plan  # noqa: PLC0415

    _draw((outline_brief if brief else outline_plan)(made, held, language), chosen, output)


def diagnose(
    *, answers: AnswersOption = None, set_: SetOption = None, format_: FormatOption = None, output: OutputOption = None,
    lang: LangOption = None, library: LibraryOption = None, no_benchmarks: BenchmarksOption = False, flags: Flags,
) -> None:  # fmt: skip
    """Print how the customers behind the answers buy, and what would change that reading."""
    chosen, wanted = _format(format_, output), _lang(lang)
    held, profile = _read(answers, set_, flags, library)
    from salesmode.plan import make_plan  # noqa: PLC0415

    made = make_plan(profile, held)
    language = wanted or _language(profile)
    if chosen == "json":
        from salesmode.render.data import as_json, diagnosis_data  # noqa: PLC0415

        _out(as_json(diagnosis_data(made, held, language)), output)
        return
    from salesmode.outline import outline_diagnosis  # noqa: PLC0415

    _draw(outline_diagnosis(made, held, language), chosen, output)


def interview(
    *, answers: AnswersOption = None, lang: LangOption = None, library: LibraryOption = None
) -> None:  # fmt: skip
    """Ask, save each answer, and end in the brief plan."""
    from salesmode.interview import interview as ask_all  # noqa: PLC0415

    held = load_library(library)
    language = _lang(lang) or _locale_language() or "en"
    path = Path(answers or "salesmode.yaml")
    profile = ask_all(path, held, language, _ask, _say)
    from salesmode.outline import outline_brief  # noqa: PLC0415
    from salesmode.plan import make_plan  # noqa: PLC0415

    made = make_plan(profile, held)
    _draw(outline_brief(made, held, _lang(lang) or _language(profile)), "terminal", None)
    _say(f"\nsalesmode plan -a {path}")


def questions(
    *, format_: Annotated[str, typer.Option("-f", "--format", metavar="yaml|md|schema", help="A blank answers file, a sheet to print, or a JSON Schema.")] = "yaml",
    output: OutputOption = None, lang: LangOption = None, library: LibraryOption = None,
) -> None:  # fmt: skip
    """Print every question: as a blank answers file, a sheet to fill in by hand, or a JSON Schema for editors."""
    from salesmode.questions import render_questions  # noqa: PLC0415

    if format_ not in ("yaml", "md", "schema"):
        raise InputError(f"{shown(format_)} is no form of the questions", where="-f", fix="Write -f yaml, -f md or -f schema")
    form = cast(Literal["yaml", "md", "schema"], format_)
    _out(render_questions(load_library(library), form, _lang(lang) or _locale_language() or "en"), output)


def examples(
    name: Annotated[str | None, typer.Argument(help="The example to print.")] = None,
    *, lang: LangOption = None, library: LibraryOption = None, output: OutputOption = None,
) -> None:  # fmt: skip
    """List the example answers files, or print one."""
    from salesmode.forms import nearest  # noqa: PLC0415

    _lang(lang)
    held = load_library(library)
    names = held.examples()
    if name is None:
        _out("".join(f"{one}\n" for one in names), output)
        return
    if name not in names:
        raise InputError(f"no example {shown(name)}", where="examples", fix=f"{nearest(name, names)}One of: {', '.join(names)}")
    _out((held.folder / "examples" / f"{name}.yaml").read_text(encoding="utf-8"), output)


def _read(file: str | None, sets: Sequence[str] | None, flags: Flags, library: str | None) -> tuple[Library, Profile]:
    from salesmode.answers import Given, read_answers  # noqa: PLC0415

    held = load_library(library)
    stdin = getattr(sys.stdin, "buffer", None)
    read = read_answers(Given(file, tuple(sets or ()), flags, stdin), held)
    for warning in read.warnings:
        _say(f"salesmode: {warning}")
    return held, read.profile


def _format(given: str | None, output: str | None) -> Format:
    if given is None:
        return ENDINGS.get(Path(output).suffix.lower(), "terminal") if output else "terminal"
    if given not in FORMATS:
        raise InputError(f"{shown(given)} is no format", where="-f", fix=f"Write one of: {', '.join(FORMATS)}")
    return cast(Format, given)


def _start(given: str | None) -> datetime.date | None:
    if given is None:
        return None
    try:
        return datetime.date.fromisoformat(given)
    except ValueError:
        raise InputError(f"{shown(given)} is no date", where="--start", fix="Write it as 2027-01-04") from None


def _lang(given: str | None) -> Lang | None:
    if given is not None and given not in LANGS:
        raise InputError(f"{shown(given)} is no language of salesmode", where="--lang", fix="Write --lang en or --lang zh")
    return cast(Lang | None, given)


def _language(profile: Profile) -> Lang:
    return profile.language or (_locale_language() if sys.stdout.isatty() else None) or "en"


def _locale_language() -> Lang | None:
    named = next((value for key in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(key))), "")
    return "zh" if named.lower().startswith("zh") else None


def _draw(outline: Outline, chosen: Format, output: str | None) -> None:
    if chosen == "md":
        from salesmode.render.markdown import markdown  # noqa: PLC0415

        _out(markdown(outline), output)
        return
    from salesmode.render.terminal import terminal  # noqa: PLC0415

    colour = output is None and sys.stdout.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
    _out(terminal(outline, shutil.get_terminal_size().columns, colour), output)


def _out(text: str, output: str | None) -> None:
    if output is None:
        write_stdout(text)
    else:
        write_whole(output, text)


def _ask(prompt: str) -> str:
    _say(prompt, end="")
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line.rstrip("\r\n")


def _say(text: str, end: str = "\n") -> None:
    sys.stderr.write(text + end)
    sys.stderr.flush()
