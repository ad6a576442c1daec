"""Bad input in whole pipelines: what the program's loop gets before the fault, and where it is told the fault lies."""

from __future__ import annotations

import gzip
import re
from collections import Counter

import numpy as np
import pytest
from support.programs import loop
from support.threads import no_threads_left

import headrace as tf
from headrace.formats import tfrecord
from headrace.formats.errors import TornFileWarning


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as graph, no_threads_left():
        yield graph


def fault(kind, ended, joined):
    """The message of a fault: `join` raises it, and the end of the loop tells it as well and has it as its fault."""
    assert type(joined) is kind
    assert isinstance(ended, tf.errors.OutOfRangeError)
    assert "is closed and has insufficient elements" in ended.message
    assert f"What fed it ended with {kind.__name__}: {joined.message}" in ended.message
    assert ended.fault is joined
    return joined.message


def names(*paths, **options):
    return tf.train.string_input_producer([str(path) for path in paths], num_epochs=1, shuffle=False, **options)


def batched(values, mixed=False):
    """Batches of 2 with a smaller one at the end, so that nothing is left out."""
    if mixed:
        return tf.train.shuffle_batch(values, 2, 100, 10, allow_smaller_final_batch=True)
    return tf.train.batch(values, 2, allow_smaller_final_batch=True)


def rows(got):
    """Batches of columns as a list of rows."""
    return [row for batch in got for row in zip(*(column.tolist() for column in batch), strict=True)]


# -- files that cannot be opened -----------------------------------------------------------------------------------------


def _squares(path, numbers, *more):
    path.write_text("".join(f"{k},{k * k}\n" for k in numbers) + "".join(f"{line}\n" for line in more))
    return path


def _csv(*paths, **reader):
    _, line = tf.TextLineReader(**reader).read(names(*paths))
    return tf.decode_csv(line, [[0], [0]])


@pytest.mark.parametrize("mixed", [False, True])
def test_a_missing_file_is_named_and_the_files_before_it_arrive(tmp_path, mixed):
    missing = tmp_path / "missing.csv"
    got, ended, joined = loop(batched(_csv(_squares(tmp_path / "a", range(7)), missing), mixed))
    found = rows(got)
    assert (sorted(found) if mixed else found) == [(k, k * k) for k in range(7)]
    assert fault(tf.errors.NotFoundError, ended, joined) == f"{missing}; No such file or directory"


def test_a_directory_among_the_files_is_named(tmp_path):
    directory = tmp_path / "directory"
    directory.mkdir()
    got, ended, joined = loop(batched(_csv(_squares(tmp_path / "a", range(3)), directory)))
    assert rows(got) == [(0, 0), (1, 1), (2, 4)]
    assert fault(tf.errors.FailedPreconditionError, ended, joined) == f"{directory}; Is a directory"


def test_a_missing_file_ends_four_threads(tmp_path):
    paths = [tmp_path / "a", tmp_path / "b", tmp_path / "missing.csv"]
    for path in paths[:2]:
        _squares(path, range(50))
    columns = tf.train.batch(_csv(*paths), 2, num_threads=4, allow_smaller_final_batch=True)
    got, ended, joined = loop(columns)
    assert Counter(rows(got)) <= Counter({(k, k * k): 2 for k in range(50)})
    assert fault(tf.errors.NotFoundError, ended, joined) == f"{paths[2]}; No such file or directory"


def _lines_of_no_file(tmp_path):
    files = tf.train.string_input_producer(tf.train.match_filenames_once(str(tmp_path / "*.csv")), num_epochs=1)
    return batched([tf.TextLineReader().read(files)[1]])


NO_FILES = "assertion failed: [string_input_producer requires a non-null input tensor]"


def test_a_pattern_that_matches_no_file_is_what_join_raises(tmp_path):
    got, ended, joined = loop(_lines_of_no_file(tmp_path))
    assert got == []
    assert isinstance(ended, tf.errors.OutOfRangeError)
    assert isinstance(joined, tf.errors.InvalidArgumentError)
    assert joined.message == NO_FILES


