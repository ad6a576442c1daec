"""Records that were leased and are given back: each is given once more, whoever has leased others meanwhile."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from headrace.graph.types import errors
from headrace.pipeline.queues import FIFOQueue
from headrace.pipeline.readers.lines import TextLines


def _reader(tmp_path, sizes):
    queue = FIFOQueue(10, ["string"], [()])
    number = 0
    for k, size in enumerate(sizes):
        path = tmp_path / f"{k}"
        path.write_text("".join(f"{number + at}\n" for at in range(size)))
        queue.enqueue(str(path))
        number += size
    queue.close()
    return TextLines("reader"), queue, number


def _lease(reader, queue, limit):
    try:
        reader.wait_ready(queue)
    except errors.OutOfRangeError:
        return None
    return reader.lease(limit)


@settings(max_examples=150, deadline=None)
@given(
    sizes=st.lists(st.integers(0, 12), min_size=1, max_size=3),
    moves=st.lists(st.tuples(st.integers(1, 6), st.integers(0, 6), st.integers(0, 3)), max_size=12),
)
def test_every_record_is_used_once_in_whatever_order_leases_end(tmp_path_factory, sizes, moves):
    reader, queue, count = _reader(tmp_path_factory.mktemp("leases"), sizes)
    used, open_leases = [], []
    for limit, keep, which in moves:
        lease = _lease(reader, queue, limit)
        if lease is not None:
            open_leases.append((lease, keep))
        if open_leases and which:
            ended, kept = open_leases.pop(which % len(open_leases))
            kept = min(kept, ended.n)
            used += [ended.records[k] for k in range(kept)]
            ended.commit(kept)
    for lease, _ in open_leases:
        lease.commit(0)
    while (lease := _lease(reader, queue, 5)) is not None:
        used += [lease.records[k] for k in range(lease.n)]
        lease.commit(lease.n)
    assert sorted(map(int, used)) == list(range(count))
    assert reader.records_produced == count


def test_what_one_thread_gives_back_comes_next(tmp_path):
    reader, queue, _ = _reader(tmp_path, [10])
    lease = _lease(reader, queue, 10)
    lease.commit(3)
    again = _lease(reader, queue, 4)
    assert [again.records[k] for k in range(again.n)] == [b"3", b"4", b"5", b"6"][: again.n]
    again.commit(1)
    assert reader.read(queue)[1] == b"4"
    assert [reader.read_up_to(queue, 100)[k] for k in range(1)] == [b"5"]


def test_what_is_given_back_while_others_wait_for_a_file_is_not_the_end(tmp_path):
    reader, queue, _ = _reader(tmp_path, [4])
    lease = _lease(reader, queue, 10)
    lease.commit(1)
    assert [int(reader.read(queue)[1]) for _ in range(3)] == [1, 2, 3]
