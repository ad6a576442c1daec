"""tf.contrib.copy_graph.python.util.copy_elements: as far as programs use it. Made by `make names`."""

from headrace.graph.execution.session import Session as Session
from headrace.graph.variables.variable import Variable as Variable
from headrace.graph.variables.variable import Variable as VariableV1

__all__ = [
    "Session",
    "Variable",
    "VariableV1",
]
