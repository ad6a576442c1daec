"""tf.contrib.learn.python.learn.utils.input_fn_utils: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.experiments.serving import InputFnOps as InputFnOps
from headrace.training.contrib.experiments.serving import build_parsing_serving_input_fn as build_parsing_serving_input_fn

__all__ = [
    "InputFnOps",
    "build_parsing_serving_input_fn",
]
