"""A worker whose process ends begins again behind what has come; one that only ever ends is an error that says what it had."""

from __future__ import annotations

from concurrent.futures import Future

import numpy as np
import pytest
from support.clusters.ray_needed import needs_ray

from headrace.cluster.connection import ray
from headrace.cluster.inputs import worker
from headrace.cluster.tasks.task import Failure
from headrace.graph.core.graph import Graph
from headrace.graph.runtime.run_context import FOREVER, RunContext
from headrace.graph.types.errors import AbortedError, CancelledError, DataLossError

NAMES = [np.array([b"a.csv", b"b.csv"], object)]
ELEMENTS = 10
NEVER = object()


class Call:
    """A method of an actor, as Ray calls it."""

    def __init__(self, function):
        self._function = function

    def remote(self, *arguments):
        self._found = Future()
        try:
            found = self._function(*arguments)
            if found is not NEVER:
                self._found.set_result(found)
        except Exception as error:
            self._found.set_exception(error)
        return self

    def future(self):
        return self._found


class Process:
    """Gives elements, two in a block, until it has given as many as it lives for."""

    def __init__(self, life, ends):
        self._left, self._ends = life, ends
        self.begin, self.block = Call(self._begin), Call(self._block)

    def _begin(self, columns, skip):
        assert columns is NAMES
        self._next = skip

    def _block(self):
        first, self._next = self._next, min(ELEMENTS, self._next + 2)
        n = self._next - first
        if self._left is not None and n > self._left:
            return self._ends()
        if self._left is not None:
            self._left -= n
        return ([np.arange(first, first + n)], n) if n else None


class Library:
    """A Ray whose processes live as long as a list says: for so many elements; None: for all."""

    def __init__(self, lives, ends):
        self._processes = [Process(life, ends) for life in lives]
        self.killed = []

    def __call__(self):
        return self

    def remote(self, *arguments, **options):
        return (lambda kind: self) if options else self._processes.pop(0)

    def kill(self, process):
        self.killed.append(process)


def died():
    raise ray().exceptions.ActorDiedError


@pytest.fixture
def workers(monkeypatch):
    def made(lives, ends=died):
        library = Library(lives, ends)
        monkeypatch.setattr(worker, "connected", library)
        return worker.InputWorker("input worker 1 of 'batch'", None, Graph()), library

    return made


def elements(found, run=FOREVER):
    return [number for columns, n in found.elements(NAMES, run) for number in columns[0].tolist()]


@needs_ray
@pytest.mark.parametrize("lives", [[None], [4, None], [0, 0, None], [0, 2, 0, 4, 0, 0, None], [2, 2, 2, 2, 0, None]])
def test_each_element_comes_once_whenever_processes_end(workers, lives):
    found, library = workers(lives)
    assert elements(found) == list(range(ELEMENTS))
    assert len(library.killed) == len(lives) - 1
    found.close()
    assert len(library.killed) == len(lives)


@needs_ray
@pytest.mark.parametrize(("lives", "given"), [([0] * 5, 0), ([4] + [0] * 4, 4), ([0, 4] + [0] * 4, 4)])
def test_processes_that_end_in_vain_are_an_error_that_names_worker_and_files(workers, lives, given):
    found, library = workers(lives)
    come = []
    words = (
        "input worker 1 of 'batch': its process has ended 5 times without an element, with what begins with 'a.csv', 'b.csv'"
    )
    with pytest.raises(AbortedError, match=words):
        come.extend(n for _, n in found.elements(NAMES, FOREVER))
    assert sum(come) == given
    assert len(library.killed) == len(lives)


@needs_ray
def test_an_error_of_the_program_is_raised_behind_what_comes_before(workers):
    error = DataLossError(None, None, "b.csv: damaged", path="b.csv", record=3)
    found, _ = workers([4], lambda: Failure(error, None))
    come = []
    with pytest.raises(DataLossError, match="damaged") as caught:
        come.extend(number for columns, _ in found.elements(NAMES, FOREVER) for number in columns[0].tolist())
    assert come == list(range(4))
    assert (caught.value.path, caught.value.record) == ("b.csv", 3)


@needs_ray
def test_who_waits_is_ended_by_a_cancellation(workers):
    found, library = workers([4], lambda: NEVER)
    run = RunContext()
    blocks = found.elements(NAMES, run)
    assert [next(blocks)[1], next(blocks)[1]] == [2, 2]
    run.cancel("stopped")
    with pytest.raises(CancelledError, match="stopped"):
        next(blocks)
    found.close()
    assert len(library.killed) == 1
