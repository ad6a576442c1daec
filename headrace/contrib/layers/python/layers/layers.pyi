"""tf.contrib.layers.python.layers.layers: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.layers.gdn import GDN as GDN
from headrace.training.contrib.arg_scope import add_arg_scope as add_arg_scope
from headrace.training.contrib.layers.dense import elu as elu
from headrace.training.contrib.layers.dense import fully_connected as fully_connected
from headrace.training.contrib.layers.gdn import gdn as gdn
from headrace.training.contrib.layers.legacy import legacy_fully_connected as legacy_fully_connected
from headrace.training.contrib.layers.legacy import legacy_linear as legacy_linear
from headrace.training.contrib.layers.legacy import legacy_relu as legacy_relu
from headrace.training.contrib.layers.dense import linear as linear
from headrace.training.contrib.layers.normalized import maxout as maxout
from headrace.training.contrib.layers.normalized import poincare_normalize as poincare_normalize
from headrace.training.contrib.layers.dense import relu as relu
from headrace.training.contrib.layers.dense import relu6 as relu6
from headrace.training.contrib.layers.combinators import repeat as repeat
from headrace.training.contrib.layers.normalized import scale_gradient as scale_gradient
from headrace.training.contrib.layers.normalized import softmax as softmax
from headrace.training.contrib.layers.normalized import spatial_softmax as spatial_softmax
from headrace.training.contrib.layers.combinators import stack as stack
from headrace.training.contrib.layers.normalized import unit_norm as unit_norm
from headrace.contrib.layers import avg_pool2d as avg_pool2d
from headrace.contrib.layers import avg_pool3d as avg_pool3d
from headrace.contrib.layers import batch_norm as batch_norm
from headrace.contrib.layers import bias_add as bias_add
from headrace.contrib.layers import conv1d as conv1d
from headrace.contrib.layers import conv2d as conv2d
from headrace.contrib.layers import conv2d_in_plane as conv2d_in_plane
from headrace.contrib.layers import conv2d_transpose as conv2d_transpose
from headrace.contrib.layers import conv3d as conv3d
from headrace.contrib.layers import conv3d_transpose as conv3d_transpose
from headrace.contrib.layers import convolution as convolution
from headrace.contrib.layers import conv1d as convolution1d
from headrace.contrib.layers import conv2d as convolution2d
from headrace.contrib.layers import conv2d_in_plane as convolution2d_in_plane
from headrace.contrib.layers import conv2d_transpose as convolution2d_transpose
from headrace.contrib.layers import conv3d as convolution3d
from headrace.contrib.layers import conv3d_transpose as convolution3d_transpose
from headrace.contrib.layers import dense_to_sparse as dense_to_sparse
from headrace.contrib.layers import dropout as dropout
from headrace.contrib.layers import flatten as flatten
from headrace.contrib.layers import images_to_sequence as images_to_sequence
from headrace.contrib.layers import layer_norm as layer_norm
from headrace.contrib.layers import max_pool2d as max_pool2d
from headrace.contrib.layers import max_pool3d as max_pool3d
from headrace.contrib.layers import one_hot_encoding as one_hot_encoding
from headrace.contrib.layers import separable_conv2d as separable_conv2d
from headrace.contrib.layers import separable_conv2d as separable_convolution2d
from headrace.contrib.layers import sequence_to_images as sequence_to_images
from headrace.graph.core.tensor import Tensor as _Tensor
from headrace.graph.ops.sparse.sparse_tensor import SparseTensor as _SparseTensor
from headrace.training.contrib.layers.utils import Names as _Names
from typing import Any as _Any

def _inner_flatten(
    inputs: _Any,
    new_rank: int,
    output_collections: _Names = None,
    scope: str | None = None,
) -> _Tensor | _SparseTensor:
    """The last dimensions made one, so that `new_rank` are left.

    Args:
      inputs: a tensor or SparseTensor.
      new_rank: how many dimensions the outputs have.
      output_collections: a collection or a list of them that the output goes into, called there as the scope is.
      scope: the name scope of the operations, "InnerFlatten" by default.

    Returns:
      a tensor or SparseTensor in the type of `inputs`.

    Raises:
      ValueError: inputs of a lower rank. InvalidArgumentError: (when run) the same.
    """

__all__ = [
    "GDN",
    "_inner_flatten",
    "add_arg_scope",
    "avg_pool2d",
    "avg_pool3d",
    "batch_norm",
    "bias_add",
    "conv1d",
    "conv2d",
    "conv2d_in_plane",
    "conv2d_transpose",
    "conv3d",
    "conv3d_transpose",
    "convolution",
    "convolution1d",
    "convolution2d",
    "convolution2d_in_plane",
    "convolution2d_transpose",
    "convolution3d",
    "convolution3d_transpose",
    "dense_to_sparse",
    "dropout",
    "elu",
    "flatten",
    "fully_connected",
    "gdn",
    "images_to_sequence",
    "layer_norm",
    "legacy_fully_connected",
    "legacy_linear",
    "legacy_relu",
    "linear",
    "max_pool2d",
    "max_pool3d",
    "maxout",
    "one_hot_encoding",
    "poincare_normalize",
    "relu",
    "relu6",
    "repeat",
    "scale_gradient",
    "separable_conv2d",
    "separable_convolution2d",
    "sequence_to_images",
    "softmax",
    "spatial_softmax",
    "stack",
    "unit_norm",
]
