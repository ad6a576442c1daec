"""What TensorFlow's readers give, count and say (tests/golden/rules/readers.json) holds for the ops that a session runs."""

from __future__ import annotations

import re
import warnings
from contextlib import suppress

import pytest
from support import golden
from support.threads import no_threads_left

import headrace as tf
from headrace.formats.proto.reader_state_pb2 import ReaderBaseState

RULES = golden.load("rules/readers.json")
LINES = golden.load("csv/text_line_reader.json")
FIXED = golden.load("fixed/fixed_length_reader.json")
WHOLE = golden.load("fixed/whole_file_identity.json")

TWO_TIMES = {
    "TFRecordReader": "tfrecord/plain.tfrecord",
    "TextLineReader": "csv/crlf.csv",
    "FixedLengthRecordReader": "fixed/rec5_exact.bin",
    "WholeFileReader": "fixed/rec5_exact.bin",
    "IdentityReader": "fixed/rec5_exact.bin",
}


@pytest.fixture(autouse=True)
def graph(monkeypatch):
    monkeypatch.chdir(golden.DIRECTORY)  # keys begin with the path as it was given
    with tf.Graph().as_default() as graph, no_threads_left():
        yield graph


@pytest.fixture
def session(graph):
    with tf.Session() as session:
        yield session


def made(kind):
    return tf.FixedLengthRecordReader(record_bytes=5) if kind == "FixedLengthRecordReader" else getattr(tf, kind)()


def names(session, *files, close=False):
    """A queue of file names."""
    queue = tf.FIFOQueue(10, [tf.string], [()])
    session.run(queue.enqueue_many([files]))
    if close:
        session.run(queue.close())
    return queue


def counters(reader):
    return [reader.num_records_produced(), reader.num_work_units_completed()]


def short(run):
    """The outcome of a run that may wait: its result, or the error."""
    try:
        return run(tf.RunOptions(timeout_in_ms=20))
    except tf.errors.OpError as error:
        return error


def told(expected, error):
    """`error` is TensorFlow's: its class, its code, its words first, its op at the end."""
    expected = expected.get("error", expected)
    assert type(error).__name__ == expected["class"], repr(error)
    assert error.error_code == expected["code"]
    message = re.sub(r"'_\d+_(input_producer|fifo_queue)'", "'files'", expected["message"])
    assert re.sub(r"'_\d+_fifo_queue'", "'files'", error.message).startswith(message), error
    if "node_suffix" in expected:
        golden.names_node(error, expected["node_suffix"])


# -- what the readers are asked, in the order of TensorFlow's record -----------------------------------------------------


@pytest.mark.parametrize("kind", TWO_TIMES)
def test_state_counters_and_reset(kind, graph):
    expected = RULES[f"{kind} state, reset, counters"]["ok"]
    queue = tf.FIFOQueue(10, [tf.string], [()])
    reader = made(kind)
    key, _ = reader.read(queue)
    state = reader.serialize_state()
    given = tf.placeholder(tf.string, [])
    restore, reset, counts = reader.restore_state(given), reader.reset(), counters(reader)
    fill = queue.enqueue_many([[TWO_TIMES[kind]] * 2])
    assert [[op.name, op.type] for op in graph.get_operations()] == expected["op names"]
    assert reader.supports_serialize is expected["supports_serialize"]
    with tf.Session() as session:

        def read():
            return short(lambda options: session.run(key, None, options))

        session.run(fill)
        read()
        found = short(lambda _: session.run(state))
        if reader.supports_serialize:
            assert found == bytes.fromhex(expected["serialize_state mid-file"]["hex"])
        else:
            told(expected["serialize_state mid-file"], found)
        read()
        told(expected["restore_state of garbage"], short(lambda _: session.run(restore, {given: b"garbage"})))
        if reader.supports_serialize:
            assert session.run(restore, {given: session.run(state)}) is expected["restore_state"]
            told(expected["read after restore"], read())
        assert session.run(counts) == expected["counters before reset"]
        assert session.run(reset) is expected["reset"]
        assert session.run(counts) == expected["counters after reset"]
        first = expected["first read after reset: key"]
        if "error" in first:
            told(first, read())
        else:
            assert golden.equals(read(), first)


@pytest.mark.parametrize("kind", TWO_TIMES)
def test_a_reset_leaves_the_file_at_work_and_forgets_all_counts(kind, session):
    queue = names(session, *[TWO_TIMES[kind]] * 3)
    reader = made(kind)
    key, _ = reader.read(queue)
    first = session.run(key)
    assert session.run(reader.num_records_produced()) == 1
    session.run(reader.reset())
    assert session.run(counters(reader)) == [0, 0]
    assert session.run(key) == first
    assert session.run(queue.size()) == 1


