"""What AlexNet, OverFeat and VGG share: classifiers written as convolutions, so that images may have any size."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.tensor import Tensor
from headrace.graph.variables.initializers.plain import TruncatedNormal
from headrace.graph.variables.scope import VariableScope

from ...contrib.layers.convolutions import convolution2d
from ...contrib.layers.dense import dropout
from ...contrib.layers.utils import convert_collection_to_dict


@export("contrib.slim.python.slim.nets.alexnet.trunc_normal", "contrib.slim.python.slim.nets.overfeat.trunc_normal")
def trunc_normal(stddev: float) -> TruncatedNormal:
    """An initializer of weights: normal around 0, nothing beyond two standard deviations.

    Args:
      stddev: the standard deviation.

    Returns:
      a `tf.truncated_normal_initializer`.
    """
    return TruncatedNormal(0.0, stddev)


def classified(
    net: Tensor, widths: Sequence[Any], kernel: int, is_training: bool, dropout_keep_prob: float, **of_logits: Any
) -> Tensor:
    """Layers fc6, fc7 and fc8 of these widths, the first with a window of kernel x kernel, the last without activation."""
    net = convolution2d(net, widths[0], [kernel, kernel], padding="VALID", scope="fc6")
    net = dropout(net, dropout_keep_prob, is_training=is_training, scope="dropout6")
    net = convolution2d(net, widths[1], [1, 1], scope="fc7")
    net = dropout(net, dropout_keep_prob, is_training=is_training, scope="dropout7")
    return convolution2d(net, widths[2], [1, 1], activation_fn=None, normalizer_fn=None, scope="fc8", **of_logits)


def with_end_points(
    net: Tensor, collection: str, scope: VariableScope, spatial_squeeze: bool
) -> tuple[Tensor, dict[str, Tensor]]:
    """What fc8 gives, [batch, num_classes] if it is squeezed, and the outputs of all layers by their scopes."""
    end_points = convert_collection_to_dict(collection)
    if spatial_squeeze:
        net = ops.squeeze(net, [1, 2], name="fc8/squeezed")
        end_points[scope.name + "/fc8"] = net
    return net, end_points
