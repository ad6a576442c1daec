"""Recurrent networks beside what TensorFlow 1.15.5 made of the same programs: variables, values, gradients."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support.rnn import PROGRAMS, nodes
from support.rnn.holding import hold

import headrace as tf

DIRECTORY = Path(__file__).parents[2] / "golden" / "rnn"
RECORDED = json.loads((DIRECTORY / "values.json").read_text())
NODES = json.loads((DIRECTORY / "nodes.json").read_text())


def test_every_program_is_recorded():
    assert sorted(RECORDED) == sorted(PROGRAMS)


@pytest.mark.parametrize("name", PROGRAMS)
def test_variables_values_and_gradients(graph, name):
    hold(tf, PROGRAMS[name], RECORDED[name])


@pytest.mark.parametrize("name", NODES)
def test_nodes(graph, name):
    PROGRAMS[name](tf)
    assert nodes(graph.as_graph_def()) == NODES[name]
