"""Graphs of the heads and of the models of tf.contrib.learn, run by TensorFlow 1.15 and here. See support/compared."""

from support.compared import Programs, graphs

PROGRAMS = Programs(graphs)


def _shown(use, found):
    """What a ModelFnOps has, for outputs; the step first, updates before values."""
    use.apart = True
    predictions = found.predictions if isinstance(found.predictions, dict) else {"all": found.predictions}
    alternatives = found.output_alternatives or {}
    return {
        "predictions": {str(name): value for name, value in predictions.items()},
        "loss": found.loss,
        "train_op": found.train_op,
        "metrics": {name: list(pair) for name, pair in (found.eval_metric_ops or {}).items()},
        "alternatives": {str(name): [problem, dict(tensors)] for name, (problem, tensors) in alternatives.items()},
    }


def _sgd(tf):
    def step(loss):
        return tf.train.GradientDescentOptimizer(0.5).minimize(loss, global_step=tf.train.get_global_step())

    return step


def _head(make, labels, logits, mode="eval", weights=None, label_dtype="int64", trains=True, **given):
    """A program: a head on logits that are variables."""

    def program(tf, use):
        tf.train.create_global_step()
        features = {"x": tf.constant([[1.0]] * len(labels))}
        if weights is not None:
            features["w"] = tf.constant(weights)
        named = tf.constant(labels, label_dtype)
        head = make(tf.contrib.learn, "w" if weights is not None else None)
        logits_now = tf.get_variable("logits", initializer=tf.constant(logits))
        use.fill = False
        step = _sgd(tf) if trains else tf.contrib.learn.no_op_train_fn
        found = head.create_model_fn_ops(features, mode, labels=named, train_op_fn=step, logits=logits_now, **given)
        return {"dimension": head.logits_dimension, **_shown(use, found)}

    return program


_TWO = {"labels": [0, 1, 1], "logits": [[-1.0], [0.5], [-0.25]]}
_COLUMN = {"labels": [[0], [1], [1]], "logits": [[-1.0], [0.5], [-0.25]]}
_THREE = {"labels": [[2], [0], [1]], "logits": [[1.0, 0.5, 0.0], [0.5, 0.25, -0.5], [0.0, 0.75, 1.0]]}
_MANY = {"labels": [[1, 0, 1], [0, 0, 1]], "logits": [[1.0, -0.5, 0.25], [0.5, -0.25, -0.5]]}
_NUMBERS = {"labels": [[1.5], [2.0], [-1.0]], "logits": [[1.0], [2.5], [-0.5]], "label_dtype": "float32"}
_WEIGHTS = [[1.0], [2.0], [0.5]]

for _mode in ("train", "eval", "infer"):
    PROGRAMS.update(
        {
            f"binary_{_mode}": _head(lambda learn, w: learn.multi_class_head(2), mode=_mode, **_TWO),
            f"classes_{_mode}": _head(lambda learn, w: learn.multi_class_head(3), mode=_mode, **_THREE),
            f"regression_{_mode}": _head(lambda learn, w: learn.regression_head(), mode=_mode, **_NUMBERS),
            f"labels_{_mode}": _head(lambda learn, w: learn.multi_label_head(3), mode=_mode, **_MANY),
            f"svm_{_mode}": _head(lambda learn, w: learn.binary_svm_head(), mode=_mode, **_TWO),
            f"poisson_{_mode}": _head(
                lambda learn, w: learn.poisson_regression_head(),
                labels=[[1.0], [2.0]],
                logits=[[0.5], [1.0]],
                label_dtype="float32",
                mode=_mode,
            ),
        }
    )

