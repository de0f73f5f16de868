"""How fast salesmode is, as ratios against things measured in the same run, and how soon an interview gets there."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from helpers import reach

from salesmode.knowledge.library import load_library

HERE = Path(__file__).resolve().parent
EXAMPLE = HERE.parent / "playbooks" / "examples" / "industrial-robots.yaml"
HELLO = """
import typer, pydantic, yaml
from rich.console import Console
from rich.table import Table

class Answer(pydantic.BaseModel):
    name: str = "world"

app = typer.Typer()

@app.command()
def hello(name: str = "world") -> None:
    yaml.safe_load("a: 1")
    table = Table("hello")
    table.add_row(Answer(name=name).name)
    Console().print(table)

app()
"""
RUNS = 15
SECONDS = 3.0


def seconds(command: list[str]) -> float:
    """Return the processor time that one run of `command` took, itself and in the kernel."""
    before = os.times()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def side_by_side(commands: dict[str, list[str]]) -> dict[str, list[float]]:
    """Return the times of every command, run in turn so that a machine that slows down slows them all."""
    for command in commands.values():
        seconds(command)
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(RUNS):
        for name, command in commands.items():
            times[name].append(seconds(command))
    return times


def plans_a_second() -> float:
    """Return how many plans one core makes in a second, library loaded, nothing rendered."""
    from salesmode.engine.plan import make_plan
    from salesmode.intake.answers import Given, read_answers

    library = load_library()
    files = [str(library.folder / "examples" / f"{name}.yaml") for name in library.examples()]
    profiles = [read_answers(Given(file), library).profile for file in files]
    for profile in profiles:
        make_plan(profile, library)
    made, start = 0, time.process_time()
    while time.process_time() - start < SECONDS:
        for profile in profiles:
            make_plan(profile, library)
        made += len(profiles)
    return made / (time.process_time() - start)


def gaps() -> Iterator[str]:
    """Yield how far schedules of known problems are from their optimum, and what is cut in the optimum's weeks."""
    from helpers.instances import every_instance, planned

    found: dict[str, list[tuple[float, int, int]]] = {}
    for instance in every_instance():
        loose, tight = planned(instance, 3 * instance.optimum), planned(instance, instance.optimum)
        gap = loose.schedule.end / instance.optimum - 1
        row = (gap, len(tight.schedule.cut), len(instance.pieces))
        found.setdefault(instance.name.split()[0], []).append(row)
    found["all"] = [row for kind in found.values() for row in kind]
    for name, rows in found.items():
        over = statistics.mean(gap for gap, _, _ in rows)
        cut, pieces = sum(cut for _, cut, _ in rows), sum(count for _, _, count in rows)
        yield f"schedule, {name:10} {over:6.1%} over the optimum, {cut} of {pieces} cut in the optimum's weeks"


def busy_milliseconds() -> float:
    """Return how long one core takes to put 200 actions on the weeks, library loaded."""
    from helpers.instances import packed, planned
    from helpers.libraries import LIBRARY

    from salesmode.engine.schedule import schedule

    plan = planned(packed(1, roles=4, weeks=50, each=50), 104)
    assert sum(len(one.actions) for one in plan.choice.now) == 200
    times = []
    for _ in range(RUNS):
        start = time.process_time()
        schedule(plan.profile, plan.facts, plan.choice, plan.guarding, plan.team, LIBRARY)
        times.append(time.process_time() - start)
    return statistics.median(times) * 1000


def main() -> None:
    """Print the bench."""
    with tempfile.TemporaryDirectory() as folder:
        hello = Path(folder, "hello.py")
        hello.write_text(HELLO, encoding="utf-8")
        plan = [sys.executable, "-m", "salesmode", "plan", "-a", str(EXAMPLE)]
        times = side_by_side({
            "python -c pass": [sys.executable, "-c", "pass"],
            "hello of the stack": [sys.executable, str(hello)],
            "plan -f md": [*plan, "-f", "md"],
            "plan -f json": [*plan, "-f", "json"],
            "plan": plan,
        })  # fmt: skip
    base = times["hello of the stack"]
    for name, runs in times.items():
        ratio = statistics.median(run / other for run, other in zip(runs, base, strict=True))
        print(f"{name:20} {statistics.median(runs) * 1000:6.0f} ms   {ratio:5.2f} x hello")
    print(f"{'make_plan':20} {plans_a_second():6.0f} a second on one core")
    print(f"{'200 actions':20} {busy_milliseconds():6.1f} ms to schedule")
    for line in gaps():
        print(line)
    library = load_library()
    for name, profiles in (("examples", reach.examples(library)), ("situations", reach.situations(library))):
        for deep in (False, True):
            print(reach.summary(f"{name}, {'--deep' if deep else 'express'}", profiles, library, deep))


if __name__ == "__main__":
    main()
