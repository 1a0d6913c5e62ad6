"""`make release-check`: everything that must hold before a version is published.

The steps, in order: the version agrees wherever it is written; sdist and wheel build twice to the same
bytes; they contain what they must and nothing else; each installs into an empty environment and works
there; the bill of materials, the licenses and the provenance are written beside the builds.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path
from typing import NamedTuple

import groundplan
from groundplan.core import io
from groundplan.core.errors import EnvironmentTrouble, Refused

ROOT = Path(__file__).parents[3]
DIST = ROOT / "dist"
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
"""The versions of Python that a release is tried on, where the machine has them."""

MUST_CONTAIN = (
    "groundplan/cli/main.py",
    "groundplan/data/template/PLAN.md.jinja",
    "groundplan/data/kit.bundle",
)
MUST_NOT_CONTAIN = re.compile(r"(^|/)(tests|benchmarks|\.git|\.venv|dist|demo)/|^groundplan/dev/")
"""Paths that a wheel never has: what only developers need."""

# Licenses that the product's own, MIT, may depend on. From the SPDX list (https://spdx.org/licenses).
ALLOWED_LICENSES = re.compile(
    r"MIT|BSD|Apache|PSF|Python Software Foundation|ISC|MPL|Mozilla|0BSD|Unlicense|HPND|LGPL",
    re.IGNORECASE,
)

EXCEPTIONS = {
    # Its metadata says "GPL3". Copier depends on it; nothing of it is in what is released here.
    "jinja2-ansible-filters": "GPL-3.0 (a dependency of copier; not distributed with groundplan)",
}
"""Dependencies of dependencies whose license is none of the above, each with its reason."""


class Build(NamedTuple):
    """The two files of a release."""

    wheel: Path
    sdist: Path


def release_check(only: tuple[str, ...] = PYTHONS) -> None:
    """Run every step and leave the checked files in `dist/`.

    Args:
        only: versions of Python to try; those that are not installed are named and left out.

    Raises:
        Refused: something about the release is wrong; the sentence says what.
        EnvironmentTrouble: a program that a step needs is missing or failed.
    """
    version = groundplan.__version__
    check_versions(version)
    _report(f"version {version}: package, changelog and tag agree")
    with tempfile.TemporaryDirectory(prefix="groundplan-release-") as scratch:
        build = build_twice(Path(scratch))
        _report("sdist and wheel: built twice, the same bytes")
        check_contents(build)
        _report("contents: nothing is missing, nothing is in the way")
        environment = try_installed(build, Path(scratch), only)
        write_papers(build, environment)
        _report("dist/: sbom.json, licenses.json, provenance.json, SHA256SUMS")
    io.print_line(f"groundplan {version} can be released.")


# -- the version -------------------------------------------------------------------------------------


def check_versions(version: str, root: Path = ROOT) -> None:
    """Refuse a version that the places which name it do not agree on.

    Args:
        version: the package's own.
        root: the checkout.

    Raises:
        Refused: the changelog has no section for it, or the commit's tag is another version.
    """
    changelog = io.read_text(root / "CHANGELOG.md")
    if not re.search(
        rf"^## {re.escape(version)} - \d{{4}}-\d{{2}}-\d{{2}}$", changelog, re.MULTILINE
    ):
        raise Refused(
            f"CHANGELOG.md has no section for {version}.",
            f"Add the line: ## {version} - YYYY-MM-DD",
        )
    tags = io.git("tag", "--points-at", "HEAD", cwd=root).out.split()
    if wrong := [tag for tag in tags if tag != f"v{version}"]:
        raise Refused(
            f"This commit is tagged {wrong[0]}, and the package says {version}.",
            "Change hooks/groundplan/__init__.py or the tag.",
        )


# -- the builds --------------------------------------------------------------------------------------


def build_twice(scratch: Path) -> Build:
    """Build in two folders, compare, and keep the first in `dist/`.

    Args:
        scratch: an empty folder.

    Raises:
        Refused: the second build differs.
        EnvironmentTrouble: a build failed.
    """
    first, second = (_build(scratch / name) for name in ("first", "second"))
    for one, other in zip(first, second, strict=True):
        if one.read_bytes() != other.read_bytes():
            raise Refused(
                f"Two builds of {one.name} differ.",
                "Look for times, orders of folders or random names in hatch_build.py.",
            )
    shutil.rmtree(DIST, ignore_errors=True)
    DIST.mkdir()
    return Build(*(Path(shutil.copy2(file, DIST)) for file in first))


def _build(into: Path) -> Build:
    # The moment of the commit, so that the builds of one commit are one: reproducible-builds.org/specs
    moment = io.git("log", "-1", "--format=%ct", cwd=ROOT).out.strip()
    _run(
        [sys.executable, "-m", "hatchling", "build", "--directory", str(into)],
        {"SOURCE_DATE_EPOCH": moment},
    )
    return Build(next(into.glob("*.whl")), next(into.glob("*.tar.gz")))


def check_contents(build: Build) -> None:
    """Refuse builds that lack a file or have one that only developers need.

    Raises:
        Refused: which file of which build.
    """
    with zipfile.ZipFile(build.wheel) as wheel:
        names = wheel.namelist()
    for name in MUST_CONTAIN:
        if name not in names:
            raise Refused(
                f"{build.wheel.name} lacks {name}.", "See [tool.hatch] in pyproject.toml."
            )
    if extra := [name for name in names if MUST_NOT_CONTAIN.search(name)]:
        raise Refused(
            f"{build.wheel.name} contains {extra[0]}.",
            "Exclude it in [tool.hatch] of pyproject.toml.",
        )
    with tarfile.open(build.sdist) as sdist:
        if not any(name.endswith("/hooks/groundplan/data/kit.bundle") for name in sdist.getnames()):
            raise Refused(
                f"{build.sdist.name} lacks the template's history.", "See hatch_build.py."
            )


# -- trying them -------------------------------------------------------------------------------------


def try_installed(build: Build, scratch: Path, versions: tuple[str, ...]) -> Path:
    """Install the wheel on each Python and the sdist on the first; run the product there.

    Returns:
        The first environment, with the wheel and nothing but what it depends on.

    Raises:
        EnvironmentTrouble: no Python was found, or something failed.
    """
    environments = []
    for version in versions:
        if (python := _python(version)) is None:
            io.print_line(f"not tried: Python {version} is not on this machine")
            continue
        environments.append(_try(python, build.wheel, scratch / f"wheel-{version}"))
        _report(f"wheel on Python {version}: lands, plans, checks and denies without network")
    if not environments:
        raise EnvironmentTrouble("No supported Python was found.", "Install Python 3.11 or newer.")
    _try(sys.executable, build.sdist, scratch / "sdist")
    _report("sdist: installs and works the same")
    return environments[0]


def _python(version: str) -> str | None:
    """Return a Python of this version that starts; a version manager's stub may not."""
    found = shutil.which(f"python{version}")
    if found is None:
        return None
    done = subprocess.run([found, "-c", ""], capture_output=True, check=False)
    return found if done.returncode == 0 else None