PROGRAMS.update(
    {
        "binary_weighted": _head(
            lambda learn, w: learn.multi_class_head(2, weight_column_name=w, head_name="h", thresholds=[0.25, 0.5]),
            weights=_WEIGHTS,
            **_COLUMN,
        ),
        "binary_flat_weights": _head(
            lambda learn, w: learn.multi_class_head(2, weight_column_name=w), weights=[1.0, 0.0, 3.0], **_COLUMN
        ),
        "binary_centered": _head(
            lambda learn, w: learn.multi_class_head(2, enable_centered_bias=True, head_name="h"),
            mode="train",
            trains=False,
            **_COLUMN,
        ),
        "classes_centered": _head(
            lambda learn, w: learn.multi_class_head(3, enable_centered_bias=True), mode="train", trains=False, **_THREE
        ),
        "classes_measured": _head(
            lambda learn, w: learn.multi_class_head(3, weight_column_name=w, metric_class_ids=[0, 2], head_name="h"),
            weights=_WEIGHTS,
            labels=[2, 0, 1],
            logits=_THREE["logits"],
        ),
        "classes_measured_alone": _head(lambda learn, w: learn.multi_class_head(3, metric_class_ids=[0, 2]), **_THREE),
        "classes_named": _head(
            lambda learn, w: learn.multi_class_head(3, label_keys=["a", "b", "c"]),
            labels=["c", "a", "b"],
            logits=_THREE["logits"],
            label_dtype="string",
        ),
        "classes_of_flat_labels": _head(
            lambda learn, w: learn.multi_class_head(3), labels=[2, 0, 1], logits=_THREE["logits"], mode="train"
        ),
        "own_loss": _head(
            lambda learn, w: learn.multi_class_head(3, loss_fn=_own_loss),
            **_THREE,
        ),
        "labels_measured": _head(
            lambda learn, w: learn.multi_label_head(3, metric_class_ids=[1], weight_column_name=w),
            weights=[[1.0], [2.0]],
            **_MANY,
        ),
        "svm_weighted": _head(
            lambda learn, w: learn.binary_svm_head(weight_column_name=w), weights=_WEIGHTS, mode="train", **_COLUMN
        ),
        "regression_of_several": _head(
            lambda learn, w: learn.regression_head(label_dimension=2, weight_column_name=w, head_name="r"),
            labels=[[1.0, 2.0], [0.5, -1.0]],
            logits=[[0.0, 1.0], [1.0, 1.0]],
            weights=[[1.0], [3.0]],
            label_dtype="float32",
        ),
        "regression_linked": _head(
            lambda learn, w: learn.regression_head(link_fn=lambda logits: logits * 2.0, enable_centered_bias=True),
            mode="train",
            trains=False,
            **_NUMBERS,
        ),
        "scoped": _head(lambda learn, w: learn.regression_head(head_name="own"), scope="outer", **_NUMBERS),
        "other_mode": _head(lambda learn, w: learn.regression_head(), mode="other", **_NUMBERS),
        "float_labels": _head(
            lambda learn, w: learn.multi_class_head(3), label_dtype="float32", labels=[[2.0]], logits=[[0.0, 1.0, 2.0]]
        ),
        "no_weights": lambda tf, use: tf.contrib.learn.regression_head(weight_column_name="w").create_model_fn_ops(
            {"x": tf.constant([[1.0]])}, "eval", tf.constant([[1.0]]), logits=tf.constant([[1.0]])
        ),
        "one_class": lambda tf, use: tf.contrib.learn.multi_class_head(1),
        "two_named": lambda tf, use: tf.contrib.learn.multi_class_head(2, label_keys=["a", "b"]),
        "two_measured": lambda tf, use: tf.contrib.learn.multi_class_head(2, metric_class_ids=[0]),
        "few_names": lambda tf, use: tf.contrib.learn.multi_class_head(3, label_keys=["a", "b"]),
        "far_class": lambda tf, use: tf.contrib.learn.multi_class_head(3, metric_class_ids=[3]),
        "other_loss": lambda tf, use: tf.contrib.learn.multi_class_head(3, loss_fn=lambda labels, logits: 0),
        "one_label": lambda tf, use: tf.contrib.learn.multi_label_head(1),
        "no_dimension": lambda tf, use: tf.contrib.learn.regression_head(label_dimension=0),
        "nameless": lambda tf, use: tf.contrib.learn.multi_head([tf.contrib.learn.regression_head()]),
        "more_weights": lambda tf, use: tf.contrib.learn.multi_head([tf.contrib.learn.regression_head()], [1.0, 2.0]),
    }
)


def _own_loss(labels, logits, weights=None):
    return logits[0, 0] * 2.0


def _heads(tf, weights=None):
    learn = tf.contrib.learn
    two = learn.multi_class_head(2, label_name="a", head_name="first")
    return learn.multi_head([two, learn.regression_head(label_name="b", head_name="second", label_dimension=2)], weights)


def _several(mode, weights=None, of_input=False, as_dict=False):
    def program(tf, use):
        tf.train.create_global_step()
        features = {"x": tf.constant([[1.0], [2.0]])}
        labels = {"a": tf.constant([[1], [0]]), "b": tf.constant([[1.0, 0.5], [0.0, 2.0]])}
        head = _heads(tf, weights)
        given = {"logits": tf.get_variable("logits", initializer=tf.constant([[0.5, 1.0, 0.0], [-1.0, 0.0, 1.0]]))}
        use.fill = of_input
        if as_dict:
            given["logits"] = {"first": given["logits"][:, :1], "second": given["logits"][:, 1:]}
        if of_input:
            given = {"logits_input": use.x(2, 4)}
        return _shown(use, head.create_model_fn_ops(features, mode, labels, _sgd(tf), **given))

    return program


