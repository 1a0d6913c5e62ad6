"""Evidence: a line that can't be read is a trouble; a record that can be read is written back alike."""

from __future__ import annotations

from groundplan.plan.evidence import read_records, record_line

NAME = "evidence"


def run(data: bytes) -> None:
    """Read a file of records, write what was read, and read it again."""
    text = data.decode("utf-8", "replace")
    records = read_records(text, "x.jsonl")
    written = "".join(record_line(record) for record in records.records)
    assert read_records(written, "x.jsonl").records == records.records
