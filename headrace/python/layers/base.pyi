"""tf.python.layers.base: as far as programs use it. Made by `make names`."""

from headrace.training.layers.input_spec import InputSpec as InputSpec
from headrace.training.layers.base import Layer as Layer

__all__ = [
    "InputSpec",
    "Layer",
]
