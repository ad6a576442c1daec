"""tf.python.ops.control_flow_ops: what runs before or instead of what. Made by `make names`."""

from headrace.graph.ops.state.control import Assert as Assert
from headrace.graph.control_flow.while_loop import while_loop as While
from headrace.graph.control_flow.case import case as case
from headrace.graph.control_flow.cond import cond as cond
from headrace.graph.ops.state.control import group as group
from headrace.graph.ops.state.control import no_op as no_op
from headrace.graph.ops.state.control import tuple_ as tuple
from headrace.graph.control_flow.while_loop import while_loop as while_loop
from headrace.graph.ops.state.control import with_dependencies as with_dependencies

__all__ = [
    "Assert",
    "While",
    "case",
    "cond",
    "group",
    "no_op",
    "tuple",
    "while_loop",
    "with_dependencies",
]
