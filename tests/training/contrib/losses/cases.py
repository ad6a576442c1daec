"""Programs with the losses of tf.contrib.losses and of metric learning, for TensorFlow 1.15.5 and for headrace."""

import numpy as np

LABELS = np.array([0, 1, 0, 2, 1, 2, 0, 1])
SHAPE = (3, 2, 4)
WEIGHTS = {
    "": None,
    " one": 2.0,
    " nothing": 0.0,
    " rows": [1.0, 2.0, 3.0],
    " some rows": [0.0, 1.0, 2.0],
    " column": [[1.0], [0.0], [2.0]],
    " two axes": [[1.0, 2.0], [0.0, 1.0], [2.0, 1.0]],
    " all": np.arange(24, dtype=np.float32).reshape(3, 2, 4) % 3,
    " integers": [1, 0, 2],
    " too many": [1.0, 2.0, 3.0, 4.0],
}


def with_gradient(tf, loss, x):
    return {"loss": loss, "gradient": tf.identity(tf.gradients(loss, x)[0], "gradient")}


def pair(name, weights=None, unit=False, **keywords):
    def program(tf, use):
        x = use.x(*SHAPE)
        predictions = tf.sigmoid(x) if name == "log_loss" else x
        labels = tf.constant((use.pattern(*SHAPE, start=5) > 0).astype(np.float32))
        if weights is not None:
            keywords["weights"] = weights
        return with_gradient(tf, getattr(tf.contrib.losses, name)(predictions, labels, **keywords), x)

    return program


CASES = {}
for _name in ("absolute_difference", "mean_squared_error", "log_loss", "mean_pairwise_squared_error", "sigmoid_cross_entropy"):
    for _what, _weights in WEIGHTS.items():
        CASES[_name + _what] = pair(_name, _weights)
    CASES[_name + " scope"] = pair(_name, scope="mine")
for _what in ("", " one", " rows", " some rows", " column", " two axes"):
    CASES["cosine_distance" + _what] = pair("cosine_distance", WEIGHTS[_what], axis=2)
CASES["cosine_distance dim"] = pair("cosine_distance", dim=1)
CASES["cosine_distance none"] = pair("cosine_distance")
CASES["cosine_distance both"] = pair("cosine_distance", dim=1, axis=1)
CASES["log_loss epsilon"] = pair("log_loss", epsilon=0.1)
CASES["sigmoid_cross_entropy smooth"] = pair("sigmoid_cross_entropy", label_smoothing=0.2)
CASES["hinge_loss"] = pair("hinge_loss")
CASES["hinge_loss scope"] = pair("hinge_loss", scope="mine")


def classes(name, sparse=False, **keywords):
    def program(tf, use):
        x = use.x(3, 4)
        labels = tf.constant([1, 3, 0]) if sparse else tf.one_hot([1, 3, 0], 4)
        return with_gradient(tf, getattr(tf.contrib.losses, name)(x, labels, **keywords), x)

    return program


for _what in ("", " one", " nothing", " rows", " some rows", " column", " too many"):
    _more = {} if WEIGHTS[_what] is None else {"weights": WEIGHTS[_what]}
    CASES["softmax_cross_entropy" + _what] = classes("softmax_cross_entropy", **_more)
    CASES["sparse_softmax_cross_entropy" + _what] = classes("sparse_softmax_cross_entropy", True, **_more)
CASES["softmax_cross_entropy smooth"] = classes("softmax_cross_entropy", label_smoothing=0.2, scope="mine")
CASES["sparse_softmax_cross_entropy column"] = lambda tf, use: tf.contrib.losses.sparse_softmax_cross_entropy(
    use.x(3, 4), tf.constant([[1], [3], [0]])
)
CASES["softmax_cross_entropy float64"] = lambda tf, use: tf.contrib.losses.softmax_cross_entropy(
    tf.cast(use.x(3, 4), tf.float64), tf.one_hot([1, 3, 0], 4)
)
CASES["absolute_difference integers"] = lambda tf, use: tf.contrib.losses.absolute_difference(
    tf.constant([[1, 2]]), tf.constant([[3, 1]])
)
CASES["absolute_difference shapes"] = lambda tf, use: tf.contrib.losses.absolute_difference(use.x(2, 3), use.x(3, 2))
CASES["absolute_difference unknown"] = lambda tf, use: tf.contrib.losses.absolute_difference(
    use.feed(use.pattern(2, 3)), use.feed(use.pattern(2, 3))
)
CASES["absolute_difference half known"] = lambda tf, use: tf.contrib.losses.absolute_difference(
    use.feed(use.pattern(2, 3), [None, 3]), use.feed(use.pattern(2, 3, start=4), [None, None]), [1.0, 2.0]
)
CASES["mean_pairwise_squared_error unknown"] = lambda tf, use: tf.contrib.losses.mean_pairwise_squared_error(
    use.feed(use.pattern(2, 3)), use.feed(use.pattern(2, 3))
)
CASES["compute_weighted_loss"] = lambda tf, use: tf.contrib.losses.compute_weighted_loss(use.x(3, 2), [1.0, 0.0, 2.0])
CASES["compute_weighted_loss scope"] = lambda tf, use: tf.contrib.losses.compute_weighted_loss(use.x(3, 2), scope="mine")
CASES["compute_weighted_loss none"] = lambda tf, use: tf.contrib.losses.compute_weighted_loss(use.x(3, 2), None)
CASES["compute_weighted_loss unknown weights"] = lambda tf, use: tf.contrib.losses.compute_weighted_loss(
    use.x(3, 2), use.feed(np.float32(2))
)
CASES["compute_weighted_loss integers"] = lambda tf, use: tf.contrib.losses.compute_weighted_loss(tf.constant([1, 4]))


