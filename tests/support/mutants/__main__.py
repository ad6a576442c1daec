"""Mutation testing: small errors planted one at a time in a copy of the sources, and whether the tests of the room notice.

    python -m support.mutants [--count 500] [--seed 1] [--seconds N] [DIRECTORY ...]

The mutants are drawn from all places of the modules below the directories (pipeline and formats); what is compiled, and what
programs have made, is left out. Each is met by the tests that stand where the module stands; those that survive are printed.
No library fits: mutmut copies whole packages with a switch for each mutant, which imports of generated tables and compiled
modules do not take, and runs in one process with tests that fork; cosmic-ray wants a session's database and changes the tree.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[3]
ELSEWHERE = {"formats/columns": ["tests/formats/columns", "tests/formats/tables"]}
"""Where more tests of a room stand than in its own directory."""
MOST_SECONDS = 90
"""After which the tests are taken to hang, and so to have noticed."""

_COMPARED = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
_CALCULATED = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult, ast.Mod: ast.Add}


class Mutant(NamedTuple):
    """A change of a module: the bytes from `begin` to `end` become `text`."""

    path: str
    line: int
    begin: int
    end: int
    old: str
    text: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.old} -> {self.text}"


def _changed(node: ast.AST) -> ast.AST | None:
    """A node with a small error in it."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in _COMPARED:
        return ast.Compare(node.left, [_COMPARED[type(node.ops[0])](), *node.ops[1:]], node.comparators)
    if isinstance(node, ast.BinOp) and type(node.op) in _CALCULATED and not _is_text(node):
        return ast.BinOp(node.left, _CALCULATED[type(node.op)](), node.right)
    if isinstance(node, ast.BoolOp):
        return ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return node.operand
    if isinstance(node, ast.Constant) and type(node.value) is bool:
        return ast.Constant(not node.value)
    if isinstance(node, ast.Constant) and type(node.value) is int:
        return ast.Constant(node.value + 1)
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        return ast.Pass()
    if isinstance(node, ast.Return) and node.value is not None:
        return None if isinstance(node.value, ast.Constant) and node.value.value is None else ast.Return(ast.Constant(None))
    if isinstance(node, ast.Break):
        return ast.Continue()
    return None


def _is_text(node: ast.BinOp) -> bool:
    return any(isinstance(side, (ast.JoinedStr, ast.Constant)) and not _is_number(side) for side in (node.left, node.right))


def _is_number(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, (int, float))


def _children(node: ast.AST) -> Iterator[ast.AST]:
    """What runs: no annotations, no logging, no texts of errors."""
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list") or isinstance(node, ast.Raise):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not (isinstance(child, ast.Expr) and "_log" in ast.unparse(child)):
                yield child


def mutants_of(path: Path) -> list[Mutant]:
    """All mutants of a module."""
    source = path.read_bytes()
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    found: list[Mutant] = []
    stack: list[ast.AST] = [ast.parse(source)]
    while stack:
        node = stack.pop()
        stack += _children(node)
        changed = _changed(node)
        if changed is None or not isinstance(node, (ast.expr, ast.stmt)) or isinstance(node, ast.JoinedStr):
            continue
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        begin, end = starts[node.lineno - 1] + node.col_offset, starts[node.end_lineno - 1] + node.end_col_offset
        text = ast.unparse(ast.fix_missing_locations(changed))
        if isinstance(node, ast.expr):
            text = f"({text})"
        name = path.relative_to(ROOT).as_posix()
        found.append(Mutant(name, node.lineno, begin, end, source[begin:end].decode(), text))
    return found


def modules(directories: list[str]) -> list[Path]:
    """The modules whose mutants are drawn."""
    paths = [path for directory in directories for path in sorted((ROOT / directory).rglob("*.py"))]
    return [path for path in paths if not path.name.endswith(("_cy.py", "_pb2.py"))]


def beside(path: str) -> list[str]:
    """The tests that stand where a module stands: its own, or those of its room."""
    module = Path(path)
    own = Path("tests") / module.parent / f"test_{module.stem}.py"
    room = Path("tests") / module.parent
    if (ROOT / own).exists() and room.parts[1:] in (("formats",), ("pipeline",)):
        return [str(own)]
    if str(module.parent) in ELSEWHERE:
        return ELSEWHERE[str(module.parent)]
    while not (ROOT / room).is_dir():
        room = room.parent
    if room == Path("tests/pipeline"):  # who feeds whom, and who waits for whom, is seen where queues are run
        return ["tests/pipeline/queues", "tests/pipeline/runners"]
    if len(room.parts) == 2:
        return [str(test.relative_to(ROOT)) for test in sorted((ROOT / room).glob("test_*.py"))]
    return [str(room)]


def copied(directory: Path) -> Path:
    """A copy of the tree, with what is compiled."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    compiled = [str(path.relative_to(ROOT)) for layer in ROOT.glob("*/") for path in layer.rglob("*_cy*.so")]
    compiled += [str(path.relative_to(ROOT)) for path in ROOT.glob("headrace/_cython_shared*.so")]
    for name in {*filter(None, listed.split("\0")), *compiled}:
        source, target = ROOT / name, directory / name
        if ".venv" in name or not os.path.lexists(source):
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(source, target, follow_symlinks=False)
    return directory


def survives(tree: Path, mutant: Mutant) -> bool:
    """Whether the tests pass with it."""
    path = tree / mutant.path
    good = path.read_bytes()
    path.write_bytes(good[: mutant.begin] + mutant.text.encode() + good[mutant.end :])
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-x",
        "-q",
        "-p",
        "no:cacheprovider",
        "--timeout",
        "30",
        *beside(mutant.path),
    ]
    environment = {**os.environ, "PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"}
    process = subprocess.Popen(
        command, cwd=tree, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        return process.wait(MOST_SECONDS) == 0
    except subprocess.TimeoutExpired:
        return False
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        path.write_bytes(good)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m support.mutants", description=__doc__)
    parser.add_argument("--count", type=int, default=500, help="how many are drawn (default: 500)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=float("inf"), help="end after so long (default: when all are done)")
    parser.add_argument("directories", nargs="*", default=["pipeline", "formats"])
    options = parser.parse_args()
    every = [mutant for path in modules(options.directories) for mutant in mutants_of(path)]
    drawn = random.Random(options.seed).sample(every, min(options.count, len(every)))
    print(f"{len(drawn)} of {len(every)} mutants", flush=True)
    end = time.monotonic() + options.seconds
    run = left = 0
    with tempfile.TemporaryDirectory() as directory:
        tree = copied(Path(directory))
        try:
            for mutant in drawn:
                if time.monotonic() > end:
                    break
                run += 1
                if survives(tree, mutant):
                    left += 1
                    print(f"survives: {mutant}", flush=True)
                if run % 20 == 0:
                    print(f"run={run} survive={left} ({left / run:.0%})", flush=True)
        except KeyboardInterrupt:
            pass
    print(f"run={run} survive={left} ({left / max(run, 1):.0%})")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
