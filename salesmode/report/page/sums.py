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
    for one in plan.selection.moves:
        lines += [_claim(one, claim, plan, words) for claim in one.candidate.claims]
    return Section("sums", words.page("sections.sums"), (Items(tuple(lines)),) if lines else ())


def _year(plan: Plan, words: Words) -> Iterator[Paragraph]:
    gap, outlook = plan.sizing.gap_analysis, plan.outlook
    if gap is None or outlook is None:
        return
    run = words.money(gap.baseline)
    if gap.base is not None and gap.fresh is not None:
        text = words.page("sums.year", base=words.money(gap.base), fresh=words.money(gap.fresh), run=run)
        yield Paragraph(text, id="sums.year")
    if gap.target is not None and gap.gap:
        text = words.page("sums.gap", target=words.money(gap.target), run=run, gap=words.money(gap.gap))
        yield Paragraph(text, id="sums.gap")
    if plan.selection.worth.sales[1] and not outlook.capped:
        adds, likely = words.money(plan.selection.worth.sales[1]), words.money(outlook.year_end.likely)
        yield Paragraph(words.page("sums.end", run=run, adds=adds, likely=likely), id="sums.end")


def _claim(one: Chosen, claim: Claim, plan: Plan, words: Words) -> Paragraph:
    pool = claim.pool
    whole = pool.sales if pool.sales else pool.contribution
    inside = claim.inside(one.placement.runs_from)
    text = words.page(
        "sums.line",
        move=number_of(plan, one.id), lever=words.ui(f"levers.{pool.lever}"), room=words.money(whole),
        share=words.rate(claim.shares[1], 2), inside=words.rate(round(inside, 3)),
        sales=words.money(whole * claim.shares[1] * inside),
    )  # fmt: skip
    return Paragraph(text, id=f"sums.{one.id}.{pool.lever}")
