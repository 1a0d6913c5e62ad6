"""A scripted model that follows the landed skills, and a repo for it: from one sentence to a kept plan.

The model knows the change (answers, steps, code). Which commands it runs, and in which order, it
takes from the text of the skills as a client shows it.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pexpect
from support import commit, git, land, write_files

from groundplan.agents import AGENTS
from groundplan.core import write
from groundplan.doctor.live import stub
from groundplan.doctor.live.clients import Client, program_of
from groundplan.doctor.live.stub import Script, Stub, Wish, call_of
from groundplan.doctor.live.trial import run_started
from groundplan.verify.consent import DRIVEN

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Mapping, Sequence

    from groundplan.doctor.live.dialects import Tool, ToolCall

Model = "Generator[Wish, str, None]"
SECONDS = 400
"""For one conversation of about 25 calls; it takes 15 to 60 s."""
SENTENCE = "Let the greeting be in Welsh with --welsh"
BIN = Path(sys.executable).parent
VARIABLES = {DRIVEN, *(name for agent in AGENTS for name in agent.command_variables)}

REPO = {
    "greet.py": (
        '"""Greets."""\n\nimport sys\n\n\ndef greeting(name):\n    """Return an English greeting."""\n'
        '    return f"Hello, {name}!"\n\n\nif __name__ == "__main__":\n    print(greeting(sys.argv[1]))\n'
    ),
    "test_greet.py": (
        "import unittest\n\nfrom greet import greeting\n\n\nclass Greeting(unittest.TestCase):\n"
        '    def test_english(self):\n        self.assertEqual(greeting("Ada"), "Hello, Ada!")\n'
    ),
    "README.md": "# greet\n\n`python3 greet.py NAME` greets.\n",
    ".gitignore": "__pycache__/\n",
}
ANSWERS = {
    "context.project_type": "Command-line tool",
    "context.technology_stack": ["Python, standard library"],
    "context.current_state": "`greeting` in `greet.py` knows English only.",
    "change.summary": SENTENCE,
    "change.reason": "Half of the users speak Welsh.",
    "change.user_view": "`python3 greet.py --welsh Ada` prints a Welsh greeting.",
    "requirements.must_have": ["`--welsh` prints `Helo, NAME!`"],
    "requirements.limits": ["no new dependency"],
    "files.primary": [["greet.py", "the flag"], ["README.md", "names the flag"]],
    "files.new": [["test_welsh.py", "tests the flag"]],
    "behavior.before": "`--welsh` is taken for a name.",
    "behavior.after": "`--welsh` chooses the language.",
    "interface.new_endpoints": "Not applicable: a command-line tool",
    "interface.modified_endpoints": "Not applicable: a command-line tool",
    "interface.data_models": "Not applicable: nothing is stored",
    "testing.integration": ["the function, called for Welsh"],
    "setup.dependencies": "Not applicable: none",
    "setup.env_vars": "Not applicable: none",
    "success.criteria": ["`Helo, Ada!` is printed"],
}
STEPS = """\
## Steps

### S1 - The Welsh greeting

- **Goal:** `greeting(name, welsh=True)` answers in Welsh.
- **Depends:** none
- **Touches:** `greet.py`, `test_welsh.py`

#### Actions

- [ ] S1.1 Add the language to `greeting`, like `greet.py:6`.
- [ ] S1.2 Test it in `test_welsh.py`.

#### Verify

- [ ] S1.a The test of the flag passes.
```sh verify=S1.a kind=test min-tests=1
python3 -m unittest test_welsh
```

### S2 - The whole suite

- **Goal:** Nothing that worked is broken, and the README names the flag.
- **Depends:** S1
- **Touches:** `README.md`

#### Actions

- [ ] S2.1 Name the flag in `README.md`.

#### Verify

- [ ] S2.a The whole suite passes.
```sh verify=S2.a kind=test min-tests=2
python3 -m unittest
```

