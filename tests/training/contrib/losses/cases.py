"""Programs with the losses of tf.contrib.losses and of metric learning; recording them takes scikit-learn beside TensorFlow."""

import numpy as np
from support.compared import Programs, graphs

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


PROGRAMS = Programs(graphs)
for _name in ("absolute_difference", "mean_squared_error", "log_loss", "mean_pairwise_squared_error", "sigmoid_cross_entropy"):
    for _what, _weights in WEIGHTS.items():
        PROGRAMS[_name + _what] = pair(_name, _weights)
    PROGRAMS[_name + " scope"] = pair(_name, scope="mine")
for _what in ("", " one", " rows", " some rows", " column", " two axes"):
    PROGRAMS["cosine_distance" + _what] = pair("cosine_distance", WEIGHTS[_what], axis=2)
PROGRAMS["cosine_distance dim"] = pair("cosine_distance", dim=1)
PROGRAMS["cosine_distance none"] = pair("cosine_distance")
PROGRAMS["cosine_distance both"] = pair("cosine_distance", dim=1, axis=1)
PROGRAMS["log_loss epsilon"] = pair("log_loss", epsilon=0.1)
PROGRAMS["sigmoid_cross_entropy smooth"] = pair("sigmoid_cross_entropy", label_smoothing=0.2)
PROGRAMS["hinge_loss"] = pair("hinge_loss")
PROGRAMS["hinge_loss scope"] = pair("hinge_loss", scope="mine")


def classes(name, sparse=False, **keywords):
    def program(tf, use):
        x = use.x(3, 4)
        labels = tf.constant([1, 3, 0]) if sparse else tf.one_hot([1, 3, 0], 4)
        return with_gradient(tf, getattr(tf.contrib.losses, name)(x, labels, **keywords), x)

    return program


for _what in ("", " one", " nothing", " rows", " some rows", " column", " too many"):
    _more = {} if WEIGHTS[_what] is None else {"weights": WEIGHTS[_what]}
    PROGRAMS["softmax_cross_entropy" + _what] = classes("softmax_cross_entropy", **_more)
    PROGRAMS["sparse_softmax_cross_entropy" + _what] = classes("sparse_softmax_cross_entropy", True, **_more)
PROGRAMS["softmax_cross_entropy smooth"] = classes("softmax_cross_entropy", label_smoothing=0.2, scope="mine")
PROGRAMS["sparse_softmax_cross_entropy column"] = lambda tf, use: tf.contrib.losses.sparse_softmax_cross_entropy(
    use.x(3, 4), tf.constant([[1], [3], [0]])
)
PROGRAMS["softmax_cross_entropy float64"] = lambda tf, use: tf.contrib.losses.softmax_cross_entropy(
    tf.cast(use.x(3, 4), tf.float64), tf.one_hot([1, 3, 0], 4)
)
PROGRAMS["absolute_difference integers"] = lambda tf, use: tf.contrib.losses.absolute_difference(
    tf.constant([[1, 2]]), tf.constant([[3, 1]])
)
PROGRAMS["absolute_difference shapes"] = lambda tf, use: tf.contrib.losses.absolute_difference(use.x(2, 3), use.x(3, 2))
PROGRAMS["absolute_difference unknown"] = lambda tf, use: tf.contrib.losses.absolute_difference(
    use.feed(use.pattern(2, 3)), use.feed(use.pattern(2, 3))
)
PROGRAMS["absolute_difference half known"] = lambda tf, use: tf.contrib.losses.absolute_difference(
    use.feed(use.pattern(2, 3), [None, 3]), use.feed(use.pattern(2, 3, start=4), [None, None]), [1.0, 2.0]
)
PROGRAMS["mean_pairwise_squared_error unknown"] = lambda tf, use: tf.contrib.losses.mean_pairwise_squared_error(
    use.feed(use.pattern(2, 3)), use.feed(use.pattern(2, 3))
)
PROGRAMS["compute_weighted_loss"] = lambda tf, use: tf.contrib.losses.compute_weighted_loss(use.x(3, 2), [1.0, 0.0, 2.0])
PROGRAMS["compute_weighted_loss scope"] = lambda tf, use: tf.contrib.losses.compute_weighted_loss(use.x(3, 2), scope="mine")
PROGRAMS["compute_weighted_loss none"] = lambda tf, use: tf.contrib.losses.compute_weighted_loss(use.x(3, 2), None)
PROGRAMS["compute_weighted_loss unknown weights"] = lambda tf, use: tf.contrib.losses.compute_weighted_loss(
    use.x(3, 2), use.feed(np.float32(2))
)
PROGRAMS["compute_weighted_loss integers"] = lambda tf, use: tf.contrib.losses.compute_weighted_loss(tf.constant([1, 4]))


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


PROGRAMS["totals"] = totals
PROGRAMS["total of nothing"] = lambda tf, use: tf.contrib.losses.get_total_loss()

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


PROGRAMS["triplet_semihard_loss"] = learned("triplet_semihard_loss", LABELS)
PROGRAMS["triplet_semihard_loss margin"] = learned("triplet_semihard_loss", LABELS, margin=0.2)
PROGRAMS["triplet_semihard_loss one label"] = learned("triplet_semihard_loss", LABELS * 0)
PROGRAMS["lifted_struct_loss"] = learned("lifted_struct_loss", LABELS)
PROGRAMS["lifted_struct_loss margin"] = learned("lifted_struct_loss", LABELS, margin=0.2)
PROGRAMS["npairs_loss"] = paired("npairs_loss", LABELS)
PROGRAMS["npairs_loss lambda"] = paired("npairs_loss", LABELS, reg_lambda=0.5)
PROGRAMS["contrastive_loss"] = paired("contrastive_loss", LABELS % 2)
PROGRAMS["contrastive_loss margin"] = paired("contrastive_loss", LABELS % 2, margin=2.5)
_SETS = [([[int(k) % 3], [3]], [1, 1], [4]) for k in LABELS]
PROGRAMS["npairs_loss_multilabel"] = paired("npairs_loss_multilabel", _SETS, reg_lambda=0.1)
PROGRAMS["npairs_loss_multilabel dense"] = lambda tf, use: tf.contrib.losses.metric_learning.npairs_loss_multilabel(
    [1], use.x(1, 2), use.x(1, 2)
)
for _kind in ("nmi", "ami", "ari", "vmeasure", "const"):
    PROGRAMS["cluster_loss " + _kind] = learned("cluster_loss", LABELS, 1.3, margin_type=_kind)
    PROGRAMS["cluster_loss plain " + _kind] = learned("cluster_loss", LABELS, 0.5, False, margin_type=_kind)
PROGRAMS["cluster_loss column"] = learned("cluster_loss", LABELS[:, None], 10.0)
PROGRAMS["cluster_loss kind"] = learned("cluster_loss", LABELS, 1.0, margin_type="x")
