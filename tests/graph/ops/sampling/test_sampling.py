"""Candidate samplers: how they draw, what they expect, what they refuse; losses that sample, against TensorFlow's."""

from __future__ import annotations

import collections
import threading

import numpy as np
import pytest
from support import recorded

import headrace as tf

LABELS = np.array([[1, 2], [3, 4], [0, 7]], np.int64)
UNIGRAMS = [1.0, 2.0, 0.5, 4.0, 3.0, 1.0, 0.0, 9.0]


@pytest.mark.parametrize("name", recorded.names("sampling"))
def test_it_is_as_in_tensorflow(name):
    recorded.hold(tf, "sampling", name)


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as graph:
        yield graph


def fixed(labels, num_true, num_sampled, unique, range_max, seed=None):
    return tf.nn.fixed_unigram_candidate_sampler(labels, num_true, num_sampled, unique, range_max, unigrams=UNIGRAMS, seed=seed)


SAMPLERS = {
    "uniform": tf.nn.uniform_candidate_sampler,
    "log_uniform": tf.nn.log_uniform_candidate_sampler,
    "learned_unigram": tf.nn.learned_unigram_candidate_sampler,
    "fixed_unigram": fixed,
}


@pytest.mark.parametrize("sampler", SAMPLERS.values(), ids=SAMPLERS)
def test_candidates_come_as_often_as_a_sample_of_one_expects_them(sampler):
    drawn = sampler(LABELS, 2, 1, False, 8)
    of_each = sampler(np.arange(8).reshape(4, 2), 2, 1, False, 8).true_expected_count
    many = sampler(LABELS[:, :0].reshape(0, 2), 2, 20000, False, 8, seed=5).sampled_candidates
    with tf.Session() as session:
        expected = session.run(of_each).ravel()
        found = np.bincount(session.run(many), minlength=8) / 20000
        assert session.run(drawn).sampled_candidates.shape == (1,)
    assert expected.sum() == pytest.approx(1, abs=1e-5)
    np.testing.assert_allclose(found, expected, atol=0.02)


@pytest.mark.parametrize("sampler", SAMPLERS.values(), ids=SAMPLERS)
def test_expected_counts_of_different_candidates_follow_from_how_often_was_drawn(sampler):
    """P(class is drawn in n tries) = 1 - (1 - p)^n: one n, not less than the size of the sample, explains all counts."""
    unique = sampler(LABELS, 2, 5, True, 8, seed=2)
    labels = np.arange(8).reshape(4, 2)
    one = sampler(labels, 2, 1, False, 8).true_expected_count
    with tf.Session() as session:
        probability = session.run(one).ravel().astype(np.float64)
        for _ in range(20):
            sampled, of_true, of_sampled = session.run(unique)
            assert len(set(sampled.tolist())) == 5
            if sampler is SAMPLERS["learned_unigram"]:
                assert np.all(of_true > 0)
                continue
            classes = np.concatenate([sampled, LABELS.ravel()])
            counts = np.concatenate([of_sampled, of_true.ravel()])
            explained = [
                tries
                for tries in range(5, 3000)
                if np.allclose(
                    counts, probability[classes] * 5 if tries == 5 else 1 - (1 - probability[classes]) ** tries, atol=1e-6
                )
            ]
            assert explained


def test_what_is_drawn_again_counts_as_a_try():
    """Of two classes, one very rare, both are wanted: it takes many tries, so both are surely in the sample."""
    drawn = tf.nn.fixed_unigram_candidate_sampler([[0]], 1, 2, True, 2, unigrams=[1.0, 1000.0], seed=1)
    with tf.Session() as session:
        tries = []
        for _ in range(200):
            sampled, of_true, of_sampled = session.run(drawn)
            assert sorted(sampled) == [0, 1]
            assert of_sampled[sampled.tolist().index(0)] == of_true[0, 0]
            tries.append(np.log1p(-float(of_true[0, 0])) / np.log1p(-1 / 1001) if of_true[0, 0] < 0.999 else np.nan)
    assert 300 < np.nanmean(tries) < 3000


def test_seeds_fix_the_candidates():
    def sample(seed):
        with tf.Graph().as_default(), tf.Session() as session:
            drawn = tf.nn.log_uniform_candidate_sampler(LABELS, 2, 5, True, 1000, seed=seed)[0]
            return [session.run(drawn).tolist() for _ in range(3)]

    assert sample(3) == sample(3)
    assert sample(3) != sample(4)
    assert len({tuple(one) for one in sample(3)}) == 3


def test_a_learned_sampler_counts_what_were_true_classes_in_this_session():
    labels = tf.placeholder(tf.int64, [None, 1])
    drawn = tf.nn.learned_unigram_candidate_sampler(labels, 1, 1, False, 4)
    with tf.Session() as session:
        first = session.run(drawn.true_expected_count, {labels: [[0], [1], [9], [-1]]})
        assert first.tolist() == [[0.25], [0.25], [0.0], [0.0]]
        second = session.run(drawn.true_expected_count, {labels: [[0], [0], [1], [2]]})
        np.testing.assert_allclose(second.ravel(), [2 / 6, 2 / 6, 2 / 6, 1 / 6], rtol=1e-6)
        third = session.run(drawn.true_expected_count, {labels: [[0], [2]]})
        np.testing.assert_allclose(third.ravel(), [4 / 10, 2 / 10], rtol=1e-6)
    with tf.Session() as session:
        assert session.run(drawn.true_expected_count, {labels: [[0]]}).tolist() == [[0.25]]


