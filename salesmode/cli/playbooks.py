"""The commands over the knowledge itself."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from salesmode.atomic import write_stdout, write_whole
from salesmode.cli.commands import LangOption, LibraryOption
from salesmode.cli.completion import playbook_ids
from salesmode.cli.progress import watched
from salesmode.cli.result import say
from salesmode.cli.speaking import chosen_language
from salesmode.errors import InputError, shown
from salesmode.knowledge.layers import PACK, home_folder
from salesmode.knowledge.library import Library, load_library

CheckedArgument = Annotated[str | None, typer.Argument(metavar="DIR", help="The folder to check; else the one used.")]
WrittenArgument = Annotated[str | None, typer.Argument(metavar="DIR", help="The folder to write; else the one used.")]
QuickOption = Annotated[bool, typer.Option("--quick", help="Only what can be told without making plans.")]


def list_(*, lang: LangOption = None, folder: LibraryOption = None) -> None:
    """List the plays (names, how many moves each has), the moves, and the papers of the kit."""
    library = load_library(folder, chosen_language(lang) or "en")
    lines = _aligned(_rows(library), right=frozenset({2, 3}))
    lines += ["", *_aligned(_moves(library), right=frozenset({2}))]
    papers = _papers(library)
    if papers:
        lines += ["", *_aligned(papers, right=frozenset({3}))]
    write_stdout("".join(f"{line}\n" for line in lines))


def _papers(library: Library) -> list[tuple[str, ...]]:
    head = tuple(library.words[f"browse.{key}"] for key in ("paper", "paper_title", "who_fills", "minutes"))
    roles = library.questions.answers["team"].options
    rows = [
        (id, paper.title, roles[paper.role].text, str(paper.minutes)) for id, paper in library.worksheets.items()
    ]  # fmt: skip
    return [head, *rows] if rows else []


def _rows(library: Library) -> list[tuple[str, ...]]:
    head = tuple(library.words[f"browse.{key}"] for key in ("id", "name", "counted_moves", "counted_waiting"))
    return [head, *((id, play.title, *_counts(id, library)) for id, play in library.plays.items())]


def _counts(play: str, library: Library) -> tuple[str, str]:
    moves = sum(move.play == play for move in library.every_move.values())
    return str(moves), str(len(library.waiting.get(play, ())))


def _moves(library: Library) -> list[tuple[str, ...]]:
    """The moves under their heads; their titles without what a business would fill in."""
    from salesmode.report.sections.playbook_page import Unasked

    words = Unasked(library, {}, "")
    head = tuple(library.words[f"browse.{key}"] for key in ("id", "move", "number"))
    return [head, *((id, words.fill(move.title), str(move.stage)) for id, move in library.every_move.items())]


def _aligned(rows: Sequence[Sequence[str]], right: frozenset[int]) -> list[str]:
    """The rows as lines, each column as many cells wide as its widest entry; Chinese takes two cells a character."""
    from rich.cells import cell_len

    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        gaps = (" " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True))
        cells = (
            f"{gap}{cell}" if index in right else f"{cell}{gap}"
            for index, (cell, gap) in enumerate(zip(row, gaps, strict=True))
        )
        lines.append("  ".join(cells).rstrip())
    return lines


def show(
    id: Annotated[str, typer.Argument(
        metavar="ID", help="A play (b2b.value), a move or a paper (bid_card).", autocompletion=playbook_ids)],
    *, lang: LangOption = None, folder: LibraryOption = None,
) -> None:  # fmt: skip
    """Show one play (its stages and moves), one move or one paper of the kit, as it is for nobody in particular."""
    library = load_library(folder, chosen_language(lang) or "en")
    if id in library.worksheets:
        from salesmode.report.kit import blank_paper

        write_stdout(blank_paper(id, library))
        return
    if id not in library.plays and id not in library.every_move:
        raise _nothing(id, library)
    from salesmode.report.formats.markdown import markdown
    from salesmode.report.sections.move_page import outline_move
    from salesmode.report.sections.playbook_page import outline_play

    write_stdout(markdown((outline_play if id in library.plays else outline_move)(id, library)))


def _nothing(id: str, library: Library) -> InputError:
    from salesmode.intake.parse import nearest

    hint = nearest(id, [*library.plays, *library.every_move, *library.worksheets])
    return InputError(
        f"no play, move or paper {shown(id)}", where="playbooks show", fix=f"{hint}See: salesmode playbooks list"
    )


def check(
    checked: CheckedArgument = None, *, quick: QuickOption = False, lang: LangOption = None,
    folder: LibraryOption = None,
) -> None:  # fmt: skip
    """Check the knowledge: shape, ids, sources, languages, what no business ever reaches. Exit 1 on findings."""
    chosen_language(lang)
    from salesmode.check import check as run_check

    findings = run_check(checked or folder, watch=watched("making plans"), quick=quick)
    write_stdout("".join(f"{finding}\n" for finding in findings))
    if findings:
        raise SystemExit(1)


def format_(
    written: WrittenArgument = None,
    *, check_only: Annotated[bool, typer.Option("--check", help="Write nothing; exit 1 if a file would be.")] = False,
    lang: LangOption = None, folder: LibraryOption = None,
) -> None:  # fmt: skip
    """Write the knowledge in the house style: the same data, comments and order. Prints the files that differ."""
    chosen_language(lang)
    from salesmode.knowledge.formatting import unformatted

    changed = unformatted(_folder(written or folder))
    for path, text in () if check_only else changed.items():
        write_whole(str(path), text, "Ask for the right to write there, or name another folder")
    write_stdout("".join(f"{path}\n" for path in changed))
    if check_only and changed:
        raise SystemExit(1)


def new(
    kind: Annotated[str, typer.Argument(
        metavar="KIND", help="pack, move, finding, play, trade, worksheet, situation, benchmark, calendar")],
    name: Annotated[str, typer.Argument(
        metavar="NAME", help="The id of a move (b2b.crm.recall) or a play (b2b.value); else a file or pack name.")],
    *, lang: LangOption = None, folder: LibraryOption = None,
) -> None:  # fmt: skip
    """Write a small file to begin with, which says what goes where, and print its name. Nothing is overwritten."""
    spoken = chosen_language(lang)
    from salesmode.knowledge.parts import check_command
    from salesmode.knowledge.skeletons import new_file, new_pack

    if kind == PACK:
        path = new_pack(name, Path(folder or name), spoken)
        write_stdout(f"{path}\n")
        say(f"What you put beside it is laid over ours: salesmode playbooks new trade NAME --library {path.parent}")
        return
    write_stdout(f"{new_file(kind, name, _folder(folder))}\n")
    say(f"Write every TODO in it, then: {check_command(_folder(folder))}")


def _folder(named: str | None) -> Path:
    return Path(named) if named is not None else home_folder()
