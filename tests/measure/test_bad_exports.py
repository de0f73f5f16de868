"""What is wrong with a file is said with its place and what to do; nothing is guessed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from helpers.exports import FORMATS

from salesmode.errors import InputError
from salesmode.knowledge.exports import ExportFormat
from salesmode.knowledge.library import load_library
from salesmode.measure.measuring import Asked, Measurement, measure

LIBRARY = load_library()
HEAD = "订单号,买家付款时间,收货人手机号/提货人手机号,全部商品名称,商品种类数,订单实付金额,订单状态\n"
ROW = "E{n},2025-01-{n:02} 10:00:00,138,礼盒,1,88.50,交易完成\n"


def measured(
    folder: Path, text: str | bytes, name: str = "orders.csv", asked: Asked = Asked(),  # noqa: B008
    formats: Mapping[str, ExportFormat] = LIBRARY.formats,
) -> Measurement:  # fmt: skip
    """Return what a file with this content gives."""
    file = folder / name
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return measure([str(file)], LIBRARY, formats, asked)


@pytest.mark.parametrize(("text", "what"), [
    ("", "empty"),
    ("%PDF-1.7\n", "a PDF"),
    ("<html><table>", "a web page"),
    ("a,b\n1,2\n", "no format fits its columns: 'a', 'b'"),
    ("*ContactName,*InvoiceNumber\n", "import template"),
    (HEAD + ROW.format(n=1) + 'E2,2025-01-02,138,"礼盒,1,88.50,交易完成\n' + ROW.format(n=3), "quote is never closed"),
    (HEAD + ROW.format(n=1) + "E2,2025-01-02,138\n", "this row has 3 cells, and the head has 7"),
    (HEAD + "E1,45384.34,138,礼盒,1,88.50,交易完成\n", "numbers of a spreadsheet"),
    (HEAD + 'E1,2025-01-01,138,礼盒,1,"1.088,50",交易完成\n' + 'E2,2025-01-02,138,礼盒,1,"1,088.50",交易完成\n',
     "decimal comma"),
])  # fmt: skip
def test_what_cannot_be_read_is_refused(tmp_path: Path, text: str, what: str) -> None:
    """Each with words for what is wrong."""
    with pytest.raises(InputError, match=what) as caught:
        measured(tmp_path, text)
    assert caught.value.fix


@pytest.mark.parametrize(("text", "line"), [
    (HEAD + ROW.format(n=1) + "E2,2025-01-02,138\n", 3),
    (HEAD + ROW.format(n=1) + 'E2,2025-01-02,138,"礼盒,1,88.50,交易完成\n' + ROW.format(n=3), 3),
])  # fmt: skip
def test_a_broken_row_is_named_by_its_line(tmp_path: Path, text: str, line: int) -> None:
    """A person finds it in a text editor."""
    with pytest.raises(InputError) as caught:
        measured(tmp_path, text)
    assert caught.value.where.endswith(f":{line}")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
def test_every_usual_encoding_reads_alike(tmp_path: Path, encoding: str) -> None:
    """Chinese exports come in several."""
    found = measured(tmp_path, (HEAD + ROW.format(n=1) + ROW.format(n=2)).encode(encoding))
    assert found.counts["orders.csv"]["gross"] == "177.00"


def test_a_status_in_no_list_is_reported(tmp_path: Path) -> None:
    """It is left out, with its word and number, and not guessed."""
    found = measured(tmp_path, HEAD + ROW.format(n=1) + ROW.format(n=2).replace("交易完成", "神秘"))
    assert found.counts["orders.csv"]["left_out"] == {"status_not_known": {"神秘": 1}}


def test_days_that_read_both_ways_are_asked_about(tmp_path: Path) -> None:
    """03/04 is said to be March or April by the person, never by the program."""
    text = HEAD + ROW.format(n=1).replace("2025-01-01", "03/04/2025")
    with pytest.raises(InputError, match="read both ways"):
        measured(tmp_path, text)
    for days, month in (("dmy", 4), ("mdy", 3)):
        (read,) = measured(tmp_path, text, asked=Asked(days=days)).files.values()  # type: ignore[arg-type]
        assert read.period is not None
        assert read.period.start.month == month


def test_a_head_without_rows_gives_no_answer(tmp_path: Path) -> None:
    """Nothing is measured of nothing, and that is said."""
    found = measured(tmp_path, HEAD)
    assert found.answers == {}
    assert found.counts["orders.csv"]["orders"] == 0


def of_three() -> list[dict[str, str]]:
    """Return two orders each of three customers."""
    return [
        {"orders number": f"o{n}", "who": f"w{n // 2}", "day": f"2025-01-{n + 1:02}", "amount": "10.00",
         "refunded": "1.00", "discount": "", "fee": "", "business": "true", "through": "web", "currency": "EUR"}
        for n in range(6)
    ]  # fmt: skip


def as_csv(rows: list[dict[str, str]]) -> str:
    """Return rows as they stand in a file."""
    return "".join(",".join(cells) + "\n" for cells in (rows[0], *(row.values() for row in rows)))


@pytest.fixture(scope="module")
def tidy(tmp_path_factory: pytest.TempPathFactory) -> Measurement:
    """What these orders give where nothing stands around any text."""
    return measured(tmp_path_factory.mktemp("tidy"), as_csv(of_three()), formats=FORMATS)


@pytest.mark.parametrize("column", ["orders number", "who", "through", "business", "currency", "refunded"])
@pytest.mark.parametrize("around", [" {}", "{} ", "{}\t", "\t{}"])
def test_what_stands_around_a_text_changes_nothing(tmp_path: Path, column: str, around: str, tidy: Measurement) -> None:
    """Two rows of one customer stay one's, and every count is that of the tidy file."""
    rows = of_three()
    rows[3][column] = f'"{around.format(rows[3][column])}"'
    untidy = measured(tmp_path, as_csv(rows), formats=FORMATS)
    assert untidy.counts == tidy.counts
    assert untidy.counts["orders.csv"]["customers"] == 3


def test_a_wide_space_parts_no_customer_from_itself(tmp_path: Path) -> None:
    """Chinese keyboards write it where others write a space."""
    head = "orders number,who,day,amount,currency\n"
    found = measured(tmp_path, head + "1,王二,2025-01-01,1.00,CNY\n2,王二\u3000,2025-01-02,1.00,CNY\n", formats=FORMATS)
    assert found.counts["orders.csv"]["customers"] == 1
