"""How the sums are made: short lines that anybody can work again."""

from __future__ import annotations

from collections.abc import Iterator

from salesmode.engine.moves.effects import Claim
from salesmode.engine.plan import Plan
from salesmode.engine.selection import Chosen
from salesmode.report.document import Items, Paragraph, Section
from salesmode.report.page.saying import number_of
from salesmode.report.wording import Words


def sums(plan: Plan, words: Words) -> Section:
    """Return a line for the year, and one for each thing that a move brings."""
    lines = [*_year(plan, words)]
    if any(one.candidate.claims for one in plan.selection.moves):
        lines.append(Paragraph(words.page("sums.legend"), id="sums.legend"))
    lines += [_claims(one, plan, words) for one in plan.selection.moves if one.candidate.claims]
    return Section("sums", words.page("sections.sums"), (Items(tuple(lines)),) if lines else ())


def _year(plan: Plan, words: Words) -> Iterator[Paragraph]:
    gap, outlook = plan.sizing.gap_analysis, plan.outlook
    if gap is None or outlook is None:
        return
    run = words.money(gap.baseline)
    if gap.base is not None and gap.fresh is not None:
        parts = {"base": words.amount(gap.base), "fresh": words.amount(gap.fresh), "run": run}
        again = "" if gap.again is None else words.amount(gap.again)
        text = words.page("sums.year_again", again=again, **parts) if again else words.page("sums.year", **parts)
        yield Paragraph(text, id="sums.year")
    if gap.target is not None and gap.gap:
        text = words.page(
            "sums.gap", target=words.amount(gap.target), run=words.amount(gap.baseline), gap=words.money(gap.gap)
        )
        yield Paragraph(text, id="sums.gap")
    if plan.selection.worth.sales[1] and not outlook.capped:
        end, adds = outlook.year_end, words.money(plan.selection.worth.sales[1])
        likely, low, high = (words.money(value) for value in (end.likely, end.low, end.high))
        yield Paragraph(words.page("sums.end", run=run, adds=adds, likely=likely, low=low, high=high), id="sums.end")


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
