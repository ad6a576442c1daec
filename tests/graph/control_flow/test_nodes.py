"""The nodes of programs with branches, loops, assertions, gradients and optimizers: TensorFlow 1.15's, name by name."""

from __future__ import annotations

import gzip
import json

import pytest
from support.golden import DIRECTORY
from support.loops.answers import PROGRAMS, nodes_of
from support.loops.programs import build

import headrace as tf

RECORDED = dict(map(json.loads, gzip.decompress((DIRECTORY / "control_flow" / "nodes.jsonl.gz").read_bytes()).splitlines()))


def _gates(node):
    """Gates of gradients, which wait here for those that somebody needs only; see docs/differences.md."""
    return node.split(" ")[0].endswith("tuple/group_deps")


@pytest.mark.parametrize("name", RECORDED)
def test_nodes_are_tensorflows(name):
    with tf.Graph().as_default() as graph:
        if name in PROGRAMS:
            PROGRAMS[name](tf)
        else:
            build(tf, int(name))
    found, expected = (
        [node.split(" ", 2)[:2] if _gates(node) else node for node in nodes] for nodes in (nodes_of(graph), RECORDED[name])
    )
    assert [node for node in found if node not in expected] == [node for node in expected if node not in found] == []
    assert len(found) == len(expected)


def test_a_hundred_programs_are_recorded():
    assert len(RECORDED) >= 100
    assert set(PROGRAMS) <= set(RECORDED)
