"""epochs: each is one pass over the input, with a beginning and an end."""

from __future__ import annotations

import logging

import pytest
from support.threads import no_threads_left

import headrace as tf


@pytest.fixture(autouse=True)
def _a_graph_of_its_own():
    with no_threads_left(), tf.Graph().as_default():
        yield


@pytest.fixture
def files(tmp_path):
    for file in range(3):
        (tmp_path / f"{file}.txt").write_text("".join(f"{100 * file + line}\n" for line in range(50)))
    return [str(tmp_path / f"{file}.txt") for file in range(3)]


def numbers_of(files, num_epochs=1, **options):
    names = tf.train.string_input_producer(files, num_epochs=num_epochs, **options)
    _, line = tf.TextLineReader().read(names)
    return tf.string_to_number(line, tf.int64)


def every(files):
    return sorted(100 * file + line for file in range(len(files)) for line in range(50))


@pytest.mark.parametrize("threads", [1, 3])
@pytest.mark.parametrize("shuffled", [False, True])
def test_each_epoch_has_every_record_once(files, threads, shuffled):
    value = numbers_of(files)
    if shuffled:
        batch = tf.train.shuffle_batch([value], 8, 60, 20, num_threads=threads, allow_smaller_final_batch=True)
    else:
        batch = tf.train.batch([value], 8, num_threads=threads, allow_smaller_final_batch=True)
    orders = []
    for epoch in tf.train.epochs(4, batch, records=150):
        orders.append([number for numbers in epoch for number in numbers.tolist()])
        assert sorted(orders[-1]) == every(files)
        assert (epoch.number, epoch.steps, epoch.records) == (len(orders), 19, 150)
    assert len(orders) == 4
    assert not shuffled or orders[0] != orders[1]


def test_seeds_make_all_epochs_repeatable(files):
    def run():
        with tf.Graph().as_default():
            tf.train.deterministic(3)
            batch = tf.train.shuffle_batch([numbers_of(files)], 10, 60, 20, num_threads=3)
            return [[numbers.tolist() for numbers in epoch] for epoch in tf.train.epochs(3, batch)]

    first = run()
    assert first[0] != first[1]
    assert run() == first


def test_records_that_fill_no_batch_are_told_of_and_belong_to_no_other_epoch(files, caplog):
    batch = tf.train.batch([numbers_of(files, shuffle=False)], 40)
    with caplog.at_level(logging.WARNING, "headrace"):
        lasts = [list(epoch)[-1][-1] for epoch in tf.train.epochs(3, batch)]
    assert lasts == [219] * 3
    assert [record.getMessage() for record in caplog.records] == [
        "Each epoch of 120 records; what fills no batch is left: 30 of 'batch/fifo_queue' (see allow_smaller_final_batch)"
    ]


def test_another_number_of_records_than_was_said_is_an_error(files):
    batch = tf.train.batch([numbers_of(files)], 40)
    with pytest.raises(tf.errors.FailedPreconditionError, match="Epoch 1 has given 120 records, not 150; what fills no batch"):
        [list(epoch) for epoch in tf.train.epochs(2, batch, records=150)]


def test_pipelines_to_train_and_to_evaluate_in_one_session(files):
    train = tf.train.shuffle_batch([numbers_of(files)], 10, 40, 10, num_threads=2)
    test = tf.train.batch([numbers_of(files[:1])], 15, allow_smaller_final_batch=True)
    step = tf.Variable(0)
    count = tf.assign_add(step, 1)
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        for epoch in tf.train.epochs(2, [train, count]):
            seen = []
            for numbers, _ in epoch:
                seen += numbers.tolist()
                if epoch.steps % 5 == 0:  # amid the other pipeline's pass
                    for tested in tf.train.epochs(1, test, records=50):
                        assert sorted(number for numbers in tested for number in numbers.tolist()) == every(files[:1])
            assert sorted(seen) == every(files)
        assert session.run(step) == 30


def test_an_epoch_that_is_left_is_followed_by_a_whole_one(files):
    batch = tf.train.batch([numbers_of(files)], 10)
    records = []
    for epoch in tf.train.epochs(3, batch):
        for _ in epoch:
            if epoch.number != 2:
                break
        records.append((epoch.records, epoch.is_over))
    assert records == [(10, False), (150, True), (10, False)]


def test_an_epoch_gives_nothing_after_its_end(files):
    batch = tf.train.batch([numbers_of(files)], 10)
    kept = []
    for epoch in tf.train.epochs(2, batch):
        kept.append(epoch)
        next(epoch)
    assert [list(epoch) for epoch in kept] == [[], []]


def test_an_error_ends_the_epoch_and_the_loop(files):
    batch = tf.train.batch([numbers_of([*files, files[0] + ".absent"], shuffle=False)], 10)
    seen, whole = [], []

    def train():
        for epoch in tf.train.epochs(2, batch):
            seen.extend(epoch.steps for _ in epoch)
            whole.append(epoch)

    with pytest.raises(tf.errors.NotFoundError, match="absent"):
        train()
    assert seen == [*range(1, 16)]
    assert whole == []  # the loop over its batches raises: what follows an epoch is not done


@pytest.mark.parametrize(
    ("num_epochs", "words"),
    [(None, "the input has no end; give 'input_producer' num_epochs=1"), (3, "'input_producer' has num_epochs=3")],
)
def test_an_input_that_is_not_one_pass_is_refused(files, num_epochs, words):
    batch = tf.train.batch([numbers_of(files, num_epochs)], 10)
    with pytest.raises(ValueError, match=words):
        next(tf.train.epochs(2, batch))


def test_runners_that_run_already_are_not_started_twice(files):
    batch = tf.train.batch([numbers_of(files)], 10)
    with tf.Session() as session:
        session.run(tf.local_variables_initializer())
        coordinator = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(session, coordinator)
        with pytest.raises(tf.errors.FailedPreconditionError, match="runs already in this session"):
            next(tf.train.epochs(1, batch))
        coordinator.request_stop()
        coordinator.join(threads)


def test_no_epochs_are_none_and_fewer_are_refused(files):
    batch = tf.train.batch([numbers_of(files)], 10)
    assert list(tf.train.epochs(0, batch)) == []
    with pytest.raises(ValueError, match="count must be >= 0; got -1"):
        tf.train.epochs(-1, batch)
