"""tf.contrib.copy_graph.python.util.copy_elements: as far as programs use it. Made by `make names`."""

from headrace.graph.execution.session import Session as Session
from headrace.graph.variables.variable import Variable as Variable
from headrace.graph.variables.variable import Variable as VariableV1
from headrace.training.contrib.copy_graph import copy_op_to_graph as copy_op_to_graph
from headrace.training.contrib.copy_graph import copy_variable_to_graph as copy_variable_to_graph
from headrace.training.contrib.copy_graph import get_copied_op as get_copied_op

__all__ = [
    "Session",
    "Variable",
    "VariableV1",
    "copy_op_to_graph",
    "copy_variable_to_graph",
    "get_copied_op",
]
