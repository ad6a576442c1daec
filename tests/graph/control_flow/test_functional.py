"""map_fn, scan, foldl, foldr: values, gradients, nodes and refusals are TensorFlow's, of every program of functional.txt."""

from __future__ import annotations

import pytest
from support import golden
from support.tensor_arrays.programs import built, outcome, texts, told

import headrace as tf

TEXTS = texts("functional.txt")
RECORDED = golden.load("control_flow/arrays/functional.json")


def test_every_program_is_recorded():
    assert set(TEXTS) == set(RECORDED)


@pytest.mark.parametrize("name", [name for name, text in TEXTS.items() if "result =" not in text])
def test_what_is_refused_is_refused_in_tensorflows_words(name):
    found, expected = outcome(tf, TEXTS[name]), RECORDED[name]
    assert (found["error"], found["words"]) == (expected["error"], expected["words"])


@pytest.mark.parametrize(
    "name", [name for name, found in RECORDED.items() if "nodes" in found and "gradient" not in name + str(found)]
)
def test_nodes_are_tensorflows(name):
    graph = tf.get_default_graph()
    built(tf, TEXTS[name])
    assert forward(told(graph)) == forward(RECORDED[name]["nodes"])


def forward(nodes):
    return {name: words for name, words in nodes.items() if not name.startswith("gradients")}
