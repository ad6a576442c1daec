"""FIFOQueue, and what all queues have from `Components`, the storage and the statistics."""

from __future__ import annotations

import sys

import numpy as np
import pytest
from support.threads import in_thread, no_threads_left, outcome, wait_until

from headrace.formats.records import Records
from headrace.graph.types import dtypes
from headrace.graph.types.errors import CancelledError, DeadlineExceededError, InvalidArgumentError, OutOfRangeError
from headrace.pipeline.queues import FIFOQueue, PriorityQueue, RandomShuffleQueue, looking
from headrace.pipeline.queues.waiting import wait_list


def test_elements_leave_in_the_order_in_which_they_came():
    queue = FIFOQueue(5, [np.int32], [()])
    queue.enqueue([1])
    queue.enqueue(2)
    queue.enqueue_many([[3, 4]])
    assert queue.dequeue() == [1]
    assert queue.dequeue_many(3)[0].tolist() == [2, 3, 4]
    assert queue.size() == 0


def test_order_survives_going_round_and_growing():
    queue = FIFOQueue(-1, [np.int64, str], [(), ()])
    came = left = 0
    generator = np.random.default_rng(5)
    for step in range(400):
        n = int(generator.integers(1, 40 + step))
        numbers = np.arange(came, came + n)
        queue.enqueue_many([numbers, [b"%d" % number for number in numbers]])
        came += n
        n = int(generator.integers(0, queue.size() + 1))
        numbers, texts = queue.dequeue_many(n)
        assert numbers.tolist() == list(range(left, left + n))
        assert texts.tolist() == [b"%d" % number for number in numbers]
        left += n
    assert queue.size() == came - left


def test_one_component_comes_in_a_list_too():
    queue = FIFOQueue(2, [np.float32], [(2,)])
    queue.enqueue([[1, 2]])
    taken = queue.dequeue()
    assert isinstance(taken, list)
    assert taken[0].tolist() == [1, 2]


def test_what_is_put_in_and_what_is_taken_out_are_copies():
    queue = FIFOQueue(4, [np.float32, np.float32], [(2,), (2,)])
    shapeless = FIFOQueue(4, [np.float32])
    array = np.array([1, 2], np.float32)
    queue.enqueue([array, array])
    queue.enqueue_many([array.reshape(1, 2), array.reshape(1, 2)])
    shapeless.enqueue([array])
    array[:] = 9
    first = queue.dequeue()[0]
    batch = queue.dequeue_many(1)[1]
    assert first.tolist() == [1, 2]
    assert batch.tolist() == [[1, 2]]
    assert shapeless.dequeue()[0].tolist() == [1, 2]
    queue.enqueue_many([np.zeros((4, 2)), np.zeros((4, 2))])
    assert first.tolist() == [1, 2]
    assert batch.tolist() == [[1, 2]]


def test_strings_are_bytes():
    queue = FIFOQueue(9, [str, dtypes.string], [(), (2,)])
    queue.enqueue(["é", [b"a", "b"]])
    queue.enqueue([np.str_("x"), np.array(["c", "d"])])
    queue.enqueue([np.array(b"y", object), np.array([["e", "f"]], order="F")[0]])
    assert queue.dequeue()[0] == "é".encode()
    texts, pairs = queue.dequeue_many(2)
    assert texts.tolist() == [b"x", b"y"]
    assert pairs.tolist() == [[b"c", b"d"], [b"e", b"f"]]


def test_records_go_in_as_a_column():
    queue = FIFOQueue(4, [str, np.int32], [(), ()])
    queue.put_many([Records.from_list([b"a", b"", b"ccc"]), np.arange(3, dtype=np.int32)])
    queue.enqueue_many([Records.from_list([b"d"]), [3]])
    assert queue.dequeue_many(4)[0].tolist() == [b"a", b"", b"ccc", b"d"]


