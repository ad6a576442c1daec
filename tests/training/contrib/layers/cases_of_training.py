"""Programs with summaries, regularizers, optimize_loss and utils of tf.contrib.layers."""

import importlib

from support.compared import Programs, graphs

PROGRAMS = Programs(graphs)


# -- summaries, regularizers, training ---------------------------------------------------------------------------------


def named(tf, found):
    return {"summaries": [None if one is None else one.op.name for one in found], "all": _summaries(tf)}


def _summaries(tf):
    return [one.op.name for one in tf.get_collection(tf.GraphKeys.SUMMARIES)]


def summarized(tf, use):
    layers, x = tf.contrib.layers, use.x(4, 3)
    found = [layers.summarize_activation(one) for one in (tf.nn.relu(x), tf.nn.relu6(x), tf.nn.softplus(x), tf.tanh(x))]
    found += [layers.summarize_tensor(x), layers.summarize_tensor(tf.constant(1.5, name="one"), "tag")]
    found += [layers.summarize_tensor(tf.constant("a")), layers.summarize_tensor(tf.constant(True))]
    found += layers.summarize_tensors([tf.constant(2.0, name="two")])
    return named(tf, found)


def collected(tf, use):
    layers, x = tf.contrib.layers, use.x(4, 3)
    layers.legacy_relu(x, 2)
    layers.legacy_linear(x, 2)
    found = layers.summarize_activations()
    found += layers.summarize_collection("weights", "fully_connected/")
    found += layers.summarize_collection("biases", summarizer=lambda one: layers.summarize_tensor(one, "b"))
    found += tf.contrib.slim.summarize_variables("fully_connected_1") + tf.contrib.slim.summarize_weights()
    found += tf.contrib.slim.summarize_biases("x")
    return named(tf, found)


PROGRAMS["summaries"] = summarized
PROGRAMS["summaries of collections"] = collected
PROGRAMS["summarize_activations filtered"] = lambda tf, use: named(
    tf, tf.contrib.layers.summarize_activations("x", summarizer=lambda one: one)
)


def regularized(make):
    def program(tf, use):
        regularizer = make(tf.contrib.layers)
        found = regularizer(use.x(2, 3))
        return {"of": found, "of nothing": found is None}

    return program


PROGRAMS["l1_regularizer"] = regularized(lambda layers: layers.l1_regularizer(0.5))
PROGRAMS["l2_regularizer"] = regularized(lambda layers: layers.l2_regularizer(0.5, "mine"))
PROGRAMS["l1_l2_regularizer"] = regularized(lambda layers: layers.l1_l2_regularizer(0.5, 0.25))
PROGRAMS["l1_l2_regularizer one"] = regularized(lambda layers: layers.l1_l2_regularizer(0.0, 0.25))
PROGRAMS["l1_l2_regularizer integer"] = regularized(lambda layers: layers.l1_l2_regularizer(1, 0.25))
PROGRAMS["sum_regularizer"] = regularized(
    lambda layers: layers.sum_regularizer([layers.l1_regularizer(0.5), None, layers.l2_regularizer(0.25)])
)
PROGRAMS["l2_regularizer zero"] = regularized(lambda layers: layers.l2_regularizer(0.0))
PROGRAMS["l2_regularizer below"] = regularized(lambda layers: layers.l2_regularizer(-1.0))
PROGRAMS["l1_regularizer below"] = regularized(lambda layers: layers.l1_regularizer(-1.0))
PROGRAMS["l1_regularizer integer"] = regularized(lambda layers: layers.l1_regularizer(1))


def applied(weights=None, regularizer=None):
    def program(tf, use):
        tf.add_to_collection("weights", use.x(2, 2))
        tf.add_to_collection("weights", use.x(3))
        given = None if weights is None else [use.x(4)]
        made = tf.contrib.layers.l2_regularizer(0.5) if regularizer is None else regularizer
        return tf.contrib.layers.apply_regularization(made, given)

    return program


PROGRAMS["apply_regularization"] = applied()
PROGRAMS["apply_regularization given"] = applied(1)
PROGRAMS["apply_regularization none"] = applied(None, lambda weights: None)
PROGRAMS["apply_regularization vectors"] = applied(None, lambda weights: weights)
PROGRAMS["apply_regularization nothing"] = lambda tf, use: tf.contrib.layers.apply_regularization(tf.nn.l2_loss)


