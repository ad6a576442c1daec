"""tf.python.ops: as far as programs use it. Made by `make names`."""

from headrace.python.ops import control_flow_ops as control_flow_ops
from headrace.python.ops import functional_ops as functional_ops
from headrace.python.ops import map_fn as map_fn
from headrace.python.ops import rnn as rnn
from headrace.python.ops import rnn_cell as rnn_cell
from headrace.python.ops import rnn_cell_impl as rnn_cell_impl
from headrace.python.ops import seq2seq as seq2seq
from headrace.python.ops import tensor_array_ops as tensor_array_ops
from headrace.python.ops import variable_scope as variable_scope

__all__ = [
    "control_flow_ops",
    "functional_ops",
    "map_fn",
    "rnn",
    "rnn_cell",
    "rnn_cell_impl",
    "seq2seq",
    "tensor_array_ops",
    "variable_scope",
]
