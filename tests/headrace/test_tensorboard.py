"""The real TensorBoard server on the log of a training run, asked through its HTTP API."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from urllib.parse import parse_qsl

import numpy as np
import pytest
from support.servers import get, tensorboard
from support.threads import wait_until

import headrace as tf
from headrace.formats import image

EXAMPLE = Path(__file__).parents[2] / "examples/tensorboard.py"

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("tensorboard") is None, reason="TensorBoard is not installed: pip install headrace[test]"
)


@pytest.fixture(scope="module")
def logdir(tmp_path_factory) -> Path:
    directory = tmp_path_factory.mktemp("logs")
    done = subprocess.run([sys.executable, str(EXAMPLE), str(directory)], capture_output=True, text=True, timeout=50)
    assert done.returncode == 0, done.stderr
    return directory


@pytest.fixture(scope="module")
def written(logdir) -> list[tf.Event]:
    """What the event file holds, read without TensorBoard."""
    (path,) = logdir.iterdir()
    return list(tf.train.summary_iterator(path))


@pytest.fixture(scope="module")
def ask(logdir):
    """A function from a plugin's path and query to its parsed answer."""
    with tensorboard(logdir) as url:

        def ask(path: str, parse=json.loads, **query):
            return parse(get(f"{url}data/{path}", **query))

        wait_until(lambda: "loss" in ask("plugin/scalars/tags").get(".", ()))  # it reads the files in a thread
        wait_until(lambda: len(ask("plugin/scalars/scalars", run=".", tag="loss")) == 200)
        yield ask


def values(written, tag: str) -> list:
    return [(event.step, value) for event in written for value in event.summary.value if value.tag == tag]


def test_scalars_are_those_of_the_run(ask, written):
    (tags,) = ask("plugin/scalars/tags").values()
    assert set(tags) == {
        "loss",
        "accuracy",
        "input_producer/fraction_of_32_full",
        "shuffle_batch/fraction_over_100_of_200_full",
    }
    for tag in tags:
        shown = [(step, value) for _, step, value in ask("plugin/scalars/scalars", run=".", tag=tag)]
        assert shown == [(step, pytest.approx(value.simple_value)) for step, value in values(written, tag)]
    losses = [value for _, _, value in ask("plugin/scalars/scalars", run=".", tag="loss")]
    assert len(losses) == 200
    assert losses[-1] < losses[0] / 3


def test_histograms_hold_every_weight(ask, written):
    (tags,) = ask("plugin/histograms/tags").values()
    assert set(tags) == {f"{layer}/spread_of_{what}" for layer in ("hidden", "output") for what in ("weights", "biases")}
    steps = [step for step, _ in values(written, "hidden/spread_of_weights")]
    shown = ask("plugin/histograms/histograms", run=".", tag="hidden/spread_of_weights")
    assert {step for _, step, _ in shown} <= set(steps)
    for _, _, buckets in shown:
        assert sum(count for _, _, count in buckets) == pytest.approx(4 * 16)
        assert -3 < buckets[0][0] < buckets[-1][1] < 3


def test_images_come_out_as_they_went_in(ask, written):
    tag = "hidden/weights_as_an_image/image/0"
    (tags,) = ask("plugin/images/tags").values()
    assert set(tags) == {tag, tag.replace("hidden", "output")}
    *_, last = ask("plugin/images/images", run=".", tag=tag, sample=0)
    pixels = image.decode(ask("plugin/images/individualImage", bytes, **dict(parse_qsl(last["query"]))))
    assert pixels.shape == (4, 16, 1)
    in_file = {step: value.image.encoded_image_string for step, value in values(written, tag)}
    np.testing.assert_array_equal(pixels, image.decode(in_file[last["step"]]))


def test_text_is_shown_as_markdown(ask):
    assert list(ask("plugin/text/tags").values()) == [["about"]]
    (shown,) = ask("plugin/text/text", run=".", tag="about")
    assert "<em>Iris</em> flowers, 30 at a time" in shown["text"]


def test_the_graph_is_drawn_from_what_was_written(ask, written):
    assert ask("plugin/graphs/info")["."]["run_graph"] is True
    drawn = ask("plugin/graphs/graph", bytes.decode, run=".")
    graph = tf.GraphDef.FromString(next(event.graph_def for event in written if event.graph_def))
    for node in graph.node:
        assert f'name: "{node.name}"\n  op: "{node.op}"' in drawn
    assert {"MatMul", "VariableV2", "ReaderReadV2", "QueueDequeueManyV2", "HistogramSummary"} <= {n.op for n in graph.node}


def test_nothing_of_the_run_is_missing(written):
    kinds = [event.WhichOneof("what") for event in written]
    assert kinds == ["file_version", "graph_def", "meta_graph_def", *["summary"] * 201]
