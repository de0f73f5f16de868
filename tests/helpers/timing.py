"""Processor time of commands run in turn, and the first release to hold this one against."""

from __future__ import annotations

import io
import os
import resource
import statistics
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
RELEASE = "v0.1.0"


class Command(NamedTuple):
    """What is run, and the checkout it is run in, whose code then counts; cold is with an empty cache each time."""

    words: Sequence[str]
    checkout: Path = ROOT
    cold: bool = False

    @classmethod
    def salesmode(cls, *words: str, checkout: Path = ROOT, cold: bool = False) -> Command:
        """Return a command of the salesmode that lies in `checkout`."""
        return cls((sys.executable, "-m", "salesmode", *words), checkout, cold)

    @classmethod
    def python(cls, script: str, *words: str, checkout: Path = ROOT) -> Command:
        """Return a script that imports the salesmode of `checkout`."""
        return cls((sys.executable, "-c", script, *words), checkout)

    def run(self) -> str:
        """Return what it prints; raises CalledProcessError where it fails."""
        # Users have the bytecode of what they run, whatever the shell of a developer says.
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        if not self.cold:
            return self._run(environment)
        with tempfile.TemporaryDirectory() as cache:
            return self._run({**environment, "XDG_CACHE_HOME": cache})

    def _run(self, environment: Mapping[str, str]) -> str:
        return subprocess.run(
            self.words, cwd=self.checkout, env=environment, stdout=subprocess.PIPE, encoding="utf-8", check=True
        ).stdout

    def seconds(self) -> float:
        """Return the processor time that one run takes, itself and in the kernel."""
        before = _spent()
        self.run()
        return _spent() - before

    def number(self) -> float:
        """Return the number that it prints."""
        return float(self.run())


def _spent() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)  # os.times() counts in hundredths of a second
    return children.ru_utime + children.ru_stime


def in_turn(
    commands: Mapping[str, Command], runs: int, measure: Callable[[Command], float] = Command.seconds
) -> dict[str, list[float]]:
    """Return what is measured of every command, run in turn so that a machine that slows down slows them all.

    Each is run once before, so that bytecode is compiled and, but for a cold one, the cache is written.
    """
    for command in commands.values():
        command.run()
    found: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            found[name].append(measure(command))
    return found


def ratio(times: Sequence[float], base: Sequence[float]) -> float:
    """Return the median of the ratios of what was measured in the same turn."""
    return statistics.median(one / other for one, other in zip(times, base, strict=True))


@contextmanager
def first_release() -> Iterator[Path | None]:
    """Yield a folder with the first release as it was tagged, `None` without git or without that tag."""
    command = ["git", "archive", "--format=tar", RELEASE]
    try:
        packed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        yield None
        return
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
            archive.extractall(folder, filter="data")
        yield Path(folder)
