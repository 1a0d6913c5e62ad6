"""The sample plan: a good plan and a repo that it fits. Checks say their examples as differences to it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from groundplan.checks.interface import Governed, KitRule, Surroundings
from groundplan.plan.blocks import read_blocks
from groundplan.plan.evidence import Standing
from groundplan.plan.parser import parse_plan

if TYPE_CHECKING:
    from collections.abc import Iterable

    from groundplan.checks.interface import Sample

PLAN = """\
---
id: 2026-11-24-export-loans
title: "Export a member's loans as CSV"
status: active
lane: high
base: "3f2c1ab0"
issue: ""
accepted: "Ada, 2026-11-24"
---

# Export a member's loans as CSV

## How to complete this plan

Assess, question, ask, cut into steps, give reasons, invent nothing.

## 1. Context & Overview

- **Project type:** Web API for a tool library

### Technology stack

- Flask 3 with SQLAlchemy

### Current state

Loans can be listed and made. There is no way to take them out as a file.

## 2. Change Request

- **Summary:** Export a member's loans as CSV

### Functionality added, modified or removed

A new endpoint returns all loans of one member as CSV, oldest first.

### Why it is needed

The treasurer copies loans into a spreadsheet by hand each month.

### How it works for the user

The treasurer opens the address and gets a file; for an unknown member, a 404.

## 3. Technical Requirements

### Must have

- [x] The CSV has a header line

### Nice to have

- [ ] A second format, chosen by the Accept header

### Limits and guidelines

- No new runtime dependency

### Performance

10,000 loans within one second

### Security

Only the member and the treasurer may read the file.

### Compatibility

Existing clients of the JSON list see no difference.

## 4. Files & Components Involved

### Primary files to modify

| File | What changes |
| --- | --- |
| `app/routes/loans.py` | the new route |

### Related files that may need updates

| File | Why it may need an update |
| --- | --- |
| `docs/api.md` | lists the endpoints |

### New files

| File | Purpose |
| --- | --- |
| `app/services/export.py` | turns loans into CSV |

## 5. Expected Behavior

### Before

GET /members/7/loans.csv answers 404.

### After

GET /members/7/loans.csv answers 200 with a CSV of that member's loans.

### User flow

1. Open the member's page
2. Choose the export

### Expected outcome

A file that the spreadsheet program opens without questions

## 6. API/Interface Changes

### New endpoints

| Method | Path | Description |
| --- | --- | --- |
| GET | `/members/{id}/loans.csv` | the member's loans as CSV |

### Modified endpoints

Not applicable: no other endpoint changes.

### Data models

| Table or model | New or modified | Fields and relationships |
| --- | --- | --- |
| loans | modified | `exported_at` (timestamp, may be empty) |

## 7. Testing Requirements

### Unit tests

- Quoting of commas and line breaks

### Integration tests

- Two loans made, the file has two lines and a header

### Manual testing steps

| Do | Expect |
| --- | --- |
| Open the file in a spreadsheet program | Accents are right |

## 8. Dependencies & Setup

### New dependencies

| Dependency | Version | Why |
| --- | --- | --- |
| unicodecsv | >=0.14 | accents in old spreadsheet programs |

### Environment variables

| Name | What it is for |
| --- | --- |
| EXPORT_LIMIT | most loans in one file |

### Database changes

One column is added to `loans`; nothing is moved.

### Build and deploy changes

The migration runs before the new image starts.

## 9. Examples & References

### Similar implementations

| Where | What to take from it |
| --- | --- |
| `app/routes/tools.py:41` | the paging |

### External references

- RFC 4180, the CSV format

### Mockups and wireframes

- docs/img/export-button.png

## 10. Success Criteria

### Criteria

- [x] A file with 10,000 loans arrives within one second
- [x] All tests pass
- [x] Documentation is updated
- [x] Nothing that worked is broken

## Assessment

- Flask application (`app/__init__.py:3`)

## General rules

- **Ask when something is unclear.** Also in the middle of a step.
- **Invent nothing.** Every decision carries its reason.

## Steps

### S1 - Column for the export

- **Goal:** A loan knows when it was exported.
- **Depends:** none
- **Touches:** `app/models.py`, `migrations/**`, `tests/test_loans.py`

#### Actions

