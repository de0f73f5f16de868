"""The commands that take answers or ask for them."""

from __future__ import annotations

import datetime
import io
import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO, Literal, get_args

import typer

from salesmode.cli.completion import examples as example_names
from salesmode.cli.completion import one_of
from salesmode.cli.flags import HERE
from salesmode.cli.result import READING, Format, ask, chosen_format, draw, say, stdout_is_terminal, write
from salesmode.cli.speaking import chosen_language, language_of_profile, locale_language, shown_language
from salesmode.errors import InputError, LibraryError, Message, SalesmodeError, shown
from salesmode.knowledge.library import LANGS, Lang, Library, load_library

if TYPE_CHECKING:
    from salesmode.business.profile import Profile
    from salesmode.interview import Console
    from salesmode.report.client import Client
    from salesmode.report.kit.forms import Form as PaperForm

AnswersOption = Annotated[
    list[str] | None, typer.Option("-a", "--answers", metavar="FILE", help="Answers, YAML or JSON; - reads stdin.")
]
SetOption = Annotated[
    list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="One answer, VALUE as YAML; repeatable.")
]
MeasuredOption = Annotated[
    str | None, typer.Option("-m", "--measured", metavar="FILE", help="What measure wrote; what is typed wins.")
]
LangOption = Annotated[
    str | None, typer.Option("--lang", metavar="en|zh", help="Language of the output.", autocompletion=one_of(*LANGS))
]
LibraryOption = Annotated[
    str | None, typer.Option("--library", metavar="DIR", help="Your own playbooks, or a pack over ours.")
]
BenchmarksOption = Annotated[bool, typer.Option("--no-benchmarks", help="Use no published figures, only your own.")]
FormatOption = Annotated[
    str | None,
    typer.Option(
        "-f",
        "--format",
        metavar="FORMAT",
        help="terminal, md, json, html, csv or ics.",
        autocompletion=one_of(*get_args(Format)),
    ),
]
ReadingOption = Annotated[
    str | None,
    typer.Option("-f", "--format", metavar="FORMAT", help="terminal, md or json.", autocompletion=one_of(*READING)),
]
OutputOption = Annotated[
    str | None, typer.Option("-o", "--output", metavar="FILE", help="A file; its ending chooses the format.")
]
StartOption = Annotated[str | None, typer.Option("--start", metavar="DATE", help="First day of week 1: 2027-01-04.")]
BriefOption = Annotated[bool, typer.Option("--brief", help="One screen.")]
FullOption = Annotated[bool, typer.Option("--full", help="The plan and all that it rests on.")]
BomOption = Annotated[bool, typer.Option("--bom", help="With csv: Excel's mark of UTF-8.")]
ClientOption = Annotated[
    bool,
    typer.Option("--client", help="To hand to a client: name, date, author; nothing for the adviser."),
]
PreparedByOption = Annotated[
    str | None, typer.Option("--prepared-by", metavar="NAME", help="With --client: who prepared the plan.")
]
DateOption = Annotated[str | None, typer.Option("--date", metavar="DATE", help="With --client: its day; else --start.")]
EachOption = Annotated[
    str | None,
    typer.Option("--each", metavar="CLIENTS", help="A plan for each: JSON a line, or csv."),
]
JobsOption = Annotated[str | None, typer.Option("--jobs", metavar="N", help="With --each: so many processes.")]
ResumeOption = Annotated[bool, typer.Option("--resume", help="With --each: go on where -o ends.")]
StrictOption = Annotated[
    str | None,
    typer.Option("--strict", metavar="N", help="Exit 1 on clashes or over N assumptions."),
]
FolderOption = Annotated[
    str | None,
    typer.Option("-o", "--output", metavar="DIR", help="The folder to write the papers to; made if need be."),
]
PaperOption = Annotated[
    str | None,
    typer.Option(
        "-f",
        "--format",
        metavar="FORMAT",
        help="md, html (prints on A4) or docx (for Word).",
        autocompletion=one_of("md", "html", "docx"),
    ),
]
FormOption = Annotated[
    str | None,
    typer.Option(
        "-f",
        "--format",
        metavar="FORMAT",
        help="yaml: a blank answers file; md: a sheet; schema: for editors.",
        autocompletion=one_of("yaml", "md", "schema"),
    ),
]
DeepOption = Annotated[bool, typer.Option("--deep", help="Ask everything that can still change the plan.")]
PlainOption = Annotated[bool, typer.Option("--plain", help="Lines only, nothing redrawn: for screen readers.")]
InterviewFile = Annotated[
    str | None, typer.Argument(metavar="FILE", help=f"Where the answers are kept; else ./{HERE}.")
]
Flags = Mapping[str, Sequence[str]]
Form = Literal["yaml", "md", "schema"]
FORMS: tuple[Form, ...] = ("yaml", "md", "schema")
# Formats for other programs hold everything, whatever is asked to be left out.
WHOLE: dict[Format, str] = {"json": "JSON", "csv": "CSV", "ics": "a calendar"}
FORM_ENDINGS: dict[str, Form] = {".md": "md", ".markdown": "md", ".json": "schema"}


