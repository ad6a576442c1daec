"""Small programs that run on TensorFlow 1.15 and on headrace, and what is seen of each.

A module of programs has a dict `PROGRAMS`, a `Programs` of one of the two ways to look: `results` (what a program returns) or
`graphs` (all that a user can see of the graph that it builds). It stands beside the test that holds it; what TensorFlow made
of it is in a JSON file of its name beside it, written by `tests/golden/compared/record.py`. TensorFlow's Python is 3.7 and has
none of the project's needs: this package and the modules are written for both.
"""

from __future__ import annotations

import json
import runpy
from pathlib import Path

from .comparison import differences


class Programs(dict):
    """The programs of a module by name, and how they are looked at."""

    def __init__(self, look, programs=()):
        super().__init__(programs)
        self._look = look

    def __call__(self, function):
        """Add a function by its name: a decorator."""
        name = function.__name__.strip("_")
        assert name not in self, name
        self[name] = function
        return function

    def seen(self, tf, name):
        """What is seen of a program, as JSON has it."""
        return json.loads(json.dumps(self._look.described(tf, self[name])))

    def differences(self, found, recorded):
        """Where the two are not the same, in words."""
        return list(differences(found, recorded, self._look.TOLERANCE))


def programs_of(path):
    """The programs of a module, given its file."""
    return runpy.run_path(str(path))["PROGRAMS"]


def recording_of(path):
    """The file that has what TensorFlow made of a module."""
    return Path(path).with_suffix(".json")


def recorded_of(path):
    """What TensorFlow made of a module, by the names of its programs."""
    return json.loads(recording_of(path).read_text())


class Recorded:
    """Modules of programs beside a test, and what TensorFlow made of them.

    `names` are the programs'; with several modules, the module's before it.
    """

    def __init__(self, test, *modules):
        self._programs = {}
        for module in modules:
            path = Path(test).parent / (module + ".py")
            programs, recorded = programs_of(path), recorded_of(path)
            assert programs.keys() == recorded.keys(), f"record {path} anew: {sorted(programs.keys() ^ recorded.keys())}"
            for name in programs:
                key = f"{path.stem}: {name}" if len(modules) > 1 else name
                self._programs[key] = (programs, name, recorded[name])
        self.names = list(self._programs)

    def hold(self, tf, name, without=None):
        """A program gives what it gave in TensorFlow. `without` takes off what headrace alone says."""
        programs, own, recorded = self._programs[name]
        found = programs.seen(tf, own)
        assert not programs.differences(without(found) if without else found, recorded)
