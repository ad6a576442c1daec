"""Each test has a graph of its own; those that need a Ray have one that nobody else uses."""

from __future__ import annotations

import os

import pytest
from support.fixtures import graph

from headrace.cluster import connection, local

__all__ = ["graph"]

ENVIRONMENT = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PYTHONWARNINGS": "ignore"}


@pytest.fixture(scope="module")
def started_ray(tmp_path_factory):
    """A Ray of these tests alone, and what it is; at the end nothing of it is left."""
    library = connection.ray()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", str(tmp_path_factory.getbasetemp()))
        patch.setattr("tempfile.tempdir", None)
        for name, value in ENVIRONMENT.items():
            patch.setenv(name, value)
        started = local.up(cpus=2, memory=100 << 20)
        patch.setenv("RAY_ADDRESS", started.address)
        try:
            yield library, started
        finally:
            library.shutdown()
            local.down()
        with pytest.raises(ProcessLookupError):
            os.kill(started.pid, 0)


@pytest.fixture(scope="module")
def ray(started_ray):
    """The module `ray`, while a Ray of these tests runs."""
    return started_ray[0]
