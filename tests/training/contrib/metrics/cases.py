"""Programs with the metrics of tf.contrib.metrics; `cases.json` is what TensorFlow 1.15.5 made of them."""

import numpy as np
from support.compared import Programs, graphs

PREDICTED = [
    np.float32([[0.1, 0.8, 0.35], [0.6, 0.2, 0.9]]),
    np.float32([[0.7, 0.05, 0.55], [0.3, 0.65, 0.45]]),
    np.float32([[0.15, 0.95, 0.5], [0.4, 0.85, 0.25]]),
]
TRUE = [np.int64([[0, 1, 0], [1, 0, 1]]), np.int64([[1, 0, 0], [1, 1, 0]]), np.int64([[0, 1, 1], [0, 1, 1]])]
WEIGHTS = [np.float32([[0.5, 1, 2], [1, 0, 3]]), np.float32([[1, 1, 0.25], [2, 1, 1]]), np.float32([[1, 3, 1], [0, 1, 2]])]
ROWS = [np.float32([[0.5], [2]]), np.float32([[1], [3]]), np.float32([[0], [1]])]
IDS = [np.int64([0, 2, 1, 1, 3]), np.int64([2, 2, 0, 1, 3]), np.int64([3, 1, 1, 0, 2])]
PREDICTED_IDS = [np.int64([0, 1, 1, 1, 3]), np.int64([2, 0, 0, 3, 3]), np.int64([3, 1, 2, 0, 2])]
SCORES = [
    np.float32(
        [[0.1, 0.4, 0.2, 0.3], [0.5, 0.1, 0.3, 0.1], [0.3, 0.2, 0.1, 0.4], [0.2, 0.6, 0.15, 0.05], [0.1, 0.2, 0.3, 0.4]]
    ),
    np.float32(
        [[0.7, 0.1, 0.15, 0.05], [0.2, 0.1, 0.4, 0.3], [0.1, 0.2, 0.3, 0.4], [0.4, 0.3, 0.2, 0.1], [0.15, 0.45, 0.3, 0.1]]
    ),
]
TOP_TWO = [np.int64([[1, 3], [0, 2], [3, 0], [1, 0], [3, 2]]), np.int64([[0, 2], [2, 3], [3, 2], [0, 1], [1, 2]])]
LABELS_OF_ROWS = [np.int64([[1], [2], [0], [1], [0]]), np.int64([[0], [3], [3], [1], [2]])]
AT_THRESHOLDS = [0.3, 0.5, 0.62]


def given(use, known=True, weighted=None, labels="int64"):
    """Predictions, labels and weights (or None), of known shapes or not."""
    shape = [2, 3] if known else None
    predictions = use.feed(PREDICTED, shape)
    truth = use.feed([one.astype(labels) for one in TRUE], shape, labels)
    weights = {
        None: lambda: None,
        "each": lambda: use.feed(WEIGHTS, shape),
        "rows": lambda: use.feed(ROWS, [2, 1] if known else None),
        "one": lambda: 0.5,
    }[weighted]()
    return predictions, truth, weights


def of_predictions(name, *more, **options):
    """Cases of a metric of predictions and labels: with and without weights, in collections, of unknown shapes."""
    labels_first = options.pop("labels_first", False)
    labels = options.pop("labels", "int64")

    def metric(tf, use, arguments=more, known=True, weighted=None, **keywords):
        predictions, truth, weights = given(use, known, weighted, labels)
        pair = (truth, predictions) if labels_first else (predictions, truth)
        return getattr(tf.contrib.metrics, name)(*(pair + tuple(arguments)), **dict(options, weights=weights, **keywords))

    collected = {"metrics_collections": ["m"], "updates_collections": ["u", "w"], "name": "mine"}
    return {
        name: metric,
        name + " weighted": lambda tf, use: metric(tf, use, weighted="each"),
        name + " rows weighted": lambda tf, use: metric(tf, use, weighted="rows"),
        name + " one weight": lambda tf, use: metric(tf, use, weighted="one"),
        name + " unknown": lambda tf, use: metric(tf, use, known=False, weighted="each"),
        name + " collected": lambda tf, use: metric(tf, use, **collected),
    }


