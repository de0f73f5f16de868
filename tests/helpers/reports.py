"""Plans ready to be told, in either language."""

from __future__ import annotations

from datetime import date

from helpers.libraries import LIBRARIES
from salesmode.business.profile import Profile
from salesmode.engine.plan import make_plan
from salesmode.knowledge.library import Lang
from salesmode.report.formats import Content, Report
from salesmode.report.sections import words_for


def report_of(profile: Profile, lang: Lang = "en", start: date | None = None, content: Content = "plan") -> Report:
    """Return the plan of a business with the words to say it in."""
    library = LIBRARIES[lang]
    plan = make_plan(profile, library, start)
    return Report(plan, words_for(plan, library), content)
