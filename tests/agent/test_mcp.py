"""`salesmode mcp`, called as another program calls it: by the client of the protocol's own kit, over stdio."""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import anyio
import pytest
from helpers.commands import called
from helpers.libraries import LIBRARY

from salesmode.agent import answering

mcp = pytest.importorskip("mcp")
ROOT = Path(__file__).parents[2]
LINEN = {"offer": "linen for hotels", "deal_value": "340", "revenue": "3.1m", "buyer": "organization"}
Call = Callable[..., Awaitable[Any]]


def talk(talking: Callable[[Any], Awaitable[Any]], folder: Path) -> Any:
    """Return what a talk with a fresh server brings."""
    started = mcp.StdioServerParameters(
        command=sys.executable,
        args=["-m", "salesmode", "mcp", "--folder", str(folder)],
        env={"PYTHONPATH": str(ROOT)},
    )

    async def whole() -> Any:
        async with mcp.Client(started) as client:
            return await talking(client)

    return anyio.run(whole)


def asked(folder: Path, *calls: tuple[str, dict[str, Any]]) -> list[Any]:
    """Return the results of calls, one after the other."""

    async def talking(client: Any) -> list[Any]:
        return [await client.call_tool(*call) for call in calls]

    return list(talk(talking, folder))


def test_there_are_five_tools_each_with_the_shape_of_its_figures(tmp_path: Path) -> None:
    """An agent reads what to send and what comes back."""

    async def talking(client: Any) -> list[Any]:
        return list((await client.list_tools()).tools)

    tools = talk(talking, tmp_path)
    assert [tool.name for tool in tools] == ["questions", "plan", "explain", "what_if", "track"]
    assert all(tool.output_schema and tool.description for tool in tools)


def test_a_business_is_planned_from_a_talk(tmp_path: Path) -> None:
    """Ask, plan, why, what if: texts short enough to read, figures whole."""
    groups, plan, full, changed = asked(
        tmp_path,
        ("questions", {}),
        ("plan", {"answers": LINEN}),
        ("plan", {"answers": LINEN, "brief": False, "start": "2027-01-04"}),
        ("what_if", {"answers": LINEN, "changes": {"revenue_target": "3.4m"}}),
    )
    assert "offer" in [group["id"] for group in groups.structured_content["groups"]]
    moves = [move["id"] for move in plan.structured_content["moves"]]
    assert moves
    assert all(len(told.content[0].text) <= 8000 for told in (groups, plan, full, changed))
    assert set(changed.structured_content["stay"]) <= set(moves)
    (why,) = asked(tmp_path, ("explain", {"answers": LINEN, "id": moves[0]}))
    assert why.content[0].text.startswith("# Why: ")


WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("plan", {"answers": "linen"}, "Send a map by id"),
    ("plan", {"answers": {}}, "Send at least"),
    ("plan", {"answers": {"offer": "x" * 1_000_000}}, "Send answers by id alone"),
    ("plan", {"answers": {"dealvalue": "340"}}, "deal_value"),
    ("plan", {"answers": {"deal_value": "much"}}, "deal_value"),
    ("plan", {"answers": LINEN, "start": "soon"}, "Send it as 2027-01-04"),
    ("questions", {"group": "none"}, "Send one of"),
    ("explain", {"answers": LINEN, "id": "nothing"}, "Name a figure"),
    ("what_if", {"answers": LINEN, "changes": {}}, "Send answers by id"),
    ("what_if", {"answers": LINEN, "changes": {"price": "350"}}, "The tool questions lists the ids"),
    ("explain", {"answers": LINEN, "id": "nothing_such"}, "beside the text of the tool plan"),
    ("track", {"file": "../plan.json", "today": "2027-03-01"}, "outside the folder"),
    ("track", {"file": "/etc/passwd", "today": "2027-03-01"}, "outside the folder"),
]


@pytest.fixture(scope="module")
def errors(tmp_path_factory: pytest.TempPathFactory) -> list[Any]:
    """What one server says to all that is wrong, and after each to a right call."""
    calls = [call for tool, sent, _ in WRONG for call in ((tool, sent), ("plan", {"answers": LINEN}))]
    return asked(tmp_path_factory.mktemp("errors"), *calls)


