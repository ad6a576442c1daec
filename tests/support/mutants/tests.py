"""Which tests run which lines, and whether they notice a mutant."""

from __future__ import annotations

import gzip
import hashlib
import itertools
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from .planting import ROOT, Mutant

MADE = ROOT / "build" / "mutants"
PARTS = (25, 125)
"""How many tests are tried first, the quickest: most mutants do not survive them, and few files are collected."""

_ELSEWHERE = {"formats/columns": ["tests/formats/columns", "tests/formats/tables"]}
"""Where more tests of a room stand than in its own directory."""


class Chosen(NamedTuple):
    """The tests that run a mutant's line, the quickest first, with the seconds they take, and how many are left out."""

    tests: dict[str, float]
    left_out: int
    hash: str
    """Of the files they stand in."""


class Server:
    """The process whose children run tests of a tree (`server.py`)."""

    def __init__(self, tree: Path):
        self._tree = tree
        self._temporary = tree.with_name("temporary")
        self._temporary.mkdir(exist_ok=True)
        environment = {**os.environ, "PYTHONPATH": str(tree), "TMPDIR": str(self._temporary)}
        environment.pop("PYTEST_CURRENT_TEST", None)
        self._process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("server.py"))],
            cwd=tree,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
        )

    def run(self, files: list[str], limit: float, limits: dict[str, float] | None = None, map_into: Path | None = None) -> dict:
        """What became of a run: `code`, pytest's, `failed`, the first test that did, `hangs` or `died`; and `seconds`."""
        request = {
            "files": files,
            "limit": limit,
            "limits": limits,
            "map": map_into and str(map_into),
            "log": f"{self._temporary}.log",
        }
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(request).encode() + b"\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        for directory in (self._temporary, self._tree / ".hypothesis"):
            subprocess.run(["rm", "-rf", str(directory)], check=False)
        self._temporary.mkdir()
        return answer

    def close(self) -> None:
        self._process.communicate(timeout=60)


class Map:
    """What is known of the tests of a tree: a file for each file of tests, made anew when it or what it ran has changed."""

    def __init__(self, tree: Path, directories: list[str]):
        self._tree = tree
        self._files = sorted(
            str(path.relative_to(tree)) for directory in directories for path in (tree / directory).rglob("test_*.py")
        )
        support = sorted((tree / "tests/support").rglob("*.py"))
        self._support = _hash(path for path in support if path.parent.name != "mutants")
        self._pieces: dict[str, dict] = {}
        self.seconds: dict[str, float] = {}

    def fill(self, server: Server) -> Iterator[str]:
        """Run what is not known yet. Yields a line for each file of tests that was run."""
        (MADE / "map").mkdir(parents=True, exist_ok=True)
        for at, file in enumerate(self._files):
            path = MADE / "map" / (file.replace("/", "-") + ".json.gz")
            piece = self._known(path, file)
            if piece is None:
                made = self._tree.with_name("piece")
                answer = server.run([file], 900, map_into=made)
                if not made.exists():
                    yield f"[{at + 1}/{len(self._files)}] {file}: no map, {answer}"
                    continue
                piece = json.loads(gzip.decompress(made.read_bytes()))
                made.unlink()
                piece["hash"] = self._hash_of(file, piece["lines"])
                path.write_bytes(gzip.compress(json.dumps(piece).encode(), 3))
                yield f"[{at + 1}/{len(self._files)}] {file}: {len(piece['tests'])} tests in {answer['seconds']} s"
            self._pieces[file] = piece
            self.seconds.update(piece["tests"])

    def _known(self, path: Path, file: str) -> dict | None:
        if not path.exists():
            return None
        piece = json.loads(gzip.decompress(path.read_bytes()))
        return piece if piece["hash"] == self._hash_of(file, piece["lines"]) else None

    def _hash_of(self, file: str, modules: dict) -> str:
        return self._support + _hash(self._tree / name for name in [file, *sorted(modules)])

    def _running(self, path: str, lines: range | None) -> list[str]:
        """The tests that run one of these lines of a module, or any line of it."""
        found: list[str] = []
        for piece in self._pieces.values():
            of_module = piece["lines"].get(path, {})
            bits = 0
            for line in of_module if lines is None else lines:
                bits |= int(of_module.get(str(line), "0"), 16)
            found += [test for at, test in enumerate(piece["tests"]) if bits >> at & 1]
        return found

    def chosen(self, mutant: Mutant, most: float) -> Chosen:
        """The tests that run its line; at import, those that run anything of the module or else stand beside it.

        Args:
          most: so many seconds they may take altogether, by what they took without it; the longest are left out.
        """
        tests = self._running(mutant.path, None if mutant.at_import else mutant.lines)
        if mutant.at_import and not tests:
            places = tuple(beside(mutant.path))
            tests = [test for test in self.seconds if test.startswith(places)]
        by_time = sorted(tests, key=self.seconds.__getitem__)
        taken: dict[str, float] = {}
        total = 0.0
        for test in by_time:
            total += self.seconds[test]
            if total > most:
                break
            taken[test] = self.seconds[test]
        files = sorted({test.partition("::")[0] for test in by_time})
        of_files = hashlib.sha256("".join(self._pieces[file]["hash"] for file in files).encode())
        return Chosen(taken, len(by_time) - len(taken), of_files.hexdigest()[:16])


def noticed_by(server: Server, tests: dict[str, float]) -> str | None:
    """What notices that something is wrong in the tree: a test, or a hang or the death of the process. None if nothing does."""
    every = list(tests)
    for begin, end in itertools.pairwise([0, *PARTS, len(every)]):
        part = every[begin:end]
        if not part:
            continue
        limits = {test: 20 + 10 * tests[test] for test in part}
        files = list(dict.fromkeys(test.partition("::")[0] for test in part))
        answer = server.run(files, 60 + 5 * sum(tests[test] for test in part), limits)
        if answer.get("code") != 0:
            return answer.get("failed") or ", ".join(f"{key}={value}" for key, value in answer.items() if key != "seconds")
    return None


def beside(path: str) -> list[str]:
    """The tests that stand where a module stands: its own, or those of its room."""
    module = Path(path)
    own = Path("tests") / module.parent / f"test_{module.stem}.py"
    room = Path("tests") / module.parent
    if (ROOT / own).exists() and room.parts[1:] in (("formats",), ("pipeline",)):
        return [str(own)]
    if str(module.parent) in _ELSEWHERE:
        return _ELSEWHERE[str(module.parent)]
    while not (ROOT / room).is_dir():
        room = room.parent
    if room == Path("tests/pipeline"):  # who feeds whom, and who waits for whom, is seen where queues are run
        return ["tests/pipeline/queues", "tests/pipeline/runners"]
    if len(room.parts) == 2:
        return [str(test.relative_to(ROOT)) for test in sorted((ROOT / room).glob("test_*.py"))]
    return [str(room)]


def _hash(paths) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes() if path.exists() else b"")
        digest.update(b"\0")
    return digest.hexdigest()
