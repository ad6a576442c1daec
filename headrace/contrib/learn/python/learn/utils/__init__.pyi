"""tf.contrib.learn.python.learn.utils: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.experiments.serving import InputFnOps as InputFnOps
from headrace.training.contrib.experiments.serving import build_parsing_serving_input_fn as build_parsing_serving_input_fn
from headrace.contrib.learn.python.learn.utils import input_fn_utils as input_fn_utils
from headrace.training.contrib.experiments.serving import make_export_strategy as make_export_strategy
from headrace.contrib.learn.python.learn.utils import saved_model_export_utils as saved_model_export_utils

__all__ = [
    "InputFnOps",
    "build_parsing_serving_input_fn",
    "input_fn_utils",
    "make_export_strategy",
    "saved_model_export_utils",
]
