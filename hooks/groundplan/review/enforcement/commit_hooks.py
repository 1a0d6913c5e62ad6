"""The commit hook: `.pre-commit-config.yaml`, as pre-commit and prek read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.core.plain_yaml import NotPlain, read_plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.core.plain_yaml import Value

_UNREAD = "can't be read as plain YAML, so nobody can tell whether groundplan's hook runs"
_COMMIT_STAGES = frozenset({"pre-commit", "commit"})
"""How a commit's stage is named; the second until pre-commit 3.2."""
_NARROWING = ("files", "exclude", "types", "types_or", "exclude_types")
_REPLACING = ("entry", "language")


def has_hook(text: str) -> bool:
    """Say whether the file has a hook of groundplan's."""
    try:
        return any(True for _ in _hooks(read_plain(text)))
    except NotPlain:
        return "groundplan" in text


def _hooks(tree: Value) -> Iterator[tuple[str, dict[str, Value]]]:
    """Yield groundplan's hooks with the repo that they come from."""
    repos = tree.get("repos", "") if isinstance(tree, dict) else ""
    for repo in repos if isinstance(repos, list) else ():
        hooks = repo.get("hooks", "") if isinstance(repo, dict) else ""
        for hook in hooks if isinstance(hooks, list) else ():
            if isinstance(hook, dict) and str(hook.get("id", "")).startswith("groundplan"):
                yield str(repo.get("repo", "")), hook  # type: ignore[union-attr]


def limits(text: str) -> list[str]:
    """Return where the hook does less than it looks."""
    try:
        tree = read_plain(text)
    except NotPlain:
        return [_UNREAD] if "groundplan" in text else []
    hooks = list(_hooks(tree))
    if not hooks or not isinstance(tree, dict):
        return []
    found = []
    for name in ("files", "exclude"):
        if tree.get(name):
            found.append(f"leaves files out of all hooks ({name})")
    types = _listed(tree.get("default_install_hook_types", ""))
    if types and not types & _COMMIT_STAGES:
        found.append("is not installed for commits (default_install_hook_types)")
    skipped = tree.get("ci", "")
    for repo, hook in hooks:
        found += _hook_limits(tree, repo, hook)
        if isinstance(skipped, dict) and hook.get("id") in _listed(skipped.get("skip", "")):
            found.append(f"skips {hook['id']} in CI")
    return list(dict.fromkeys(found))


def _hook_limits(tree: dict[str, Value], repo: str, hook: dict[str, Value]) -> Iterator[str]:
    name = str(hook["id"])
    stages = _listed(hook.get("stages", tree.get("default_stages", "")))
    if stages and not stages & _COMMIT_STAGES:
        yield f"does not run {name} at a commit (stages)"
    for key in _NARROWING:
        if hook.get(key):
            yield f"runs {name} for some files only ({key})"
    if str(hook.get("always_run", "true")).lower() == "false":
        yield f"runs {name} for some commits only (always_run)"
    for key in _REPLACING:
        if key in hook and repo != "local":
            yield f"runs something else for {name} ({key})"
    entry = str(hook.get("entry", ""))
    if repo == "local" and not _starts_groundplan(entry):
        yield f"runs something else for {name} (entry)"
    if repo == "meta" or not repo:
        yield f"takes {name} from nowhere (repo)"
    arguments = hook.get("args", "")
    if isinstance(arguments, list) and any("help" in str(item) for item in arguments):
        yield f"runs {name} with arguments by which it judges nothing"


def _starts_groundplan(entry: str) -> bool:
    words = entry.split()
    if any(char in entry for char in ";|&`$<>#"):
        return False
    starts = " ".join(words[:2]) in ("sh .groundplan/run", "python -m", "python3 -m")
    direct = bool(words) and words[0].rpartition("/")[2] == "groundplan"
    bundled = len(words) > 1 and words[0].startswith("python") and ".groundplan/" in entry
    return (starts and ("run" in entry or "groundplan" in entry)) or direct or bundled


def _listed(value: Value) -> set[str]:
    if isinstance(value, list):
        return {str(item) for item in value}
    return {value} if isinstance(value, str) and value else set()


def lost(old: str, new: str) -> list[str]:
    """Return what the hook of a base did and the one of a change does not: its repo, its hooks."""
    try:
        before, after = list(_hooks(read_plain(old))), list(_hooks(read_plain(new)))
    except NotPlain:
        return []
    found = []
    repos = {str(hook["id"]): repo for repo, hook in after}
    for repo, hook in before:
        name = str(hook["id"])
        if name not in repos and "groundplan" not in repos:
            found.append(f"no longer runs {name}")
        elif repos.get(name, repo) != repo:
            found.append(f"takes {name} from {repos[name] or 'nowhere'}, not from {repo}")
    options = {str(hook["id"]): hook.get("args", "") for _, hook in after}
    found += [
        f"runs {hook['id']} with other arguments"
        for _, hook in before
        if options.get(str(hook["id"]), hook.get("args", "")) != hook.get("args", "")
    ]
    return found
