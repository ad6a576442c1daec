"""tf.python.ops.control_flow_ops: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.state.control import Assert as Assert
from headrace.graph.control_flow.contexts import CondContext as CondContext
from headrace.graph.control_flow.contexts import ControlFlowContext as ControlFlowContext
from headrace.graph.control_flow.while_loop import while_loop as While
from headrace.graph.control_flow.while_context import WhileContext as WhileContext
from headrace.graph.control_flow.case import case as case
from headrace.graph.control_flow.cond import cond as cond
from headrace.graph.ops.state.control import group as group
from headrace.graph.ops.state.control import no_op as no_op
from headrace.graph.control_flow.case import switch_case as switch_case
from headrace.graph.ops.state.control import tuple_ as tuple
from headrace.graph.control_flow.while_loop import while_loop as while_loop
from headrace.graph.ops.state.control import with_dependencies as with_dependencies

__all__ = [
    "Assert",
    "CondContext",
    "ControlFlowContext",
    "While",
    "WhileContext",
    "case",
    "cond",
    "group",
    "no_op",
    "switch_case",
    "tuple",
    "while_loop",
    "with_dependencies",
]
