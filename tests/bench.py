"""How fast salesmode is, as ratios against things measured in the same run, and how soon an interview gets there.

Medians of processor time, the things compared run in turn. `--slow` adds what takes minutes.
"""

from __future__ import annotations

import itertools
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from helpers import many_orders
from helpers.timing import RELEASE, ROOT, Command, first_release, in_turn, ratio

from salesmode import Given, read_answers
from salesmode.business.profile import dump_answers
from salesmode.knowledge.library import load_library

EXAMPLE = str(ROOT / "playbooks" / "examples" / "industrial-robots.yaml")
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
# Milliseconds of one core to make a plan, the library loaded and nothing drawn.
MAKING = """
import sys, time
from salesmode import Given, load_library, make_plan, read_answers
library = load_library()
profiles = [read_answers(Given(file), library) for file in sys.argv[1:]]

def once():
    for profile in profiles:
        make_plan(profile, library)

once()
made, start = 0, time.process_time()
while time.process_time() - start < 2:
    once()
    made += len(profiles)
print((time.process_time() - start) / made * 1000)
"""
RUNS, FEWER_RUNS = 15, 5
CLIENTS = 300
MANY = 5_000_000


def row(name: str, times: list[float], base: list[float], against: str, goal: float | None = None) -> str:
    """Return a line: the median of `times` in seconds, its ratio to `base`, and how that stands to the goal."""
    found = ratio(times, base)
    line = f"{name:28} {statistics.median(times) * 1000:8.1f} ms {found:6.2f} x {against}"
    return line if goal is None else f"{line:58} goal {goal:.2f}: {'met' if found <= goal else 'missed'}"


def starting() -> Iterator[str]:
    """Yield what a command takes against a hello of the same libraries."""
    with tempfile.TemporaryDirectory() as folder:
        hello = Path(folder, "hello.py")
        hello.write_text(HELLO, encoding="utf-8")
        commands = {
            "python -c pass": Command.python("pass"),
            "hello of the stack": Command((sys.executable, str(hello))),
            "plan -f md": Command.salesmode("plan", "-a", EXAMPLE, "-f", "md"),
            "plan -f json": Command.salesmode("plan", "-a", EXAMPLE, "-f", "json"),
            "plan": Command.salesmode("plan", "-a", EXAMPLE),
            "playbooks check --quick": Command.salesmode("playbooks", "check", "--quick"),
        }
        times = in_turn(commands, RUNS)
    goals = {"plan -f md": 0.75, "plan -f json": 0.75, "plan": 0.95}
    for name, held in times.items():
        yield row(name, held, times["hello of the stack"], "hello", goals.get(name))


FIVE = (
    "dearer: deal_value=360, purchases_per_year=20", "wider: customer_count=450, gross_margin=25%",
    "loyal: annual_churn=9%", "leaner: gross_margin=28%",
)  # fmt: skip
ASKING = """
import statistics, sys, time
from pathlib import Path
import anyio, mcp

LINEN = {"offer": "linen for hotels", "deal_value": "340", "revenue": "3.1m", "buyer": "organization"}

async def talk():
    command = ["-m", "salesmode", "mcp", "--folder", sys.argv[1]]
    started = mcp.StdioServerParameters(command=sys.executable, args=command, env={"PYTHONPATH": str(Path.cwd())})
    async with mcp.Client(started) as client:
        await client.call_tool("questions", {})
        times = []
        for n in range(20):
            start = time.perf_counter()
            await client.call_tool("plan", {"answers": {**LINEN, "customer_count": str(300 + n)}})
            times.append(time.perf_counter() - start)
        print(statistics.median(times) * 1000)

anyio.run(talk)
"""


def following() -> Iterator[str]:
    """Yield what choices, a reason and an agent's call take: the first two against a plan, the last in milliseconds."""
    hotel = str(ROOT / "playbooks" / "examples" / "hotel-supplies.yaml")
    choices = [word for choice in FIVE for word in ("--with", choice)]
    commands = {
        "plan -f json": Command.salesmode("plan", "-a", hotel, "-f", "json"),
        "compare of five": Command.salesmode("compare", "-a", hotel, *choices, "-f", "json"),
        "explain a move": Command.salesmode("explain", "shared.price.yearly_rise", "-a", hotel),
    }
    times = in_turn(commands, RUNS)
    for name, goal in (("compare of five", 2.2), ("explain a move", 1.3)):
        yield row(name, times[name], times["plan -f json"], "plan -f json", goal)
    with tempfile.TemporaryDirectory() as folder:
        took = Command.python(ASKING, folder).number()
    yield f"{'plan, asked by an agent':28} {took:8.1f} ms    goal 40.0: {'met' if took <= 40 else 'missed'}"


