"""The examples run from the command line and end as they say."""

from __future__ import annotations

import os
import pathlib
import re
import subprocess
import sys

import pytest
from support.clusters.ray_needed import needs_ray

pytestmark = pytest.mark.timeout(120)  # some take half a minute of a processor, which others use, too

EXAMPLES = pathlib.Path(__file__).parents[1] / "examples"

LAST_LINES = {
    "read_csv.py": "150 rows in all",
    "convert_csv.py": "151 rows in 4 shards, 1 left out",
    "convert_images.py": "24 pictures in 2 shards of [12, 12] rows",
    "read_cifar.py": "300 images in all",
    "read_tfrecord.py": "Emmy 1882 [53.0, 1.5499999523162842, 60.0]",
    "queues_and_datasets.py": "the same records: True",
    "raw_queue.py": "120 points in all, each once: True",
    "iterate.py": "60 flowers, mean petal length",
    "save_and_restore.py": "learned slopes [2.0, -1.0, 0.5]",
    "tensorboard.py": "200 losses, from",
    "traced_step.py": "pages of steps: 3; most time goes to ",
    "demo.py": "all in",
    "char_rnn.py": "learned: True",
    "variables.py": "5 steps, 3 variables to train of 4",
    "mnist_mlp.py": "9",
    "three_towers.py": "9",
    "cifar10_towers.py": "2 towers, 40 steps, 6 variables",
    "how_to_of_0_6.py": "Done training for 40 epochs, 240 steps.",
    "crf_tagger.py": "good: ",
    "word2vec.py": "good: ",
    "seq2seq_beam.py": "good: ",
    "rows_to_tfrecord.py": "3 rows, mean petals [4.03 1.37]",
    "shared_filter.py": "(1, 32, 32, 4) and (1, 32, 32, 4); the same filter for the same image: True",
    "random_access.py": "9000 to train, 1000 to test",
    "mend_records.py": "mended: True with 99",
    "slim_resnet.py": "good: True at step 50",
    "wide_and_deep.py": "5.1, 3.5, 1.4, 0.2 cm: setosa",
    "shards.py": "200 records in a sample of 1 %",
}


def run(name: str, directory: pathlib.Path, seconds: float = 110) -> str:
    environment = {**os.environ, "TMPDIR": str(directory)}
    command = [sys.executable, str(EXAMPLES / name)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=seconds, env=environment)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout


@pytest.mark.parametrize("name", LAST_LINES)
def test_an_example_runs_to_its_end(name, tmp_path):
    assert run(name, tmp_path).splitlines()[-1].startswith(LAST_LINES[name])


@pytest.mark.timeout(200)
@needs_ray
def test_two_workers_and_a_parameter_server_learn_digits_together(tmp_path):
    found = re.findall(r"worker (\d): (\d+) steps; (\d+)% of 297 test digits", run("cluster_mnist.py", tmp_path, 150))
    assert {worker for worker, _, _ in found} == {"0", "1"}
    assert sum(int(steps) for _, steps, _ in found) >= 400
    assert all(int(percent) > 85 for _, _, percent in found)


def test_every_example_is_run():
    assert {path.name for path in EXAMPLES.glob("*.py")} == {*LAST_LINES, "cluster_mnist.py"}


def test_the_demo_learns_and_shows_its_queues(tmp_path):
    output = run("demo.py", tmp_path)
    words = output.split()
    first, second = (float(words[i + 1].rstrip("%;")) for i, word in enumerate(words) if word == "accuracy")
    assert first > 80
    assert second > 40  # ten images: by chance 10
    assert words.count("records/s") == 2
    assert "What takes from " in output
    assert "_shuffle" in output


def test_digits_are_learnt_and_what_is_learnt_is_written(tmp_path):
    (percent,) = re.findall(r"(\d+)% of 297 test digits are read right", run("mnist_mlp.py", tmp_path))
    assert int(percent) > 90
    (directory,) = tmp_path.iterdir()
    written = [path.name for path in directory.iterdir()]
    assert {"checkpoint", "model.ckpt-600.index"} <= set(written)
    assert any("tfevents" in name for name in written)
