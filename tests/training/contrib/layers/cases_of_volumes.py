"""Programs with convolutions and pooling of volumes, of tf.contrib.layers, tf.layers and tf.nn."""

import numpy as np
from support.compared import Programs, graphs

PROGRAMS = Programs(graphs)
VOLUMES = (2, 3, 4, 5, 2)


def layer(module, which, *arguments, **options):
    shape = options.pop("shape", VOLUMES)
    known = options.pop("known", list(shape))

    def program(tf, use):
        x = use.feed(use.pattern(*shape), known)
        made = dict(options)
        if "normalizer_fn" in made:
            made["normalizer_fn"] = tf.contrib.layers.batch_norm
        y = getattr({"contrib": tf.contrib.layers, "layers": tf.layers, "nn": tf.nn}[module], which)(x, *arguments, **made)
        gradients = tf.gradients(tf.square(y), [x] + tf.trainable_variables())
        return {"y": y, "gradients": [tf.identity(one, f"g{k}") for k, one in enumerate(gradients)]}

    return program


OPTIONS = {
    "": {},
    " stride": {"stride": 2, "padding": "VALID"},
    " bare": {"activation_fn": None, "biases_initializer": None},
    " normalized": {"normalizer_fn": True},
    " collected": {"variables_collections": {"weights": ["w"]}, "outputs_collections": ["o"], "scope": "mine"},
    " unknown": {"known": [None, None, None, None, 2]},
}
for _name in ("conv3d", "convolution3d", "convolution", "conv3d_transpose", "convolution3d_transpose"):
    for _what, _options in OPTIONS.items():
        PROGRAMS[_name + _what] = layer("contrib", _name, 3, [2, 3, 2], **_options)
PROGRAMS["conv3d rate"] = layer("contrib", "conv3d", 3, [2, 3, 2], rate=[1, 2, 1])
PROGRAMS["conv3d rank"] = layer("contrib", "conv3d", 3, 3, shape=(2, 4, 5, 2))
PROGRAMS["conv3d_transpose format"] = layer("contrib", "conv3d_transpose", 3, 3, data_format="NHWC")
for _name in ("max_pool3d", "avg_pool3d"):
    PROGRAMS[_name] = layer("contrib", _name, 2)
    PROGRAMS[_name + " same"] = layer(
        "contrib", _name, [3, 2, 2], [1, 2, 1], padding="SAME", outputs_collections="o", scope="p"
    )
    PROGRAMS[_name + " format"] = layer("contrib", _name, 2, data_format="NHWC")
    PROGRAMS[_name + " rank"] = layer("contrib", _name, 2, shape=(2, 4, 5, 2))
    PROGRAMS["nn." + _name] = layer("nn", _name, [1, 2, 2, 1, 1], 1, "SAME", name="n")
    PROGRAMS["nn." + _name + " depth"] = layer("nn", _name, [1, 2, 2, 1, 2], 1, "SAME")
PROGRAMS["gdn"] = layer("contrib", "gdn")
PROGRAMS["layers.conv3d"] = layer("layers", "conv3d", 3, 2, strides=(1, 2, 1), padding="same")
PROGRAMS["layers.conv3d dilated"] = layer("layers", "conv3d", 3, 2, dilation_rate=(2, 1, 2), use_bias=False)
PROGRAMS["layers.conv3d both"] = layer("layers", "conv3d", 3, 2, strides=2, dilation_rate=2)
PROGRAMS["layers.conv3d_transpose"] = layer("layers", "conv3d_transpose", 3, 2, strides=(1, 2, 3), name="t")
PROGRAMS["layers.conv3d_transpose same"] = layer("layers", "conv3d_transpose", 3, 3, strides=2, padding="same")
PROGRAMS["layers.max_pooling3d"] = layer("layers", "max_pooling3d", 2, (1, 2, 1), padding="same")
PROGRAMS["layers.average_pooling3d"] = layer("layers", "average_pooling3d", (2, 1, 3), 1)


def ties(tf, use):
    x = tf.constant((np.arange(16) % 3).astype(np.float32).reshape(1, 2, 2, 2, 2))
    y = tf.nn.max_pool3d(x, 2, 1, "SAME")
    first = tf.gradients(y * tf.constant(use.pattern(1, 2, 2, 2, 2)), x)[0]
    return [y, tf.identity(first, "first"), tf.identity(tf.gradients(first * x, x)[0], "second")]


PROGRAMS["ties"] = ties


def convolved(tf, use):
    x, w = use.x(*VOLUMES), use.x(2, 2, 3, 2, 3, start=3)
    y = tf.nn.conv3d(x, w, [1, 1, 2, 1, 1], "SAME")
    gradients = tf.gradients(tf.square(y), [x, w])
    second = tf.gradients(gradients[0] * x + 0.0, [x, w])
    third = tf.gradients(tf.reduce_sum(gradients[1] * w), [x, w])
    return [y] + [tf.identity(one, f"g{k}") for k, one in enumerate(gradients + second + third)]


PROGRAMS["nn.conv3d"] = convolved
PROGRAMS["nn.conv3d_transpose"] = lambda tf, use: tf.nn.conv3d_transpose(
    use.x(*VOLUMES), use.x(2, 2, 2, 3, 2), tf.constant([2, 6, 8, 10, 3]), 2, name="t"
)
PROGRAMS["nn.conv3d_backprop_filter"] = lambda tf, use: tf.nn.conv3d_backprop_filter_v2(
    use.x(*VOLUMES), [2, 2, 2, 2, 3], use.x(2, 2, 3, 4, 3), [1, 1, 1, 1, 1], "VALID"
)
_ONE = (1, 2, 2, 2, 1)
for _what, _window, _strides, _more in (
    ("large", (3, 2, 2, 1, 3), [1, 1, 1, 1, 1], {}),
    ("channels", (2, 2, 2, 2, 3), [1, 1, 1, 1, 1], {}),
    ("rank", (2, 2, 2, 3), [1, 1, 1, 1, 1], {}),
    ("strides", (2, 2, 2, 1, 3), [1, 1, 1, 1], {}),
    ("batch strides", (2, 2, 2, 1, 3), [2, 1, 1, 1, 1], {}),
    ("padding", (2, 2, 2, 1, 3), [1, 1, 1, 1, 1], {"padding": "X"}),
):
    PROGRAMS["nn.conv3d " + _what] = lambda tf, use, window=_window, strides=_strides, more=_more: tf.nn.conv3d(
        use.x(*_ONE), use.x(*window), strides, **dict({"padding": "VALID"}, **more)
    )
for _what, _shape in (("batch", [2, 3, 3, 3, 3]), ("size", [1, 4, 3, 3, 3]), ("depth", [1, 3, 3, 3, 2])):
    PROGRAMS["nn.conv3d_transpose " + _what] = lambda tf, use, shape=_shape: tf.nn.conv3d_transpose(
        use.x(*_ONE), use.x(2, 2, 2, 3, 1), tf.placeholder_with_default(shape, [len(shape)]), 1, "VALID"
    )
