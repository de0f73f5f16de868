"""How the sums are made: short lines that anybody can work again."""

from __future__ import annotations

from collections.abc import Iterator

from salesmode.engine.moves.effects import LIKELY, Claim
from salesmode.engine.plan import Plan
from salesmode.report.document import Block, Items, Paragraph, Section, Table
from salesmode.report.page.saying import move_title, number_of
from salesmode.report.wording import Words

TERMS = ("move", "stake", "reached", "achieved", "inside", "brings")


def sums(plan: Plan, words: Words, moves: bool) -> Section:
    """Return the gap and where the year ends, and where there is room today's pace and each move's sum too."""
    lines = tuple(_year(plan, words, pace=moves))
    blocks: list[Block] = [Items(lines)] if lines else []
    if moves and (table := _moves(plan, words)).rows:
        blocks.append(table)
    return Section("sums", words.page("sections.sums"), tuple(blocks))


def all_sums(plan: Plan, words: Words) -> Section:
    """Return what each move brings, low to high, and the sums behind it."""
    table = _moves(plan, words)
    return Section("sums_of_moves", words.page("sums.full"), (_ranges(plan, words), table) if table.rows else ())


def _ranges(plan: Plan, words: Words) -> Table:
    columns = tuple(words.page(f"sums.{key}") for key in ("move", "low", "likely", "high", "left"))
    counted = [one for one in plan.selection.moves if one.candidate.claims]
    rows = tuple(
        (move_title(one.id, words), *map(words.money, one.worth.sales), words.money(one.worth.contribution[1]))
        for one in counted
    )
    return Table(columns, rows, frozenset({1, 2, 3, 4}), tuple(f"range.{one.id}" for one in counted))


def _moves(plan: Plan, words: Words) -> Table:
    """What each move brings, worked out in one row: its terms multiply to the last one."""
    rows = {
        f"sums.{one.id}.{place}": (str(number_of(plan, one.id)), *_claim(claim, one.placement.runs_from, words))
        for one in plan.selection.moves for place, claim in enumerate(one.candidate.claims, 1)
    }  # fmt: skip
    columns = tuple(words.page(f"sums.{key}") for key in TERMS)
    return Table(columns, tuple(rows.values()), frozenset(range(len(TERMS))), tuple(rows))


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


def _claim(claim: Claim, begins: int, words: Words) -> tuple[str, ...]:
    """What is at stake, the part that the move reaches, what it achieves there, what falls in the year, the product."""
    pool, inside = claim.pool, claim.inside(begins)
    whole = pool.sales if pool.sales else pool.contribution
    shares = (claim.part, claim.effect.likely, inside)
    product = words.amount(whole * claim.shares[LIKELY] * inside)
    return words.amount(whole), *(words.small_rate(share) for share in shares), product
