"""tf.data.experimental and tf.contrib.data: what recorded programs do not show."""

from __future__ import annotations

import random
import re

import numpy as np
import pytest

import headrace as tf
from headrace.formats import tfrecord

DATASET, EXPERIMENTAL, CONTRIB = tf.data.Dataset, tf.data.experimental, tf.contrib.data


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as graph:
        yield graph


def elements(dataset, most=100):
    following = dataset.make_one_shot_iterator().get_next()
    found = []
    with tf.Session() as sess:
        while len(found) < most:
            try:
                value = sess.run(following)
            except tf.errors.OutOfRangeError:
                break
            found.append(tuple(map(_plain, value)) if type(value) is tuple else _plain(value))
    return found


def _plain(value):
    return np.asarray(value).tolist()


@pytest.mark.parametrize(
    ("make", "kind", "message"),
    [
        (
            lambda: DATASET.range(3).apply(
                EXPERIMENTAL.map_and_batch(lambda x: x, 2, num_parallel_batches=2, num_parallel_calls=3)
            ),
            ValueError,
            "The `num_parallel_batches` and `num_parallel_calls` arguments are mutually exclusive.",
        ),
        (
            lambda: EXPERIMENTAL.choose_from_datasets([DATASET.range(3), DATASET.from_tensors(1.0)], DATASET.range(2)),
            TypeError,
            "All datasets must have the same type and class.",
        ),
        (
            lambda: EXPERIMENTAL.sample_from_datasets([DATASET.range(3)] * 2, [1, 2]),
            TypeError,
            "`weights` must be convertible to a tensor of `tf.float32` or `tf.float64` elements.",
        ),
        (
            lambda: DATASET.range(3).apply(EXPERIMENTAL.take_while(lambda x: x)),
            ValueError,
            "`predicate` must return a scalar boolean tensor.",
        ),
        (
            lambda: DATASET.range(3).apply(EXPERIMENTAL.scan(np.int64(0), lambda s, x: s)),
            TypeError,
            "The scan function must return a pair comprising the new state and the output value.",
        ),
        (
            lambda: DATASET.range(8).apply(EXPERIMENTAL.group_by_window(lambda x: x, lambda k, w: w.batch(3))),
            ValueError,
            "Must pass either window_size or window_size_func.",
        ),
        (
            lambda: DATASET.range(8).apply(EXPERIMENTAL.group_by_window(lambda x: x, lambda k, w: k, 3)),
            TypeError,
            "`reduce_func` must return a `Dataset` object.",
        ),
        (
            lambda: DATASET.range(8).apply(EXPERIMENTAL.group_by_window(lambda x: [x], lambda k, w: w.batch(2), 2)),
            ValueError,
            "`key_func` must return a single tf.int64 scalar tensor.",
        ),
        (
            lambda: DATASET.range(6).apply(
                EXPERIMENTAL.group_by_reducer(lambda x: x, EXPERIMENTAL.Reducer(lambda k: np.int64(0), lambda s, x: 1.0, None))
            ),
            TypeError,
            "The element types for the new state must match the initial state. Expected <dtype: 'int64'>; got <dtype: "
            "'float32'>.",
        ),
        (
            lambda: EXPERIMENTAL.TFRecordWriter("f").write(DATASET.range(3)),
            TypeError,
            "`dataset` must produce scalar `DT_STRING` tensors whereas it produces shape () and types <dtype: 'int64'>",
        ),
        (lambda: EXPERIMENTAL.TFRecordWriter("f").write(3), TypeError, "`dataset` must be a `tf.data.Dataset` object."),
        (
            lambda: DATASET.range(5).batch(2).apply(CONTRIB.assert_element_shape(tf.TensorShape([2, 3]))),
            ValueError,
            "Shapes (?,) and (2, 3) are not compatible",
        ),
    ],
)
def test_what_is_refused(make, kind, message):
    with pytest.raises(kind) as caught:
        make()
    assert str(caught.value) == message


