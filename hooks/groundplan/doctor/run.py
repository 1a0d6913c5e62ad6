"""The road of `groundplan doctor`: look, and report. Nothing in the repo is changed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from groundplan.agents import AGENTS, LAUNCHER, Reach
from groundplan.core import git, terminal
from groundplan.core.errors import DONE, FOUND, Refused
from groundplan.doctor.live import CLIENTS, Came, Trial, attempts_for, run_trial
from groundplan.review.run import rules_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from groundplan.doctor.live import Client

SUBFOLDER = "src/deep"
"""Where a client is started the second time: a folder that needs no file of its own."""


def live(start: Path, keys: Sequence[str], cache: Path | None, as_json: bool) -> int:
    """Try the rules in real clients and report what came of each call.

    Args:
        start: a folder in the repo.
        keys: the agents' keys; `all` for every client that is installed.
        cache: a folder of unpacked clients, or None for those on the PATH only.
        as_json: print one JSON object.

    Returns:
        0 when every call ended as it should where the agent can be made to obey, else 1.

    Raises:
        Refused: no agent is named, one is unknown, or the kit has not landed here.
    """
    root = git.repo_root(start)
    if root is None or not (root / LAUNCHER).is_file():
        raise Refused("No guard has landed here.", "Run `groundplan init` in the repo first.")
    chosen = _clients(keys)
    attempts = attempts_for({rule["id"] for rule in rules_of(root)})
    trials = [
        run_trial(client, root, attempts, folder=folder, cache=cache)
        for client in chosen
        for folder in (".", SUBFOLDER)
    ]
    if "all" in keys:
        trials = [trial for trial in trials if not trial.is_missing]
    terminal.print_line(_as_json(trials) if as_json else _as_text(trials))
    return DONE if all(is_as_known(trial) for trial in trials) else FOUND


def _clients(keys: Sequence[str]) -> list[Client]:
    known = {client.agent: client for client in CLIENTS}
    if not keys:
        raise Refused("Nothing to look at.", f"Name an agent: --live {' | '.join(known)} | all.")
    unknown = [key for key in keys if key not in known and key != "all"]
    if unknown:
        raise Refused(f"No client is known for {unknown[0]}.", f"Known: {', '.join(known)}, all.")
    return [client for key, client in known.items() if key in keys or "all" in keys]


def is_as_known(trial: Trial) -> bool:
    """Say whether a trial ended well, or as its agent is known to be limited.

    An agent that loads no hooks in a subfolder is no surprise there; it is one at the root.
    """
    if trial.is_right:
        return True
    agent = next(agent for agent in AGENTS if agent.key == trial.agent)
    return trial.folder != "." and agent.subfolder is Reach.NO and not trial.trouble


def _as_text(trials: Sequence[Trial]) -> str:
    lines = []
    for trial in trials:
        place = "the root" if trial.folder == "." else trial.folder
        lines.append(f"{trial.agent}, started in {place}:")
        if trial.trouble:
            lines.append(f"  not tried: {trial.trouble}")
        for outcome in trial.outcomes:
            mark = "ok" if outcome.is_right else "!!"
            lines.append(f"  {mark} {outcome.came.value:<15} {outcome.attempt.wish.name}")
        if not trial.is_right and is_as_known(trial):
            lines.append("  (known: this agent loads no hooks there; the commit and CI hold)")
    if not trials:
        lines.append("No agent client is installed here, so nothing was tried.")
    return "\n".join(lines)


def _as_json(trials: Sequence[Trial]) -> str:
    data = [
        {
            "agent": trial.agent,
            "folder": trial.folder,
            "trouble": trial.trouble,
            "as_known": is_as_known(trial),
            "calls": [
                {
                    "name": outcome.attempt.wish.name,
                    "wanted": "denied" if outcome.attempt.is_denied else Came.RAN.value,
                    "came": outcome.came.value,
                    "right": outcome.is_right,
                }
                for outcome in trial.outcomes
            ],
        }
        for trial in trials
    ]
    return json.dumps({"trials": data}, indent=2)