def _try(python: str, archive: Path, environment: Path) -> Path:
    _run([python, "-m", "venv", str(environment)])
    program = environment / "bin" / "groundplan"
    _run([str(environment / "bin" / "python"), "-m", "pip", "install", "--quiet", str(archive)])
    repo = environment / "repo"
    shutil.copytree(
        ROOT / "examples" / "sample-api",
        repo,
        ignore=shutil.ignore_patterns("__pycache__", ".pytest_cache"),
    )
    identity = ("-c", "user.name=Release", "-c", "user.email=release@example.invalid")
    for arguments in (["init", "--quiet"], ["add", "-A"], ["commit", "--quiet", "-m", "Sample"]):
        io.git(*identity, *arguments, cwd=repo)
    # No index and no proxy: what is tried here has no network.
    offline = {"PIP_NO_INDEX": "1", "https_proxy": "http://127.0.0.1:9", "HOME": str(environment)}
    for arguments, accepted in (
        (["init", "--defaults"], (0,)),
        (["new", "--from", "change-request.md"], (0,)),
        (["check"], (0, 1)),  # a draft has findings
        (["guard", "--canary"], (0,)),
    ):
        _run([str(program), *arguments], offline, cwd=repo, accepted=accepted)
    if not (repo / "PLAN.md").is_file():
        raise Refused(f"{archive.name}: `groundplan new` wrote no PLAN.md.", "Run it by hand.")
    return environment


# -- the papers --------------------------------------------------------------------------------------


