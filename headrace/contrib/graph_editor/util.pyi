"""tf.contrib.graph_editor.util: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.graph_editor.elements import ControlOutputs as ControlOutputs
from headrace.training.contrib.graph_editor.elements import get_consuming_ops as get_consuming_ops
from headrace.training.contrib.graph_editor.elements import get_generating_ops as get_generating_ops
from headrace.training.contrib.graph_editor.elements import get_tensors as get_tensors
from headrace.training.contrib.graph_editor.elements import make_list_of_op as make_list_of_op
from headrace.training.contrib.graph_editor.elements import make_list_of_t as make_list_of_t
from headrace.training.contrib.graph_editor.elements import make_placeholder_from_dtype_and_shape as make_placeholder_from_dtype_and_shape
from headrace.training.contrib.graph_editor.elements import make_placeholder_from_tensor as make_placeholder_from_tensor
from headrace.training.contrib.graph_editor.elements import placeholder_name as placeholder_name

__all__ = [
    "ControlOutputs",
    "get_consuming_ops",
    "get_generating_ops",
    "get_tensors",
    "make_list_of_op",
    "make_list_of_t",
    "make_placeholder_from_dtype_and_shape",
    "make_placeholder_from_tensor",
    "placeholder_name",
]