def test_how_many_elements_there_are():
    datasets = [
        DATASET.range(3),
        DATASET.range(3).repeat(),
        DATASET.range(3).filter(lambda x: True),
        DATASET.range(7).batch(3),
        *[DATASET.range(8).window(3, shift, stride, True) for shift, stride in ((2, 1), (2, 2), (9, 4))],
        DATASET.range(8).window(3, 2),
    ]
    with tf.Session() as sess:
        found = sess.run([EXPERIMENTAL.cardinality(dataset) for dataset in datasets])
    assert found == [3, EXPERIMENTAL.INFINITE_CARDINALITY, EXPERIMENTAL.UNKNOWN_CARDINALITY, 3, 3, 2, 0, 4]


STAGES = {
    "take": lambda dataset, n: dataset.take(n),
    "skip": lambda dataset, n: dataset.skip(n),
    "repeat": lambda dataset, n: dataset.repeat(n),
    "batch": lambda dataset, n: dataset.batch(abs(n) + 1),
    "whole batches": lambda dataset, n: dataset.batch(abs(n) + 1, drop_remainder=True),
    "concatenate": lambda dataset, n: dataset.concatenate(dataset.skip(n)),
    "zip": lambda dataset, n: DATASET.zip((dataset, DATASET.range(abs(n) * 3))),
    "shard": lambda dataset, n: dataset.shard(abs(n) + 1, 0),
    "cache": lambda dataset, n: dataset.cache(),
    "shuffle": lambda dataset, n: dataset.shuffle(abs(n) + 1),
    "prefetch": lambda dataset, n: dataset.prefetch(abs(n)),
    "map": lambda dataset, n: dataset.map(lambda *one: one[0], num_parallel_calls=abs(n) or None),
    "measured": lambda dataset, n: dataset.apply(EXPERIMENTAL.latency_stats("tag")),
    "filter": lambda dataset, n: dataset.filter(lambda *one: tf.constant(True)),
}


@pytest.mark.parametrize("seed", range(60))
def test_as_many_elements_come_as_were_said(seed):
    draw = random.Random(seed)
    dataset, stages = DATASET.range(draw.randrange(9)), []
    for _ in range(draw.randrange(1, 5)):
        stages.append((draw.choice([*STAGES]), draw.choice([-1, 0, 1, 2, 3, 7])))
        dataset = STAGES[stages[-1][0]](dataset, stages[-1][1])
    count = dataset.take(3000).reduce(np.int64(0), lambda n, *_: n + 1)
    with tf.Session() as sess:
        said, came = sess.run([EXPERIMENTAL.cardinality(dataset), count])
    if said == EXPERIMENTAL.UNKNOWN_CARDINALITY:
        assert "filter" in dict(stages)
    else:
        assert came == (3000 if said == EXPERIMENTAL.INFINITE_CARDINALITY else min(said, 3000)), stages


@pytest.mark.parametrize(("count", "message"), [(0, "Dataset was empty."), (2, "Dataset had more than one element.")])
def test_the_only_element_of_a_dataset(count, message):
    only = EXPERIMENTAL.get_single_element(DATASET.from_tensors({"a": 1}))
    wrong = EXPERIMENTAL.get_single_element(DATASET.range(count))
    with tf.Session() as sess:
        assert sess.run(only) == {"a": 1}
        with pytest.raises(tf.errors.InvalidArgumentError, match=message):
            sess.run(wrong)


def test_elements_that_may_be_missing():
    optional = EXPERIMENTAL.get_next_as_optional(DATASET.range(2).make_one_shot_iterator())
    has, value = optional.has_value(), optional.get_value()
    assert repr(optional.value_structure) == "TensorSpec(shape=(), dtype=tf.int64, name=None)"
    with tf.Session() as sess:
        assert [sess.run([has, value]) for _ in range(2)] == [[True, 0], [True, 1]]
        assert not sess.run(has)
        with pytest.raises(tf.errors.InvalidArgumentError, match=r"The given optional does not have a value\."):
            sess.run(value)


def test_optionals_are_elements():
    spec = tf.TensorSpec([], tf.int32)
    some = EXPERIMENTAL.Optional.from_value(tf.constant(3))
    none = EXPERIMENTAL.Optional.none_from_structure(spec)
    dataset = DATASET.from_tensors((some, none))
    assert repr(dataset.element_spec[0]) == repr(EXPERIMENTAL.OptionalStructure(spec))
    assert repr(EXPERIMENTAL.OptionalStructure(spec)) == "OptionalSpec(TensorSpec(shape=(), dtype=tf.int32, name=None),)"
    assert isinstance(EXPERIMENTAL.OptionalStructure(spec), EXPERIMENTAL.Structure)
    found = dataset.map(lambda a, b: (a.get_value(), a.has_value(), b.has_value()))
    assert elements(found) == [(3, True, False)]