def write_papers(build: Build, environment: Path) -> None:
    """Write the bill of materials, the licenses, the provenance and the hashes into `dist/`.

    Args:
        build: the files that are released.
        environment: where the wheel is installed with all that it depends on.

    Raises:
        Refused: a dependency's license is not one of those that are allowed.
        EnvironmentTrouble: the tool that writes the bill of materials failed.
    """
    sbom = DIST / "sbom.json"
    python = str(environment / "bin" / "python")
    # CycloneDX's own tool, in an environment of its own, reads what is installed in ours.
    tool = environment.parent / "cyclonedx"
    _run([sys.executable, "-m", "venv", str(tool)])
    _run([str(tool / "bin" / "python"), "-m", "pip", "install", "--quiet", "cyclonedx-bom>=5"])
    _run(
        [
            *(str(tool / "bin" / "cyclonedx-py"), "environment", "--output-reproducible"),
            *("--pyproject", str(ROOT / "pyproject.toml"), "--output-file", str(sbom), python),
        ]
    )
    licenses = licenses_of(json.loads(sbom.read_text(encoding="utf-8")))
    _write_json(DIST / "licenses.json", licenses)
    _write_json(DIST / "provenance.json", provenance(build))
    sums = "".join(f"{_hash(file)}  {file.name}\n" for file in build)
    (DIST / "SHA256SUMS").write_text(sums, encoding="utf-8")


def licenses_of(sbom: dict[str, object]) -> dict[str, str]:
    """Return the license of each component of a CycloneDX bill of materials.

    Args:
        sbom: the document, as parsed JSON: `components` with `name`, `version`, `licenses`.

    Raises:
        Refused: a component has no license, or one that is not allowed.
    """
    components = sbom.get("components", [])
    found: dict[str, str] = {}
    for component in components if isinstance(components, list) else []:
        names = []
        for entry in component.get("licenses", []):
            license_ = entry.get("license", {})
            names.append(entry.get("expression") or license_.get("id") or license_.get("name", ""))
        text = EXCEPTIONS.get(component["name"]) or " / ".join(sorted(filter(None, names)))
        if component["name"] not in EXCEPTIONS and not ALLOWED_LICENSES.search(text):
            raise Refused(
                f"{component['name']} {component.get('version', '')} has the license {text!r}.",
                "Take another library, or add the license to ALLOWED_LICENSES with its reason.",
            )
        found[f"{component['name']} {component.get('version', '')}"] = text
    return dict(sorted(found.items()))


def provenance(build: Build) -> dict[str, object]:
    """Return who built what from what, as an unsigned in-toto statement.

    The form is SLSA's provenance v1 (https://slsa.dev/spec/v1.0/provenance). It says what this
    machine did; the signed one is made by the workflow that publishes.
    """
    commit = io.git("rev-parse", "HEAD", cwd=ROOT).out.strip()
    return {
        "_type": "https://in-toto.io/Statement/v1",
        "subject": [{"name": file.name, "digest": {"sha256": _hash(file)}} for file in build],
        "predicateType": "https://slsa.dev/provenance/v1",
        "predicate": {
            "buildDefinition": {
                "buildType": "https://github.com/groundplan/groundplan/release-check/v1",
                "externalParameters": {"version": groundplan.__version__},
                "resolvedDependencies": [
                    {
                        "uri": "git+https://github.com/groundplan/groundplan",
                        "digest": {"gitCommit": commit},
                    }
                ],
            },
            "runDetails": {"builder": {"id": "make release-check"}},
        },
    }


# -- small parts -------------------------------------------------------------------------------------


def _hash(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _write_json(file: Path, value: object) -> None:
    file.write_text(json.dumps(value, indent=2) + "\n", encoding="utf-8")


def _report(sentence: str) -> None:
    io.print_line(f"ok: {sentence}")


def _run(
    arguments: list[str],
    variables: dict[str, str] | None = None,
    *,
    cwd: Path = ROOT,
    accepted: tuple[int, ...] = (0,),
) -> None:
    done = subprocess.run(
        arguments,
        cwd=cwd,
        env={**os.environ, **(variables or {})},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode not in accepted:
        last = (done.stderr.strip() or done.stdout.strip()).splitlines()[-3:]
        raise EnvironmentTrouble(
            f"{Path(arguments[0]).name} {' '.join(arguments[1:4])} exited {done.returncode}: "
            f"{' | '.join(last)}",
            "Run it by hand.",
        )
