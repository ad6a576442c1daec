"""What a pipeline says about itself: statistics, and errors that name the record and what a producer died of."""

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
        fed_by = {found.name.split("_", 2)[2]: found.fed_by for found in tf.train.statistics(session)}
        coord.request_stop()
        coord.join(threads)
    assert "records in" in fed_by["quick/fifo_queue"][0]
    assert "record by record: AssignAdd" in fed_by["counted/fifo_queue"][0]


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