def plan(
    *, answers: AnswersOption = None, measured: MeasuredOption = None, set_: SetOption = None,
    format_: FormatOption = None, output: OutputOption = None,
    start: StartOption = None, brief: BriefOption = False, full: FullOption = False, lang: LangOption = None,
    folder: LibraryOption = None, bom: BomOption = False, no_benchmarks: BenchmarksOption = False,
    client: ClientOption = False, prepared_by: PreparedByOption = None, date: DateOption = None,
    each: EachOption = None, jobs: JobsOption = None, resume: ResumeOption = False, strict: StrictOption = None,
    flags: Flags,
) -> None:  # fmt: skip
    """Print the plan for the answers given: few moves, why, in which weeks, by whom, at what cost."""
    from salesmode.cli.strict import hold_strictly, refuse_beside, strict_of

    most = strict_of(strict)
    if each is not None:
        from salesmode.cli.each import many

        one = {
            "FILE": bool(answers), "-m": measured is not None, "--brief": brief, "--full": full, "--bom": bom,
            "--client": client, "--prepared-by": prepared_by is not None, "--date": date is not None,
        }  # fmt: skip
        refuse_beside(one, "goes with a single plan", "Leave it out, or leave --each out")
        shared = tuple(set_ or ()), flags
        many(each, format_, output, start, lang, folder, not no_benchmarks, jobs, resume, most, *shared)
        return
    refuse_beside({"--jobs": jobs is not None, "--resume": resume}, "goes with --each", "Add --each CLIENTS")
    chosen, day, wanted = chosen_format(format_, output), start_day(start), chosen_language(lang)
    _fitting(chosen, day, bom)
    content, whom = _content(brief=brief, full=full), _client(client, prepared_by, date, day)
    library, profile = read_input(answers, set_, flags, folder, output, measured)
    from salesmode.engine.plan import make_plan  # bad input is told before the engine is loaded

    library = library.in_language(wanted or language_of_profile(profile))
    plan = make_plan(profile, library, day, not no_benchmarks)
    for option in ("--brief",) * brief + ("--client",) * client if chosen in WHOLE else ():
        say(f"salesmode: {option}: {WHOLE[chosen]} always holds the whole plan")
    draw(plan, library, chosen, output, content=content, mark=bom, client=whom)
    if most is not None:
        hold_strictly(plan, most)


def _content(*, brief: bool, full: bool) -> Literal["plan", "brief", "full"]:
    if brief and full:
        what = Message(
            "exclude-each-other", "{first} and {second} exclude each other", first="--brief", second="--full"
        )
        raise InputError(what, where="plan", fix=Message("leave-one-out", "Leave one of them out"))
    return "brief" if brief else "full" if full else "plan"


def _client(wanted: bool, by: str | None, day: str | None, start: datetime.date | None) -> Client | None:
    """Return whom the plan is prepared by and its day; refuse both where it is not for a client."""
    for option, value in (("--prepared-by", by), ("--date", day)):
        if value is not None and not wanted:
            raise InputError(f"{option} goes with --client", where=option, fix="Add --client, or leave it out")
    if not wanted:
        return None
    from salesmode.report.client import Client

    return Client(by or "", named_day(day, "--date") or start)


def _fitting(chosen: Format, day: datetime.date | None, bom: bool) -> None:
    """Refuse options that go with another format, and a calendar without a day to begin on."""
    if chosen == "ics" and day is None:
        fix = "Say on which day week 1 begins: --start 2027-01-04"
        raise InputError("a calendar needs a day to begin on", where="-f ics", fix=fix)
    if bom and chosen != "csv":
        raise InputError(f"{chosen} takes no such mark", where="--bom", fix="Leave it out, or write -f csv")


