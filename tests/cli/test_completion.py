"""What Tab offers in bash, zsh and fish, by the protocol their scripts speak."""

from __future__ import annotations

import pytest
from helpers.commands import called

from salesmode.cli.completion import VARIABLE

pytestmark = pytest.mark.usefixtures("elsewhere")


def offered(monkeypatch: pytest.MonkeyPatch, shell: str, line: str) -> list[str]:
    """Return what a shell is offered for a line, cursor at its end."""
    monkeypatch.setenv(VARIABLE, f"complete_{shell}")
    if shell == "bash":
        monkeypatch.setenv("COMP_WORDS", line)
        monkeypatch.setenv("COMP_CWORD", str(len(f"{line}.".split()) - 1))
    else:
        monkeypatch.setenv("_TYPER_COMPLETE_ARGS", line)
        monkeypatch.setenv("_TYPER_COMPLETE_FISH_ACTION", "get-args")
    ran = called()
    assert (ran.code, ran.err) == (0, "")
    return ran.out.splitlines()


@pytest.mark.parametrize(
    ("line", "first"),
    [
        ("salesmode pl", ["plan", "playbooks"]),
        ("salesmode plan --indus", ["--industry"]),
        ("salesmode plan --industry caf", ["cafe_tea"]),
        ("salesmode plan --buyer ", ["organization", "individual", "both"]),
        ("salesmode plan --channels website,ref", ["website,referrals"]),
        ("salesmode plan --region D", ["DE", "DK"]),
        ("salesmode diagnose -f ", ["terminal", "md", "json"]),
        ("salesmode plan --lang ", ["en", "zh"]),
        ("salesmode examples sna", ["snacks"]),
        ("salesmode playbooks show b2b.icp.aim", ["b2b.icp.aim_at_best"]),
    ],
)
def test_tab_completes_commands_options_and_their_values(
    monkeypatch: pytest.MonkeyPatch, line: str, first: list[str]
) -> None:
    """In bash, one a line."""
    assert offered(monkeypatch, "bash", line) == first


def test_zsh_and_fish_see_what_each_value_means(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside the value stands its word."""
    assert offered(monkeypatch, "fish", "salesmode plan --buyer ")[0] == "organization\torganisations"
    assert '"organization":"organisations"' in offered(monkeypatch, "zsh", "salesmode plan --buyer ")[0]


def test_where_a_file_may_stand_the_shell_offers_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of ours stands in the way of files."""
    assert not any(offered(monkeypatch, "bash", "salesmode plan -a "))


def test_the_script_of_a_shell_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """It names the variable by which the protocol is spoken."""
    monkeypatch.setenv(VARIABLE, "source_bash")
    assert VARIABLE in called().out
