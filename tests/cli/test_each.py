"""Plans for many clients: one a line, in order, whatever is wrong with some of them."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from helpers.commands import called, refused, written

pytestmark = pytest.mark.usefixtures("elsewhere")

GOOD = {"name": "Harbour Café", "buyer": "individual", "deal_value": "4.50"}
LINES = "\n".join(
    [json.dumps(GOOD), "", '{"name": "Bad", "win_rate": 35}', "no object", json.dumps({"language": "zh"})]
)


def results(*argv: str) -> list[dict[str, object]]:
    """Return what a run wrote, a thing a line."""
    return [json.loads(line) for line in called("plan", "--each", *argv).out.splitlines()]


def process(*argv: str) -> subprocess.Popen[str]:
    """Begin a run of its own, which may begin others."""
    argv = (sys.executable, "-m", "salesmode", "plan", "--each", *argv)
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    return subprocess.Popen(argv, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8", env=env)


def test_each_client_gets_its_plan_or_what_is_wrong_in_order() -> None:
    """The lines are those of the file, blank ones passed over; one that fails leaves the others their plans."""
    written("clients.jsonl", LINES)
    ran = called("plan", "--each", "clients.jsonl")
    first, bad, none, last = (json.loads(line) for line in ran.out.splitlines())
    assert [each["line"] for each in (first, bad, none, last)] == [1, 3, 4, 5]
    assert (first["name"], bad["name"], none["name"]) == ("Harbour Café", "Bad", None)
    assert bad["error"]["what"].startswith("win_rate: '35' is above 1")
    assert bad["error"]["fix"] == "Write 35% or 0.35"
    assert last["plan"]["language"] == "zh"
    assert (ran.code, ran.err) == (1, "salesmode: 2 failed; in clients.jsonl line 3, 4\n")


def test_half_a_sign_in_the_name_of_a_client_without_a_plan_is_written_out() -> None:
    """JSON may escape halves that no file can hold; they spoil neither their line nor the next."""
    written("clients.jsonl", '{"name": "a\\ud800b", "win_rate": "35"}\n{"name": "Next", "offer": "linen"}\n')
    first, second = (json.loads(line) for line in called("plan", "--each", "clients.jsonl").out.splitlines())
    assert (first["name"], second["name"]) == ("a\\ud800b", "Next")
    assert "win_rate" in first["error"]["what"]


def test_many_processes_write_what_one_writes() -> None:
    """Byte for byte, in the order of the file, more of them than it has clients or fewer."""
    written("clients.jsonl", "\n".join([LINES] * 3))
    alone = called("plan", "--each", "clients.jsonl")
    for jobs in ("2", "20"):
        run = process("clients.jsonl", "--jobs", jobs)
        assert (*run.communicate(), run.returncode) == (alone.out, alone.err, 1)


def test_the_plan_of_a_client_is_that_of_the_client_alone() -> None:
    """Byte for byte the same data, and flags and `--set` go before what each client says."""
    written("one.json", json.dumps(GOOD))
    written("clients.jsonl", json.dumps(GOOD))
    options = ("--goal", "margin", "--set", "currency=EUR", "--start", "2027-01-04")
    alone = json.loads(called("plan", "one.json", "-f", "json", *options).out)
    assert [each["plan"] for each in results("clients.jsonl", *options)] == [alone]


def test_a_table_is_read_by_its_heads_and_lists_by_semicolons() -> None:
    """Options, people of a team, amounts in quotes; a row that cannot be read is told with the line it begins on."""
    table = (
        "name,deal_value,channels,team\r\n"
        'A,"10,000",website; referrals,{role: sales, people: 2}; {role: founder}\r\n'.replace(
            "{role: sales, people: 2}; {role: founder}", '"{role: sales, people: 2}; {role: founder}"'
        )
        + '"two\nlines",1,nowhere,\r\nC,1,2,3,4\r\n'
    )
    written("clients.csv", table)
    first, second, third = results("clients.csv")
    answers = first["plan"]["answers"]  # type: ignore[index]
    assert answers["deal_value"] == 10_000
    assert answers["channels"] == ["website", "referrals"]
    assert [member["role"] for member in answers["team"]] == ["sales", "founder"]
    assert (second["line"], third["line"]) == (3, 5)
    assert "this row has 5 cells" in str(third["error"])


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["--jobs", "2"], "--jobs goes with --each\n"),
        (["--each", "c.jsonl", "mine.yaml"], "FILE goes with a single plan\n"),
        (["--each", "c.jsonl", "--brief"], "--brief goes with a single plan\n"),
        (["--each", "c.jsonl", "-m", "measured.yaml"], "-m goes with a single plan\n"),
        (["--each", "c.jsonl", "--date", "2027-01-04"], "--date goes with a single plan\n"),
        (["--each", "c.jsonl", "--jobs", "0"], "--jobs: '0' is no number of processes\n"),
        (["--each", "c.jsonl", "--resume"], "--resume: only plans in a file can be gone on with\n"),
        (["--each", "c.jsonl", "-f", "html"], "-f: 'html' is no form of many plans\n"),
        (["--each", "c.jsonl", "-o", "c.jsonl"], "-o: this is the file of the clients\n"),
        (["--each", "nowhere.jsonl"], "nowhere.jsonl: it cannot be read"),
        (["--each", "heads.csv"], "heads.csv:1: unknown key 'deal_valu'\nDid you mean deal_value?"),
        (["--each", "german.csv"], "german.csv:1: its cells are divided by ';'\nSave it with commas"),
        (["--each", "empty.csv"], "empty.csv: there are no clients in it\n"),
        (["--each", "c.jsonl", "--resume", "-o", "heads.csv.jsonl"], "this is no file of plans\n"),
        (["--strict", "few"], "--strict: 'few' is no number\n"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_does_not_go_together_is_refused_before_any_plan(argv: list[str], said: str) -> None:
    """It is said what is wrong and what to write."""
    written("c.jsonl", json.dumps(GOOD))
    written("heads.csv", "name,deal_valu\n")
    written("heads.csv.jsonl", "[]\n")
    written("german.csv", "name;deal_value\n")
    written("empty.csv", "")
    assert said in refused("plan", *argv)


def test_a_table_that_cannot_be_read_leaves_the_plans_of_before() -> None:
    """Its heads are read before the file of the result is opened."""
    written("heads.csv", "name,deal_valu\n")
    written("plans.jsonl", "{}\n")
    refused("plan", "--each", "heads.csv", "-o", "plans.jsonl")
    assert Path("plans.jsonl").read_text() == "{}\n"


def test_a_run_that_was_interrupted_goes_on_where_it_stopped() -> None:
    """What was half written is cut off; the whole is that of a run never interrupted, and failures stay failures."""
    written("clients.jsonl", LINES)
    called("plan", "--each", "clients.jsonl", "-o", "whole.jsonl")
    whole = Path("whole.jsonl").read_bytes()
    for kept in (0, 5, whole.index(b"\n") + 1, whole.index(b'{"line":4'), len(whole) - 7, len(whole)):
        written("part.jsonl", whole[:kept])
        ran = called("plan", "--each", "clients.jsonl", "-o", "part.jsonl", "--resume")
        assert Path("part.jsonl").read_bytes() == whole
        assert (ran.code, "2 failed" in ran.err) == (1, True)


@pytest.mark.parametrize(
    ("clients", "options"),
    [
        (LINES.replace("Harbour", "Corner"), []),
        (f"{json.dumps(GOOD)}\n{LINES}", []),
        (LINES.split("\n")[0], []),
        (LINES, ["--buyer", "both"]),
        (LINES, ["--no-benchmarks"]),
    ],
)
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_other_clients_or_options_are_not_gone_on_with(clients: str, options: list[str], jobs: str) -> None:
    """What was written for the others stands as it was."""
    written("clients.jsonl", LINES)
    called("plan", "--each", "clients.jsonl", "-o", "part.jsonl")
    part = b"".join(Path("part.jsonl").read_bytes().splitlines(keepends=True)[:3])
    Path("part.jsonl").write_bytes(part)
    written("clients.jsonl", clients)
    said = refused("plan", "--each", "clients.jsonl", "-o", "part.jsonl", "--resume", "--jobs", jobs, *options)
    assert said.startswith("--resume: the clients up to line 4, the options or the playbooks are not those")
    assert Path("part.jsonl").read_bytes() == part


def test_a_table_may_come_by_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its first line tells it from objects; the plans are those of the same table in a file."""
    table = "\ufeffname,buyer,deal_value,channels\nHarbour Café,individual,4.50,stores;referrals\n"
    written("clients.csv", table)
    for text, file in ((table, "clients.csv"), (LINES, "clients.jsonl")):
        written(file, text)
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        by_stdin, by_file = results("-"), results(file)
        assert [one.get("plan") for one in by_stdin] == [one.get("plan") for one in by_file]
        assert [one["line"] for one in by_stdin] == [one["line"] for one in by_file]


