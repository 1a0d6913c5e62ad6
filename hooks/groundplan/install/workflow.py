"""The roads into a repo and out of it as commands: look, decide, show, write."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from groundplan.core import git, signals, terminal, transaction
from groundplan.core.answers_file import ANSWERS_FILE, KitAnswers, project_folder, read_answers
from groundplan.core.errors import DONE, FOUND, NeedsPerson, Refused
from groundplan.core.repo_state import has_markers
from groundplan.core.text import many
from groundplan.install import prepare, preview
from groundplan.install.adopt import ByHand, adopt, undo
from groundplan.install.adopt.record import ADOPTED, LANDED, content_digest, read_landed
from groundplan.install.source import default_source, named_source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from groundplan.assess.proposals import Proposals
    from groundplan.core.model import Fact

WIDTH = 80
# What people fill and keep: `remove` leaves it, edited or not.
KEPT = ("PLAN.md", "docs/patterns/", "docs/plans/", ".groundplan/evidence/")


def init(
    folder: Path,
    *,
    answers: Sequence[str],
    source: str | None,
    ref: str | None,
    ask: bool,
    allow_dirty: bool,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Assess, answer, render, adopt, then write it all and say what to do next."""
    if ask and not terminal.is_terminal():
        raise Refused(
            "There is no terminal to ask in.", "Say --defaults, and --answer K=V where you know."
        )
    given = parse_given(answers)
    with signals.stoppable(), transaction.locked(folder):
        prepare.look_at_folder(folder, allow_dirty=allow_dirty)
        proposals = proposed_answers(folder, given)
        found = proposals.answers
        if not as_json:
            _print(_found_lines(found, given))
        landing = prepare.prepare(
            folder,
            named_source(source, Path.cwd()) if source else default_source(),
            ref,
            given,
            found=as_defaults(proposals, given, ask=ask),
            ask=ask,
            allow_dirty=allow_dirty,
        )
        if not dry_run:
            prepare.write(landing)
            compile_own_rules(folder)
    if as_json:
        terminal.print_line(
            json.dumps(_as_data(landing, found, dry_run), indent=2, ensure_ascii=False)
        )
    elif dry_run:
        _print([*preview.tree_lines(landing.changes), "", *preview.diff_lines(landing.changes)])
        _print(["", *preview.by_hand_lines(landing.adoption.by_hand), "Nothing was written."])
    else:
        _print(_what_next(landing))
    return NeedsPerson.status if landing.adoption.by_hand else DONE


def parse_given(answers: Sequence[str]) -> dict[str, Any]:
    """Return answers given as K=V; copier casts each to what its question wants.

    Raises:
        Refused: one has no `=`, or a name is given twice.
    """
    found: dict[str, Any] = {}
    for answer in answers:
        name, equals, value = answer.partition("=")
        if not equals or not name.strip():
            raise Refused(f"--answer {answer!r} has no =.", "Write it as --answer NAME=VALUE.")
        if name in found:
            raise Refused(f"--answer {name} is given twice.", "Give it once.")
        if name in ("agents", "own_files") and not value.lstrip().startswith("["):
            found[name] = [part for part in value.replace(",", " ").split() if part]
        else:
            found[name] = value
    return found


def proposed_answers(folder: Path, given: Mapping[str, Any]) -> Proposals:
    """Return what the repo itself answers, by question; each fact says where that stands."""
    from groundplan.assess.proposals import Proposals, found_in_repo

    return found_in_repo(folder, given) if folder.is_dir() else Proposals({}, {}, {})


def as_defaults(proposals: Proposals, given: Mapping[str, Any], *, ask: bool) -> dict[str, Any]:
    """Return proposals as the template's questions take them for defaults.

    Without a person at a terminal, a tool whose commands nobody gave is left out: it would raise
    questions.
    """
    if not proposals.answers or set(proposals.answers) <= {"containers", "migration_tool"}:
        return {}
    found: dict[str, Any] = {name: _value(fact) for name, fact in proposals.answers.items()}
    for side, facts in (("inside", proposals.inside), ("outside", proposals.outside)):
        values = {name: _value(fact) for name, fact in facts.items()}
        known = {**values, **given}
        is_open = not (known.get("migrate_command") and known.get("revision_command"))
        if not ask and values.get("migration_tool") == "other" and is_open:
            values["migration_tool"] = "none"
        found[side] = values
        for name in ("api_service", "data_services"):
            found.setdefault(name, values.get(name, ""))
    return found