def test_records_wait_for_room_piece_by_piece():
    queue = FIFOQueue(2, [str], [()])
    with no_threads_left():
        putting = in_thread(lambda: queue.put_many([Records.from_list([b"a", b"b", b"c", b"d", b"e"])]))
        taken = [queue.dequeue()[0] for _ in range(5)]
        assert outcome(putting) is None
    assert taken == [b"a", b"b", b"c", b"d", b"e"]


def test_kernels_put_scalars_of_any_make():
    queue = FIFOQueue(9, [np.int32, str], [(), ()])
    queue.put([np.int32(1), b"a"])
    queue.put([np.array(2, np.int32), np.array(b"b", object)])
    assert queue.take() == [1, b"a"]
    number, text = queue.take()
    assert (number, type(number), text) == (2, np.int32, b"b")


@pytest.mark.parametrize("shapes", [None, [()]])
@pytest.mark.parametrize("kind", [FIFOQueue, RandomShuffleQueue, PriorityQueue])
def test_what_has_left_is_not_kept_alive(kind, shapes):
    queue = kind(8, 0, [str], shapes, seed=1) if kind is RandomShuffleQueue else kind(8, [str], shapes)
    priority = [np.zeros((), np.int64)] if kind is PriorityQueue else []
    alone = sys.getrefcount(bytes(999)) + 2  # in the list and in the loop's variable
    for _ in range(3):
        texts = [bytes(1000 + i) for i in range(6)]
        for text in texts[:3]:
            queue.put([*priority, text])
        del text
        queue.put_many([*(np.zeros(3, np.int64) for _ in priority), np.array(texts[3:], object)])
        for _ in range(2):
            queue.take()
        assert sum(sys.getrefcount(text) > alone for text in texts) == 4
        queue.lease(3).commit(3)
        assert sum(sys.getrefcount(text) > alone for text in texts) == 1
        queue.take()
        assert sum(sys.getrefcount(text) > alone for text in texts) == 0


def test_memory_is_taken_as_elements_come():
    queue = FIFOQueue(1_000_000, [np.float32], [(1000,)])
    assert queue._state.storage._columns[0].nbytes <= 1 << 16
    queue.put_many([np.zeros((100, 1000), np.float32)])
    assert queue._state.storage._columns[0].nbytes <= 1 << 20
    assert FIFOQueue(3, [np.float32], [()])._state.storage._columns[0].shape == (3,)


def test_elements_without_shapes_cannot_be_taken_many_at_a_time():
    queue = FIFOQueue(4, [np.int32])
    queue.enqueue([1])
    message = "FIFOQueue's DequeueMany and DequeueUpTo require the components to have specified shapes."
    for call in (queue.dequeue_many, queue.dequeue_up_to):
        for n in (0, 1):
            with pytest.raises(InvalidArgumentError) as caught:
                call(n)
            assert caught.value.message == message
    assert queue.size() == 1


def test_columns_go_into_a_queue_without_shapes():
    queue = FIFOQueue(9, [np.int32, str])
    queue.enqueue_many([[[1, 2], [3, 4]], ["a", "b"]])
    assert queue.dequeue()[0].tolist() == [1, 2]
    assert queue.dequeue()[1] == b"b"


@pytest.mark.parametrize(
    ("dtype", "value", "expected"),
    [
        (np.int32, True, 1),
        (np.int32, np.int64(7), 7),
        (np.uint8, np.arange(3)[2], 2),
        (np.float32, 3, 3.0),
        (np.float32, np.float64(0.5), 0.5),
        (np.float16, np.array(2), 2.0),
        (np.complex64, 1.5, 1.5 + 0j),
        (np.bool_, np.True_, True),
    ],
)
def test_values_are_cast_where_nothing_but_precision_gets_lost(dtype, value, expected):
    queue = FIFOQueue(1, [dtype], [()])
    queue.enqueue([value])
    (taken,) = queue.dequeue()
    assert taken == expected
    assert taken.dtype == dtype


