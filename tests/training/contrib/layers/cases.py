"""Programs with the layers of tf.contrib.layers, for TensorFlow 1.15.5 and for headrace."""

import importlib

import numpy as np
from support.compared import Programs, graphs

PROGRAMS = Programs(graphs)


def penalty(tf):
    return lambda weights: tf.multiply(0.1, tf.nn.l2_loss(weights), name="penalty")


def layer(which, shape, *arguments, **options):
    """A layer of one tensor, with its gradient."""
    known = options.pop("known", list(shape))
    integers = options.pop("integers", False)
    learns = options.pop("learns", not integers)

    def program(tf, use):
        if integers:
            x = use.feed((np.arange(np.prod(shape)).reshape(shape) * 7 % 5).astype(np.int64), known, "int64")
        else:
            x = use.feed(use.pattern(*shape), known)
        made = {key: value(tf) if key in _MADE and callable(value) else value for key, value in options.items()}
        group = tf.contrib.slim if which == "pool" else tf.contrib.layers
        y = getattr(group, which)(x, *[one(tf) if callable(one) else one for one in arguments], **made)
        if not learns:
            return y
        variables = tf.trainable_variables()
        gradients = tf.gradients(tf.square(y), [x] + variables)
        return {
            "y": y,
            "gradients": [None if one is None else tf.identity(one, f"g{k}") for k, one in enumerate(gradients)],
        }

    return program


_MADE = (
    "weights_regularizer",
    "biases_regularizer",
    "regularizer",
    "normalizer_fn",
    "activation_fn",
    "weight_regularizer",
    "weights_initializer",
    "param_initializers",
    "summarizer",
)
STEPS, IMAGES, FIRST = (2, 7, 3), (2, 5, 6, 3), (2, 3, 5, 6)

# -- convolutions ------------------------------------------------------------------------------------------------------

CONVOLUTIONS = {
    "": {},
    " stride": {"stride": 2, "padding": "VALID"},
    " rate": {"rate": 2},
    " bare": {"activation_fn": None, "biases_initializer": None},
    " normalized": {"normalizer_fn": lambda tf: tf.contrib.layers.batch_norm, "normalizer_params": {"scale": True}},
    " regularized": {"weights_regularizer": penalty, "biases_regularizer": penalty},
    " collected": {
        "variables_collections": {"weights": ["w"], "biases": ["b"]},
        "outputs_collections": ["o"],
        "trainable": False,
        "scope": "mine",
    },
    " unknown": {"known": "unknown"},
}
for _name, _shape, _window in (
    ("conv1d", STEPS, 3),
    ("convolution1d", STEPS, [2]),
    ("conv2d", IMAGES, 3),
    ("convolution2d", IMAGES, [3, 2]),
    ("convolution", STEPS, 3),
    ("convolution", IMAGES, [2, 3]),
):
    for _what, _options in CONVOLUTIONS.items():
        _given = dict(_options)
        if _given.pop("known", None):
            _given["known"] = [None] * (len(_shape) - 1) + [3]
        PROGRAMS[f"{_name} {len(_shape)}{_what}"] = layer(_name, _shape, 4, _window, **_given)
for _what in ("", " stride", " bare", " normalized", " regularized", " collected", " unknown"):
    _given = dict(CONVOLUTIONS[_what])
    if _given.pop("known", None):
        _given["known"] = [None, None, None, 3]
    PROGRAMS["conv2d_transpose" + _what] = layer("conv2d_transpose", IMAGES, 4, 3, **_given)
    PROGRAMS["convolution2d_transpose" + _what] = layer("convolution2d_transpose", IMAGES, 2, [2, 3], **_given)
    if _what != " unknown":
        PROGRAMS["conv2d_in_plane" + _what] = layer("conv2d_in_plane", IMAGES, 3, **_given)
        PROGRAMS["convolution2d_in_plane" + _what] = layer("convolution2d_in_plane", IMAGES, [2, 1], **_given)
    PROGRAMS["separable_conv2d" + _what] = layer("separable_conv2d", IMAGES, 4, 3, 2, **_given)
    PROGRAMS["separable_convolution2d" + _what] = layer("separable_convolution2d", IMAGES, None, [3, 2], 2, **_given)
