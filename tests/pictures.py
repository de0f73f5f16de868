"""The pictures of the README: the example's plan on a terminal, and as a page.

`make pictures` draws them anew; the page needs a browser on the path.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from helpers.libraries import example
from helpers.reports import report_of
from msgspec.structs import replace
from rich.console import Console
from rich.text import Text

from salesmode.report.formats import FORMATS

EXAMPLE = "hotel-supplies"
FOLDER = Path(__file__).resolve().parents[1] / "docs" / "pictures"
TERMINAL, PAGE = FOLDER / "terminal.svg", FOLDER / "page.png"
WIDTH = 120
WINDOW, SHARP = 1040, 1.0  # under 300 kB
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
# Rich's own picture fetches a font.
FORMAT = """\
<svg viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace;
  font-size: {char_height}px; line-height: {line_height}px; }}
.{unique_id}-title {{ font: bold 16px system-ui, sans-serif; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/>
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def terminal_lines(colour: bool = False) -> list[str]:
    """Return the plan of the example as a terminal shows it, without its stamp, down to the moves in one table."""
    title, _, *lines = FORMATS["terminal"](
        replace(report_of(example(EXAMPLE)), width=WIDTH, colour=colour)
    ).splitlines()
    end = next(at for at, line in enumerate(lines) if "── Move 1" in line)
    return [title, *lines[: end - 1]]


def terminal_picture() -> str:
    """Return the picture of the terminal."""
    with Path("/dev/null").open("w") as nowhere:
        console = Console(record=True, width=WIDTH, file=nowhere, force_terminal=True, color_system="standard")
        console.print(Text.from_ansi("\n".join([*terminal_lines(colour=True), ""])))
        return console.export_svg(title="make demo", code_format=FORMAT, unique_id="plan")


def page_picture(browser: str) -> bytes:
    """Return the picture of the page on a desk, from its top to the moves in one table."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        file = Path(folder, "plan.html")
        file.write_text(FORMATS["html"](report_of(example(EXAMPLE))), encoding="utf-8")
        running = driver.chromium.launch(executable_path=browser)
        page = running.new_page(viewport={"width": WINDOW, "height": WINDOW}, device_scale_factor=SHARP)
        page.goto(file.as_uri())
        table = page.locator("[id='section.moves'] .scroll").bounding_box()
        assert table is not None
        high = table["y"] + table["height"] + 24
        return page.screenshot(full_page=True, clip={"x": 0, "y": 0, "width": WINDOW, "height": high})


def main() -> None:
    """Draw both, the page only where there is a browser."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    TERMINAL.write_text(terminal_picture(), encoding="utf-8")
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        sys.exit(f"{PAGE.name} is left as it is: none of {', '.join(BROWSERS)} is on the path")
    PAGE.write_bytes(page_picture(browser))


if __name__ == "__main__":
    main()
