"""The documents tell the truth: the README shows what the tool prints, and what it names is there."""

from __future__ import annotations

import re
import tomllib
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from helpers.libraries import LIBRARY, example
from helpers.reports import report_of
from pictures import EXAMPLE, PAGE, TERMINAL, terminal_lines

from salesmode.report.formats import FORMATS

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
GLOSSARY = ROOT / "docs" / "glossary.md"
DOCUMENTS = (README, ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md")))
# `salesmode/engine/plan.py: make_plan` in a code span: a place of this checkout and what is defined there.
PLACE = re.compile(r"`((?:salesmode|tests|playbooks|docs)/[\w./-]*)(?:: (\w+(?:, \w+)*))?`")
START = f"<!-- excerpt: salesmode plan -a playbooks/examples/{EXAMPLE}.yaml -f md -->\n"
END = "<!-- end of excerpt -->"


def excerpt() -> str:
    """Return the answer of the example's plan, the table of its moves and the first of them, quoted."""
    text = FORMATS["md"](report_of(example(EXAMPLE)))
    moves = re.search(r"^## The \w+ moves$", text, re.MULTILINE)
    assert moves is not None
    told = text[text.index("## The answer") : text.index("## Your numbers")]
    told += text[moves.start() : text.index("### Move 2")]
    lines = [re.sub(r"^##+ (.*)$", r"**\1**", line) for line in told.rstrip().splitlines()]
    return "\n".join(f"> {line}".rstrip() for line in lines) + "\n"


def test_the_readme_shows_what_the_tool_prints() -> None:
    """The excerpt is the plan of the example, not a drawing of one."""
    text = README.read_text(encoding="utf-8")
    shown = text[text.index(START) + len(START) : text.index(END)]
    assert shown == excerpt(), "If that is as it should be: make docs"


def test_the_picture_of_the_terminal_shows_what_the_tool_prints() -> None:
    """Row by row its text is the plan of the example, spaces aside."""
    rows: dict[float, list[tuple[float, str]]] = {}
    for text in ET.parse(TERMINAL).getroot().iter("{http://www.w3.org/2000/svg}text"):  # noqa: S314  our own
        if text.get("clip-path"):
            rows.setdefault(float(text.get("y", "")), []).append((float(text.get("x", "")), text.text or ""))
    shown = ["".join("".join(text for _, text in sorted(rows[y])).split()) for y in sorted(rows)]
    wanted = ["".join(line.split()) for line in terminal_lines() if line]
    assert [row for row in shown if row] == wanted, "If that is as it should be: make pictures"


def test_the_picture_of_the_page_is_a_small_one() -> None:
    """It is a PNG under 300 kB."""
    assert PAGE.read_bytes().startswith(b"\x89PNG")
    assert PAGE.stat().st_size < 300_000


def test_make_demo_prints_the_plan_that_the_readme_shows() -> None:
    """One small firm stands for all."""
    assert f"EXAMPLE = playbooks/examples/{EXAMPLE}.yaml\n" in (ROOT / "Makefile").read_text(encoding="utf-8")


def test_the_list_of_findings_is_whole() -> None:
    """Every finding has its row, or shares one with its like; none is listed that there is not."""
    first = (line.split("|")[1] for line in (ROOT / "docs/findings.md").read_text(encoding="utf-8").splitlines()
             if line.startswith("| ") and not line.startswith(("| id ", "| ---")))  # fmt: skip
    listed = [id for cell in first for id in cell.strip().split(", ")]
    assert sorted(listed) == sorted(rule.id for few in LIBRARY.findings.values() for rule in few)


def test_the_python_of_the_readme_runs(capsys: pytest.CaptureFixture[str]) -> None:
    """Typed as it stands, it prints the mode and the moves."""
    (code,) = re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    exec(code, {})  # noqa: S102  our own document
    assert capsys.readouterr().out.startswith("b2b ['")


def test_every_file_that_a_document_links_to_is_there() -> None:
    """A link inside the project leads somewhere."""
    for document in DOCUMENTS:
        for target in re.findall(r"\]\(([^)#:]+)\)", document.read_text(encoding="utf-8")):
            assert (document.parent / target).exists(), f"{document.name}: {target}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_place_that_a_document_names_is_there(document: Path) -> None:
    """A file or folder in a code span exists, and defines the names behind its colon."""
    for path, names in PLACE.findall(document.read_text(encoding="utf-8")):
        assert (ROOT / path).exists(), path
        for name in names.split(", ") if names else ():
            defined = rf"^\s*(def|class) {name}\b|^{name}\b.* = "
            assert re.search(defined, (ROOT / path).read_text(encoding="utf-8"), re.MULTILINE), f"{path}: {name}"


def test_the_drawing_of_the_house_has_the_layers_that_are_held() -> None:
    """Its lines are those of import-linter, from the top."""
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    drawn = re.findall(r"^  (\w+(?: \| \w+)*) {2,}\S", page.split("```text")[1].split("```")[0], re.MULTILINE)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert drawn == project["tool"]["importlinter"]["contracts"][0]["layers"]


def test_the_words_of_the_glossary_are_those_that_the_product_says() -> None:
    """In English and in Chinese, each stands in the program's own words or in the questions."""
    files = (*(LIBRARY.folder / "program").glob("*.yaml"), LIBRARY.folder / "questions.yaml")
    said = "".join(file.read_text(encoding="utf-8") for file in files).lower()
    rows = re.findall(
        r"^\| [^|]+ \| [^|]+ \| ([^|]+) \| ([^|]+) \|$", GLOSSARY.read_text(encoding="utf-8"), re.MULTILINE
    )
    words = {word for row in rows for cell in row for word in re.split(r"[,;、] ?", cell)}
    assert {word for word in words - {"–", "---", "English", "Chinese"} if word.lower() not in said} == set()


def renew() -> None:
    """Write the excerpt as the tool prints it now."""
    text = README.read_text(encoding="utf-8")
    before, after = text[: text.index(START) + len(START)], text[text.index(END) :]
    README.write_text(before + excerpt() + after, encoding="utf-8")


if __name__ == "__main__":
    renew()