def _value(fact: Fact) -> Any:
    if fact.kind == "parts":
        return json.loads(fact.name)
    return fact.name == "true" if fact.name in ("true", "false") else fact.name


def _found_lines(found: Mapping[str, Fact], given: Mapping[str, Any]) -> list[str]:
    lines = [
        line
        for name, fact in found.items()
        if name not in given
        for line in _found_line(name, fact)
    ]
    tool = found.get("migration_tool")
    if tool and tool.name == "other" and "migrate_command" not in given:
        lines += [
            "  (say how migrations run: --answer migration_tool=other",
            "   --answer migrate_command='...' --answer revision_command='...')",
        ]
    return ["Found in the code:", *lines, ""] if lines else []


def _found_line(name: str, fact: Fact) -> list[str]:
    shown = _parts_shown(fact) if fact.kind == "parts" else fact.name
    place = f"{fact.path}:{fact.line}, " if fact.path else ""
    line = f"  {name}: {shown}  ({place}{fact.value or 'there'})"
    if len(line) <= WIDTH:
        return [line]
    return [
        f"  {name}: {shown}",
        *wrap(
            f"({place}{fact.value})", WIDTH - 4, initial_indent=" " * 4, subsequent_indent=" " * 4
        ),
    ]


def _parts_shown(fact: Fact) -> str:
    return ", ".join(part["path"] for part in json.loads(fact.name))


def _as_data(landing: prepare.Landing, found: Mapping[str, Fact], dry_run: bool) -> dict[str, Any]:
    return {
        "written": not dry_run,
        "folder": str(landing.folder.resolve()),
        "source": landing.answers.source,
        "version": landing.answers.commit,
        "answers": dict(landing.answers.values),
        "found": {
            name: {"answer": fact.name, "path": fact.path, "line": fact.line, "why": fact.value}
            for name, fact in found.items()
        },
        "files": [
            {"path": change.path, "change": preview.sign(change)} for change in landing.changes
        ],
        "adopted": landing.adoption.edited,
        "by_hand": [vars(entry) for entry in landing.adoption.by_hand],
        "runs_commands": landing.runs_commands,
        "in_git": landing.has_git,
    }


def _what_next(landing: prepare.Landing) -> list[str]:
    count = len(landing.new)
    lines = [f"The kit {landing.answers.commit} has landed: {many(count, 'new file')}."]
    if landing.adoption.edited:
        lines += ["", "Your own files were connected to it:"]
        lines += [f"  ~ {path}" for path in landing.adoption.edited]
        lines += ["  (groundplan adopt --undo takes that back)"]
    if landing.adoption.by_hand:
        lines += ["", *preview.by_hand_lines(landing.adoption.by_hand)]
    lines += ["", "These files make programs run; read them:"]
    lines += [f"  {path}" for path in landing.runs_commands]
    lines += ["", "Next:"]
    if not landing.has_git:
        lines.append("  git init                  updates need git")
    lines += [
        "  git diff, git status      look at it, then commit it",
        "  groundplan doctor         what is missing on this machine",
        "  make plan                 the questions of a change, into PLAN.md",
        "  groundplan sync           later: bring it up to date",
    ]
    return lines


def adopt_here(start: Path, *, dry_run: bool, check: bool, is_undo: bool, as_json: bool) -> int:
    """Connect the kit to the files of the repo around `start`, or take that back."""
    folder = project_folder(start)
    tree = transaction.Tree(folder)
    with signals.stoppable(), transaction.locked(folder):
        transaction.recover(folder)
        if not (is_undo or check or dry_run):
            compile_own_rules(folder)
        if is_undo:
            by_hand: Sequence[ByHand] = undo(tree)
        else:
            by_hand = [*adopt(tree, read_answers(folder)).by_hand, *unresolved(tree)]
        found = tree.changes()
        if not dry_run and not check:
            transaction.apply(folder, found)
    files = [change for change in found if change.path != ADOPTED]
    if as_json:
        data = {
            "written": not dry_run and not check,
            "files": [change.path for change in files],
            "by_hand": [vars(entry) for entry in by_hand],
        }
        terminal.print_line(json.dumps(data, indent=2, ensure_ascii=False))
    else:
        _print([*preview.diff_lines(files), *preview.by_hand_lines(by_hand)])
        _print([_adoption_end(len(files), dry_run, check, is_undo)])
    if check:
        return FOUND if files or by_hand else DONE
    return NeedsPerson.status if by_hand else DONE


