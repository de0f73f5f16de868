"""The folders that a library lies in: one that is whole by itself, or a pack of somebody's own over ours."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

from salesmode.business.shapes import LANGS, Bounds, Entry, Lang
from salesmode.knowledge.terms import Id

PACK: Final = "pack"
NO_LIBRARY: Final = "no playbooks here: a library has a folder 'plays', a pack of your own its pack.yaml"


class Pack(Entry, frozen=True):
    """pack.yaml: what marks a folder as laid over ours, and stands in the stamp of every plan made with it.

    Of texts in only one of the two `languages` the other one has the same words.
    """

    name: Id
    version: str
    languages: Annotated[tuple[Lang, ...], Bounds(min_length=1)] = LANGS

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


def is_pack(folder: Path) -> bool:
    """Return whether a folder says of itself that it is laid over our playbooks."""
    return (folder / f"{PACK}.yaml").is_file()


def is_library(folder: Path) -> bool:
    """Return whether playbooks can be read from a folder: it has plays of its own, or is a pack."""
    return (folder / "plays").is_dir() or is_pack(folder)


def layers(folder: Path) -> tuple[Path, ...]:
    """Return the folders that a library is read from, the upper one last."""
    return (home_folder(), folder) if is_pack(folder) else (folder,)


def file_of(folder: Path, name: str) -> Path:
    """Return where a file of a library lies: in the uppermost of its folders that has it."""
    return next((path for layer in reversed(layers(folder)) if (path := layer / name).is_file()), folder / name)


def home_folder() -> Path:
    """Return the playbooks of the checkout the package lies in, else those packaged with it."""
    package = Path(__file__).resolve().parents[1]
    return package.parent / "playbooks" if is_checkout() else package / "playbooks"


def is_checkout() -> bool:
    """Return whether the package lies in a checkout of its own, and not among installed ones."""
    checkout = Path(__file__).resolve().parents[2]
    return (checkout / "playbooks").is_dir() and (checkout / "pyproject.toml").is_file()