def of_ids(name, *more, **options):
    labels_first = options.pop("labels_first", False)

    def metric(tf, use, weights=None, **keywords):
        pair = [use.feed(PREDICTED_IDS, [5], "int64"), use.feed(IDS, [5], "int64")]
        if labels_first:
            pair.reverse()
        if weights is not None:
            keywords["weights"] = use.feed(weights, [5])
        return getattr(tf.contrib.metrics, name)(*(pair + list(more)), **keywords)

    return {
        name: metric,
        name + " weighted": lambda tf, use: metric(tf, use, weights=np.float32([1, 0.5, 2, 1, 0])),
        name + " collected": lambda tf, use: metric(tf, use, metrics_collections=["m"], updates_collections=["u"], name="mine"),
    }


def of_top(name, k=None, top=False, labels_first=False):
    def metric(tf, use, weights=None, sparse=False, padded=False, **keywords):
        predictions = use.feed(TOP_TWO, [5, 2], "int64") if top else use.feed(SCORES, [5, 4])
        labels = use.feed(LABELS_OF_ROWS, [5, 1], "int64")
        if sparse:
            labels = tf.SparseTensor([[0, 0], [0, 1], [2, 0], [3, 0], [4, 0]], tf.constant([1, 3, 0, 1, 2], tf.int64), [5, 2])
        if padded:
            labels = use.feed([np.int64([[1, -1], [2, 0], [9, 7], [-1, -1], [0, 2]])], [5, 2], "int64")
        arguments = [labels, predictions] if labels_first else [predictions, labels]
        if k is not None:
            arguments.append(k)
        if weights is not None:
            keywords["weights"] = use.feed(weights, [5])
        return getattr(tf.contrib.metrics, name)(*arguments, **keywords)

    found = {
        name: metric,
        name + " weighted": lambda tf, use: metric(tf, use, weights=np.float32([1, 0.5, 2, 1, 0])),
        name + " sparse": lambda tf, use: metric(tf, use, sparse=True),
        name + " padded": lambda tf, use: metric(tf, use, padded=True),
        name + " collected": lambda tf, use: metric(tf, use, metrics_collections=["m"], updates_collections=["u"], name="mine"),
    }
    if "average" not in name:
        found[name + " class"] = lambda tf, use: metric(tf, use, class_id=1)
    return found


PROGRAMS = Programs(graphs)
for _made in (
    of_predictions("streaming_accuracy", labels="float32"),
    of_predictions("streaming_mean_absolute_error", labels="float32"),
    of_predictions("streaming_mean_squared_error", labels="float32"),
    of_predictions("streaming_root_mean_squared_error", labels="float32"),
    of_predictions("streaming_mean_relative_error", np.float32([[1, 2, 0], [3, 1, 4]]), labels="float32"),
    of_predictions("streaming_mean_cosine_distance", 1, labels="float32"),
    of_predictions("streaming_precision"),
    of_predictions("streaming_recall"),
    of_predictions("streaming_true_positives"),
    of_predictions("streaming_true_negatives"),
    of_predictions("streaming_false_positives"),
    of_predictions("streaming_false_negatives"),
    of_predictions("streaming_false_positive_rate"),
    of_predictions("streaming_false_negative_rate"),
    of_predictions("streaming_auc", num_thresholds=11),
    of_predictions("streaming_precision_at_thresholds", AT_THRESHOLDS),
    of_predictions("streaming_recall_at_thresholds", AT_THRESHOLDS),
    of_predictions("streaming_false_positive_rate_at_thresholds", AT_THRESHOLDS),
    of_predictions("streaming_false_negative_rate_at_thresholds", AT_THRESHOLDS),
    of_predictions("streaming_sensitivity_at_specificity", 0.6, num_thresholds=11),
    of_predictions("streaming_specificity_at_sensitivity", 0.6, num_thresholds=11),
    of_predictions("streaming_covariance", labels="float32"),
    of_predictions("streaming_pearson_correlation", labels="float32"),
    of_predictions("f1_score", num_thresholds=11, labels_first=True),
    of_predictions("precision_at_recall", 0.7, num_thresholds=11, labels_first=True),
    of_predictions("recall_at_precision", 0.7, num_thresholds=11, labels_first=True),
    of_ids("streaming_mean_iou", 4),
    of_ids("cohen_kappa", 4, labels_first=True),
    of_top("streaming_sparse_recall_at_k", 2),
    of_top("streaming_sparse_precision_at_k", 2),
    of_top("streaming_sparse_average_precision_at_k", 2),
    of_top("streaming_sparse_precision_at_top_k", top=True),
    of_top("streaming_sparse_average_precision_at_top_k", top=True),
    of_top("sparse_recall_at_top_k", top=True, labels_first=True),
):
    PROGRAMS.update(_made)


