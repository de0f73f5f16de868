"""Plays as an author writes them, small enough to be broken in one place."""

from __future__ import annotations

# A whole play, small enough to be broken in one place. Every text holds a word of both languages.
EXTRA = """\
title: {en: "Extra", zh: "加"}
idea: {en: "An idea", zh: "主意"}
why: {en: "A reason", zh: "理由"}
sources: [judgement]
reviewed: 2026-11-23
demand:
  b2b: {considered: 3, mixed: 3, fast: 3}
  b2c: {considered: 3, mixed: 3, fast: 3}
when:
  - id: organisations
    if: {answer: buyer, is: organization}
    so: {en: "they buy", zh: "他们买"}
    sources: [judgement]
  - id: large
    if: {all: [{answer: deal_value, at_least: {band: high}}, {figure: motion, is: considered}]}
    so: {en: "it pays", zh: "划算"}
    sources: [judgement]
wrong_when:
  - id: people
    if: {answer: buyer, is: individual}
    so: {en: "they do not", zh: "他们不"}
    sources: [judgement]
levels:
  1:
    name: {en: "A level", zh: "一级"}
    proof: {en: "A proof?", zh: "证明？"}
    impact: 0.4
    levers:
      - {id: win_rate, low: 0.01, high: 0.02, sources: [judgement]}
    actions:
      - id: first
        title: {en: "First", zh: "先"}
        role: sales
        hours: 4
        steps:
          - {en: "Step at {deal_value|any price}", zh: "按{deal_value|任何价}走一步"}
          - {en: "Step", zh: "走一步"}
          - {en: "Step", zh: "走一步"}
        first_step: {hours: 1, en: "Begin", zh: "开始"}
        done_when: {en: "Done", zh: "做完"}
        sources: [judgement]
      - id: second
        title: {en: "Second", zh: "后"}
        role: sales
        hours: 4
        after: [first]
        steps:
          - {en: "Step", zh: "走一步"}
          - {en: "Step", zh: "走一步"}
          - {en: "Step", zh: "走一步"}
        first_step: {hours: 1, en: "Begin", zh: "开始"}
        done_when: {en: "Done", zh: "做完"}
        sources: [judgement]
    kpis:
      - id: count
        name: {en: "count", zh: "数"}
        unit: count
        from: {answer: quotes}
        to: 3
        week: 8
        direction: up
        measure: {en: "counted", zh: "数一数"}
        sources: [judgement]
    gate:
      week: 8
      kpi: count
      below: 2
      then: switch
      to: b2b.icp
      text: {en: "Stop", zh: "停"}
      sources: [judgement]
    pitfalls:
      - {en: "A pit", zh: "一个坑"}
    sources: [judgement]
"""


# A play that is only named by others.
STUB = """\
title: {en: "Later", zh: "以后"}
idea: {en: "An idea", zh: "主意"}
why: {en: "A reason", zh: "理由"}
sources: [judgement]
reviewed: 2026-11-23
demand:
  b2b: {considered: 0, mixed: 0, fast: 0}
  b2c: {considered: 0, mixed: 0, fast: 0}
when:
  - id: never
    if: {answer: buyer, known: false}
    so: {en: "nobody asks", zh: "没人问"}
    sources: [judgement]
levels: {}
"""
