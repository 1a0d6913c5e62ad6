"""The roads into a repo and out of it as commands: look, decide, show, write."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from groundplan.core import git, signals, terminal, transaction
from groundplan.core.answers_file import ANSWERS_FILE, KitAnswers, project_folder, read_answers
from groundplan.core.errors import DONE, NeedsPerson, Refused
from groundplan.core.text import many
from groundplan.install import prepare, preview
from groundplan.install.adopt import undo
from groundplan.install.adopt.record import LANDED, content_digest, read_landed
from groundplan.install.checkout_state import switched_off
from groundplan.install.compiled import compile_own_rules
from groundplan.install.hook_runners import hook_lines
from groundplan.install.known_source import remember_source
from groundplan.install.neighbours import neighbour_lines
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
    is_full: bool = False,
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
            remember_source(folder, landing.answers.source)
            compile_own_rules(folder)
    if as_json:
        terminal.print_line(
            json.dumps(_as_data(landing, found, dry_run), indent=2, ensure_ascii=False)
        )
    elif dry_run:
        _print(preview.tree_lines(landing.changes))
        _print(_summary(landing))
        shown = landing.changes if is_full else [c for c in landing.changes if c.before is not None]
        shown = [
            change for change in shown if is_full or not change.path.startswith(".groundplan/")
        ]
        _print(preview.diff_lines(shown))
        _print([] if is_full else ["", "The text of every file: groundplan init --dry-run --full"])
        _print(["", *preview.by_hand_lines(landing.adoption.by_hand), "Nothing was written."])
    else:
        _print(_what_next(landing))
    return NeedsPerson.status if landing.adoption.by_hand else DONE


def _summary(landing: prepare.Landing) -> list[str]:
    """Return what a landing comes to: files, lines, and what makes programs run."""
    new = [change for change in landing.changes if change.before is None]
    own = [change for change in landing.changes if change.before is not None]
    lines = sum((change.after or b"").count(b"\n") for change in new)
    found = [
        "",
        f"{many(len(new), 'new file')} with {lines:,} lines, {many(len(own), 'own file')} edited.",
    ]
    found += ["These make programs run:", *(f"  {path}" for path in landing.runs_commands), ""]
    return found


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
        return {"gently": True} if "gently_until" in given else {}
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
    off = [f"{one.path}: {one.why}." for one in switched_off(transaction.Tree(landing.folder))]
    lines += _with_head([*neighbour_lines(landing.folder), *hook_lines(landing.folder), *off])
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


def _with_head(lines: Iterable[str]) -> list[str]:
    found = list(lines)
    return ["", "Found beside it:", *(f"  {line}" for line in found)] if found else []


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
    place = git.git_as_user("rev-parse", "--git-path", "hooks/pre-commit", cwd=folder).out.strip()
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
