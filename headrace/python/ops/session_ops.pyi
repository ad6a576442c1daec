"""tf.python.ops.session_ops: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.state.handles import TensorHandle as TensorHandle
from headrace.graph.ops.state.handles import delete_session_tensor as delete_session_tensor
from headrace.graph.ops.state.handles import get_session_handle as get_session_handle
from headrace.graph.ops.state.handles import get_session_tensor as get_session_tensor

__all__ = [
    "TensorHandle",
    "delete_session_tensor",
    "get_session_handle",
    "get_session_tensor",
]