def diagnose(
    *, answers: AnswersOption = None, measured: MeasuredOption = None, set_: SetOption = None,
    format_: ReadingOption = None,
    output: OutputOption = None, lang: LangOption = None, folder: LibraryOption = None,
    no_benchmarks: BenchmarksOption = False, flags: Flags,
) -> None:  # fmt: skip
    """Print how the customers behind the answers buy, and what would change that reading."""
    chosen, wanted = chosen_format(format_, output, READING), chosen_language(lang)
    library, profile = read_input(answers, set_, flags, folder, output, measured)
    from salesmode.engine.plan import make_plan

    library = library.in_language(wanted or language_of_profile(profile))
    plan = make_plan(profile, library, None, not no_benchmarks)
    draw(plan, library, chosen, output, content="diagnosis")


def kit(
    *, answers: AnswersOption = None, measured: MeasuredOption = None, set_: SetOption = None,
    format_: PaperOption = None, output: FolderOption = None,
    start: StartOption = None, lang: LangOption = None, folder: LibraryOption = None,
    no_benchmarks: BenchmarksOption = False, flags: Flags,
) -> None:  # fmt: skip
    """Write the papers that the plan works with into a folder, filled with this business's words and figures."""
    if output is None:
        raise InputError("the folder for the papers is missing", where="kit", fix="Name one: -o DIR")
    form, day, wanted = _paper_form(format_), start_day(start), chosen_language(lang)
    library, profile = read_input(answers, set_, flags, folder, output, measured)
    from salesmode.engine.plan import make_plan
    from salesmode.report.kit import write_kit

    library = library.in_language(wanted or language_of_profile(profile))
    plan = make_plan(profile, library, day, not no_benchmarks)
    kept = write_kit(plan, library, output, form)
    for file, new in kept.beside:
        say(f"salesmode: {file} was edited and is left as it is; the new one is {new}")
    for file in kept.edited:
        say(f"salesmode: {file} was edited and is left as it is; there is nothing newer than what you have")
    for file in kept.unused:
        say(f"salesmode: {file} is no part of this kit any more; it is left as it is")
    write("".join(f"{Path(output, file)}\n" for file in kept.written), None)


def _paper_form(given: str | None) -> PaperForm:
    from salesmode.report.kit.forms import FORMS

    if given is not None and given not in FORMS:
        raise InputError(f"{shown(given)} is no form of the papers", where="-f", fix="Write -f md, -f html or -f docx")
    return given or "md"


def interview(
    file: InterviewFile = None, *, answers: AnswersOption = None, deep: DeepOption = False, plain: PlainOption = False,
    lang: LangOption = None, folder: LibraryOption = None,
) -> None:  # fmt: skip
    """Ask, save each answer, and end in the plan."""
    from salesmode.interview import interview as ask_all
    from salesmode.interview import next_commands

    if sys.stdin is None or sys.stdin.closed:
        raise InputError("standard input is closed", where="interview", fix="Run it on a terminal")
    wanted = chosen_language(lang)
    library = load_library(folder)
    name = _only_file([*(answers or ()), *filter(None, [file])]) or HERE
    if name == "-":
        raise InputError("an interview keeps its answers in a file", where="-a", fix="Name one: -a answers.yaml")
    library = library.in_language(wanted or _language_of(name, library) or locale_language() or "en")
    with _console(library, plain) as console:
        profile = ask_all(Path(name), library, console, deep)
    from salesmode.engine.plan import make_plan

    library = library.in_language(wanted or language_of_profile(profile))
    draw(make_plan(profile, library), library, "terminal", None, paging=False)
    say("\n" + "\n".join(next_commands(Path(name), profile, library, deep)))


def _console(library: Library, plain: bool) -> AbstractContextManager[Console]:
    """Return where the interview takes place: drawn on a terminal that can be drawn on, else lines."""
    from salesmode.interview import PlainConsole

    if not on_terminal():
        return nullcontext(PlainConsole(ask, say))
    if plain or os.environ.get("TERM", "dumb") in ("dumb", ""):
        from salesmode.interview.layout import fitted

        return nullcontext(
            PlainConsole(ask, lambda text: say("\n".join(fitted(text, shutil.get_terminal_size().columns))))
        )
    from salesmode.interview.terminal import form_console

    return form_console(library)