@pytest.mark.parametrize(
    ("dtype", "value", "error", "message"),
    [
        (np.int32, 1.5, TypeError, "Expected int32, but got 1.5 of type 'float'."),
        (np.int32, [[1, 2], [3, "x"]], TypeError, "Expected int32, but got x of type 'str'."),
        (np.int32, np.float32(1.5), TypeError, "Expected int32, but got 1.5 of type 'float32'."),
        (np.float32, "1.5", TypeError, "Expected float32, but got 1.5 of type 'str'."),
        (np.float32, 1j, TypeError, "Expected float32, but got 1j of type 'complex'."),
        (np.bool_, 1, TypeError, "Expected bool, but got 1 of type 'int'."),
        (str, 1, TypeError, "Expected string, but got 1 of type 'int'."),
        (str, np.array([b"a", 1], object), TypeError, "Expected string, but got 1 of type 'int'."),
        (str, np.arange(2), TypeError, "Expected string, but got int64 [2] of type 'ndarray'."),
        (np.int32, None, ValueError, "None values not supported."),
        (np.uint8, np.array([1, 300]), ValueError, "Expected uint8, in [0, 255], but got [  1 300]."),
        (np.int64, 1 << 70, ValueError, f"Expected int64, in [{-1 << 63}, {(1 << 63) - 1}], but got {1 << 70}."),
        (np.int64, [1 << 70], ValueError, f"Expected int64, in [{-1 << 63}, {(1 << 63) - 1}], but got [{1 << 70}]."),
    ],
)
def test_values_of_the_wrong_type_are_refused(dtype, value, error, message):
    queue = FIFOQueue(1, [dtype])
    with pytest.raises(error) as caught:
        queue.enqueue([value])
    assert str(caught.value) == message
    assert queue.size() == 0


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"dtypes": []}, ValueError, "at least one component"),
        ({"dtypes": ["resource"]}, TypeError, "A queue cannot hold components of type resource."),
        ({"dtypes": [np.int32], "shapes": 3}, TypeError, "Shapes must be a TensorShape or a list or tuple"),
        ({"dtypes": [np.int32], "shapes": [[None]]}, ValueError, "All shapes must be fully defined"),
        (
            {"dtypes": [np.int32], "names": ["a", "b"]},
            ValueError,
            "List of names must have the same length as the list of dtypes, received len(names)=2,len(dtypes)=1",
        ),
        (
            {"dtypes": [np.int32], "capacity": -2, "name": "files"},
            InvalidArgumentError,
            "fifo_queue 'files': capacity must be at least 0, or -1 for no limit; got -2",
        ),
    ],
)
def test_impossible_queues_are_refused(arguments, error, message):
    with pytest.raises(error) as caught:
        FIFOQueue(**{"capacity": 3, **arguments})
    assert message in str(caught.value)


def test_one_type_one_shape_and_one_name_need_no_list():
    queue = FIFOQueue(3, np.int32, shapes=(), names="a")
    queue.enqueue({"a": 1})
    assert queue.dequeue() == {"a": 1}
    assert FIFOQueue(3, np.int32, shapes=[3]).signature.shapes == [(3,)]


def test_columns_of_different_lengths_are_refused():
    queue = FIFOQueue(3, [np.int32, np.int32])
    message = "All input tensors must have the same size in the 0th dimension. Component 1 has 3, and should have 2"
    with pytest.raises(InvalidArgumentError) as caught:
        queue.enqueue_many([[1, 2], [1, 2, 3]])
    assert caught.value.message == message
    with pytest.raises(InvalidArgumentError, match=r"tuple component 1. Expected \[2\], got \[3\]"):
        FIFOQueue(3, [np.int32, np.int32], [(), ()]).enqueue_many([[1, 2], [1, 2, 3]])
    with pytest.raises(InvalidArgumentError, match=r"Component 1 has 1, and should have 2"):
        FIFOQueue(3, [np.int32, str]).signature.check_many([np.arange(2), Records.from_list([b"a"])])


def test_nothing_goes_through_a_closed_queue_and_nothing_is_nothing():
    queue = FIFOQueue(3, [np.int32], [()])
    queue.close()
    queue.enqueue_many([[]])
    assert queue.dequeue_many(0)[0].tolist() == []
    queue.close(cancel_pending_enqueues=True)
    with pytest.raises(CancelledError, match=r"Queue 'fifo_queue' is already closed\."):
        queue.close()


