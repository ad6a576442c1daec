"""The examples run from the command line and end as they say."""

from __future__ import annotations

import pathlib
import subprocess
import sys

import pytest

EXAMPLES = pathlib.Path(__file__).parents[1] / "examples"

LAST_LINES = {
    "read_csv.py": "150 rows in all",
    "read_cifar.py": "300 pictures in all",
    "read_tfrecord.py": "Emmy 1882 [53.0, 1.5499999523162842, 60.0]",
    "raw_queue.py": "120 points in all, each once: True",
    "iterate.py": "60 flowers, mean petal length",
    "save_and_restore.py": "learned slopes [2.0, -1.0, 0.5]",
    "tensorboard.py": "200 losses, from",
    "demo.py": "all in",
}


def run(name: str) -> str:
    done = subprocess.run([sys.executable, str(EXAMPLES / name)], capture_output=True, text=True, timeout=50)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout


@pytest.mark.parametrize("name", LAST_LINES)
def test_an_example_runs_to_its_end(name):
    assert run(name).splitlines()[-1].startswith(LAST_LINES[name])


def test_every_example_is_run():
    assert {path.name for path in EXAMPLES.glob("*.py")} == set(LAST_LINES)


def test_the_demo_learns_and_shows_its_queues():
    output = run("demo.py")
    words = output.split()
    first, second = (float(words[i + 1].rstrip("%;")) for i, word in enumerate(words) if word == "accuracy")
    assert first > 80
    assert second > 40  # ten pictures: by chance 10
    assert words.count("records/s") == 2
    assert "putters" in output
    assert "_shuffle" in output
