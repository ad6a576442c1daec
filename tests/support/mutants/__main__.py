"""Mutation testing: small errors planted one at a time in a copy of the sources, and whether a test notices.

    python -m support.mutants [--count 500] [--seed 1] [--seconds N] [--most N] [--these FILE] [DIRECTORY ...]

The mutants are drawn from all places of the modules below the directories (pipeline and formats); what is compiled, and what
programs have made, is left out. First all tests of the two layers are run once to see which of them runs which lines
(build/mutants/map; only what has changed since is run again), then each mutant is met by those that run its line, the quickest
first, until one fails. A test that hangs, and a process that dies, count as noticing. What became of each mutant is a line in
build/mutants/results.jsonl, and stands while its module is as it was and, where it survives, the tests that run it: a run that
was ended goes on from there. Those that survive are printed, with how many tests were left out because they take long; with
`--these` and `--most` they meet them, too.

No library fits: mutmut copies whole packages with a switch for each mutant, which imports of generated tables and compiled
modules do not take, and runs in one process with tests that fork; cosmic-ray wants a session's database and changes the tree.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from .planting import DIRECTORIES, ROOT, Mutant, modules, mutants_of
from .tests import MADE, Chosen, Map, Server, noticed_by

TESTS = ["tests/pipeline", "tests/formats"]


def copied(directory: Path) -> Path:
    """A copy of the tree, with what is compiled."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    compiled = [
        str(path.relative_to(ROOT)) for layer in ROOT.glob("*/") for path in layer.rglob("*_cy*.so") if layer.name != "build"
    ]
    compiled += [str(path.relative_to(ROOT)) for path in ROOT.glob("headrace/_cython_shared*.so")]
    for name in {*filter(None, listed.split("\0")), *compiled}:
        source, target = ROOT / name, directory / name
        if ".venv" in name or not os.path.lexists(source):
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(source, target, follow_symlinks=False)
    return directory


def planted(tree: Path, mutant: Mutant, number: int) -> bytes:
    """Plant a mutant. Returns the module as it was.

    The time of the change is another for each, long ago: compiled modules are known by time and size, and stay.
    """
    path = tree / mutant.path
    good = path.read_bytes()
    path.write_bytes(good[: mutant.begin] + mutant.text.encode() + good[mutant.end :])
    os.utime(path, (number, number))
    return good


def met(tree: Path, server: Server, mutant: Mutant, chosen: Chosen, number: int) -> dict:
    """What becomes of a mutant."""
    begin = time.monotonic()
    by = None
    if chosen.tests:
        path = tree / mutant.path
        before = path.stat()
        good = planted(tree, mutant, number)
        try:
            by = noticed_by(server, chosen.tests)
        finally:
            path.write_bytes(good)
            os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    answer = {"mutant": str(mutant), "module": module_hash(mutant), "by": by, "tests": len(chosen.tests)}
    return {**answer, "left out": chosen.left_out, "hash": chosen.hash, "seconds": round(time.monotonic() - begin, 1)}


def module_hash(mutant: Mutant) -> str:
    """What tells its module from others, and from itself at other times."""
    return hashlib.sha256((ROOT / mutant.path).read_bytes()).hexdigest()[:16]


def is_stale(result: dict, chosen: Chosen) -> bool:
    """Whether other tests than those that a mutant has survived run its line, or more of them."""
    return result["hash"] != chosen.hash or result["left out"] > chosen.left_out


def said(result: dict) -> str:
    """What is printed of a mutant that survives."""
    if not result["tests"]:
        return f"survives: {result['mutant']}  (no test runs it)"
    left_out = f", {result['left out']} long ones left out" if result["left out"] else ""
    return f"survives: {result['mutant']}  ({result['tests']} tests{left_out})"


def drawn(options: argparse.Namespace) -> list[Mutant]:
    """The mutants that are asked for."""
    every = [mutant for path in modules(options.directories) for mutant in mutants_of(path)]
    if options.these is None:
        print(f"{min(options.count, len(every))} of {len(every)} mutants", flush=True)
        return random.Random(options.seed).sample(every, min(options.count, len(every)))
    asked = [line.partition("survives: ")[2].partition("  (")[0] for line in options.these.read_text().splitlines()]
    names = {str(mutant): mutant for mutant in every}
    for name in asked:
        if name and name not in names:
            print(f"is no more: {name}", flush=True)
    return [names[name] for name in asked if name in names]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m support.mutants", description=__doc__)
    parser.add_argument("--count", type=int, default=500, help="how many are drawn (default: 500)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=float("inf"), help="end after so long (default: when all are done)")
    parser.add_argument("--most", type=float, default=60, help="so long the tests of one mutant take, without the longest (60)")
    parser.add_argument("--these", type=Path, help="a file of lines that were printed: these mutants once more")
    parser.add_argument("--tests", nargs="*", default=TESTS, help="where the tests stand that are run")
    parser.add_argument("directories", nargs="*", default=DIRECTORIES)
    options = parser.parse_args()
    end = time.monotonic() + options.seconds
    mutants = drawn(options)
    MADE.mkdir(parents=True, exist_ok=True)
    results = MADE / "results.jsonl"
    done = {}
    if results.exists():
        for result in map(json.loads, results.read_text().splitlines()):
            done[result["mutant"], result["module"]] = result
    run = left = unmet = 0
    with tempfile.TemporaryDirectory() as directory:
        tree = copied(Path(directory).resolve() / "tree")
        server = Server(tree)
        try:
            tests = Map(tree, options.tests)
            for line in tests.fill(server):
                print(line, flush=True)
                if time.monotonic() > end:
                    return 1
            print(f"{len(tests.seconds)} tests, {sum(tests.seconds.values()):.0f} s", flush=True)
            for number, mutant in enumerate(mutants):
                if time.monotonic() > end:
                    break
                chosen = tests.chosen(mutant, options.most)
                result = done.get((str(mutant), module_hash(mutant)))
                if result is None or (result["by"] is None and is_stale(result, chosen)):
                    result = met(tree, server, mutant, chosen, 10**6 + number)
                    with results.open("a") as file:
                        file.write(json.dumps(result) + "\n")
                run += 1
                if result["by"] is None:
                    left += 1
                    unmet += not result["tests"]
                    print(said(result), flush=True)
                if run % 20 == 0:
                    print(f"run={run} survive={left} ({left / run:.0%})", flush=True)
        except KeyboardInterrupt:
            pass
        finally:
            server.close()
    print(f"run={run} survive={left} ({left / max(run, 1):.0%}), {unmet} of them on lines that no test runs")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
