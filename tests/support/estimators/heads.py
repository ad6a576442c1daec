"""Heads, for TensorFlow 1.15 and for headrace: `tf` is given, nothing of either is imported."""

import numpy as np

LOGITS = np.array([[-1.0, 2.0, 0.5], [0.3, -0.2, 1.5], [2.0, 0.0, -3.0], [0.1, 0.4, -0.6]], np.float32)
WEIGHTS = np.array([1.0, 2.0, 0.5, 0.0], np.float32)
TWO = np.array([1, 0, 1, 0])
THREE = np.array([1, 2, 0, 1])
NUMBERS = np.array([0.5, 1.0, 3.0, 2.0], np.float32)
INDICATORS = np.array([[0, 1, 1], [1, 0, 0], [0, 0, 1], [1, 1, 1]])


def cases(tf):
    """From names to what makes a head of a module, its logits and its labels."""
    one, words = LOGITS[:, :1], np.array([b"b", b"a", b"b", b"a"], object)

    def summed(labels, logits, features):
        return tf.abs(tf.cast(labels, tf.float32) - logits) + features["more"]

    def sparse():
        return tf.SparseTensor([[0, 1], [0, 2], [1, 0], [2, 2], [3, 0]], [b"b", b"c", b"a", b"c", b"a"], [4, 3])

    return {
        "binary": ("BinaryClassHead", "binary_classification_head", {"thresholds": [0.3, 0.6]}, one, TWO),
        "words": (
            "BinaryClassHead",
            "binary_classification_head",
            {"label_vocabulary": ["a", "b"], "name": "words"},
            one,
            words,
        ),
        "weighted": ("BinaryClassHead", "binary_classification_head", {"weight_column": "weight"}, one, TWO[:, None]),
        "own loss": ("BinaryClassHead", "binary_classification_head", {"loss_fn": summed}, one, TWO),
        "classes": ("MultiClassHead", "multi_class_head", {"n_classes": 3, "weight_column": "weight"}, LOGITS, THREE),
        "class words": (
            "MultiClassHead",
            "multi_class_head",
            {"n_classes": 3, "label_vocabulary": ["a", "b", "c"]},
            LOGITS,
            words,
        ),
        "labels": ("MultiLabelHead", "multi_label_head", {"n_classes": 3, "thresholds": [0.4]}, LOGITS, INDICATORS),
        "label words": (
            "MultiLabelHead",
            "multi_label_head",
            {"n_classes": 3, "label_vocabulary": ["a", "b", "c"], "classes_for_class_based_metrics": ["b"], "name": "l"},
            LOGITS,
            sparse,
        ),
        "number": ("RegressionHead", "regression_head", {"weight_column": "weight"}, one, NUMBERS),
        "numbers": ("RegressionHead", "regression_head", {"label_dimension": 3}, LOGITS, INDICATORS),
        "linked": ("RegressionHead", "regression_head", {"inverse_link_fn": tf.exp}, one, NUMBERS),
        "counts": ("PoissonRegressionHead", "poisson_regression_head", {"compute_full_loss": False}, one, NUMBERS),
        "probabilities": ("LogisticRegressionHead", "logistic_regression_head", {"name": "p"}, one, NUMBERS / 4),
    }


def given(labels):
    return labels() if callable(labels) else labels


def plain_features(tf):
    return {"weight": tf.constant(WEIGHTS), "more": tf.constant(0.5)}


def evaluated(tf, head, logits, labels):
    """The loss, the predictions and the metrics of a head."""
    with tf.Graph().as_default(), tf.Session() as sess:
        tf.train.create_global_step()
        spec = head().create_estimator_spec(
            features=plain_features(tf), mode="eval", logits=tf.constant(logits), labels=given(labels)
        )
        sess.run([tf.global_variables_initializer(), tf.local_variables_initializer(), tf.tables_initializer()])
        sess.run([update for _, update in spec.eval_metric_ops.values()])
        values = sess.run({key: value for key, (value, _) in spec.eval_metric_ops.items()})
        loss, predictions = sess.run([spec.loss, spec.predictions])
    return {"loss": loss, "predictions": predictions, "metrics": values}


def exported(tf, head, logits):
    with tf.Graph().as_default():
        spec = head().create_estimator_spec(features=plain_features(tf), mode="infer", logits=tf.constant(logits))
        return {key: type(output).__name__ for key, output in spec.export_outputs.items()}


def trained(tf, head, logits, labels, **more):
    """The loss and the summaries of a training."""
    with tf.Graph().as_default(), tf.Session() as sess:
        tf.train.create_global_step()
        spec = head().create_estimator_spec(
            features=plain_features(tf),
            mode="train",
            logits=tf.constant(logits),
            labels=given(labels),
            train_op_fn=lambda loss: tf.assign_add(tf.train.get_global_step(), 1),
            **more,
        )
        sess.run([tf.global_variables_initializer(), tf.tables_initializer()])
        summary = tf.Summary.FromString(sess.run(tf.summary.merge_all()))
        step, loss = sess.run([spec.train_op, spec.loss])
    return {"loss": loss, "step": step, "summaries": {value.tag: value.simple_value for value in summary.value}}