PROGRAMS["separable_conv2d rate"] = layer("separable_conv2d", IMAGES, 4, 3, rate=2)
PROGRAMS["separable_conv2d pointwise"] = layer(
    "separable_conv2d", IMAGES, 4, 3, pointwise_initializer=lambda shape, dtype, partition_info=None: np.ones(shape)
)
PROGRAMS["conv2d_in_plane unknown channels"] = layer("conv2d_in_plane", IMAGES, 3, known=[None, None, None, None])
PROGRAMS["conv2d rows"] = layer("conv2d", (4, 3), 4, 3)
PROGRAMS["convolution rows"] = layer("convolution", (4, 3), 4, 3)
PROGRAMS["convolution dims"] = layer("convolution", STEPS, 4, 3, conv_dims=2)
PROGRAMS["convolution format"] = layer("convolution", STEPS, 4, 3, data_format="X")
PROGRAMS["conv2d unknown channels"] = layer("conv2d", IMAGES, 4, 3, known=[None, None, None, None])
PROGRAMS["conv2d_transpose format"] = layer("conv2d_transpose", IMAGES, 4, 3, data_format="X")
PROGRAMS["conv2d rate and stride"] = layer("conv2d", IMAGES, 4, 3, rate=2, stride=2)
PROGRAMS["conv2d window"] = layer("conv2d", IMAGES, 4, [3, 3, 3])
for _name in ("max_pool2d", "avg_pool2d"):
    PROGRAMS[_name] = layer(_name, IMAGES, 2)
    PROGRAMS[_name + " same"] = layer(_name, IMAGES, [3, 2], 1, padding="SAME", outputs_collections="o", scope="p")
    PROGRAMS[_name + " format"] = layer(_name, IMAGES, 2, data_format="X")
    PROGRAMS[_name + " rank"] = layer(_name, STEPS, 2)
for _shape in (STEPS, IMAGES, (1, 3, 4, 5, 2)):
    _words = f"pool {len(_shape) - 2}"
    PROGRAMS[_words] = layer("pool", _shape, 2, "MAX")
    PROGRAMS[_words + " holes"] = layer("pool", _shape, 2, "AVG", dilation_rate=2, outputs_collections="o", scope="p")
    PROGRAMS[_words + " stride"] = layer("pool", _shape, 2, "AVG", "SAME", stride=[2] * (len(_shape) - 2))
PROGRAMS["pool unknown"] = layer("pool", STEPS, 2, "MAX", known=None)
PROGRAMS["pool rank"] = layer("pool", (4, 3), 2, "MAX")
PROGRAMS["pool zero"] = layer("pool", STEPS, 0, "MAX")
PROGRAMS["pool type"] = layer("pool", STEPS, 2, "MIN")

# -- fully connected ---------------------------------------------------------------------------------------------------

for _what in ("", " bare", " normalized", " regularized", " collected"):
    PROGRAMS["fully_connected" + _what] = layer("fully_connected", (4, 3), 2, **CONVOLUTIONS[_what])
PROGRAMS["fully_connected deep"] = layer("fully_connected", STEPS, 2, known=[None, None, 3])
PROGRAMS["fully_connected vector"] = layer("fully_connected", (3,), 2)
PROGRAMS["fully_connected float"] = layer("fully_connected", (4, 3), 2.5)
PROGRAMS["fully_connected unknown"] = layer("fully_connected", (4, 3), 2, known=[4, None])
for _name in ("linear", "relu", "relu6", "elu"):
    PROGRAMS[_name] = layer(_name, (4, 3), 2)
for _name in ("legacy_fully_connected", "legacy_linear", "legacy_relu"):
    PROGRAMS[_name] = layer(_name, (4, 3), 2)
    PROGRAMS[_name + " deep"] = layer(_name, STEPS, 2, known=[None, 7, 3])
    PROGRAMS[_name + " options"] = layer(
        _name,
        (4, 3),
        2,
        name="mine",
        bias_init=None,
        weight_collections=["w"],
        output_collections=["o"],
        weight_regularizer=penalty,
        trainable=False,
    )
