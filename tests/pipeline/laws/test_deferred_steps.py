"""Work put off until after the queue: what comes out is what would have come out without."""

import numpy as np
import pytest
from support.threads import no_threads_left

import headrace as tf
from headrace.graph.blocks.compiler import compile_block_plan
from headrace.graph.blocks.deferred import CompactColumn, DeferredSteps
from headrace.pipeline.queues import FIFOQueue, PaddingFIFOQueue, PriorityQueue, RandomShuffleQueue

RECORD = 1 + 3 * 8 * 8


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default(), no_threads_left():
        yield


@pytest.fixture
def pictures(tmp_path):
    """A file of 40 records: a label and the planes of a picture; the records, uint8 [40, 193]."""
    records = np.random.default_rng(3).integers(0, 256, (40, RECORD), np.uint8)
    path = tmp_path / "pictures"
    path.write_bytes(records.tobytes())
    return str(path), records


def program(path):
    files = tf.train.string_input_producer([path], num_epochs=1, shuffle=False)
    _, value = tf.FixedLengthRecordReader(RECORD).read(files)
    record = tf.decode_raw(value, tf.uint8)
    planes = tf.reshape(record[1:], [3, 8, 8])
    image = (tf.cast(tf.transpose(planes, [1, 2, 0]), tf.float32) - 128.0) * (1 / 64)
    return image, tf.one_hot(tf.cast(record[0], tf.int32), 256, dtype=tf.float64)


def expected(records):
    images = records[:, 1:].reshape(-1, 3, 8, 8).transpose(0, 2, 3, 1).astype(np.float32)
    return (images - np.float32(128)) * np.float32(1 / 64), np.eye(256)[records[:, 0]]


def queue_of(session, kind):
    (queue,) = (found for found in session.resources(kind) if found.capacity != 32)
    return queue


