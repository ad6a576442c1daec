"""Makes `tests/support/` importable as `support` in every test.

Not through sys.path: with tests/ on it, the directory tests/headrace would be taken for the package under test.
"""

from __future__ import annotations

import gc
import importlib.util
import os
import signal
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

TESTS = Path(__file__).parent
DIRECTORY = TESTS / "support"

if "support" not in sys.modules:
    pytest.register_assert_rewrite("support")
    spec = importlib.util.spec_from_file_location(
        "support", DIRECTORY / "__init__.py", submodule_search_locations=[str(DIRECTORY)]
    )
    support = importlib.util.module_from_spec(spec)
    sys.modules["support"] = support
    spec.loader.exec_module(support)

# A machine that is busy with something else must not fail a property.
settings.register_profile("headrace", parent=settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("headrace")

# `nohup make test &` leaves Ctrl-C ignored, in the children of tests too: what it does is tested all the same.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


# The files that take most, from a minute and a half down to half a minute.
LONGEST = (
    "test_examples.py",
    "headrace/test_cookbook.py",
    "pipeline/runners/test_closed_sessions.py",
    "pipeline/laws/test_random_pipelines.py",
    "graph/ops/test_dtypes_of_all_ops.py",
    "headrace/programs/test_old_repositories.py",
    "test_benchmarks.py",
    "graph/ops/test_gradients_of_all_ops.py",
    "pipeline/queues/test_queue_signals.py",
    "test_packaging.py",
    "headrace/test_types.py",
)


def pytest_collection_modifyitems(items):
    """The longest files come first: at the end no process runs one of them while the others have nothing left."""
    places = {TESTS / name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path, len(places)))


def pytest_collection():
    """What is collected is kept, all of it: the garbage collector looks at it again and again, for a third of the time."""
    gc.disable()


def pytest_sessionstart():
    """Record which public names tests call, where that is asked for."""
    if directory := os.environ.get("RECORD_CALLS"):
        importlib.import_module("support.docs.calls").record(directory)


def pytest_collection_finish():
    """What was collected lives to the end: the garbage collector, which some tests call often, need not look at it."""
    gc.collect()
    gc.freeze()
    gc.enable()


@pytest.fixture(autouse=True, scope="module")
def what_other_tests_have_left():
    """It need not be looked at either: after some ten thousand tests a look takes two seconds."""
    gc.collect()
    gc.freeze()


def pytest_make_parametrize_id(val):
    """Bytes are named by their number: what a compressor wrote holds the time, and all processes must give a test one name."""
    return f"{len(val)} bytes" if isinstance(val, bytes) else None
