"""Whole input pipelines: what they deliver, how they end, what they say when something is wrong."""

from __future__ import annotations

import re
import threading
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from support import golden
from support.threads import no_threads_left

from headrace.formats import tfrecord
from headrace.graph.core.constants import constant
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.graph import Graph
from headrace.graph.execution.session import Session
from headrace.graph.ops.arrays.placeholders import placeholder
from headrace.graph.ops.arrays.reshape import reshape
from headrace.graph.ops.arrays.sequences import range as range_of
from headrace.graph.ops.arrays.transpose import transpose
from headrace.graph.ops.math.cast import cast
from headrace.graph.ops.parsing.csv import decode_csv
from headrace.graph.ops.sparse.sparse import sparse_tensor_to_dense
from headrace.graph.ops.sparse.sparse_tensor import SparseTensor
from headrace.graph.ops.strings.strings import decode_raw
from headrace.graph.types import errors
from headrace.graph.variables.collections import local_variables_initializer
from headrace.pipeline.inputs import producers
from headrace.pipeline.inputs.batching import batch, batch_join, maybe_batch, shuffle_batch
from headrace.pipeline.inputs.bucketing import bucket_by_sequence_length
from headrace.pipeline.queues.graph import FIFOQueue
from headrace.pipeline.readers.fixed_length import FixedLengthRecordReader
from headrace.pipeline.readers.lines import TextLineReader
from headrace.pipeline.readers.tfrecord import TFRecordReader
from headrace.pipeline.runners.coordinator import Coordinator
from headrace.pipeline.runners.iterate import iterate
from headrace.pipeline.runners.queue_runner import start_queue_runners

RUNS = golden.load("rules/input_pipeline_runs.json")
SAMPLES = Path(__file__).parents[3] / "sample_data"


@pytest.fixture(autouse=True)
def graph():
    with Graph().as_default() as graph, no_threads_left():
        yield graph


def run_out(fetches, initialize=True):
    """What a program delivers, the error that ended it, and what join raises."""
    out = []
    with Session() as session:
        if initialize:
            session.run(local_variables_initializer())
        coordinator = Coordinator()
        threads = start_queue_runners(session, coordinator)
        try:
            while True:
                out.append(session.run(fetches))
        except errors.OpError as error:
            ended = error
        coordinator.request_stop()
        try:
            coordinator.join(threads)
            joined = None
        except Exception as error:
            joined = error
        return out, ended, joined


def _as_plain(value):
    if isinstance(value, np.ndarray):
        return {"dtype": value.dtype.name, "shape": list(value.shape), "values": value.reshape(-1).tolist()}
    return {"text": value.decode()} if isinstance(value, bytes) else value


def _words(message):
    """A message without the running number of an unnamed queue."""
    return re.sub(r"'_\d+_", "'_N_", message)


def _dynamic():
    index = producers.range_input_producer(6, num_epochs=1, shuffle=False).dequeue()
    return batch([range_of(index)], 3, dynamic_pad=True)


def _elements(count, epochs=1):
    return producers.range_input_producer(count, num_epochs=epochs, shuffle=False).dequeue()


PROGRAMS = {
    "string_input_producer(['a','b','c'], num_epochs=2, shuffle=False)": lambda: producers.string_input_producer(
        ["a", "b", "c"], num_epochs=2, shuffle=False
    ).dequeue(),
    "batch(4) of 10 elements, one epoch": lambda: batch([_elements(10)], 4),
    "batch(4, allow_smaller_final_batch) of 10 elements": lambda: batch([_elements(10)], 4, allow_smaller_final_batch=True),
    "range_input_producer(4, num_epochs=2, shuffle=False)": lambda: _elements(4, 2),
    "limit_epochs(num_epochs=3)": lambda: producers.limit_epochs(constant(7), 3),
}


@pytest.mark.parametrize("probe", sorted(PROGRAMS))
def test_a_program_delivers_and_ends_as_in_tensorflow(probe):
    expected = RUNS[probe]["ok"]
    out, ended, joined = run_out(PROGRAMS[probe]())
    assert [_as_plain(value) for value in out] == expected["out"]
    assert type(ended).__name__ == expected["ends_with"]["class"]
    assert _words(ended.message) == _words(expected["ends_with"]["message"])
    assert joined is None


