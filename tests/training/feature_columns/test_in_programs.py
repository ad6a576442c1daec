"""Feature columns in input pipelines: what runs in blocks, and that nobody can tell."""

import contextlib

import headrace as tf
from headrace.graph.blocks.compiler import compile_block_plan
from headrace.graph.execution.interpreted_session import InterpretedSession


def _record(line):
    """The row of a record, made by columns."""
    word, price, often = tf.decode_csv(line, [[""], [0.0], [1]])
    column = tf.feature_column
    words = column.categorical_column_with_vocabulary_list("word", ["a", "b"], num_oov_buckets=1)
    prices = column.bucketized_column(column.numeric_column("price"), [0.0, 2.0])
    columns = [
        prices,
        column.indicator_column(words),
        column.indicator_column(column.crossed_column(["word", prices], 5)),
        column.indicator_column(column.categorical_column_with_identity("often", 3, default_value=0)),
        column.numeric_column("price", normalizer_fn=lambda x: x / 2.0),
    ]
    return column.input_layer({"word": [word], "price": [price], "often": [often]}, columns)[0]


def _delivered(make_session, path):
    with tf.Graph().as_default():
        _, line = tf.TextLineReader().read(tf.train.string_input_producer([path], num_epochs=1, shuffle=False))
        batch = tf.train.batch([_record(line)], 4, allow_smaller_final_batch=True)
        (enqueue,) = tf.get_collection(tf.GraphKeys.QUEUE_RUNNERS)[-1].enqueue_ops
        with make_session() as session:
            session.run([tf.local_variables_initializer(), tf.tables_initializer()])
            plan = compile_block_plan(session, enqueue)
            coordinator = tf.train.Coordinator()
            threads = tf.train.start_queue_runners(session, coordinator)
            batches = []
            with contextlib.suppress(tf.errors.OutOfRangeError):
                while True:
                    batches.append(session.run(batch).tolist())
            coordinator.request_stop()
            coordinator.join(threads, stop_grace_period_secs=10)
            return batches, plan


def test_columns_give_in_blocks_what_they_give_record_by_record(tmp_path):
    path = tmp_path / "lines.csv"
    path.write_text("".join(f"{'ab c'[i % 4].strip()},{i % 7 - 3}.5,{i % 5 - 1}\n" for i in range(50)))
    in_blocks, plan = _delivered(tf.Session, str(path))
    assert plan is not None
    one_by_one, _ = _delivered(InterpretedSession, str(path))
    assert in_blocks == one_by_one
    assert len(in_blocks) == 13


def _parsed(serialized):
    columns = [
        tf.feature_column.numeric_column("x", 2),
        tf.feature_column.indicator_column(tf.feature_column.categorical_column_with_hash_bucket("words", 4)),
    ]
    spec = tf.feature_column.make_parse_example_spec(columns)
    return tf.feature_column.input_layer(tf.parse_example(serialized, spec), columns)


def test_batches_of_examples_become_inputs(tmp_path):
    path = str(tmp_path / "rows.tfrecord")
    with tf.python_io.TFRecordWriter(path) as writer:
        for k in range(6):
            row = tf.train.Example()
            row.features.feature["x"].float_list.value.extend([k, -k])
            row.features.feature["words"].bytes_list.value.extend([b"w"] * (k % 3))
            writer.write(row.SerializeToString())
    with tf.Graph().as_default():
        _, serialized = tf.TFRecordReader().read(tf.train.string_input_producer([path], num_epochs=1, shuffle=False))
        layer = _parsed(tf.train.batch([serialized], 3))
        found = [batch.tolist() for batch in tf.train.iterate(layer)]
    rows = [row for batch in found for row in batch]
    assert [row[-2:] for row in rows] == [[k, -k] for k in range(6)]
    assert [sum(row[:-2]) for row in rows] == [k % 3 for k in range(6)]
