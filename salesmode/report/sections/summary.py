"""In short: is the target covered, what counts most, what to do on Monday."""

from __future__ import annotations

from collections.abc import Iterator

from salesmode.engine.outlook import Outlook
from salesmode.engine.plan import Plan
from salesmode.engine.sizing import GapAnalysis
from salesmode.report.document import Block, Items, Paragraph, Section
from salesmode.report.sections.levers import money_point, unit_of
from salesmode.report.sections.rules_of_thumb import more_is_better, one_more, price_rule
from salesmode.report.wording import Words

FEW = 4


def in_short(plan: Plan, words: Words, brief: bool = False) -> Section:
    """Return the opening section."""
    blocks: list[Block] = [*_verdict(plan, words, brief), *_constraint(plan, words), *_guards(plan, words)]
    if not brief:
        blocks += [*_monday(plan, words), *_do_not(plan, words)]
    blocks += _mode(plan, words)
    if plan.business.profile.notes:
        blocks.append(Paragraph(words.ui("short.note", note=plan.business.profile.notes), id="short.note"))
    return Section("short", words.ui("sections.short"), tuple(blocks))


def _verdict(plan: Plan, words: Words, brief: bool) -> Iterator[Block]:
    if plan.business.profile.offer and not brief:
        yield Paragraph(plan.business.profile.offer, id="short.offer")
    answered = plan.business.profile.stated()
    if plan.business.diagnosis.mode is None:
        yield Paragraph(words.ui("short.no_mode"), id="short.undecided")
    elif answered <= FEW:
        yield Paragraph(words.ui("short.few", count=answered), id="short.few")
    gap_analysis = plan.sizing.gap_analysis
    if gap_analysis is None or plan.outlook is None:
        if plan.business.diagnosis.mode is not None:
            yield Paragraph(words.ui("short.no_run"), id="short.coverage")
        return
    yield Paragraph(_covered(gap_analysis, plan.outlook, plan, words), id="short.coverage")
    if plan.sizing.contradictions and gap_analysis.gap is not None:
        yield Paragraph(_disputed(gap_analysis, words), id="short.disputed")
    if gap_analysis.working_capital and gap_analysis.working_capital >= plan.settings.report.min_working_capital * (
        gap_analysis.target or 0.0
    ):
        yield Paragraph(
            words.ui("short.tied", value=words.money(gap_analysis.working_capital), customers=words.customers),
            id="short.tied",
        )
    ways = _ways(gap_analysis, words)
    if ways:
        yield Paragraph(words.ui("short.to_cover", ways=words.ui("or").join(ways)), id="short.to_cover")


def _disputed(gap_analysis: GapAnalysis, words: Words) -> str:
    if gap_analysis.gap_last_year is None:
        return words.ui("short.disputed")
    return words.ui("short.disputed_gap", gap=words.money(gap_analysis.gap_last_year))


def _covered(gap_analysis: GapAnalysis, outlook: Outlook, plan: Plan, words: Words) -> str:
    if gap_analysis.target is None or gap_analysis.gap is None:
        return words.ui("short.no_target", run=words.money(gap_analysis.baseline))
    base, fresh = (words.money(part) if part is not None else "" for part in (gap_analysis.base, gap_analysis.fresh))
    values = {
        "target": words.money(gap_analysis.target),
        "how": words.ui(f"short.how_{gap_analysis.basis}", base=base, fresh=fresh),
        "run": words.money(gap_analysis.baseline),
        "gap": words.money(gap_analysis.gap),
    }
    uplift = plan.selection.sales_uplift
    if uplift is None or outlook.verdict in ("covered", "unpriced"):
        return words.ui("short.covered" if outlook.verdict == "covered" else "short.not_covered_unpriced", **values)
    return words.ui(
        f"short.{outlook.verdict}", **values, span=words.money_span(uplift.low, uplift.high),
        budget=words.money_span(outlook.low, outlook.high),
    )  # fmt: skip


def _ways(gap_analysis: GapAnalysis, words: Words) -> list[str]:
    ways = gap_analysis.closers
    if ways is None:
        return []
    texts = []
    if ways.win_rate is not None:
        texts.append(words.ui("short.way_win_rate", value=words.rate(ways.win_rate)))
    if ways.leads is not None:
        texts.append(words.ui("short.way_leads", value=f"{ways.leads:,.0f}"))
    if ways.hires is not None:
        texts.append(words.ui("short.way_hires", value=ways.hires))
    if ways.growth is not None:
        texts.append(words.ui("short.way_growth", value=words.rate(ways.growth)))
    elif ways.orders is not None and not texts:
        texts.append(words.ui("short.way_orders", value=words.rate(ways.orders)))
    return texts


def _constraint(plan: Plan, words: Words) -> Iterator[Block]:
    lever = next((lever for lever in plan.sizing.levers if lever.id == plan.sizing.bottleneck), None)
    if lever is not None and lever.per_point:
        key = f"short.bottleneck_{unit_of(lever)}"
        point = money_point(lever, lever.per_point, words)
        text = words.ui(key, lever=words.ui(f"levers.{lever.id}"), point=point)
        yield Paragraph(text, id=f"lever.{lever.id}")
        return
    unpriced = not plan.sizing.levers and plan.business.diagnosis.motion == "considered"
    if unpriced and plan.business.profile.deal_value and more_is_better(plan):
        text = one_more(plan, plan.business.profile.deal_value, "short.per_win", "offers", words)
        yield Paragraph(text, id="short.per_win")


def _guards(plan: Plan, words: Words) -> Iterator[Block]:
    guards = plan.guardrails.active
    if guards:
        yield Items(
            tuple(
                Paragraph(words.fill(guard.so) + words.ui("stop_mark"),
                          words.fill(guard.title), f"guard.{guard.id}")
                for guard in guards
            )
        )  # fmt: skip


def _monday(plan: Plan, words: Words) -> Iterator[Block]:
    slot = next((slot for slot in plan.schedule.slots if slot.start == 1), None)
    if slot is not None:
        step = words.fill(slot.action.first_step.text)
        text = words.ui(
            "short.monday", role=words.role(slot.role), hours=words.hours(slot.action.first_step.hours), step=step
        )
        yield Paragraph(text, id=f"{slot.action.id}.first_step")
    elif plan.business.diagnosis.mode is not None and not plan.selection.now:
        yield Paragraph(words.ui("short.no_play"), id="short.no_play")


def _do_not(plan: Plan, words: Words) -> Iterator[Block]:
    """The first thing to stop, else what a price cut would cost."""
    if plan.selection.stop:
        play, rule = plan.selection.stop[0]
        yield Paragraph(words.fill(rule.text), words.ui("short.do_not"), f"stop.{play}.{rule.id}")
        return
    price = price_rule(plan, words)
    if price is not None and plan.selection.now:
        yield Paragraph(price.text, words.ui("short.do_not"), "rule.price")


def _mode(plan: Plan, words: Words) -> Iterator[Block]:
    diagnosis = plan.business.diagnosis
    if diagnosis.mode is None:
        return
    verdict = words.ui(f"verdict.{diagnosis.verdict}")
    mode = words.ui(f"mode.{diagnosis.mode}")
    if diagnosis.motion is None:
        yield Paragraph(words.ui("short.mode_only", mode=mode, verdict=verdict), id="mode")
        return
    motion = words.ui(f"motion.{diagnosis.motion}")
    yield Paragraph(words.ui("short.mode", mode=mode, motion=motion, verdict=verdict), id="mode")