def at_thresholds(name, weighted=None, known=True):
    def program(tf, use):
        predictions, labels, weights = given(use, known, weighted)
        return getattr(tf.contrib.metrics, name)(predictions, labels, AT_THRESHOLDS, weights)

    return program


for _kind in ("true_positives", "true_negatives", "false_positives", "false_negatives"):
    _name = f"streaming_{_kind}_at_thresholds"
    PROGRAMS[_name] = at_thresholds(_name)
    PROGRAMS[_name + " weighted"] = at_thresholds(_name, "each")
    PROGRAMS[_name + " rows weighted"] = at_thresholds(_name, "rows")
    PROGRAMS[_name + " one weight"] = at_thresholds(_name, "one")
    PROGRAMS[_name + " unknown"] = at_thresholds(_name, None, False)


def values(metric, weights=None, known=True, *more, **keywords):
    def program(tf, use):
        shape = [2, 3] if known else None
        given_weights = use.feed(weights, shape if len(weights[0].shape) > 1 else None) if weights is not None else None
        return getattr(tf.contrib.metrics, metric)(use.feed(PREDICTED, shape), *more, weights=given_weights, **keywords)

    return program


for _name, _more in (
    ("streaming_mean", ()),
    ("streaming_mean_tensor", ()),
    ("streaming_percentage_less", (0.5,)),
    ("count", ()),
):
    PROGRAMS[_name] = values(_name, None, True, *_more)
    PROGRAMS[_name + " weighted"] = values(_name, WEIGHTS, True, *_more)
    PROGRAMS[_name + " unknown"] = values(_name, None, False, *_more)
    PROGRAMS[_name + " unknown and weighted"] = values(_name, WEIGHTS, False, *_more)
    PROGRAMS[_name + " unknown and rows weighted"] = values(_name, ROWS, False, *_more)
    PROGRAMS[_name + " collected"] = values(
        _name, None, True, *_more, metrics_collections="m", updates_collections=["u"], name="mine"
    )


def concatenated(axis=0, max_size=None, **keywords):
    def program(tf, use):
        shape = [None, 3] if axis == 0 else [2, None]
        return tf.contrib.metrics.streaming_concat(use.feed(PREDICTED, shape), axis, max_size, **keywords)

    return program


PROGRAMS["streaming_concat"] = concatenated()
PROGRAMS["streaming_concat columns"] = concatenated(1)
PROGRAMS["streaming_concat last"] = concatenated(-1)
PROGRAMS["streaming_concat few"] = concatenated(0, 3)
PROGRAMS["streaming_concat collected"] = concatenated(metrics_collections="m", updates_collections="u", name="mine")
PROGRAMS["streaming_concat axis"] = concatenated(2)
PROGRAMS["streaming_concat unknown"] = lambda tf, use: tf.contrib.metrics.streaming_concat(use.feed(PREDICTED))
PROGRAMS["streaming_concat unknown size"] = lambda tf, use: tf.contrib.metrics.streaming_concat(use.feed(PREDICTED, [2, None]))
PROGRAMS["streaming_concat int"] = lambda tf, use: tf.contrib.metrics.streaming_concat(use.feed(IDS, [None], "int64"))


def areas(metric, weighted=False, **keywords):
    def program(tf, use):
        predictions, labels, _ = given(use)
        weights = use.feed(WEIGHTS, [2, 3]) if weighted else None
        return getattr(tf.contrib.metrics, metric)(labels, predictions, weights=weights, **keywords)

    return program


