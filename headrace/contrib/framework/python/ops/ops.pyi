"""tf.contrib.framework.python.ops.ops: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.framework.graphs import get_graph_from_inputs as get_graph_from_inputs
from headrace.training.contrib.framework.graphs import get_name_scope as get_name_scope

__all__ = [
    "get_graph_from_inputs",
    "get_name_scope",
]