def test_a_portfolio_has_a_row_for_each_client() -> None:
    """To read and for a spreadsheet: gap, what holds it back, what is at stake, the first move; errors in their row."""
    owner = {**GOOD, "name": "=Café", "revenue": "100k", "revenue_target": "150k", "customer_count": 900}
    written("clients.jsonl", f"{json.dumps(owner)}\nnothing\n")
    head, row, bad = csv.reader(io.StringIO(called("plan", "--each", "clients.jsonl", "-f", "csv").out))
    said = dict(zip(head, row, strict=True))
    assert (said["line"], said["name"], said["currency"], said["gap"]) == ("1", "'=Café", "USD", "50000.0")
    assert said["first_move"]
    assert "no JSON object" in dict(zip(head, bad, strict=True))["error"]
    text = called("plan", "--each", "clients.jsonl", "-f", "md", "--lang", "zh").out.splitlines()
    assert text[0].startswith("|行|客户|离目标差|")
    assert len(text) == 4


@pytest.mark.parametrize("form", ["csv", "md"])
def test_a_row_without_a_plan_names_the_client_and_every_fault(form: str) -> None:
    """Whoever looks after many sees whose answers to mend, and which, without making the plans as JSON."""
    written("clients.jsonl", '{"name": "Harbour", "win_rate": "35", "revenue": "12x"}\n')
    row = called("plan", "--each", "clients.jsonl", "-f", form).out.splitlines()[-1]
    assert "Harbour" in row
    assert "win_rate: '35' is above 1" in row
    assert "revenue: 'x' in '12x' is not understood" in row