def test_up_to_n_records_come_from_one_file(session):
    *steps, (_, counted) = RULES["read_up_to across files; returns what one file has"]["ok"]
    queue = names(session, "csv/crlf.csv", "csv/no_final_newline.csv", "csv/empty.csv", "csv/header.csv")
    reader = tf.TextLineReader()
    n = tf.placeholder(tf.int64, [])
    records = reader.read_up_to(queue, n)
    assert [tensor.shape.as_list() for tensor in records] == [[None], [None]]
    for wanted, columns in steps:
        for column, expected in zip(session.run(records, {n: wanted}), columns, strict=True):
            assert column.dtype == object
            assert list(column.shape) == expected["shape"]
            assert all(golden.equals(*pair) for pair in zip(column, expected["values"], strict=True))
    assert session.run(counters(reader)) == counted


@pytest.mark.parametrize("case", ["directory as a file (TextLineReader)", "directory as a file (WholeFileReader)"])
def test_a_directory_is_not_read(case, session):
    reader = made(case.partition("(")[2].rstrip(")"))
    key, _ = reader.read(names(session, "csv"))
    told(RULES[case], short(lambda _: session.run(key)))


def test_read_file(session):
    missing = tf.read_file("nope")
    told(RULES["read_file missing"], short(lambda _: session.run(missing)))
    assert golden.equals(session.run(tf.read_file("fixed/rec5_short.bin")), RULES["read_file"]["ok"])


def test_matching_files_are_in_order_or_none(session):
    for pattern, expected in zip(("csv/iris*.csv", "csv/nope*"), RULES["matching_files order and none"]["ok"], strict=True):
        found = session.run(tf.matching_files(pattern))
        assert list(found.shape) == expected["shape"]
        assert all(golden.equals(*pair) for pair in zip(found, expected["values"], strict=True))


# -- where ours differs --------------------------------------------------------------------------------------------------


def test_a_damaged_file_is_left_behind_after_its_error(session):
    """TensorFlow's reader repeats the error for ever; ours goes on with the next file."""
    *expected, counted = RULES["restart after end of a file: same reader, second queue pass"]["ok"]
    reader = tf.TFRecordReader()
    key, _ = reader.read(names(session, "tfrecord/corrupt/flip_data.tfrecord", "tfrecord/corrupt/good.tfrecord"))
    assert [[session.run(key).decode()] for _ in range(2)] == expected[:2]
    told(expected[2], short(lambda _: session.run(key)))
    assert session.run(counters(reader)) == counted
    assert session.run(key) == b"tfrecord/corrupt/good.tfrecord:0"
    assert session.run(counters(reader)) == [3, 0]


@pytest.mark.parametrize(
    ("case", "types"), [("queue of the wrong type", [tf.int32]), ("queue with two components", [tf.string, tf.string])]
)
def test_a_queue_that_cannot_hold_file_names_is_refused_at_once(case, types, session):
    """TensorFlow's reader waits for an element before it looks."""
    assert RULES[case]["error"]["class"] == "DeadlineExceededError"
    key, _ = tf.TextLineReader().read(tf.FIFOQueue(10, types, [()] * len(types)))
    held = re.escape(str([dtype.name for dtype in types]))
    with pytest.raises(tf.errors.InvalidArgumentError, match=rf"needs a queue of file names \(one string\).*holds {held}"):
        session.run(key)


# -- whole files through `read`, with the counters at their end ----------------------------------------------------------


def read_all(session, reader, *files):
    """Keys and values of files, the error that ends them, and the counters then."""
    record, counts = reader.read(names(session, *files, close=True)), counters(reader)
    found = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # files that end inside a record
        while isinstance(got := short(lambda _: session.run(record)), (list, tuple)):
            found.append(got)
    return [key.decode() for key, _ in found], [value for _, value in found], got, session.run(counts)


@pytest.mark.parametrize("case", [case for case in LINES if "long_line" not in case])  # too large to keep
def test_lines(case, session):
    name, *skipped = case.split(" skip_header_lines=")
    expected = LINES[case]
    reader = tf.TextLineReader(skip_header_lines=int(skipped[0]) if skipped else None)
    keys, values, end, counted = read_all(session, reader, f"csv/{name}")
    assert keys == expected["keys"]
    assert all(golden.equals(*pair) for pair in zip(values, expected["lines"], strict=True))
    told(expected["ends_with"], end)
    assert counted == [expected["num_records_produced"], expected["num_work_units_completed"]]


