"""What is shown before a block runs: whole, unmasked, with everything that decides."""

from __future__ import annotations

import pytest

from groundplan.plan.parser import parse_plan
from groundplan.verify.question import Given, confirmation_digest, lines_of

GIVEN = Given("db", ())


def shown(block: str, given: Given = GIVEN) -> list[str]:
    text = f"# T\n\n## Steps\n\n### S1 - x\n\n#### Verify\n\n- [ ] S1.a It holds\n{block}\n"
    plan = parse_plan(text, "PLAN.md")
    return lines_of(plan.steps[0].verifications[0], given)


@pytest.mark.parametrize(
    ("block", "part"),
    [
        (
            "```sql verify=S1.a url-env=PROD_URL write\nDELETE FROM x\n```",
            "the URL in PROD_URL, may write",
        ),
        ("```sql verify=S1.a in=primary\nSELECT 1\n```", "service primary, reads only"),
        ("```sql verify=S1.a\nSELECT 1\n```", "service db, reads only"),
        ("```sh verify=S1.a exit=1,3\ntrue\n```", "exit=1,3"),
        ("```sh verify=S1.a must-fail\ntrue\n```", "must-fail"),
        ("```sh verify=S1.a timeout=2h\ntrue\n```", "timeout=2h"),
        ("```sh verify=S1.a retry=5m stdout~=^ok$\ntrue\n```", "retry=5m stdout~=^ok$"),
        ("```sh verify=S1.a\ntrue\n```", "at most 60 s"),
        ("```bash verify=S1.a\ntrue\n```", "bash -e -o pipefail"),
        ("```http verify=S1.a status=2xx\nGET http://x/\n```", "status=2xx"),
    ],
)
def test_t9_everything_that_decides_is_shown(block: str, part: str) -> None:
    assert part in "\n".join(shown(block))


def test_t10_of_a_console_block_what_runs_is_shown() -> None:
    lines = shown("```console verify=S1.a\n# touch x\noutput\n$ echo y\n```")
    assert [line for line in lines if "$ " in line] == ["    $ touch x", "    $ echo y"]
    assert not any("output" in line for line in lines)


def test_credentials_that_a_block_gets_are_named() -> None:
    assert "gets from your environment: DB_PASSWORD" in "\n".join(
        shown("```sh verify=S1.a\ntrue\n```", Given("", ("DB_PASSWORD",)))
    )


def test_what_is_shown_is_what_is_confirmed() -> None:
    plan = parse_plan(
        "# T\n\n## Steps\n\n### S1 - x\n\n#### Verify\n\n- [ ] S1.a It\n```sql verify=S1.a\nSELECT 1\n```\n",
        "PLAN.md",
    )
    check = plan.steps[0].verifications[0]
    assert confirmation_digest(check, GIVEN) != confirmation_digest(check, Given("other", ()))