def optimized(optimizer="SGD", rate=0.1, steps=3, step=True, decay=False, **options):
    def program(tf, use):
        use.fill, use.steps = False, steps
        v = tf.get_variable("v", initializer=tf.constant([1.0, -2.0, 3.0]))
        w = tf.get_variable("w", initializer=tf.constant(0.5))
        loss = tf.reduce_sum(tf.square(v) * w) + tf.square(w)
        made = {
            key: value(tf) if key in ("clip_gradients", "update_ops") and callable(value) else value
            for key, value in options.items()
        }
        if decay:
            made["learning_rate_decay_fn"] = lambda rate, at: tf.train.exponential_decay(rate, at, 1, 0.5)
        global_step = tf.train.get_or_create_global_step() if step else None
        optimizer_ = optimizer(tf) if callable(optimizer) and optimizer.__name__ == "<lambda>" else optimizer
        rate_ = rate(tf) if callable(rate) else rate
        found = tf.contrib.layers.optimize_loss(loss, global_step, rate_, optimizer_, **made)
        with tf.control_dependencies([found]):
            return {"loss": tf.identity(loss * 0, "after"), "train": found.name, "summaries": _summaries(tf)}

    return program


for _name in ("SGD", "Momentum", "Adam", "Adagrad", "RMSProp", "Ftrl"):
    PROGRAMS["optimize_loss " + _name] = optimized(_name)
PROGRAMS["optimize_loss class"] = optimized(lambda tf: tf.train.GradientDescentOptimizer)
PROGRAMS["optimize_loss instance"] = optimized(lambda tf: tf.train.GradientDescentOptimizer(0.05), None)
PROGRAMS["optimize_loss function"] = optimized(lambda tf: lambda rate: tf.train.MomentumOptimizer(rate, 0.5))
PROGRAMS["optimize_loss function alone"] = optimized(lambda tf: lambda: tf.train.GradientDescentOptimizer(0.2), None)
PROGRAMS["optimize_loss no optimizer"] = optimized(lambda tf: lambda rate: 1)
PROGRAMS["optimize_loss what"] = optimized(3)
PROGRAMS["optimize_loss name"] = optimized("Nothing")
PROGRAMS["optimize_loss no rate"] = optimized("SGD", None)
PROGRAMS["optimize_loss rate"] = optimized("SGD", -0.5)
PROGRAMS["optimize_loss integer rate"] = optimized("SGD", 1)
PROGRAMS["optimize_loss tensor rate"] = optimized("SGD", lambda tf: tf.constant(0.05))
PROGRAMS["optimize_loss decay"] = optimized(decay=True)
PROGRAMS["optimize_loss decay without step"] = optimized(decay=True, step=False)
PROGRAMS["optimize_loss no step"] = optimized(step=False)
PROGRAMS["optimize_loss same step"] = optimized(increment_global_step=False, name="mine")
PROGRAMS["optimize_loss clipped"] = optimized(clip_gradients=1.0)
PROGRAMS["optimize_loss clipped by"] = optimized(clip_gradients=lambda tf: lambda pairs: [(g * 0.5, v) for g, v in pairs])
PROGRAMS["optimize_loss clipped integer"] = optimized(clip_gradients=1)
PROGRAMS["optimize_loss clipped text"] = optimized(clip_gradients="x")
PROGRAMS["optimize_loss adaptive"] = optimized(
    clip_gradients=lambda tf: tf.contrib.slim.adaptive_clipping_fn(
        global_step=tf.train.get_or_create_global_step(), report_summary=True, static_max_norm=2.0
    ),
    steps=4,
)
PROGRAMS["optimize_loss adaptive plain"] = optimized(
    clip_gradients=lambda tf: tf.contrib.slim.adaptive_clipping_fn(std_factor=0.5, decay=0.5, name="clip"), steps=4
)
PROGRAMS["optimize_loss multiplied"] = optimized(gradient_multipliers={"v:0": 0.5, "x": 2.0})
PROGRAMS["optimize_loss noise"] = optimized(gradient_noise_scale=0.0)
PROGRAMS["optimize_loss summaries"] = optimized(
    summaries=["learning_rate", "loss", "gradients", "gradient_norm", "global_gradient_norm"], clip_gradients=1.0
)
PROGRAMS["optimize_loss no summaries"] = optimized(summaries=[])
PROGRAMS["optimize_loss other summaries"] = optimized(summaries=["x"])
PROGRAMS["optimize_loss updates"] = optimized(
    update_ops=lambda tf: [tf.assign_add(tf.get_variable("n", initializer=0, trainable=False), 1)]
)


