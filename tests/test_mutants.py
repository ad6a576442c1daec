"""The mutants of `make mutants` are programs, each with one change, and there are tests for each."""

from __future__ import annotations

import random

from support.mutants.__main__ import ROOT, beside, modules, mutants_of


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


def test_each_module_has_tests():
    for path in modules(["pipeline", "formats"]):
        assert all((ROOT / test).exists() for test in beside(path.relative_to(ROOT).as_posix())), path
