"""Rows I1 to I10 of the faults: what goes wrong while somebody answers, at a real terminal."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from made_repos import LIBRARY, landed, write_landed
from terminals import ESCAPES, Terminal

from groundplan.core.model import Lane, Status
from groundplan.plan.parser import parse_plan
from groundplan.plan.render import answers_of_plan, skeleton

if TYPE_CHECKING:
    from pathlib import Path

PLAN = "PLAN.md"


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    write_landed(tmp_path, LIBRARY)
    (tmp_path / PLAN).write_text(skeleton(landed(LIBRARY)))
    (tmp_path / "lib.py").write_text("x = 1\n")
    return tmp_path


def answers(repo: Path, path: str = PLAN) -> dict[str, object]:
    plan = parse_plan((repo / path).read_text(), path)
    return dict(answers_of_plan(plan).answers)


def confirmed(repo: Path) -> dict[str, object]:
    """What the journals of a repo hold."""
    found: dict[str, object] = {}
    for path in (repo / ".groundplan" / "drafts").glob("*.jsonl"):
        for line in path.read_text().split("\n"):
            record = json.loads(line) if line else {}
            if "key" in record:
                found[record["key"]] = record["answer"]
    return found


def at_second_question(repo: Path, **terminal: object) -> Terminal:
    """Start an interview in the small lane and answer its first question."""
    person = Terminal(repo, "--lane", "small", **terminal)  # type: ignore[arg-type]
    person.asked("Summary:")
    person.answer("Say hello")
    person.asked("Functionality added, modified or removed:")
    return person


def planned(repo: Path) -> None:
    """Have a small plan with two answers."""
    said = ("change.summary=Say hello", "behavior.after=Hello")
    answers = [word for answer in said for word in ("--answer", answer)]
    command = [sys.executable, "-m", "groundplan", "new", "--lane", "small", *answers]
    subprocess.run(command, cwd=repo, check=True, capture_output=True)


def test_i0_a_whole_interview_fills_the_plan(repo: Path) -> None:
    person = Terminal(repo)
    person.asked("How big is the change?")
    person.answer("small")
    person.asked("Summary:")
    person.answer("Say helo")
    person.sees("[2/10] Change Request, 2 of 2")
    person.asked("(An empty line ends.)")
    person.answer(":help")
    person.asked("could not do before")
    person.answer(":example")
    person.asked("For example:")
    person.answer(":nonsense")
    person.asked("There is no command :nonsense")
    person.answer(":back")
    person.asked("Now: Say helo")
    person.answer(":change")
    person.child.expect(person.ready)
    person.child.send("\x7flo\r")  # take a letter back, type two
    person.asked("Functionality added, modified or removed:")
    person.answer_lines("It greets.", "Twice.")
    person.asked("Primary files to modify:")
    person.answer_lines("lib.py | a greeting", "- `app.py` - calls it")
    person.asked("After:")
    person.answer(":skip")
    person.asked("Criteria:")
    person.answer_lines("- It greets in one second", "It is polite")
    person.sees("After: (open)")
    person.asked("Enter writes the plan")
    person.answer("4")
    person.asked("After:")
    person.answer_lines("Hello!")
    person.asked("Criteria:")
    person.answer(":review")
    person.sees("4 After: Hello!")
    person.asked("Enter writes the plan")
    person.answer("")
    person.sees("PLAN.md: 5 answers, none open,")
    assert person.ends() == 0
    assert answers(repo) == {
        "change.summary": "Say hello",
        "change.functionality": "It greets.\nTwice.",
        "files.primary": (("lib.py", "a greeting"), ("app.py", "calls it")),
        "behavior.after": "Hello!",
        "success.criteria": ("It greets in one second", "It is polite"),
    }
    plan = parse_plan((repo / PLAN).read_text(), PLAN)
    assert (plan.lane, plan.status) == (Lane.SMALL, Status.ACTIVE)
    assert list((repo / ".groundplan" / "drafts").iterdir()) == []


@pytest.mark.parametrize("how", ["ctrl-c", "ctrl-d", "quit", "kill", "hang-up"])
def test_i1_what_was_confirmed_is_offered_again(repo: Path, how: str) -> None:
    before = (repo / PLAN).read_text()
    person = at_second_question(repo)
    if how == "ctrl-c":
        person.child.sendcontrol("c")
    elif how == "ctrl-d":
        person.child.sendcontrol("d")
    elif how == "quit":
        person.answer(":quit")
    elif how == "kill":
        person.child.kill(signal.SIGKILL)
    else:
        person.child.close(force=True)
    if how in ("ctrl-c", "ctrl-d", "quit"):
        person.sees("Stopped. 1 answer kept.")
        assert person.ends() == 130
    assert (repo / PLAN).read_text() == before
    assert confirmed(repo) == {"change.summary": "Say hello"}

    again = Terminal(repo)
    again.asked("is not finished: Say hello (1 answer).")
    again.answer("")
    again.asked("Functionality added, modified or removed:")
    again.answer_lines("It greets.")
    again.asked("Primary files to modify:")
    again.answer(":review")
    again.asked("Enter writes the plan")
    again.answer("")
    again.sees("PLAN.md: 2 answers")
    assert again.ends() == 0
    assert answers(repo) == {"change.summary": "Say hello", "change.functionality": "It greets."}


@pytest.mark.parametrize("how", ["quit", "kill"])
def test_i1_an_interview_in_which_nothing_was_said_is_no_more(repo: Path, how: str) -> None:
    person = Terminal(repo)
    person.asked("How big is the change?")
    if how == "quit":
        person.answer(":quit")
        person.sees("Stopped. Nothing was written.")
        assert not list((repo / ".groundplan" / "drafts").iterdir())
    else:
        person.child.kill(signal.SIGKILL)
    again = Terminal(repo)
    again.asked("How big is the change?")
    assert "not finished" not in again.plain
    again.answer(":quit")


def test_i1_the_journal_is_private_and_named_to_resume(repo: Path) -> None:
    person = at_second_question(repo)
    person.child.sendcontrol("c")
    person.ends()
    (journal,) = (repo / ".groundplan" / "drafts").iterdir()
    assert journal.stat().st_mode & 0o777 == 0o600
    assert f"--resume {journal.stem}" in " ".join(person.plain.split())
    again = Terminal(repo, "--resume", journal.stem)
    again.asked("Functionality added, modified or removed:")
    again.child.close(force=True)


def test_i2_a_terminal_that_gets_small_and_wide_again_damages_nothing(repo: Path) -> None:
    person = at_second_question(repo)
    person.child.send("It greets ")
    for rows, columns in ((5, 20), (24, 40), (50, 200)):
        person.child.setwinsize(rows, columns)
        person.child.send("again and again, ")
        time.sleep(0.1)
    person.answer_lines("and stops.")
    person.asked("Primary files to modify:")
    person.child.close(force=True)
    said = "It greets again and again, again and again, again and again, and stops."
    assert confirmed(repo)["change.functionality"] == said


def test_i3_nobody_to_ask_is_told_how(repo: Path) -> None:
    for stdin in (subprocess.DEVNULL, subprocess.PIPE):
        done = subprocess.run(
            [sys.executable, "-m", "groundplan", "new"],
            cwd=repo, stdin=stdin, capture_output=True, text=True, timeout=30, check=False,
        )  # fmt: skip
        assert done.returncode == 2
        assert "--from -" in done.stderr
        assert len(done.stderr.strip().split("\n")) == 1


def test_i3_a_dumb_terminal_gets_plain_questions(repo: Path) -> None:
    person = Terminal(repo, "--lane", "small", term="dumb")
    person.asked("Summary:")
    person.answer("Say hello")
    person.asked('line with only "." ends')
    person.answer("one")
    person.answer("")
    person.answer("two")
    person.answer(".")
    person.asked("Primary files to modify:")
    person.answer(":back")
    person.asked("Now:")
    person.answer("")
    person.asked("Primary files to modify:")
    person.answer(":review")
    person.asked("Enter writes the plan")
    person.answer("")
    assert person.ends() == 0
    assert "\x1b" not in person.seen
    assert answers(repo) == {"change.summary": "Say hello", "change.functionality": "one\n\ntwo"}


@pytest.mark.parametrize("size", [10_000, 200_000])
def test_i4_a_long_paste_is_kept_whole_and_fast(repo: Path, size: int) -> None:
    line = "a line\twith a tab and some words\n\n"
    text = (line * (size // len(line) + 1)).strip()
    person = at_second_question(repo, width=40)
    began = time.monotonic()
    person.paste(text)
    person.sees("[text 1:")
    person.answer_lines("")
    person.asked("Primary files to modify:")
    assert time.monotonic() - began < 10  # the bound of a hang; the speed is measured elsewhere
    person.answer(":review")
    person.asked("Enter writes the plan")
    person.answer("")
    assert person.ends() == 0
    assert answers(repo)["change.functionality"] == text


@pytest.mark.parametrize(
    "text", ["👩‍🔧 ok", "e\u0301a\u0308", "שלום עולם", "مرحبا", "日本語のテキスト"]
)
def test_i5_any_script_is_kept_byte_for_byte(repo: Path, text: str) -> None:
    person = Terminal(repo, "--lane", "small")
    person.asked("Summary:")
    person.answer(text)
    person.asked("Functionality added, modified or removed:")
    person.child.sendcontrol("c")
    person.ends()
    assert confirmed(repo) == {"change.summary": text}


def test_i5_a_control_character_is_refused_with_the_questions_name(repo: Path) -> None:
    person = Terminal(repo, "--lane", "small")
    person.asked("Summary:")
    person.paste("bell\x07")
    person.answer("")
    person.asked("Summary: line 1 holds the control character U+0007")
    person.child.sendcontrol("u")
    person.answer("fine")
    person.asked("Functionality added, modified or removed:")
    person.child.close(force=True)
    assert confirmed(repo) == {"change.summary": "fine"}


@pytest.mark.parametrize(
    "text",
    ["# a heading", "## 10. Success Criteria\n\nx", "- a\n- b", "```\nopen", "<!-- x", "---", "===", "> q",
     "_Open: x_", "{{ 7*7 }}", "## Steps\n\n### S1 - x"],
)  # fmt: skip
def test_i6_an_answer_that_looks_like_markdown_stays_in_its_field(repo: Path, text: str) -> None:
    person = at_second_question(repo)
    person.paste(text)
    person.answer_lines("")
    person.asked("Primary files to modify:")
    person.answer(":review")
    person.asked("Enter writes the plan")
    person.answer("")
    assert person.ends() == 0
    assert answers(repo) == {"change.summary": "Say hello", "change.functionality": text}


def test_i7_an_empty_answer_is_open_and_marked(repo: Path) -> None:
    person = Terminal(repo, "--lane", "small")
    person.asked("Summary:")
    person.answer("   ")
    person.asked("Open for now.")
    person.answer("")
    person.asked("Primary files to modify:")
    person.answer(":review")
    person.asked("Enter writes the plan")
    person.answer("")
    person.sees("open: change.summary")
    assert person.ends() == 0
    assert "- **Summary:** _Open: What should change, in one line?_" in (repo / PLAN).read_text()


def test_i8_the_same_interview_again_shows_the_answers_and_changes_only_what_changes(
    repo: Path,
) -> None:
    planned(repo)
    before = (repo / PLAN).read_text()
    person = Terminal(repo)
    person.asked("PLAN.md holds a plan that is active: Say hello")
    person.answer("1")
    person.asked("Now: Say hello")
    person.answer("")
    person.asked("Functionality added, modified or removed:")
    person.answer_lines("It greets.")
    person.asked("Primary files to modify:")
    person.answer(":review")
    person.asked("Enter writes the plan")
    person.answer("")
    assert person.ends() == 0
    opened = "_Open: Which functionality is added, modified or removed?_"
    assert (repo / PLAN).read_text() == before.replace(opened, "It greets.")


@pytest.mark.parametrize("clash", [False, True])
def test_i9_a_plan_that_was_edited_meanwhile_keeps_both(repo: Path, clash: bool) -> None:
    planned(repo)
    person = Terminal(repo, "--plan", PLAN)
    person.asked("Now: Say hello")
    person.answer("Say goodbye")
    person.asked("Functionality added, modified or removed:")
    text = (repo / PLAN).read_text()
    edited = (
        text.replace("Say hello", "Say good morning") if clash else text.replace("Hello", "Hello!")
    )
    (repo / PLAN).write_text(edited)
    person.answer(":review")
    person.asked("Enter writes the plan")
    person.answer("")
    person.sees("was changed meanwhile; both are kept.")
    assert person.ends() == 0
    found = answers(repo)
    assert found["change.summary"] == ("Say good morning" if clash else "Say goodbye")
    assert found["behavior.after"] == ("Hello" if clash else "Hello!")
    assert ("Say goodbye" in (repo / PLAN).read_text().partition("## Not placed")[2]) == clash


@pytest.mark.parametrize("term", ["xterm", "xterm-16color", "xterm-256color", "vt100"])
def test_i10_no_color_shows_no_colour(repo: Path, term: str) -> None:
    person = at_second_question(repo, term=term, NO_COLOR="1")
    person.child.sendcontrol("c")
    person.ends()
    codes = {code for code in person.seen.split("\x1b[") if code[:5].partition("m")[1]}
    assert all(code.startswith(("0m", "m")) for code in codes)


def test_forty_columns_are_enough(repo: Path) -> None:
    person = at_second_question(repo, width=40)
    person.child.sendcontrol("c")
    person.ends()
    # A move of the cursor begins another row, whatever is drawn there next.
    rows = re.sub(r"\x1b\[[0-9;]*[A-HJf]", "\n", person.seen)
    shown = re.sub(".\x08", "", ESCAPES.sub("", rows)).replace("\r", "\n")
    assert [line for line in shown.split("\n") if len(line) > 40] == []


def test_the_persons_own_editor_is_a_choice(repo: Path, tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    editor.write_text("#!/bin/sh\nprintf 'first\\n\\nsecond\\n' > \"$1\"\n")
    editor.chmod(0o755)
    person = at_second_question(repo, EDITOR=str(editor))
    person.answer(":edit")
    person.asked("Primary files to modify:")
    person.child.close(force=True)
    assert confirmed(repo)["change.functionality"] == "first\n\nsecond"


def test_the_first_question_explains_itself(repo: Path) -> None:
    person = Terminal(repo)
    person.asked("How big is the change?")
    person.answer(":help")
    person.sees("small: 5 questions. The plan fits one screen")
    person.asked("How big is the change?")
    person.answer(":example")
    person.asked("For example: 1 for a typing error")
    person.answer(":back")
    person.asked("This comes first, and needs 1, 2 or 3")
    person.answer("huge")
    person.asked("Type 1, 2 or 3, or :help.")
    person.answer("1")
    person.asked("Summary:")
    person.child.close(force=True)


def test_the_editor_begins_with_the_answer_and_what_is_asked(repo: Path, tmp_path: Path) -> None:
    editor, seen = tmp_path / "editor", tmp_path / "seen"
    editor.write_text(f'#!/bin/sh\ncp "$1" {seen}\n')
    editor.chmod(0o755)
    person = at_second_question(repo, EDITOR=str(editor))
    person.answer_lines("It greets.")
    person.asked("Primary files to modify:")
    person.answer(":back")
    person.asked("Now:")
    person.answer(":edit")
    person.asked("Nothing was saved; the answer is as it was.")
    person.child.close(force=True)
    text = seen.read_text()
    assert text.startswith("It greets.\n\n<!-- groundplan:")
    assert "could not do before" in text  # the help
    assert "For example:" in text
    assert confirmed(repo)["change.functionality"] == "It greets."
