"""The sample API in real containers: the landed targets, and a change that is proven and broken."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pexpect
import pytest

from groundplan.plan.parser import parse_plan

if TYPE_CHECKING:
    from conftest import Site

pytestmark = [pytest.mark.engine, pytest.mark.slow]
CHANGE = Path(__file__).parent / "data"
ALL = ["S1.a", "S1.b", "S2.a", "S2.b", "S2.c", "S2.d", "S2.e", "S2.f", "S2.g", "S2.h"]


def test_the_targets_work_in_the_containers(site: Site) -> None:
    name = site.ok("make", "-s", "docker-name").strip()
    assert name in site.ok("docker", "ps", "--format", "{{.Names}}").split()
    for service in ("api", "db", "redis"):
        assert service in site.ok("make", "-s", "docker-ps")
    site.ok("make", "docker-migrate")
    assert re.search(r"\b12 passed\b", site.ok("make", "docker-test"))
    one = site.ok(
        "make", "docker-test-one", "T=tests/test_loans.py::test_a_tool_can_be_out_only_once"
    )
    assert re.search(r"\b1 passed\b", one)
    site.replace(
        "app/models.py",
        "    returned_on = Column(Date)",
        "    returned_on = Column(Date)\n    note = Column(String(80))",
    )
    site.ok("make", "docker-revision", "M=a note on each loan")
    (made,) = (site.repo / "migrations/versions").glob("*_a_note_on_each_loan.py")
    assert "add_column('loans', sa.Column('note'" in made.read_text()
    site.ok("make", "docker-migrate")

    # Another name for the container: the targets look it up.
    site.ok("docker", "rename", name, f"{name}-renamed")
    assert site.ok("make", "-s", "docker-name").strip() == f"{name}-renamed"
    assert re.search(r"\b12 passed\b", site.ok("make", "docker-test"))

    # Stopped, unknown, failing: one clear line, and a status that is not 0.
    failing = site.run("make", "docker-test-one", "T=tests/no_such_test.py")
    assert failing.returncode
    unknown = site.run("make", "docker-test", "GP_API=apj")
    assert unknown.returncode
    assert "apj" in unknown.stderr
    site.ok("docker", "compose", "stop", "--timeout", "1", "api")
    stopped = site.run("make", "docker-test")
    assert stopped.returncode
    assert "the service 'api' is not running" in stopped.stderr
    assert len([line for line in stopped.stderr.split("\n") if "groundplan:" in line]) == 1


def carry_out(site: Site) -> None:
    """Do what the change asks for."""
    for source in CHANGE.rglob("*.py"):
        site.write(source.relative_to(CHANGE).as_posix(), source.read_text())
    site.replace("app/models.py", "Column, Date, ForeignKey", "Column, Date, DateTime, ForeignKey")
    site.replace(
        "app/models.py",
        "    returned_on = Column(Date)",
        "    returned_on = Column(Date)\n    exported_at = Column(DateTime(timezone=True))",
    )
    site.replace(
        "app/routes/members.py",
        "from flask import Blueprint, jsonify, request\n\nfrom app.services import catalogue",
        "from flask import Blueprint, Response, jsonify, request\n\nfrom app.services import catalogue, export",
    )
    members = site.repo / "app/routes/members.py"
    site.write(
        "app/routes/members.py",
        members.read_text()
        + '\n\n@members.get("/<int:member_id>/loans.csv")\ndef export_loans(member_id: int):\n'
        '    """Answer one member\'s loans as a file."""\n'
        '    return Response(export.member_loans(member_id), mimetype="text/csv")\n',
    )


def plan_change(site: Site, who: str) -> None:
    """Put the steps of the change into the landed plan, as an agent does that completes it."""
    steps = (
        (CHANGE / "steps.md").read_text().replace("@PORT@", str(site.port)).replace("@WHO@", who)
    )
    text = (site.repo / "PLAN.md").read_text()
    front = text.replace("id: skeleton", "id: 2026-11-24-export").replace(
        "status: skeleton", "status: active"
    )
    before, _, after = front.partition("\n## Steps\n")
    after = after[after.index("\n## Decisions") :]
    site.write("PLAN.md", f"{before}\n## Steps\n{steps}{after}")


def results(site: Site, *arguments: str) -> dict[str, dict[str, object]]:
    """Run verify without a terminal and return its results by id."""
    done = site.groundplan("verify", "--yes", "--json", *arguments)
    assert done.stdout.startswith("{"), done.stderr
    return {result["check"]: result for result in json.loads(done.stdout)["results"]}


def ticked(site: Site) -> list[str]:
    plan = parse_plan((site.repo / "PLAN.md").read_text(), "PLAN.md")
    return [check.id for step in plan.steps for check in step.verifications if check.ticked]


def sign(site: Site, name: str) -> None:
    """Sign a manual verification at a terminal."""
    person = pexpect.spawn(
        sys.executable,
        ["-m", "groundplan", "verify", name],
        cwd=site.repo,
        env=site.env | {"TERM": "dumb"},
        encoding="utf-8",
        timeout=60,
    )
    person.expect("Is it so")
    person.sendline("y")
    person.expect("Your name")
    person.sendline("Ada Lovelace")
    person.expect("note")
    person.sendline("opened in two programs")
    person.expect(pexpect.EOF)
    person.close()
    assert person.exitstatus == 0


