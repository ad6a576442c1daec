"""map_fn, scan, foldl, foldr: values, gradients, nodes and refusals are TensorFlow's, of every program of functional.txt."""

from __future__ import annotations

import pytest
from support import golden
from support.program_texts.running import built, leaves, outcome, texts, told

import headrace as tf

TEXTS = texts("functional.txt")
RECORDED = golden.load("control_flow/arrays/functional.json")


def test_every_program_is_recorded():
    assert set(TEXTS) == set(RECORDED)


@pytest.mark.parametrize("name", TEXTS)
def test_what_comes_of_a_program_is_what_comes_of_it_in_tensorflow(name):
    found, expected = outcome(tf, TEXTS[name]), RECORDED[name]
    assert (found.get("error"), found.get("words")) == (expected.get("error"), expected.get("words"))
    for one, other in zip(leaves(found.get("values")), leaves(expected.get("values")), strict=True):
        assert (one["type"], one["shape"]) == (other["type"], other["shape"])
        close = one["elements"] if one["type"] == "string" else pytest.approx(one["elements"], rel=1e-4)
        assert other["elements"] == close


@pytest.mark.parametrize("name", [name for name, found in RECORDED.items() if "nodes" in found])
def test_nodes_are_tensorflows(name):
    graph = tf.get_default_graph()
    built(tf, TEXTS[name])
    assert forward(told(graph)) == forward(RECORDED[name]["nodes"])


def forward(nodes):
    return {name: words for name, words in nodes.items() if not name.startswith("gradients")}
