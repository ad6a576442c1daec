"""Losses of single examples averaged over a batch, as loops of one's own do it."""

from __future__ import annotations

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.default_graph_functions import control_dependencies
from headrace.graph.core.tensor import Tensor
from headrace.graph.types import dtypes
from headrace.graph.types.likes import TensorLike

from ..weights_broadcast import broadcast_weights

REPLICAS = 1
"""How many copies of a model are trained at once; nodes of the graph count them."""

_NO_BATCH = "Invalid value passed for `per_example_loss`. Expected a tensor with at least rank 1"


@export("nn.compute_average_loss")
def compute_average_loss(
    per_example_loss: TensorLike, sample_weight: TensorLike | None = None, global_batch_size: TensorLike | None = None
) -> Tensor:
    """The sum of the losses of single examples divided by their number.

    Args:
      per_example_loss: [n, ...], floating.
      sample_weight: a factor for all, or for each example or element; weights are applied in float32.
      global_batch_size: the number of examples; n by default.

    Returns:
      scalar, dtype of the losses.

    Raises:
      ValueError: a single loss, or weights that do not fit.
      InvalidArgumentError: (when run) a single loss of which that was not known.

    Example:
      >>> with tf.Session() as sess:
      ...     sess.run(tf.nn.compute_average_loss([2.0, 4.0], sample_weight=[1.0, 0.5])).item()
      2.0
    """
    losses = convert_to_tensor(per_example_loss)
    dtype, known = losses.dtype, losses.static_shape
    if known == ():
        raise ValueError(f"{_NO_BATCH}, received: {losses}")
    checks = (
        []
        if known is not None
        else [ops.assert_greater_equal(ops.rank(losses), ops.cast(1, dtypes.int32), message=f"{_NO_BATCH}.")]
    )
    with control_dependencies(checks):
        if sample_weight is not None:
            losses = _weighted(losses, sample_weight)
        losses = ops.cast(losses, dtype)
        if global_batch_size is None:
            global_batch_size = ops.cast(ops.shape(losses)[0] * REPLICAS, dtype)
        return ops.reduce_sum(losses) / global_batch_size


def _weighted(losses: Tensor, sample_weight: TensorLike) -> Tensor:
    losses, weights = ops.cast(losses, dtypes.float32), ops.cast(sample_weight, dtypes.float32)
    if weights.static_shape is not None and losses.static_shape is not None and weights.static_shape:
        more = len(weights.static_shape) - len(losses.static_shape)
        if more == 1:
            weights = ops.squeeze(weights, [-1])
        elif more == -1:
            weights = ops.expand_dims(weights, [-1])
    return ops.multiply(losses, broadcast_weights(weights, losses))


@export("nn.scale_regularization_loss")
def scale_regularization_loss(regularization_loss: TensorLike) -> Tensor:
    """The sum of regularization losses, divided among the replicas of a model, of which there is one.

    Args:
      regularization_loss: any shape, floating.

    Returns:
      scalar, dtype of the losses.
    """
    return ops.reduce_sum(regularization_loss) / REPLICAS