def _language_of(name: str, library: Library) -> Lang | None:
    """Return the language that an answers file asks for; what is wrong with the file is said when it is opened."""
    from salesmode.intake.answers import Given, read_answers

    try:
        return read_answers(Given(file=name), library).language if Path(name).exists() else None
    except SalesmodeError:
        return None


def questions(
    *, format_: FormOption = None, output: OutputOption = None, lang: LangOption = None, folder: LibraryOption = None,
) -> None:  # fmt: skip
    """Print every question: as a blank answers file, a sheet to fill in by hand, or a JSON Schema for editors."""
    from salesmode.intake.questions import render_questions

    if format_ is not None and format_ not in FORMS:
        fix = "Write -f yaml, -f md or -f schema"
        raise InputError(f"{shown(format_)} is no form of the questions", where="-f", fix=fix)
    by_ending = FORM_ENDINGS.get(Path(output).suffix.lower(), "yaml") if output else "yaml"
    form, wanted = format_ or by_ending, chosen_language(lang)
    write(render_questions(load_library(folder, wanted or shown_language() or "en"), form), output)


def examples(
    name: Annotated[str | None, typer.Argument(help="The example to print.", autocompletion=example_names)] = None,
    *, lang: LangOption = None, folder: LibraryOption = None, output: OutputOption = None,
) -> None:  # fmt: skip
    """List the example answers files, or print one."""
    from salesmode.intake.parse import nearest

    chosen_language(lang)
    library = load_library(folder)
    names = library.examples()
    if name is None:
        write("".join(f"{name}\n" for name in names), output)
        return
    if name not in names:
        fix = f"{nearest(name, names)}One of: {', '.join(names)}"
        raise InputError(f"no example {shown(name)}", where="examples", fix=fix)
    path = library.file(f"examples/{name}.yaml")
    try:
        write(path.read_text(encoding="utf-8"), output)
    except UnicodeDecodeError:
        raise LibraryError("this is not UTF-8", where=str(path), fix="Save it as plain text in UTF-8") from None


def on_terminal() -> bool:
    """Whether a person sits at both ends."""
    return sys.stdin is not None and sys.stdin.isatty() and stdout_is_terminal()


def _only_file(answers: Sequence[str] | None) -> str | None:
    """Return the answers file, which may be named once: of two, one would be ignored without a word."""
    if answers and len(answers) > 1:
        fix = "Keep one; single answers can be added by flags or --set"
        raise InputError(f"{len(answers)} answers files are named", where="-a", fix=fix)
    return answers[0] if answers else None


def read_input(
    answers: Sequence[str] | None, sets: Sequence[str] | None, flags: Flags, folder: str | None, output: str | None,
    measured: str | None = None,
) -> tuple[Library, Profile]:  # fmt: skip
    """Return the library and the answers of a call."""
    from salesmode.intake.answers import Given, read_answers

    file = _only_file(answers)
    if file and output and file != "-" and same_file(file, output):
        raise InputError("this is the answers file", where="-o", fix="Name another file for the result: -o FILE")
    library = load_library(folder)
    profile = read_answers(Given(file, tuple(sets or ()), flags, _stdin(file), measured=measured), library)
    if measured is not None:
        from salesmode.intake.measured import differences

        for sentence in differences(profile, read_answers(Given(measured=measured), library)):
            say(f"salesmode: {sentence}")
    return library, profile


def _stdin(file: str | None) -> BinaryIO | None:
    """Return standard input; what is typed there is asked for, and read once, so that one Ctrl-D ends it."""
    raw: BinaryIO | None = getattr(sys.stdin, "buffer", None)
    if file != "-" or raw is None or raw.closed or not raw.isatty():
        return raw
    say("salesmode: type the answers as key: value, then Ctrl-D")
    return io.BytesIO(raw.read())


def same_file(file: str, other: str) -> bool:
    """Return whether two names are those of one file that is there."""
    try:
        return Path(file).is_file() and Path(file).samefile(other)
    except (OSError, ValueError):
        return False


def start_day(given: str | None) -> datetime.date | None:
    """Return the day that `--start` names; raises InputError where it is no date."""
    return named_day(given, "--start")


def named_day(given: str | None, option: str) -> datetime.date | None:
    """Return the day that an option names; raises InputError where it is no date."""
    if given is None:
        return None
    try:
        return datetime.date.fromisoformat(given)
    except ValueError:
        raise InputError(f"{shown(given)} is no date", where=option, fix="Write it as 2027-01-04") from None
