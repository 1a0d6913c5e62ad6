"""`docs/_static/tour.svg`: the picture of the README, drawn from what the real commands print.

    python -m groundplan.dev tour

The scenes are commands that run in the demo's repo. What they print is shown as it is, cut to the
lines that a scene asks for; nothing is written by hand but the titles.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from groundplan.dev import demo
from groundplan.dev.readme import answer_of_guard

if TYPE_CHECKING:
    from collections.abc import Iterable

PICTURE = Path(__file__).parents[3] / "docs" / "_static" / "tour.svg"

WIDTH, HEIGHT = 860, 430
"""Pixels; a page of 360 px shows it scaled, so the letters are large."""
COLUMNS, ROWS = 92, 19
"""Letters of a line and lines of a scene: what fits into the picture."""
SECONDS = 6
"""How long a scene stays: its lines are read aloud in about that time."""

SENTENCE = "Members may renew a loan once; POST /loans/{id}/renew moves due_on by two weeks."


@dataclass(frozen=True)
class Scene:
    """One stage of the tour: what is typed, and what is printed."""

    title: str
    typed: str
    printed: tuple[str, ...]


def tour(picture: Path = PICTURE) -> None:
    """Run the scenes in a scratch repo and write the picture.

    Args:
        picture: the SVG file.

    Raises:
        EnvironmentTrouble: a program that the demo runs is missing or failed.
    """
    with tempfile.TemporaryDirectory(prefix="groundplan-tour-") as scratch:
        repo = Path(scratch) / "sample-api"
        demo.scratch_repo(repo)
        demo.land(repo)
        demo.commit_all(repo, "Land groundplan")
        picture.write_text(drawing(scenes(repo)), encoding="utf-8")


def scenes(repo: Path) -> list[Scene]:
    """Return the scenes, each from a command that ran in `repo`."""
    made = json.loads(_printed(repo, "new", "--from", "-", "--json", typed=SENTENCE))
    questions = [
        f"{number}. {one['question']}  Proposal: {one.get('proposal') or '-'}"
        for number, one in enumerate(made.get("questions", []), start=1)
    ]
    plan = (repo / "PLAN.md").read_text(encoding="utf-8")
    denied = "docker-compose exec api alembic revision -m 'renewals'"
    return [
        Scene("One sentence to your agent", f"> {SENTENCE}", ("",)),
        Scene("It asks what only you can answer", "groundplan new --from - --json", (*questions,)),
        Scene("The plan knows the code", "PLAN.md", _part(plan, "### Where this change lands")),
        Scene("Each step has a check that is run", "PLAN.md", _part(plan, "### S1 - ")),
        Scene(
            "Rules hold before the call, at the commit and in CI",
            denied,
            (answer_of_guard(repo, denied),),
        ),
    ]


def _printed(repo: Path, *arguments: str, typed: str = "") -> str:
    done = subprocess.run(
        [sys.executable, "-m", "groundplan", *arguments],
        cwd=repo,
        input=typed,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def _part(plan: str, heading: str) -> tuple[str, ...]:
    """Return the lines from a heading to the next one of its level or above."""
    lines = plan[plan.index(heading) :].splitlines()
    level = heading.index(" ")
    ends = (n for n, line in enumerate(lines) if n and re.match(rf"#{{1,{level}}} ", line))
    return tuple(line for line in lines[: next(ends, len(lines))] if line.strip())


def drawing(shown: Iterable[Scene]) -> str:
    """Return the scenes as one SVG that shows them in turn, and the first where motion is not wanted."""
    scenes = list(shown)
    share = 100 / len(scenes)
    style = (
        "text{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;fill:#e6edf3;"
        "white-space:pre}.title{font-weight:700;fill:#7ee787}.typed{fill:#79c0ff}"
        f".scene{{opacity:0;animation:show {SECONDS * len(scenes)}s infinite}}"
        f"@keyframes show{{0%,{share - 1:.1f}%{{opacity:1}}{share:.1f}%,100%{{opacity:0}}}}"
        "@media (prefers-reduced-motion:reduce){.scene{animation:none}.first{opacity:1}}"
    )
    described = "; ".join(scene.title for scene in scenes)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">',
        f"<title>Groundplan from a sentence to proof</title><desc>{escape(described)}</desc>",
        f"<style>{style}</style>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" rx="8" fill="#0d1117"/>',
    ]
    for number, scene in enumerate(scenes):
        first = " first" if number == 0 else ""
        parts.append(
            f'<g class="scene{first}" style="animation-delay:{number * SECONDS}s">{_scene(scene)}</g>'
        )
    return "\n".join([*parts, "</svg>"]) + "\n"


def _scene(scene: Scene) -> str:
    lines = [row for text in scene.printed for row in _rows(text)]
    if len(lines) > ROWS - 4:
        lines = [*lines[: ROWS - 5], "…"]
    rows = [
        ("title", scene.title),
        ("typed", scene.typed[:COLUMNS]),
        ("", ""),
        *(("", x) for x in lines),
    ]
    return "".join(
        f'<text class="{kind}" x="20" y="{34 + 21 * number}">{escape(text)}</text>'
        for number, (kind, text) in enumerate(rows)
        if text
    )


def _rows(text: str) -> Iterable[str]:
    """Yield a line broken at blanks to the width of the picture."""
    row = ""
    for word in re.split(r"(?<= )", text):
        if len(row) + len(word.rstrip()) > COLUMNS and row:
            yield row.rstrip()
            row = "  "
        row += word
    yield row.rstrip()[:COLUMNS]
