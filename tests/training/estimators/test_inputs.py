"""Arrays and tables as inputs: batches, epochs, shuffling, and what there is to see of the queue."""

from __future__ import annotations

import sys
import types

import numpy as np
import pytest

import headrace as tf


def batches(input_fn, most=100):
    """The values of all batches of an input_fn, in a graph of their own."""
    found = []
    with tf.Graph().as_default():
        batch = input_fn()
        with tf.train.MonitoredSession() as sess:
            while len(found) < most and not sess.should_stop():
                found.append(sess.run(batch))
    return found


def test_arrays_come_in_order_and_the_last_batch_is_smaller():
    x, y = {"b": np.arange(5), "a": np.arange(10.0).reshape(5, 2)}, np.arange(5, dtype=np.int32) * 2
    found = batches(tf.estimator.inputs.numpy_input_fn(x, y, batch_size=4, num_epochs=2, shuffle=False))
    assert [labels.tolist() for _, labels in found] == [[0, 2, 4, 6], [8, 0, 2, 4], [6, 8]]
    assert [features["b"].tolist() for features, _ in found] == [[0, 1, 2, 3], [4, 0, 1, 2], [3, 4]]
    assert found[1][0]["a"].tolist() == [[8, 9], [0, 1], [2, 3], [4, 5]]
    assert {value.dtype.name for features, labels in found for value in [*features.values(), labels]} == {
        "int64",
        "float64",
        "int32",
    }


def test_without_a_number_of_epochs_all_batches_are_full():
    found = batches(tf.estimator.inputs.numpy_input_fn(np.arange(3), batch_size=2, num_epochs=None, shuffle=False), 4)
    assert [batch.tolist() for batch in found] == [[0, 1], [2, 0], [1, 2], [0, 1]]


def test_labels_may_be_a_dict():
    labels = {"one": np.arange(3), "two": np.array([b"a", b"b", b"c"])}
    found = batches(tf.estimator.inputs.numpy_input_fn(np.arange(3), labels, shuffle=False))
    ((x, y),) = found
    assert (x.tolist(), y["one"].tolist(), y["two"].tolist()) == ([0, 1, 2], [0, 1, 2], [b"a", b"b", b"c"])


def test_shuffled_rows_are_each_there_once_an_epoch():
    found = batches(tf.estimator.inputs.numpy_input_fn(np.arange(40), batch_size=7, num_epochs=2, shuffle=True))
    values = np.concatenate(found)
    assert np.bincount(values).tolist() == [2] * 40
    assert values.tolist() != sorted(values.tolist())


def test_the_queue_has_a_summary_called_as_in_tensorflow():
    with tf.Graph().as_default():
        tf.estimator.inputs.numpy_input_fn(np.arange(3), shuffle=True)()
        tf.estimator.inputs.numpy_input_fn(np.arange(3), shuffle=False, queue_capacity=8, num_threads=2)()
        with tf.Session() as sess:
            tags = [value.tag for value in tf.Summary.FromString(sess.run(tf.summary.merge_all())).value]
    assert tags == [
        "enqueue_input/queue/enqueue_input/random_shuffle_queuefraction_over_250_of_750_full",
        "enqueue_input_1/queue/enqueue_input_1/fifo_queuefraction_over_0_of_8_full",
    ]


class Column:
    def __init__(self, values, index):
        self.values, self.index, self.dtype = values, index, values.dtype
        self.shape = values.shape


class Table:
    """As much of a pandas.DataFrame as is used."""

    def __init__(self, columns, index):
        self.data, self.index = dict(columns), index

    columns = property(lambda self: list(self.data))
    copy = lambda self: Table(self.data, self.index)  # noqa: E731

    def __contains__(self, name):
        return name in self.data

    def __iter__(self):
        return iter(self.data)

    def __len__(self):
        return len(self.index)

    def __getitem__(self, name):
        return self.data[name]

    def __setitem__(self, name, column):
        self.data[name] = column


@pytest.fixture
def table(monkeypatch):
    module = types.ModuleType("pandas")
    module.DataFrame = Table
    monkeypatch.setitem(sys.modules, "pandas", module)
    index = np.array([7, 8, 9])
    return Table({"a": Column(np.arange(3), index), "b": Column(np.array([1.5, 2.5, 3.5]), index)}, index)


def test_a_table_is_given_column_by_column(table):
    y = Column(np.array([0, 1, 0]), table.index)
    ((features, labels),) = batches(tf.estimator.inputs.pandas_input_fn(table, y, shuffle=False))
    assert {name: value.tolist() for name, value in features.items()} == {"a": [0, 1, 2], "b": [1.5, 2.5, 3.5]}
    assert labels.tolist() == [0, 1, 0]
    (features,) = batches(tf.estimator.inputs.pandas_input_fn(table, shuffle=False, queue_capacity=None))
    assert sorted(features) == ["a", "b"]
    assert table.columns == ["a", "b"]


def test_labels_of_a_table_may_be_a_table(table):
    y = Table({"a": Column(np.array([4, 5, 6]), table.index), "c": Column(np.array([1, 2, 3]), table.index)}, table.index)
    ((features, labels),) = batches(tf.estimator.inputs.pandas_input_fn(table, y, shuffle=False))
    assert features["a"].tolist() == [0, 1, 2]
    assert {name: value.tolist() for name, value in labels.items()} == {"a": [4, 5, 6], "c": [1, 2, 3]}


def test_what_no_table_can_be_is_refused(table, monkeypatch):
    pandas_input_fn = tf.estimator.inputs.pandas_input_fn
    other = Column(np.arange(3), np.arange(3))
    with pytest.raises(ValueError, match="shuffle must be provided and explicitly set as boolean"):
        pandas_input_fn(table)
    with pytest.raises(TypeError, match="target_column must be a string type"):
        pandas_input_fn(table, shuffle=False, target_column=3)
    with pytest.raises(ValueError, match="Cannot use name a for target column: DataFrame already has a column with that name"):
        pandas_input_fn(table, other, shuffle=False, target_column="a")
    with pytest.raises(ValueError, match="Index for x and y are mismatched"):
        pandas_input_fn(table, other, shuffle=False)
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(TypeError, match="pandas_input_fn should not be called without pandas installed"):
        pandas_input_fn(table, shuffle=False)
