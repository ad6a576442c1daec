"""Ready-made models, for TensorFlow 1.15 and for headrace: `tf` is given, nothing of either is imported."""

import os

import numpy as np

PLACES = ["city", "coast", "hills", "other"]


def features(rows=12):
    numbers = np.arange(rows)
    return {
        "age": (numbers * 7 % 60).astype(np.float32),
        "size": np.stack([np.sin(numbers), np.cos(numbers)], 1).astype(np.float32),
        "place": np.array([PLACES[number % 3].encode() for number in numbers], object),
        "job": np.array([b"job %d" % (number % 5) for number in numbers], object),
        "weight": (1 + numbers % 3).astype(np.float32),
    }


def labels(kind, rows=12):
    numbers = np.arange(rows)
    return {
        "two": (numbers * 7 % 60 > 25).astype(np.int64),
        "words": np.array([[b"no", b"yes"][number % 2] for number in numbers], object),
        "three": (numbers % 3).astype(np.int64),
        "names": np.array([[b"a", b"b", b"c"][number % 3] for number in numbers], object),
        "number": (np.sin(numbers) + 1).astype(np.float32),
        "pair": np.stack([np.sin(numbers), np.cos(numbers)], 1).astype(np.float32),
        "counts": (numbers % 4).astype(np.float32),
        "unit": ((numbers % 4) / 4).astype(np.float32),
        "indicators": np.stack([numbers % 2, numbers % 3 == 0, numbers % 5 > 2], 1).astype(np.int64),
        "both": {"first": (numbers % 2).astype(np.int64), "second": np.cos(numbers).astype(np.float32)},
    }[kind]


def inputs(tf, kind, epochs):
    y = None if kind is None else labels(kind)
    return tf.estimator.inputs.numpy_input_fn(features(), y, batch_size=6, num_epochs=epochs, shuffle=False)


def wide(tf):
    fc = tf.feature_column
    age = fc.numeric_column("age")
    return [
        age,
        fc.bucketized_column(age, [10.0, 30.0]),
        fc.categorical_column_with_vocabulary_list("place", PLACES[:3]),
        fc.categorical_column_with_hash_bucket("job", 4),
    ]


def deep(tf):
    fc = tf.feature_column
    place = fc.categorical_column_with_vocabulary_list("place", PLACES[:3])
    job = fc.categorical_column_with_hash_bucket("job", 4)
    return [fc.numeric_column("size", shape=2), fc.indicator_column(place), fc.embedding_column(job, 2)]