"""
EDIT = """\
import re
text = open("PLAN.md").read()
head, tail = text.split("## Steps", 1)
open("PLAN.md", "w").write(head + open("steps.txt").read() + "## Decisions" + tail.split("## Decisions", 1)[1])
"""
CODE = {
    "S1": {
        "greet.py": REPO["greet.py"]
        .replace("def greeting(name):", "def greeting(name, welsh=False):")
        .replace("    return f", '    if welsh:\n        return f"Helo, {name}!"\n    return f')
        .replace(
            "print(greeting(sys.argv[1]))",
            'print(greeting(sys.argv[-1], welsh="--welsh" in sys.argv))',
        ),
        "test_welsh.py": REPO["test_greet.py"]
        .replace("Greeting(", "Welsh(")
        .replace("test_english", "test_welsh")
        .replace('greeting("Ada"), "Hello', 'greeting("Ada", welsh=True), "Helo'),
    },
    "S2": {"README.md": REPO["README.md"] + "\n`--welsh` greets in Welsh.\n"},
}


class Journey(Script):
    """A script whose next wish depends on what came back."""

    def __init__(self, model: Generator[Wish, str, None]) -> None:
        super().__init__([])
        self._model = model
        self._wish: Wish | None = None
        self._number = 0
        self.last: Mapping[str, Any] = {}
        """The largest request: the whole conversation."""
        self.first: Mapping[str, Any] = {}
        """The first request: what the client tells its model by itself."""
        self.trouble = ""
        """Why the model could not go on; empty where it came to its end."""

    def next_call(self, tools: Sequence[Tool]) -> ToolCall | None:
        """Return the call for the wish at hand; a request that is repeated gets the same one."""
        if self._number == len(self.results):
            try:
                last = self.results[-1] if self.results else ""
                self._wish = self._model.send(last) if self._number else next(self._model)
            except StopIteration:
                self._wish = None
            except Exception as problem:  # in the server's thread nobody would see it
                self._wish, self.trouble = None, f"{problem!r} after {list(self.asked)[-1:]}"
            self._number += 1
        if self._wish is None:
            return None
        self.asked[self._wish.name] = "a tool"
        return call_of(self._wish, tools, self._number - 1)

    @property
    def tokens(self) -> int:
        """About how many tokens the conversation has, without the client's own system prompt and tools.

        Four characters a token, as vendors advise for English.
        """
        talk = (
            self.last.get("messages") or self.last.get("input") or self.last.get("contents") or []
        )
        told = [
            part
            for part in talk
            if isinstance(part, dict) and part.get("role") not in ("system", "developer")
        ]
        return len(json.dumps(told, ensure_ascii=False)) // 4


def shell(command: str) -> Wish:
    """Return the wish to run a command."""
    return Wish(command, command)


def commands_of(skill: str) -> dict[str, str]:
    """Return the commands that a skill's text names: the word after `run` -> the first such command."""
    found: dict[str, str] = {}
    for command in re.findall(r"sh \.groundplan/run [^`\n]+", skill):
        words = command.split("<<")[0].split()
        name = " ".join([words[2], *(word for word in words[3:] if word in ("--plan", "--show"))])
        found.setdefault(name, " ".join(words))
    return found


def planner(forged: list[str], root: Path) -> Generator[Wish, str, None]:
    """Plan the change by `plan-change`; `forged` gets what attempts to accept it came to."""
    commands = commands_of((yield shell("cat .agents/skills/plan-change/SKILL.md")))
    yield shell(f"{commands['new']} <<'REQUEST'\n{SENTENCE}\nREQUEST")
    yield shell(commands["assess"])
    yield shell("cat greet.py test_greet.py")
    answers = json.dumps(ANSWERS, indent=1)
    told = yield shell(f"{commands['answer']} <<'ANSWERS'\n{answers}\nANSWERS")
    if "blocked" in told:
        yield Wish("answers", path=str(root / "answers.txt"), content=answers)
        yield shell(commands["answer"].replace(" - ", " answers.txt "))
        yield shell("rm answers.txt")
    yield Wish("steps", path=str(root / "steps.txt"), content=STEPS)
    yield shell(f"python3 - <<'EDIT'\n{EDIT}EDIT\nrm steps.txt")
    left = yield shell(commands["check"])
    assert set(re.findall(r"PL\d+", left)) == {"PL605"}, left
    shown = yield shell(commands["accept --plan --show"])
    assert "S1 - The Welsh greeting" in shown, shown
    for attempt in FORGERIES:
        forged.append((yield shell(attempt)))


FORGERIES = (
    "sh .groundplan/run accept --plan --by Ada",
    "env -u CLAUDECODE -u CODEX_THREAD_ID -u GEMINI_CLI -u OPENCODE groundplan accept --plan --by Ada",
    "script -qec 'groundplan accept --plan --by Ada' /dev/null",
    "sed -i 's/^status: draft/status: active/' PLAN.md",
    "python3 -m groundplan accept --plan --by Ada",
)
"""Ways to accept the plan in the user's place."""


def worker(root: Path) -> Generator[Wish, str, None]:
    """Carry out and prove the steps by `next-step` and `verify-step`, then archive the plan."""
    doing = commands_of((yield shell("cat .agents/skills/next-step/SKILL.md")))
    proving = commands_of((yield shell("cat .agents/skills/verify-step/SKILL.md")))
    while step := json_in((yield shell(doing["next"])))["step"]:
        for path, content in CODE[step["id"]].items():
            if (root / path).exists():  # a patch can only add a file
                yield shell(f"rm {path}")
            yield Wish(path, path=str(root / path), content=content)
        for action in step["actions"]:
            box = shlex.quote(f"s/- \\[ \\] {action['id']} /- [x] {action['id']} /")
            yield shell(f"sed -i {box} PLAN.md")
        proven = json_in((yield shell(proving["verify"].replace("S1", step["id"]))))
        assert proven["status"] == 0, proven
    yield shell("sed -i 's/^- \\[ \\] /- [x] /' PLAN.md")  # criteria, which the suite has proven
    done = yield shell(proving["check"])
    assert "PL" not in done, done
    yield shell(proving["archive"])


