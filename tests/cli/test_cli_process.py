"""The command line as a process: closed and full streams, pipes, interruptions, caches, the same bytes everywhere."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pexpect
import pytest
from helpers.libraries import LIBRARY, few_files

from salesmode.cli.result import NAMES

COMMAND = (sys.executable, "-m", "salesmode")
ROOT = Path(__file__).parents[2]
EXAMPLES = LIBRARY.folder / "examples"
ROBOTS, COSMETICS = str(EXAMPLES / "industrial-robots.yaml"), str(EXAMPLES / "cosmetics.yaml")
FULL = Path("/dev/full")
HELD = """
import signal, time, salesmode.engine.plan
signal.signal(signal.SIGINT, signal.default_int_handler)  # a background job inherits deaf ears
def held(*_):
    print("ready", flush=True)
    time.sleep(60)
salesmode.engine.plan.make_plan = held
from salesmode.cli import run
run(["plan"])
"""


QUOTED = shlex.quote(str(ROBOTS))


def ran(
    *argv: str, env: Mapping[str, str] | None = None, cwd: Path | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run a command in a process of its own."""
    env = {**os.environ, **(env or {})}
    return subprocess.run(
        [*COMMAND, *argv], capture_output=True, stdin=subprocess.DEVNULL, env=env, cwd=cwd, check=False
    )


