"""The road of `groundplan doctor` without --live: look at machine and repo, say what mends it, mend it."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

from groundplan.core import process, signals, terminal, transaction
from groundplan.core.answers_file import project_folder, read_answers
from groundplan.core.errors import DONE, FOUND
from groundplan.doctor.finding import Finding, Fix
from groundplan.doctor.machine import HOOK_PROGRAMS, machine_findings
from groundplan.doctor.repo import RUN_BITS, kit_findings
from groundplan.install.adopt import adopt

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from groundplan.core.answers_file import KitAnswers


def look(folder: Path, answers: KitAnswers) -> list[Finding]:
    """Return everything that can be said of this machine and this repo; nothing is changed."""
    return [*machine_findings(folder, answers), *kit_findings(folder, answers)]


def doctor(start: Path, *, do_fix: bool, as_json: bool) -> int:
    """Look at the repo around `start`, mend what harms nothing where asked, and report.

    Raises:
        Refused: the kit has not landed here.
    """
    folder = project_folder(start)
    answers = read_answers(folder)
    found = look(folder, answers)
    mended: list[str] = []
    if do_fix:
        wanted = {finding.fix for finding in found if not finding.is_well} - {Fix.NONE}
        mended = [finding.sentence for finding in found if finding.fix in wanted]
        for fix in sorted(wanted):
            mend(folder, answers, fix)
        found = look(folder, answers) if wanted else found
    _report(found, mended, as_json)
    return DONE if all(finding.is_well for finding in found) else FOUND


def mend(folder: Path, answers: KitAnswers, fix: Fix) -> None:
    """Do one of the mends that harm nothing."""
    if fix is Fix.ADOPT:
        with signals.stoppable(), transaction.locked(folder):
            tree = transaction.Tree(folder)
            adopt(tree, answers)
            transaction.apply(folder, tree.changes())
    elif fix is Fix.RUN_BITS:
        for path in RUN_BITS:
            if (folder / path).is_file():
                (folder / path).chmod((folder / path).stat().st_mode | 0o111)
    elif fix is Fix.COMMIT_HOOKS:
        program = next(name for name in HOOK_PROGRAMS if shutil.which(name))
        process.run_program([program, "install"], cwd=folder, timeout=120)


def wrapped(mark: str, text: str, width: int) -> str:
    """Return a text behind its mark, broken between words so that it fits the terminal."""
    import textwrap

    return textwrap.fill(
        text,
        max(width, 40),
        initial_indent=mark,
        subsequent_indent=" " * len(mark),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _report(found: Sequence[Finding], mended: Sequence[str], as_json: bool) -> None:
    if as_json:
        data = [
            {"well": finding.is_well, "sentence": finding.sentence, "mend": finding.mend}
            for finding in found
        ]
        terminal.print_line(json.dumps({"findings": data, "mended": list(mended)}, indent=2))
        return
    for sentence in mended:
        terminal.print_line(f"mended: {sentence}")
    width = shutil.get_terminal_size().columns
    for finding in found:
        if finding.is_well:
            terminal.print_line(wrapped("ok  ", finding.sentence, width))
    wrong = [finding for finding in found if not finding.is_well]
    for finding in wrong:
        terminal.print_line(wrapped("!!  ", finding.sentence, width))
        terminal.print_line(wrapped("    -> ", finding.mend, width))
    if wrong:
        can = any(finding.fix is not Fix.NONE for finding in wrong)
        hint = " What can be mended at once: groundplan doctor --fix" if can else ""
        terminal.print_line(f"\n{len(wrong)} to mend.{hint}")
    else:
        terminal.print_line("\nAll is well.")
