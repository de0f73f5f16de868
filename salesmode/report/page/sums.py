"""How the sums are made: short lines that anybody can work again."""

from __future__ import annotations

from collections.abc import Iterator

from salesmode.engine.moves.effects import Claim
from salesmode.engine.plan import Plan
from salesmode.engine.selection import Chosen
from salesmode.report.document import Items, Paragraph, Section, Table
from salesmode.report.page.saying import move_title, number_of
from salesmode.report.wording import Words


def sums(plan: Plan, words: Words, moves: bool) -> Section:
    """Return the gap and where the year ends, and where there is room today's pace and each move's sum too."""
    lines = (*_year(plan, words, pace=moves), *(_moves(plan, words) if moves else ()))
    return Section("sums", words.page("sections.sums"), (Items(lines),) if lines else ())


def all_sums(plan: Plan, words: Words) -> Section:
    """Return what each move brings, low to high, and the sums behind it."""
    lines = tuple(_moves(plan, words))
    blocks = (_ranges(plan, words), Items(lines)) if lines else ()
    return Section("sums_of_moves", words.page("sums.full"), blocks)


def _ranges(plan: Plan, words: Words) -> Table:
    columns = tuple(words.page(f"sums.{key}") for key in ("move", "low", "likely", "high", "left"))
    counted = [one for one in plan.selection.moves if one.candidate.claims]
    rows = tuple(
        (move_title(one.id, words), *map(words.money, one.worth.sales), words.money(one.worth.contribution[1]))
        for one in counted
    )
    return Table(columns, rows, frozenset({1, 2, 3, 4}), tuple(f"range.{one.id}" for one in counted))


def _moves(plan: Plan, words: Words) -> Iterator[Paragraph]:
    if any(one.candidate.claims for one in plan.selection.moves):
        yield Paragraph(words.page("sums.legend"), id="sums.legend")
    yield from (_claims(one, plan, words) for one in plan.selection.moves if one.candidate.claims)


def _adds_up(target: float, run: float, gap: float) -> bool:
    """Whether the gap follows from both amounts as they are shown, to three figures."""
    shown = [float(f"{amount:.3g}") for amount in (target, run, gap)]
    return abs(shown[0] - shown[1] - shown[2]) <= 0.005 * shown[2]


def _year(plan: Plan, words: Words, pace: bool) -> Iterator[Paragraph]:
    gap, outlook = plan.sizing.gap_analysis, plan.outlook
    if gap is None or outlook is None:
        return
    if pace and gap.base is not None and gap.fresh is not None:
        parts = {"base": words.amount(gap.base), "fresh": words.amount(gap.fresh), "run": words.money(gap.baseline)}
        again = "" if gap.again is None else words.amount(gap.again)
        text = words.page("sums.year_again", again=again, **parts) if again else words.page("sums.year", **parts)
        yield Paragraph(text, id="sums.year")
    if gap.target is not None and gap.gap:
        run = words.amount(gap.baseline) if _adds_up(gap.target, gap.baseline, gap.gap) else f"{gap.baseline:,.0f}"
        text = words.page("sums.gap", target=words.amount(gap.target), run=run, gap=words.money(gap.gap))
        yield Paragraph(text, id="sums.gap")
    if plan.selection.worth.sales[1] and not outlook.capped:
        end = outlook.year_end
        text = words.page(
            "sums.end", run=words.amount(gap.baseline), adds=words.amount(plan.selection.worth.sales[1]),
            likely=words.money(end.likely), low=words.amount(end.low), high=words.amount(end.high),
        )  # fmt: skip
        yield Paragraph(text, id="sums.end")


def _claims(one: Chosen, plan: Plan, words: Words) -> Paragraph:
    """The sums of a move in one line; how they come together stands in its worth."""
    sums = [_claim(claim, one.placement.runs_from, words) for claim in one.candidate.claims]
    return Paragraph(
        words.page("sums.line", move=number_of(plan, one.id), sums=words.listed(sums)), id=f"sums.{one.id}"
    )


def _claim(claim: Claim, begins: int, words: Words) -> str:
    pool, inside = claim.pool, claim.inside(begins)
    whole = pool.sales if pool.sales else pool.contribution
    return words.page(
        "sums.claim",
        room=words.amount(whole), share=_tight(words.rate(claim.shares[1], 2)),
        inside=_tight(words.rate(round(inside, 3))), sales=words.amount(whole * claim.shares[1] * inside),
    )  # fmt: skip


def _tight(rate: str) -> str:
    """A rate inside a sum, where spaces part the terms."""
    return rate.replace(" ", "")
