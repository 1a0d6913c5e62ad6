"""Which commands run a whole test suite: runners, tasks and scripts of the repo."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.assess.checkout import Want
from groundplan.assess.manifests import MANIFESTS
from groundplan.assess.places import Place
from groundplan.assess.task_files import JUSTFILES, MAKEFILES, TASKFILES, Task

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.assess.checkout import Checkout, File

# What each runner's own documentation calls it with, in the forms in which repos write it down.
RUNNER = re.compile(
    r"(?:^|[\s/;&|(\"'])(?:py\.?test|python[\d.]*\s+-m\s+(?:pytest|unittest)|(?:python[\d.]*\s+)?(?:\./)?\S*manage\.py\s+test|"
    r"tox|nox|(?:go|\$[({]\w*GO[)}])\s+test|mage\s+test[\w:]*|deno\s+test|gotestsum|ginkgo|jest|vitest|mocha|ava|karma|playwright\s+test|cypress\s+run|bun\s+test|node\s+--test|"
    r"(?:\S*bin/)?(?:rspec|rails\s+(?:test|spec)\S*|rake\s+(?:test|spec)\S*|rake$)|minitest|(?:nx|turbo|lerna)\s+(?:run\s+|run-many\s+)?(?:-t\s+|--target=)?test|"
    r"cargo\s+(?:nextest\s+run|test)|composer\s+(?:run(?:-script)?\s+)?tests?\b|php\s+artisan\s+test|pest|mvnw?\s+(?:\S+\s+)*test|gradlew?\s+(?:\S+\s+)*test|phpunit|dotnet\s+test|mix\s+test|flask\s+test|hatch\s+(?:run\s+\S*test\S*|test)|"
    r"pdm\s+run\s+test\S*|poe\s+test\S*|inv(?:oke)?\s+test\S*|coverage\s+run)(?=$|[\s;&|)\"'])"
)
TASK_CALL = re.compile(
    r"(?:^|[\s;&|])(?:make(?:\s+-\S+)*|just|task|npm(?:\s+run)?|yarn(?:\s+run)?|pnpm(?:\s+run)?|bun\s+run)\s+(?P<name>[\w:.-]*(?:test|check|spec|verify)[\w:.-]*)"
)
TEST_NAMES = re.compile(
    r"(?:(?:docker|py|python|backend|back|api|server|app|go|be|uv|poetry)[-_:]|run[-_]?)?(?:unit[-_]?)?tests?(?:[-_:]?(?:all|suite|docker|backend|api|py|python|unit|ci|e2e|integration))?|check|spec|pytest|all[-_]tests?",
    re.I,
)
_PARTIAL = re.compile(
    r"manage\.py test [\w.]*\w\.\w|\s(?:-k|-m|-t|--lf|-x|--watch|--ui|--collect-only|-run|--grep)(?=\s|$|=)|::|test_\w+\.py|\.spec\.|_spec\.rb|_test\.rb|\.test\.[jt]sx?|<\w+>|path/to|\.\w+proj\b|(?<!/)\.\.\.$|\[.*\]$"
    # Go names packages by folder: what is not `./...` is a part of them.
    r"|\bgo\s+test\b(?!.*\s\./\.\.\.(?:\s|$)).*\s\.{1,2}/\S|\bmage\s+\S+\s+\S|^go\s+test$"
)
_RUNS_TESTS = re.compile(r"\btests?\b|" + RUNNER.pattern)
_NOT_A_RUN = re.compile(
    r"^(?:pip|uv pip|uv add|poetry add|npm i\b|npm install|yarn add|apt|brew|go install|gem install|git|echo|cd|export|curl|docker build|docker pull)\b"
)
PREFIX = re.compile(
    r"^(?:(?:poetry|uv|pipenv|pdm|hatch|rye|bundle)\s+(?:run|exec)\s+|[\w./-]*(?:docker|container)[\w-]*[-_](?:run|exec)\s+|npx\s+|bunx\s+|sudo\s+|time\s+|(?:ba|z)?sh\s+|docker[ -]compose\s+(?:\S+\s+)*?(?:run|exec)\s+(?:-\S+\s+)*\S+\s+|docker\s+(?:exec|run)\s+(?:-\S+\s+)*\S+\s+|\w+=\S+\s+)+"
)
_SCRIPT_RUNS = re.compile(
    r"unittest\.main\(|pytest\.main\(|TextTestRunner|execute_from_command_line\(\[[^\]]*[\"']test[\"']"
)


def read_script(file: File) -> int | None:
    """Return the line of a script at which it runs a test suite."""
    if file.suffix == ".py":
        runs = _SCRIPT_RUNS.search(file.text)
        return file.line_of(runs.start()) if runs else None
    if not (file.data.startswith(b"#!") or file.suffix in (".sh", ".bash", ".zsh")):
        return None
    for number, line in enumerate(file.text.split("\n"), 1):
        code = line.strip()
        if not code.startswith("#") and RUNNER.search(line) and not _NOT_A_RUN.match(code):
            return number
    return None


def read_called(file: File) -> tuple[str, ...]:
    """Return the scripts of the repo that a shell script starts."""
    if not (file.data.startswith(b"#!") or file.suffix in (".sh", ".bash", ".zsh")):
        return ()
    found = re.findall(r"(?:\b(?:ba|z)?sh[ \t]+|\./)([\w./-]+)", file.text)
    return tuple(dict.fromkeys(one.removeprefix("./") for one in found if "test" in one))


_WITH_TESTS = (Place.PRODUCT, Place.TEST)
SCRIPTS = Want(
    read_script,
    suffixes=("", ".sh", ".bash"),
    needles=(b"test", b"tox", b"nox", b"spec"),
    places=_WITH_TESTS,
)
PYTHON_SCRIPTS = Want(
    read_script,
    suffixes=(".py",),
    needles=(b"unittest.main(", b"pytest.main(", b"TextTestRunner", b"execute_from_command_line(["),
    places=_WITH_TESTS,
)


def recipe_runs(checkout: Checkout, task: Task, by_name: dict[str, Task], depth: int) -> bool:
    """Say whether a task runs tests, by itself or by the tasks of its file that it calls."""
    for command in task.commands:
        if RUNNER.search(command) or _script_of(checkout, command):
            return True
        for called in re.findall(r"(?:make|\$\(MAKE\)|\$\{MAKE\}|just|task)\s+([\w:.-]+)", command):
            other = by_name.get(called)
            if (
                other
                and other is not task
                and depth < 5
                and recipe_runs(checkout, other, by_name, depth + 1)
            ):
                return True
        if re.search(r"\b(?:npm|pnpm|yarn|bun)\s+(?:run\s+)?test\b", command):
            return True
    return False


def python_suites(checkout: Checkout) -> Iterator[tuple[str, str, File]]:
    """Yield (call, task, manifest) of the tasks in a `pyproject.toml` that run the suite."""
    for file, manifest in checkout.read(MANIFESTS):
        if manifest.format != "pyproject":
            continue
        for call, command in runner_tasks(manifest.data.get("tool")):
            name = call.rpartition(" ")[2].rpartition(":")[2]
            if TEST_NAMES.fullmatch(name) and RUNNER.search(command):
                yield call, name, file


def runner_tasks(tools: object) -> Iterator[tuple[str, str]]:
    """Yield (call, command) of Hatch's scripts and of the tasks of poe, PDM and taskipy."""
    tables = tools if isinstance(tools, dict) else {}
    for path, call in (
        ("poe.tasks", "poe"),
        ("pdm.scripts", "pdm run"),
        ("taskipy.tasks", "task"),
        ("rye.scripts", "rye run"),
    ):
        for name, command in _table(tables, *path.split(".")).items():
            yield f"{call} {name}", str(command)
    for environment, settings in _table(tables, "hatch", "envs").items():
        for name, command in _table(settings, "scripts").items():
            where = "" if environment == "default" else f"{environment}:"
            yield f"hatch run {where}{name}", str(command)


