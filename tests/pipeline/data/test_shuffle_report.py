"""`shuffle_report` measures how the elements of datasets are mixed, and changes nothing about it."""

from __future__ import annotations

import numpy as np
import pytest
from support.threads import no_threads_left

import headrace as tf


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as graph, no_threads_left():
        yield graph


@pytest.fixture
def files(tmp_path):
    for name in "abc":
        (tmp_path / name).write_text("".join(f"{line}\n" for line in range(200)))
    return [str(tmp_path / name) for name in "abc"]


def drained(session, following, most=10_000):
    found = []
    for _ in range(most):
        try:
            found.append(session.run(following))
        except tf.errors.OutOfRangeError:
            break
    return found


@pytest.mark.parametrize("first", [0, 300])
def test_places_are_those_that_one_would_count(first):
    """Those that were in the buffer before it began count as if they had just come."""
    following = tf.data.Dataset.range(1000).shuffle(40, seed=1).make_one_shot_iterator().get_next()
    with tf.Session() as session:
        drained(session, following, first)
        begun = tf.train.shuffle_report(session)
        assert "measured from now on" in str(begun) if first else not begun
        rest = drained(session, following)
        (found,) = tf.train.shuffle_report(session)
    assert (found.queue, found.buffer, found.warning) == ("ShuffleDataset of iterator 'OneShotIterator'", 40, None)
    if first:
        assert 0 < found.elements <= len(rest)  # some had left before
    else:
        moved = np.abs(np.arange(1000) - np.array(rest))
        assert (found.elements, found.moved) == (1000, (np.median(moved), np.percentile(moved, 90), moved.max()))


@pytest.mark.parametrize(("buffer", "warns"), [(20, True), (3000, False)])
def test_runs_of_a_component_are_those_that_one_would_count(buffer, warns):
    labels = np.repeat(np.arange(10), 400)
    dataset = tf.data.Dataset.from_tensor_slices({"image": np.zeros((4000, 2)), "label": labels}).shuffle(buffer, seed=1)
    following = dataset.make_one_shot_iterator().get_next()
    with tf.Session() as session:
        tf.train.shuffle_report(session, by=1)
        left = np.array([element["label"] for element in drained(session, following)])
        (found,) = tf.train.shuffle_report(session)
    assert found.runs_in == 400
    assert found.runs_out == pytest.approx(4000 / (1 + np.count_nonzero(np.diff(left))))
    assert found.runs_mixed == pytest.approx(1 / 0.9)
    assert (found.warning is not None) is warns
    if warns:
        assert f"A buffer_size above {found.warning.split('above ')[1].split(' ')[0]} would mix them" in found.warning


@pytest.mark.parametrize("batches", [False, True])
def test_files_of_records_are_the_groups_where_nothing_else_is_said(files, batches):
    dataset = tf.data.TextLineDataset(tf.constant(files)).map(tf.string_to_number).shuffle(30, seed=1).repeat(2)
    iterator = (dataset.batch(8) if batches else dataset).make_initializable_iterator()
    following = iterator.get_next()
    with tf.Session() as session:
        tf.train.shuffle_report(session)
        session.run(iterator.initializer)
        drained(session, following)
        (found,) = tf.train.shuffle_report(session)
        assert (found.elements, found.runs_in) == (1200, 200)
        assert found.moved[0] < 60
        assert "The buffer is small beside them" in " ".join(str(found).split())
        session.run(iterator.initializer)
        drained(session, following)
        (found,) = tf.train.shuffle_report(session)
        assert found.elements == 2400  # of all passes


def test_each_shuffle_is_told_of_once(files):
    names = tf.data.Dataset.from_tensor_slices(files).shuffle(3)
    dataset = names.interleave(tf.data.TextLineDataset, cycle_length=3).apply(tf.data.experimental.shuffle_and_repeat(50, 3))
    following = dataset.make_one_shot_iterator().get_next()
    with tf.Session() as session:
        tf.train.shuffle_report(session)
        drained(session, following)
        assert [(one.buffer, one.elements) for one in tf.train.shuffle_report(session)] == [(3, 9), (50, 1800)]


@pytest.mark.parametrize("program", ["plain", "read ahead", "with a py_func"])
def test_what_leaves_is_the_same_whether_it_is_measured_or_not(program):
    def left(measured):
        with tf.Graph().as_default():
            dataset = tf.data.Dataset.range(700)
            if program == "with a py_func":
                dataset = dataset.map(lambda n: tf.py_func(lambda k: k + 1, [n], tf.int64))
            dataset = dataset.shuffle(90, seed=7).repeat(2)
            following = (dataset.prefetch(20) if program == "read ahead" else dataset).make_one_shot_iterator().get_next()
            with tf.Session() as session:
                found = drained(session, following, 50)
                if measured:
                    tf.train.shuffle_report(session)
                return found + drained(session, following)

    assert left(True) == left(False)


def test_a_pass_that_goes_on_from_a_checkpoint_is_measured(tmp_path):
    iterator = tf.data.Dataset.range(9000).shuffle(40, seed=2).make_initializable_iterator()
    following = iterator.get_next()
    saver = tf.train.Saver([tf.data.experimental.make_saveable_from_iterator(iterator)])
    with tf.Session() as session:
        session.run(iterator.initializer)
        drained(session, following, 100)
        path = saver.save(session, str(tmp_path / "model"))
        rest = drained(session, following)
    with tf.Session() as session:
        tf.train.shuffle_report(session)
        session.run(iterator.initializer)
        saver.restore(session, path)
        assert drained(session, following) == rest
        (found,) = tf.train.shuffle_report(session)
        assert 1000 < found.elements <= 8900
        assert found.moved[0] < 60


def test_components_that_are_not_there_are_named():
    following = tf.data.Dataset.range(30).shuffle(4).make_one_shot_iterator().get_next()
    with tf.Session() as session:
        with pytest.raises(tf.errors.InvalidArgumentError, match=r"by='label' names no component of the elements of a dataset"):
            tf.train.shuffle_report(session, by="label")
        tf.train.shuffle_report(session, by=1)
        assert len(drained(session, following)) == 30
        with pytest.raises(tf.errors.InvalidArgumentError, match=r"by=1 names no component of the elements of ShuffleDataset"):
            tf.train.shuffle_report(session, by=1)