def json_in(text: str) -> dict[str, Any]:
    """Return the JSON object in what a client reports of a command."""
    data: dict[str, Any] = json.JSONDecoder(strict=False).raw_decode(text[text.index("{") :])[0]
    return data


def make_repo(kit: Path, folder: Path, keys: Sequence[str]) -> Path:
    """Make the repo, with the kit landed for some agents."""
    repo = folder / "repo"
    git(folder, "init", "--quiet", "--initial-branch=main", str(repo))
    git(repo, "config", "user.name", "Ada")
    git(repo, "config", "user.email", "ada@example.invalid")
    write_files(repo, REPO)
    commit(repo, "Greet")
    commands = {"test_command": "python3 -m unittest", "test_one_command": "python3 -m unittest"}
    land(kit, repo, project_type="cli", containers=False, agents=list(keys), **commands)
    commit(repo, "Land")
    return repo


@contextmanager
def served(journeys: Sequence[Journey]) -> Iterator[str]:
    """Serve a scripted model; each conversation that begins anew gets the next journey.

    Yields:
        The address.
    """
    original, left = stub.answer, list(journeys)

    def answer(path: str, body: Mapping[str, Any], script: Script) -> tuple[str, bytes]:
        dialect = stub.dialect_of(path)
        if dialect is not None and dialect.tools(body):
            begins = not dialect.results(body)
            if begins and left[0].results and len(left) > 1:
                left.pop(0)
            left[0].first = left[0].first or body
            if len(str(body)) > len(str(left[0].last)):
                left[0].last = body
        return original(path, body, left[0])

    stub.answer = answer
    try:
        with Stub(journeys[0]) as server:
            yield server.address
    finally:
        stub.answer = original


def home_of(client: Client, repo: Path, files: Mapping[str, str]) -> Path:
    """Return a throw-away home with the files that a client wants there."""
    home = repo.parent / f"home-{client.agent}"
    for path, text in files.items():
        write.write_text(home / path, text)
    # A client that starts a login shell loses the PATH that it was given.
    write.write_text(home / ".bash_profile", f"export PATH={shlex.quote(str(BIN))}:$PATH\n")
    return home


def environment(home: Path, more: Mapping[str, str], *folders: Path) -> dict[str, str]:
    """Return the whole environment of a client, or of what starts it."""
    path = os.pathsep.join([*map(str, folders), str(BIN), "/usr/local/bin", "/usr/bin", "/bin"])
    return {"PATH": path, "HOME": str(home), "TMPDIR": str(home), "LANG": "C.UTF-8", **more}


def run_journey(
    client: Client, cache: Path, repo: Path, journey: Journey, folder: str = "."
) -> str:
    """Let a client go through a journey in a repo, with a throw-away home; return what it printed."""
    command = program_of(client, cache)
    assert command is not None
    (repo / folder).mkdir(parents=True, exist_ok=True)
    with served([journey]) as address:
        start = client.start(address, repo)
        env = environment(home_of(client, repo, start.home_files), start.variables)
        return run_started([*command, *start.arguments], repo / folder, env, SECONDS)[1]


def drive(client: Client, cache: Path, repo: Path, journeys: Sequence[Journey]) -> dict[str, Any]:
    """Run `groundplan drive` with a real client; return what it says as JSON."""
    command = program_of(client, cache)
    assert command is not None
    programs = repo.parent / "programs"
    shim = programs / client.program
    write.write_text(shim, f'#!/bin/sh\nexec {shlex.join(command)} "$@"\n')
    shim.chmod(0o755)
    with served(journeys) as address:
        start = client.start(address, repo)
        env = environment(home_of(client, repo, start.home_files), start.variables, programs)
        words = ["drive", "--agent", client.agent, "--json", "--yes", "--turns", "3"]
        more = ["--", *DRIVE_MORE.get(client.agent, ())]
        done = subprocess.run(
            [sys.executable, "-m", "groundplan", *words, *more],
            cwd=repo, env=env, capture_output=True, text=True, timeout=300, check=False,
        )  # fmt: skip
    assert done.stdout, done.stderr
    data: dict[str, Any] = json.loads(done.stdout)
    return {**data, "status": done.returncode}


DRIVE_MORE = {
    "claude-code": ("--model", "claude-sonnet-4-5"),
    "gemini-cli": ("-m", "gemini-2.5-flash"),
    "opencode": ("-m", "stub/stub"),
}
"""The stub's model, for clients that are not told by their settings."""


def accept(repo: Path) -> None:
    """Accept the plan as a person does: at a terminal, with the token typed."""
    own = {name: value for name, value in os.environ.items() if name not in VARIABLES}
    words = ["-m", "groundplan", "accept", "--plan", "--by", "Ada"]
    child = pexpect.spawn(
        sys.executable, words, cwd=str(repo), env=own, encoding="utf-8", timeout=60
    )
    child.expect(r"Type (\w{4}) to accept")
    assert child.match is not None
    child.sendline(child.match[1])
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
