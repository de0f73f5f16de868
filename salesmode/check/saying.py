"""Everything a plan says, and which sentences of the knowledge nobody was ever shown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from salesmode.business.shapes import holding
from salesmode.check.material import Material
from salesmode.engine.moves import Candidate
from salesmode.engine.plan import Plan
from salesmode.knowledge.files import Finding, Where
from salesmode.knowledge.library import Library
from salesmode.knowledge.parts import part_of
from salesmode.report.formats.markdown import markdown
from salesmode.report.outlines import outline_full, words_for
from salesmode.report.page.not_now import rejection_text
from salesmode.report.page.saying import finding_text, spoken_text, words_of_move
from salesmode.report.wording import Words

# What is knowledge of selling; the rest decides what is asked and printed.
KNOWLEDGE: Final = (
    "plays/", "findings/", "industries/", "ways/", "guards", "diagnosis", "buying_center", "capabilities",
)  # fmt: skip
WAITING: Final = ("waiting", "waiting_trades")  # offered nowhere yet


class Noting(Words):
    """Words that note every text they fill."""

    seen: set[str]

    def fill(self, text: str) -> str:
        """Return `text` with every blank filled, and note it."""
        self.seen.add(text)
        return super().fill(text)

    def _replace(self, **values: object) -> Noting:
        made = super()._replace(**values)  # type: ignore[arg-type]
        made.seen = self.seen
        return made


def noting(plan: Plan, library: Library, seen: set[str]) -> Noting:
    """Return the words for a plan, which add every text they fill to `seen`."""
    words = Noting(*words_for(plan, library))
    words.seen = seen
    return words


def all_words(plan: Plan, words: Words, *, written: bool = True) -> str:
    """Return everything a plan says in words, its appendix included; "" where it need not be `written`.

    Every sentence is said by `words` all the same: what the pages have no room for, and of moves that could be made.
    """
    said = [finding_text(found, words) for found in plan.findings]
    said += [rejection_text(item, words) for item in plan.selection.rejections]
    said += [text for one in plan.selection.candidates for text in _of_move(one, words)]
    said += [words.fill(rule.text) for _, rule in plan.selection.stop]
    said += [words.fill(text) for guard in plan.guardrails.active for text in (guard.title, guard.so)]
    said += [words.fill(question.text) for meeting in plan.meetings for question in meeting.agenda]
    outline = outline_full(plan, words)
    return "\n".join((markdown(outline), *said)) if written else ""


def _of_move(one: Candidate, words: Words) -> Iterator[str]:
    own, move = words_of_move(one, words), one.move
    yield own.fill(one.because.text)
    yield spoken_text(one, words) or ""
    yield from (own.fill(effect.why) for effect in one.effects)
    yield from (own.fill(step.text) for step in holding(move.steps, one.facts))
    yield from (own.fill(text) for text in (move.title, move.monday, move.done_when, move.measure.name))
    yield from (own.fill(text) for text in (move.check.text, move.check.unread) if text is not None)


def unread(material: Material, seen: set[str]) -> Iterator[Finding]:
    """Yield every sentence of the knowledge that no named business was shown."""
    for text in material.texts:
        if text.words["en"] not in seen and _spoken(text.file.id, text.where):
            place = ".".join(map(str, text.where))
            yield text.file.finding(text.where, "unread", f"no example or situation shows '{place}'")


def _spoken(file: str, where: Where) -> bool:
    """Whether a plan should say a text, rather than the browser of the library, the interview or the kit."""
    part = part_of(file)
    if not file.startswith(KNOWLEDGE) or part in WAITING or where == ("title",):
        return False
    if part == "plays":
        return where[0] in ("stops", "rhythm")
    if file == "diagnosis":
        return where[0] == "contradictions"
    return part == "moves" or where[0] not in ("words", "nouns")