PROGRAMS["legacy_fully_connected unknown"] = layer("legacy_fully_connected", (4, 3), 2, known=None)
PROGRAMS["legacy_fully_connected vector"] = layer("legacy_fully_connected", (3,), 2)
PROGRAMS["legacy_fully_connected size"] = layer("legacy_fully_connected", (4, 3), 2, known=[None, None])
PROGRAMS["bias_add"] = layer("bias_add", (4, 3), activation_fn=lambda tf: tf.nn.relu, regularizer=penalty)
PROGRAMS["bias_add images"] = layer("bias_add", IMAGES, variables_collections=["v"], outputs_collections="o", scope="b")
PROGRAMS["bias_add first"] = layer("bias_add", FIRST, data_format="NCHW", learns=False)
PROGRAMS["bias_add first rows"] = layer("bias_add", (4, 3), data_format="NCHW")
PROGRAMS["bias_add unknown"] = layer("bias_add", (4, 3), known=None)
PROGRAMS["bias_add unknown size"] = layer("bias_add", (4, 3), known=[None, None])
PROGRAMS["bias_add format"] = layer("bias_add", (4, 3), data_format="X")

# -- without weights ---------------------------------------------------------------------------------------------------

PROGRAMS["flatten"] = layer("flatten", IMAGES, known=[None, 5, 6, 3], outputs_collections=["o"])
PROGRAMS["flatten unknown"] = layer("flatten", IMAGES, known=[None, None, None, 3], scope="f")
PROGRAMS["flatten scalar"] = layer("flatten", ())
PROGRAMS["dropout"] = layer("dropout", (4, 3), 0.5, is_training=False, outputs_collections="o")
PROGRAMS["dropout all"] = layer("dropout", (4, 3), 1.0)
PROGRAMS["one_hot_encoding"] = layer("one_hot_encoding", (2, 3), 5, integers=True, outputs_collections="o")
PROGRAMS["one_hot_encoding values"] = layer(
    "one_hot_encoding", (2, 3), 5, on_value=5.0, off_value=2.0, integers=True, scope="h"
)
PROGRAMS["softmax"] = layer("softmax", STEPS, known=[None, None, 3])
PROGRAMS["softmax vector"] = layer("softmax", (3,))
PROGRAMS["softmax unknown"] = layer("softmax", STEPS, known=[None, None, None])
PROGRAMS["softmax scope"] = layer("softmax", (4, 3), scope="s")
for _axis in (0, 1, 2):
    PROGRAMS[f"unit_norm {_axis}"] = layer("unit_norm", STEPS, _axis)
PROGRAMS["unit_norm epsilon"] = layer("unit_norm", (4, 3), 1, epsilon=0.5, scope="u")
PROGRAMS["unit_norm out"] = layer("unit_norm", (4, 3), 2)
PROGRAMS["unit_norm below"] = layer("unit_norm", (4, 3), -1)
PROGRAMS["unit_norm unknown"] = layer("unit_norm", (4, 3), 1, known=None)
PROGRAMS["maxout"] = layer("maxout", (4, 6), 2)
PROGRAMS["maxout axis"] = layer("maxout", (2, 4, 3), 2, axis=1, scope="m", known=[None, 4, None])
PROGRAMS["maxout features"] = layer("maxout", (4, 6), 4)
PROGRAMS["images_to_sequence"] = layer("images_to_sequence", IMAGES, outputs_collections="o")
PROGRAMS["images_to_sequence first"] = layer("images_to_sequence", FIRST, data_format="NCHW", known=[None, 3, None, 6])
PROGRAMS["images_to_sequence format"] = layer("images_to_sequence", IMAGES, data_format="X")
PROGRAMS["sequence_to_images"] = layer("sequence_to_images", (6, 10, 3), 5)
PROGRAMS["sequence_to_images first"] = layer(
    "sequence_to_images", (6, 10, 3), 5, "channels_first", known=[6, None, 3], scope="q"
)
PROGRAMS["dense_to_sparse"] = layer("dense_to_sparse", (3, 4), integers=True)
PROGRAMS["dense_to_sparse token"] = layer(
    "dense_to_sparse", (3, 4), eos_token=2, integers=True, outputs_collections="o", known=[None, None], scope="d"
)
PROGRAMS["spatial_softmax"] = layer("spatial_softmax", IMAGES, known=[None, None, None, 3])
PROGRAMS["spatial_softmax temperature"] = layer("spatial_softmax", IMAGES, 0.5, variables_collections=["v"], name="mine")
PROGRAMS["spatial_softmax first"] = layer("spatial_softmax", FIRST, data_format="NCHW", trainable=False)
PROGRAMS["spatial_softmax format"] = layer("spatial_softmax", FIRST, data_format="X")
PROGRAMS["spatial_softmax channels"] = layer("spatial_softmax", IMAGES, known=[None, None, None, None])