def test_without_initialized_local_variables_join_says_so():
    queue = producers.string_input_producer(["a"], num_epochs=1)
    out, ended, joined = run_out(queue.dequeue(), initialize=False)
    assert out == []
    assert isinstance(ended, errors.OutOfRangeError)
    assert isinstance(joined, errors.FailedPreconditionError)
    words = "Attempting to use uninitialized value input_producer/limit_epochs/epochs"
    assert joined.message.startswith(f"{words} (")
    assert "run tf.local_variables_initializer() first" in joined.message
    assert ended.fault is joined


def test_an_empty_tensor_of_file_names_is_an_error_when_run():
    names = placeholder("string", [None])
    queue = producers.string_input_producer(names, shuffle=False)
    with Session() as session, pytest.raises(errors.InvalidArgumentError) as caught:
        session.run(get_default_graph().get_collection("queue_runners")[0].enqueue_ops[0], {names: []})
    assert caught.value.message == "assertion failed: [string_input_producer requires a non-null input tensor]"
    assert queue.name == "input_producer"


def _csv(paths, epochs=1, shuffle=False):
    _, line = TextLineReader().read(producers.string_input_producer(paths, num_epochs=epochs, shuffle=shuffle))
    return decode_csv(line, [[0.0], [0.0], [0.0], [0.0], [""]])


@pytest.mark.parametrize("threads", [1, 4])
def test_each_csv_record_comes_once_an_epoch(threads):
    paths = sorted(str(path) for path in SAMPLES.glob("iris*.csv"))
    lines = [line for path in paths for line in Path(path).read_text().splitlines()]
    columns = shuffle_batch(_csv(paths, 3, True), 16, 200, 50, num_threads=threads, allow_smaller_final_batch=True)
    seen = Counter()
    for *numbers, names in iterate(columns):
        seen.update(zip(*[column.tolist() for column in numbers], names.tolist(), strict=True))
    expected = Counter(
        (*(float(np.float32(text)) for text in line.split(",")[:4]), line.split(",")[4].encode()) for line in lines
    )
    assert seen == Counter({record: 3 * count for record, count in expected.items()})


def test_cifar_binaries_give_the_pictures():
    paths = sorted(str(path) for path in SAMPLES.glob("data_batch*.bin"))
    queue = producers.string_input_producer(paths, num_epochs=1, shuffle=False)
    _, value = FixedLengthRecordReader(3073).read(queue)
    record = decode_raw(value, "uint8")
    label = cast(record[0], "int32")
    picture = cast(transpose(reshape(record[1:3073], [3, 32, 32]), [1, 2, 0]), "float32")
    pictures, labels = zip(*iterate(batch([picture, label], 50)), strict=True)
    raw = np.concatenate([np.fromfile(path, np.uint8).reshape(-1, 3073) for path in paths])
    np.testing.assert_array_equal(np.concatenate(labels), raw[:, 0])
    expected = raw[:, 1:].reshape(-1, 3, 32, 32).transpose(0, 2, 3, 1)
    np.testing.assert_array_equal(np.concatenate(pictures), expected.astype(np.float32))


def test_a_damaged_record_is_named_and_what_stands_before_it_arrives(tmp_path):
    path = str(tmp_path / "some.tfrecord")
    with tfrecord.Writer(path) as writer:
        for k in range(9):
            writer.write(b"record %d" % k)
    data = bytearray(Path(path).read_bytes())
    data[24 * 6 + 14] ^= 1  # in the data of record 6
    Path(path).write_bytes(data)
    queue = producers.string_input_producer([path], num_epochs=1)
    _, value = TFRecordReader().read(queue)
    out, ended, joined = run_out(batch([value], 3))
    assert [value.decode() for values in out for value in values.tolist()] == [f"record {k}" for k in range(6)]
    assert isinstance(ended, errors.OutOfRangeError)
    assert isinstance(joined, errors.DataLossError)
    assert joined.message.startswith(f"corrupted record at {24 * 6 + 12}")
    assert path in joined.message


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1.0,2.0,3.0,4.0,a\n1.0,x,3.0,4.0,b\n", "Field 1 in record 0 is not a valid float: x"),
        ("1.0,2.0,3.0,4.0,a\n1.0,2.0\n", "Expect 5 fields but have 2 in record 0"),
    ],
)
def test_a_bad_csv_line_is_named_by_file_and_line(tmp_path, text, found):
    path = tmp_path / "bad.csv"
    path.write_text(text)
    out, _, joined = run_out(batch(_csv([str(path)]), 1))
    assert len(out) == 1
    assert isinstance(joined, errors.InvalidArgumentError)
    assert joined.message.startswith(found)
    assert f"{path}:2" in joined.message