def test_a_learned_sampler_loses_no_count_between_threads():
    labels = tf.constant([[0], [1]], tf.int64)
    drawn = tf.nn.learned_unigram_candidate_sampler(labels, 1, 2, True, 4)
    with tf.Session() as session:
        threads = [threading.Thread(target=lambda: [session.run(drawn) for _ in range(50)]) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=30)
        assert not any(thread.is_alive() for thread in threads)
        state = [op.name for op in tf.get_default_graph().get_operations() if op.type == "LearnedUnigramCandidateSampler"]
        assert len(state) == 1
        more = session.run(drawn)
    # Each class has come 200 times, so half of the weight of 404 lies on each of the two: 201 / 404 a draw.
    tries = np.log1p(-more.true_expected_count.astype(np.float64)) / np.log1p(-201 / 404)
    plain = np.allclose(more.true_expected_count, 2 * 201 / 404, atol=1e-6)
    assert plain or np.allclose(tries, np.round(tries), atol=1e-2)


def test_a_vocabulary_is_a_file_of_frequencies(tmp_path):
    path = tmp_path / "vocabulary"
    path.write_text("the,of,3\n\nand,1.5\nrare,0\n")
    drawn = tf.nn.fixed_unigram_candidate_sampler([[0, 1]], 2, 1, False, 3, vocab_file=str(path))
    bad = tf.nn.fixed_unigram_candidate_sampler([[0, 1]], 2, 1, False, 2, vocab_file=str(path))
    with tf.Session() as session:
        np.testing.assert_allclose(session.run(drawn.true_expected_count), [[2 / 3, 1 / 3]], rtol=1e-6)
        with pytest.raises(tf.errors.InvalidArgumentError, match="range is 2 must be equal to weights size  3"):
            session.run(bad)
        path.write_text("the,3\nand\n")
        bad = tf.nn.fixed_unigram_candidate_sampler([[0, 1]], 2, 1, False, 2, vocab_file=str(path))
        with pytest.raises(tf.errors.InvalidArgumentError, match="Wrong vocabulary format at line: and"):
            session.run(bad)
        bad = tf.nn.fixed_unigram_candidate_sampler([[0, 1]], 2, 1, False, 2, vocab_file=str(tmp_path / "none"))
        with pytest.raises(tf.errors.NotFoundError):
            session.run(bad)


def test_what_cannot_be_drawn_is_refused():
    unknown = tf.placeholder(tf.int64)
    cases = {
        "Sampler's range is too small.": tf.nn.uniform_candidate_sampler(LABELS, 2, 9, True, 8)[0],
        "Sampler's range is too small: 7 classes have a weight, 8 different ones are wanted": fixed(LABELS, 2, 8, True, 8)[0],
        "true_classes must have num_true columns, expected: 2 was: 3": tf.nn.uniform_candidate_sampler(LABELS, 3, 2, True, 8)[
            0
        ],
        "true_classes must be a matrix": tf.nn.log_uniform_candidate_sampler(unknown, 2, 2, True, 8)[0],
        "Must provide either vocab_file or unigrams.": tf.nn.fixed_unigram_candidate_sampler(LABELS, 2, 2, True, 8)[0],
        "Must only provide one of vocab_file and unigrams.": tf.nn.fixed_unigram_candidate_sampler(
            LABELS, 2, 2, True, 8, vocab_file="x", unigrams=[1.0]
        )[0],
        "true_candidates must be a batch_size * num_true matrix": tf.nn.compute_accidental_hits(unknown, [1], 2)[0],
        "sampled_candidates must be a vector": tf.nn.compute_accidental_hits(LABELS, unknown, 2)[0],
    }
    with tf.Session() as session:
        for message, fetch in cases.items():
            with pytest.raises(tf.errors.InvalidArgumentError) as caught:
                session.run(fetch, {unknown: np.array(3)})
            assert message in caught.value.message


def test_a_loss_that_draws_itself_is_that_of_its_sample():
    weights = tf.constant(np.random.RandomState(0).randn(20, 3), tf.float32)
    inputs = tf.constant(np.random.RandomState(1).randn(3, 3), tf.float32)
    biases = tf.linspace(0.0, 1.0, 20)
    own = tf.nn.sampled_softmax_loss(weights, biases, LABELS, inputs, 4, 20, 2, seed=7)
    (op,) = (op for op in tf.get_default_graph().get_operations() if op.type == "LogUniformCandidateSampler")
    given = tf.nn.sampled_softmax_loss(weights, biases, LABELS, inputs, 4, 20, 2, sampled_values=op.outputs)
    with tf.Session() as session:
        losses, again = session.run([own, given])
        assert losses.tolist() == again.tolist()
        assert collections.Counter(session.run(own) > 0)[True] == 3
