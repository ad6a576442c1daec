"""Old programs of tests/headrace/programs/old, run unedited, and small data for them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

OLD = Path(__file__).parents[2] / "headrace" / "programs" / "old"


either = pytest.mark.parametrize("python2", [False, True], ids=["python3", "python2"])
"""Programs that were written for both."""


@pytest.fixture
def folder(tmp_path):
    """A copy of a program's folder; nothing is written beside the sources."""

    def copied(name):
        shutil.copytree(OLD / name, tmp_path / name)
        return tmp_path / name

    return copied


def run(program, *arguments, python2=False, told="", errors=False):
    """The lines that a program prints, or those of its errors; it has to end well."""
    options = ["--py2"] if python2 else []
    command = [sys.executable, "-m", "headrace", "run", *options, program.name, *map(str, arguments)]
    environment = {**os.environ, "PYTHONWARNINGS": "error::DeprecationWarning:__main__"}
    done = subprocess.run(command, cwd=program.parent, input=told, capture_output=True, text=True, env=environment, timeout=50)
    assert done.returncode == 0, done.stderr[-3000:]
    return (done.stderr if errors else done.stdout).splitlines()


def numbers(lines, pattern):
    """What a pattern finds in each line, as numbers."""
    return [float(found[1]) for line in lines if (found := re.search(pattern, line))]


def shapes(draw, count, size):
    """Pictures of ten kinds: a bar at one of ten heights, with noise. uint8 [count, size, size], int [count]."""
    labels = draw.integers(0, 10, count)
    images = draw.integers(0, 60, (count, size, size)).astype(np.uint8)
    for image, label in zip(images, labels, strict=True):
        image[2 * label + 2 : 2 * label + 5, 3:-3] += 180
    return images, labels


def sentences(draw, count):
    """Sentences of a small language: who, does what, to whom."""
    who = ["cat", "dog", "bird", "fish", "child"]
    what = ["sees", "hears", "likes"]
    return [f"the {draw.choice(who)} {draw.choice(what)} the {draw.choice(who)}" for _ in range(count)]


def cifar_batch(draw, count):
    """A file of CIFAR-10's binary version."""
    images, labels = shapes(draw, count, 32)
    colors = np.repeat(images[:, None], 3, axis=1).reshape(count, 3072)
    return np.concatenate([labels.astype(np.uint8)[:, None], colors], axis=1).tobytes()
