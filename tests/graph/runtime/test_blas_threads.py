"""How many threads compute matrix products: all there are, fewer beside queue runners, as many as a program says."""

import gc

import numpy as np
import pytest

import headrace as tf
from headrace.graph.runtime import blas_threads


class Library:
    """What stands for BLAS: it keeps how many threads it was told to use, and how many a product had."""

    def __init__(self, threads):
        self.threads = threads

    def get_num_threads(self):
        return self.threads

    def set_num_threads(self, threads):
        self.threads = threads


@pytest.fixture
def library(monkeypatch):
    made = Library(8)
    for name in blas_threads._SETTINGS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(blas_threads, "_libraries", lambda: [made])
    for name, empty in (("_chosen", {}), ("_sharing", set()), ("_before", [])):
        monkeypatch.setattr(blas_threads, name, empty)  # without the sessions that other tests have left
    monkeypatch.setattr(blas_threads, "_cores", lambda: 8)
    return made


@pytest.fixture
def queue_with_runner():
    with tf.Graph().as_default():
        yield _queue_with_runner()


def _queue_with_runner():
    queue = tf.FIFOQueue(2, [tf.float32], [[]])
    tf.train.add_queue_runner(tf.train.QueueRunner(queue, [queue.enqueue(1.0)]))
    return queue


def run_with_runners(sess, what):
    """Call `what` while the queue runners of the default graph run."""
    coord = tf.train.Coordinator()
    threads = tf.train.start_queue_runners(sess, coord)
    try:
        return what()
    finally:
        coord.request_stop()
        coord.join(threads)


def test_products_have_all_threads_where_nobody_else_wants_cores(library):
    with tf.Session() as sess:
        sess.run(tf.matmul([[1.0]], [[2.0]]))
        assert library.threads == 8


def test_queue_runners_have_half_of_the_cores_until_the_session_is_closed(library, queue_with_runner):
    with tf.Session() as sess:
        assert run_with_runners(sess, lambda: library.threads) == 4
        assert library.threads == 4  # whether a runner has just ended changes no last bit
    assert library.threads == 8


@pytest.mark.parametrize(("cores", "threads"), [(1, 1), (2, 1), (3, 1), (64, 8)])
def test_one_thread_is_left_and_none_is_added(library, queue_with_runner, monkeypatch, cores, threads):
    monkeypatch.setattr(blas_threads, "_cores", lambda: cores)
    with tf.Session() as sess:
        assert run_with_runners(sess, lambda: library.threads) == threads


def test_the_last_of_several_sessions_gives_the_cores_back(library, queue_with_runner):
    first, second = tf.Session(), tf.Session()
    run_with_runners(first, lambda: None)
    run_with_runners(second, lambda: None)
    first.close()
    assert library.threads == 4
    second.close()
    assert library.threads == 8


def test_a_session_that_is_forgotten_gives_the_cores_back(library):
    sess = tf.Session(config=tf.ConfigProto(intra_op_parallelism_threads=3))
    assert library.threads == 3
    del sess
    gc.collect()
    assert library.threads == 8


@pytest.mark.parametrize("name", ["OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"])
def test_what_the_environment_says_stays(library, queue_with_runner, monkeypatch, name):
    monkeypatch.setenv(name, "8")
    with tf.Session() as sess:
        assert run_with_runners(sess, lambda: library.threads) == 8


def test_what_a_program_says_counts_most(library, queue_with_runner, monkeypatch):
    monkeypatch.setenv("OMP_NUM_THREADS", "8")
    with tf.Session(config=tf.ConfigProto(intra_op_parallelism_threads=6)) as sess:
        assert library.threads == 6
        assert run_with_runners(sess, lambda: library.threads) == 6
        with tf.Session(config=tf.ConfigProto(intra_op_parallelism_threads=2)):
            assert library.threads == 2
        assert library.threads == 6
    assert library.threads == 8


def test_a_large_product_has_all_threads_beside_runners_too(library, queue_with_runner, monkeypatch):
    monkeypatch.setattr(blas_threads, "_LARGE", 100)
    had = []

    class Factor(np.ndarray):
        def __array_ufunc__(self, ufunc, method, *inputs, **kwargs):
            had.append(library.threads)
            return getattr(ufunc, method)(*map(np.asarray, inputs), **kwargs)

    small, large = (np.ones((size, size), np.float32).view(Factor) for size in (4, 5))
    with tf.Session() as sess:
        run_with_runners(sess, lambda: None)
        assert blas_threads.product(small, small).tolist() == [[4.0] * 4] * 4
        assert blas_threads.product(large, large).tolist() == [[5.0] * 5] * 5
        assert had == [4, 8]
        assert library.threads == 4
        with pytest.raises(ValueError, match="mismatch"):
            blas_threads.product(large, np.ones((6, 100), np.float32))
        assert library.threads == 4


def test_products_are_what_numpy_makes_them_with_the_library_that_there_is(queue_with_runner):
    draw = np.random.default_rng(1)
    left, right = draw.standard_normal((70, 300)), draw.standard_normal((300, 90))
    with tf.Session() as sess:
        product = run_with_runners(sess, lambda: sess.run(tf.matmul(left, right)))
        np.testing.assert_array_equal(product, left @ right)