def test_without_a_coordinator_the_loop_learns_what_ended_the_queue_before_its_own(tmp_path):
    lines = _lines_of_no_file(tmp_path)
    with tf.Session() as session:
        session.run(tf.local_variables_initializer())
        threads = tf.train.start_queue_runners(session)
        with pytest.raises(tf.errors.OutOfRangeError) as ended:
            session.run(lines)
        for thread in threads:
            thread.join(timeout=20)
    cause = ended.value.fault
    assert isinstance(cause, tf.errors.InvalidArgumentError)
    assert cause.message == NO_FILES
    assert f"What fed it ended with InvalidArgumentError: {NO_FILES}" in ended.value.message


def test_an_empty_file_is_no_fault(tmp_path):
    empty = tmp_path / "empty"
    empty.touch()
    got, ended, joined = loop(batched(_csv(empty, _squares(tmp_path / "a", range(3)), empty)))
    assert rows(got) == [(0, 0), (1, 1), (2, 4)]
    assert joined is None
    assert "What fed it" not in ended.message


# -- CSV -----------------------------------------------------------------------------------------------------------------

BAD_LINES = {
    "field": ("3,nine", "Field 1 in record 0 is not a valid int32: nine", ", column 2: 'nine'"),
    "range": ("3000000000,9", "Field 0 in record 0 is not a valid int32: 3000000000", ", column 1: '3000000000'"),
    "more columns": ("3,9,27", "Expect 2 fields but have 3 in record 0", ": '3,9,27'"),
    "quote": ('3,9"', "Unquoted fields cannot have quotes/CRLFs inside", ", column 2: '9\"'"),
}


@pytest.mark.parametrize("mixed", [False, True])
@pytest.mark.parametrize("case", sorted(BAD_LINES))
def test_a_bad_line_is_named_by_file_line_column_and_text(tmp_path, case, mixed):
    line, words, where = BAD_LINES[case]
    bad = _squares(tmp_path / "bad.csv", [7, 8, 9], line, "4,16")
    got, ended, joined = loop(batched(_csv(_squares(tmp_path / "a.csv", range(7)), bad), mixed))
    found = rows(got)
    assert (sorted(found) if mixed else found) == [(k, k * k) for k in range(10)]
    message = fault(tf.errors.InvalidArgumentError, ended, joined)
    assert message == f"{words}; {bad}:4{where}"


def test_a_required_field_that_is_missing_is_named(tmp_path):
    bad = _squares(tmp_path / "bad.csv", range(3), ",9")
    _, line = tf.TextLineReader().read(names(bad))
    got, ended, joined = loop(batched(tf.decode_csv(line, [tf.constant([], tf.int32), [0]])))
    assert rows(got) == [(0, 0), (1, 1), (2, 4)]
    message = fault(tf.errors.InvalidArgumentError, ended, joined)
    assert message == f"Field 0 is required but missing in record 0!; {bad}:4, column 1 of ',9'"


def test_lines_are_counted_from_the_beginning_of_the_file_also_after_a_header(tmp_path):
    bad = tmp_path / "bad.csv"
    bad.write_bytes(b"number,square\r\n\r\n1,1\r\n2,4\r\n3,nine\r\n")
    got, ended, joined = loop(batched(_csv(bad, skip_header_lines=2)))
    assert rows(got) == [(1, 1), (2, 4)]
    message = fault(tf.errors.InvalidArgumentError, ended, joined)
    assert message.endswith(f"; {bad}:5, column 2: 'nine'")


def test_the_loop_of_the_books_ends_when_a_line_is_bad_and_join_names_it(tmp_path):
    bad = _squares(tmp_path / "bad.csv", range(40), "40,x")
    columns = batched(_csv(bad))
    got = []
    with tf.Session() as session:
        session.run(tf.local_variables_initializer())
        coordinator = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(session, coordinator)
        try:
            while not coordinator.should_stop():
                got.append(session.run(columns))
        except tf.errors.OutOfRangeError:
            pass
        finally:
            coordinator.request_stop()
        with pytest.raises(tf.errors.InvalidArgumentError, match=re.escape(f"{bad}:41")):
            coordinator.join(threads)
    found = rows(got)
    assert found == [(k, k * k) for k in range(len(found))]


# -- TFRecord and Examples -----------------------------------------------------------------------------------------------


