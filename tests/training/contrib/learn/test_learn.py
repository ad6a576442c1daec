"""tf.contrib.learn but its estimators: what was recorded from TensorFlow 1.15, batches of files, local data."""

import numpy as np
import pytest
from support.compared import Recorded

import headrace as tf

RECORDED = Recorded(__file__, "cases")
learn = tf.contrib.learn


@pytest.mark.parametrize("name", RECORDED.names)
def test_program_gives_what_it_gave_in_tensorflow(name):
    RECORDED.hold(tf, name)


def test_a_processor_is_saved_and_restored(tmp_path):
    processor = learn.preprocessing.VocabularyProcessor(3)
    processor.fit(["a b", "b c"])
    processor.save(str(tmp_path / "vocabulary"))
    restored = learn.preprocessing.VocabularyProcessor.restore(str(tmp_path / "vocabulary"))
    assert [row.tolist() for row in restored.transform(["c a z"])] == [[3, 1, 0]]


def test_values_with_a_checkpoint(tmp_path):
    with tf.Graph().as_default(), tf.Session() as session:
        x = tf.get_variable("x", [])
        session.run(x.assign(7.0))
        path = tf.train.Saver().save(session, str(tmp_path / "model"))
    with tf.Graph().as_default():
        x, fed = tf.get_variable("x", []), tf.placeholder(tf.float32)
        assert learn.infer(path, {"y": x + fed}, {fed: 1.0}) == {"y": 8.0}
        found = learn.run_feeds({"y": x * fed}, [{fed: 1.0}, {fed: 2.0}], restore_checkpoint_path=path)
        assert found == [{"y": 7.0}, {"y": 14.0}]
    with pytest.raises(ValueError, match="feed_dicts is invalid"):
        learn.run_feeds({"y": 1}, [])


@pytest.fixture
def lines(tmp_path):
    path = tmp_path / "lines.txt"
    path.write_text("".join(f"{k}\n" for k in range(10)))
    return str(path)


@pytest.mark.parametrize("read_batch_size", [1, 3])
def test_batches_of_lines(lines, read_batch_size):
    with tf.Graph().as_default():
        keys, batch = learn.read_keyed_batch_examples(
            lines, 4, tf.TextLineReader, randomize_input=False, num_epochs=1, read_batch_size=read_batch_size
        )
        found = list(tf.train.iterate([keys, batch]))
    assert [line for _, many in found for line in many.tolist()] == [b"%d" % k for k in range(10)]
    assert found[0][0][0].endswith(b"lines.txt:1")
    assert len(found) == 3


def test_batches_of_shuffled_and_parsed_lines(lines):
    def parsed(line):
        return {"number": tf.string_to_number(line), "text": line}

    with tf.Graph().as_default():
        batch = learn.read_batch_examples([lines], 5, tf.TextLineReader, num_epochs=2, parse_fn=parsed, seed=1, num_threads=2)
        found = [number for one in tf.train.iterate(batch) for number in one["number"].tolist()]
    assert sorted(found) == sorted([float(k) for k in range(10)] * 2)


@pytest.mark.parametrize("keyed", [False, True])
def test_batches_of_features(tmp_path, keyed):
    path = str(tmp_path / "rows.tfrecord")
    with tf.python_io.TFRecordWriter(path) as writer:
        for k in range(6):
            row = tf.train.Example()
            row.features.feature["x"].float_list.value.append(k)
            row.features.feature["ids"].int64_list.value.extend(range(k % 2))
            writer.write(row.SerializeToString())
    spec = {"x": tf.FixedLenFeature([], tf.float32), "ids": tf.VarLenFeature(tf.int64)}
    with tf.Graph().as_default():
        if keyed:
            keys, batch = learn.read_keyed_batch_features(
                path, 2, spec, tf.TFRecordReader, randomize_input=False, num_epochs=1, num_enqueue_threads=1
            )
            assert keys.shape.as_list() == [None]
        else:
            batch = learn.read_batch_record_features(path, 2, spec, randomize_input=False, num_epochs=1)
        found = list(tf.train.iterate(batch))
    assert sorted(number for one in found for number in one["x"].tolist()) == [0, 1, 2, 3, 4, 5]
    assert all(one["ids"].dense_shape.tolist() == [2, 1] for one in found)
    with tf.Graph().as_default(), pytest.raises(ValueError, match="Invalid batch_size 0, with queue_capacity 10000"):
        learn.read_batch_features(path, 0, spec, tf.TFRecordReader)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"queue_capacity": 0}, "Invalid queue_capacity 0."),
        ({"batch_size": 10, "queue_capacity": 10}, "Invalid batch_size 10, with queue_capacity 10."),
        ({"read_batch_size": 0}, "Invalid read_batch_size 0."),
        ({"num_threads": 0}, "Invalid num_threads 0."),
        ({"num_epochs": 0}, "Invalid num_epochs 0."),
    ],
)
def test_sizes_that_cannot_be(lines, options, message):
    with pytest.raises(ValueError) as raised:
        learn.read_batch_examples(lines, **{"batch_size": 2, "reader": tf.TextLineReader, **options})
    assert str(raised.value) == message


def test_no_files_match(tmp_path):
    with pytest.raises(ValueError, match="No files match"):
        learn.read_batch_examples(str(tmp_path / "none*"), 2, tf.TextLineReader)


def test_tables_of_files(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text("2,3,a,b\n1.5,2,3,0\n4,5,6,1\n")
    iris = learn.datasets.load_iris(str(path))
    assert iris.data.tolist() == [[1.5, 2, 3], [4, 5, 6]]
    assert (iris.target.tolist(), iris.target.dtype.kind) == ([0, 1], "i")
    assert learn.datasets.load_boston(str(path)).target.dtype.kind == "f"
    (tmp_path / "bare.csv").write_text("1,2,3\n4,5,6\n")
    bare = learn.datasets.base.load_csv_without_header(str(tmp_path / "bare.csv"), np.int64, np.float32, target_column=0)
    assert bare.target.tolist() == [1, 4]
    assert bare.data.tolist() == [[2, 3], [5, 6]]


@pytest.mark.parametrize("name", ["iris", "boston", "dbpedia"])
def test_data_that_is_not_here_says_so(name):
    with pytest.raises(tf.errors.NotFoundError, match=name):
        learn.datasets.load_dataset(name)


def test_what_is_no_table_is_given_back():
    rows = [[1, 2]]
    for extract in (learn.extract_pandas_data, learn.extract_pandas_matrix, learn.extract_pandas_labels):
        assert extract(rows) is rows
    assert learn.preprocessing.setup_processor_data_feeder(rows) is rows