def report_unconnected(folder: Path) -> int:
    """Say which files of the repo do not hold the kit's part as it is by now, for the commit hook.

    A bot's update brings new text for AGENTS.md and can't put it into a file that is the repo's own.
    """
    if not (folder / ANSWERS_FILE).is_file():
        return DONE
    edited = adopt(transaction.Tree(folder), read_answers(folder)).edited
    if edited:
        terminal.print_error(
            f"{', '.join(edited)}: not connected to the kit as it is now.", "Run: groundplan adopt"
        )
    return FOUND if edited else DONE


def compile_own_rules(folder: Path) -> bool:
    """Compile the repo's own rules, so that the guard and AGENTS.md say what they say by now.

    Raises:
        Refused: the source has a fault; the line is named.
    """
    from groundplan.rules.local import compile_own

    return compile_own(folder)


def unresolved(tree: transaction.Tree) -> list[ByHand]:
    """Return the kit's files that a bot's update left with marks of a merge: copier ends well with them."""
    paths = read_landed(tree).files
    why = "a merge was left unresolved in it"
    return [
        ByHand(path, why, "take the marks out, and keep the lines of both sides that are right")
        for path in paths
        if has_markers(tree.on_disk(path) or b"")
    ]


def _adoption_end(count: int, dry_run: bool, check: bool, is_undo: bool) -> str:
    if not count:
        return "Nothing to take back." if is_undo else "Every file is connected."
    files = many(count, "file")
    if check:
        return f"Not connected: {files}. Do it: groundplan adopt"
    if dry_run:
        return f"{files} would change. Nothing was written."
    if is_undo:
        return f"{files} given back."
    return f"{files} connected. Next: git diff, then commit it."


def remove(start: Path, *, dry_run: bool, as_json: bool) -> int:
    """Take the kit out of the repo around `start`: what it brought and nobody edited."""
    folder = project_folder(start)
    tree = transaction.Tree(folder)
    with signals.stoppable(), transaction.locked(folder):
        transaction.recover(folder)
        by_hand = undo(tree)
        left = _take_out(tree, read_answers(folder))
        found = tree.changes()
        if not dry_run:
            transaction.apply(folder, found)
            _sweep(folder)
    if as_json:
        data = {
            "written": not dry_run,
            "files": [change.path for change in found],
            "left": left,
            "by_hand": [vars(entry) for entry in by_hand],
        }
        terminal.print_line(json.dumps(data, indent=2, ensure_ascii=False))
    else:
        _print(preview.tree_lines(found))
        _print(f"  = {path} stays, it has edits of your own" for path in left)
        _print(preview.by_hand_lines(by_hand))
        _print(["Nothing was written." if dry_run else "The kit is out. Plans and patterns stay."])
        _print([] if dry_run else _hook_without_settings(folder))
    return NeedsPerson.status if by_hand else DONE


def _hook_without_settings(folder: Path) -> list[str]:
    """Return what to do where a commit hook is installed whose settings have just gone."""
    place = git.git("rev-parse", "--git-path", "hooks/pre-commit", cwd=folder).out.strip()
    hook = folder / place
    if not place or not hook.is_file() or (folder / ".pre-commit-config.yaml").exists():
        return []
    program = next(
        (name for name in ("prek", "pre-commit") if name.encode() in hook.read_bytes()), ""
    )
    if not program:
        return []
    return [
        "The commit hook is still installed, and stops every commit without its settings.",
        f"Take it out: {program} uninstall",
    ]


def _sweep(folder: Path) -> None:
    """Remove what guard and verify made for this machine, and folders that are empty now."""
    own = folder / ".groundplan"
    for path in (own / "guard" / "__pycache__", own / "session", own / "output"):
        if not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
    (own / "confirmed.json").unlink(missing_ok=True)
    for path in (own / "guard", own):
        if path.is_dir() and not path.is_symlink() and not any(path.iterdir()):
            path.rmdir()


def _take_out(tree: transaction.Tree, answers: KitAnswers) -> list[str]:
    """Remove what landed, in the tree; return what stays since somebody edited it."""
    from groundplan.install.render import render

    landed = dict(read_landed(tree).files)
    if not landed:
        rendered = render(answers.source, answers.commit, answers.values, tree.root)
        landed = dict(prepare.landed_record(rendered).files)
    left = []
    for path, known in landed.items():
        data = tree.read(path)
        if data is None or path.startswith(KEPT):
            continue
        if content_digest(data) == known:
            tree.write(path, None)
        else:
            left.append(path)
    for path in (LANDED, ANSWERS_FILE, ".groundplan/rules.local.json"):
        if tree.read(path) is not None:
            tree.write(path, None)
    return left


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        terminal.print_line(line)
