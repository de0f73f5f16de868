"""What is said of figures that do not go together."""

from __future__ import annotations

import pytest
from helpers.reports import report_of

from salesmode.business.profile import Profile
from salesmode.engine.sizing import Mismatch
from salesmode.knowledge.library import LANGS, Lang
from salesmode.report.sections.levers import mismatch_text

SAID: dict[Lang, tuple[str, str]] = {"en": ("More is open", "Less is open"), "zh": ("比进来的多", "偏少")}


@pytest.mark.parametrize("lang", LANGS)
def test_too_much_in_the_pipeline_is_not_said_where_too_little_is(lang: Lang) -> None:
    """Half of what should be open is no heap of dead offers, and twice as much no lack of them."""
    words = report_of(Profile(), lang).words
    more, less = SAID[lang]
    for stated, said, unsaid in ((600.0, more, less), (150.0, less, more)):
        text = mismatch_text(Mismatch("pipeline", 300.0, stated, "money", ("open_pipeline",)), words)
        assert said in text
        assert unsaid not in text
