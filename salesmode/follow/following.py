"""A kept plan followed: read, held against its log and the answers of today, in one call."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from salesmode.business.profile import Profile
from salesmode.errors import shown_path
from salesmode.follow.exported import Exported, exported, with_exports
from salesmode.follow.frozen import read_frozen
from salesmode.follow.log import NAME, read_log
from salesmode.follow.next_plan import NextPlan, next_plan
from salesmode.follow.status import Status, check_shares, status_of
from salesmode.follow.track import track_outline
from salesmode.follow.track_data import track_data
from salesmode.knowledge.library import LANGS, Lang, Library
from salesmode.report.document import Outline
from salesmode.report.wording import Words


class Followed(NamedTuple):
    """How a kept plan stands, and the next one where answers of today were given."""

    status: Status
    following: NextPlan | None
    exports: tuple[Exported, ...]
    library: Library

    def data(self) -> Mapping[str, Any]:
        """Return it as plain data."""
        return track_data(self.status, self.following, self.exports)

    def page(self) -> Outline:
        """Return it ready to draw."""
        words = Words(self.library, {}, self.status.plan.currency, None)
        return track_outline(self.status, self.following, self.exports, words)


def follow(
    path: Path, today: date, given: Profile | None, library: Library, lang: Lang | None = None,
    measured: str | None = None,
) -> Followed:  # fmt: skip
    """Return how the plan kept at a path stands on a day, by the log in the same folder and what was `measured`.

    It speaks the language of the plan unless another is named. Raises InputError where one of them cannot be read.
    """
    plan = read_frozen(path)
    kept = next((one for one in LANGS if one == plan.language), None)
    library = library.in_language(lang or kept or "en")
    log = path.with_name(NAME)
    entries = read_log(log)
    check_shares(plan, entries, shown_path(str(log)))
    exports = exported(plan, measured, entries, library)
    status = status_of(plan, with_exports(entries, exports), today, library.settings.gates)
    return Followed(status, next_plan(status, given, library) if given else None, exports, library)
