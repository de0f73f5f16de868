"""A team on one line: role, people, hours a week and hours for the plan, `owner 1 10; sales 2 37.5`."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from salesmode.business.vocabulary import Member
from salesmode.errors import Message, shown
from salesmode.intake.parse.basics import FormError, Tree, plain

ROLE: Final = "role"
KEYS: Final = tuple(key for key in Member.__struct_fields__ if key != ROLE)
_MEMBER = r"(?P<role>[^0-9]+?)[\s:]*(?P<numbers>(?<![0-9])[0-9].*)?"
_LONGEST = 2000


def members_of(tree: Tree, meant: Callable[[str], str]) -> Tree:
    """Return a team as a list of maps, where it stands on one line or calls roles by other words.

    `meant` returns the role that a word stands for, or the word. Raises FormError where a line is not understood.
    """
    if isinstance(tree, list):
        return [_with_role(entry, meant) for entry in tree]
    line = plain(tree) if isinstance(tree, str) else ""
    if not line or line.casefold() == "none" or line[0] in "[{" or len(line) > _LONGEST:
        return tree
    return [_member(part, meant) for part in divided(line)]


def divided(line: str) -> list[str]:
    """Return the members of a team on one line; raises FormError for a comma that may be a decimal one."""
    unclear = re.search(r"[0-9]+,[0-9]+", line)
    if unclear:
        what = Message("comma-unclear", "the comma of {text} may be a decimal one", text=shown(unclear[0]))
        fix = Message(
            "comma-unclear-fix", "Write {point}, or a semicolon between two roles", point=unclear[0].replace(",", ".")
        )
        raise FormError(what, fix)
    return [part.strip() for part in re.split(r"[,;、\n]", line) if part.strip()]


def not_a_member(part: str) -> FormError:
    """Return the error for a part of a line that is no role with its numbers."""
    return FormError(
        Message("member-not-understood", "{text} is not understood", text=shown(part)),
        Message("member-not-understood-fix", "Write role, people, hours a week: sales 3 40, founder 1 15"),
    )


def _with_role(entry: Tree, meant: Callable[[str], str]) -> Tree:
    if isinstance(entry, str):
        return _member(entry, meant) if re.search("[0-9]", entry) else entry
    role = entry.get(ROLE) if isinstance(entry, dict) else None
    return {**entry, ROLE: meant(role)} if isinstance(entry, dict) and isinstance(role, str) else entry


def _member(part: str, meant: Callable[[str], str]) -> dict[str, Tree]:
    match = re.fullmatch(_MEMBER, plain(part))
    numbers = (match["numbers"] or "").split() if match else []
    if not match or len(numbers) > len(KEYS):
        raise not_a_member(part)
    return {ROLE: meant(match["role"].strip()), **dict(zip(KEYS, numbers, strict=False))}
