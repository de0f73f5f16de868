"""Why a question is asked: said in words from the rules that use its answer, never written beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from salesmode.diagnose import AXES
from salesmode.evidence import AxisName
from salesmode.influence import MATURITY, Standing
from salesmode.influence.figures import rests_on
from salesmode.influence.uses import Use, contradictions, guards, reasons, work
from salesmode.library import Library
from salesmode.questions import Phrases
from salesmode.weigh.levers import level_now

SHOWN = 4


def why(id: str, standing: Standing, library: Library, texts: Mapping[str, str]) -> str:
    """Return a sentence with everything that the answer to `id` decides, what is still open before the rest."""
    words = Phrases(texts, "talk")
    return words.say("why", parts=words.say("joint").join(_parts(id, standing, library, words)))


def _parts(id: str, standing: Standing, library: Library, words: Phrases) -> Iterator[str]:
    texts, found = words.common, False
    axes = _axes(id, library)
    if axes:
        found = True
        yield words.say("why_reading", readings=words.say("and").join(words.say(f"reading_{axis}") for axis in axes))
    guarding = _owners(id, guards(library), standing)
    if guarding:
        found = True
        yield _listed("why_guard", (texts[f"guards.guards.{one}.title"] for one in guarding), words)
    plays = list(standing.promise) if id == MATURITY else _plays(id, standing, library)
    if plays:
        found = True
        yield _listed("why_plays", (texts[f"plays.{play}.title"] for play in plays), words)
    figures = [figure for figure, answers in rests_on(library).items() if id in answers and figure not in AXES]
    if figures:
        found = True
        yield _listed("why_figures", (texts[f"words.figures.{figure}"] for figure in figures), words, quote=False)
    elif any(raw["answer"] == id for raw in library.index["choice"]["unlocks"]):
        found = True
        yield words.say("why_money")
    if any(id in use.answers for use in contradictions(library)):
        found = True
        yield words.say("why_doubt")
    if not found:
        yield from _details(id, standing, library, words)


def _axes(id: str, library: Library) -> list[AxisName]:
    evidence = library.index["diagnosis"]["evidence"]
    return [axis for axis in AXES if any(item["answer"] == id and item["axis"] == axis for item in evidence)]


def _owners(id: str, uses: Iterable[Use], standing: Standing) -> list[str]:
    using = [use for use in uses if id in use.answers]
    waiting = [use.owner for use in using if use.rule.test(standing.weighing.facts) is None]
    return list(dict.fromkeys((*waiting, *(use.owner for use in using))))


def _plays(id: str, standing: Standing, library: Library) -> list[str]:
    using = [play for play, uses in reasons(library).items() if any(id in use.facts for use in uses)]
    return sorted(using, key=lambda play: (-standing.promise.get(play, 0.0), play))


def _details(id: str, standing: Standing, library: Library, words: Phrases) -> Iterator[str]:
    """Yield what is left to say of an answer that no verdict rests on: the steps it shapes, or that it is printed."""
    shaped = [
        play for play in standing.promise
        if any(id in use.answers for use in work(library, play, level_now(standing.profile, play) + 1))
    ]  # fmt: skip
    if shaped:
        yield _listed("why_work", (words.common[f"plays.{play}.title"] for play in shaped), words)
    else:
        yield words.say("why_money" if id in standing.worth else "why_words")


def _listed(key: str, titles: Iterable[str], words: Phrases, quote: bool = True) -> str:
    shown = [words.say("quoted", title=title) if quote else title for title in titles]
    rest = ["…"] if len(shown) > SHOWN else []
    return words.say(key, titles=words.say("and").join(shown[:SHOWN] + rest))