def test_a_change_is_proven_by_all_five_kinds_and_ages_when_it_breaks(site: Site) -> None:
    site.ok("make", "docker-migrate")
    plan_change(site, "ada@example.org")

    # Before it is carried out nothing of it is confirmed, and what depends on it does not run.
    found = results(site)
    assert found["S1.a"]["verdict"] == "passed"  # there is nothing to migrate yet
    assert found["S1.b"]["verdict"] == "failed"
    assert found["S2.a"]["run"] is False
    assert ticked(site) == ["S1.a"]

    carry_out(site)
    found = results(site)
    assert {name: result["verdict"] for name, result in found.items()} == {
        name: "open" if name == "S2.h" else "passed" for name in ALL
    }
    assert found["S2.b"]["counts"] == {"passed": 14, "failed": 0, "skipped": 0}
    sign(site, "S2.h")
    assert ticked(site) == ALL
    evidence = (site.repo / ".groundplan/evidence/2026-11-24-export.jsonl").read_text()
    assert '"by":"Ada Lovelace"' in evidence
    assert "change-me" not in evidence  # the password in .env
    assert results(site) == {}  # nothing left to prove

    # The container is renamed: what is proven by its looked-up name still is.
    name = site.ok("make", "-s", "docker-name").strip()
    site.ok("docker", "rename", name, f"{name}-renamed")
    assert results(site, "S2.a")["S2.a"]["verdict"] == "passed"

    # Code changes after the evidence: it is stale, is said to be, and proves again.
    site.replace("app/services/export.py", '"returned_on")', '"back_on")')
    stale = results(site, "--stale", "--keep-going")
    assert "S2.a" in stale
    assert "S1.b" not in stale  # its step does not touch that file

    # The migration fails.
    site.replace(
        "migrations/versions/0002_loans_exported_at.py",
        'down_revision = "0001"',
        'down_revision = "0000"',
    )
    broken = results(site, "S1.a")["S1.a"]
    assert broken["verdict"] == "failed"
    assert "S1.a" not in ticked(site)
    site.replace(
        "migrations/versions/0002_loans_exported_at.py",
        'down_revision = "0000"',
        'down_revision = "0001"',
    )

    # The database stops: a sentence that says so, no invented name, no box that stays ticked.
    site.ok("docker", "compose", "stop", "--timeout", "1", "db")
    stopped = results(site, "S1.b")["S1.b"]
    assert stopped["verdict"] == "failed"
    assert "not running" in str(stopped["reason"])
    assert "docker compose ps" in str(stopped["reason"])
    assert "S1.b" not in ticked(site)
    refused = site.groundplan("verify", "--yes", "S2.a")
    assert refused.returncode == 2
    assert "S2 depends on S1, which is not confirmed" in refused.stderr


def test_statements_in_the_database_can_not_write_unless_the_block_says_so(site: Site) -> None:
    site.ok("make", "docker-migrate")
    plan_change(site, "ada@example.org")
    text = (site.repo / "PLAN.md").read_text()
    start, end = text.index("- [ ] S1.a"), text.index("\n### S2")
    blocks = {
        "S1.a": ("rows=0", "SELECT * FROM members"),
        "S1.b": (
            "",
            "WITH gone AS (INSERT INTO members (name, email) VALUES ('x', 'x') RETURNING 1) SELECT * FROM gone",
        ),
        "S1.c": ("", "SELECT set_config('transaction_read_only', 'off', false)"),
        "S1.d": ("timeout=1s", "SELECT pg_sleep(30)"),
        "S1.e": ("write", "INSERT INTO members (name, email) VALUES ('Ada, \"x\"', 'a'); SELECT 1"),
        "S1.f": ("value='Ada, \"x\"|a|NULL'", "SELECT name, email, NULL FROM members"),
        "S1.g": ("in=nowhere", "SELECT 1"),
        "S1.h": ("in=redis", "SELECT 1"),
    }
    made = "".join(
        f"- [ ] {name} It holds\n```sql verify={name} {keys}\n{sql}\n```\n"
        for name, (keys, sql) in blocks.items()
    )
    site.write("PLAN.md", text[:start] + made + text[end:])
    found = results(site, "S1", "--keep-going")
    assert {name: result["verdict"] for name, result in found.items()} == {
        "S1.a": "passed",
        "S1.b": "failed",
        "S1.c": "failed",
        "S1.d": "failed",
        "S1.e": "passed",
        "S1.f": "passed",
        "S1.g": "failed",
        "S1.h": "failed",
    }
    assert "read-only transaction" in str(found["S1.b"]["reason"])
    assert "nowhere" in str(found["S1.g"]["reason"])
    assert "docker compose ps" in str(found["S1.g"]["reason"])
    busy = site.ok(
        *("docker", "compose", "exec", "-T", "db", "psql", "-U", "library", "-Atc"),
        "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(30)%' AND pid <> pg_backend_pid()",
    )
    assert busy.strip() == "0"  # what ran out of time does not run on in the server


def test_what_is_out_of_time_does_not_run_on_in_a_container(site: Site) -> None:
    plan_change(site, "ada@example.org")
    name = site.ok("make", "-s", "docker-name").strip()
    image = f"{site.env['COMPOSE_PROJECT_NAME']}-api"
    commands = [
        f"docker exec {name} sleep 471.75",
        "docker compose exec -T api sh -c 'sleep 471.75; true'",
        f"docker run --rm {image} sleep 471.75",
    ]
    text = (site.repo / "PLAN.md").read_text()
    start, end = text.index("- [ ] S1.a"), text.index("\n### S2")
    made = "".join(
        f"- [ ] S1.{letter} It ends\n```sh verify=S1.{letter} timeout=2\n{command}\n```\n"
        for letter, command in zip("abc", commands, strict=True)
    )
    site.write("PLAN.md", text[:start] + made + text[end:])
    found = results(site, "S1", "--keep-going")
    assert [result["reason"] for result in found.values()] == ["timed out after 2 s"] * 3
    assert "sleep 471.75" not in site.ok("docker", "top", name)
    assert "471.75" not in site.ok("docker", "ps", "--no-trunc")
