"""Plans ready to be told: the real library in either language, and the report of a business made with it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from helpers.libraries import LIBRARY
from salesmode.business.profile import Profile
from salesmode.engine.plan import make_plan
from salesmode.knowledge.library import LANGS, Lang, Library
from salesmode.report.formats import Content, Report
from salesmode.report.sections import words_for

LIBRARIES: Mapping[Lang, Library] = {lang: LIBRARY.in_language(lang) for lang in LANGS}


def report_of(profile: Profile, lang: Lang = "en", start: date | None = None, content: Content = "plan") -> Report:
    """Return the plan of a business with the words to say it in."""
    library = LIBRARIES[lang]
    plan = make_plan(profile, library, start)
    return Report(plan, words_for(plan, library), content)
