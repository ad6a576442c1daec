"""tf.contrib.copy_graph: variables and operations copied to another graph. Made by `make names`."""

from headrace.contrib.copy_graph import copy_elements as copy_elements
from headrace.training.contrib.copy_graph import copy_op_to_graph as copy_op_to_graph
from headrace.training.contrib.copy_graph import copy_variable_to_graph as copy_variable_to_graph
from headrace.training.contrib.copy_graph import get_copied_op as get_copied_op
from headrace.contrib.copy_graph import python as python

__all__ = [
    "copy_op_to_graph",
    "copy_variable_to_graph",
    "get_copied_op",
]
