"""One self-contained HTML page about a plan's proof: no script, nothing loaded from anywhere."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from groundplan import __version__
from groundplan.plan.evidence import Standing

if TYPE_CHECKING:
    from groundplan.plan.evidence import Record
    from groundplan.plan.model import Plan, Step, Verification
    from groundplan.verify.evidence_status import State
    from groundplan.verify.process.masking import Mask

_WORDS = {
    Standing.FRESH: ("good", "confirmed"),
    Standing.FAILED: ("bad", "failed"),
    Standing.STALE_BLOCK: ("old", "stale: the block has changed since"),
    Standing.STALE_FILES: ("old", "stale: files have changed since"),
    Standing.MISSING: ("open", "not run yet"),
}
_STYLE = """
:root { color-scheme: light dark; --line: #8884; --good: #1a7f37; --bad: #cf222e; --old: #9a6700; --open: #6e7781 }
@media (prefers-color-scheme: dark) { :root { --good: #3fb950; --bad: #f85149; --old: #d29922; --open: #8b949e } }
* { box-sizing: border-box }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 2rem 1rem }
h1 { line-height: 1.2; margin: 0 0 .5rem } h2 { margin: 2.5rem 0 .25rem; font-size: 1.25rem }
.about, .what { opacity: .8; margin: 0 0 .75rem }
.sum { display: flex; flex-wrap: wrap; gap: .5rem; padding: 0; list-style: none }
.sum li, .mark { border: 1px solid; border-radius: 1rem; padding: 0 .7rem; white-space: nowrap; font-size: .875rem }
.good { color: var(--good) } .bad { color: var(--bad) } .old { color: var(--old) } .open { color: var(--open) }
.card { border: 1px solid var(--line); border-radius: .5rem; padding: .75rem 1rem; margin: .75rem 0; overflow: hidden }
.card > header { display: flex; flex-wrap: wrap; gap: .25rem .75rem; align-items: baseline; justify-content: space-between }
.card b { overflow-wrap: anywhere }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; margin: .5rem 0; font-size: .9rem }
dt { opacity: .7 } dd { margin: 0; overflow-wrap: anywhere }
pre { overflow: auto; max-height: 24rem; padding: .75rem; border-radius: .375rem; background: #8881; margin: .5rem 0; font-size: .8125rem; white-space: pre-wrap; overflow-wrap: anywhere }
summary { cursor: pointer; font-size: .9rem }
nav ol { padding-left: 1.5rem } nav a { color: inherit }
footer { margin-top: 3rem; opacity: .7; font-size: .875rem }
"""


def document(plan: Plan, state: State, mask: Mask) -> str:
    """Return the whole page.

    Args:
        plan: the plan as it is now.
        state: its evidence, and what follows from it today.
        mask: what may not be shown; records were masked when they were made.
    """
    title = escape(plan.title.text if plan.title else plan.id)
    steps = "".join(_step(step, state, mask) for step in plan.steps)
    contents = "".join(_entry(step, state) for step in plan.steps)
    about = " · ".join(
        escape(part)
        for part in (plan.id, plan.path, plan.value("status"), plan.value("issue"))
        if part
    )
    troubles = "".join(
        f'<p class="bad">{escape(f"{t.path}:{t.line}: {t.sentence}")}</p>'
        for t in state.records.troubles
    )
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        # The page holds what programs printed; nothing in it may act or load anything.
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>Proof of {title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f'<header><h1>{title}</h1><p class="about">{about}</p>{_sum(plan, state)}</header>\n{troubles}'
        f"<nav><ol>{contents}</ol></nav>\n<main>{steps}</main>\n"
        f"<footer>Ran and passed at the commit that is named; said by groundplan {__version__}.</footer>\n"
        "</body>\n</html>\n"
    )


def _sum(plan: Plan, state: State) -> str:
    found = [state.standings[check.id] for step in plan.steps for check in step.verifications]
    items = "".join(
        f'<li class="{style}">{found.count(standing)} {escape(words)}</li>'
        for standing, (style, words) in _WORDS.items()
        if standing in found
    )
    return f'<ul class="sum">{items}</ul>'


def _entry(step: Step, state: State) -> str:
    marks = [state.standings[check.id] for check in step.verifications]
    good = sum(mark is Standing.FRESH for mark in marks)
    style = "good" if marks and good == len(marks) else "open"
    after = f" after {escape(', '.join(step.depends))}" if step.depends else ""
    return (
        f'<li><a href="#{escape(step.id)}">{escape(step.id)} {escape(step.title)}</a>'
        f'{after} <span class="{style}">{good} of {len(marks)} confirmed</span></li>'
    )


def _step(step: Step, state: State, mask: Mask) -> str:
    touches = f" Touches {escape(', '.join(step.touches))}." if step.touches else ""
    cards = "".join(_card(check, state, mask) for check in step.verifications)
    return (
        f'<section id="{escape(step.id)}"><h2>{escape(step.id)} {escape(step.title)}</h2>'
        f'<p class="what">{escape(mask.text(step.goal))}{touches}</p>{cards}</section>\n'
    )


def _card(check: Verification, state: State, mask: Mask) -> str:
    style, words = _WORDS[state.standings[check.id]]
    runs = state.records.of(check.id)
    body = (
        f"<pre><code>{escape(mask.text(check.block.body).rstrip())}</code></pre>"
        if check.block
        else ""
    )
    return (
        f'<article class="card"><header><b>{escape(check.id)} {escape(mask.text(check.text))}</b>'
        f'<span class="mark {style}">{escape(words)}</span></header>{body}'
        f"{_run(runs[-1]) if runs else ''}{_earlier(runs[:-1])}</article>"
    )


def _run(record: Record) -> str:
    counts = record.counts
    rows = {
        "When": record.at,
        "How long": f"{record.seconds:g} s" if record.seconds else "",
        "Said": record.note,
        "Tests": f"{counts.passed} passed, {counts.failed} failed, {counts.skipped} skipped"
        if counts
        else "",
        "By": record.by,
        "Commit": record.head[:12],
    }
    said = "".join(
        f"<dt>{key}</dt><dd>{escape(value)}</dd>" for key, value in rows.items() if value
    )
    output = record.output
    if output is None or not output.tail.strip():
        return f"<dl>{said}</dl>"
    what = (
        "Output"
        if output.bytes <= len(output.tail.encode())
        else f"End of {output.bytes:,} bytes of output"
    )
    opened = "" if record.ok else " open"
    return (
        f"<dl>{said}</dl><details{opened}><summary>{what}</summary>"
        f"<pre><code>{escape(output.tail)}</code></pre></details>"
    )


def _earlier(records: tuple[Record, ...]) -> str:
    if not records:
        return ""
    lines = "".join(
        f"<dt>{escape(record.at)}</dt><dd>{'passed' if record.ok else 'failed'}: {escape(record.note)}</dd>"
        for record in records[-20:]
    )
    return f"<details><summary>{len(records)} earlier</summary><dl>{lines}</dl></details>"