@pytest.mark.parametrize("place", range(len(WRONG)), ids=[f"{tool}-{said}" for tool, _, said in WRONG])
def test_an_error_says_what_to_send(place: int, errors: list[Any]) -> None:
    """The server lives on."""
    wrong, right = errors[2 * place : 2 * place + 2]
    assert wrong.is_error
    assert WRONG[place][2] in wrong.content[0].text
    assert not right.is_error


def test_ten_calls_at_once_are_each_answered_by_their_own(tmp_path: Path) -> None:
    """None gets the plan of another."""

    async def talking(client: Any) -> dict[int, Any]:
        told: dict[int, Any] = {}

        async def one(n: int) -> None:
            told[n] = await client.call_tool("plan", {"answers": {**LINEN, "name": f"Firm {n}"}})

        async with anyio.create_task_group() as group:
            for n in range(10):
                group.start_soon(one, n)
        return told

    told = talk(talking, tmp_path)
    assert {n: one.structured_content["business"]["name"] for n, one in told.items()} == {
        n: f"Firm {n}" for n in range(10)
    }


def test_a_text_too_long_is_cut_at_a_line_and_says_so() -> None:
    """Also where it is one line."""
    for text in ("a line\n" * 3000, "x" * 20_000):
        short = answering.cut(text, LIBRARY)
        assert len(short) <= 8000
        assert short.endswith("[The text was cut here: the figures beside it are whole.]")
    assert answering.cut("short", LIBRARY) == "short"


def test_moves_for_other_businesses_fill_no_answer(tmp_path: Path) -> None:
    """An agent pays for what it reads; each of them can still be asked about."""
    told, why = asked(tmp_path, ("plan", {"answers": LINEN}), ("explain", {"answers": LINEN, "id": "b2c.ux.try_on"}))
    assert told.structured_content["not_now"]
    assert "not_for" not in [one["why"] for one in told.structured_content["not_now"]]
    assert not why.is_error or "Did you mean" in why.content[0].text


def test_each_question_of_a_group_has_its_id(tmp_path: Path) -> None:
    """It is the key to send its answer under."""
    (told,) = asked(tmp_path, ("questions", {"group": "offer"}))
    assert "industry" in [one["id"] for one in told.structured_content["questions"]]


def test_a_kept_plan_is_followed(tmp_path: Path) -> None:
    """By the log in the same folder."""
    hotel = str(LIBRARY.folder / "examples" / "hotel-supplies.yaml")
    called("plan", "-a", hotel, "--start", "2027-01-04", "-f", "json", "-o", str(tmp_path / "plan.json"))
    (tmp_path / "salesmode.log").write_text("2027-01-20 done b2b.consultative.pay_for_kept\n", encoding="utf-8")
    (told,) = asked(tmp_path, ("track", {"file": "plan.json", "today": "2027-02-01"}))
    states = {row["id"]: row["state"] for row in told.structured_content["moves"]}
    assert states["b2b.consultative.pay_for_kept"] == "done"


def test_a_dearer_order_changes_the_year_that_what_if_tells(tmp_path: Path) -> None:
    """420 hotels, 22 orders each, 350 instead of 340: 3.1m of last year would have been 3.1m x 350 / 340."""
    hotels = {**LINEN, "customer_count": 420, "purchases_per_year": 22, "gross_margin": "27%", "currency": "EUR"}
    (told,) = asked(tmp_path, ("what_if", {"answers": hotels, "changes": {"deal_value": "350"}}))
    before, after = (end["likely"] for end in told.structured_content["year_end"])
    assert told.structured_content["follows"] == pytest.approx({"revenue": 3_100_000 * 350 / 340})
    assert after > before + 80_000
    assert "is taken in step, as EUR 3.19m" in told.content[0].text


def test_a_wrong_id_names_each_near_one_once(tmp_path: Path) -> None:
    """An answer that is a quantity too is one suggestion."""
    (told,) = asked(tmp_path, ("explain", {"answers": LINEN, "id": "year_end"}))
    near = told.content[0].text.partition("Did you mean ")[2].partition("?")[0].split(", ")
    assert len(set(near)) == len(near)
