"""Writing the result: a file whole or not at all, standard output always in UTF-8."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
from pathlib import Path
from typing import TextIO

from salesmode.errors import Message, OutputError, Sentence, shown_path


def write_whole(path: str, text: str | bytes, fix: Sentence | None = None) -> None:
    """Write `text` in UTF-8, or bytes, to `path` so that the file is either the old one or the whole new one.

    The old file's mode is kept, symbolic links are followed, devices and pipes are written to directly.
    Raises OutputError where it cannot be written; then the old file stands and nothing is left beside it. `fix` is
    what to type next then, where naming another file would not help.
    """
    data = text if isinstance(text, bytes) else text.encode("utf-8", "backslashreplace")
    try:
        if not path or path.endswith(os.sep):
            raise IsADirectoryError(errno.EISDIR, "no name of a file")
        mode = _mode(Path(path))
        if mode is not None and not stat.S_ISREG(mode):
            with Path(path).open("wb", buffering=0) as device:
                _write(device.fileno(), data)
        else:
            _replace(Path(os.path.realpath(path)), data, mode)
    except (OSError, ValueError) as error:  # ValueError: a zero byte in the path
        raise _failed(error, shown_path(path), fix) from error


def try_writing(path: str, fix: Sentence) -> None:
    """Make sure that `path` could be written whole, by making a file beside it and taking it away again.

    Raises OutputError where it could not, with `fix` as what to type next. Devices and pipes are not tried.
    """
    try:
        mode = _mode(Path(path))
        if mode is None or stat.S_ISREG(mode):
            _replace(Path(os.path.realpath(path)), None, mode)
    except (OSError, ValueError) as error:
        raise _failed(error, shown_path(path), fix) from error


def make_folder(path: str) -> None:
    """Make a folder and those above it; raises OutputError where a file stands there or it may not be made."""
    try:
        if not path:
            raise FileNotFoundError(errno.ENOENT, "no name of a folder")
        Path(path).mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        fix = "Name a folder, there already or not: -o DIR"
        raise OutputError("this is a file, not a folder", where=shown_path(path), fix=fix) from error
    except (OSError, ValueError) as error:
        raise _failed(error, shown_path(path), "Name another folder: -o DIR") from error


def write_stdout(text: str) -> None:
    """Write `text` to standard output in UTF-8, whatever the locale.

    A reader that has gone (`| head`) ends the program quietly: raises SystemExit(0). Raises OutputError where
    standard output is closed or full. After either, what is still buffered goes nowhere, so that exiting says no more.
    """
    if sys.stdout is None or sys.stdout.closed:
        raise OutputError("standard output is closed", fix="Name a file: -o FILE")
    try:
        sys.stdout.flush()
        buffer = getattr(sys.stdout, "buffer", None)
        if buffer is None:  # a stand-in that takes text only, as under some test runners
            sys.stdout.write(text)
        else:
            buffer.write(text.encode("utf-8", "backslashreplace"))
        sys.stdout.flush()
    except BrokenPipeError:
        silence(sys.stdout)
        raise SystemExit(0) from None
    except OSError as error:
        silence(sys.stdout)
        raise _failed(error, "standard output") from error


def _mode(path: Path) -> int | None:
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return None


def _replace(path: Path, data: bytes | None, mode: int | None) -> None:
    """Put `data` in the place of `path`; with no data only go as far as one can without touching it."""
    import secrets  # a result on standard output has no need of it

    beside = path.with_name(f".salesmode-{secrets.token_hex(8)}.tmp")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        try:
            if mode is not None and not os.access(path, os.W_OK):  # of a disk that is read-only, open said so
                raise PermissionError(errno.EACCES, "it is write-protected")
            if mode is not None:
                beside.chmod(stat.S_IMODE(mode))
            if data is not None:
                _write(handle, data)
                os.fsync(handle)
        finally:
            os.close(handle)
        if data is not None:
            beside.replace(path)
        else:
            beside.unlink()
    except BaseException:  # an interruption must not leave the file beside either
        with contextlib.suppress(OSError):
            beside.unlink()
        raise


def _write(handle: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]


def silence(stream: TextIO) -> None:
    """Let what is still buffered in a stream that fails go nowhere, so that exiting says no more of it."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


_NOT_WRITABLE = (
    Message("not-writable", "it may not be written"),
    "Ask for the right to write here, or name another file: -o FILE",
)
_WHY = {
    errno.ENOENT: (
        Message("no-folder", "there is no such folder"),
        "Make the folder first, or name another file: -o FILE",
    ),
    errno.ENOTDIR: (
        Message("file-in-path", "a part of this path is a file, not a folder"),
        "Name another file: -o FILE",
    ),
    errno.EISDIR: (Message("is-folder", "this is a folder"), "Name a file in it: -o FOLDER/plan.md"),
    errno.EACCES: _NOT_WRITABLE,
    errno.EPERM: _NOT_WRITABLE,
    errno.EROFS: (Message("disk-read-only", "this disk is read-only"), "Name a file on another disk: -o FILE"),
    errno.ENOSPC: (Message("disk-full", "the disk is full"), "Make room, or name a file on another disk: -o FILE"),
    errno.EDQUOT: (
        Message("quota-used-up", "your share of the disk is used up"),
        "Make room, or name a file on another disk: -o FILE",
    ),
    errno.ENAMETOOLONG: (Message("name-too-long", "the name is too long"), "Name a shorter one: -o FILE"),
    errno.ELOOP: (Message("links-in-circle", "its links lead in a circle"), "Name another file: -o FILE"),
    errno.EPIPE: (
        Message("no-reader", "its reader has gone"),
        "Run it again with the reader waiting, or name a file: -o FILE",
    ),
}


def _failed(error: Exception, where: str, instead: Sentence | None = None) -> OutputError:
    number = error.errno if isinstance(error, OSError) else None
    why = getattr(error, "strerror", None) or "no such name"
    other = (Message("not-written", "it cannot be written: {why}", why=why), "Name another file: -o FILE")
    what, fix = _WHY.get(number or 0, other)
    return OutputError(what, where=where, fix=instead or fix)
