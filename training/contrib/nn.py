"""tf.contrib.nn: dropout that keeps mean and deviation, a smooth ramp."""

from __future__ import annotations

import numbers
from typing import Any

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.static_values import constant_value
from headrace.graph.core.tensor import Tensor
from headrace.graph.types.likes import TensorLike

_DROPPED = -1.7580993408473766
"""What selu gives for minus infinity."""


@export("contrib.nn.alpha_dropout")
def alpha_dropout(
    x: TensorLike,
    keep_prob: Any,
    noise_shape: Any = None,
    seed: int | None = None,
    name: str | None = None,
) -> Tensor:
    """Dropout for selu: mean and deviation stay, what is dropped becomes selu's limit.

    G. Klambauer and others, Self-normalizing neural networks (2017).

    Args:
      x: float16, float32 or float64.
      keep_prob: how likely an element is kept, in (0, 1].
      noise_shape: the shape of what is drawn, broadcast to that of `x`, which it is by default.
      seed: int, see `tf.set_random_seed`.
      name: of the operations.

    Returns:
      shape and dtype of `x`.

    Raises:
      ValueError: a `keep_prob` that is not in (0, 1], or no scalar.
    """
    with name_scope(name, "alpha_dropout", [x]):
        x = convert_to_tensor(x, name="x")
        if isinstance(keep_prob, numbers.Real) and not 0 < keep_prob <= 1.0:
            raise ValueError(f"keep_prob must be a scalar tensor or a float in the range (0, 1], got {keep_prob:g}")
        keep = convert_to_tensor(keep_prob, x.dtype, name="keep_prob")
        keep.shape.assert_has_rank(0)
        if constant_value(keep) == 1:
            return x
        drawn = ops.random_uniform(ops.shape(x) if noise_shape is None else noise_shape, seed=seed, dtype=x.dtype)
        kept = ops.cast(ops.greater_equal(drawn, 1 - keep), x.dtype)
        x = x * kept + _DROPPED * (1 - kept)
        scale = (keep + keep * (1 - keep) * _DROPPED**2) ** -0.5
        return scale * x + -scale * _DROPPED * (1 - keep)


@export("contrib.nn.scaled_softplus")
def scaled_softplus(x: TensorLike, alpha: TensorLike, clip: TensorLike | None = None, name: str | None = None) -> Tensor:
    """alpha * log(1 + exp(x / alpha)), element by element: max(x, 0), the smoother the larger `alpha` is.

    Args:
      x: float16, float32 or float64.
      alpha: of the same dtype; shapes broadcast.
      clip: the largest value, of the same dtype; None: there is none. Where it is reached gradients go to it alone.
      name: of the operations.

    Returns:
      the broadcast shape, dtype of `x`.

    Raises:
      TypeError: another dtype. ValueError: tensors of several dtypes.
    """
    with name_scope(name, "scaled_softplus", [x, alpha, clip]):
        x = convert_to_tensor(x, name="x")
        dtype = x.dtype.base_dtype
        alpha = convert_to_tensor(alpha, dtype, name="alpha")
        y = alpha * ops.softplus(x / alpha)
        if clip is None:
            return ops.identity(y, name=f"ScaledSoftplusHelper_{dtype.name}")
        clip = convert_to_tensor(clip, dtype, name="clip")
        return ops.identity(ops.minimum(clip, y), name=f"ScaledSoftplusHelper_clip_{dtype.name}")
