"""tf.contrib.slim.tfexample_decoder: items of Examples."""

from __future__ import annotations

from ... import _lazy

__all__: list[str] = []

__getattr__ = _lazy.attach(
    globals(),
    {"headrace.training.contrib.example_decoder": "BoundingBox Image ItemHandler TFExampleDecoder Tensor"},
)