def refused(case):
    """Lengths that ours refuses where the reader is made, and a file that is shorter than its header."""
    lengths = case["args"]
    return (
        lengths["record_bytes"] == 0
        or min(lengths[name] for name in lengths if name != "encoding") < 0
        or (case["ends_with"]["message"] == "reached end of file")
    )


@pytest.mark.parametrize(
    "case", [case for case in FIXED if not refused(case)], ids=lambda case: f"{case['file']}{list(case['args'].values())}"
)
def test_records_of_fixed_length(case, session):
    files = [case["file"]] if isinstance(case["file"], str) else case["file"]
    keys, values, end, counted = read_all(session, tf.FixedLengthRecordReader(**case["args"]), *files)
    assert keys == case["keys"]
    assert all(golden.equals(*pair) for pair in zip(values, case["records"], strict=True))
    told(case["ends_with"], end)
    assert counted == [case["num_records_produced"], case["num_work_units_completed"]]


@pytest.mark.parametrize("kind", WHOLE)
def test_a_file_is_read_through_with_its_only_record(kind, session):
    expected = WHOLE[kind]["key_value_produced_completed"]
    reader = made(kind)
    record, counts = reader.read(names(session, *(name for name, *_ in expected), close=True)), counters(reader)
    for name, value, *counted in expected:
        got = session.run(record)
        assert got[0] == name.encode()
        assert golden.equals(got[1], value)
        assert session.run(counts) == counted
    told(WHOLE[kind]["ends_with"], short(lambda _: session.run(record)))


@pytest.mark.parametrize("kind", TWO_TIMES)
def test_counters_are_the_same_where_a_queue_runner_reads(kind, session):
    files = [TWO_TIMES[kind]] * 2
    alone = made(kind)
    keys, _, _, counted = read_all(session, alone, *files)
    reader = made(kind)
    key, _ = reader.read(tf.train.string_input_producer(files, num_epochs=1))
    batch = tf.train.batch([key], 3, capacity=4, allow_smaller_final_batch=True)
    session.run(tf.local_variables_initializer())
    coordinator = tf.train.Coordinator()
    threads = tf.train.start_queue_runners(session, coordinator)
    found = []
    with suppress(tf.errors.OutOfRangeError):
        while True:
            found += session.run(batch).tolist()
    coordinator.request_stop()
    coordinator.join(threads)
    assert [key.decode() for key in found] == keys
    assert session.run(counters(reader)) == counted == session.run(counters(alone))


# -- restored states -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", WHOLE)
def test_a_restored_reader_counts_on(kind, session):
    reader = made(kind)
    key, _ = reader.read(names(session, *["fixed/rec5_exact.bin"] * 3))
    given = tf.placeholder(tf.string, [])
    restore, counts = reader.restore_state(given), counters(reader)
    session.run(key)
    state = session.run(reader.serialize_state())
    session.run(key)
    session.run(restore, {given: state})
    assert session.run(counts) == [1, 1]
    assert session.run(reader.serialize_state()) == state
    assert session.run(key) == b"fixed/rec5_exact.bin"
    assert session.run(counts) == [2, 2]


@pytest.mark.parametrize(
    ("fields", "words", "found"),
    [
        ({"work_started": -1}, "Unexpected negative value", "work_started: -1"),
        ({"work_finished": -1}, "Unexpected negative value", "work_finished: -1"),
        ({"num_records_produced": -1}, "Unexpected negative value", "num_records_produced: -1"),
        ({"work_started": 2, "work_finished": 1}, "Inconsistent work started vs. finished", "work_finished: 1"),
    ],
)
@pytest.mark.parametrize("kind", WHOLE)
def test_an_impossible_state_leaves_a_reader_as_new(kind, fields, words, found, session):
    """As TensorFlow 2.21 says it."""
    reader = made(kind)
    key, _ = reader.read(names(session, "fixed/rec5_exact.bin"))
    session.run(key)
    state = ReaderBaseState(**fields).SerializeToString()
    with pytest.raises(tf.errors.InvalidArgumentError) as caught:
        session.run(reader.restore_state(state))
    assert caught.value.message.startswith(f"{words} when restoring in {kind} '{kind}V2': ")
    assert found in caught.value.message
    assert session.run(counters(reader)) == [0, 0]
