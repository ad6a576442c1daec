"""The mutants of `make mutants` are programs, each with one change, and are met by the tests that run what is changed."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest
from support.mutants import __main__ as program
from support.mutants import planting
from support.mutants.planting import ROOT, modules, mutants_of
from support.mutants.tests import Map, Server, beside

MODULE = """
LIMIT = 3


def bounded(n):
    if n > LIMIT:
        return LIMIT
    return n


def in_a_thread(n):
    return n + 1


def in_a_child(n):
    return n + 2


def nowhere(n):
    return (
        n
        + 4
    )
"""

TESTS = """
import os
import subprocess
import sys
import threading

from pipeline.small import bounded, in_a_thread


def test_bounded():
    assert bounded(5) == 3


def test_thread():
    found = []
    thread = threading.Thread(target=lambda: found.append(in_a_thread(1)))
    thread.start()
    thread.join()
    assert found == [2]


def test_child():
    program = "from pipeline.small import in_a_child; assert in_a_child(1) == 3"
    subprocess.run([sys.executable, "-c", program], check=True, env={"PYTHONPATH": os.getcwd()})
"""


def test_mutants_are_programs_that_differ_in_one_place():
    every = modules(["pipeline", "formats"])
    drawn = [mutant for path in random.Random(1).sample(every, 12) for mutant in mutants_of(path)]
    assert len(drawn) > 100
    for mutant in drawn:
        good = (ROOT / mutant.path).read_bytes()
        assert good[mutant.begin : mutant.end].decode() == mutant.old
        changed = good[: mutant.begin] + mutant.text.encode() + good[mutant.end :]
        compile(changed, mutant.path, "exec")
        assert changed != good
        assert mutant.line in mutant.lines


def test_each_module_has_tests():
    for path in modules(["pipeline", "formats"]):
        assert all((ROOT / test).exists() for test in beside(path.relative_to(ROOT).as_posix())), path


@pytest.fixture
def tree(tmp_path, monkeypatch):
    """A tree with one module and one file of tests."""
    for name, text in {"pipeline/__init__.py": "", "pipeline/small.py": MODULE, "tests/test_small.py": TESTS}.items():
        (tmp_path / "tree" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "tree" / name).write_text(text)
    shutil.copy(ROOT / "pyproject.toml", tmp_path / "tree")
    for module in (planting, program):
        monkeypatch.setattr(module, "ROOT", tmp_path / "tree")
    monkeypatch.setattr("support.mutants.tests.MADE", tmp_path / "made")
    return tmp_path / "tree"


def test_mutants_are_met_by_the_tests_that_run_their_line_in_threads_and_children_too(tree: Path):
    pytest.importorskip("coverage")
    server = Server(tree)
    try:
        tests = Map(tree, ["tests"])
        (ran,) = tests.fill(server)
        assert "3 tests" in ran
        assert not list(Map(tree, ["tests"]).fill(server)), "nothing has changed"
        became = {}
        for number, mutant in enumerate(mutants_of(tree / "pipeline/small.py")):
            chosen = tests.chosen(mutant, 60)
            became[str(mutant).partition(": ")[2]] = program.met(tree, server, mutant, chosen, number + 10**6)
    finally:
        server.close()
    assert (tree / "pipeline/small.py").read_text() == MODULE
    test = {name: result["by"] and result["by"].partition("::")[2] for name, result in became.items()}
    assert test["return LIMIT -> return None"] == "test_bounded"
    assert test["3 -> (4)"] == "test_bounded"
    assert test["n > LIMIT -> (n >= LIMIT)"] is None
    assert test["n + 1 -> (n - 1)"] == "test_thread"
    assert test["n + 2 -> (n - 2)"] == "test_child"
    assert became["n > LIMIT -> (n >= LIMIT)"]["tests"] == 1
    assert became["4 -> (5)"]["tests"] == 0
    assert became["return n -> return None"]["tests"] == 0
