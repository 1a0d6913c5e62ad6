from __future__ import annotations

from pathlib import Path

import pytest

from groundplan.core import io
from groundplan.dev import demo, generate

ROOT = Path(__file__).parents[2]


def test_nothing_generated_is_stale() -> None:
    stale = sorted(generate.stale())
    assert stale == [], f"run: python -m groundplan.dev gen ({stale})"


def test_a_page_without_its_markers_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(
        generate.GENERATED, "page.md#commands", "groundplan.dev.readme:commands_table"
    )
    with pytest.raises(generate.Refused, match="has no block 'commands'"):
        generate.generated_text("page.md#commands", "no markers here\n")


@pytest.mark.slow
def test_the_demo_lands_the_kit_and_fills_the_plan(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "sample-api"
    demo.demo(target)
    demo.demo(target)  # and again over what is there
    shown = capsys.readouterr().out
    assert "Export a member's loans as CSV" in (target / "PLAN.md").read_text(encoding="utf-8")
    assert "what landed" in shown
    assert "make plan-check" in shown


def test_a_module_that_the_package_has_no_more_leaves_the_template(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "template/.groundplan/guard"
    folder.mkdir(parents=True)
    for name in ("renamed.py",):
        (folder / name).write_text("")
    monkeypatch.setattr(generate, "ROOT", tmp_path)
    assert generate.left_over() == ["template/.groundplan/guard/renamed.py"]


def test_nothing_that_git_ignores_is_tracked() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("this is no checkout")
    tracked = io.git("ls-files", "--cached", "--ignored", "--exclude-standard", cwd=ROOT)
    assert (tracked.status, tracked.out) == (0, "")  # a tool's cache holds the paths of a machine
