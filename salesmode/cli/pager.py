"""A result longer than the screen, in the pager of whoever reads it, as git shows its own."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
from typing import Final

# What git gives less where nothing else is said: leave at once where it fits, keep colours, leave the text standing.
_LESS: Final = "FRX"
_OFF: Final = ("", "cat")


def paged(text: str) -> bool:
    """Show a text in the pager where it is longer than the screen; return whether it was shown.

    `PAGER` says which, `PAGER=cat` none; else it is less, where there is one. Nothing is paged on a dumb terminal.
    """
    command = _pager() if text.count("\n") >= shutil.get_terminal_size().lines else []
    if not command:
        return False
    environment = {"LESS": _LESS, **os.environ}
    try:
        pager = subprocess.Popen(command, stdin=subprocess.PIPE, env=environment)  # noqa: S603  the person's own
    except OSError:
        return False
    heard = signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the pager's
    try:
        pager.communicate(text.encode("utf-8", "backslashreplace"))  # a reader who leaves early is no fault
    finally:
        signal.signal(signal.SIGINT, heard)
    return True


def _pager() -> list[str]:
    named = os.environ.get("PAGER")
    if os.environ.get("TERM", "dumb") == "dumb" or (named is not None and named.strip() in _OFF):
        return []
    try:
        command = shlex.split(named) if named else ["less"]
    except ValueError:  # a quotation mark that is not closed
        return []
    return command if shutil.which(command[0]) else []
