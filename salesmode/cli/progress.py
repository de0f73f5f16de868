"""How far the work is, on the standard error of a terminal and nowhere else."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

from salesmode.cli.result import say

T = TypeVar("T")
TICK = 20_000  # rows between two words of progress


def watched(doing: str) -> Callable[[Sequence[Any]], Iterator[Any]]:
    """Return what yields each of its items, and shows on a terminal's standard error how many are done.

    The bar is gone at the end. Nothing is written where standard error is no terminal.
    """
    return lambda items: _with_bar(doing, items) if _on_screen() else iter(items)


def _on_screen() -> bool:
    stderr = sys.stderr
    return stderr is not None and not stderr.closed and stderr.isatty() and os.environ.get("TERM") != "dumb"


def _with_bar(doing: str, items: Sequence[Any]) -> Iterator[Any]:
    from rich.console import Console
    from rich.progress import track

    yield from track(items, doing, console=Console(stderr=True), transient=True)


def watched_rows(rows: Iterable[T]) -> Iterator[T]:
    """Yield rows, however many there are, and show on a terminal's standard error how many are read."""
    if not _on_screen():
        yield from rows
        return
    for number, row in enumerate(rows):
        if number and number % TICK == 0:
            say(f"\r{number:,} rows", end="")
        yield row
    say("\r" + " " * 30 + "\r", end="")


def watched_bytes(doing: str, total: int | None, items: Iterable[tuple[int, T]]) -> Iterator[T]:
    """Yield each item; they come with how many of `total` bytes are read, `None` where nobody can tell."""
    if not _on_screen():
        yield from (item for _, item in items)
        return
    from rich.console import Console
    from rich.progress import Progress

    # Without a thread that draws: the work is done in forks of this process.
    with Progress(console=Console(stderr=True), transient=True, auto_refresh=False) as progress:
        task = progress.add_task(doing, total=total)
        for done, item in items:
            progress.update(task, completed=done, refresh=True)
            yield item
