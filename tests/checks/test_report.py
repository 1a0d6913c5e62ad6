"""Reports: every format holds every text, and says nothing that was not found."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundplan.checks.report import STYLES, CodeNote, count_line, report
from groundplan.core.model import Diagnostic, Severity

TEXT = st.text(max_size=20)
FOUND = st.builds(
    Diagnostic,
    code=st.from_regex(r"PL[0-9]{3}", fullmatch=True),
    severity=st.sampled_from(list(Severity)),
    message=TEXT,
    path=TEXT,
    line=st.integers(1, 10**6),
    column=st.integers(1, 10**4),
    help=TEXT,
)


@given(st.lists(FOUND, max_size=4))
def test_every_text_fits_into_every_format(found: list[Diagnostic]) -> None:
    shown = {style: report(found, style) for style in STYLES}
    data = json.loads(shown["json"])
    assert [one["message"] for one in data["diagnostics"]] == [one.message for one in found]
    results = json.loads(shown["sarif"])["runs"][0]["results"]
    assert [one["ruleId"] for one in results] == [one.code for one in found]
    suite = ET.fromstring(shown["junit"].encode("utf-8", "surrogatepass"))
    assert len(suite.findall(".//failure")) == len(found)
    commands = [line for line in shown["github"].split("\n") if line]
    assert len(commands) == len(found)
    assert all(line.startswith(("::error ", "::warning ")) for line in commands)


@pytest.mark.parametrize("style", ["text", "github"])
def test_where_nothing_is_wrong_nothing_is_said(style: str) -> None:
    assert report([], style) == ""


def test_sarif_says_why_of_the_codes_that_are_known() -> None:
    found = [Diagnostic("PL304", Severity.ERROR, "no goal", "a b.md", 3)]
    data = json.loads(report(found, "sarif", [CodeNote("PL304", "step-goal", "Because.")]))
    (rule,) = data["runs"][0]["tool"]["driver"]["rules"]
    assert (rule["name"], rule["fullDescription"]["text"]) == ("step-goal", "Because.")
    place = data["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "a%20b.md"


def test_the_last_line_counts() -> None:
    error = Diagnostic("PL304", Severity.ERROR, "x", "p", 1)
    warning = Diagnostic("PL017", Severity.WARNING, "x", "p", 1)
    assert count_line([error, warning, warning]) == "1 error, 2 warnings"