def stored_bytes(queue):
    return [column.nbytes // queue._state.storage._rows for column in queue._state.storage._columns]


def test_a_queue_holds_the_smallest_form_and_gives_the_full_one(pictures):
    path, records = pictures
    images, labels = tf.train.batch(program(path), 8, capacity=64)
    with tf.Session() as session:
        session.run(tf.local_variables_initializer())
        coord = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(session, coord)
        found = [session.run([images, labels]) for _ in range(5)]
        assert stored_bytes(queue_of(session, FIFOQueue)) == [3 * 8 * 8, 1]
        coord.request_stop()
        coord.join(threads)
    for column, wanted in zip(zip(*found, strict=True), expected(records), strict=True):
        values = np.concatenate(column)
        assert values.dtype == wanted.dtype
        assert column[0].flags.c_contiguous
        np.testing.assert_array_equal(values, wanted)


def test_single_elements_and_rebatched_blocks_are_expanded_too(pictures):
    path, records = pictures
    image, label = program(path)
    shuffled = tf.train.shuffle_batch([image, label], 1, 64, 0, seed=1, shapes=[[8, 8, 3], [256]])
    again = tf.train.batch(shuffled, 10, capacity=50, enqueue_many=True)
    with tf.Session() as session:
        session.run(tf.local_variables_initializer())
        tf.train.start_queue_runners(session)
        found = [session.run(again) for _ in range(4)]
    images, labels = (np.concatenate(column) for column in zip(*found, strict=True))
    wanted_images, wanted_labels = expected(records)
    order = np.lexsort(images.reshape(40, -1).T)
    wanted = np.lexsort(wanted_images.reshape(40, -1).T)
    np.testing.assert_array_equal(images[order], wanted_images[wanted])
    np.testing.assert_array_equal(labels[order], wanted_labels[wanted])


def test_an_element_that_comes_in_full_has_the_queue_hold_all_in_full(pictures):
    path, records = pictures
    image, label = program(path)
    queue = tf.FIFOQueue(100, [tf.float32, tf.float64], [[8, 8, 3], [256]])
    enqueue = queue.enqueue([image, label])
    runner = tf.train.QueueRunner(queue, [enqueue], close_op=tf.no_op(), cancel_op=tf.no_op())
    tf.train.add_queue_runner(runner)
    ones = queue.enqueue([tf.ones([8, 8, 3]), tf.zeros([256], tf.float64)])
    with tf.Session() as session:
        session.run(tf.local_variables_initializer())
        coord = tf.train.Coordinator()
        runners = tf.train.start_queue_runners(session, coord)
        for thread in runners:
            if "close_on_stop" not in thread.name:
                thread.join(timeout=20)
        plain = queue_of(session, FIFOQueue)
        assert stored_bytes(plain) == [3 * 8 * 8, 1]
        session.run(ones)
        assert stored_bytes(plain) == [4 * 3 * 8 * 8, 8 * 256]
        dequeue = queue.dequeue()
        found = [session.run(dequeue) for _ in range(41)]
        coord.request_stop()
        coord.join(runners)
    wanted = expected(records)
    np.testing.assert_array_equal([image for image, _ in found[:40]], wanted[0])
    np.testing.assert_array_equal([label for _, label in found[:40]], wanted[1])
    np.testing.assert_array_equal(found[40][0], np.ones([8, 8, 3], np.float32))


def test_what_the_steps_refuse_fails_before_the_queue():
    shuffled = tf.placeholder_with_default(np.zeros(4, np.uint8), [4])
    queue = tf.FIFOQueue(10, [tf.float32], [[100, 4]])
    words = tf.FIFOQueue(10, [tf.uint8], [[4]])
    element = words.dequeue()
    element.set_shape([4])
    enqueue = queue.enqueue([tf.cast(tf.tile(tf.reshape(element, [1, 4]), [100, 1]), tf.float32)])
    with tf.Session() as session:
        plan = compile_block_plan(session, enqueue)
        session.run(words.enqueue([shuffled]))
        assert plan.step(session.context) == 1
        (full,) = (found for found in session.resources(FIFOQueue) if found.signature.shapes == [(100, 4)])
        assert stored_bytes(full) == [4]
        np.testing.assert_array_equal(session.run(queue.dequeue()), np.zeros((100, 4)))


def test_a_shape_that_was_claimed_wrongly_is_an_error_of_its_record(tmp_path):
    path = tmp_path / "lines"
    path.write_bytes(b"abcd\nabcde\nabcd\n")
    files = tf.train.string_input_producer([str(path)], num_epochs=1, shuffle=False)
    _, value = tf.TextLineReader().read(files)
    letters = tf.decode_raw(value, tf.uint8)
    letters.set_shape([4])
    wide = tf.tile(tf.cast(letters, tf.float32), [50])
    batch = tf.train.batch([wide], 1)
    with tf.Session() as session:
        session.run(tf.local_variables_initializer())
        coord = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(session, coord)
        np.testing.assert_array_equal(session.run(batch), [50 * [97, 98, 99, 100]])
        with pytest.raises(tf.errors.OutOfRangeError, match=r"(?s)\[200\], got \[250\].*lines:2"):
            session.run(batch)
        with pytest.raises(tf.errors.InvalidArgumentError, match=r"lines:2"):
            coord.join(threads)


def doubled(shape):
    return DeferredSteps("doubled", np.dtype(np.uint8), shape, shape, lambda n, values: values * np.float32(2))


@pytest.mark.parametrize(
    "make",
    [
        lambda: FIFOQueue(100, [np.int64, np.float32], [(), (30,)]),
        lambda: PaddingFIFOQueue(100, [np.int64, np.float32], [(), (30,)]),
        lambda: RandomShuffleQueue(100, 0, [np.int64, np.float32], [(), (30,)]),
        lambda: PriorityQueue(100, [np.float32], [(30,)]),
    ],
)
def test_every_queue_keeps_packed_elements_through_growth_leases_and_mixing(make):
    queue = make()
    draw = np.random.default_rng(1)
    wanted = {}
    numbers = iter(range(1000))

    def put(n, packed):
        values = draw.integers(0, 256, (n, 30), np.uint8)
        index = np.array([next(numbers) for _ in range(n)])
        wanted.update(zip(index.tolist(), values * np.float32(2), strict=True))
        column = CompactColumn(values, doubled((30,))) if packed else values * np.float32(2)
        assert queue.reserve(n) == n
        queue.put_reserved([index, column], n, n)

    def check(index, values):
        for key, value in zip(np.atleast_1d(index).tolist(), values.reshape(-1, 30), strict=True):
            np.testing.assert_array_equal(value, wanted.pop(key))

    put(3, packed=True)
    put(20, packed=True)
    lease = queue.lease(6)
    check(lease.columns[0][:2], lease.columns[1][:2])
    lease.commit(2)
    check(*queue.take())
    check(*queue.take_many(5))
    put(4, packed=False)
    check(*queue.take_many(5))
    put(40, packed=True)
    while queue.size():
        check(*queue.take_many(min(queue.size(), 7)))
    assert not wanted
    put(5, packed=True)
    check(*queue.take_many(5))
