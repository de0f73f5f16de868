"""A bar for work that takes longer than a person likes to wait in the dark."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any


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
