"""`--fix`: two rounds are enough for whatever is wrong, and a second run changes nothing."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundplan.checks import all_checks
from groundplan.checks.context import gather
from groundplan.checks.run import diagnose
from groundplan.checks.sample import PLAN, REPO, sample_surroundings, samples_text
from groundplan.dev import demo
from groundplan.plan.edits import apply_edits
from groundplan.plan.files import read_plan
from groundplan.plan.fixes import ROUNDS, fitting_edits, fixed, meaning
from groundplan.plan.parser import parse_plan

if TYPE_CHECKING:
    from pathlib import Path

    from groundplan.checks.interface import Check, Surroundings

CHECKS = all_checks()


def is_mended(check: Check) -> bool:
    plan = parse_plan(samples_text([check.bad]), "PLAN.md")
    return any(one.edits for one in diagnose(plan, sample_surroundings(check.bad), CHECKS))


MENDED = [check for check in CHECKS if is_mended(check)]


def must_be_mended_soon(text: str, seen: Surroundings = REPO) -> None:
    """Two rounds leave nothing to mend, and what the plan means as it was."""
    find = partial(diagnose, seen=seen, chosen=CHECKS)
    plan = parse_plan(text, "PLAN.md")
    mended = fixed(plan, find)
    assert meaning(mended) == meaning(plan)
    assert fitting_edits(mended, find) == []
    assert fixed(mended, find).text == mended.text


def test_two_rounds_are_the_limit() -> None:
    assert ROUNDS == 2


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_each_bad_text_with_each_that_can_be_mended(check: Check) -> None:
    for other in MENDED:
        around = {**check.bad.around, **other.bad.around}
        must_be_mended_soon(samples_text([check.bad, other.bad]), REPO._replace(**around))


MISTAKES = [
    ("## 5. Expected Behavior", "## 5. How it behaves"),
    ("- **Goal:** A loan knows when it was exported.\n", ""),
    ("10,000 loans within one second\n", "_Open: What must hold for performance?_\n"),
    ("- [ ] Documentation is updated\n", ""),
    ("- [x] S2.3 List", "- List"),
    ("- [x] S1.1 Add", "- Add"),
    ("| GET | `/members", "| get | `/members"),
    ("- **Invent nothing.** Every decision carries its reason.\n", ""),
    ("Also in the middle of a step.", "Sometimes."),
    ("issue: \"\"\n", ""),
    ("base: \"3f2c1ab0\"\n", ""),
    ("# Export a member's loans as CSV\n", "# Export\n"),
    ("# Export a member's loans as CSV\n", ""),
    ("### Before\n\nGET /members/7/loans.csv answers 404.\n\n", ""),
    ("### Security\n\nOnly the member and the treasurer may read the file.\n", "### Security\n"),
    ("- No new runtime dependency\n", "- No new runtime dependency\n- No new runtime dependency\n"),
    ("docs/api.md` | lists", "docs/API.md` | lists"),
    ("## 9. Examples & References", "## 11. Examples & References"),
    ("## 6. API/Interface Changes", "## 7. Testing Requirements"),
    ("```sh verify=S2.b kind", "```sh kind"),
    ("## Steps\n", "## Steps\n\n<!-- groundplan: graph -->\n<!-- /groundplan: graph -->\n"),
    ("---\nid", "\ufeff---\nid"),
]  # fmt: skip


LINES = [
    "", "## Steps", "## 3. Technical Requirements", "### Security", "- [ ] x", "```", "~~~", "<!--", "-->",
    "---", "- ", "1. x", "| a | b |", "## 5. Other", "> q", "    code", "<!-- groundplan: graph -->",
    "<!-- /groundplan: graph -->",
]  # fmt: skip
CHANGES = st.tuples(
    st.sampled_from(["delete", "double", "move", "swap case", "put"]),
    st.integers(0, 400),
    st.integers(1, 20),
    st.integers(0, 400),
    st.sampled_from(LINES),
)
Change = tuple[str, int, int, int, str]


def changed(text: str, changes: list[Change]) -> str:
    """Return a text with lines deleted, doubled, moved, spoilt and put in."""
    lines = text.split("\n")
    for deed, at, count, other, line in changes:
        first = at % max(len(lines), 1)
        part = lines[first : first + count]
        if deed in ("delete", "move"):
            del lines[first : first + count]
        place = other % (len(lines) + 1)
        if deed in ("double", "move"):
            lines[place:place] = part
        elif deed == "swap case":
            lines[first : first + 1] = [line.swapcase() for line in part[:1]]
        elif deed == "put":
            lines[place:place] = [line]
    return "\n".join(lines)


@settings(max_examples=250, deadline=None)
@given(
    st.lists(st.sampled_from(CHECKS), max_size=8, unique_by=lambda check: check.code),
    st.lists(st.sampled_from(MISTAKES), unique=True, max_size=8),
    st.lists(CHANGES, max_size=5),
    st.sampled_from(["lane: high", "lane: normal", "lane: small"]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_whatever_is_wrong_at_once(
    checks: list[Check],
    mistakes: list[tuple[str, str]],
    changes: list[Change],
    lane: str,
    end: str,
) -> None:
    text = samples_text([check.bad for check in checks]).replace("lane: high", lane)
    for old, new in mistakes:
        text = text.replace(old, new, 1)
    around = {key: value for check in checks for key, value in check.bad.around.items()}
    must_be_mended_soon(changed(text, changes).replace("\n", end), REPO._replace(**around))


@cache
def demo_plan(folder: Path) -> tuple[str, Surroundings]:
    demo.make(folder)
    source = read_plan(folder / "PLAN.md", folder)
    return source.plan.text, gather(source)


@settings(max_examples=100, deadline=None)
@given(changes=st.lists(CHANGES, min_size=1, max_size=8))
def test_the_demo_plan_however_it_is_spoilt(
    tmp_path_factory: pytest.TempPathFactory, changes: list[Change]
) -> None:
    text, seen = demo_plan(tmp_path_factory.getbasetemp() / "mended-demo")
    must_be_mended_soon(changed(text, changes), seen)


@pytest.mark.parametrize(
    ("old", "new", "put"),
    [
        # what is missing at a section's end goes into that section, not into the one put after it
        (
            "### Build and deploy changes\n\nThe migration runs before the new image starts.\n\n",
            "",
            ["## 8. Dependencies & Setup", "### Build and deploy changes", "## 9. Examples"],
        ),
        # a line of a section is read above its headings only
        (
            "- **Project type:** Web API for a tool library\n",
            "### Other\n\ntext\n",
            ["## 1. Context", "- **Project type:** _Open", "### Other"],
        ),
    ],
)
def test_what_is_put_back_stands_in_its_place(old: str, new: str, put: list[str]) -> None:
    nine = PLAN[PLAN.index("## 9. Examples") : PLAN.index("## 10. ")]
    assert old in PLAN
    text = PLAN.replace(old, new).replace(nine, "")
    find = partial(diagnose, seen=REPO, chosen=CHECKS)
    mended = fixed(parse_plan(text, "PLAN.md"), find).text
    places = [mended.index(line) for line in put]
    assert places == sorted(places)


def test_what_mends_nothing_is_not_written() -> None:
    # The field would be put into the fence, and be missing as before.
    text = PLAN.replace("### Before\n", "```text\n")
    find = partial(diagnose, seen=REPO, chosen=CHECKS)
    plan = parse_plan(text, "PLAN.md")
    mended = fixed(plan, find)
    assert apply_edits(plan.text, fitting_edits(plan, find)).count("```text") == 1
    assert mended.text.count("_Open: How does it behave today?_") <= 1
