"""The documents tell the truth: the README shows what the tool prints, and what it names is there."""

from __future__ import annotations

import re
from pathlib import Path

from helpers.libraries import example
from helpers.reports import report_of

from salesmode.report.formats import FORMATS

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
START = "<!-- excerpt: salesmode plan -a playbooks/examples/industrial-robots.yaml -f md -->\n"
END = "<!-- end of excerpt -->"


def excerpt() -> str:
    """Return the opening of the example's plan and its first play up to the table, quoted."""
    text = FORMATS["md"](report_of(example("industrial-robots")))
    opening = text[text.index("## In short") : text.index("## Do your answers agree")]
    play = text[text.index("### 1 ") :]
    table = play.index("\n| no. |")
    lines = f"{opening}{play[: play.index(chr(10) * 2, table + 1)]}".replace("## In short", "**In short**").splitlines()
    plain = [re.sub(r"^### (.*)$", r"**\1**", line) for line in lines]
    return "\n".join(f"> {line}".rstrip() for line in plain) + "\n"


def test_the_readme_shows_what_the_tool_prints() -> None:
    """The excerpt is the plan of the example, not a drawing of one."""
    text = README.read_text(encoding="utf-8")
    shown = text[text.index(START) + len(START) : text.index(END)]
    assert shown == excerpt(), "If that is as it should be: make expected"


def test_every_file_that_a_document_links_to_is_there() -> None:
    """A link inside the project leads somewhere."""
    for document in (README, *sorted((ROOT / "docs").glob("*.md"))):
        for target in re.findall(r"\]\(([^)#:]+)\)", document.read_text(encoding="utf-8")):
            assert (document.parent / target).exists(), f"{document.name}: {target}"


def renew() -> None:
    """Write the excerpt as the tool prints it now."""
    text = README.read_text(encoding="utf-8")
    before, after = text[: text.index(START) + len(START)], text[text.index(END) :]
    README.write_text(before + excerpt() + after, encoding="utf-8")


if __name__ == "__main__":
    renew()
