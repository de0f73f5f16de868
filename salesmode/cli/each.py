"""A plan for each of many businesses: which are read, and where what became of them is written."""

from __future__ import annotations

import json
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any, BinaryIO, Final, NamedTuple

from salesmode.atomic import write_stdout
from salesmode.cli.commands import Flags, same_file, start_day
from salesmode.cli.each_worked import Form, Job, library_of, worked
from salesmode.cli.progress import watched_bytes
from salesmode.cli.result import holds_answers, say
from salesmode.cli.speaking import chosen_language
from salesmode.errors import InputError, OutputError, shown, shown_path
from salesmode.intake.clients import TABLE_ENDING, clients_of
from salesmode.knowledge.library import load_library

FORMS: Final[dict[str, Form]] = {".jsonl": "json", ".ndjson": "json", ".json": "json", ".md": "md", ".csv": "csv"}
STDIN: Final = "-"
MOST_JOBS: Final = 64
NAMED: Final = 5  # lines without a plan that are named at the end


class Target(NamedTuple):
    """Where it is written, from which line on, the mark of that line, and the lines that went wrong before."""

    output: str | None
    after: int = 0
    mark: str = ""
    failed: tuple[int, ...] = ()


def many(
    each: str, format_: str | None, output: str | None, start: str | None, lang: str | None, folder: str | None,
    benchmarks: bool, jobs: str | None, resume: bool, strict: int | None, sets: tuple[str, ...], flags: Flags,
) -> None:  # fmt: skip
    """Write a plan for each client as the options of `plan` ask for it."""
    if output and each != STDIN and same_file(each, output):
        raise InputError("this is the file of the clients", where="-o", fix="Name another file for the plans: -o FILE")
    name = "stdin" if each == STDIN else shown_path(each)
    given = {id: list(texts) for id, texts in flags.items()}
    form, day, wanted = chosen_form(format_, output), start_day(start), chosen_language(lang)
    run(each, Job(folder, wanted, day, benchmarks, sets, given, form, name, strict), output, jobs_of(jobs), resume)


def chosen_form(given: str | None, output: str | None) -> Form:
    """Return how each business is written: by `-f`, else by the ending of `-o`, else as JSON."""
    ending = Path(output).suffix.lower() if output else ".jsonl"
    form = FORMS.get(ending) if given is None else FORMS.get(f".{given}")
    if form is not None:
        return form
    fix = "Write -f json (a plan a line), md or csv (a row for each client)"
    if given is None:
        raise InputError(f"no form for names that end in {shown(ending)}", where="-o", fix=fix)
    raise InputError(f"{shown(given)} is no form of many plans", where="-f", fix=fix)


def jobs_of(given: str | None) -> int:
    """Return how many processes are asked for."""
    if given is None:
        return 1
    if given.isascii() and given.isdigit() and 1 <= int(given[:4]) <= MOST_JOBS:
        return int(given)
    raise InputError(f"{shown(given)} is no number of processes", where="--jobs", fix=f"Write 1 to {MOST_JOBS}")


def run(file: str, job: Job, output: str | None, jobs: int, resume: bool) -> None:
    """Write a plan for each client of a file; exits with 1 where one has none, or not the plan that was asked for."""
    load_library(job.folder)  # what is wrong with it is said once
    target = _target(output, job.form, resume)
    failed = list(target.failed)
    with ExitStack() as stack:
        source = _opened(file, stack)
        clients = clients_of(source, job.name, None if file == STDIN else file.lower().endswith(TABLE_ENDING))
        results = worked(clients, source, job, jobs, target.after, target.mark)
        write = _writer(target, _head(job), stack)
        total = None if file == STDIN else Path(file).stat().st_size
        for done in watched_bytes("making plans", total, results):
            write(done.text)
            failed += [done.line] * done.failed
    if failed:
        _tell(failed, job)
        raise SystemExit(1)


def _tell(failed: list[int], job: Job) -> None:
    lines = ", ".join(map(str, failed[:NAMED])) + (", ..." if len(failed) > NAMED else "")
    what = "failed" if job.strict is None else "failed, or is not the plan that --strict asks for"
    say(f"salesmode: {len(failed)} {what}; in {job.name} line {lines}")


# ----------------------------------------------------------------------------------------------------------- in and out


def _opened(file: str, stack: ExitStack) -> BinaryIO:
    if file == STDIN:
        raw = getattr(sys.stdin, "buffer", None)
        if raw is None or raw.closed:
            raise InputError("standard input is closed", where="stdin", fix="Name a file: --each clients.jsonl")
        return raw  # type: ignore[no-any-return]
    try:
        return stack.enter_context(Path(file).open("rb"))
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "no such file"
        raise InputError(f"it cannot be read: {why}", where=shown_path(file), fix="Check the name") from None


def _target(output: str | None, form: Form, resume: bool) -> Target:
    if output is not None and holds_answers(output):
        raise InputError("this file holds answers, which would be lost", where="-o", fix="Name another file")
    if not resume:
        return Target(output)
    if output is None or form != "json":
        raise InputError("only plans in a file can be gone on with", where="--resume", fix="Write -o plans.jsonl")
    return _so_far(output) if Path(output).is_file() else Target(output)


def _so_far(output: str) -> Target:
    """Return where an interrupted run stopped; what it left of a line half written is cut off."""
    after, end, mark, failed = 0, 0, "", []
    with Path(output).open("r+b") as file:
        for data in file:
            if not data.endswith(b"\n"):
                break
            try:
                line = json.loads(data)
                after, end, mark = int(line["line"]), end + len(data), str(line["mark"])
                failed += [after] if "error" in line or line.get("strict") else []
            except (ValueError, KeyError, TypeError):
                fix = "Name the file that the interrupted run wrote"
                raise InputError("this is no file of plans", where=shown_path(output), fix=fix) from None
        file.truncate(end)
    return Target(output, after, mark, tuple(failed))


def _head(job: Job) -> str:
    if job.form == "json":
        return ""
    from salesmode.report.portfolio import csv_head, md_head

    return csv_head() if job.form == "csv" else md_head(library_of(job.folder, job.lang or "en"))


def _writer(target: Target, head: str, stack: ExitStack) -> Any:
    """Return what writes one business, so that whoever interrupts the run keeps all before it."""
    if target.output is None:
        if head:
            write_stdout(head)
        return write_stdout
    name = target.output
    try:
        file = stack.enter_context(Path(name).open("ab" if target.after else "wb", buffering=0))  # noqa: SIM115  it is
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "no such place"
        raise OutputError(f"it cannot be written: {why}", where=shown_path(name), fix="Name another: -o FILE") from None

    def write(text: str) -> None:
        data = text.encode("utf-8", "backslashreplace")
        try:
            while data:
                data = data[file.write(data) or 0 :]
        except OSError as error:
            fix = "Make room, then run it again with --resume"
            raise OutputError(f"it cannot be written: {error.strerror}", where=shown_path(name), fix=fix) from None

    if head:
        write(head)
    return write