def scaled(tf, use):
    x = use.x(2, 3)
    y = tf.contrib.layers.scale_gradient(x, tf.constant(0.25))
    return [tf.identity(y, "y"), tf.identity(tf.gradients(tf.square(y), x)[0], "gradient")]


PROGRAMS["scale_gradient"] = scaled
PROGRAMS["poincare_normalize"] = lambda tf, use: _layers(tf).poincare_normalize(use.x(3, 4, scale=2.0), axis=1)
PROGRAMS["poincare_normalize epsilon"] = lambda tf, use: _layers(tf).poincare_normalize(
    use.x(3, 4), axis=0, epsilon=0.25, name="p"
)
PROGRAMS["_inner_flatten"] = lambda tf, use: _layers(tf)._inner_flatten(use.x(2, 3, 4, 2), 3)
PROGRAMS["_inner_flatten unknown"] = lambda tf, use: _layers(tf)._inner_flatten(
    use.feed(use.pattern(2, 3, 4), [None, 3, 4]), 2, output_collections=["o"], scope="f"
)
PROGRAMS["_inner_flatten rank"] = lambda tf, use: _layers(tf)._inner_flatten(use.x(2, 3), 3)
PROGRAMS["_inner_flatten sparse"] = lambda tf, use: _layers(tf)._inner_flatten(
    tf.SparseTensor([[0, 1, 1], [1, 2, 0]], [1.0, 2.0], [2, 3, 2]), 2
)


def _layers(tf):
    return importlib.import_module(tf.contrib.layers.__name__ + ".python.layers.layers")


# -- normalization -----------------------------------------------------------------------------------------------------

for _name in ("layer_norm", "instance_norm"):
    PROGRAMS[_name] = layer(_name, IMAGES)
    PROGRAMS[_name + " bare"] = layer(_name, IMAGES, center=False, scale=False, activation_fn=lambda tf: tf.nn.relu)
    PROGRAMS[_name + " collected"] = layer(
        _name, IMAGES, variables_collections={"beta": ["b"]}, outputs_collections="o", scope="mine", trainable=False
    )
    PROGRAMS[_name + " unknown"] = layer(_name, IMAGES, known=None)
    PROGRAMS[_name + " unknown batch"] = layer(_name, IMAGES, known=[None, None, None, 3])
    PROGRAMS[_name + " unknown channels"] = layer(_name, IMAGES, known=[None, None, None, None])
PROGRAMS["layer_norm axes"] = layer("layer_norm", IMAGES, begin_norm_axis=2, begin_params_axis=2)
PROGRAMS["layer_norm last"] = layer("layer_norm", IMAGES, begin_norm_axis=-1)
PROGRAMS["layer_norm out"] = layer("layer_norm", IMAGES, begin_norm_axis=4)
PROGRAMS["instance_norm first"] = layer("instance_norm", FIRST, data_format="NCHW", epsilon=0.01)
PROGRAMS["instance_norm format"] = layer("instance_norm", FIRST, data_format="X")
PROGRAMS["instance_norm initialized"] = layer(
    "instance_norm",
    IMAGES,
    param_initializers=lambda tf: {"beta": tf.constant_initializer(0.5), "gamma": tf.constant_initializer(2.0)},
)
GROUPS = (2, 3, 4, 6)
PROGRAMS["group_norm"] = layer("group_norm", GROUPS, 3)
PROGRAMS["group_norm first"] = layer("group_norm", (2, 6, 3, 4), 2, channels_axis=1, reduction_axes=(2, 3))
PROGRAMS["group_norm one axis"] = layer("group_norm", GROUPS, 2, reduction_axes=[1], known=[None, 3, None, 6])
PROGRAMS["group_norm bare"] = layer("group_norm", GROUPS, 6, center=False, scale=False, activation_fn=lambda tf: tf.nn.relu)
PROGRAMS["group_norm near"] = layer("group_norm", GROUPS, 2, mean_close_to_zero=True, epsilon=0.01)
PROGRAMS["group_norm collected"] = layer(
    "group_norm", GROUPS, 2, variables_collections=["v"], outputs_collections=["o"], scope="g"
)
PROGRAMS["group_norm many"] = layer("group_norm", GROUPS)
PROGRAMS["group_norm uneven"] = layer("group_norm", GROUPS, 4)
PROGRAMS["group_norm same axis"] = layer("group_norm", GROUPS, 2, reduction_axes=[3])
PROGRAMS["group_norm out"] = layer("group_norm", GROUPS, 2, channels_axis=4)
PROGRAMS["group_norm unknown"] = layer("group_norm", GROUPS, 2, known=None)
PROGRAMS["group_norm unknown channels"] = layer("group_norm", GROUPS, 2, known=[2, 3, 4, None])
PROGRAMS["group_norm unknown size"] = layer("group_norm", GROUPS, 2, known=[2, None, 4, 6])
for _inverse in (False, True):
    PROGRAMS[f"gdn {_inverse}"] = layer("gdn", IMAGES, inverse=_inverse)