def _example(number, **other):
    features = {
        "x": tf.train.Feature(float_list=tf.train.FloatList(value=[number, -number])),
        "y": tf.train.Feature(int64_list=tf.train.Int64List(value=[number])),
    }
    present = {key: feature for key, feature in (features | other).items() if feature is not None}
    return tf.train.Example(features=tf.train.Features(feature=present)).SerializeToString()


def _written(path, records):
    """Write records; returns where each begins."""
    with tfrecord.Writer(str(path)) as writer:
        writer.write_many(records)
    return np.cumsum([0, *(len(record) + 16 for record in records)]).tolist()


def _examples(*paths, options=None):
    _, record = tf.TFRecordReader(options=options).read(names(*paths))
    features = {"x": tf.FixedLenFeature([2], tf.float32), "y": tf.FixedLenFeature([], tf.int64)}
    return tf.parse_single_example(record, features)


def _numbers(got):
    for batch in got:
        assert batch["x"].tolist() == [[y, -y] for y in batch["y"].tolist()]
    return [y for batch in got for y in batch["y"].tolist()]


@pytest.mark.parametrize("mixed", [False, True])
@pytest.mark.parametrize("case", ["the end is missing", "a bit of the length", "a bit of the data", "a bit of the CRC"])
def test_a_damaged_record_is_named_by_file_number_and_offset(tmp_path, case, mixed):
    good, bad = tmp_path / "good.tfrecord", tmp_path / "bad.tfrecord"
    _written(good, [_example(k) for k in range(5)])
    starts = _written(bad, [_example(k) for k in range(5, 11)])
    data = bytearray(bad.read_bytes())
    if case == "the end is missing":
        at, data = 5, data[:-3]
    else:
        at = 3
        places = {"a bit of the length": starts[3], "a bit of the data": starts[3] + 20, "a bit of the CRC": starts[4] - 1}
        data[places[case]] ^= 4
    bad.write_bytes(data)
    got, ended, joined = loop(batched(_examples(good, bad), mixed))
    found = _numbers(got)
    assert (sorted(found) if mixed else found) == list(range(5 + at))
    message = fault(tf.errors.DataLossError, ended, joined)
    assert message.startswith("truncated record at" if at == 5 else "corrupted record at")
    assert f"; {bad}: record {at} at offset {starts[at]}: " in message


def test_stray_bytes_at_the_end_are_warned_of_and_the_next_file_is_read(tmp_path):
    torn, good = tmp_path / "torn.tfrecord", tmp_path / "good.tfrecord"
    starts = _written(torn, [_example(k) for k in range(3)])
    with torn.open("ab") as file:
        file.write(b"\0" * 11)
    _written(good, [_example(k) for k in range(3, 6)])
    with pytest.warns(TornFileWarning, match=re.escape(f"{torn}: 11 stray bytes at offset {starts[3]}")):
        got, _, joined = loop(batched(_examples(torn, good)))
    assert _numbers(got) == [0, 1, 2, 3, 4, 5]
    assert joined is None


def test_a_file_of_another_format_is_named(tmp_path):
    text = _squares(tmp_path / "squares.csv", range(9))
    got, ended, joined = loop(batched(_examples(text)))
    assert got == []
    message = fault(tf.errors.DataLossError, ended, joined)
    assert message.startswith(f"corrupted record at 0 (Is this even a TFRecord file?); {text}: record 0 at offset 0: ")


@pytest.mark.parametrize("compressed", [False, True])
def test_a_wrong_compression_is_named(tmp_path, compressed):
    path = tmp_path / "some.tfrecord"
    _written(path, [_example(1)])
    if compressed:
        path.write_bytes(gzip.compress(path.read_bytes()))
    kind = tf.python_io.TFRecordCompressionType
    options = tf.python_io.TFRecordOptions(kind.NONE if compressed else kind.GZIP)
    got, ended, joined = loop(batched(_examples(path, options=options)))
    assert got == []
    message = fault(tf.errors.DataLossError, ended, joined)
    assert str(path) in message
    assert ("looks like GZIP" if compressed else "read as GZIP, but it looks uncompressed") in message


