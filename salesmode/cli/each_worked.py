"""Many businesses worked out, by one process or several, in their order and however many there are."""

from __future__ import annotations

import functools
import itertools
import json
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any, BinaryIO, Final, Literal, NamedTuple

import msgspec

from salesmode.cli.strict import trouble_of
from salesmode.errors import InputError, SalesmodeError
from salesmode.intake.clients import Client, marked
from salesmode.knowledge.library import Lang, Library, load_library
from salesmode.version import __version__

if TYPE_CHECKING:
    from salesmode.report.portfolio import Summary

Form = Literal["json", "md", "csv"]
AHEAD: Final = 4  # clients read ahead for each process, so that none waits


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


def worked(
    clients: Iterator[Client], source: BinaryIO, job: Job, jobs: int, after: int = 0, mark: str = ""
) -> Iterator[tuple[int, Done]]:
    """Yield what became of each client behind a line, in order, and how far the file is read.

    Raises InputError where those up to the line are not the ones of its `mark`.
    """
    todo = _behind(marked(clients, _sameness(job)), after, mark)
    place = source.tell if source.seekable() else lambda: 0
    # The first is worked here, so that processes begun as copies of this one have loaded what it took.
    for client in todo if jobs == 1 else itertools.islice(todo, 1):
        yield place(), work(job, client)
    if jobs > 1:
        yield from _shared(todo, place, job, jobs)


def _sameness(job: Job) -> str:
    """Return what has to be the same for plans to belong together, besides the clients."""
    return repr((job._replace(name="", folder=""), library_of(job.folder, job.lang or "en").hash, __version__))


def _behind(clients: Iterator[Client], after: int, mark: str) -> Iterator[Client]:
    """Return the clients behind a line; raises InputError where the ones before are others than those of the mark."""
    if not after:
        return clients
    for client in clients:
        if client.line == after and client.mark == mark:
            return clients
        if client.line >= after:
            break
    what = f"the clients up to line {after}, the options or the playbooks are not those that these plans were made for"
    fix = "Run it again as it was interrupted, or without --resume, which makes all plans anew"
    raise InputError(what, where="--resume", fix=fix)


def _shared(todo: Iterator[Client], place: Callable[[], int], job: Job, jobs: int) -> Iterator[tuple[int, Done]]:
    """Yield the same of clients that several processes work on."""
    waiting: deque[Future[Done]] = deque()
    with ProcessPoolExecutor(jobs, _context(), _begin) as pool:
        try:
            for client in todo:
                with _uninterrupted():
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


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Hold an interruption back while processes are begun: Python loses one that comes in the middle of a fork."""
    if not hasattr(signal, "pthread_sigmask"):  # where nothing is forked either
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin() -> None:
    """Leave it to the process that began this one to say that it was interrupted, and end with it however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


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
def library_of(folder: str | None, lang: Lang) -> Library:
    """Return the library in a language, the same for every business."""
    return load_library(folder, lang)


def _planned(job: Job, client: Client) -> Done:
    from salesmode.engine.plan import make_plan
    from salesmode.intake.answers import Given, read_answers
    from salesmode.report.outlines import words_for

    given = Given(f"{job.name}:{client.line}", job.sets, job.flags, text=client.text)
    profile = read_answers(given, library_of(job.folder, job.lang or "en"))
    library = library_of(job.folder, job.lang or profile.language or "en")
    plan = make_plan(profile, library, job.start, job.benchmarks)
    trouble = [] if job.strict is None else list(trouble_of(plan, job.strict))
    if job.form == "json":
        from salesmode.report.formats.json import plan_data

        told = {"strict": trouble} if trouble else {}
        planned = plan_data(plan, words_for(plan, library))
        data = {"line": client.line, "name": profile.name, "mark": client.mark, "plan": planned, **told}
        return Done(client.line, _one_line(data), bool(trouble))
    from salesmode.report.portfolio import summary_of

    summary = summary_of(plan, words_for(plan, library))
    return Done(client.line, _row(job, client.line, summary, "; ".join(trouble)), bool(trouble))


def _one_line(data: dict[str, Any]) -> str:
    return msgspec.json.encode(data).decode() + "\n"


def _row(job: Job, line: int, summary: Summary | None, error: str, name: str = "") -> str:
    from salesmode.report.portfolio import csv_row, md_row

    return (csv_row if job.form == "csv" else md_row)(line, summary, error, name)


def _failed(job: Job, client: Client, what: str, where: str, fix: str) -> str:
    if job.form != "json":
        # Several faults at once have no place of their own, and are named in what to do.
        return _row(job, client.line, None, f"{where}: {what}" if where else f"{what}: {fix}", _name(client) or "")
    error = {"where": where, "what": what, "fix": fix}
    return _one_line({"line": client.line, "name": _name(client), "mark": client.mark, "error": error})


def _name(client: Client) -> str | None:
    """Return what a business that cannot be planned calls itself, where that can be read."""
    try:
        name = json.loads(client.text)["name"]
    except (ValueError, KeyError, TypeError):
        return None
    # JSON may escape halves of signs that no file can hold.
    return name.encode("utf-8", "backslashreplace").decode() if isinstance(name, str) else None
