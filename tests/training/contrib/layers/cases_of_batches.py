"""Programs with batch normalization in all its forms, of tf.contrib.layers and of tf.layers."""

import numpy as np
from support.compared import Programs, graphs


def normal(*shape, **options):
    """contrib's `batch_norm` of three batches."""
    feed = options.pop("feed", None)
    known = options.pop("known", list(shape))

    def program(tf, use):
        x = use.feed([use.pattern(*shape, start=k, scale=k + 1.0) for k in (0, 5, 9)], known)
        made = {name: value(tf, use) if callable(value) and name in _MADE else value for name, value in options.items()}
        if feed is not None:
            made["is_training"] = use.feed(list(map(np.array, feed)), [], "bool")
        y = tf.contrib.layers.batch_norm(x, **made)
        return {"y": y, "gradient": tf.identity(tf.gradients(tf.square(y), x)[0], "gradient")}

    return program


_MADE = ("batch_weights", "param_initializers", "param_regularizers", "renorm_clipping", "is_training")
ROWS, IMAGES, FIRST, STEPS = (4, 3), (2, 3, 2, 3), (2, 3, 2, 2), (2, 4, 3)
OPTIONS = {
    "": {},
    " scaled": {"scale": True, "center": False, "decay": 0.9, "epsilon": 0.01},
    " in place": {"updates_collections": None, "decay": 0.5},
    " elsewhere": {"updates_collections": "mine", "decay": 0.5},
    " not fused": {"fused": False, "decay": 0.5},
    " debiased": {"zero_debias_moving_mean": True, "decay": 0.5},
    " debiased in place": {"zero_debias_moving_mean": True, "decay": 0.5, "updates_collections": None, "fused": False},
    " inference": {"is_training": False},
    " inference in place": {"is_training": False, "updates_collections": None},
    " either": {"feed": [True, False, True], "decay": 0.5, "scale": True},
    " either in place": {"feed": [True, False, True], "decay": 0.5, "updates_collections": None},
    " either not fused": {"feed": [True, False, True], "decay": 0.5, "fused": False},
    " either elsewhere": {"feed": [False, True, True], "decay": 0.5, "fused": False, "updates_collections": "u"},
    " renorm": {"renorm": True, "renorm_decay": 0.8, "scale": True, "decay": 0.5},
    " renorm clipped": {
        "renorm": True,
        "renorm_clipping": lambda tf, use: {"rmax": tf.constant(1.5), "rmin": 0.9, "dmax": 0.25},
        "decay": 0.5,
    },
    " renorm either": {"renorm": True, "feed": [True, False, True], "decay": 0.5},
    " renorm in place": {"renorm": True, "updates_collections": None},
    " renorm of nothing": {"renorm": True, "renorm_clipping": lambda tf, use: {"x": 1}},
    " adjusted": {
        "adjustment": lambda shape: (2.0 + 0 * shape[-1:], 0.5),
        "scale": True,
    },
    " collected": {
        "variables_collections": {"beta": ["b"], "moving_mean": ["m"]},
        "outputs_collections": "o",
        "scope": "mine",
    },
    " collected in place": {"variables_collections": ["v"], "updates_collections": None, "trainable": False},
}
PROGRAMS = Programs(graphs)
for _name, _shape in (("rows", ROWS), ("images", IMAGES), ("steps", STEPS)):
    for _what, _options in OPTIONS.items():
        if _what != " adjusted":
            PROGRAMS[_name + _what] = normal(*_shape, **_options)
    PROGRAMS[_name + " weighted"] = normal(
        *_shape, batch_weights=lambda tf, use, n=_shape[0]: tf.constant(np.arange(n) + 1.0, tf.float32), decay=0.5
    )
for _what in (" not fused", " either not fused", " either elsewhere", " renorm"):  # others have no kernel on CPUs
    PROGRAMS["channels first" + _what] = normal(*FIRST, data_format="NCHW", **OPTIONS[_what])
PROGRAMS["channels first weighted"] = normal(
    *FIRST, data_format="NCHW", batch_weights=lambda tf, use: tf.constant([1.0, 3.0]), updates_collections=None
)


def adjusted(feed=None):
    def program(tf, use):
        training = True if feed is None else use.feed(list(map(np.array, feed)), [], "bool")
        x = use.feed([use.pattern(2, 3, 2, 3, start=k) for k in (0, 5)], [2, 3, 2, 3])
        return tf.contrib.layers.batch_norm(
            x,
            is_training=training,
            scale=True,
            adjustment=lambda shape: (tf.fill(shape[-1:], 2.0), tf.fill(shape[-1:], 0.5)),
        )

    return program


