"""Programs of tf.data go on in the middle of a pass, wherever they were interrupted."""

from __future__ import annotations

import json
import threading

import numpy as np
import pytest
from support.threads import in_thread, no_threads_left, outcome

import headrace as tf


@pytest.fixture
def files(tmp_path):
    names = []
    for number in range(3):
        path = tmp_path / f"rows-{number}.csv"
        path.write_text("".join(f"{100 * number + k},{k}.5\n" for k in range(9)))
        names.append(str(path))
    return names


def rows(files):
    lines = tf.data.TextLineDataset(files)
    return lines.map(lambda line: tuple(tf.decode_csv(line, [[0], [0.0]])), num_parallel_calls=2)


def noisy(number, value):
    return number, value + tf.random_uniform([], seed=3)


PROGRAMS = {
    "batches": lambda files: rows(files).batch(4),
    "shuffled": lambda files: rows(files).map(noisy).shuffle(6, seed=5).repeat(2).batch(5).prefetch(2),
    "interleaved": lambda files: (
        tf.data.Dataset.from_tensor_slices(files).interleave(tf.data.TextLineDataset, cycle_length=2, block_length=2).batch(3)
    ),
    "cached": lambda files: rows(files).filter(lambda number, _: number % 3 > 0).cache().repeat(2).batch(4),
    "grouped": lambda files: rows(files).apply(
        tf.data.experimental.group_by_window(lambda number, _: tf.to_int64(number % 2), lambda _, some: some.batch(3), 3)
    ),
}


def iterator_of(make, files, initializable):
    dataset = make(files)
    return dataset.make_initializable_iterator() if initializable else dataset.make_one_shot_iterator()


def rest(sess, following):
    found = []
    while True:
        try:
            found.append([np.asarray(part).tolist() for part in sess.run(tf.contrib.framework.nest.flatten(following))])
        except tf.errors.OutOfRangeError:
            return found


@pytest.mark.parametrize("initializable", [True, False], ids=["initializable", "one_shot"])
@pytest.mark.parametrize("name", PROGRAMS)
def test_a_pass_goes_on_from_every_place(name, initializable, files):
    states, delivered = [], []
    with no_threads_left():
        with tf.Graph().as_default(), tf.Session() as sess:
            iterator = iterator_of(PROGRAMS[name], files, initializable)
            following = tf.contrib.framework.nest.flatten(iterator.get_next())
            if initializable:
                sess.run(iterator.initializer)
            while True:
                states.append(json.dumps(tf.train.pipeline_state(sess)))
                try:
                    delivered.append([np.asarray(part).tolist() for part in sess.run(following)])
                except tf.errors.OutOfRangeError:
                    break
        assert len(delivered) > 5
        for place, state in enumerate(states):
            with tf.Graph().as_default(), tf.Session() as sess:
                iterator = iterator_of(PROGRAMS[name], files, initializable)
                following = iterator.get_next()
                if initializable and place % 2:  # before or after: whoever begins the pass begins it there
                    sess.run(iterator.initializer)
                tf.train.restore_pipeline_state(sess, json.loads(state))
                if initializable and not place % 2:
                    sess.run(iterator.initializer)
                assert rest(sess, following) == delivered[place:], place


def test_the_pass_that_follows_begins_at_its_beginning(files):
    with tf.Graph().as_default(), tf.Session() as sess:
        iterator = rows(files).batch(5).make_initializable_iterator()
        following = iterator.get_next()
        sess.run(iterator.initializer)
        whole = [sess.run(following) for _ in range(3)]
        state = tf.train.pipeline_state(sess)
    with tf.Graph().as_default(), tf.Session() as sess:
        iterator = rows(files).batch(5).make_initializable_iterator()
        following = iterator.get_next()
        tf.train.restore_pipeline_state(sess, state)
        sess.run(iterator.initializer)
        assert len(rest(sess, following)) == 3
        sess.run(iterator.initializer)
        np.testing.assert_array_equal(sess.run(following), whole[0])


def test_a_state_that_no_pass_has_gone_on_from_is_kept(files):
    def made():
        iterator = rows(files).batch(5).make_initializable_iterator()
        return iterator, iterator.get_next()

    with tf.Graph().as_default(), tf.Session() as sess:
        iterator, following = made()
        sess.run(iterator.initializer)
        sess.run(following)
        state = tf.train.pipeline_state(sess)
        whole = rest(sess, following)
    with tf.Graph().as_default(), tf.Session() as sess:
        made()
        tf.train.restore_pipeline_state(sess, state)
        state = tf.train.pipeline_state(sess)  # before the pass is begun
    with tf.Graph().as_default(), tf.Session() as sess:
        iterator, following = made()
        tf.train.restore_pipeline_state(sess, state)
        sess.run(iterator.initializer)
        assert rest(sess, following) == whole


