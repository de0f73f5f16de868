"""`salesmode mcp`, called by a program that knows the protocol's lines of JSON and none of its libraries."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("mcp")  # the server's own need; the client below is lines of JSON alone
ROOT = Path(__file__).parents[2]
VERSION = "2025-06-18"  # of the protocol, as clients of that year send it
HEARD = {"offer": "linen for hotels", "buyer": "organization", "currency": "EUR", "deal_value": "about 340",
         "revenue": "3.1m"}  # fmt: skip


class Client:
    """A program that writes a request a line and reads an answer a line."""

    def __init__(self, folder: Path) -> None:
        command = (sys.executable, "-m", "salesmode", "mcp", "--folder", str(folder))
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        self._last = 0

    def write(self, line: str) -> None:
        """Send one line as it is."""
        assert self._process.stdin is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()

    def read(self) -> dict[str, Any]:
        """Return the next answer; what is no answer to a request is passed over."""
        assert self._process.stdout is not None
        while line := self._process.stdout.readline():
            message: dict[str, Any] = json.loads(line)
            if "id" in message and "method" not in message:
                return message
        raise EOFError("the server has ended")

    def send(self, method: str, params: Mapping[str, Any]) -> int:
        """Send a request, and return the id that its answer will have."""
        self._last += 1
        self.write(json.dumps({"jsonrpc": "2.0", "id": self._last, "method": method, "params": params}))
        return self._last

    def ask(self, method: str, params: Mapping[str, Any]) -> dict[str, Any]:
        """Return the result of a request."""
        id, answer = self.send(method, params), self.read()
        assert answer["id"] == id
        result: dict[str, Any] = answer["result"]
        return result

    def call(self, tool: str, **sent: Any) -> dict[str, Any]:
        """Return what a tool says."""
        return self.ask("tools/call", {"name": tool, "arguments": sent})

    def end(self) -> int:
        """Close the way in, and return the code that the server ends with."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        code = self._process.wait(timeout=20)
        if self._process.stdout is not None:
            self._process.stdout.close()
        return code


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Client]:
    """A client that has greeted a fresh server."""
    one = Client(tmp_path)
    greeted = one.ask("initialize", {
        "protocolVersion": VERSION, "capabilities": {}, "clientInfo": {"name": "another", "version": "1"},
    })  # fmt: skip
    assert greeted["serverInfo"]["name"] == "salesmode"
    one.write(json.dumps({"jsonrpc": "2.0", "method": "notifications/initialized"}))
    yield one
    assert one.end() == 0


def test_a_business_is_planned_from_a_talk(client: Client) -> None:
    """Tools listed, a first plan, the answer it asks for looked up and sent, why the first move, a dearer order.

    3.1m at 340 an order is 3.1m x 374 / 340 at 374, whoever counts the orders.
    """
    tools = client.ask("tools/list", {})["tools"]
    assert [tool["name"] for tool in tools] == ["questions", "plan", "explain", "what_if", "track"]
    first = client.call("plan", answers=HEARD)["structuredContent"]
    asked = first["doubts"]["ask_next"][0]
    groups = [group["id"] for group in client.call("questions")["structuredContent"]["groups"]]
    known = [
        one["id"] for group in groups for one in client.call("questions", group=group)["structuredContent"]["questions"]
    ]
    assert asked in known
    answers = {**HEARD, "gross_margin": "27%", "customer_count": "420"}
    plan = client.call("plan", answers=answers)["structuredContent"]
    assert plan["moves"]
    why = client.call("explain", answers=answers, id=plan["moves"][0]["id"])
    assert "It is move 1 of the plan." in why["content"][0]["text"]
    dearer = client.call("what_if", answers=answers, changes={"deal_value": "374"})["structuredContent"]
    assert dearer["follows"] == pytest.approx({"revenue": 3_410_000})


def test_ten_calls_sent_before_any_answer_is_read_are_each_answered(client: Client) -> None:
    """By their own ids, in whatever order."""
    sent = {
        client.send(
            "tools/call", {"name": "plan", "arguments": {"answers": {**HEARD, "name": f"Firm {n}"}}}
        ): f"Firm {n}"
        for n in range(10)
    }
    answers = [client.read() for _ in sent]
    assert {one["id"]: one["result"]["structuredContent"]["business"]["name"] for one in answers} == sent


@pytest.mark.parametrize(
    ("tool", "arguments", "said"),
    [
        ("plan", {"answers": {**HEARD, "customer_count": "many"}}, "customer_count"),
        ("plan", {"answers": {**HEARD, "dealvalue": 3}}, "deal_value"),
        ("plan", {"answers": {**HEARD, "notes": "x" * 1_000_000}}, "Send"),
        ("plan", {}, "Send"),
        ("plan", {"answers": HEARD, "brief": "perhaps"}, "brief"),
        ("track", {"file": "../../etc/passwd", "today": "2027-03-01"}, "outside the folder"),
        ("explain", {"answers": HEARD, "id": "b2b.no_such"}, "stand beside the text of the tool plan"),
        ("plans", {"answers": HEARD}, "plans"),
    ],
)
def test_what_is_sent_wrongly_is_answered_and_the_server_lives_on(
    client: Client, tool: str, arguments: dict[str, Any], said: str
) -> None:
    """A string for a number, an unknown id, a megabyte, nothing, another folder, no such tool."""
    wrong = client.call(tool, **arguments)
    assert wrong["isError"]
    assert said in wrong["content"][0]["text"]
    assert not client.call("plan", answers=HEARD).get("isError")


def test_lines_that_are_no_request_end_nothing(client: Client) -> None:
    """Half a line, a list, an unknown method: the next call is answered."""
    for line in ("{", "[]", '"plan"', '{"jsonrpc": "2.0", "id": 900, "method": "no/such"}'):
        client.write(line)
    id = client.send("tools/call", {"name": "plan", "arguments": {"answers": HEARD}})
    answer = client.read()
    while answer["id"] != id:
        answer = client.read()
    assert answer["result"]["structuredContent"]["moves"]