def in_bulk() -> str:
    """Return how many times as many plans a minute come of one command with two jobs as of one command for each."""
    files, library = sorted((ROOT / "playbooks" / "examples").glob("*.yaml")), load_library()
    with tempfile.TemporaryDirectory() as folder:
        clients, plans = Path(folder, "clients.jsonl"), str(Path(folder, "plans.jsonl"))
        answers = [
            json.dumps(dump_answers(read_answers(Given(str(file)), library)), ensure_ascii=False) for file in files
        ]
        lines = list(itertools.islice(itertools.cycle(answers), CLIENTS))
        clients.write_text("\n".join(lines), encoding="utf-8")
        commands = {
            "alone": Command.salesmode("plan", "-a", EXAMPLE, "-f", "json"),
            "each": Command.salesmode("plan", "--each", str(clients), "--jobs", "2", "-o", plans),
        }
        times = in_turn(commands, FEWER_RUNS, elapsed)
    found = ratio(times["alone"], [seconds / CLIENTS for seconds in times["each"]])
    client = statistics.median(times["each"]) / CLIENTS * 1000
    return f"plan --each, two jobs        {client:8.1f} ms {found:6.1f} x as many    goal 40: {met(found >= 40)}"


def elapsed(command: Command) -> float:
    """Return the seconds that one run takes by the clock, for processes that work side by side."""
    start = time.perf_counter()
    command.run()
    return time.perf_counter() - start


def met(is_met: bool) -> str:
    """Return how something stands to its goal."""
    return "met" if is_met else "missed"


def against_the_first_release(slow: bool) -> Iterator[str]:
    """Yield how this checkout stands to the first release, both run by this Python with the same libraries."""
    with first_release() as old:
        if old is None:
            yield f"{RELEASE} is not compared: there is no git here, or no such tag"
            return
        files = [str(file) for file in sorted((old / "playbooks" / "examples").glob("*.yaml"))]  # both read these
        first = ("plan", "-a", files[0], "-f", "md")
        yield _pair("plan -f md, cold cache", 1.0, [
            Command.salesmode(*first, checkout=checkout, cold=True) for checkout in (ROOT, old)
        ])  # fmt: skip
        making = {str(checkout): Command.python(MAKING, *files, checkout=checkout) for checkout in (ROOT, old)}
        ours, theirs = in_turn(making, FEWER_RUNS, lambda command: command.number() / 1000).values()
        yield row("make_plan", ours, theirs, RELEASE, 2.0)
        if slow:
            checks = [Command.salesmode("playbooks", "check", checkout=checkout) for checkout in (ROOT, old)]
            yield _pair("playbooks check", 0.5, checks, runs=1)
        else:
            yield "playbooks check is compared with --slow"


def _pair(name: str, goal: float, pair: list[Command], runs: int = FEWER_RUNS) -> str:
    ours, theirs = in_turn(dict(zip("ab", pair, strict=True)), runs).values()
    return row(name, ours, theirs, RELEASE, goal)


def working() -> Iterator[str]:
    """Yield how long one core takes for the parts of a plan, library loaded: the plan, findings, choice, why."""
    from helpers.libraries import LIBRARY, example

    from salesmode.engine.business import business_of
    from salesmode.engine.findings import findings_of
    from salesmode.engine.ground import grounds_of
    from salesmode.engine.guardrails import guardrails_of
    from salesmode.engine.moves.candidates import Choosing
    from salesmode.engine.plan import make_plan
    from salesmode.engine.selection import select
    from salesmode.engine.sizing import size
    from salesmode.report.explaining import explain
    from salesmode.report.outlines import words_for

    profile = example("industrial-robots")
    plan, business = make_plan(profile, LIBRARY), business_of(profile, LIBRARY)
    sizing = size(business, LIBRARY)
    grounds = grounds_of(business, sizing, LIBRARY.currencies.workday.get(profile.currency or ""))
    found, words = findings_of(grounds, LIBRARY), words_for(plan, LIBRARY)
    choosing = Choosing(business, grounds, found, guardrails_of(sizing, LIBRARY), LIBRARY)
    yield took("make_plan", lambda: make_plan(profile, LIBRARY))
    yield took("findings", lambda: findings_of(grounds, LIBRARY))
    yield took("select", lambda: select(choosing, ()))
    yield took("explain a move", lambda: explain(plan, plan.selection.moves[0].id, words))


