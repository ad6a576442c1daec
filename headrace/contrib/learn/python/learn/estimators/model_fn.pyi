"""tf.contrib.learn.python.learn.estimators.model_fn: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.learn.keys import ModeKeys as ModeKeys
from headrace.training.contrib.experiments.model_fn import ModelFnOps as ModelFnOps
from headrace.training.contrib.framework.graphs import get_graph_from_inputs as get_graph_from_inputs

__all__ = [
    "ModeKeys",
    "ModelFnOps",
    "get_graph_from_inputs",
]
