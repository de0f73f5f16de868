"""The commands over the knowledge itself."""

from __future__ import annotations

from typing import Annotated

import typer

from salesmode.cli.commands import LangOption, LibraryOption, _lang
from salesmode.errors import InputError, shown
from salesmode.library import load_library
from salesmode.output import write_stdout


def list_(*, lang: LangOption = None, library: LibraryOption = None) -> None:
    """List the plays with their levels."""
    held = load_library(library)
    words = held.texts(_lang(lang) or "en").common
    lines = [f"{id:<18} {words[f'plays.{id}.title']}" for id in held.plays]
    write_stdout("\n".join(lines) + "\n")


def show(
    id: Annotated[str, typer.Argument(metavar="ID", help="A play, as in b2b.value.")],
    *, lang: LangOption = None, library: LibraryOption = None,
) -> None:  # fmt: skip
    """Show one play: its reasons, levels and actions."""
    held = load_library(library)
    if id not in held.plays:
        from salesmode.forms import nearest  # noqa: PLC0415

        raise InputError(f"no play {shown(id)}", where="playbooks show", fix=f"{nearest(id, held.plays)}See: salesmode playbooks list")
    from salesmode.outline.browse import outline_play  # noqa: PLC0415
    from salesmode.render.markdown import markdown  # noqa: PLC0415

    write_stdout(markdown(outline_play(id, held, _lang(lang) or "en")))


def check(
    folder: Annotated[str | None, typer.Argument(metavar="DIR", help="The folder to check; else the one in use.")] = None,
    *, lang: LangOption = None, library: LibraryOption = None,
) -> None:  # fmt: skip
    """Check the knowledge: shape, ids, sources, languages, what no business ever reaches. Exit 1 on findings."""
    from salesmode.check import check as run_check  # noqa: PLC0415

    findings = run_check(folder or library)
    write_stdout("".join(f"{finding}\n" for finding in findings))
    if findings:
        raise SystemExit(1)
