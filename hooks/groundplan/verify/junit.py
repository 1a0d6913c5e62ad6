"""The results of a verify as JUnit XML: a suite a step, a case a verification."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from groundplan.verify.kinds.interface import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groundplan.plan.model import Plan
    from groundplan.verify.console import Result
    from groundplan.verify.process.masking import Mask

# Production 2 (Char) of XML 1.0: what is outside can't stand in a document at all.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def document(plan: Plan, results: Sequence[Result], mask: Mask) -> str:
    """Return the whole document; the plan's own words are masked here, all else was before."""
    steps = list(dict.fromkeys(result.job.step for result in results))
    suites = [
        _suite(
            f"{step.id} {mask.text(step.title)}",
            [result for result in results if result.job.step is step],
            mask,
        )
        for step in steps
    ]
    name = quoteattr(_text(plan.id))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name={name}>\n{"".join(suites)}</testsuites>\n'


def _suite(name: str, results: Sequence[Result], mask: Mask) -> str:
    verdicts = [result.judgement.verdict for result in results]
    head = (
        f'name={quoteattr(_text(name))} tests="{len(results)}" '
        f'failures="{verdicts.count(Verdict.FAILED)}" errors="0" skipped="{verdicts.count(Verdict.OPEN)}" '
        f'time="{sum(result.judgement.seconds for result in results):.3f}"'
    )
    return f"  <testsuite {head}>\n{''.join(_case(result, mask) for result in results)}  </testsuite>\n"


def _case(result: Result, mask: Mask) -> str:
    judgement = result.judgement
    name = quoteattr(_text(f"{result.check} {mask.text(result.job.verification.text)}"))
    step = quoteattr(_text(result.job.step.id))
    head = f'    <testcase classname={step} name={name} time="{judgement.seconds:.3f}"'
    message = quoteattr(_text(judgement.reason))
    if judgement.verdict is Verdict.FAILED:
        inner = f"<failure message={message}>{escape(_text(judgement.tail))}</failure>"
    elif judgement.verdict is Verdict.OPEN:
        inner = f"<skipped message={message}/>"
    else:
        return f"{head}/>\n"
    return f"{head}>{inner}</testcase>\n"


def _text(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