def optimized_where(tf, use):
    use.fill, use.run_updates, use.steps = False, False, 2
    v = tf.get_variable("v", initializer=[1.0, 2.0, 3.0])
    w = tf.get_variable("w", initializer=2.0)
    n = tf.get_variable("n", initializer=0, trainable=False)
    tf.add_to_collection(tf.GraphKeys.UPDATE_OPS, tf.assign_add(n, 1))
    loss = tf.reduce_sum(tf.gather(v, [1, 1])) * w
    return tf.contrib.layers.optimize_loss(
        loss, tf.train.get_or_create_global_step(), 0.1, "SGD", variables=[v], gradient_multipliers={v: 2.0}
    ).name


PROGRAMS["optimize_loss variables"] = optimized_where
PROGRAMS["optimize_loss of vectors"] = lambda tf, use: tf.contrib.layers.optimize_loss(
    use.x(3), tf.train.get_or_create_global_step(), 0.1, "SGD"
)
PROGRAMS["optimizers"] = lambda tf, use: [
    sorted(tf.contrib.layers.OPTIMIZER_CLS_NAMES),
    list(tf.contrib.layers.OPTIMIZER_SUMMARIES),
]

# -- utils -------------------------------------------------------------------------------------------------------------


def _utils(tf):
    return importlib.import_module(tf.contrib.layers.__name__ + ".python.layers.utils")


def util(function):
    return lambda tf, use: function(tf, _utils(tf))


PROGRAMS["utils collect"] = util(
    lambda tf, utils: [
        utils.collect_named_outputs("c", "a/b/", tf.constant(1.0, name="x")),
        utils.append_tensor_alias(utils.collect_named_outputs(["c", "d"], "e", tf.constant(2.0, name="y")), "f"),
        utils.collect_named_outputs(None, "g", tf.constant(3.0)),
        list(utils.convert_collection_to_dict("c", clear_collection=True)),
        utils.gather_tensors_aliases(tf.get_collection("d") + list(tf.split(tf.constant([1, 2]), 2))),
    ]
)
PROGRAMS["utils constant_value"] = util(
    lambda tf, utils: [
        utils.constant_value(True),
        utils.constant_value(tf.constant(3)),
        utils.constant_value(tf.placeholder(tf.bool)),
        utils.constant_value(tf.Variable(True, trainable=False)),
    ]
)
PROGRAMS["utils constant_value none"] = util(lambda tf, utils: utils.constant_value(None))
PROGRAMS["utils constant_value type"] = util(lambda tf, utils: utils.constant_value(tf.constant(1), tf.bool))
PROGRAMS["utils static_cond"] = util(lambda tf, utils: [utils.static_cond(k, lambda: 1, lambda: 2) for k in (True, 0)])
PROGRAMS["utils static_cond function"] = util(lambda tf, utils: utils.static_cond(True, 1, lambda: 2))
PROGRAMS["utils smart_cond"] = util(
    lambda tf, utils: [
        utils.smart_cond(tf.constant(False), lambda: tf.constant(1.0), lambda: tf.constant(2.0)),
        utils.smart_cond(tf.placeholder_with_default(True, []), lambda: tf.constant(1.0), lambda: tf.constant(2.0), "s"),
    ]
)
PROGRAMS["utils get_variable_collections"] = util(
    lambda tf, utils: [
        utils.get_variable_collections(["a"], "weights"),
        utils.get_variable_collections({"weights": ["b"]}, "weights"),
        utils.get_variable_collections({"weights": ["b"]}, "biases"),
    ]
)
PROGRAMS["utils dimensions"] = util(
    lambda tf, utils: [
        utils.last_dimension(tf.TensorShape([2, 3])),
        utils.channel_dimension(tf.TensorShape([2, 3, None]), "channels_first", 3),
    ]
)
PROGRAMS["utils dimension unknown"] = util(lambda tf, utils: utils.last_dimension(tf.TensorShape([2, None])))
PROGRAMS["utils dimension rank"] = util(lambda tf, utils: utils.last_dimension(tf.TensorShape([2, 3]), 3))
PROGRAMS["utils dimension none"] = util(lambda tf, utils: utils.channel_dimension(tf.TensorShape(None), "channels_last"))
PROGRAMS["utils two_element_tuple"] = util(
    lambda tf, utils: [utils.two_element_tuple(3), utils.two_element_tuple([2, 4]), utils.two_element_tuple((1, 2))]
)
PROGRAMS["utils two_element_tuple three"] = util(lambda tf, utils: utils.two_element_tuple([1, 2, 3]))
PROGRAMS["utils two_element_tuple what"] = util(lambda tf, utils: utils.two_element_tuple("ab"))
PROGRAMS["utils n_positive_integers"] = util(
    lambda tf, utils: [utils.n_positive_integers(2, 3), utils.n_positive_integers(3, [1, 2, 3])]
)
PROGRAMS["utils n_positive_integers few"] = util(lambda tf, utils: utils.n_positive_integers(3, [1, 2]))
PROGRAMS["utils n_positive_integers below"] = util(lambda tf, utils: utils.n_positive_integers(2, [1, 0]))
PROGRAMS["utils n_positive_integers what"] = util(lambda tf, utils: utils.n_positive_integers(2, ["x", "y"]))
PROGRAMS["utils n_positive_integers none"] = util(lambda tf, utils: utils.n_positive_integers(0, 1))

