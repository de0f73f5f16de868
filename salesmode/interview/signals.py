"""A terminal that is given back as it was, also to whoever ends the program from outside."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Iterator
from types import FrameType
from typing import Final

ENDING: Final = ("SIGTERM", "SIGHUP")
SHOWN_AGAIN: Final = b"\x1b[?2004l\x1b[?25h\x1b[0m\r\n"  # pastes as usual, the cursor seen, no colour


@contextlib.contextmanager
def given_back() -> Iterator[None]:
    """Put the terminal back where a signal ends the program: no `finally` is run then."""
    if sys.platform == "win32" or not sys.stdin.isatty():
        yield
        return
    import termios

    before = termios.tcgetattr(sys.stdin.fileno())

    def end(number: int, frame: FrameType | None) -> None:  # noqa: ARG001  as signals call it
        with contextlib.suppress(termios.error, OSError):  # a terminal that was closed needs nothing back
            termios.tcsetattr(sys.stdin.fileno(), termios.TCSANOW, before)
            os.write(sys.stdout.fileno(), SHOWN_AGAIN)
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)

    numbers = [getattr(signal, name) for name in ENDING]
    usual = {number: signal.signal(number, end) for number in numbers}
    try:
        yield
    finally:
        for number, handler in usual.items():
            signal.signal(number, handler)