def took(name: str, work: Callable[[], object]) -> str:
    """Return a line: the median processor time of a piece of work."""
    work()
    times = []
    for _ in range(RUNS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return f"{name:28} {statistics.median(times) * 1000:8.2f} ms"


def settling() -> str:
    """Return how long one core takes to settle four segments of many answers, and their year."""
    from helpers.businesses import ASSUMED, segment
    from helpers.libraries import LIBRARY, example

    from salesmode.business.economy import economy_of

    profile = example("industrial-robots").replaced({"segments": tuple(
        segment(f"Part {place}", 0.25, customer_count=4 + place, deal_value=100_000.0 * place, gross_margin=0.3,
                purchases_per_year=1.5, annual_churn=0.1, win_rate=0.2, leads_per_month=5.0, quotes=12)
        for place in range(1, 5)
    )})  # fmt: skip
    times = []
    for _ in range(50):
        start = time.process_time()
        _ = economy_of(profile, LIBRARY.model, ASSUMED).whole.year
        times.append(time.process_time() - start)
    took = statistics.median(times) * 1000
    return f"four segments settled, and their year  {took:.2f} ms    goal 1.50: {'met' if took <= 1.5 else 'missed'}"


def gaps() -> str:
    """Return how far the sets of moves that are found are from the best of all sets in any order on the weeks."""
    from helpers.instances import best, choosing, every_instance, found

    held = [choosing(instance) for instance in every_instance()]
    lost = [1 - found(one) / most for one in held if (most := best(one, any_order=True)) > 0]
    return f"choice of moves, drawn  {statistics.mean(lost):6.2%} below the best of any order, {max(lost):.2%} at most"


def busy() -> str:
    """Return how long one core takes to choose among forty moves, library loaded."""
    from helpers.instances import crowded, found

    held = crowded()
    return took("choice among 40 moves", lambda: found(held))


def reaching() -> Iterator[str]:
    """Yield after how many questions an interview has the advice of all answers, and how long one waits for each."""
    from helpers import reach

    library = load_library()
    for name, profiles in (("examples", reach.examples(library)), ("situations", reach.situations(library))):
        for deep in (False, True):
            yield reach.summary(f"{name}, {'--deep' if deep else 'short'}", profiles, library, deep)


def measuring(slow: bool) -> Iterator[str]:
    """Yield how exports are measured against SQL written by hand, and what measured answers cost a plan."""
    with tempfile.TemporaryDirectory() as folder:
        held = str(many_orders.measured_file(Path(folder)))
        commands = {
            "plan": Command.salesmode("plan", "-a", EXAMPLE, "-f", "md"),
            "plan -m": Command.salesmode("plan", "-a", EXAMPLE, "-m", held, "-f", "md"),
        }
        times = in_turn(commands, RUNS)
        yield row("plan -m", times["plan -m"], times["plan"], "plan", 1.02)
        imported = Command.python(many_orders.HEAVY, EXAMPLE, held).run().strip()
        yield f"plan -m imports of duckdb, ibis, pyarrow, pandas, numpy: {imported}"
        if not slow:
            yield "measuring five million lines is compared with --slow"
            return
        export = Path(folder, "orders.csv")
        Command.python(many_orders.MAKE, str(export), str(MANY)).run()
        yield from _of_many(export)


def _of_many(export: Path) -> Iterator[str]:
    """Yield processor time and peak memory of the measures of an export of millions of lines."""
    by_hand, ours = (Command.python(script, str(export)) for script in (many_orders.BY_HAND, many_orders.OURS))
    runs = [[tuple(map(float, one.run().split())) for one in (by_hand, ours)] for _ in range(3)]
    for place, name, goal in ((0, "measure, without start-up", 1.15), (1, "measure, with start-up", 1.3)):
        hand, own = ([run[who][place] for run in runs] for who in (0, 1))
        yield row(name, own, hand, "SQL by hand", goal)
    size, peak = export.stat().st_size, min(run[1][2] for run in runs)
    met = "met" if peak <= size else "missed"
    memory = f"peak {peak / 1e6:.0f} MB, {peak / size:.2f} x the file    goal 1.00: {met}"
    yield f"{MANY:,} lines, {size / 1e6:.0f} MB: {memory}"


def lines(slow: bool) -> Iterator[str]:
    """Yield the bench, line by line as each is measured."""
    yield from starting()
    yield from against_the_first_release(slow)
    yield from following()
    yield in_bulk()
    yield from working()
    yield settling()
    yield busy()
    yield gaps()
    yield from reaching()
    yield from measuring(slow)


if __name__ == "__main__":
    for line in lines("--slow" in sys.argv[1:]):
        print(line, flush=True)