def test_a_dataset_is_a_tensor():
    dataset = DATASET.from_tensors(tf.constant([1, 2]))
    variant = EXPERIMENTAL.to_variant(dataset)
    assert variant.dtype == tf.variant
    again = EXPERIMENTAL.from_variant(variant, EXPERIMENTAL.get_structure(dataset))
    assert elements(again) == [[1, 2]]


def test_structures_describe_components():
    assert repr(EXPERIMENTAL.TensorStructure(tf.int32, [2])) == "TensorSpec(shape=(2,), dtype=tf.int32, name=None)"
    sparse = EXPERIMENTAL.SparseTensorStructure(tf.int32, [2, None])
    assert repr(sparse) == "SparseTensorSpec(TensorShape([Dimension(2), Dimension(None)]), tf.int32)"
    assert sparse.is_compatible_with(tf.SparseTensor([[0, 1]], [3], [2, 5]))
    assert not sparse.is_compatible_with(tf.SparseTensor([[0, 1]], [3.0], [2, 5]))
    assert EXPERIMENTAL.DatasetStructure is tf.data.DatasetSpec
    spec = tf.data.DatasetSpec(tf.TensorSpec([], tf.int64))
    assert DATASET.range(7).window(2).element_spec == spec
    assert spec.is_compatible_with(DATASET.range(3))
    with pytest.raises(TypeError):
        EXPERIMENTAL.get_structure(3)


@pytest.mark.parametrize("compression", [None, "GZIP", "ZLIB"])
def test_records_are_written(tmp_path, compression):
    path = str(tmp_path / "records")
    dataset = DATASET.from_tensor_slices([b"one", b"", b"three"])
    write = EXPERIMENTAL.TFRecordWriter(path, compression).write(dataset)
    assert (write.type, write.name) == ("DatasetToTFRecord", "DatasetToTFRecord")
    with tf.Session() as sess:
        sess.run(write)
    found = [record for block in tfrecord.read(path, compression=compression or "") for record in block]
    assert found == [b"one", b"", b"three"]
    assert elements(tf.data.TFRecordDataset(path, compression)) == found


def test_shapes_are_asserted():
    dataset = DATASET.range(5).batch(2).apply(CONTRIB.assert_element_shape(tf.TensorShape([2])))
    assert dataset.output_shapes.as_list() == [2]
    following = dataset.make_one_shot_iterator().get_next()
    with tf.Session() as sess:
        assert [sess.run(following).tolist() for _ in range(2)] == [[0, 1], [2, 3]]
        with pytest.raises(tf.errors.InvalidArgumentError, match=r"assertion failed: \[Wrong shape for args_0:0"):
            sess.run(following)


def test_batches_of_contrib():
    dropped = DATASET.range(5).apply(CONTRIB.batch_and_drop_remainder(2))
    filled = DATASET.range(5).map(lambda x: tf.fill([x], x))
    padded = filled.apply(CONTRIB.padded_batch_and_drop_remainder(2, [None], np.int64(9)))
    sliding = DATASET.range(6).apply(CONTRIB.sliding_window_batch(3, window_shift=2))
    assert (dropped.output_shapes.as_list(), padded.output_shapes.as_list()) == ([2], [2, None])
    assert elements(dropped) == [[0, 1], [2, 3]]
    assert elements(padded) == [[[9], [1]], [[2, 2, 9], [3, 3, 3]]]
    assert elements(sliding) == [[0, 1, 2], [2, 3, 4]]
    with pytest.raises(ValueError, match="Cannot specify both"):
        CONTRIB.sliding_window_batch(3, stride=2, window_shift=2)


def test_reducing_in_contrib_leaves_finalize_out():
    reducer = CONTRIB.Reducer(lambda unused: np.int64(0), lambda s, x: s + x, lambda s: s * 2)
    assert reducer.finalize_func(4) == 8
    with tf.Session() as sess:
        assert sess.run(CONTRIB.reduce_dataset(DATASET.range(5), reducer)) == 10
    with pytest.raises(TypeError, match="`dataset` must be"):
        CONTRIB.reduce_dataset(3, reducer)


