"""Frozen graphs: by the function, and by the command, which takes TensorFlow's options."""

from __future__ import annotations

import pytest
from support.cli import run

import headrace as tf
from headrace.python.tools.freeze_graph import freeze_graph, freeze_graph_with_def_protos


@pytest.fixture
def model(tmp_path):
    """The path of a checkpoint of `y = x * w`, w being 3; a SavedModel and the graph as text beside it."""
    with tf.Graph().as_default() as graph, tf.Session() as sess:
        x = tf.placeholder(tf.float32, [], "x")
        w = tf.get_variable("w", initializer=3.0)
        y = tf.multiply(x, w, name="y")
        sess.run(tf.global_variables_initializer())
        path = tf.train.Saver().save(sess, str(tmp_path / "model"))
        tf.train.write_graph(graph, str(tmp_path), "graph.pbtxt")
        tf.saved_model.simple_save(sess, str(tmp_path / "saved"), {"x": x}, {"y": y})
    return path


def value(graph_def, x=2.0):
    with tf.Graph().as_default(), tf.Session() as sess:
        y = tf.import_graph_def(graph_def, return_elements=["y:0"])[0]
        return sess.run(y, {"import/x:0": x})


def ways(model, tmp_path):
    checkpoint = ["--input_checkpoint", model]
    return {
        "text": ["--input_graph", tmp_path / "graph.pbtxt", *checkpoint],
        "meta": ["--input_meta_graph", f"{model}.meta", "--input_binary", *checkpoint],
        "meta with a value": ["--input_meta_graph", f"{model}.meta", "--input_binary=true", *checkpoint],
        "saved model": ["--input_saved_model_dir", tmp_path / "saved"],
    }


@pytest.mark.parametrize("way", ["text", "meta", "meta with a value", "saved model"])
def test_the_command_writes_a_graph_that_runs(model, tmp_path, way):
    out = tmp_path / "frozen.pb"
    done = run("freeze-graph", *ways(model, tmp_path)[way], "--output_node_names", "y", "--output_graph", out)
    assert (done.exit_code, done.stdout) == (0, "4 ops in the final graph.\n")
    assert value(tf.GraphDef.FromString(out.read_bytes())) == 6.0


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (["--input_checkpoint", "nowhere"], "Input checkpoint 'nowhere' doesn't exist!"),
        (["--output_node_names", "nowhere"], "nowhere is not in graph"),
        (["--input_graph", "nowhere"], "Input graph file 'nowhere' does not exist!"),
    ],
)
def test_what_the_command_refuses(model, tmp_path, given, words):
    usual = ["--input_graph", tmp_path / "graph.pbtxt", "--input_checkpoint", model, "--output_node_names", "y"]
    done = run("freeze-graph", *usual, "--output_graph", tmp_path / "frozen.pb", *given)
    assert (done.exit_code, done.stderr.splitlines()[-1]) == (2, f"headrace: {words}")
    assert not (tmp_path / "frozen.pb").exists()


def test_the_default_graph_stays_as_it_is(model, tmp_path):
    before = tf.get_default_graph().version
    for _ in range(2):
        found = freeze_graph("", "", True, model, "y", "", "", "", True, "", input_meta_graph=f"{model}.meta")
        assert value(found) == 6.0
    assert tf.get_default_graph().version == before


def test_a_frozen_graph_cannot_be_frozen_again(model):
    frozen = freeze_graph("", "", True, model, "y", "", "", "", True, "", input_meta_graph=f"{model}.meta")
    with pytest.raises(ValueError, match="No variables were found in this model"):
        freeze_graph_with_def_protos(frozen, None, model, "y", "", "", "", True, "")


def test_a_file_that_holds_no_graph_is_named(model, tmp_path):
    (tmp_path / "graph.pbtxt").write_bytes(b"\xff\xff\xff")
    for binary in (True, False):
        with pytest.raises(tf.errors.DataLossError, match=r"graph\.pbtxt: no graph: "):
            freeze_graph(str(tmp_path / "graph.pbtxt"), "", binary, model, "y", "", "", "", True, "")
