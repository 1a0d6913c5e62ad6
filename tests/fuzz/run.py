"""Throw damaged inputs at everything that reads what others write: `make fuzz SECONDS=60`.

Each module in `targets/` has a `NAME` and a `run(data)` that raises where something is wrong; its
seeds are in `corpus/NAME/`. What is found is made small and kept in `crashes/NAME/`: commit it as a
seed together with the mend. The number that is printed at the start gives the same run again.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import random
import signal
import sys
import time
import traceback
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import FrameType

HERE = Path(__file__).parent
LONGEST_RUN = 5
"""Seconds after which one input counts as one that hangs."""
LARGEST = 1 << 16
MINIMISE_SECONDS = 20.0
# What readers of text have special words for, and what cuts them short.
PIECES = [
    *(
        b"\n",
        b"\r\n",
        b"\0",
        b"\xff",
        b"\xef\xbb\xbf",
        b"\xe2\x80\xae",
        b"\xe2\x80\xa8",
        b"\x1b[2J",
    ),
    *(
        b"```",
        b"~~~",
        b"---\n",
        b"# ",
        b"- [ ] ",
        b"- [x] ",
        b"<!-- ",
        b" -->",
        b"{",
        b"}",
        b"[",
        b"]",
    ),
    *(
        b'"',
        b"'",
        b"`",
        b"\\",
        b"$",
        b"$(",
        b")",
        b"<<X\n",
        b"X\n",
        b"|",
        b"||",
        b"&&",
        b";",
        b"#",
        b":",
    ),
    *(
        b": ",
        b"&a ",
        b"*a",
        b"<<: ",
        b"!!python/object ",
        b"%",
        b"\t",
        b" " * 40,
        b"9" * 30,
        b"-1",
        b"1e999",
    ),
    *(b"true", b"null", b"NaN", b"../", b"/etc/passwd", b"{{ x }}", b"{% x %}"),
]


class Target(NamedTuple):
    """What is tried: its name, its seeds, and what is run."""

    name: str
    run: Callable[[bytes], None]
    seeds: tuple[bytes, ...]


class Hangs(Exception):
    """One input took too long."""


def targets(folder: Path = HERE) -> list[Target]:
    """Return all targets, by name.

    Raises:
        ValueError: a target has no seed, or two have one name.
    """
    found: dict[str, Target] = {}
    for file in sorted((folder / "targets").glob("[a-z]*.py")):
        spec = importlib.util.spec_from_file_location(f"fuzz_{file.stem}", file)
        if spec is None or spec.loader is None:
            raise ValueError(f"{file} can't be loaded")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        name = str(module.NAME)
        seeds = [path.read_bytes() for path in sorted((folder / "corpus" / name).glob("*"))]
        if not seeds or name in found:
            raise ValueError(f"{file}: {name} has no seeds in corpus/{name}/, or is there twice")
        found[name] = Target(name, module.run, tuple(seeds))
    return list(found.values())


def problem_of(target: Target, data: bytes) -> BaseException | None:
    """Return what goes wrong with one input; None where nothing does."""
    old: Any = signal.signal(signal.SIGALRM, _too_long)
    signal.alarm(LONGEST_RUN)
    try:
        target.run(data)
    except KeyboardInterrupt:
        raise
    except BaseException as problem:
        return problem
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, old)
    return None


def _too_long(_number: int, _frame: FrameType | None) -> None:
    raise Hangs(f"no end after {LONGEST_RUN} s")


def mutated(seeds: Sequence[bytes], chance: random.Random) -> bytes:
    """Return a seed with some damage."""
    data = bytearray(chance.choice(seeds))
    for _ in range(1 + chance.randrange(6)):
        start = chance.randrange(len(data) + 1)
        end = min(len(data), start + chance.choice((1, 2, 8, 40, 200)))
        match chance.randrange(6):
            case 0:
                data[start:start] = chance.choice(PIECES) * chance.choice((1, 1, 1, 2, 50))
            case 1:
                del data[start:end]
            case 2:
                data[start:start] = data[start:end] * chance.choice((1, 3, 60))
            case 3:
                if start < len(data):
                    data[start] = chance.randrange(256)
            case 4:
                other = chance.choice(seeds)
                data[start:end] = other[chance.randrange(len(other) + 1) :][:400]
            case _:
                data[start:end] = chance.choice(PIECES)
    return bytes(data[:LARGEST])


def smaller(target: Target, data: bytes, kind: type[BaseException]) -> bytes:
    """Return a short input that goes wrong in the same way."""
    ends = time.monotonic() + MINIMISE_SECONDS
    size = max(1, len(data) // 2)
    while size and time.monotonic() < ends:
        place = 0
        while place < len(data) and time.monotonic() < ends:
            shorter = data[:place] + data[place + size :]
            if type(problem_of(target, shorter)) is kind:
                data = shorter
            else:
                place += size
        size //= 2
    return data


def fuzz(target: Target, seconds: float, seed: int, crashes: Path) -> int:
    """Try one target for a time; return how many different problems were found."""
    chance = random.Random(f"{seed}:{target.name}")
    ends = time.monotonic() + seconds
    seen: set[str] = set()
    tried = 0
    waiting = list(target.seeds)
    while time.monotonic() < ends or waiting:
        data = waiting.pop() if waiting else mutated(target.seeds, chance)
        tried += 1
        problem = problem_of(target, data)
        if problem is None:
            continue
        frames = traceback.extract_tb(problem.__traceback__)
        where = f"{type(problem).__name__} at {frames[-1].filename}:{frames[-1].lineno}"
        if where in seen:
            continue
        seen.add(where)
        data = smaller(target, data, type(problem))
        path = crashes / target.name / hashlib.sha256(data).hexdigest()[:16]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        print(f"{target.name}: {where}: {problem}\n  {path}: {data[:200]!r}")
    print(f"{target.name}: {tried:,} inputs, {len(seen)} problems")
    return len(seen)


def main(arguments: Sequence[str] | None = None) -> int:
    """Try each target in turn; 1 where something was found."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("names", nargs="*", help="targets; all when none is named")
    reader.add_argument("--seconds", type=float, default=60.0, help="for each target")
    reader.add_argument("--seed", type=int, default=None, help="what an earlier run has printed")
    options = reader.parse_args(arguments)
    warnings.simplefilter("ignore")
    seed = random.SystemRandom().randrange(1 << 32) if options.seed is None else options.seed
    print(f"seed {seed} (the same again: --seed {seed})", flush=True)
    known = targets()
    if unknown := set(options.names) - {target.name for target in known}:
        print(f"No target {', '.join(sorted(unknown))}.", file=sys.stderr)
        return 2
    chosen = [target for target in known if not options.names or target.name in options.names]
    found = [fuzz(target, options.seconds, seed, HERE / "crashes") for target in chosen]
    return 1 if any(found) else 0


if __name__ == "__main__":
    sys.exit(main())
