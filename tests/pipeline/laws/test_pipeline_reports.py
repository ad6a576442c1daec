"""What a pipeline says about itself: statistics, and errors that name the record and what a producer died of."""

import gzip
import warnings

import pytest

import headrace as tf


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default():
        yield


def test_statistics_say_how_each_queue_is_fed(tmp_path):
    path = tmp_path / "lines"
    path.write_text("1\n2\n3\n")
    files = tf.train.string_input_producer([str(path)], num_epochs=1)
    number = tf.string_to_number(tf.TextLineReader().read(files)[1])
    counter = tf.Variable(0, trainable=False, name="counter")
    quick = tf.train.batch([number], 1, name="quick")
    counted = tf.train.batch([tf.cast(counter.assign_add(1), tf.float32)], 1, name="counted")
    with tf.Session() as session:
        session.run([tf.global_variables_initializer(), tf.local_variables_initializer()])
        coord = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(session, coord)
        session.run([quick, counted])
        fed_by = {found.name: found.fed_by for found in tf.train.statistics(session)}
        coord.request_stop()
        coord.join(threads)
    assert "records in" in fed_by["quick/fifo_queue"][0]
    assert "record by record: AssignAdd" in fed_by["counted/fifo_queue"][0]


@pytest.mark.parametrize("evaluates_itself", [True, False])
@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"1,2\n3,x\n", "Field 1 in record 0 is not a valid float: x; {path}:2, column 2: 'x'"),
        (b"1,2\n3\n", "Expect 2 fields but have 1 in record 0; {path}:2: '3'"),
        (b'1,2\n3,"x"y\n', "Quote inside a string has to be escaped by another quote; {path}:2, column 2: '\"x\"y'"),
    ],
)
def test_a_bad_field_is_counted_once_by_line_and_column(tmp_path, text, words, evaluates_itself):
    path = tmp_path / "lines"
    path.write_bytes(text)
    files = tf.train.string_input_producer([str(path)], num_epochs=1)
    row = tf.decode_csv(tf.TextLineReader().read(files)[1], [[0.0], [0.0]])
    out = row if evaluates_itself else tf.train.batch(row, 1)
    with pytest.raises(tf.errors.InvalidArgumentError) as caught:
        for _ in tf.train.iterate(out):
            pass
    assert caught.value.message == words.format(path=path)


def test_a_compressed_file_is_told_of_once_and_by_the_error(tmp_path):
    paths = [tmp_path / "a.gz", tmp_path / "b.gz"]
    for path in paths:
        path.write_bytes(gzip.compress(b"1,2\n"))
    files = tf.train.string_input_producer(list(map(str, paths)), num_epochs=1, shuffle=False)
    line = tf.TextLineReader().read(files)[1]
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        assert list(tf.train.iterate(line))
    assert [str(one.message).partition(" and")[0] for one in told] == [f"{paths[0]} looks like GZIP"]
    with pytest.raises(tf.errors.InvalidArgumentError, match="which looks like GZIP: the file has to be decompressed first"):
        list(tf.train.iterate(tf.decode_csv(line, [[0.0], [0.0]])))


def test_an_error_in_what_a_program_evaluates_itself_names_the_record(tmp_path):
    path = tmp_path / "lines"
    path.write_text("1,2\n3,x\n")
    files = tf.train.string_input_producer([str(path)], num_epochs=1)
    row = tf.decode_csv(tf.TextLineReader().read(files)[1], [[0.0], [0.0]])
    with tf.Session() as session:
        session.run(tf.local_variables_initializer())
        tf.train.start_queue_runners(session)
        assert session.run(row) == [1, 2]
        with pytest.raises(tf.errors.InvalidArgumentError, match=r"(?s)Field 1 .*lines:2.*DecodeCSV"):
            session.run(row)


def test_the_error_of_a_starved_dequeue_tells_what_the_producer_died_of(tmp_path):
    path = tmp_path / "lines"
    path.write_text("1,2\n3,x\n")
    files = tf.train.string_input_producer([str(path)], num_epochs=1)
    batch = tf.train.batch(tf.decode_csv(tf.TextLineReader().read(files)[1], [[0.0], [0.0]]), 2)
    with tf.Session() as session:
        session.run(tf.local_variables_initializer())
        tf.train.start_queue_runners(session)
        with pytest.raises(tf.errors.OutOfRangeError, match=r"(?s)insufficient elements.*InvalidArgumentError.*lines:2"):
            session.run(batch)