for _mode in ("train", "eval", "infer"):
    PROGRAMS[f"several_{_mode}"] = _several(_mode)
PROGRAMS["several_weighted"] = _several("train", [1.0, 3.0])
PROGRAMS["several_of_input"] = _several("eval", of_input=True)
PROGRAMS["several_of_dict"] = _several("eval", as_dict=True)


def _sparse_labels(tf, use):
    labels = tf.SparseTensor([[0, 0], [0, 1], [1, 0]], tf.constant([0, 2, 1], tf.int64), [2, 2])
    head = tf.contrib.learn.multi_label_head(3)
    logits = tf.constant(_MANY["logits"])
    return _shown(use, head.create_model_fn_ops({"x": logits}, "eval", labels, logits=logits))


def _sparse_refused(tf, use):
    labels = tf.SparseTensor([[0, 0]], tf.constant([0], tf.int64), [1, 1])
    logits = tf.constant([[1.0, 2.0, 3.0]])
    tf.contrib.learn.multi_class_head(3).create_model_fn_ops({"x": logits}, "eval", labels, logits=logits)


def _both_refused(tf, use):
    x = tf.constant([[1.0]])
    tf.contrib.learn.regression_head().create_model_fn_ops({"x": x}, "infer", logits=x, logits_input=x)


def _neither_refused(tf, use):
    tf.contrib.learn.regression_head().create_model_fn_ops({"x": tf.constant([[1.0]])}, "infer")


def _no_step_refused(tf, use):
    x = tf.constant([[1.0]])
    tf.contrib.learn.regression_head().create_model_fn_ops({"x": x}, "train", labels=x, logits=x)


PROGRAMS.update(
    {
        "sparse_labels": _sparse_labels,
        "sparse_refused": _sparse_refused,
        "both_refused": _both_refused,
        "neither_refused": _neither_refused,
        "no_step_refused": _no_step_refused,
    }
)


def _features(tf):
    return {
        "age": tf.constant([[1.0], [2.0], [3.0]]),
        "size": tf.constant([[0.5, 1.0], [1.0, 0.0], [2.0, 1.0]]),
        "word": tf.SparseTensor([[0, 0], [1, 0], [1, 1], [2, 0]], ["a", "b", "a", "c"], [3, 2]),
        "w": tf.constant([[1.0], [2.0], [0.5]]),
    }


def _columns(tf):
    layers = tf.contrib.layers
    age, size = layers.real_valued_column("age"), layers.real_valued_column("size", dimension=2)
    word = layers.sparse_column_with_keys("word", ["a", "b", "c"])
    return {
        "linear": [age, word, layers.bucketized_column(size, [0.75, 1.5])],
        "sparse": [word],
        "deep": [age, size, layers.embedding_column(word, 2)],
        "core": [tf.feature_column.numeric_column("age"), tf.feature_column.numeric_column("size", 2)],
    }


def _model(make, mode="train", labels=((0,), (1,), (1,)), dtype="int64"):
    """A program: the model of an estimator, by its `model_fn`."""

    def program(tf, use):
        tf.train.create_global_step()
        estimator = make(tf.contrib.learn, _columns(tf))
        named = None if mode == "infer" else tf.constant(labels, dtype)
        return _shown(use, estimator.model_fn(_features(tf), named, mode, None))

    return program


_FLOATS = {"labels": [[1.0], [2.0], [-1.0]], "dtype": "float32"}

for _mode in ("train", "eval", "infer"):
    PROGRAMS.update(
        {
            f"linear_{_mode}": _model(lambda learn, c: learn.LinearClassifier(c["linear"]), _mode),
            f"deep_{_mode}": _model(lambda learn, c: learn.DNNClassifier([3, 2], c["deep"]), _mode),
            f"combined_{_mode}": _model(
                lambda learn, c: learn.DNNLinearCombinedClassifier(
                    linear_feature_columns=c["linear"], dnn_feature_columns=c["deep"], dnn_hidden_units=[3]
                ),
                _mode,
            ),
            f"linear_regressor_{_mode}": _model(lambda learn, c: learn.LinearRegressor(c["linear"]), _mode, **_FLOATS),
            f"deep_regressor_{_mode}": _model(lambda learn, c: learn.DNNRegressor([2], c["deep"]), _mode, **_FLOATS),
        }
    )

