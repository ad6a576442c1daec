"""Products on threads of their own: what NumPy gives, and the same to the last bit however the work is cut."""

import threading

import numpy as np
import pytest

from headrace.graph.products import on_threads

SHAPES = [(16, 257, 300), (97, 705, 33), (250, 1500, 40), (13, 1, 1), (40, 64, 512), (1, 3, 5), (5, 0, 3)]
ORDERS = [lambda a: a, lambda a: a.T.copy().T, lambda a: np.repeat(a, 2, 1)[:, ::2], lambda a: a[::-1, ::-1]]


def drawn(m, k, n, seed=0):
    draw = np.random.default_rng(seed)
    return draw.standard_normal((m, k)).astype(np.float32), draw.standard_normal((k, n)).astype(np.float32)


def product(left, right):
    out = np.empty((len(left), right.shape[1]), np.float32)
    on_threads.multiply(left, right, out, on_threads.packed(right))
    return out


@pytest.mark.parametrize("order", ORDERS, ids=["rows", "columns", "gaps", "backwards"])
@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_is_the_product(shape, order):
    left, right = (order(part) for part in drawn(*shape))
    exact = left.astype(np.float64) @ right.astype(np.float64)
    most = np.abs(left).astype(np.float64) @ np.abs(right)
    assert (np.abs(product(left, right) - exact) <= most * np.finfo(np.float32).eps * 8).all()


@pytest.mark.skipif(not on_threads.is_fast, reason="products are left to BLAS here")
@pytest.mark.parametrize("shape", SHAPES[:3], ids=str)
def test_a_row_is_the_same_beside_any_others(shape, monkeypatch):
    left, right = drawn(*shape)
    whole = product(left, right)
    for row in range(0, shape[0], 7):
        np.testing.assert_array_equal(product(left[row : row + 1], right)[0], whole[row])
    for threads in (2, 3, 40):
        monkeypatch.setattr(on_threads, "threads_for", lambda _, threads=threads: threads)
        np.testing.assert_array_equal(product(left, right), whole)


def test_what_is_no_number_stays_in_its_rows_and_columns():
    left, right = drawn(40, 64, 512)
    left[3, 5], right[7, 9] = np.nan, np.inf
    found = on_threads.product(left, right)
    np.testing.assert_array_equal(np.isnan(found).any(1), np.arange(40) == 3)
    np.testing.assert_array_equal(np.isinf(found).any(0), np.arange(512) == 9)


def test_what_numpy_refuses_is_refused():
    left, right = drawn(100, 200, 300)
    with pytest.raises(ValueError):
        on_threads.product(left, right[:-1])


@pytest.mark.parametrize("dtype", [np.float64, np.dtype(">f4"), np.float16])
def test_other_types_keep_theirs(dtype):
    left, right = (part.astype(dtype) for part in drawn(40, 64, 512))
    found = on_threads.product(left, right)
    assert found.dtype == (left @ right).dtype
    np.testing.assert_allclose(found.astype(float), left.astype(float) @ right.astype(float), rtol=1e-2, atol=1)


def test_numbers_between_other_fields():
    """A step from one to the next that is no multiple of their size."""
    left, right = drawn(40, 64, 512)
    records = np.zeros(right.shape, [("flag", "u1"), ("number", "<f4")])
    records["number"] = right
    np.testing.assert_allclose(on_threads.product(left, records["number"]), left @ right, rtol=1e-4, atol=1e-4)


def test_from_several_threads_at_once(monkeypatch):
    monkeypatch.setattr(on_threads, "threads_for", lambda _: 3)
    problems = [drawn(60, 300, 100, seed) for seed in range(6)]
    wanted = [on_threads.product(*problem) for problem in problems]
    found = [[] for _ in problems]

    def compute(number):
        for _ in range(10):
            found[number].append(on_threads.product(*problems[number]))

    threads = [threading.Thread(target=compute, args=(number,)) for number in range(len(problems))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for results, one in zip(found, wanted, strict=True):
        assert len(results) == 10
        for result in results:
            np.testing.assert_array_equal(result, one)


def test_all_calls_end_before_what_one_of_them_raised_is_seen():
    ended = []
    go_on = threading.Event()

    def slow():
        go_on.wait()
        ended.append("slow")

    def wrong():
        go_on.set()
        raise KeyError("wrong")

    for calls in ([slow, wrong], [wrong, slow]):
        ended.clear()
        go_on.clear()
        with pytest.raises(KeyError, match="wrong"):
            on_threads.at_once(calls)
        assert ended == ["slow"]


def test_without_threads_to_be_had_it_is_computed_where_it_was_asked_for(monkeypatch):
    def refused(*_):
        raise RuntimeError("can't start new thread")

    left, right = drawn(97, 705, 33)
    whole = product(left, right)
    monkeypatch.setattr(on_threads, "threads_for", lambda _: 3)
    monkeypatch.setattr(on_threads._thread, "start_new_thread", refused)
    np.testing.assert_array_equal(product(left, right), whole)