PROGRAMS["gdn steps"] = layer("gdn", STEPS, beta_min=0.5, gamma_init=0.2, name="mine")
PROGRAMS["gdn format"] = layer("gdn", IMAGES, data_format="X")
PROGRAMS["gdn channels"] = layer("gdn", IMAGES, known=[None, None, None, None])
PROGRAMS["gdn rank"] = layer("gdn", (4, 3))


def gdn_layer(tf, use):
    use.fill = False
    made = tf.contrib.layers.GDN(gamma_init=0.3, reparam_offset=0.01, activity_regularizer=tf.reduce_sum)
    y = made(use.x(2, 2, 2, 3))
    return [y, made(y), len(made.losses)]


PROGRAMS["GDN"] = gdn_layer

# -- embeddings --------------------------------------------------------------------------------------------------------

IDS = np.array([[1, 0, 3], [3, 3, 2]])


def embedded(name, *arguments, **options):
    def program(tf, use):
        y = getattr(tf.contrib.layers, name)(tf.constant(IDS), *arguments, **options)
        gradient = tf.gradients(tf.square(y), tf.trainable_variables())[0]
        return {"y": y, "gradient": tf.identity(tf.convert_to_tensor(gradient), "gradient")}

    return program


def reused(name, *arguments):
    def program(tf, use):
        first = getattr(tf.contrib.layers, name)(tf.constant(IDS), 5, 3, scope="e")
        return [first, getattr(tf.contrib.layers, name)(tf.constant(IDS[:1]), *arguments, scope="e", reuse=True)]

    return program


PROGRAMS["embed_sequence"] = embedded("embed_sequence", 5, 3)
PROGRAMS["embed_sequence unique"] = embedded("embed_sequence", 5, 3, unique=True, scope="e")
PROGRAMS["embed_sequence sizes"] = embedded("embed_sequence", 5)
PROGRAMS["embed_sequence reused"] = reused("embed_sequence")
PROGRAMS["embed_sequence reused by size"] = reused("embed_sequence", 5, 3)
PROGRAMS["embed_sequence options"] = lambda tf, use: tf.contrib.layers.embed_sequence(
    tf.constant(IDS), 5, 3, initializer=tf.constant_initializer(0.5), regularizer=penalty(tf), trainable=False
)
PROGRAMS["bow_encoder"] = embedded("bow_encoder", 5, 3)
PROGRAMS["bow_encoder dense"] = embedded("bow_encoder", 5, 3, sparse_lookup=False)
PROGRAMS["bow_encoder sizes"] = embedded("bow_encoder", 5, None)
PROGRAMS["bow_encoder reused"] = reused("bow_encoder", 5, 3)
PROGRAMS["bow_encoder sparse"] = lambda tf, use: tf.contrib.layers.bow_encoder(
    tf.SparseTensor([[0, 0], [0, 1], [2, 0]], tf.constant([1, 4, 2], tf.int64), [4, 2]), 5, 3, regularizer=penalty(tf)
)
PROGRAMS["embedding_lookup_unique"] = lambda tf, use: tf.contrib.layers.embedding_lookup_unique(
    use.x(5, 2, 3), tf.constant(IDS)
)
PROGRAMS["embedding_lookup_unique parts"] = lambda tf, use: tf.contrib.layers.embedding_lookup_unique(
    [use.x(3, 2), use.x(2, 2, start=6)], tf.constant(IDS), "mod", name="e"
)
PROGRAMS["embedding_lookup_unique unknown"] = lambda tf, use: tf.contrib.layers.embedding_lookup_unique(
    use.x(5, 2), use.feed(IDS, [None, None], "int64")
)


