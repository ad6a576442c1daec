"""CTC, and edit_distance: values, gradients and refusals are TensorFlow's, of every program of ctc.txt."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from support import golden
from support.program_texts.running import leaves, outcome, texts

import headrace as tf
from headrace.graph.ops.sequences.ctc_beams import best_sequences
from headrace.graph.ops.sequences.ctc_paths import losses
from headrace.graph.ops.sequences.edit_distance import levenshtein

TEXTS = texts("ctc.txt")
RECORDED = golden.load("ctc/ctc.json")


def test_every_program_is_recorded():
    assert set(TEXTS) == set(RECORDED)


@pytest.mark.parametrize("name", TEXTS)
def test_what_comes_of_a_program_is_what_comes_of_it_in_tensorflow(name):
    found, expected = outcome(tf, TEXTS[name]), RECORDED[name]
    assert (found.get("error"), found.get("words")) == (expected.get("error"), expected.get("words"))
    for one, other in zip(leaves(found.get("values")), leaves(expected.get("values")), strict=True):
        assert (one["type"], one["shape"]) == (other["type"], other["shape"])
        tolerance = 5e-5 if "too few steps" in name else 1e-5  # numbers about 707 in single precision
        assert one["elements"] == pytest.approx(other["elements"], rel=1e-5, abs=tolerance)


@pytest.mark.parametrize("name", [name for name, found in RECORDED.items() if "nodes" in found and "dense" not in name])
def test_nodes_are_tensorflows(name):
    assert outcome(tf, TEXTS[name])["nodes"] == RECORDED[name]["nodes"]


def collapsed(way, blank):
    return tuple(label for label, _ in itertools.groupby(way) if label != blank)


@pytest.mark.parametrize("seed", range(20))
def test_a_loss_is_that_of_all_ways_and_sequences_are_the_likeliest(seed):
    random = np.random.default_rng(seed)
    steps, classes = int(random.integers(1, 6)), int(random.integers(2, 4))
    logits = random.normal(size=(steps, 1, classes)) * 2
    chances = np.exp(logits[:, 0]) / np.exp(logits[:, 0]).sum(axis=1, keepdims=True)
    sums = {}
    for way in itertools.product(range(classes), repeat=steps):
        sequence = collapsed(way, classes - 1)
        sums[sequence] = sums.get(sequence, 0) + np.prod(chances[np.arange(steps), way])
    for sequence, chance in sums.items():
        (loss,), gradient = losses(logits, [list(sequence)], np.array([steps]), True)
        assert loss == pytest.approx(-np.log(chance))
        assert gradient.sum(axis=2) == pytest.approx(0)
    found, logs = best_sequences(logits[:, 0], 10_000, False)
    assert [tuple(sequence) for sequence in found] == sorted(sums, key=lambda sequence: -sums[sequence])
    assert np.exp(logs) == pytest.approx(sorted(sums.values(), reverse=True))


def test_gradient_of_a_loss_is_that_of_differences():
    random = np.random.default_rng(1)
    logits, labels, lengths = random.normal(size=(7, 3, 4)), [[0, 1], [2, 2, 0], [1]], np.array([7, 5, 1])
    _, gradient = losses(logits, labels, lengths, True)
    for place in itertools.product(*map(range, logits.shape)):
        moved = logits.copy()
        moved[place] += 1e-6
        raised = losses(moved, labels, lengths, True)[0]
        moved[place] -= 2e-6
        lowered = losses(moved, labels, lengths, True)[0]
        assert (raised - lowered).sum() / 2e-6 == pytest.approx(gradient[place], abs=1e-6)


@pytest.mark.parametrize("seed", range(20))
def test_a_distance_is_what_recursion_finds(seed):
    random = np.random.default_rng(seed)
    one, other = (random.integers(0, 3, random.integers(0, 6)).tolist() for _ in range(2))

    def distance(a, b):
        if not a or not b:
            return len(a) + len(b)
        return min(distance(a[1:], b) + 1, distance(a, b[1:]) + 1, distance(a[1:], b[1:]) + (a[0] != b[0]))

    assert levenshtein(one, other) == distance(one, other)
