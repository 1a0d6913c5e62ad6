"""The report is one page that says what ran, looked at in a real browser where there is one."""

from __future__ import annotations

import os
import shutil
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from proofs import check as verification
from proofs import make_plan, manual, plan_of, prove, records, step
from support import run

from groundplan.verify import page
from groundplan.verify.evidence_status import state_of
from groundplan.verify.process.masking import Mask

if TYPE_CHECKING:
    from pathlib import Path

HOSTILE = "</code></pre><script>document.title = 'owned'</script><img src=x onerror=alert(1)>"


def report(folder: Path) -> str:
    """Return the page of a plan in which something passed, failed, aged and was never run."""
    repo = make_plan(
        folder,
        step(
            "S1",
            verification("S1.a", "echo fine"),
            verification("S1.b", "cat hostile; echo planted-secret; exit 3"),
            touches="app.py",
        ),
        step("S2", manual("S2.a", HOSTILE), depends="S1"),
        files={"app.py": "1", "hostile": HOSTILE},
    )
    prove(repo, keep_going=True)
    (repo / "app.py").write_text("2")
    plan = plan_of(repo)
    return page.document(plan, state_of(repo, plan, records(repo)), Mask(["planted-secret"]))


class Reader(HTMLParser):
    """Collects what a page holds."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_whole_loads_nothing_and_runs_nothing(tmp_path: Path) -> None:
    reader = Reader()
    reader.feed(report(tmp_path))
    assert reader.open == []
    assert not {"script", "img", "link", "iframe", "object"} & set(reader.tags)
    assert not {"src", "onerror", "onclick", "style"} & set(reader.attributes)


def test_the_page_says_what_ran_and_what_became_of_it(tmp_path: Path) -> None:
    text = report(tmp_path)
    for words in ("S1.a", "stale: files have changed since", "failed", "not run yet", "after S1"):
        assert words in text
    assert "ended with 3, not with 0" in text
    assert "echo [masked]" in text  # the plan's own words are masked, too


def test_a_browser_shows_it_and_nothing_in_it_acts(tmp_path: Path) -> None:
    browser = (
        shutil.which("chromium")
        or shutil.which("chromium-browser")
        or shutil.which("google-chrome")
    )
    if browser is None:
        if os.environ.get("GROUNDPLAN_REQUIRE_BROWSER") == "1":
            pytest.fail("no browser was found, and GROUNDPLAN_REQUIRE_BROWSER is 1")
        pytest.skip("no browser was found (chromium)")
    file = tmp_path / "report.html"
    file.write_text(report(tmp_path / "repo"))
    common = (
        browser,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        f"--user-data-dir={tmp_path / 'profile'}",
    )
    shown = run(*common, "--dump-dom", f"file://{file}", cwd=tmp_path, env={"HOME": str(tmp_path)})
    assert shown.returncode == 0, shown.stderr
    assert "<title>Proof of A change</title>" in shown.stdout
    assert "owned" not in shown.stdout.partition("</title>")[0]
    image = tmp_path / "page.png"
    run(
        *common,
        "--window-size=390,900",
        f"--screenshot={image}",
        f"file://{file}",
        cwd=tmp_path,
        env={"HOME": str(tmp_path)},
    )
    assert image.stat().st_size > 10_000