PROGRAMS["adjusted"] = adjusted()
PROGRAMS["adjusted either"] = adjusted([True, False])
PROGRAMS["initialized"] = normal(
    *IMAGES,
    scale=True,
    param_initializers=lambda tf, use: {
        "beta": tf.constant_initializer(0.5),
        "gamma": tf.constant_initializer(2.0),
        "moving_mean": tf.constant_initializer(0.25),
        "moving_variance": tf.constant_initializer(4.0),
    },
    is_training=False,
)
PROGRAMS["regularized"] = normal(
    *ROWS, scale=True, param_regularizers=lambda tf, use: {"beta": tf.nn.l2_loss, "gamma": tf.nn.l2_loss}
)
PROGRAMS["regularized images"] = normal(
    *IMAGES, scale=True, param_regularizers=lambda tf, use: {"beta": tf.nn.l2_loss, "gamma": tf.nn.l2_loss}
)
PROGRAMS["regularized in place"] = normal(
    *STEPS,
    updates_collections=None,
    param_regularizers=lambda tf, use: {"beta": tf.nn.l2_loss},
)
PROGRAMS["variable training"] = normal(*IMAGES, is_training=lambda tf, use: tf.Variable(True, trainable=False))
PROGRAMS["half precision"] = lambda tf, use: tf.contrib.layers.batch_norm(tf.cast(use.x(2, 3, 2, 3), tf.float16))
PROGRAMS["unknown batch"] = normal(*IMAGES, known=[None, None, None, 3])
PROGRAMS["unknown rows"] = normal(*ROWS, known=[None, 3], updates_collections=None)
PROGRAMS["unknown rank"] = normal(*ROWS, known=None)
PROGRAMS["unknown rank in place"] = normal(*ROWS, known=None, updates_collections=None)
PROGRAMS["unknown channels"] = normal(*ROWS, known=[4, None])
PROGRAMS["unknown channels of images"] = normal(*IMAGES, known=[2, 3, 2, None])
PROGRAMS["unknown channels in place"] = normal(*IMAGES, known=[2, 3, 2, None], updates_collections=None)
PROGRAMS["unknown channels of steps"] = normal(*STEPS, known=[2, 4, None], updates_collections=None)
PROGRAMS["other format"] = normal(*ROWS, data_format="X")


def shared(tf, use):
    use.apart = True
    x = use.x(4, 3)
    made = {"scope": "b", "updates_collections": None, "decay": 0.5}
    first = tf.contrib.layers.batch_norm(x, **made)
    return [first, tf.contrib.layers.batch_norm(x * 2, reuse=True, is_training=False, **made)]


PROGRAMS["shared"] = shared


def partitioned(updates):
    def program(tf, use):
        with tf.variable_scope("s", partitioner=tf.fixed_size_partitioner(2)):
            tf.contrib.layers.batch_norm(use.x(2, 3, 2, 4), updates_collections=updates)
        return tf.constant(1)

    return program


PROGRAMS["in parts"] = partitioned("update_ops")
PROGRAMS["in parts in place"] = partitioned(None)

# -- tf.layers ---------------------------------------------------------------------------------------------------------


def layer(*shape, **options):
    feed = options.pop("feed", None)
    training = options.pop("training", True)

    def program(tf, use):
        x = use.feed([use.pattern(*shape, start=k, scale=k + 1.0) for k in (0, 5, 9)], list(shape))
        said = training if feed is None else use.feed(list(map(np.array, feed)), [], "bool")
        y = tf.layers.batch_normalization(x, momentum=0.5, training=said, **options)
        return {"y": y, "gradient": tf.identity(tf.gradients(tf.square(y), x)[0], "gradient")}

    return program


PROGRAMS["layer renorm"] = layer(*IMAGES, renorm=True)
PROGRAMS["layer renorm of rows"] = layer(*ROWS, renorm=True, renorm_momentum=0.7, renorm_clipping={"rmax": 2.0, "dmax": 0.5})
PROGRAMS["layer renorm of axes"] = layer(*IMAGES, renorm=True, axis=[1, 3])
PROGRAMS["layer renorm first"] = layer(*FIRST, renorm=True, axis=1)
PROGRAMS["layer renorm inference"] = layer(*IMAGES, renorm=True, training=False)
PROGRAMS["layer renorm either"] = layer(*IMAGES, renorm=True, feed=[True, False, True])
PROGRAMS["layer renorm limits"] = layer(*IMAGES, renorm=True, renorm_clipping={"rmax": 1, "max": 2})
PROGRAMS["layer renorm fused"] = layer(*IMAGES, renorm=True, fused=True)
PROGRAMS["layer virtual"] = layer(*ROWS, virtual_batch_size=2)
PROGRAMS["layer virtual images"] = layer(4, 2, 2, 3, virtual_batch_size=2)
PROGRAMS["layer virtual first"] = layer(4, 2, 2, 3, virtual_batch_size=2, axis=1)
PROGRAMS["layer virtual axes"] = layer(4, 2, 2, 3, virtual_batch_size=2, axis=[1, 3])
PROGRAMS["layer virtual renorm"] = layer(4, 2, 2, 3, virtual_batch_size=2, renorm=True)
PROGRAMS["layer virtual inference"] = layer(4, 2, 2, 3, virtual_batch_size=2, training=False)
PROGRAMS["layer virtual either"] = layer(4, 2, 2, 3, virtual_batch_size=2, feed=[True, False, True])
PROGRAMS["layer virtual none"] = layer(*ROWS, virtual_batch_size=0)
PROGRAMS["layer virtual batch axis"] = layer(*ROWS, virtual_batch_size=2, axis=0)
PROGRAMS["layer virtual adjusted"] = layer(*ROWS, virtual_batch_size=2, adjustment=lambda shape: (1.0, 0.0))
PROGRAMS["layer adjusted"] = layer(
    *ROWS, adjustment=lambda shape: (np.float32([1.0, 2.0, 0.5]), np.float32([0.0, 1.0, -1.0])), fused=False
)
PROGRAMS["layer fused rows"] = layer(*ROWS, fused=True)
PROGRAMS["layer fused axis"] = layer(*IMAGES, fused=True, axis=2)
PROGRAMS["layer axes"] = layer(*IMAGES, axis=[1, 2])
PROGRAMS["layer same axis"] = layer(*ROWS, axis=[1, -1])
PROGRAMS["layer no axis"] = layer(*ROWS, axis=2)