def test_a_pass_that_several_threads_begin_goes_on_once(files):
    with tf.Graph().as_default(), tf.Session() as sess:
        following = rows(files).make_one_shot_iterator().get_next()[0]
        first = [int(sess.run(following)) for _ in range(5)]
        state = tf.train.pipeline_state(sess)
    for _ in range(20):
        with tf.Graph().as_default(), tf.Session() as sess:
            following = rows(files).make_one_shot_iterator().get_next()[0]
            tf.train.restore_pipeline_state(sess, state)
            begun = threading.Barrier(3)

            def take(begun=begun, sess=sess, following=following):
                begun.wait()
                return int(sess.run(following))

            taken = [outcome(one) for one in [in_thread(take) for _ in range(3)]]
            assert sorted(first + taken + [value for (value,) in rest(sess, [following])]) == sorted(
                100 * number + k for number in range(3) for k in range(9)
            )


def test_a_training_session_goes_on_in_the_middle_of_an_epoch(files, tmp_path):
    def run(steps):
        seen = []
        with tf.Graph().as_default():
            tf.train.get_or_create_global_step()
            iterator = rows(files).shuffle(8, seed=1).batch(3).make_initializable_iterator()
            numbers, _ = iterator.get_next()
            tf.add_to_collection(tf.GraphKeys.TABLE_INITIALIZERS, iterator.initializer)
            step = tf.assign_add(tf.train.get_global_step(), 1)
            with tf.train.MonitoredTrainingSession(
                checkpoint_dir=str(tmp_path), save_checkpoint_steps=100, log_step_count_steps=None, resume_pipeline=True
            ) as sess:
                while len(seen) < steps and not sess.should_stop():
                    seen += sess.run([numbers, step])[0].tolist()
        return seen

    assert sorted(run(12) + run(100)) == sorted(100 * number + k for number in range(3) for k in range(9))


@pytest.mark.parametrize(
    ("make", "what"),
    [
        (lambda: tf.data.Dataset.range(5).map(lambda x: tf.py_func(abs, [x], tf.int64, name="mine")), "py_func 'mine'"),
        (lambda: tf.data.Dataset.from_generator(lambda: iter(range(5)), tf.int64), "generator of the program's"),
    ],
    ids=["function", "generator"],
)
def test_what_cannot_go_on_is_named_and_refused(make, what, caplog):
    with tf.Graph().as_default(), tf.Session() as sess:
        sess.run(make().make_one_shot_iterator().get_next())
        state = tf.train.pipeline_state(sess)
        assert what in " ".join(f"{one['what']} {one['why']}" for one in state["not_resumable"])
        assert what in caplog.text
        with pytest.raises(tf.errors.FailedPreconditionError, match="cannot go on from this state"):
            tf.train.restore_pipeline_state(sess, state)


def test_a_function_without_a_state_goes_on():
    def make():
        twice = tf.data.Dataset.range(9).map(lambda x: tf.py_func(lambda value: 2 * value, [x], tf.int64, stateful=False))
        return twice.make_one_shot_iterator().get_next()

    with tf.Graph().as_default(), tf.Session() as sess:
        following = make()
        sess.run(following)
        state = tf.train.pipeline_state(sess)
    with tf.Graph().as_default(), tf.Session() as sess:
        following = make()
        tf.train.restore_pipeline_state(sess, state)
        assert rest(sess, following) == [[2 * k] for k in range(1, 9)]


def test_another_dataset_and_another_file_are_refused(files):
    def begun(make):
        return make().make_one_shot_iterator().get_next()

    with tf.Graph().as_default(), tf.Session() as sess:
        sess.run(begun(lambda: rows(files).batch(2)))
        state = tf.train.pipeline_state(sess)
    with tf.Graph().as_default(), tf.Session() as sess:
        following = begun(lambda: rows(files).shuffle(4).batch(2))
        tf.train.restore_pipeline_state(sess, state)
        with pytest.raises(tf.errors.FailedPreconditionError, match=r"its dataset was Batch.* and is Batch\w*\(Shuffle"):
            sess.run(following)
        with pytest.raises(tf.errors.FailedPreconditionError, match="its dataset was Batch"):  # not from the beginning
            sess.run(following)
    with open(files[1], "a") as file:
        file.write("7,7.5\n")
    with tf.Graph().as_default(), tf.Session() as sess:
        begun(lambda: rows(files).batch(2))
        with pytest.raises(tf.errors.FailedPreconditionError, match=r"rows-1\.csv.*has changed: it had"):
            tf.train.restore_pipeline_state(sess, state)
