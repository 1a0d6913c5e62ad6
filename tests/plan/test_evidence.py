"""Evidence: what a record keeps, and whether it still speaks for a verification."""

from __future__ import annotations

import hashlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundplan.checks.sample import PLAN
from groundplan.plan.evidence import (
    Counts,
    Output,
    Record,
    Records,
    Standing,
    block_digest,
    evidence_path,
    glob_matcher,
    last_accept,
    read_records,
    record_line,
    standing,
    touched_digest,
    touched_files,
)
from groundplan.plan.parser import parse_plan

STEP = parse_plan(PLAN, "PLAN.md").steps[0]
PROOF = STEP.verifications[0]
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
RECORDS = st.builds(
    Record,
    plan=TEXT, step=TEXT, check=TEXT, kind=TEXT, block=TEXT, at=TEXT, ok=st.booleans(),
    exit=st.none() | st.integers(-255, 255),
    seconds=st.floats(0, 1e6),
    counts=st.none() | st.builds(Counts, *[st.integers(0, 99)] * 3),
    output=st.none() | st.builds(Output, TEXT, TEXT, st.integers(0, 10**9)),
    head=TEXT, touched=TEXT, tool=TEXT, by=TEXT, note=TEXT,
)  # fmt: skip


def run(
    at: str = "2026-11-24T10:00:00Z", *, ok: bool = True, block: str = "", touched: str = "t"
) -> Record:
    return Record("p", "S1", "S1.a", "sql", block or block_digest(PROOF), at, ok, touched=touched)


@given(st.lists(RECORDS, max_size=4, unique=True))
def test_records_come_back_from_their_lines(records: list[Record]) -> None:
    found = read_records("".join(map(record_line, records)), "x")
    assert list(found.records) == records
    assert not found.troubles


@given(st.text(max_size=80))
def test_reading_never_raises(text: str) -> None:
    read_records(text, "x")


def test_a_merge_may_bring_lines_twice_and_out_of_order() -> None:
    old, new = run("2026-11-24T10:00:00Z", ok=False), run("2026-11-24T11:00:00Z")
    found = read_records(record_line(new) + record_line(old) + record_line(new), "x")
    assert found.of("S1.a") == (old, new)


@pytest.mark.parametrize(
    "line", ["{", "[]", "null", '{"plan": 1}', "<<<<<<< HEAD", "[" * 100_000, "{}"]
)
def test_a_line_that_is_no_record_is_named_and_the_others_count(line: str) -> None:
    found = read_records(record_line(run()) + line + "\n" + record_line(run("later")), "x")
    assert (len(found.records), [trouble.line for trouble in found.troubles]) == (2, [2])


@pytest.mark.parametrize(
    ("runs", "said"),
    [
        ([], Standing.MISSING),
        ([run()], Standing.FRESH),
        ([run(ok=False)], Standing.FAILED),
        ([run(block="other")], Standing.STALE_BLOCK),
        ([run(touched="other")], Standing.STALE_FILES),
        ([run("1"), run("2", ok=False)], Standing.FAILED),  # the last run counts
        ([run("2"), run("1", ok=False)], Standing.FRESH),
        ([run()._replace(kind="accept")], Standing.MISSING),
    ],
)
def test_the_last_run_of_this_very_text_on_these_files_counts(
    runs: list[Record], said: Standing
) -> None:
    assert standing(PROOF, Records(tuple(runs)), "t") is said


def test_a_block_is_known_by_its_info_and_its_body() -> None:
    assert PROOF.block is not None
    text = f"{PROOF.block.info}\n{PROOF.block.body}"
    assert block_digest(PROOF) == hashlib.sha256(text.encode()).hexdigest()
    with_returns = parse_plan(PLAN.replace("\n", "\r\n"), "PLAN.md").steps[0].verifications[0]
    assert block_digest(with_returns) == block_digest(PROOF)
    ticked = PROOF._replace(ticked=not PROOF.ticked, text="another text")
    assert block_digest(ticked) == block_digest(PROOF)


@pytest.mark.parametrize(
    ("glob", "path", "matches"),
    [
        ("app/x.py", "app/x.py", True),
        ("./app/x.py", "app/x.py", True),
        ("app/x.py", "app/x.pyc", False),
        ("app", "app/deep/x.py", True),  # a folder stands for all that is in it
        ("app/", "app/x.py", True),
        ("app", "application/x.py", False),
        ("app/*.py", "app/x.py", True),
        ("app/*.py", "app/deep/x.py", False),
        ("app/**", "app/deep/x.py", True),
        ("app/**/x.py", "app/x.py", True),
        ("**/x.py", "x.py", True),
        ("a?.py", "ab.py", True),
        ("a?.py", "a/.py", False),
        ("[ab].py", "b.py", True),
        ("[!ab].py", "c.py", True),
        ("[!ab].py", "b.py", False),
        ("app/[id]/page.tsx", "app/i/page.tsx", True),
        ("app/[id]/page.tsx", "app/[id]/page.tsx", True),  # as some frameworks call a route
        ("app/[id]", "app/[id]/page.tsx", True),
        ("a+(b).py", "a+(b).py", True),
        ("*.py", ".py", True),
    ],
)
def test_globs_match_as_people_expect(glob: str, path: str, matches: bool) -> None:
    assert bool(glob_matcher(glob)(path)) is matches


@given(st.text(st.sampled_from("a*?[]!-^\\/.(|"), max_size=12))
def test_any_glob_is_one(glob: str) -> None:
    glob_matcher(glob)("a/b")


def test_a_file_that_comes_goes_or_changes_gives_another_digest() -> None:
    one = touched_files(STEP.touches, ["app/models.py", "README.md"], lambda path: f"<{path}>")
    assert one == {"app/models.py": "<app/models.py>"}
    digests = {
        touched_digest(files)
        for files in ({}, one, {**one, "tests/test_loans.py": "x"}, {"app/models.py": "changed"})
    }
    assert len(digests) == 4
    assert touched_digest({}) == ""


@pytest.mark.parametrize("name", ["../x", "a/b", "", ".hidden", "a\nb", "x" * 200, "a b"])
def test_an_id_that_is_no_file_name_has_no_evidence(name: str) -> None:
    assert evidence_path(name) is None


def test_the_latest_look_counts() -> None:
    looks = [run(at)._replace(kind="accept", note=at) for at in ("2", "3", "1")]
    found = last_accept([run(), *looks])
    assert found is not None
    assert found.note == "3"
    assert last_accept([run()]) is None
    assert re.match(r"\.groundplan/evidence/a-1\.jsonl$", evidence_path("a-1") or "")