_INTS = tf.train.Feature(int64_list=tf.train.Int64List(value=[3, -3]))
_THREE = tf.train.Feature(float_list=tf.train.FloatList(value=[1, 2, 3]))

UNFIT = {
    "missing": (_example(3, y=None), "Feature: y (data type: int64) is required but could not be found.", "'x'"),
    "length": (_example(3, x=_THREE), "Key: x.", "expected float32 of shape [2], found 3 float values"),
    "type": (_example(3, x=_INTS), "Key: x.  Data types don't match.", "found 2 int64 values"),
    "no Example": (b"\xff\xff", "Could not parse example input, value: ", "2 bytes that are no Example"),
}


@pytest.mark.parametrize("mixed", [False, True])
@pytest.mark.parametrize("case", sorted(UNFIT))
def test_a_record_that_does_not_match_the_features_is_named_by_file_and_offset(tmp_path, case, mixed):
    record, words, fact = UNFIT[case]
    path = tmp_path / "some.tfrecord"
    starts = _written(path, [*(_example(k) for k in range(7)), record, _example(8)])
    got, ended, joined = loop(batched(_examples(path), mixed))
    found = _numbers(got)
    assert (sorted(found) if mixed else found) == list(range(7))
    message = fault(tf.errors.InvalidArgumentError, ended, joined)
    assert message.startswith(words)
    assert fact in message
    assert message.endswith(f"; {path}:{starts[7]}")


# -- records of fixed length ---------------------------------------------------------------------------------------------


def _fixed(*paths, shape=(4,), **lengths):
    _, value = tf.FixedLengthRecordReader(**lengths).read(names(*paths))
    return [tf.reshape(tf.decode_raw(value, tf.uint8), shape)]


def test_a_torn_last_record_is_warned_of_and_the_next_file_is_read(tmp_path):
    torn, good = tmp_path / "torn.bin", tmp_path / "good.bin"
    torn.write_bytes(bytes(range(14)))
    good.write_bytes(bytes(range(12, 20)))
    with pytest.warns(TornFileWarning, match=re.escape(f"{torn}: 2 stray bytes at offset 12, after 3 whole records")):
        got, _, joined = loop(batched(_fixed(torn, good, record_bytes=4)))
    assert np.concatenate(got).tolist() == np.arange(20).reshape(5, 4).tolist()
    assert joined is None


def test_a_file_shorter_than_its_header_does_not_pass_for_the_end_of_the_input(tmp_path):
    good, short = tmp_path / "good.bin", tmp_path / "short.bin"
    good.write_bytes(b"header" + bytes(range(8)))
    short.write_bytes(b"head")
    got, ended, joined = loop(batched(_fixed(good, short, good, record_bytes=4, header_bytes=6)))
    assert np.concatenate(got).tolist() == [[0, 1, 2, 3], [4, 5, 6, 7]]
    message = fault(tf.errors.DataLossError, ended, joined)
    assert message.startswith("reached end of file")
    assert f"{short}: header_bytes is 6, the file has 4 bytes" in message


def test_a_record_of_the_wrong_length_for_its_shape_is_named_by_file_and_number(tmp_path):
    path = tmp_path / "some.bin"
    path.write_bytes(bytes(12))
    got, ended, joined = loop(batched(_fixed(path, shape=(5,), record_bytes=4)))
    assert got == []
    message = fault(tf.errors.InvalidArgumentError, ended, joined)
    assert message == f"Input to reshape is a tensor with 4 values, but the requested shape has 5; {path}:0"


@pytest.mark.parametrize(
    ("lengths", "said"),
    [
        ({"record_bytes": 0}, "record_bytes must be >= 1; got 0"),
        ({"record_bytes": -3}, "record_bytes must be >= 1; got -3"),
        ({"record_bytes": 4, "header_bytes": -1}, "header_bytes must be >= 0; got -1"),
        ({"record_bytes": 4, "footer_bytes": -1}, "footer_bytes must be >= 0; got -1"),
        ({"record_bytes": 4, "hop_bytes": -1}, "hop_bytes must be >= 0; got -1"),
    ],
)
def test_lengths_out_of_range_are_refused_where_the_reader_is_made(lengths, said):
    with pytest.raises(ValueError, match=said):
        tf.FixedLengthRecordReader(**lengths)
