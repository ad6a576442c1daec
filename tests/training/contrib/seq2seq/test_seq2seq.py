"""tf.contrib.seq2seq beside recorded programs: what is drawn, the paths programs import, refusals when run."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

import headrace as tf

SYMBOLS = 4


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as graph:
        yield graph


def test_internal_paths_lead_to_the_public_classes():
    from headrace.contrib.seq2seq.python.ops import (
        attention_wrapper,
        basic_decoder,
        beam_search_decoder,
        beam_search_ops,
        decoder,
        helper,
        loss,
    )

    public = tf.contrib.seq2seq
    modules = (attention_wrapper, basic_decoder, beam_search_decoder, beam_search_ops, decoder, helper, loss)
    for name in dir(public):
        if not name.startswith("_") and name != "python":
            assert any(getattr(module, name, None) is getattr(public, name) for module in modules), name
    assert callable(attention_wrapper._maybe_mask_score)
    assert callable(helper._unstack_ta)


def decoded_ids(helper_of, steps=1):
    """What a decoder whose logits are always the same says."""
    logits = tf.constant([[0.0, np.log(3.0), np.log(2.0), -1e9]] * 4000)

    class Same(tf.nn.rnn_cell.RNNCell):
        state_size = output_size = SYMBOLS

        def __call__(self, inputs, state, scope=None):
            return logits, state

    decoder = tf.contrib.seq2seq.BasicDecoder(Same(), helper_of(), tf.zeros([4000, SYMBOLS]))
    outputs, _, _ = tf.contrib.seq2seq.dynamic_decode(decoder, maximum_iterations=steps)
    with tf.Session() as session:
        return session.run(outputs.sample_id)


@pytest.mark.parametrize(("temperature", "expected"), [(None, [1, 3, 2, 0]), (0.5, [1, 9, 4, 0])])
def test_samples_follow_the_logits(temperature, expected):
    def helper():
        start = tf.zeros([4000], tf.int32)
        return tf.contrib.seq2seq.SampleEmbeddingHelper(tf.zeros([SYMBOLS, 2]), start, 9, temperature, seed=1)

    found = np.bincount(decoded_ids(helper).ravel(), minlength=SYMBOLS) / 4000
    np.testing.assert_allclose(found, np.array(expected) / sum(expected), atol=0.03)


def test_scheduled_samples_are_taken_as_often_as_is_said():
    def helper():
        inputs, lengths = tf.zeros([4000, 3, 2]), tf.fill([4000], 3)
        make = tf.contrib.seq2seq.ScheduledEmbeddingTrainingHelper
        return make(inputs, lengths, tf.zeros([SYMBOLS, 2]), 0.3, seed=1, scheduling_seed=2)

    found = decoded_ids(helper, 2)
    np.testing.assert_allclose(np.mean(found >= 0), 0.3, atol=0.02)
    taken = np.bincount(found[found >= 0], minlength=SYMBOLS)
    np.testing.assert_allclose(taken / taken.sum(), [1 / 6, 3 / 6, 2 / 6, 0], atol=0.04)


def test_a_wide_beam_finds_the_best_of_all_sequences():
    """A cell whose logits depend on the symbol before only: a Markov chain, all of whose ways can be counted."""
    logits = np.random.RandomState(4).normal(size=(SYMBOLS, SYMBOLS)).astype(np.float32) * 2
    log_probs = logits - np.log(np.exp(logits).sum(1, keepdims=True))

    class Chain(tf.nn.rnn_cell.RNNCell):
        state_size, output_size = 1, SYMBOLS

        def __call__(self, inputs, state, scope=None):
            return tf.matmul(inputs, tf.constant(logits)), state

    steps, width, end = 4, SYMBOLS**3, 0
    start = Chain().zero_state(width, tf.float32)
    decoder = tf.contrib.seq2seq.BeamSearchDecoder(Chain(), tf.eye(SYMBOLS), [1], end, start, width)
    outputs, state, _ = tf.contrib.seq2seq.dynamic_decode(decoder, maximum_iterations=steps)
    with tf.Session() as session:
        found, scores = session.run([outputs.predicted_ids[0], state.log_probs[0]])
    ways = {}
    for way in itertools.product(range(SYMBOLS), repeat=steps):
        cut = way[: way.index(end) + 1] if end in way else way
        ways[cut] = sum(log_probs[a, b] for a, b in itertools.pairwise((1, *cut)))
    best = sorted(ways.values(), reverse=True)
    for beam in range(10):
        way = tuple(found[:, beam].tolist())
        assert ways[way[: way.index(end) + 1] if end in way else way] == pytest.approx(best[beam], abs=1e-4)
        assert scores[beam] == pytest.approx(best[beam], abs=1e-4)


def test_a_broken_tree_is_refused():
    steps = tf.placeholder(tf.int32)
    parents = tf.placeholder(tf.int32)
    lengths = tf.placeholder(tf.int32)
    end = tf.placeholder(tf.int32)
    found = tf.contrib.seq2seq.gather_tree(steps, parents, lengths, end)
    cube = np.zeros((2, 1, 3), np.int32)
    wrong = cube.copy()
    wrong[1, 0, 1] = 3
    cases = [
        ((cube, wrong, [2], 0), "Saw invalid parent id 3 at (batch, time, beam) == (0, 0, 1)"),
        ((cube, cube - 1, [2], 0), "Saw invalid parent id -1 at (batch, time, beam) == (0, 0, 0)"),
        ((cube[0], cube, [2], 0), "step_ids must be a 3-tensor, saw shape: [1,3]"),
        ((cube, cube, 2, 0), "max_sequence_lengths must be a vector, saw shape: []"),
        ((cube, cube, [2], [0]), "end_token must be a scalar, saw shape: [1]"),
        ((cube, cube[:1], [2], 0), "step_ids.shape must match parent_ids.shape.  but shapes are: [2,1,3] and [1,1,3]"),
        ((cube, cube, [2, 2], 0), "batch size dimensions step_ids.shape[1] and max_sequence_lengths.shape[0] must match."),
    ]
    with tf.Session() as session:
        for values, message in cases:
            with pytest.raises(tf.errors.InvalidArgumentError) as caught:
                session.run(found, dict(zip((steps, parents, lengths, end), values, strict=True)))
            assert message in caught.value.message


def test_lengths_of_a_memory_must_be_positive():
    lengths = tf.placeholder(tf.int32, [2])
    attention = tf.contrib.seq2seq.LuongAttention(3, tf.ones([2, 4, 3]), lengths)
    alignments, _ = attention(tf.ones([2, 3]), attention.initial_state(2, tf.float32))
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        found = session.run(alignments, {lengths: [4, 1]})
        np.testing.assert_allclose(found, [[0.25] * 4, [1, 0, 0, 0]], atol=1e-6)
        with pytest.raises(tf.errors.InvalidArgumentError, match="All values in memory_sequence_length must be greater than"):
            session.run(alignments, {lengths: [4, 0]})


def test_a_wrapper_takes_its_own_state_only():
    attention = tf.contrib.seq2seq.LuongAttention(3, tf.ones([2, 4, 3]))
    wrapper = tf.contrib.seq2seq.AttentionWrapper(tf.nn.rnn_cell.GRUCell(3), attention)
    with pytest.raises(TypeError, match=r"^Expected state to be instance of AttentionWrapperState"):
        wrapper(tf.ones([2, 3]), tf.ones([2, 3]))
