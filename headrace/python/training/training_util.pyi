"""tf.python.training.training_util: as far as programs use it. Made by `make names`."""

from headrace.graph.variables.global_step import assert_global_step as assert_global_step
from headrace.graph.variables.global_step import create_global_step as create_global_step
from headrace.graph.variables.global_step import get_global_step as get_global_step
from headrace.graph.variables.global_step import get_or_create_global_step as get_or_create_global_step
from headrace.graph.variables.global_step import global_step as global_step
from headrace.graph.graphdef.files import write_graph as write_graph

__all__ = [
    "assert_global_step",
    "create_global_step",
    "get_global_step",
    "get_or_create_global_step",
    "global_step",
    "write_graph",
]
