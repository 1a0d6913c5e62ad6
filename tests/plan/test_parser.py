"""Reading a plan: every text has a result, and structure is what GitHub shows as structure."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundplan.checks.sample import PLAN
from groundplan.plan.model import BlockKey, State
from groundplan.plan.parser import parse_plan

LINES = PLAN.split("\n")
NOISE = st.text(st.sampled_from("#`~<>-=|*_:[]() \t\r\n1aS.x\ufeff\u2028\0é"), max_size=12)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(LINES), NOISE), max_size=60).map("\n".join))
def test_reading_never_raises(text: str) -> None:
    plan = parse_plan(text, "PLAN.md")
    assert plan.text == text
    last = len(text.split("\n"))
    for section in plan.sections:
        assert 1 <= section.line <= last
        assert all(0 <= place.heading <= last for place in section.fields)
    for step in plan.steps:
        assert 1 <= step.line <= step.lines.last <= last


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_line_ends_and_a_byte_order_mark_change_nothing_of_what_is_read(
    end: str, start: str
) -> None:
    plan = parse_plan(start + PLAN.replace("\n", end), "PLAN.md")
    assert plan.change_request == parse_plan(PLAN, "PLAN.md").change_request
    assert plan.steps == parse_plan(PLAN, "PLAN.md").steps
    assert plan.id == "2026-11-24-export-loans"


@pytest.mark.parametrize(
    "wrapped",
    [
        "```\n## Steps\n```",
        "~~~~\n## Steps\n~~~\n~~~~",
        "````\n```\n## Steps\n````",
        "   ```\n## Steps\n   ```",
        "- a\n  ```\n  ## Steps\n  ```",
        "<!--\n## Steps\n-->",
        "> ## Steps",
        "- ## Steps",
        "    ## Steps",
        "<div>\n## Steps\n</div>",
        "\\## Steps",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_heading_is_none(wrapped: str) -> None:
    plan = parse_plan(f"# T\n\n{wrapped}\n\n## Decisions\n", "PLAN.md")
    assert plan.steps_heading is None
    assert plan.decisions_heading is not None


@pytest.mark.parametrize("written", ["Steps\n-----", "## Steps ##", "  ## Steps", "##\tSteps"])
def test_what_github_shows_as_a_heading_is_one(written: str) -> None:
    plan = parse_plan(f"# T\n\n{written}\n\n### S1 - A\n\n- **Goal:** B\n", "PLAN.md")
    assert [(step.id, step.title, step.goal) for step in plan.steps] == [("S1", "A", "B")]


STEP = """\
## Steps

### S2 - Export endpoint (draft)

- **Goal:** A file
  arrives.
- **Depends:** S1 and S3
- **Touches:** `a/*.py`, b.py

#### Actions

- [ ] S2.1 One
- [X] S2.2 Two

#### Verify

- [ ] S2.a The tests pass

```sh verify=S2.a kind=test stdout~="2 passed" must-fail
echo '# x'
```

- [x] S2.b A request
  ```http verify=S2.b status=200
  GET http://x
  ```
- [ ] S2.c (manual) Look
```sql verify=S9.z rows=1
select 1
```
"""


def test_a_step_is_read_as_formatters_and_people_write_it() -> None:
    (step,) = parse_plan(STEP, "PLAN.md").steps
    assert (step.id, step.title, step.is_draft) == ("S2", "Export endpoint", True)
    assert (step.goal, step.depends) == ("A file arrives.", ("S1", "S3"))
    assert step.touches == ("a/*.py",)
    assert [(a.id, a.text, a.ticked) for a in step.actions] == [
        ("S2.1", "One", False),
        ("S2.2", "Two", True),
    ]
    first, second, third = step.verifications
    assert first.block is not None
    assert first.kind == "test"
    assert first.block.keys == (
        BlockKey("verify", "=", "S2.a"),
        BlockKey("kind", "=", "test"),
        BlockKey("stdout", "~=", "2 passed"),
        BlockKey("must-fail", "", ""),
    )
    assert first.block.body == "echo '# x'\n"
    assert STEP.split("\n")[first.block.lines.first - 1].startswith("```sh")
    assert second.block is not None
    assert (second.kind, second.text, second.ticked) == ("http", "A request", True)
    assert second.block.body == "GET http://x\n"
    assert STEP.split("\n")[second.block.lines.first - 1].strip().startswith("```http")
    assert (third.kind, third.block) == ("manual", None)
    assert [block.get("verify") for block in step.loose_blocks] == ["S9.z"]


@pytest.mark.parametrize(
    ("line", "value", "troubles"),
    [
        ('title: "a: \\"b\\" {{ x }}"', 'a: "b" {{ x }}', 0),
        ("title: 'it''s'", "it's", 0),
        ("title: plain words # why", "plain words", 0),
        ("title: &a [*a, *a]", "", 1),
        ("title: !!python/object x", "", 1),
        ("title: a: b", "", 1),
        ('title: "open', "", 1),
        ("title: " + "x" * 3000, "", 1),
        ("  nested: x", "", 1),
    ],
)
def test_front_matter_is_flat_and_bounded(line: str, value: str, troubles: int) -> None:
    plan = parse_plan(f"---\nid: x\n{line}\n---\n", "PLAN.md")
    assert (plan.value("title"), len(plan.front_troubles)) == (value, troubles)


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    plan = parse_plan("---\n" + "a\n" * 200 + "---\n", "PLAN.md")
    assert not plan.front_lines
    assert plan.front_troubles


def test_a_field_that_nobody_answered_is_open_empty_or_absent() -> None:
    text = (
        "## 5. Expected Behavior\n\n### Before\n\n_Open: x_\n\n### After\n\n### User flow\n\n1. a\n"
    )
    plan = parse_plan(text, "PLAN.md")
    states = [
        plan.field("behavior", name).state for name in ("before", "after", "user_flow", "outcome")
    ]
    assert states == [State.OPEN, State.EMPTY, State.ANSWERED, State.ABSENT]