def totals(tf, use):
    losses = tf.contrib.losses
    losses.add_loss(tf.constant(2.0, name="mine"))
    losses.add_loss(tf.constant(3.0), None)
    losses.add_loss(tf.constant(4.0, name="other"), "others")
    tf.add_to_collection(tf.GraphKeys.REGULARIZATION_LOSSES, tf.constant(5.0, name="r"))
    losses.mean_squared_error(use.x(2), use.x(2, start=3))
    return {
        "total": losses.get_total_loss(),
        "bare": losses.get_total_loss(False, name="bare"),
        "losses": losses.get_losses(),
        "others": losses.get_losses(loss_collection="others"),
        "scope": losses.get_losses("mean"),
        "regularization": losses.get_regularization_losses(),
    }


CASES["totals"] = totals
CASES["total of nothing"] = lambda tf, use: tf.contrib.losses.get_total_loss()

# -- metric learning ---------------------------------------------------------------------------------------------------


def learned(name, labels, *more, **keywords):
    """A loss of labels and embeddings."""

    def program(tf, use):
        x = use.x(8, 3)
        loss = getattr(tf.contrib.losses.metric_learning, name)(tf.constant(labels), x, *more, **keywords)
        return with_gradient(tf, loss, x)

    return program


def paired(name, labels, **keywords):
    def program(tf, use):
        x = use.x(8, 3)
        given = tf.constant(labels) if isinstance(labels, np.ndarray) else [tf.SparseTensor(*one) for one in labels]
        loss = getattr(tf.contrib.losses.metric_learning, name)(given, x, use.x(8, 3, start=7), **keywords)
        loss = tf.identity(loss, "loss") if "multilabel" in name else loss
        return with_gradient(tf, loss, x)

    return program


CASES["triplet_semihard_loss"] = learned("triplet_semihard_loss", LABELS)
CASES["triplet_semihard_loss margin"] = learned("triplet_semihard_loss", LABELS, margin=0.2)
CASES["triplet_semihard_loss one label"] = learned("triplet_semihard_loss", LABELS * 0)
CASES["lifted_struct_loss"] = learned("lifted_struct_loss", LABELS)
CASES["lifted_struct_loss margin"] = learned("lifted_struct_loss", LABELS, margin=0.2)
CASES["npairs_loss"] = paired("npairs_loss", LABELS)
CASES["npairs_loss lambda"] = paired("npairs_loss", LABELS, reg_lambda=0.5)
CASES["contrastive_loss"] = paired("contrastive_loss", LABELS % 2)
CASES["contrastive_loss margin"] = paired("contrastive_loss", LABELS % 2, margin=2.5)
_SETS = [([[int(k) % 3], [3]], [1, 1], [4]) for k in LABELS]
CASES["npairs_loss_multilabel"] = paired("npairs_loss_multilabel", _SETS, reg_lambda=0.1)
CASES["npairs_loss_multilabel dense"] = lambda tf, use: tf.contrib.losses.metric_learning.npairs_loss_multilabel(
    [1], use.x(1, 2), use.x(1, 2)
)
for _kind in ("nmi", "ami", "ari", "vmeasure", "const"):
    CASES["cluster_loss " + _kind] = learned("cluster_loss", LABELS, 1.3, margin_type=_kind)
    CASES["cluster_loss plain " + _kind] = learned("cluster_loss", LABELS, 0.5, False, margin_type=_kind)
CASES["cluster_loss column"] = learned("cluster_loss", LABELS[:, None], 10.0)
CASES["cluster_loss kind"] = learned("cluster_loss", LABELS, 1.0, margin_type="x")
