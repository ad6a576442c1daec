"""layer_norm as tf.contrib.layers and slim have it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.tensor import Tensor
from headrace.graph.types import dtypes
from headrace.graph.types.likes import ScopeLike, TensorLike
from headrace.graph.variables.scope import variable_scope

from ..arg_scope import add_arg_scope
from ..variables import model_variable
from .batch_norm import ONES, ZEROS
from .common import Names, activate, collections_for
from .dense import fully_connected


@export("contrib.layers.layer_norm", "contrib.slim.layer_norm")
@documented_by(fully_connected)
@add_arg_scope
def layer_norm(
    inputs: TensorLike,
    center: bool = True,
    scale: bool = True,
    activation_fn: Callable[..., Any] | None = None,
    reuse: bool | None = None,
    variables_collections: Any = None,
    outputs_collections: Names = None,
    trainable: bool = True,
    begin_norm_axis: int = 1,
    begin_params_axis: int = -1,
    scope: ScopeLike | None = None,
) -> Tensor:
    """Each element of a batch with mean 0 and variance 1, then scaled and moved.

    Source: Ba et al., "Layer Normalization", 2016.

    Args:
      inputs: floating, of known rank.
      center, scale: whether there are `beta` (added) and `gamma` (multiplied).
      activation_fn: a function of a tensor; None for none.
      variables_collections: collections that the variables go into besides: a list for all, or a dict of lists by short
        name ("beta", "gamma").
      begin_norm_axis: the moments are taken over the dimensions from this one on.
      begin_params_axis: `beta` and `gamma` have the shape of the dimensions from this one on.

    Returns:
      in the shape and type of `inputs`.

    Raises:
      ValueError: inputs of unknown rank, an axis beyond it, or parameters of unknown size.
    """
    with variable_scope(scope, "LayerNorm", [inputs], reuse=reuse) as sc:
        inputs = convert_to_tensor(inputs)
        rank, kind = inputs.shape.ndims, inputs.dtype.base_dtype
        if rank is None:
            raise ValueError(f"Inputs {inputs.name} has undefined rank.")
        first = begin_norm_axis + rank if begin_norm_axis < 0 else begin_norm_axis
        if begin_params_axis >= rank or first >= rank:
            raise ValueError(
                f"begin_params_axis ({begin_params_axis}) and begin_norm_axis ({first}) must be < rank(inputs) ({rank})"
            )
        shape = inputs.shape[begin_params_axis:]
        if not shape.is_fully_defined():
            raise ValueError(f"Inputs {inputs.name}: shape(inputs)[{begin_params_axis}:] is not fully defined: {inputs.shape}")

        def variable(name: str, initializer: Any) -> Any:
            collections = collections_for(variables_collections, name)
            return model_variable(
                name, shape=shape, dtype=kind, initializer=initializer, collections=collections, trainable=trainable
            )

        beta = variable("beta", ZEROS) if center else None
        gamma = variable("gamma", ONES) if scale else None
        mean, variance = ops.moments(inputs, list(range(first, rank)), keepdims=True)
        epsilon = 1e-3 if kind is dtypes.float16 else 1e-12
        outputs = ops.batch_normalization(inputs, mean, variance, beta, gamma, epsilon)
        outputs.set_shape(inputs.static_shape)
        return activate(outputs, activation_fn, outputs_collections, sc)