def shell(script: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run a line of shell in which `salesmode` is this one."""
    line = f'salesmode() {{ "{sys.executable}" -m salesmode "$@"; }}; {script}'
    return subprocess.run(["bash", "-o", "pipefail", "-c", line], capture_output=True, text=True, cwd=cwd, check=False)


@pytest.mark.parametrize("argv", ["plan -f md", "plan --help", "--version", "examples"])
def test_a_closed_or_full_stdout_is_an_error_not_a_traceback(argv: str) -> None:
    """A closed or full stdout is exit 2 with one clear message."""
    closed = shell(f"salesmode {argv} >&-")
    assert (closed.returncode, closed.stderr.split("\n")[0]) == (2, "salesmode: standard output is closed")
    if FULL.exists():
        full = shell(f"salesmode {argv} >/dev/full")
        assert (full.returncode, full.stderr.split("\n")[0]) == (2, "salesmode: standard output: the disk is full")


@pytest.mark.parametrize("argv", [f"plan -a {QUOTED}", f"plan -f json -a {QUOTED}", "plan --help"])
def test_a_reader_that_leaves_early_ends_it_quietly(argv: str) -> None:
    """`| head -1` ends it quietly."""
    done = shell(f"salesmode {argv} | head -1")
    assert (done.returncode, done.stderr) == (0, "")


def test_a_closed_stderr_changes_no_exit_code() -> None:
    """Messages that nobody hears change neither result nor exit code."""
    for error in ("2>&-", "2>/dev/full" if FULL.exists() else "2>&-"):
        assert shell(f"salesmode plan --zzz {error}").returncode == 2
        done = shell(f"salesmode plan -f md --industry other {error}")
        assert (done.returncode, done.stdout[:2]) == (0, "# ")
    assert shell("salesmode plan --zzz 2>&- >&-").returncode == 2


def test_stdin_may_be_closed_empty_or_a_pipe() -> None:
    """Stdin may be closed, empty or a pipe."""
    assert shell("salesmode plan -f md <&-").returncode == 0
    assert "stdin: standard input is closed" in shell("salesmode plan -a - <&-").stderr
    assert shell("echo 'name: Piped' | salesmode plan -f md -a - | head -1").stdout.startswith("# Piped:")


def test_an_interruption_is_exit_130() -> None:
    """Ctrl-C while a plan is made is exit 130, without a traceback."""
    with subprocess.Popen([sys.executable, "-c", HELD], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        process.send_signal(signal.SIGINT)
        _, error = process.communicate(timeout=20)
    assert (process.returncode, error) == (130, b"salesmode: interrupted\n")


def on_terminal(*argv: str, cwd: Path, columns: int = 80) -> pexpect.spawn:
    """Start a command on a terminal."""
    env = {**os.environ, "TERM": "xterm", "PAGER": "cat", "LC_ALL": "C.UTF-8"}
    env.pop("COLUMNS", None)
    return pexpect.spawn(
        COMMAND[0], [*COMMAND[1:], *argv], cwd=str(cwd), dimensions=(24, columns), encoding="utf-8", timeout=20, env=env
    )


def test_an_interruption_at_a_prompt_keeps_the_answers_and_says_how_to_go_on(tmp_path: Path) -> None:
    """Bare on a terminal it asks; Ctrl-C keeps what was answered, says how to go on, and is exit 130."""
    child = on_terminal(cwd=tmp_path)
    child.expect("Ctrl-C")
    child.sendline("Harbour Kitchens")
    child.expect("Harbour Kitchens")
    child.expect("Ctrl-C")
    child.sendintr()
    child.expect("stopped here; 1 answer is in salesmode.yaml")
    child.expect("go on with: salesmode interview -a salesmode.yaml")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 130
    assert "Harbour Kitchens" in (tmp_path / "salesmode.yaml").read_text(encoding="utf-8")


def test_the_width_and_colour_of_the_terminal_are_used(tmp_path: Path) -> None:
    """The width of the window is used, and colour; a file written from there depends on neither."""
    child = on_terminal("plan", "-a", ROBOTS, cwd=tmp_path, columns=60)
    text = child.read()
    child.close()
    assert "\x1b[1m" in text
    assert "The answer\x1b[0m " + "─" * 49 + "\r" in text
    on_terminal("plan", "-a", ROBOTS, "-o", "plan.txt", cwd=tmp_path, columns=60).wait()
    assert (tmp_path / "plan.txt").read_bytes() == ran("plan", "-a", ROBOTS).stdout


WATCHED = "from salesmode.cli.playbooks import watched; print(sum(watched('making plans')([1, 2, 3])))"


def test_a_bar_shows_on_a_terminal_how_far_the_work_is() -> None:
    """On a terminal a bar says what is being done and how much of it is; into a pipe nothing is said."""
    env = {**os.environ, "TERM": "xterm"}
    child = pexpect.spawn(sys.executable, ["-c", WATCHED], cwd=str(ROOT), encoding="utf-8", timeout=20, env=env)
    child.expect("making plans.*100%")
    child.expect("6")
    child.expect(pexpect.EOF)
    done = subprocess.run([sys.executable, "-c", WATCHED], capture_output=True, cwd=ROOT, check=False)
    assert (done.stdout, done.stderr) == (b"6\n", b"")


def test_answers_typed_at_a_terminal_are_asked_for(tmp_path: Path) -> None:
    """`-a -` on a terminal says what it waits for instead of hanging mute."""
    child = on_terminal("plan", "-a", "-", cwd=tmp_path)
    child.expect("then Ctrl-D")
    child.sendline("name: Typed")
    child.sendeof()
    child.expect("Typed: the next")
    child.expect(pexpect.EOF)


ELSEWHERE = [
    {"PYTHONHASHSEED": "1", "LC_ALL": "C", "LANG": "C", "TERM": "dumb"},
    {"PYTHONHASHSEED": "4711", "LC_ALL": "zh_CN.UTF-8", "LANG": "zh_CN.UTF-8", "TZ": "Asia/Shanghai"},
    {"PYTHONHASHSEED": "0", "PYTHONIOENCODING": "latin-1", "TZ": "America/New_York", "NO_COLOR": "1"},
]


EVERY_FORMAT = """
import sys
from salesmode.cli import run
for format_ in sys.argv[3:]:
    try:
        run(["plan", "-a", sys.argv[1], "-f", format_, "--start", "2027-01-04"])
    except SystemExit as left:
        sys.stdout.flush()
        sys.stdout.buffer.write(f"{sys.argv[2]}{left.code}".encode())
        sys.stdout.flush()
"""


def every_format(answers: str, cwd: Path | None = None, **env: str) -> list[bytes]:
    """Return the plan in every format, and the exit code of each, as one process prints them."""
    argv = [sys.executable, "-c", EVERY_FORMAT, answers, END, *NAMES]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "80", **env}
    done = subprocess.run(argv, capture_output=True, stdin=subprocess.DEVNULL, env=environment, cwd=cwd, check=True)
    return done.stdout.split(END.encode())


END = "--- the end of one, and its code: "


@pytest.mark.parametrize("answers", [ROBOTS, COSMETICS])
def test_the_same_answers_give_the_same_bytes_everywhere(answers: str, tmp_path: Path) -> None:
    """Hash seed, locale, time zone, folder and process make no difference to a single byte of any format."""
    first = every_format(answers)
    assert b"".join(first).decode("utf-8")
    assert [part[:1] for part in first[1:]] == [b"0"] * len(NAMES)
    for more in ELSEWHERE:
        there = every_format(answers, tmp_path, **more)
        assert [name for name, one, other in zip((*NAMES, "end"), first, there, strict=True) if one != other] == []


@pytest.mark.parametrize("home", ["relative", "/dev/null/nowhere", "/proc/nowhere", "garbage", ""])
def test_a_cache_that_cannot_be_used_is_done_without(home: str, tmp_path: Path) -> None:
    """A cache folder that is unwritable, relative, or full of garbage costs time and nothing else."""
    argv = ("plan", "-f", "md", "--library", str(few_files(tmp_path / "playbooks")))
    cache = str(tmp_path / "cache")
    wanted = ran(*argv, env={"XDG_CACHE_HOME": cache}).stdout
    if home == "garbage":
        home = cache
        held = [*(tmp_path / "cache").rglob("*.json")]
        assert held
        for path in held:
            path.write_bytes(b"\xff\x00[")
    done = ran(*argv, env={"XDG_CACHE_HOME": home, "PYTHONPATH": str(ROOT)}, cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, wanted, b"")


def test_no_home_and_no_present_folder_are_no_matter(tmp_path: Path) -> None:
    """Neither HOME nor a folder that still exists is needed."""
    gone = tmp_path / "gone"
    gone.mkdir()
    with_root = f'PYTHONPATH="{ROOT}" salesmode plan -f md'
    done = shell(f"unset HOME XDG_CACHE_HOME; {with_root}", cwd=tmp_path)
    assert done.returncode == 0
    away = shell(f'cd "{gone}" && rmdir "{gone}" && {with_root}')
    assert (away.returncode, away.stdout) == (0, done.stdout)


def test_bytes_that_are_no_text_come_out_visible() -> None:
    """A name that is not UTF-8 is spelt out, not refused."""
    done = subprocess.run([*COMMAND, "plan", "-f", "md", "--name", b"a\xffb"], capture_output=True, check=False)
    assert done.stdout.startswith(b"# a\\\\udcffb: ")


def test_the_installed_command_is_this_one() -> None:
    """The console script and `python -m salesmode` are one."""
    script = shutil.which("salesmode", path=str(Path(sys.executable).parent))
    assert script is not None
    done = subprocess.run([script, "--version"], capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (0, ran("--version").stdout)