PROGRAMS["streaming_dynamic_auc"] = areas("streaming_dynamic_auc")
PROGRAMS["streaming_dynamic_auc PR"] = areas("streaming_dynamic_auc", curve="PR")
PROGRAMS["streaming_dynamic_auc no curve"] = areas("streaming_dynamic_auc", curve="X")
PROGRAMS["streaming_dynamic_auc weighted"] = areas("streaming_dynamic_auc", weighted=True)
PROGRAMS["streaming_dynamic_auc PR weighted"] = areas("streaming_dynamic_auc", curve="PR", weighted=True)
PROGRAMS["streaming_dynamic_auc collected"] = areas(
    "streaming_dynamic_auc", metrics_collections=["m"], updates_collections=["u"], name="mine"
)
PROGRAMS["streaming_dynamic_auc of one kind"] = lambda tf, use: tf.contrib.metrics.streaming_dynamic_auc(
    use.feed([np.int64([1, 1])], [2], "int64"), use.feed([np.float32([0.5, 0.25])], [2])
)
PROGRAMS["streaming_dynamic_auc no labels"] = lambda tf, use: tf.contrib.metrics.streaming_dynamic_auc(
    use.feed([np.int64([1, 2])], [2], "int64"), use.feed([np.float32([0.5, 0.25])], [2])
)
PROGRAMS["auc_with_confidence_intervals"] = areas("auc_with_confidence_intervals")
PROGRAMS["auc_with_confidence_intervals weighted"] = areas("auc_with_confidence_intervals", weighted=True)
PROGRAMS["auc_with_confidence_intervals alpha"] = areas("auc_with_confidence_intervals", alpha=0.5, logit_transformation=False)
PROGRAMS["auc_with_confidence_intervals no alpha"] = areas("auc_with_confidence_intervals", alpha=1.5)
PROGRAMS["auc_with_confidence_intervals collected"] = areas(
    "auc_with_confidence_intervals", metrics_collections=["m"], updates_collections=["u"], name="mine"
)
PROGRAMS["recall_at_precision strict"] = areas("recall_at_precision", precision=0.7, num_thresholds=11, strict_mode=True)
PROGRAMS["recall_at_precision none"] = areas("recall_at_precision", precision=1.0, num_thresholds=5, strict_mode=True)
PROGRAMS["recall_at_precision out"] = areas("recall_at_precision", precision=1.5)
PROGRAMS["precision_at_recall out"] = areas("precision_at_recall", target_recall=-1)
PROGRAMS["streaming_auc PR"] = lambda tf, use: tf.contrib.metrics.streaming_auc(
    *given(use)[:2], num_thresholds=5, curve="PR", name="a"
)


def equal_thresholds(weighted=None, known=True, **keywords):
    def program(tf, use):
        predictions, labels, weights = given(use, known, weighted, "bool")
        return tf.contrib.metrics.precision_recall_at_equal_thresholds(labels, predictions, weights, **keywords)

    return program


PROGRAMS["precision_recall_at_equal_thresholds"] = equal_thresholds(num_thresholds=5)
PROGRAMS["precision_recall_at_equal_thresholds weighted"] = equal_thresholds("each", num_thresholds=5)
PROGRAMS["precision_recall_at_equal_thresholds rows"] = equal_thresholds("rows", num_thresholds=5, name="mine")
PROGRAMS["precision_recall_at_equal_thresholds many"] = equal_thresholds()
PROGRAMS["precision_recall_at_equal_thresholds integers"] = lambda tf, use: (
    tf.contrib.metrics.precision_recall_at_equal_thresholds(given(use)[1], given(use)[0])
)


def histogram(**keywords):
    def program(tf, use):
        labels = use.feed([one.ravel().astype(bool) for one in TRUE], [6], "bool")
        return tf.contrib.metrics.auc_using_histogram(labels, use.feed([one.ravel() for one in PREDICTED], [6]), **keywords)

    return program


PROGRAMS["auc_using_histogram"] = histogram(score_range=[0.0, 1.0], nbins=7)
PROGRAMS["auc_using_histogram collected"] = histogram(score_range=[0.0, 1.0], nbins=5, collections=["c", "local_variables"])
PROGRAMS["auc_using_histogram named"] = histogram(score_range=[0.0, 0.9], check_shape=False, name="mine")
PROGRAMS["auc_using_histogram integers"] = lambda tf, use: tf.contrib.metrics.auc_using_histogram(
    tf.constant([1, 0]), tf.constant([0.5, 0.25]), [0.0, 1.0]
)


def curve(**keywords):
    def program(tf, use):
        predictions, labels, _ = given(use)
        return tf.contrib.metrics.streaming_curve_points(labels, predictions, num_thresholds=5, **keywords)

    return program