def _table(data: object, *path: str) -> dict[str, object]:
    for name in path:
        data = data.get(name) if isinstance(data, dict) else None
    return data if isinstance(data, dict) else {}


def runs_suite(checkout: Checkout, command: str, folder: str) -> bool:
    """Say whether a command that is written in a file of `folder` runs the whole suite."""
    if _NOT_A_RUN.match(command) or _PARTIAL.search(command) or len(command) > 300:
        return False
    words = command.split()
    if not words or not re.match(r"[\w./$-]", words[0]):
        return False
    bare = PREFIX.sub("", command)
    if RUNNER.match(bare) or _script_of(checkout, command, folder):
        return not _names_a_file(checkout, bare)
    if any(call in (bare, command) for call, *_ in python_suites(checkout)):
        return True
    call = TASK_CALL.match(bare)
    return (
        call is not None
        and TEST_NAMES.fullmatch(call["name"].replace(":", "-")) is not None
        and (_is_task(checkout, bare.split()[0], call["name"]))
    )


def _names_a_file(checkout: Checkout, bare: str) -> bool:
    return any(
        word.endswith(".py") and word in checkout.files and "manage.py" not in word
        for word in bare.split()[1:]
    ) and not bare.startswith("python")


def _is_task(checkout: Checkout, tool: str, name: str) -> bool:
    says_so = "test" in name  # `check` may be anything
    if tool in ("npm", "yarn", "pnpm", "bun"):
        return any(
            name == "test" or (name == script and (says_so or _RUNS_TESTS.search(command)))
            for _, manifest in checkout.read(MANIFESTS)
            if manifest.format == "package.json"
            for script, command, _ in manifest.scripts
        )
    want = {"make": MAKEFILES, "just": JUSTFILES, "task": TASKFILES}.get(tool)
    return want is not None and any(
        task.name == name
        and (says_so or recipe_runs(checkout, task, {one.name: one for one in tasks}, 0))
        for _, tasks in checkout.read(want)
        for task in tasks
    )


def _script_of(checkout: Checkout, command: str, folder: str = "") -> str:
    """Return the repo's script that a command starts, from the root or a folder, if it runs tests."""
    bare = PREFIX.sub("", command)
    words = re.sub(r"^python[\d.]*\s+", "", bare).split()
    path = words[0].removeprefix("./") if words else ""
    here = f"{folder}/{path}".lstrip("/")
    return next((one for one in (here, path) if path and _is_suite(checkout, one)), "")


def _is_suite(checkout: Checkout, path: str, depth: int = 3) -> bool:
    """Say whether a script runs tests, by itself or through another script."""
    file = checkout.files.get(path)
    if file is None or depth == 0:
        return False
    if file.digest(read_script) is not None:
        return True
    return any(
        _is_suite(checkout, other, depth - 1)
        for called in file.digest(read_called) or ()
        for other in (called, *(one for one in checkout.files if one.endswith(f"/{called}")))
        if other != path
    )
