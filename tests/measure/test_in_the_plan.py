"""Measured answers in a plan: typed ones go before them, and where both differ it is said."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from salesmode.errors import InputError
from salesmode.intake.answers import Given, read_answers
from salesmode.intake.measured import differences
from salesmode.knowledge.library import load_library

LIBRARY = load_library()
MEASURED = """\
answers:
  win_rate: {value: 0.6315, low: 0.6199, high: 0.643, of: 6711, from: '2016-10-20', to: '2017-12-31', file: deals.csv}
  currency: {value: EUR, of: 6711, from: '2016-10-20', to: '2017-12-31', file: deals.csv}
  deal_value: {value: 1117, low: 1093, high: 1145, of: 4238, from: '2016-10-20', to: '2017-12-31', file: deals.csv}
  peak_months: {value: [3, 12], of: 900, from: '2016-10-20', to: '2017-12-31', file: orders.csv}
"""


@pytest.fixture
def measured(tmp_path: Path) -> str:
    """A file as `salesmode measure` writes it."""
    file = tmp_path / "measured.yaml"
    file.write_text(MEASURED, encoding="utf-8")
    return str(file)


def test_measured_answers_stand_with_their_interval_and_number(measured: str) -> None:
    """Each says of how many it is, from when to when, and of which file."""
    profile = read_answers(Given(measured=measured), LIBRARY)
    assert (profile.win_rate, profile.ranges["win_rate"]) == (0.6315, (0.6199, 0.643))
    assert profile.origins["win_rate"] == "measured (n = 6711, 2016-10-20 to 2017-12-31, deals.csv)"
    assert (profile.currency, profile.peak_months) == ("EUR", (3, 12))


def test_what_is_typed_goes_before_what_is_measured(measured: str) -> None:
    """Whoever types knows something the file does not; the difference is said with its number."""
    typed = read_answers(Given(sets=("win_rate=0.3",), measured=measured), LIBRARY)
    assert typed.win_rate == 0.3
    (said,) = differences(typed, read_answers(Given(measured=measured), LIBRARY))
    assert "you said 30.0%, your files say 63.1% (62.0% to 64.3%) (n = 6711" in said


def test_what_agrees_is_not_said(measured: str) -> None:
    """A typed figure inside the interval needs no word."""
    typed = read_answers(Given(sets=("win_rate=0.63",), measured=measured), LIBRARY)
    assert list(differences(typed, read_answers(Given(measured=measured), LIBRARY))) == []


def test_amounts_in_another_currency_are_left_out(measured: str) -> None:
    """Euros are never read as dollars."""
    profile = read_answers(Given(sets=("currency=USD",), measured=measured), LIBRARY)
    assert (profile.currency, profile.deal_value, profile.win_rate) == ("USD", None, 0.6315)


def test_a_file_that_nobody_measured_is_refused(tmp_path: Path) -> None:
    """An answers file is none."""
    file = tmp_path / "answers.yaml"
    file.write_text("win_rate: 0.3\n", encoding="utf-8")
    with pytest.raises(InputError, match="holds no measured answers"):
        read_answers(Given(measured=str(file)), LIBRARY)


def test_a_plan_with_measured_answers_loads_no_engine_of_tables(measured: str) -> None:
    """It is as fast as one without."""
    code = (
        "import sys\nfrom salesmode.__main__ import main\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert not end.code, end.code\n"
        "engines = ('duckdb', 'ibis', 'pyarrow', 'pandas', 'numpy')\n"
        "print([name for name in engines if name in sys.modules], file=sys.stderr)"
    )
    arguments = ["plan", "--buyer", "organization", "-m", measured, "-f", "md"]
    ran = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)
    assert ran.stderr.splitlines()[-1] == "[]"