def all_of(tf, plain):
    found = {}
    for name, (public, contrib, arguments, logits, labels) in cases(tf).items():
        for kind, make in (("public", getattr(tf.estimator, public)), ("contrib", getattr(tf.contrib.estimator, contrib))):
            head = lambda make=make, arguments=arguments: make(**arguments)  # noqa: E731
            found[f"{name}, {kind}"] = {
                "evaluated": plain(evaluated(tf, head, logits, labels)),
                "exported": exported(tf, head, logits),
                "trained": plain(trained(tf, head, logits, labels)),
            }
    for kind, several, two, number in (
        ("public", tf.estimator.MultiHead, tf.estimator.BinaryClassHead, tf.estimator.RegressionHead),
        (
            "contrib",
            tf.contrib.estimator.multi_head,
            tf.contrib.estimator.binary_classification_head,
            tf.contrib.estimator.regression_head,
        ),
    ):

        def head(several=several, two=two, number=number):
            return several([two(name="two"), number(name="number", label_dimension=2)], [0.5, 2.0])

        labels = {"two": TWO, "number": INDICATORS[:, :2]}
        found[f"several, {kind}"] = {
            "evaluated": plain(_joined(evaluated(tf, head, LOGITS, labels))),
            "exported": exported(tf, head, LOGITS),
            "trained": plain(trained(tf, head, LOGITS, labels)),
        }
    return found


def _joined(value):
    value["predictions"] = {"/".join(key): item for key, item in value["predictions"].items()}
    return value


def refusals(tf, said):
    """What heads refuse, and in which words."""
    est, contrib = tf.estimator, tf.contrib.estimator
    labels = np.array([0, 1, 0, 1])
    calls = {
        "threshold": lambda: contrib.binary_classification_head(thresholds=[1.0]),
        "vocabulary": lambda: contrib.binary_classification_head(label_vocabulary="ab"),
        "reduction": lambda: contrib.binary_classification_head(loss_reduction="none"),
        "loss_fn": lambda: contrib.binary_classification_head(loss_fn=lambda labels: 1),
        "loss_fn more": lambda: contrib.binary_classification_head(loss_fn=lambda labels, logits, z: 1),
        "classes": lambda: contrib.multi_class_head(2),
        "classes vocabulary": lambda: contrib.multi_class_head(3, label_vocabulary="abc"),
        "labels": lambda: contrib.multi_label_head(1),
        "labels threshold": lambda: contrib.multi_label_head(3, thresholds=[0.0]),
        "labels vocabulary": lambda: contrib.multi_label_head(3, label_vocabulary="abc"),
        "labels length": lambda: contrib.multi_label_head(3, label_vocabulary=["a"]),
        "labels class": lambda: contrib.multi_label_head(3, classes_for_class_based_metrics=[3]),
        "labels word": lambda: contrib.multi_label_head(3, classes_for_class_based_metrics=["a"]),
        "dimension": lambda: contrib.regression_head(label_dimension=0),
        "no heads": lambda: contrib.multi_head([]),
        "unnamed": lambda: contrib.multi_head([contrib.regression_head()]),
        "weights": lambda: contrib.multi_head([contrib.regression_head(name="a")], [1, 2]),
        "public threshold": lambda: est.BinaryClassHead(thresholds=[1.0]),
        "public vocabulary": lambda: est.BinaryClassHead(label_vocabulary="ab"),
        "public reduction": lambda: est.BinaryClassHead(loss_reduction="none"),
        "public classes": lambda: est.MultiClassHead(None),
        "public length": lambda: est.MultiClassHead(3, label_vocabulary=["a"]),
        "public labels": lambda: est.MultiLabelHead(1),
        "public dimension": lambda: est.RegressionHead(-1),
        "public unnamed": lambda: est.MultiHead([est.RegressionHead()]),
    }
    one = LOGITS[:, :1]
    for name, head, logits, wanted in (
        ("no labels", contrib.binary_classification_head, one, None),
        ("sparse labels", contrib.binary_classification_head, one, "sparse"),
        ("label shape", contrib.binary_classification_head, one, INDICATORS),
        ("label type", lambda: contrib.multi_class_head(3), LOGITS, NUMBERS),
        ("word type", lambda: contrib.multi_class_head(3, label_vocabulary=["a", "b", "c"]), LOGITS, THREE),
        ("logits", contrib.binary_classification_head, LOGITS, labels),
        ("no several labels", lambda: contrib.multi_head([contrib.regression_head(name="a")]), one, [NUMBERS]),
        ("several logits", lambda: contrib.multi_head([contrib.regression_head(name="a")]), LOGITS, {"a": NUMBERS}),
        ("public label dict", lambda: est.MultiHead([est.RegressionHead(name="a")]), one, NUMBERS),
        ("public missing", lambda: est.MultiHead([est.RegressionHead(name="a")]), one, {"b": NUMBERS}),
        ("weight column", lambda: contrib.binary_classification_head(weight_column=3), one, labels),
    ):

        def call(head=head, logits=logits, wanted=wanted):
            sparse = isinstance(wanted, str)
            trained(tf, head, logits, (lambda: tf.SparseTensor([[0, 0]], [1], [4, 1])) if sparse else wanted)

        calls[name] = call

    def spec(**more):
        with tf.Graph().as_default():
            contrib.regression_head().create_estimator_spec(
                features={}, mode="train", logits=tf.constant(one), labels=NUMBERS, **more
            )

    def public_spec(**more):
        with tf.Graph().as_default():
            est.RegressionHead().create_estimator_spec(
                features={}, mode="train", logits=tf.constant(one), labels=NUMBERS, **more
            )

    calls["no step"] = spec
    calls["two steps"] = lambda: spec(optimizer=tf.train.AdamOptimizer(), train_op_fn=lambda loss: loss)
    calls["public no step"] = public_spec
    calls["public updates"] = lambda: public_spec(train_op_fn=lambda loss: loss, update_ops=3)
    return {name: said(call) for name, call in calls.items()}
