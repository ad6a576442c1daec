"""Random GraphDefs, imported with random options, become what they became in TensorFlow 1.15."""

from __future__ import annotations

import pytest
from support import golden
from support.graph_messages import imports

import headrace as tf

RANDOM = golden.load("rules/random_messages.json")["imported"]


@pytest.mark.parametrize("first", range(0, len(RANDOM), 50))
def test_random_graphs_with_random_options_become_what_they_become_in_tensorflow(first):
    for seed, expected in enumerate(RANDOM[first : first + 50], first):
        assert imports.imported(tf, seed) == expected, seed
