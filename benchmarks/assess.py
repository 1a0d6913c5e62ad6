"""What an assessment costs: CPU time as a multiple of the floor, and peak memory, in one run.

The floor is `git ls-files` and every tracked byte read once. Repos: the small ones of the tests, the
folders that are named, a repo of about 10 MB made of the packages of this Python, and one application
at four sizes (for the growth). Byte code is kept between the runs, as an installed command's is. A peer
is measured in the same run where it is given:

    python benchmarks/assess.py [FOLDER ...] [--peer 'node stack-analyser ...'] [--json FILE]
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
MINIATURES = ROOT / "tests/data/assess/mini-repos"
TEN_MEGABYTES = 10_000_000
REPEATS = 3
FLOOR = "git ls-files -z | xargs -0 cat > /dev/null 2>&1 || true"


@dataclass(frozen=True)
class Cost:
    """CPU seconds of a program and its children, and their peak memory in MB."""

    cpu: float
    memory: float


@dataclass(frozen=True)
class Row:
    """One repo's figures."""

    repo: str
    files: int
    megabytes: float
    floor: float
    cpu: float
    multiple: float
    memory: float
    peer: float | None


def environment(scratch: Path) -> dict[str, str]:
    """Return the environment of the runs: byte code is kept in the scratch folder."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPYCACHEPREFIX": str(scratch / "byte-code")}


def cost(command: list[str], folder: Path, env: dict[str, str]) -> Cost:
    """Return the least CPU time of some runs, each in a process of its own."""
    best = Cost(float("inf"), 0.0)
    for _ in range(REPEATS):
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            with Path(os.devnull).open("w") as nowhere:
                status = subprocess.run(
                    command, cwd=folder, env=env, stdout=nowhere, stderr=nowhere
                ).returncode
            used = resource.getrusage(resource.RUSAGE_CHILDREN)
            text = f"{used.ru_utime + used.ru_stime} {used.ru_maxrss / 1024} {status}"
            os.write(writing, text.encode())
            os._exit(0)
        os.close(writing)
        cpu, memory, ended = os.read(reading, 100).decode().split()
        os.close(reading)
        os.waitpid(child, 0)
        if ended != "0":
            raise SystemExit(f"{command[0]} ended with {ended} in {folder}")
        best = min(best, Cost(float(cpu), float(memory)), key=lambda one: one.cpu)
    return best


def committed(folder: Path) -> Path:
    """Make a folder a repo whose files are all tracked."""
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    subprocess.run(["git", "add", "-A", "-f"], cwd=folder, check=True)
    return folder


def packages_repo(folder: Path) -> Path:
    """Make a repo of the packages of this Python, up to 10 MB: real code that everybody has."""
    size = 0
    source = Path(sysconfig.get_paths()["purelib"])
    for file in sorted(source.rglob("*.py")):
        if size < TEN_MEGABYTES and "tests" not in file.parts:
            target = folder / "product" / file.relative_to(source)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target)
            size += file.stat().st_size
    return committed(folder)


def application(folder: Path, modules: int) -> Path:
    """Make a repo of one application with many routers, models and settings."""
    names = [f"part{number}" for number in range(modules)]
    imports = "\n".join(f"from app.{name} import routes as {name}" for name in names)
    mounts = "\n".join(f"app.include_router({name}.router, prefix=settings.base)" for name in names)
    files = {
        "app/settings.py": "from pydantic_settings import BaseSettings\nclass Settings(BaseSettings):\n    base: str = '/api'\nsettings = Settings()\n",
        "app/main.py": f"from fastapi import FastAPI\nfrom app.settings import settings\n{imports}\napp = FastAPI()\n{mounts}\n",
    }
    for name in names:
        routes = "\n".join(
            f"@router.get('/{name}/{n}/{{id}}')\ndef route{n}(id: int):\n    return {{'value': id * {n}}}\n"
            for n in range(20)
        )
        files[f"app/{name}/routes.py"] = (
            f"from fastapi import APIRouter\nrouter = APIRouter()\n{routes}"
        )
        models = "\n".join(
            f"class {name.title()}{n}(Base):\n    __tablename__ = '{name}{n}'\n    id = Column(Integer)\n"
            for n in range(5)
        )
        files[f"app/{name}/models.py"] = (
            f"from sqlalchemy import Column, Integer\nfrom app.base import Base\n{models}"
        )
    files["app/base.py"] = (
        "from sqlalchemy.orm import DeclarativeBase\nclass Base(DeclarativeBase): ...\n"
    )
    for path, text in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)
    return committed(folder)


def measured(name: str, folder: Path, peer: list[str], env: dict[str, str]) -> Row:
    """Return one repo's figures."""
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=folder, capture_output=True, check=True)
    paths = [folder / os.fsdecode(part) for part in listing.stdout.split(b"\0") if part]
    size = sum(path.stat().st_size for path in paths if path.is_file())
    code = "import sys; from groundplan.cli.main import main; sys.exit(main())"
    floor = cost(["sh", "-c", FLOOR], folder, env)
    ours = cost([sys.executable, "-c", code, "assess", "--json"], folder, env)
    theirs = cost([*peer, str(folder)], folder, env).cpu if peer else None
    return Row(
        name,
        len(paths),
        round(size / 1e6, 2),
        round(floor.cpu, 4),
        round(ours.cpu, 3),
        round(ours.cpu / floor.cpu, 1),
        round(ours.memory, 1),
        theirs,
    )


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--peer", default="", help="a command; the folder is put after it")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    options = parser.parse_args()
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as scratch:
        made: list[tuple[str, Path]] = [(folder.name, folder) for folder in options.folders]
        for mini in sorted(MINIATURES.iterdir()):
            shutil.copytree(mini, Path(scratch) / mini.name)
            made.append((mini.name, committed(Path(scratch) / mini.name)))
        for name, make in (
            ("packages, 10 MB", packages_repo),
            *(
                (f"application, {n} parts", lambda folder, n=n: application(folder, n))
                for n in (50, 100, 200, 400)
            ),
        ):
            folder = Path(scratch) / name.replace(" ", "-")
            folder.mkdir()
            made.append((name, make(folder)))
        print(
            f"{'repo':28}{'files':>7}{'MB':>8}{'floor s':>9}{'CPU s':>8}{'multiple':>10}{'MB peak':>9}{'peer s':>8}"
        )
        for name, folder in made:
            row = measured(name, folder, options.peer.split(), environment(Path(scratch)))
            rows.append(row)
            peer = f"{row.peer:8.2f}" if row.peer is not None else "       -"
            print(
                f"{row.repo[:27]:28}{row.files:7}{row.megabytes:8.2f}{row.floor:9.4f}{row.cpu:8.3f}{row.multiple:10.1f}{row.memory:9.1f}{peer}",
                flush=True,
            )
    if options.json:
        options.json.write_text(json.dumps([asdict(row) for row in rows], indent=1) + "\n")


if __name__ == "__main__":
    main()