@pytest.mark.parametrize(("sent", "code", "said"), [("SIGINT", 130, "salesmode: interrupted\n"), ("SIGKILL", -9, "")])
def test_an_interruption_ends_it_with_what_is_written_whole(sent: str, code: int, said: str) -> None:
    """No traceback, no process left behind, which would hold its stderr open, and at most the last line is half one."""
    written("clients.jsonl", f"{json.dumps(GOOD)}\n" * 2000)
    run = process("clients.jsonl", "-o", "out.jsonl", "--jobs", "2")
    out = Path("out.jsonl")
    while not (out.exists() and b"\n" in out.read_bytes()) and run.poll() is None:
        time.sleep(0.05)
    run.send_signal(signal.Signals[sent])
    assert (run.communicate(timeout=60)[1], run.returncode) == (said, code)
    *whole, rest = out.read_text(encoding="utf-8").split("\n")
    assert all("plan" in json.loads(line) for line in whole)
    assert not rest or sent == "SIGKILL"


def test_strict_ends_in_1_where_answers_clash_or_too_much_is_assumed() -> None:
    """The plan is written all the same, and what is wrong is said behind it."""
    fine = called("plan", "--deal-value", "5k", "--strict", "99")
    assert (fine.code, fine.err) == (0, "")
    assumed = called("plan", "--deal-value", "5k", "--strict", "0")
    assert (assumed.code, bool(assumed.out)) == (1, True)
    assert "values are assumed, over 0: " in assumed.err
    clash = called("plan", "--orders", "30", "--quotes", "20", "--strict", "99")
    assert clash.code == 1
    assert "these answers do not go together: " in clash.err


def test_strict_holds_for_each_of_many() -> None:
    """A client whose plan is not what was asked for has its plan, and the reasons beside it."""
    written("clients.jsonl", json.dumps(GOOD))
    ran = called("plan", "--each", "clients.jsonl", "--strict", "0")
    assert "are assumed, over 0" in json.loads(ran.out)["strict"][0]
    assert ran.code == 1