def test_the_old_names_of_contrib():
    pairs = DATASET.range(1, 4).apply(CONTRIB.sloppy_interleave(lambda x: DATASET.from_tensors(x).repeat(2), 2))
    assert sorted(elements(pairs)) == [1, 1, 2, 2, 3, 3]
    buckets = CONTRIB.bucket_by_sequence_length(lambda x: tf.shape(x)[0], [3], [2, 2])
    assert len(elements(DATASET.range(4).map(lambda x: tf.fill([x], x)).apply(buckets))) == 3
    legacy = EXPERIMENTAL.map_and_batch_with_legacy_function(lambda x: x + 1, 2)
    assert elements(DATASET.range(3).apply(legacy)) == [[1, 2], [3]]
    assert elements(DATASET.range(3).map_with_legacy_function(lambda x: x + 1)) == [1, 2, 3]
    assert elements(DATASET.range(3).filter_with_legacy_function(lambda x: x > 0)) == [1, 2]


def test_files_of_contrib(tmp_path):
    path = tmp_path / "table"
    path.write_text("a,b\n1,x\n2,y\n")
    made = CONTRIB.make_csv_dataset(str(path), 2, num_epochs=1, shuffle=False)
    following = made.make_one_shot_iterator().get_next()
    with tf.Session() as sess:
        found = sess.run(following)
        assert {key: found[key].tolist() for key in found} == {"a": [1, 2], "b": [b"x", b"y"]}
    records = str(tmp_path / "examples")
    with tfrecord.Writer(records) as writer:
        for k in range(3):
            value = tf.train.Feature(int64_list=tf.train.Int64List(value=[k]))
            writer.write(tf.train.Example(features=tf.train.Features(feature={"a": value})).SerializeToString())
    features = {"a": tf.FixedLenFeature([], tf.int64)}
    batch = CONTRIB.read_batch_features(records, 3, features, randomize_input=False, num_epochs=1)
    with tf.Session() as sess:
        assert sess.run(batch)["a"].tolist() == [0, 1, 2]


def test_a_table_of_columns_that_do_not_fit(tmp_path):
    path = tmp_path / "table"
    path.write_text("a,b\n1,x\n2,y\n")
    for message, arguments in {
        "No files match": {"file_pattern": str(tmp_path / "nothing")},
        "Cannot infer column names without a header line.": {"header": False},
        "Cannot have duplicate column names.": {"column_names": ["a", "a"]},
        "`label_name` provided must be one of the columns.": {"label_name": "c"},
        "If specifying column_defaults and select_columns, must have same length": {
            "column_defaults": [tf.int32],
            "select_columns": ["a", "b"],
        },
        "Value 'c' specified in `select_columns` not a valid index or column name.": {"select_columns": ["c"]},
    }.items():
        with pytest.raises(ValueError, match=re.escape(message)):
            EXPERIMENTAL.make_csv_dataset(**{"file_pattern": str(path), "batch_size": 2, **arguments})


def test_options_are_kept_and_do_not_contradict_each_other():
    first, second = tf.data.Options(), tf.data.Options()
    first.experimental_deterministic = True
    first.experimental_optimization.map_fusion = True
    first.experimental_threading = EXPERIMENTAL.ThreadingOptions()
    first.experimental_threading.private_threadpool_size = 3
    dataset = DATASET.range(3).with_options(first).map(lambda x: x)
    assert dataset.options() == first
    assert dataset.options() != second
    assert dataset.options().experimental_threading.private_threadpool_size == 3
    assert second.experimental_distribute.auto_shard is True
    second.experimental_deterministic = False
    message = r"Cannot merge incompatible values \(True and False\) of option: experimental_deterministic"
    with pytest.raises(ValueError, match=message):
        dataset.with_options(second)
    with pytest.raises(AttributeError, match=r"Cannot set the property foo on Options\."):
        first.foo = 3
    with pytest.raises(TypeError, match="Property \"experimental_deterministic\" must be of type <class 'bool'>, got: 3"):
        first.experimental_deterministic = 3
    for kind in ("OptimizationOptions", "DistributeOptions", "StatsOptions", "MapVectorizationOptions"):
        assert getattr(EXPERIMENTAL, kind)() == getattr(EXPERIMENTAL, kind)()