PROGRAMS["streaming_curve_points"] = curve()
PROGRAMS["streaming_curve_points PR"] = curve(curve="PR")
PROGRAMS["streaming_curve_points no curve"] = curve(curve="X")
PROGRAMS["streaming_curve_points collected"] = curve(metrics_collections=["m"], updates_collections=["u"], name="mine")
PROGRAMS["streaming_recall_at_k"] = lambda tf, use: tf.contrib.metrics.streaming_recall_at_k(
    use.feed(SCORES, [5, 4]), use.feed([one[:, 0] for one in LABELS_OF_ROWS], [5], "int64"), 2
)
PROGRAMS["streaming_recall_at_k weighted"] = lambda tf, use: tf.contrib.metrics.streaming_recall_at_k(
    use.feed(SCORES, [5, 4]),
    use.feed([one[:, 0] for one in LABELS_OF_ROWS], [5], "int64"),
    2,
    weights=np.float32([1, 0.5, 2, 1, 0]),
    name="mine",
)
PROGRAMS["cohen_kappa unknown"] = lambda tf, use: tf.contrib.metrics.cohen_kappa(
    use.feed(IDS, None, "int64"), use.feed(PREDICTED_IDS, None, "int64"), 4
)
PROGRAMS["cohen_kappa one class"] = lambda tf, use: tf.contrib.metrics.cohen_kappa(tf.constant([0]), tf.constant([0]), 1)
PROGRAMS["cohen_kappa columns"] = lambda tf, use: tf.contrib.metrics.cohen_kappa(
    use.feed([one[:, None] for one in IDS], [5, 1], "int64"), use.feed(PREDICTED_IDS, [5], "int64"), 4
)

# -- of one batch, and together ----------------------------------------------------------------------------------------

PROGRAMS["accuracy"] = lambda tf, use: tf.contrib.metrics.accuracy(tf.constant([1, 2, 3]), tf.constant([1, 0, 3]))
PROGRAMS["accuracy texts"] = lambda tf, use: tf.contrib.metrics.accuracy(
    tf.constant(["a", "b"]), tf.constant(["a", "c"]), name="n"
)
PROGRAMS["accuracy one weight"] = lambda tf, use: tf.contrib.metrics.accuracy(
    tf.constant([1, 2, 3]), tf.constant([1, 0, 3]), weights=2.0
)
PROGRAMS["accuracy weighted"] = lambda tf, use: tf.contrib.metrics.accuracy(
    tf.constant([1, 2, 3]), tf.constant([1, 0, 3]), weights=[1.0, 2.0, 0.5]
)
PROGRAMS["accuracy column"] = lambda tf, use: tf.contrib.metrics.accuracy(tf.constant([1, 2, 3]), tf.constant([[1], [0], [3]]))
PROGRAMS["accuracy unknown"] = lambda tf, use: tf.contrib.metrics.accuracy(
    use.feed(IDS, None, "int64"), use.feed(PREDICTED_IDS, None, "int64")
)
PROGRAMS["accuracy floats"] = lambda tf, use: tf.contrib.metrics.accuracy(tf.constant([1.0]), tf.constant([1.0]))
PROGRAMS["accuracy types"] = lambda tf, use: tf.contrib.metrics.accuracy(tf.constant([1], tf.int64), tf.constant([1]))
PROGRAMS["aggregate_metrics"] = lambda tf, use: tf.contrib.metrics.aggregate_metrics(
    tf.contrib.metrics.streaming_mean(use.x(3)), tf.contrib.metrics.count(use.x(4))
)
PROGRAMS["aggregate_metrics none"] = lambda tf, use: tf.contrib.metrics.aggregate_metrics()
PROGRAMS["aggregate_metric_map"] = lambda tf, use: tf.contrib.metrics.aggregate_metric_map(
    {"b": tf.contrib.metrics.streaming_mean(use.x(3)), "a": tf.contrib.metrics.count(use.x(4))}
)
PROGRAMS["aggregate_metric_map none"] = lambda tf, use: tf.contrib.metrics.aggregate_metric_map({})
PROGRAMS["confusion_matrix"] = lambda tf, use: tf.identity(
    tf.contrib.metrics.confusion_matrix([1, 2, 2], [1, 0, 2], weights=[1, 2, 3])
)
_A, _B = [[1, 2, 2], [3, 4, 5]], [[2, 6, 7], [5, 3, 5]]
PROGRAMS["set_intersection"] = lambda tf, use: tf.contrib.metrics.set_intersection(tf.constant(_A), tf.constant(_B))
PROGRAMS["set_difference"] = lambda tf, use: tf.contrib.metrics.set_difference(tf.constant(_A), tf.constant(_B), aminusb=False)
PROGRAMS["set_union"] = lambda tf, use: tf.contrib.metrics.set_union(tf.constant(_A), tf.constant(_B))
PROGRAMS["set_size"] = lambda tf, use: tf.contrib.metrics.set_size(
    tf.contrib.metrics.set_union(tf.constant(_A), tf.constant(_B))
)


def _apart(program):
    """A program whose updates are run before its values."""

    def apart(tf, use):
        use.apart = True
        return program(tf, use)

    return apart


PROGRAMS.update({name: _apart(program) for name, program in PROGRAMS.items()})