def test_a_time_limit_says_where_and_for_what_it_was_waited():
    queue = FIFOQueue(2, [np.int32], [()], name="jobs")
    late = "^Timed out waiting for notification; it waited for "
    with pytest.raises(DeadlineExceededError, match=rf"{late}1 element of FIFOQueue 'jobs' \(capacity 2, 0 in it\)$"):
        queue.dequeue(timeout=0.01)
    queue.enqueue_many([[1, 2]])
    with pytest.raises(DeadlineExceededError, match=rf"{late}room in FIFOQueue 'jobs' \(capacity 2, 2 in it\)$"):
        queue.enqueue([3], timeout=0.01)
    with pytest.raises(DeadlineExceededError, match=rf"{late}3 elements of FIFOQueue 'jobs'"):
        queue.dequeue_many(3, timeout=0.01)
    assert queue.size() == 2


def test_capacity_0_passes_elements_to_dequeuers_who_wait():
    queue = FIFOQueue(0, [np.int32], [()])
    with pytest.raises(DeadlineExceededError):
        queue.enqueue([1], timeout=0.01)
    with no_threads_left():
        taking = in_thread(queue.dequeue)
        wait_until(lambda: queue.statistics().blocked_dequeues == 1)
        queue.enqueue([7])
        assert outcome(taking) == [7]
    assert queue.size() == 0


def test_the_failure_of_who_fed_the_queue_is_the_cause():
    queue = FIFOQueue(3, [np.int32], [()])
    queue.failure = ValueError("record 812 is torn")
    queue.close()
    with pytest.raises(OutOfRangeError) as caught:
        queue.dequeue()
    assert caught.value.__cause__ is queue.failure


def test_statistics_count_what_passed_and_how_full_the_queue_was():
    queue = FIFOQueue(10, [np.int32], [()], name="images")
    queue.enqueue_many([range(10)])
    queue.dequeue()
    queue.dequeue_many(8)
    queue.dequeue_up_to(1)
    queue.enqueue([1])
    statistics = queue.statistics()
    assert (statistics.name, statistics.kind, statistics.capacity) == ("images", "FIFOQueue", 10)
    assert (statistics.size, statistics.enqueued, statistics.dequeued) == (1, 11, 10)
    assert statistics.fill == (0, 1, 0, 0, 0, 0, 0, 0, 0, 2)
    assert (statistics.blocked_enqueues, statistics.blocked_dequeues) == (0, 0)
    assert FIFOQueue(-1, [np.int32]).statistics().fill == ()


def test_each_take_tells_how_full_the_queue_was():
    queue = FIFOQueue(20, [np.int32], shapes=[()])
    queue.enqueue_many([np.arange(20, dtype=np.int32)])
    for _ in range(20):
        queue.dequeue()
    assert queue.statistics().fill == (1, 2, 2, 2, 2, 2, 2, 2, 2, 3)


class Clock:
    def __init__(self):
        self.now = 100.0

    def monotonic(self):
        return self.now


def test_statistics_say_how_long_threads_were_blocked(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(wait_list, "time", clock)
    monkeypatch.setattr(looking, "time", clock)
    queue = FIFOQueue(1, [np.int32], [()])
    with no_threads_left():
        taking = in_thread(queue.dequeue)
        wait_until(lambda: queue.statistics().blocked_dequeues == 1)
        clock.now += 5
        assert queue.statistics().seconds_dequeues_blocked == 5
        queue.enqueue([1])
        assert outcome(taking) == [1]
        queue.enqueue([2])
        putting = in_thread(lambda: queue.enqueue([3]))
        wait_until(lambda: queue.statistics().blocked_enqueues == 1)
        clock.now += 3
        queue.dequeue()
        assert outcome(putting) is None
        clock.now += 1
    statistics = queue.statistics()
    assert (statistics.seconds_dequeues_blocked, statistics.seconds_enqueues_blocked) == (5, 3)