def test_options_say_how_the_graph_is_rewritten(graph):
    options = tf.data.Options()
    options.experimental_optimization.apply_default_optimizations = False
    options.experimental_optimization.autotune = False
    DATASET.range(3).with_options(options).make_initializable_iterator()
    kinds = [op.type for op in graph.get_operations()]
    assert "OptimizeDataset" not in kinds
    assert "ModelDataset" not in kinds


def test_devices_and_statistics_leave_elements_as_they_are():
    for transformation in (
        EXPERIMENTAL.copy_to_device("/cpu:0"),
        EXPERIMENTAL.prefetch_to_device("/cpu:0", 2),
        EXPERIMENTAL.latency_stats("tag"),
        EXPERIMENTAL.bytes_produced_stats("tag"),
    ):
        assert elements(DATASET.range(3).apply(transformation)) == [0, 1, 2]


def test_elements_are_measured():
    aggregator = EXPERIMENTAL.StatsAggregator()
    options = tf.data.Options()
    options.experimental_stats.aggregator = aggregator
    options.experimental_stats.prefix = "mine"
    dataset = DATASET.range(10).map(lambda x: tf.tile([x], [x])).apply(EXPERIMENTAL.bytes_produced_stats("bytes"))
    dataset = dataset.apply(EXPERIMENTAL.latency_stats("lat")).map(lambda x: x).with_options(options)
    iterator = dataset.make_initializable_iterator()
    following, summary = iterator.get_next(), aggregator.get_summary()
    with tf.Session() as sess:
        sess.run(iterator.initializer)
        for _ in range(4):
            sess.run(following)
        found = {one.tag: one.histo for one in tf.Summary.FromString(sess.run(summary)).value}
    assert set(found) == {"mine::bytes", "mine::lat"}
    assert (found["mine::bytes"].num, found["mine::bytes"].sum, found["mine::bytes"].sum_squares) == (4, 48, 896)
    assert (found["mine::lat"].num, found["mine::lat"].min >= 0) == (4, True)


def test_samples_come_as_often_as_is_said():
    datasets = [DATASET.from_tensors(k).repeat() for k in range(3)]
    found = elements(EXPERIMENTAL.sample_from_datasets(datasets, [0.6, 0.4, 0.0], seed=2), most=300)
    assert found.count(2) == 0
    assert 120 < found.count(0) < 240
    weights = DATASET.from_tensors([0.0, 0.0, 1.0]).repeat()
    assert set(elements(EXPERIMENTAL.sample_from_datasets(datasets, weights), most=20)) == {2}


def test_classes_are_resampled():
    classes = DATASET.from_tensor_slices([0] * 9 + [1]).repeat()
    resampled = classes.apply(EXPERIMENTAL.rejection_resample(lambda x: x, [0.5, 0.5], [0.9, 0.1], seed=3))
    found = [one for one, _ in elements(resampled, most=400)]
    assert 0.5 < found.count(0) / found.count(1) < 2
    counted = classes.apply(EXPERIMENTAL.rejection_resample(lambda x: x, [0.5, 0.5], seed=3))
    assert {0, 1} == {one for one, _ in elements(counted, most=100)}


def test_a_database_of_another_kind():
    following = EXPERIMENTAL.SqlDataset("mysql", "f", "select 1", (tf.int32,)).make_initializable_iterator()
    with tf.Session() as sess, pytest.raises(tf.errors.InvalidArgumentError, match="mysql"):
        sess.run(following.initializer)


def test_contrib_has_the_same_under_its_names():
    own = {"make_csv_dataset", "bucket_by_sequence_length"}
    for name in dir(CONTRIB):
        if name[0] != "_" and hasattr(EXPERIMENTAL, name) and name not in own:
            assert getattr(CONTRIB, name) is getattr(EXPERIMENTAL, name)
    for name in ("make_one_shot_iterator", "make_initializable_iterator"):
        assert getattr(tf.data, name)(DATASET.range(3)).output_types == tf.int64
