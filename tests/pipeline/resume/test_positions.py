"""A reader goes on where another one was, whatever it has given and taken back."""

from __future__ import annotations

import json

import pytest

import headrace as tf
from headrace.pipeline import FIFOQueue
from headrace.pipeline.readers.lines import TextLines
from headrace.pipeline.readers.positions import go_on_from, position_of
from headrace.pipeline.readers.tfrecord import TFRecords
from headrace.pipeline.readers.whole_file import WholeFiles


@pytest.fixture
def files(tmp_path):
    names = []
    for number in range(6):
        path = tmp_path / f"records-{number}"
        with tf.python_io.TFRecordWriter(str(path)) as writer:
            for k in range(number % 4 + 1):
                writer.write(b"%d-%d" % (number, k))
        names.append(str(path))
    return names


def names_queue(names):
    queue = FIFOQueue(20, [tf.string], [()])
    queue.enqueue_many([names])
    queue.close()
    return queue


def rest(reader, queue):
    found = []
    while True:
        try:
            found.append(reader.read(queue))
        except tf.errors.OutOfRangeError:
            return found


@pytest.mark.parametrize("kind", [TFRecords, WholeFiles])
@pytest.mark.parametrize("single", range(4))
@pytest.mark.parametrize("leased", [1, 3, 9, 30])
@pytest.mark.parametrize("kept", [0, 1, 2])
def test_a_reader_goes_on_where_another_was(files, kind, single, leased, kept):
    queue = names_queue(files)
    one, other = kind("one"), kind("other")
    for _ in range(single):
        one.read(queue)
    one.wait_ready(queue)
    lease = one.lease(leased, queue)
    lease.commit(min(kept, lease.n))
    if kept == 2:  # another block of what was taken back
        one.wait_ready(queue)
        one.lease(2, queue).commit(1)
    position = json.loads(json.dumps(position_of(one)))
    left = queue.dequeue_up_to(20)[0].tolist() if queue.size() else []
    go_on_from(other, position)
    assert json.loads(json.dumps(position_of(other))) == position
    assert rest(other, names_queue(left)) == rest(one, names_queue(left))
    assert (other.records_produced, other.work_units_completed) == (one.records_produced, one.work_units_completed)


def test_records_that_are_no_longer_there_are_missed(tmp_path):
    path = tmp_path / "lines"
    path.write_text("a\nb\nc\nd\n")
    queue, one, other = names_queue([str(path)]), TextLines("one"), TextLines("two")
    one.wait_ready(queue)
    before = one.lease(2)
    after = one.lease(2)
    before.commit(1)
    after.commit(2)
    position = position_of(one)
    path.write_text("a\n")
    with pytest.raises(tf.errors.FailedPreconditionError, match="lines' has changed: 1 of its records are no longer there"):
        go_on_from(other, position)
