"""tf.contrib.framework.python.framework: as far as programs use it. Made by `make names`."""

from headrace.contrib.framework.python.framework import checkpoint_utils as checkpoint_utils
from headrace.graph.ops.sparse.sparse_tensor import convert_to_tensor_or_sparse_tensor as convert_to_tensor_or_sparse_tensor
from headrace.graph.checkpoints.initializing import init_from_checkpoint as init_from_checkpoint
from headrace.graph.checkpoints.reader import list_variables as list_variables
from headrace.graph.checkpoints.reader import load_checkpoint as load_checkpoint
from headrace.graph.checkpoints.reader import load_variable as load_variable
from headrace.contrib.framework.python.framework import tensor_util as tensor_util
from headrace.training.contrib.shapes import with_same_shape as with_same_shape
from headrace.training.contrib.shapes import with_shape as with_shape

__all__ = [
    "checkpoint_utils",
    "convert_to_tensor_or_sparse_tensor",
    "init_from_checkpoint",
    "list_variables",
    "load_checkpoint",
    "load_variable",
    "tensor_util",
    "with_same_shape",
    "with_shape",
]