PROGRAMS.update(
    {
        "linear_of_core": _model(lambda learn, c: learn.LinearClassifier(c["core"], n_classes=3)),
        "linear_jointly": _model(lambda learn, c: learn.LinearClassifier(c["sparse"], _joint_weight=True)),
        "linear_named": _model(
            lambda learn, c: learn.LinearRegressor(
                c["linear"], optimizer="SGD", gradient_clip_norm=0.1, weight_column_name="w"
            ),
            **_FLOATS,
        ),
        "linear_with_head": _model(
            lambda learn, c: learn.LinearEstimator(c["linear"], learn.binary_svm_head(), optimizer=_made_optimizer)
        ),
        "deep_of_core": _model(lambda learn, c: learn.DNNClassifier([2], c["core"], n_classes=3)),
        "deep_named": _model(
            lambda learn, c: learn.DNNClassifier(
                [2],
                c["deep"],
                optimizer="SGD",
                activation_fn="tanh",
                gradient_clip_norm=0.1,
                embedding_lr_multipliers={c["deep"][2]: 0.5},
                input_layer_min_slice_size=100,
                weight_column_name="w",
            )
        ),
        "deep_with_head": _model(
            lambda learn, c: learn.DNNEstimator(learn.regression_head(), [2], c["deep"], activation_fn=None), **_FLOATS
        ),
        "deep_other_activation": _model(lambda learn, c: learn.DNNClassifier([2], c["deep"], activation_fn="other")),
        "deep_other_multiplier": _model(
            lambda learn, c: learn.DNNClassifier([2], c["deep"], embedding_lr_multipliers={c["deep"][0]: 0.5})
        ),
        "combined_counted": _model(
            lambda learn, c: learn.DNNLinearCombinedRegressor(
                linear_feature_columns=c["linear"],
                linear_optimizer="SGD",
                dnn_feature_columns=c["deep"],
                dnn_optimizer="SGD",
                dnn_hidden_units=[2, 2],
                gradient_clip_norm=1.0,
                fix_global_step_increment_bug=True,
            ),
            **_FLOATS,
        ),
        "combined_linear_alone": _model(
            lambda learn, c: learn.DNNLinearCombinedEstimator(
                learn.multi_class_head(3), linear_feature_columns=c["linear"], fix_global_step_increment_bug=True
            ),
        ),
        "combined_deep_alone": _model(
            lambda learn, c: learn.DNNLinearCombinedClassifier(
                dnn_feature_columns=c["core"], dnn_hidden_units=[2], dnn_optimizer=_made_optimizer
            ),
        ),
        "combined_without_units": _model(lambda learn, c: learn.DNNLinearCombinedClassifier(dnn_feature_columns=c["core"])),
        "combined_of_nothing": lambda tf, use: tf.contrib.learn.DNNLinearCombinedClassifier(),
    }
)


def _made_optimizer():
    return _OPTIMIZER[0].train.GradientDescentOptimizer(0.25)


_OPTIMIZER = []


def _with_library(program):
    """The library is kept where `_made_optimizer`, which is called without it, finds it."""

    def wrapped(tf, use):
        _OPTIMIZER[:] = [tf]
        return program(tf, use)

    return wrapped


for _name in ("linear_with_head", "combined_deep_alone"):
    PROGRAMS[_name] = _with_library(PROGRAMS[_name])


def _rnn(mode, problem=2, prediction=1, **given):
    def program(tf, use):
        layers, learn = tf.contrib.layers, tf.contrib.learn
        tf.train.create_global_step()
        steps = layers.real_valued_column("steps", dimension=2)
        context = layers.real_valued_column("context")
        estimator = learn.DynamicRnnEstimator(problem, prediction, [steps], [context], num_units=3, **given)
        features = {
            "steps": use.x(2, 4, 2),
            "context": use.x(2, 1),
            "sequence_length": tf.constant([4, 2]),
        }
        is_classifier, is_single = problem == 1, prediction == 1
        labels = [0, 1] if is_single else [[0, 1, 1, 0], [1, 0, 0, 0]]
        labels = tf.constant(labels, tf.int64 if is_classifier else tf.float32)
        return _shown(use, estimator.model_fn(features, None if mode == "infer" else labels, mode, None))

    return program


for _mode in ("train", "eval", "infer"):
    PROGRAMS[f"rnn_{_mode}"] = _rnn(_mode)
    PROGRAMS[f"rnn_classes_{_mode}"] = _rnn(_mode, 1, 1, num_classes=2, cell_type="lstm", predict_probabilities=True)
    PROGRAMS[f"rnn_steps_{_mode}"] = _rnn(_mode, 1, 2, num_classes=3, cell_type="gru", predict_probabilities=True)
PROGRAMS.update(
    {
        "rnn_of_numbers": _rnn("train", 2, 2, optimizer="Momentum", momentum=0.5, gradient_clipping_norm=None),
        "rnn_other_cell": _rnn("train", cell_type="other"),
        "rnn_other_problem": _rnn("train", 7),
        "rnn_other_prediction": _rnn("train", 2, 7),
        "rnn_without_classes": _rnn("train", 1),
    }
)