def test_a_missing_file_is_what_iterate_raises():
    values = batch(_csv(["nope.csv"]), 2)
    with pytest.raises(errors.NotFoundError, match=r"nope\.csv; No such file or directory"):
        list(iterate(values))


def test_leaving_the_loop_early_ends_every_thread():
    value = batch([_elements(1000, None)], 2)
    before = threading.active_count()
    for step, _ in enumerate(iterate(value)):
        if step == 3:
            break
    loop = iterate(value)
    next(loop)
    with pytest.raises(ZeroDivisionError):
        loop.throw(ZeroDivisionError())
    assert len(list(iterate(value, max_steps=5))) == 5
    assert threading.active_count() == before


def test_iterate_uses_the_default_session_and_leaves_it_open():
    value = batch([_elements(4)], 2)
    with Session() as session:
        assert [v.tolist() for v in iterate(value)] == [[0, 1], [2, 3]]
        assert not session.closed


def test_several_programs_join_in_one_queue(tmp_path):
    for name in "ab":
        (tmp_path / name).write_text("".join(f"{name}{k}\n" for k in range(50)))
    queue = producers.string_input_producer([str(tmp_path / name) for name in "ab"], num_epochs=2)
    lines = [[TextLineReader().read(queue)[1]] for _ in range(2)]
    seen = Counter(line for lines in iterate(batch_join(lines, 10)) for line in lines.tolist())
    assert seen == Counter({f"{name}{k}".encode(): 2 for name in "ab" for k in range(50)})


def test_elements_can_be_left_out():
    element = _elements(10)
    even = maybe_batch([element], (element % 2) < 1, 5)
    assert [v.tolist() for v in iterate(even)] == [[0, 2, 4, 6, 8]]


def test_sparse_components_come_back_sparse():
    element = cast(_elements(4), "int64")
    sparse = SparseTensor(reshape(element, [1, 1]), reshape(element * 10, [1]), [5])
    batched = batch({"sparse": sparse, "dense": element}, 4)
    (values,) = iterate({"dense": batched["dense"], "as dense": sparse_tensor_to_dense(batched["sparse"])})
    assert values["dense"].tolist() == [0, 1, 2, 3]
    expected = np.zeros((4, 5), np.int64)
    expected[np.arange(4), np.arange(4)] = np.arange(4) * 10
    np.testing.assert_array_equal(values["as dense"], expected)


def test_sequences_of_similar_length_come_together():
    length = _elements(20)
    lengths, sequences = bucket_by_sequence_length(
        length, [range_of(length)], 4, [5, 10], dynamic_pad=True, allow_smaller_final_batch=True
    )
    seen = []
    for batch_lengths, (padded,) in iterate([lengths, sequences]):
        assert padded.shape == (len(batch_lengths), max(batch_lengths))
        assert len({int(np.searchsorted([5, 10], n, side="right")) for n in batch_lengths}) == 1
        seen += batch_lengths.tolist()
    assert sorted(seen) == list(range(20))


def test_dequeuing_before_the_runners_start_says_what_to_do(monkeypatch):
    monkeypatch.setattr("headrace.pipeline.diagnosis.diagnosis.GRACE", 0.01)
    value = batch([_elements(4)], 2)
    with Session() as session, pytest.raises(errors.FailedPreconditionError, match="call start_queue_runners"):
        session.run(value)


def test_a_queue_fed_by_the_programs_own_threads_is_only_warned_about(monkeypatch, caplog):
    monkeypatch.setattr("headrace.pipeline.queues.waiting.waits.PATIENCE", 0.01)
    queue = FIFOQueue(10, ["int32"], shapes=[()], name="mine")
    value, put = queue.dequeue(), queue.enqueue(3)
    with Session() as session:
        from support.threads import in_thread, outcome, wait_until

        started = in_thread(lambda: session.run(value))
        wait_until(lambda: "mine" in caplog.text)
        session.run(put)
        assert outcome(started) == 3
    assert "no queue runner feeds it" in caplog.text
