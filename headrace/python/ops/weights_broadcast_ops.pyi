"""tf.python.ops.weights_broadcast_ops: as far as programs use it. Made by `make names`."""

from headrace.training.weights_broadcast import assert_broadcastable as assert_broadcastable
from headrace.graph.core.tensor import Tensor as _Tensor
from headrace.graph.types.likes import TensorLike as _TensorLike

def broadcast_weights(
    weights: _TensorLike,
    values: _TensorLike,
) -> _Tensor:
    """Weights spread to the shape of the values.

    Args:
      weights: a scalar, or of the rank of the values, with their sizes or 1 in each dimension.
      values: of any shape.

    Returns:
      a tensor in the shape of `values`.

    Raises:
      ValueError: the static shapes do not go together.
      InvalidArgumentError: (when run) the shapes do not.
    """

__all__ = [
    "assert_broadcastable",
    "broadcast_weights",
]
