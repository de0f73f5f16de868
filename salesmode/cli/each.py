"""A plan for each of many businesses: read, made and written one after the other, however many there are."""

from __future__ import annotations

import functools
import json
import multiprocessing
import signal
import sys
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final, Literal, NamedTuple

from salesmode.atomic import write_stdout
from salesmode.cli.commands import Flags, chosen_language, same_file, start_day
from salesmode.cli.progress import watched_bytes
from salesmode.cli.result import holds_answers, say
from salesmode.cli.strict import trouble_of
from salesmode.errors import InputError, OutputError, SalesmodeError, shown, shown_path
from salesmode.intake.clients import TABLE_ENDING, Client, clients_of
from salesmode.knowledge.library import Lang, Library, load_library

if TYPE_CHECKING:
    from salesmode.report.portfolio import Summary

Form = Literal["json", "md", "csv"]
FORMS: Final[dict[str, Form]] = {".jsonl": "json", ".ndjson": "json", ".json": "json", ".md": "md", ".csv": "csv"}
STDIN: Final = "-"
MOST_JOBS: Final = 64
AHEAD: Final = 4  # clients read ahead for each process, so that none waits
NAMED: Final = 5  # lines without a plan that are named at the end


class Job(NamedTuple):
    """What is the same for every business."""

    folder: str | None
    lang: Lang | None
    start: date | None
    benchmarks: bool
    sets: tuple[str, ...]
    flags: dict[str, list[str]]
    form: Form
    name: str
    strict: int | None


class Done(NamedTuple):
    """What became of one business: the line it stood on, what is written of it, whether it went wrong."""

    line: int
    text: str
    failed: bool


class Target(NamedTuple):
    """Where it is written, from which line on, and the lines that went wrong before."""

    output: str | None
    after: int = 0
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
        write = _writer(target, _head(job), stack)
        total = None if file == STDIN else Path(file).stat().st_size
        clients = clients_of(source, job.name, file.lower().endswith(TABLE_ENDING))
        results = _worked(clients, source, job, jobs, target.after)
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
    after, end, failed = 0, 0, []
    with Path(output).open("r+b") as file:
        for data in file:
            if not data.endswith(b"\n"):
                break
            try:
                line = json.loads(data)
                after, end = int(line["line"]), end + len(data)
                failed += [after] if "error" in line or line.get("strict") else []
            except (ValueError, KeyError, TypeError):
                fix = "Name the file that the interrupted run wrote"
                raise InputError("this is no file of plans", where=shown_path(output), fix=fix) from None
        file.truncate(end)
    return Target(output, after, tuple(failed))


def _head(job: Job) -> str:
    if job.form == "json":
        return ""
    from salesmode.report.portfolio import csv_head, md_head

    return csv_head() if job.form == "csv" else md_head(_library(job.folder, job.lang or "en"))


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


# ------------------------------------------------------------------------------------------------------------- the work


def _worked(clients: Iterator[Client], source: BinaryIO, job: Job, jobs: int, after: int) -> Iterator[tuple[int, Done]]:
    """Yield what became of each client, in order, and how far the file is read."""
    todo = (client for client in clients if client.line > after)
    place = source.tell if source.seekable() else lambda: 0
    if jobs == 1:
        yield from ((place(), work(job, client)) for client in todo)
        return
    waiting: deque[Future[Done]] = deque()
    with ProcessPoolExecutor(jobs, _context(), _quiet) as pool:
        try:
            for client in todo:
                waiting.append(pool.submit(work, job, client))
                if len(waiting) >= jobs * AHEAD:
                    yield place(), waiting.popleft().result()
            while waiting:
                yield place(), waiting.popleft().result()
        finally:
            pool.shutdown(cancel_futures=True)


def _context() -> Any:
    """Return how processes are begun: as copies of this one, where the system can, which have the library loaded."""
    methods = multiprocessing.get_all_start_methods()
    return multiprocessing.get_context("fork" if "fork" in methods and sys.platform == "linux" else None)


def _quiet() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # this process says that it was interrupted, and ends the others


def work(job: Job, client: Client) -> Done:
    """Return one business worked out, or what is wrong with it."""
    if client.fault is not None:
        error = client.fault
        return Done(client.line, _failed(job, client, str(error.what), error.where, str(error.fix)), failed=True)
    try:
        return _planned(job, client)
    except SalesmodeError as error:
        return Done(client.line, _failed(job, client, str(error.what), error.where, str(error.fix)), failed=True)
    except Exception as error:  # noqa: BLE001  one business that we cannot plan leaves the others their plans
        what = f"this is a fault of salesmode, not of the answers ({type(error).__name__})"
        return Done(client.line, _failed(job, client, what, "", "Please report it with these answers"), failed=True)


@functools.cache
def _library(folder: str | None, lang: Lang) -> Library:
    return load_library(folder, lang)


def _planned(job: Job, client: Client) -> Done:
    from salesmode.engine.plan import make_plan
    from salesmode.intake.answers import Given, read_answers
    from salesmode.report.outlines import words_for

    given = Given(f"{job.name}:{client.line}", job.sets, job.flags, text=client.text)
    profile = read_answers(given, _library(job.folder, job.lang or "en"))
    library = _library(job.folder, job.lang or profile.language or "en")
    plan = make_plan(profile, library, job.start, job.benchmarks)
    trouble = [] if job.strict is None else list(trouble_of(plan, job.strict))
    if job.form == "json":
        from salesmode.report.formats.json import plan_data

        told = {"strict": trouble} if trouble else {}
        data = {"line": client.line, "name": profile.name, "plan": plan_data(plan, words_for(plan, library)), **told}
        return Done(client.line, _one_line(data), bool(trouble))
    from salesmode.report.portfolio import summary_of

    summary = summary_of(plan, words_for(plan, library))
    return Done(client.line, _row(job, client.line, summary, "; ".join(trouble)), bool(trouble))


def _one_line(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":")) + "\n"


def _row(job: Job, line: int, summary: Summary | None, error: str) -> str:
    from salesmode.report.portfolio import csv_row, md_row

    return (csv_row if job.form == "csv" else md_row)(line, summary, error)


def _failed(job: Job, client: Client, what: str, where: str, fix: str) -> str:
    if job.form != "json":
        return _row(job, client.line, None, f"{where}: {what}" if where else what)
    error = {"where": where, "what": what, "fix": fix}
    return _one_line({"line": client.line, "name": _name(client), "error": error})


def _name(client: Client) -> str | None:
    """Return what a business that cannot be planned calls itself, where that can be read."""
    try:
        name = json.loads(client.text)["name"]
    except (ValueError, KeyError, TypeError):
        return None
    return name if isinstance(name, str) else None
