"""The command that serves agents."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from salesmode.cli.commands import LibraryOption
from salesmode.errors import InputError
from salesmode.knowledge.library import load_library

DirOption = Annotated[
    str | None, typer.Option("--folder", metavar="DIR", help="The only folder plans are read from; this one if none.")
]


def mcp(*, folder_: DirOption = None, folder: LibraryOption = None) -> None:
    """Serve agents over stdin and stdout, until the other side closes."""
    home = Path(folder_ or ".")
    if not home.is_dir():
        raise InputError("there is no such folder", where="--folder", fix="Name the folder that holds plan.json")
    library = load_library(folder)
    try:
        from salesmode.agent.server import server
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "mcp":
            raise
        raise InputError("the part for agents is not installed", fix="pip install 'salesmode[agent]'") from None
    server(library, home.resolve()).run("stdio")