def safe(combiner="mean", default_id=None, weights=None, **options):
    def program(tf, use):
        places = [[0, 0], [0, 1], [2, 0], [3, 0]]
        ids = tf.SparseTensor(places, tf.constant([1, 4, -1, 2], tf.int64), [5, 2])
        given = None if weights is None else tf.SparseTensor(places, tf.constant(weights), [5, 2])
        return tf.contrib.layers.safe_embedding_lookup_sparse(
            [use.x(5, 3)], ids, given, combiner=combiner, default_id=default_id, **options
        )

    return program


for _combiner in ("mean", "sum", "sqrtn", None):
    PROGRAMS[f"safe_embedding_lookup_sparse {_combiner}"] = safe(_combiner)
    PROGRAMS[f"safe_embedding_lookup_sparse {_combiner} weighted"] = safe(_combiner, 3, [1.0, 2.0, 3.0, -1.0])
PROGRAMS["safe_embedding_lookup_sparse norm"] = safe(max_norm=0.5, name="s")
PROGRAMS["safe_embedding_lookup_sparse nothing"] = lambda tf, use: tf.contrib.layers.safe_embedding_lookup_sparse(
    [], tf.SparseTensor([[0, 0]], tf.constant([1], tf.int64), [5, 2])
)

# -- several layers ----------------------------------------------------------------------------------------------------

PROGRAMS["repeat"] = layer("repeat", (4, 3), 2, lambda tf: tf.contrib.layers.fully_connected, 3)
PROGRAMS["repeat scope"] = layer("repeat", (4, 3), 2, lambda tf: tf.contrib.layers.fully_connected, 3, scope="r")
PROGRAMS["repeat partial"] = layer("repeat", (4, 3), 2, lambda tf: tf.contrib.layers.linear, 3)
PROGRAMS["stack"] = layer("stack", (4, 3), lambda tf: tf.contrib.layers.fully_connected, [3, 2])
PROGRAMS["stack scope"] = layer("stack", IMAGES, lambda tf: tf.contrib.layers.conv2d, [(3, [3, 3]), (2, [1, 1])], scope="core")
PROGRAMS["stack partial"] = layer("stack", (4, 3), lambda tf: tf.contrib.layers.relu, [3, 2])
PROGRAMS["stack arguments"] = layer("stack", (4, 3), lambda tf: tf.contrib.layers.fully_connected, 3)
PROGRAMS["stack elu"] = lambda tf, use: tf.contrib.layers.stack(use.x(4, 3), tf.contrib.layers.elu, [3], scope="s")


def shared(tf, use):
    x = use.x(4, 3)
    with tf.variable_scope("s") as scope:
        tf.contrib.layers.fully_connected(x, 2)
        first = tf.contrib.layers.fully_connected(x, 3, scope="z")
    with tf.variable_scope(scope, reuse=True):
        second = tf.contrib.layers.fully_connected(x, 3, scope="z")
    return [first, second, tf.contrib.layers.fully_connected(x, 3, scope="s/z", reuse=True)]


PROGRAMS["shared"] = shared
PROGRAMS["shared absent"] = layer("fully_connected", (4, 3), 2, reuse=True, scope="q")


def scoped(tf, use):
    framework, layers = tf.contrib.framework, tf.contrib.layers
    with framework.arg_scope([layers.conv2d, layers.fully_connected], weights_regularizer=layers.l2_regularizer(0.1)):
        with framework.arg_scope([layers.conv2d], padding="VALID", stride=2):
            x = layers.conv2d(use.x(*IMAGES), 4, 3)
        return layers.fully_connected(layers.flatten(x), 2)


PROGRAMS["arg_scope"] = scoped
