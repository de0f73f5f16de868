"""`salesmode compare` as somebody types it: formats, languages, the page that documents it, and what is refused."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest
from helpers.commands import called, refused
from helpers.libraries import LIBRARY
from helpers.schemas import SCHEMA_FOLDER
from jsonschema import Draft202012Validator

ROOT = Path(__file__).parents[2]
PAGE, OWNERS = (ROOT / "docs" / name for name in ("compare.md", "choices.md"))
START, END = "<!-- printed -->\n", "<!-- end of printed -->"
HOTEL = str(LIBRARY.folder / "examples" / "hotel-supplies.yaml")
DEARER = ("--with", "dearer: deal_value=360, purchases_per_year=20")


def printed() -> str:
    """Return what the command on the page prints, quoted, its headings in bold, without what it was made from."""
    (line,) = re.findall(r"^\$ salesmode (.*)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    out = called(*shlex.split(line)).out
    told = out[out.index("## The answer") :].rstrip().splitlines()
    lines = [re.sub(r"^##+ (.*)$", r"**\1**", line) for line in told]
    return "\n".join(f"> {line}".rstrip() for line in lines) + "\n"


def test_the_page_shows_what_the_command_prints(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every line but the stamp; otherwise `make docs`."""
    monkeypatch.chdir(ROOT)
    text = PAGE.read_text(encoding="utf-8")
    assert text[text.index(START) + len(START) : text.index(END)] == printed()


@pytest.mark.usefixtures("elsewhere")
class TestCompare:
    """Run in an empty folder."""

    @pytest.mark.parametrize("lang", ["en", "zh"])
    def test_the_json_is_what_its_schema_says(self, lang: str) -> None:
        """All of it, with choices that contradict nothing; ids follow no language."""
        ran = called("compare", "-a", HOTEL, *DEARER, "-f", "json", "--lang", lang)
        assert (ran.code, ran.err) == (0, "")
        schema = json.loads((SCHEMA_FOLDER / "compare.schema.json").read_text(encoding="utf-8"))
        data = json.loads(ran.out)
        assert [*Draft202012Validator(schema).iter_errors(data)] == []
        assert [choice["id"] for choice in data["choices"]] == ["c1", "c2"]
        assert data["choices"][1]["changes"] == {"deal_value": 360.0, "purchases_per_year": 20.0}

    @pytest.mark.parametrize(("name", "begins"), [("c.md", "# Your"), ("c.html", "<!doctype html>"), ("c.txt", "Your")])
    def test_the_ending_of_the_file_chooses_the_format(self, name: str, begins: str) -> None:
        """Nothing on stdout."""
        assert called("compare", "-a", HOTEL, *DEARER, "-o", name) == (0, "", "")
        assert Path(name).read_text(encoding="utf-8").lower().startswith(begins.lower())

    def test_options_in_the_answers_are_choices(self) -> None:
        """And those typed stand behind them."""
        options = "options=[{name: leaner, set: {gross_margin: 30%}}]"
        out = called("compare", "-a", HOTEL, "--set", options, *DEARER, "-f", "json").out
        assert [choice["name"] for choice in json.loads(out)["choices"]] == ["as it is", "leaner", "dearer"]

    def test_what_a_single_choice_lacks_can_be_typed_as_the_error_says(self) -> None:
        """Where the answers leave open what a choice says, the choice stands alone until another one is named."""
        open_answers = ("--buyer", "organization", "--revenue", "3.1m", "--with", "dearer: deal_value=360")
        said = refused("compare", *open_answers)
        assert said.startswith("compare: there is one choice\n")
        _, told, *_ = said.split("'")
        out = called("compare", *open_answers, "--with", told, "-f", "json").out
        assert [side["name"] for side in json.loads(out)["choices"]] == ["dearer", "as it is"]

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ((), "compare: there is nothing to compare the answers with\nName 2 to 5"),
            (("--with", "deal_value=3"), "--with: 'deal_value=3' has no name before a colon\nWrite --with"),
            (("--with", "a: deal_value"), "--with: 'a: deal_value' has no answer of the form key=value\nWrite"),
            (("--with", "a: deal_valu=3"), "--with a: unknown key 'deal_valu'\nDid you mean deal_value?"),
            (("--with", "a: gross_margin=30"), "--with a: gross_margin: "),
            (("--with", "a: deal_value=3, deal_value=4"), "--with a: deal_value is given twice\nKeep one"),
            (("--with", "a: gross_margin=.3", "--with", "a: gross_margin=.2"), "compare: two choices are called 'a'\n"),
            ([word for n in range(5) for word in ("--with", f"n{n}: gross_margin=.{n + 1}")], "compare: there are 6 "),
        ],
    )
    def test_what_cannot_be_compared_is_refused(self, typed: tuple[str, ...], said: str) -> None:
        """Exit 2, what is wrong, what to type."""
        assert refused("compare", "-a", HOTEL, *typed).startswith(said)


@pytest.mark.usefixtures("elsewhere")
def test_what_changed_is_had_as_data_and_as_a_page() -> None:
    """The JSON is what its schema says; a file that is not there is refused."""
    text = Path(HOTEL).read_text(encoding="utf-8")
    Path("new.yaml").write_text(text.replace("cash_months: 5", "cash_months: 1"), encoding="utf-8")
    ran = called("diff", HOTEL, "new.yaml", "-f", "json")
    schema = json.loads((SCHEMA_FOLDER / "diff.schema.json").read_text(encoding="utf-8"))
    data = json.loads(ran.out)
    assert (ran.code, ran.err) == (0, "")
    assert [*Draft202012Validator(schema).iter_errors(data)] == []
    assert data["answers"] == {"cash_months": {"old": 5.0, "new": 1.0}}
    assert called("diff", HOTEL, "new.yaml", "-f", "md").out.startswith("# What changed: ")
    assert refused("diff", HOTEL, "none.yaml").startswith("none.yaml: no such file")
    assert refused("diff", HOTEL) == "diff: NEW is missing\nWrite salesmode diff OLD NEW\n"


def owners_page() -> str:
    """Return the page of owners' choices, under each command the answer that it prints now."""
    text = re.sub(r"(?m)^(?:> .*\n)+\n", "", OWNERS.read_text(encoding="utf-8"))
    for line in re.findall(r"^\$ salesmode (.*)$", text, re.MULTILINE):
        out = called(*shlex.split(line)).out
        told = out[out.index("## The answer") :].split("\n\n")[1]
        quoted = "".join(f"> {one}\n" for one in told.splitlines())
        text = text.replace(f"$ salesmode {line}\n```\n\n", f"$ salesmode {line}\n```\n\n{quoted}\n")
    return text


def test_the_page_of_owners_shows_what_each_command_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Five of them, every line of the answer; otherwise `make docs`."""
    monkeypatch.chdir(ROOT)
    page = owners_page()
    assert page == OWNERS.read_text(encoding="utf-8")
    assert page.count("$ salesmode compare") == 5


def renew() -> None:
    """Write what the commands print now into the pages."""
    OWNERS.write_text(owners_page(), encoding="utf-8")
    text = PAGE.read_text(encoding="utf-8")
    before, after = text[: text.index(START) + len(START)], text[text.index(END) :]
    PAGE.write_text(before + printed() + after, encoding="utf-8")


if __name__ == "__main__":
    renew()
