"""tf.layers: layers as functions and as classes."""

from __future__ import annotations

from . import _lazy

__all__: list[str] = []

__getattr__ = _lazy.attach(
    globals(),
    {
        "headrace.training.layers.base": "Layer",
        "headrace.training.layers.convolutional": "Conv1D Conv2D",
        "headrace.training.layers.core": "Dense Dropout Flatten",
        "headrace.training.layers.functions": "average_pooling1d average_pooling2d batch_normalization conv1d conv2d"
        " conv2d_transpose dense dropout flatten max_pooling1d max_pooling2d separable_conv2d",
        "headrace.training.layers.input_spec": "InputSpec",
        "headrace.training.layers.normalization": "BatchNormalization",
        "headrace.training.layers.pooling": "AveragePooling1D AveragePooling2D MaxPooling1D MaxPooling2D",
        "headrace.training.layers.separable": "SeparableConv2D",
        "headrace.training.layers.transposed": "Conv2DTranspose",
    },
)
