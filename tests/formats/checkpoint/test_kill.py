"""A program that is killed while it saves leaves a whole checkpoint, and a file `checkpoint` that names one."""

from __future__ import annotations

import os
import random
import signal
import time
from pathlib import Path

import numpy as np
import pytest

from headrace.formats.checkpoint import BundleWriter, merge, open_checkpoint, storage

FLOAT = 1
KILLS = 30  # for each of four ways of saving

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork"),
    pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning"),  # the child only writes files
]


def save(prefix: Path, step: int, sharded: bool) -> None:
    """A checkpoint of which every element is the step."""
    prefixes = [prefix.parent / f"temp_{step}" / f"part-{k}" for k in range(2)] if sharded else [prefix]
    for shard, name in enumerate(prefixes):
        with BundleWriter(name) as writer:
            writer.add(f"w{shard}", FLOAT, np.full(30_000, step, np.float32))
            writer.add(f"step{shard}", FLOAT, np.float32(step))
            writer.finish()
    if sharded:
        merge(prefixes, prefix)


def save_for_ever(directory: Path, same_name: bool, sharded: bool, ready: int) -> None:
    step = 0
    while True:
        step += 1
        name = "model" if same_name else f"model-{step}"
        save(directory / name, step, sharded)
        storage.write(str(directory / "checkpoint"), name.encode())
        if step == 1:
            os.write(ready, b"1")


def checked(directory: Path) -> int:
    """The step of the checkpoint that the directory names; all of it is of that step."""
    with open_checkpoint(directory / (directory / "checkpoint").read_text()) as reader:
        values = [reader.read(name) for name in reader.names()]
    steps = {float(step) for value in values for step in np.unique(value)}
    assert len(steps) == 1
    return int(steps.pop())


@pytest.mark.parametrize("same_name", [False, True], ids=["new names", "one name"])
@pytest.mark.parametrize("sharded", [False, True], ids=["one file", "two files"])
def test_killed_at_any_moment_the_named_checkpoint_is_whole(same_name, sharded, tmp_path):
    seed = random.Random(7)
    for kill in range(KILLS):
        directory = tmp_path / f"{kill % 2}"  # a directory is found as the kill before left it
        directory.mkdir(exist_ok=True)
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                save_for_ever(directory, same_name, sharded, writing)
            finally:
                os._exit(1)
        os.close(writing)
        assert os.read(reading, 1) == b"1"
        os.close(reading)
        end = time.monotonic() + seed.random() * 0.02
        while time.monotonic() < end:
            pass
        os.kill(child, signal.SIGKILL)
        assert os.WIFSIGNALED(os.waitpid(child, 0)[1])
        assert checked(directory) >= 1