- [x] S1.1 Add `exported_at` to the model and make the migration.
- [x] S1.2 Test that the column is empty for a new loan.

#### Verify

- [x] S1.a The column is there
```sql verify=S1.a rows=1
select column_name from information_schema.columns where column_name = 'exported_at'
```
- [x] S1.b The tests of loans pass
```sh verify=S1.b kind=test min-tests=1
make docker-test-one T=tests/test_loans.py
```

### S2 - Export endpoint

- **Goal:** A member's loans can be fetched as CSV.
- **Depends:** S1
- **Touches:** `app/routes/loans.py`, `app/services/export.py`, `docs/api.md`, `tests/test_loans.py`

#### Actions

- [x] S2.1 Add the service and the route.
- [x] S2.2 Add the functional test: call the route, then look at the rows.
- [x] S2.3 List the endpoint in the documentation.

#### Verify

- [x] S2.a A request answers with the file
```http verify=S2.a status=200 header.Content-Type~=text/csv
GET http://localhost:8000/members/1/loans.csv
```
- [x] S2.b The whole suite passes
```sh verify=S2.b kind=test min-tests=1
make docker-test
```
- [x] S2.c (manual) The file opens in a spreadsheet program with its accents right

## Decisions

| Date | Decision | Reason |
| --- | --- | --- |
| 2026-11-24 | The service streams the rows | A member may have 10,000 loans |
"""

REPO = Surroundings(
    files=frozenset(
        {
            "app/__init__.py",
            "app/models.py",
            "app/routes/loans.py",
            "app/routes/tools.py",
            "app/services/export.py",
            "docs/api.md",
            "docs/patterns/routes.md",
            "migrations/0001_first.py",
            "tests/test_loans.py",
        }
    ),
    env_names=frozenset({"DATABASE_URL"}),
    services=frozenset({"api", "db"}),
    rules=(
        KitRule("Ask when something is unclear", "Also in the middle of a step."),
        KitRule("Invent nothing", "Every decision carries its reason."),
    ),
    patterns=(Governed("docs/patterns/exports.md", ("app/reports/**",)),),
    standing=dict.fromkeys(("S1.a", "S1.b", "S2.a", "S2.b", "S2.c"), Standing.FRESH),
    evidence_path=".groundplan/evidence/2026-11-24-export-loans.jsonl",
    base_is_known=True,
)


def sample_text(sample: Sample) -> str:
    """Return the sample plan with the places of a sample changed."""
    return samples_text([sample])


def samples_text(samples: Iterable[Sample]) -> str:
    """Return the sample plan with the places of several samples changed; the first one wins a place."""
    lines = PLAN.split("\n")
    changes: dict[tuple[int, int], str] = {}
    end = ""
    for sample in samples:
        own = {_places()[p]: text for p, text in ((sample.place, sample.text), *sample.also) if p}
        if any(a[0] <= b[1] and b[0] <= a[1] for a in own for b in changes):
            continue
        changes.update(own)
        end += "" if sample.place else sample.text
    for (first, last), text in sorted(changes.items(), reverse=True):
        lines[first - 1 : last] = text.removesuffix("\n").split("\n") if text else []
    return "\n".join(lines) + end


def sample_part(place: str) -> str:
    """Return what the sample plan says at a place."""
    if not place:
        return ""
    first, last = _places()[place]
    return "\n".join(PLAN.split("\n")[first - 1 : last]).rstrip("\n") + "\n"


def sample_surroundings(sample: Sample) -> Surroundings:
    """Return the repo of the sample plan with what the sample says is different."""
    changes: dict[str, Any] = dict(sample.around)
    return REPO._replace(**changes)


@cache
def _places() -> dict[str, tuple[int, int]]:
    lines = PLAN.split("\n")
    found: dict[str, tuple[int, int]] = {}
    for number, line in enumerate(lines, start=1):
        found.setdefault(line, (number, number))
    plan = parse_plan(PLAN, "PLAN.md")
    for heading in plan.headings:
        if heading.level > 1 and found[lines[heading.line - 1]][0] == heading.line:
            found[lines[heading.line - 1]] = (heading.line, heading.body.last)
    for block in read_blocks(lines, 9).blocks:
        if block.kind == "fence":
            found[lines[block.first - 1]] = (block.first, block.last)
    found["---"] = (plan.front_lines.first, plan.front_lines.last)
    return found
