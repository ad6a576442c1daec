"""An exception of every kind, and a hang, at every point of a runner's threads; `make fuzz-faults` goes on."""

from __future__ import annotations

import itertools
import logging
import threading

import pytest
from support.faults.pipelines import SHAPES, Fault, run, write_files
from support.faults.points import KINDS, OF_RUNNERS
from support.faults.random_faults import random_fault
from support.threads import no_threads_left

pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")


@pytest.fixture(autouse=True)
def quiet(monkeypatch):
    logging.disable(logging.CRITICAL)
    monkeypatch.setattr(threading, "excepthook", lambda _: None)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture(scope="module")
def paths(tmp_path_factory):
    return write_files(tmp_path_factory.mktemp("lines"))


@pytest.mark.parametrize("point", OF_RUNNERS)
def test_an_exception_of_every_kind_is_told_and_leaves_nothing_behind(point, paths):
    shapes = itertools.cycle(SHAPES)
    places = itertools.cycle((1, 2, 5))
    with no_threads_left():
        for kind in KINDS:
            fault = Fault(next(shapes), 2, point, kind, next(places))
            assert (fault, run(paths, fault)) == (fault, None)


@pytest.mark.parametrize("point", OF_RUNNERS)
def test_a_hang_stops_nobody_else(point, paths):
    fault = Fault("record by record" if "own" in point or "one" in point else "blocks", 1, point, None, 1)
    with no_threads_left():
        assert run(paths, fault) is None


def test_random_faults(paths):
    with no_threads_left():
        for seed in range(60):
            fault = random_fault(seed)
            if fault.kind is not None:
                assert (seed, fault, run(paths, fault)) == (seed, fault, None)


def test_a_runner_whose_close_fails_is_a_fault_and_not_an_end(paths):
    """A RecursionError is a RuntimeError, as a closed session's error is."""
    for kind in ("RecursionError", "CancelledError"):
        fault = Fault("blocks", 1, "close", kind, 1)
        assert (kind, run(paths, fault)) == (kind, None)