# -- targets -----------------------------------------------------------------------------------------------------------


def target(name, *arguments, **options):
    labels = options.pop("labels", [1, 0, 2, 1])
    width = options.pop("width", 1)
    metrics = options.pop("metrics", None)
    proba = options.pop("proba", False)

    def program(tf, use):
        use.apart = True
        module = tf.contrib.slim if name == "binary_svm_target" else tf.contrib.layers
        column = getattr(module, name)(*arguments, **options)
        logits, features = use.x(4, width), {"w": use.x(4)}
        truth = tf.constant(labels)
        chosen = metrics(tf) if metrics else None
        weights = column.get_weight_tensor(features)
        return {
            "column": [column.label_name, column.weight_column_name, column.num_label_columns, column.problem_type],
            "evaluated": column.get_eval_ops(features, logits, truth, chosen),
            "losses": [column.loss(logits, truth, features), column.training_loss(logits, truth, features)],
            "predictions": column.logits_to_predictions(logits, proba=proba),
            "weights": None if weights is None else tf.identity(weights, "weights"),
        }

    return program


PROGRAMS["regression_target"] = target("regression_target", labels=[0.5, 1.0, -1.0, 2.0])
PROGRAMS["regression_target weighted"] = target(
    "regression_target",
    "label",
    "w",
    labels=[[0.5], [1.0], [-1.0], [2.0]],
    metrics=lambda tf: {"error": tf.contrib.metrics.streaming_mean_squared_error},
)
PROGRAMS["regression_target wide"] = target("regression_target", label_dimension=2, labels=[[0.5, 1.0]] * 4, width=2)
PROGRAMS["multi_class_target two"] = target("multi_class_target", 2, labels=[1, 0, 0, 1])
PROGRAMS["multi_class_target two weighted"] = target(
    "multi_class_target", 2, "label", "w", labels=[[1], [0], [0], [1]], proba=True, metrics=lambda tf: {}
)
PROGRAMS["multi_class_target many"] = target("multi_class_target", 3, width=3, proba=True)
PROGRAMS["multi_class_target metrics"] = target(
    "multi_class_target",
    3,
    width=3,
    metrics=lambda tf: {
        "a": tf.contrib.metrics.streaming_accuracy,
        ("b", "classes"): tf.contrib.metrics.streaming_accuracy,
        ("c", "probabilities"): lambda predictions, labels: tf.contrib.metrics.streaming_mean(predictions),
    },
)
for _what, _key in (("three", ("a", "b", "c")), ("kind", ("a", "b")), ("number", 3)):
    PROGRAMS["multi_class_target " + _what] = target(
        "multi_class_target", 3, width=3, metrics=lambda tf, key=_key: {key: tf.contrib.metrics.streaming_accuracy}
    )
PROGRAMS["multi_class_target one"] = target("multi_class_target", 1)
PROGRAMS["multi_class_target floats"] = target("multi_class_target", 3, width=3, labels=[0.5, 1.0, 0.0, 1.0])
PROGRAMS["binary_svm_target"] = target("binary_svm_target", labels=[1, 0, 0, 1])
PROGRAMS["binary_svm_target probabilities"] = target("binary_svm_target", labels=[1, 0, 0, 1], proba=True)
