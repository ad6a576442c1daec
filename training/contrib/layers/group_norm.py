"""instance_norm and group_norm: images normalized one by one, channel by channel or in groups of channels."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.tensor import Tensor
from headrace.graph.types.likes import ScopeLike, TensorLike
from headrace.graph.variables.scope import variable_scope

from ..arg_scope import add_arg_scope
from ..variables import model_variable
from .batch_norm import ONES, ZEROS
from .common import Names, activate, check_data_format, collections_for
from .dense import fully_connected


def _parameter(name: str, size: int, of: Tensor, initializers: Any, collections: Any, trainable: bool) -> Any:
    """beta or gamma, one for each channel."""
    return model_variable(
        name,
        shape=[size],
        dtype=of.dtype.base_dtype,
        initializer=(initializers or {}).get(name, ZEROS if name == "beta" else ONES),
        collections=collections_for(collections, name),
        trainable=trainable,
    )


@export("contrib.layers.instance_norm", "contrib.slim.instance_norm")
@documented_by(fully_connected)
@add_arg_scope
def instance_norm(
    inputs: TensorLike,
    center: bool = True,
    scale: bool = True,
    epsilon: float = 1e-6,
    activation_fn: Callable[..., Any] | None = None,
    param_initializers: Any = None,
    reuse: bool | None = None,
    variables_collections: Any = None,
    outputs_collections: Names = None,
    trainable: bool = True,
    data_format: str = "NHWC",
    scope: ScopeLike | None = None,
) -> Tensor:
    """Each channel of each example with mean 0 and variance 1, then scaled and moved.

    Source: Ulyanov, Vedaldi, Lempitsky: Instance Normalization, 2016.

    Args:
      inputs: floating, of rank at least 3, the number of channels known.
      center, scale: whether there are `beta` (added) and `gamma` (multiplied).
      epsilon: added to the variance.
      activation_fn: a function of a tensor; None for none.
      param_initializers: a dict by "beta" and "gamma".
      variables_collections: collections that the variables go into besides: a list for all, or a dict of lists by short
        name ("beta", "gamma").
      data_format: "NHWC", or "NCHW" for channels in the second dimension.

    Returns:
      in the shape and type of `inputs`.

    Raises:
      ValueError: another format, or inputs of unknown rank or number of channels.
    """
    inputs = convert_to_tensor(inputs)
    rank = inputs.shape.ndims
    if rank is None:
        raise ValueError(f"Inputs {inputs.name} has undefined rank.")
    check_data_format(data_format)
    with variable_scope(scope, "InstanceNorm", [inputs], reuse=reuse) as sc:
        axis = 1 if data_format == "NCHW" else rank - 1
        others = [k for k in range(1, rank) if k != axis]
        (size,) = inputs.shape.as_list()[axis : axis + 1]
        if size is None:
            raise ValueError(f"Inputs {inputs.name} has undefined channels dimension {inputs.shape[axis : axis + 1]}.")

        def parameter(name: str) -> Any:
            made = _parameter(name, size, inputs, param_initializers, variables_collections, trainable)
            return ops.reshape(made, [1, size, *[1] * (rank - 2)]) if data_format == "NCHW" else made

        beta, gamma = parameter("beta") if center else None, parameter("gamma") if scale else None
        mean, variance = ops.moments(inputs, others, keepdims=True)
        outputs = ops.batch_normalization(inputs, mean, variance, beta, gamma, epsilon, name="instancenorm")
        return activate(outputs, activation_fn, outputs_collections, sc)


@export("contrib.layers.group_norm", "contrib.slim.group_norm")
@documented_by(instance_norm)
@add_arg_scope
def group_norm(
    inputs: TensorLike,
    groups: int = 32,
    channels_axis: int = -1,
    reduction_axes: Sequence[int] = (-3, -2),
    center: bool = True,
    scale: bool = True,
    epsilon: float = 1e-6,
    activation_fn: Callable[..., Any] | None = None,
    param_initializers: Any = None,
    reuse: bool | None = None,
    variables_collections: Any = None,
    outputs_collections: Names = None,
    trainable: bool = True,
    scope: ScopeLike | None = None,
    mean_close_to_zero: bool = False,
) -> Tensor:
    """Groups of channels of each example with mean 0 and variance 1, then each channel scaled and moved.

    Source: Wu, He: Group Normalization, 2018.

    Args:
      inputs: floating, of known rank; the sizes of channels and of `reduction_axes` are known.
      groups: how many groups of neighbours the channels are in, a divisor of their number.
      channels_axis: the dimension of the channels.
      reduction_axes: the dimensions that moments are taken over besides.
      mean_close_to_zero: whether the moments are taken in one pass, which is right where means are near 0.

    Raises:
      ValueError: a rank or size that is not known, axes that are out of range or the channels', or groups that do not fit.
    """
    inputs = convert_to_tensor(inputs)
    rank = inputs.shape.ndims
    if rank is None:
        raise ValueError(f"Inputs {inputs.name} has undefined rank.")
    if channels_axis > rank - 1:
        raise ValueError("Axis is out of bounds.")
    known, found = inputs.shape.as_list(), ops.shape(inputs)
    sizes: list[Any] = [found[k] if size is None else size for k, size in enumerate(known)]
    axis = channels_axis + rank if channels_axis < 0 else channels_axis
    channels = known[axis]
    if channels is None:
        raise ValueError(f"Inputs {inputs.name} has undefined channel dimension: {axis}.")
    others = [k + rank if k < 0 else k for k in reduction_axes]
    for other in others:
        if other > rank:
            raise ValueError("Axis is out of bounds.")
        if known[other] is None:
            raise ValueError(f"Inputs {inputs.name} has undefined dimensions {other}.")
        if other == axis:
            raise ValueError("reduction_axis must be mutually exclusive with channels_axis")
    if groups > channels:
        raise ValueError(f"Invalid groups {groups} for {channels} channels.")
    if channels % groups:
        raise ValueError(f"{channels} channels is not commensurate with {groups} groups.")
    in_groups = [groups, channels // groups]
    grouped: Any = ops.reshape(inputs, [*sizes[:axis], *in_groups, *sizes[axis + 1 :]])
    beside = [*[1] * axis, *in_groups, *[1] * (rank - axis - 1)]
    axes = [axis + 1, *(k + 1 if k > axis else k for k in others)]
    with variable_scope(scope, "GroupNorm", [grouped], reuse=reuse) as sc:

        def parameter(name: str) -> Any:
            made = _parameter(name, channels, grouped, param_initializers, variables_collections, trainable)
            return ops.reshape(made, beside)

        beta, gamma = parameter("beta") if center else None, parameter("gamma") if scale else None
        if mean_close_to_zero:
            count, total, squares, _ = ops.sufficient_statistics(grouped, axes, keepdims=True)
            mean, variance = ops.normalize_moments(count, total, squares, None)  # type: ignore[arg-type]
        else:
            mean, variance = ops.moments(grouped, axes, keepdims=True)
        gain: Any = ops.rsqrt(ops.add(variance, epsilon))
        offset = -mean * gain
        if gamma is not None:
            gain, offset = gain * gamma, offset * gamma
        if beta is not None:
            offset = offset + beta
        outputs = ops.reshape(grouped * gain + offset, sizes)
        return activate(outputs, activation_fn, outputs_collections, sc)
