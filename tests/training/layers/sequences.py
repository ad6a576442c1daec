"""Layers of sequences, run by TensorFlow 1.15 (`sequences.json`) and here. See support/compared."""

from support.compared import Programs, graphs


def _separable(*arguments, **more):
    def program(tf, use):
        data_format = more.get("data_format", "channels_last")
        x = use.x(2, 7, 3) if data_format == "channels_last" else use.x(2, 3, 7)
        return tf.layers.separable_conv1d(x, *arguments, **more)

    return program


def _shared(tf, use):
    layer = tf.layers.SeparableConv1D(4, 3, 2, "same", name="shared")
    return [layer(use.x(2, 7, 3)), layer(use.x(2, 7, 3)), layer.trainable_variables, layer.compute_output_shape([2, 7, 3])]


PROGRAMS = Programs(
    graphs,
    {
        "plain": _separable(4, 3),
        "same": _separable(4, 3, 2, "same", depth_multiplier=2, activation="relu"),
        "dilated": _separable(4, 2, dilation_rate=2, use_bias=False),
        "no_sequence": lambda tf, use: tf.layers.separable_conv1d(use.x(2, 3), 4, 3),
        "shared": _shared,
    },
)
