"""cookiecutter's hook: hands the answers over to copier, so that the result is copier's own.

cookiecutter renders one file, `.groundplan-cookiecutter.json`, that holds every answer as JSON. It is
read as data and removed; nothing that was typed is rendered or run. copier then renders the template
into a folder of its own, and the files are moved in together: all of them, or none.

cookiecutter runs this file under its own Python, which may hold neither copier nor this package, so
only the standard library is used. cookiecutter renders this source too: no double braces in it.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

MARKER = ".groundplan-cookiecutter.json"
ANSWERS_FILE = ".copier-answers.groundplan.yml"
COPIER = "copier>=9.17.2,<10"
SEPARATED_BY_COMMAS = ("agents", "own_files")
BOOLEANS = ("containers",)


class Stopped(Exception):
    """One line for the person who called cookiecutter."""


def main() -> int:
    """Land the kit in the folder that cookiecutter made or was pointed at."""
    folder = Path.cwd()
    marker = folder / MARKER
    try:
        given = json.loads(marker.read_text(encoding="utf-8"))
        marker.unlink()
        land(folder, given)
    except (Stopped, OSError) as problem:
        print(f"groundplan: {' '.join(str(problem).split())}", file=sys.stderr)
        return 1
    if given.get("first_change") in (True, "True", "true"):
        print("The questions of the first change: make plan")
    return 0


def land(folder: Path, given: dict[str, object]) -> None:
    """Render the template beside `folder` and move every file in, or change nothing.

    Args:
        folder: where the kit lands; it may hold a repo already.
        given: cookiecutter's context, answers and its own `_template`, `_checkout`, `_output_dir`.

    Raises:
        Stopped: the kit is there already, copier is missing or refused, or a file is in the way.
    """
    if (folder / ANSWERS_FILE).exists():
        raise Stopped(f"the kit is here already. Update it: copier update -a {ANSWERS_FILE}")
    source = template_source(str(given["_template"]), str(given.get("_output_dir") or ""))
    answers = copier_answers(given, folder)
    with tempfile.TemporaryDirectory(prefix="groundplan-") as scratch:
        rendered, said = Path(scratch, "first"), ""
        said = render(source, str(given.get("_checkout") or ""), answers, rendered)
        # cookiecutter asks without conditions. An answer that copier does not keep was not wanted: it
        # would be gone at the next update, so it must not decide anything now.
        kept = (rendered / ANSWERS_FILE).read_text(encoding="utf-8")
        wanted = {
            name: value
            for name, value in answers.items()
            if name in ("kit_here", "kit_found") or re.search(rf"^{name}:", kept, re.MULTILINE)
        }
        if wanted != answers:
            rendered = Path(scratch, "second")
            said = render(source, str(given.get("_checkout") or ""), wanted, rendered)
        move_in(rendered, folder)
    print(said, file=sys.stderr)


def render(source: str, ref: str, answers: dict[str, object], into: Path) -> str:
    """Run `copier copy` into a new folder and return what it has to say to a person.

    Raises:
        Stopped: copier is missing, or ended with an error; its own last line is in the message.
    """
    data = into.with_suffix(".json")
    # JSON is YAML; the bytes are ASCII, so no locale can change them.
    data.write_text(json.dumps(answers), encoding="ascii")
    command = [*copier_command(), "copy", "--defaults", "--data-file", str(data)]
    if ref:
        command += ["--vcs-ref", ref]
    done = subprocess.run(
        [*command, source, str(into)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        check=False,
    )
    said = done.stderr.decode("utf-8", "replace").strip()
    if done.returncode:
        reason = said.splitlines()[-1] if said else f"it ended with status {done.returncode}"
        raise Stopped(f"copier could not land the kit. {reason}")
    # What copier lists file by file is progress; the advice begins at this sentence.
    return said[said.find("The kit has landed") :]


def template_source(template: str, output_dir: str) -> str:
    """Return what cookiecutter was called with in the form in which copier knows it.

    A relative path is meant from where cookiecutter was started, which is not said anywhere: the
    shell's PWD and the output folder are tried, and only a folder with a copier.yml counts.
    """
    if template.endswith(".zip"):
        raise Stopped("a zip file holds no versions to update from. Name a repository or a folder.")
    if template.startswith("bb:"):
        return f"https://bitbucket.org/{template[3:]}.git"
    if re.match(r"[a-z+]+:(//)?|[^/\\]+@[^/\\]+:", template) and not Path(template).exists():
        known = re.match(r"gh:|gl:|git\+|git@|https://(github|gitlab)\.com/", template)
        return template if known or template.endswith(".git") else f"git+{template}"
    for start in (os.environ.get("PWD", ""), output_dir):
        found = Path(start, Path(template).expanduser())
        if found.is_absolute() and (found / "copier.yml").is_file():
            return str(found.resolve())
    raise Stopped(f"{template} was not found from the new folder. Name it by an absolute path.")


def copier_answers(given: dict[str, object], folder: Path) -> dict[str, object]:
    """Return cookiecutter's answers as copier takes them; what was left empty copier finds out."""
    answers: dict[str, object] = {}
    for name, value in given.items():
        if name.startswith("_") or name in ("target", "first_change") or value == "":
            continue
        if name in SEPARATED_BY_COMMAS:
            answers[name] = [part for part in re.split(r"[,\s]+", str(value)) if part]
        elif name in BOOLEANS:
            answers[name] = str(value).lower() in ("true", "yes", "y", "1")
        else:
            answers[name] = value
    # Where the template looks for signs of a stack: the folder itself, not the scratch one.
    answers["kit_here"] = re.sub(r"([*?[])", r"[\1]", f"{folder}/")
    return answers


def copier_command() -> list[str]:
    """Return how copier is called here: from this Python, the PATH, or fetched by uvx or pipx."""
    if importlib.util.find_spec("copier"):
        return [sys.executable, "-m", "copier"]
    if found := shutil.which("copier"):
        return [found]
    if found := shutil.which("uvx"):
        return [found, "--quiet", "--from", COPIER, "copier"]
    if found := shutil.which("pipx"):
        return [found, "run", "--spec", COPIER, "copier"]
    raise Stopped(f"copier was not found. Install it: pipx install '{COPIER}'")


def move_in(rendered: Path, folder: Path) -> None:
    """Move every rendered file into `folder`; on any trouble take back what was moved.

    Raises:
        Stopped: a file, a folder or a link out of the folder is in the way of one of ours.
    """
    files = sorted(path for path in rendered.rglob("*") if path.is_file())
    for file in files:
        target = folder / file.relative_to(rendered)
        name = target.relative_to(folder).as_posix()
        if os.path.lexists(target):
            raise Stopped(f"{name} is in the way. Nothing was changed; move it, then try again.")
        if not target.parent.resolve().is_relative_to(folder.resolve()):
            raise Stopped(f"{name} would leave the folder through a link. Nothing was changed.")
    made: list[Path] = []
    try:
        for file in files:
            target = folder / file.relative_to(rendered)
            for parent in reversed([p for p in target.parents if not p.exists()]):
                parent.mkdir()
                made.append(parent)
            made.append(target)
            shutil.copy2(file, target)
    except BaseException:
        for path in reversed(made):
            if path.is_dir():
                path.rmdir()
            else:
                path.unlink(missing_ok=True)
        raise


if __name__ == "__main__":
    sys.exit(main())