def cases(tf):
    """From names to labels and what makes the estimator in a directory."""
    est, heads, train = tf.estimator, tf.contrib.estimator, tf.train
    both = {"linear_feature_columns": wide(tf), "dnn_feature_columns": deep(tf), "dnn_hidden_units": [3]}
    return {
        "linear_classifier": ("two", lambda **kw: est.LinearClassifier(wide(tf), weight_column="weight", **kw)),
        "linear_words": (
            "words",
            lambda **kw: est.LinearClassifier(
                wide(tf)[2:], label_vocabulary=["no", "yes"], optimizer="SGD", loss_reduction="weighted_mean", **kw
            ),
        ),
        "linear_three": (
            "names",
            lambda **kw: est.LinearClassifier(wide(tf), n_classes=3, label_vocabulary=["a", "b", "c"], **kw),
        ),
        "linear_regressor": (
            "pair",
            lambda **kw: est.LinearRegressor(wide(tf)[1:], label_dimension=2, sparse_combiner="mean", **kw),
        ),
        "linear_estimator": (
            "counts",
            lambda **kw: est.LinearEstimator(heads.poisson_regression_head(), wide(tf)[1:], **kw),
        ),
        "dnn_classifier": (
            "three",
            lambda **kw: est.DNNClassifier([4, 3], deep(tf), n_classes=3, batch_norm=True, **kw),
        ),
        "dnn_regressor": ("number", lambda **kw: est.DNNRegressor([3], deep(tf), weight_column="weight", **kw)),
        "dnn_estimator": (
            "indicators",
            lambda **kw: est.DNNEstimator(
                heads.multi_label_head(3, thresholds=[0.25, 0.5], classes_for_class_based_metrics=[1]),
                [3],
                deep(tf),
                optimizer=lambda: train.AdamOptimizer(0.01),
                activation_fn=tf.nn.tanh,
                **kw,
            ),
        ),
        "combined_classifier": ("two", lambda **kw: est.DNNLinearCombinedClassifier(**both, **kw)),
        "combined_regressor": ("number", lambda **kw: est.DNNLinearCombinedRegressor(**both, **kw)),
        "combined_estimator": (
            "unit",
            lambda **kw: est.DNNLinearCombinedEstimator(heads.logistic_regression_head(name="unit"), **both, **kw),
        ),
        "baseline_classifier": ("three", lambda **kw: est.BaselineClassifier(n_classes=3, **kw)),
        "baseline_regressor": ("number", lambda **kw: est.BaselineRegressor(weight_column="weight", **kw)),
        "baseline_estimator": (
            "both",
            lambda **kw: est.BaselineEstimator(
                heads.multi_head(
                    [heads.binary_classification_head(name="first", thresholds=[0.4]), heads.regression_head(name="second")],
                    [1.0, 2.0],
                ),
                **kw,
            ),
        ),
    }


def config(tf, directory, **more):
    return tf.estimator.RunConfig(directory, tf_random_seed=1, save_checkpoints_steps=100, save_summary_steps=1, **more)


def made(tf, name, directory):
    kind, make = cases(tf)[name]
    return kind, make(config=config(tf, directory))


def signatures(tf, estimator, directory):
    """What is exported under which signature."""
    columns = [*wide(tf), *deep(tf), tf.feature_column.numeric_column("weight")]
    spec = tf.feature_column.make_parse_example_spec(columns)
    receiver = tf.estimator.export.build_parsing_serving_input_receiver_fn(spec)
    path = estimator.export_saved_model(directory, receiver)
    with tf.Graph().as_default(), tf.Session() as sess:
        found = tf.saved_model.load(sess, ["serve"], path).signature_def
    return {
        name: [
            signature.method_name,
            {key: [info.dtype, [d.size for d in info.tensor_shape.dim]] for key, info in signature.inputs.items()},
            {key: [info.dtype, [d.size for d in info.tensor_shape.dim]] for key, info in signature.outputs.items()},
        ]
        for name, signature in found.items()
    }


def example(tf):
    """A serialized Example of a model."""
    found = tf.train.Example()
    for key, values in {"age": [30.0], "size": [0.5, -0.2], "weight": [1.0]}.items():
        found.features.feature[key].float_list.value.extend(values)
    for key, text in {"place": b"city", "job": b"job 2"}.items():
        found.features.feature[key].bytes_list.value.append(text)
    return found.SerializeToString()


def served(tf, path):
    """What an exported model gives for an Example, by all its signatures."""
    with tf.Graph().as_default(), tf.Session() as sess:
        signatures = tf.saved_model.load(sess, ["serve"], path).signature_def
        return {
            name: {
                key: sess.run(info.name, {next(iter(signature.inputs.values())).name: [example(tf)]})
                for key, info in signature.outputs.items()
            }
            for name, signature in signatures.items()
        }


def keyed(value):
    """A dict whose keys may be pairs, as JSON has it."""
    return {"/".join(key) if isinstance(key, tuple) else key: item for key, item in value.items()}


def tags(tf, directory):
    """The tags of the summaries of a training."""
    found = set()
    for name in os.listdir(directory):
        for event in tf.train.summary_iterator(os.path.join(directory, name)) if "tfevents" in name else ():
            found.update(value.tag for value in event.summary.value)
    return sorted(found - {"global_step/sec"})
