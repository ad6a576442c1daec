"""random_gamma: numbers of gamma distributions, with gradients to the concentrations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.formats.exports import export

from ... import ops
from ...core.build import convert_to_tensor
from ...core.defaults import get_default_graph
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import Kernel
from ...core.scopes.name_scope import name_scope
from ...core.static_values import constant_value_as_shape
from ...core.tensor import Tensor
from ...core.traits import DRAWS
from ...runtime.random_generators import generator_of
from ...runtime.random_seed import seed_attributes
from ...types import dtypes
from ...types.likes import DTypeLike, ShapeLike, TensorLike
from ...types.static_shapes import StaticShape
from ..special.incomplete import RANDOM_GAMMA_GRAD
from .random import sizes_of

RANDOM_GAMMA = Op(
    "RandomGamma",
    "shape: S, alpha: T -> output: T",
    "seed: int = 0, seed2: int = 0, S: {int32, int64}",
    traits=DRAWS,
    T=dtypes.FLOATS,
)


@RANDOM_GAMMA.shape
def _random_gamma_shape(op: Operation) -> StaticShape:
    sizes, alpha = constant_value_as_shape(op.inputs[0]), op.inputs[1].static_shape
    return None if sizes is None or alpha is None else (*sizes, *alpha)


@RANDOM_GAMMA.bind
def _random_gamma(op: Operation, session: Any) -> Kernel:
    generator = generator_of(op, session)
    dtype = op.get_attr("T").as_numpy_dtype

    def kernel(shape: np.ndarray, alpha: Any) -> np.ndarray:
        alphas = np.asarray(alpha, np.float64)
        defined = alphas >= 0
        drawn = generator.standard_gamma(np.where(defined, alphas, 1.0), (*sizes_of(shape), *alphas.shape))
        return np.where(defined, drawn, np.nan).astype(dtype)

    return kernel


@RANDOM_GAMMA.batch
def _random_gamma_block(op: Operation, batched: Sequence[bool], kernel: Kernel) -> Kernel | None:
    """The draws of each record follow one after the other where its concentrations are all of its shape."""
    if batched[0] or constant_value_as_shape(op.inputs[0]) != ():
        return None
    if batched[1]:
        return lambda n, shape, alpha: kernel(shape, alpha)
    return lambda n, shape, alpha: kernel(shape, np.broadcast_to(alpha, (n, *np.shape(alpha))))


@RANDOM_GAMMA.gradient
def _random_gamma_gradient(op: Operation, dy: Any) -> list:
    """By implicit differentiation (M. Figurnov, S. Mohamed, A. Mnih, 2018): a sample moves so that its quantile stays."""
    shape, alpha = op.inputs
    with get_default_graph().control_dependencies([dy]):
        rank = ops.shape(shape)[0]
        ones = ops.ones([rank], dtype=dtypes.int32)
        alpha = ops.reshape(alpha, ops.concat([ones, ops.shape(alpha)], 0))
        slope = RANDOM_GAMMA_GRAD(alpha, op.outputs[0])
        return [None, ops.reduce_sum(dy * slope, axis=ops.range(rank))]


@export("random_gamma", "random.gamma")
def random_gamma(
    shape: ShapeLike,
    alpha: TensorLike,
    beta: TensorLike | None = None,
    dtype: DTypeLike = dtypes.float32,
    seed: int | None = None,
    name: str | None = None,
) -> Tensor:
    """Numbers drawn from gamma distributions, never 0.

    Args:
      shape: how many numbers to draw of each.
      alpha: the concentration of each, of type `dtype`; NaN is drawn where it is below 0.
      beta: the inverse scale of each, 1 by default; shapes broadcast. Gradients go to both.
      dtype: float16, float32 or float64.
      seed: of the numbers; with the graph's seed it makes them the same in each session.

    Returns:
      `shape` + the broadcast shape of `alpha` and `beta`, of type `dtype`.

    Raises:
      TypeError: another `dtype`. InvalidArgumentError: (when run) a negative size.
    """
    with name_scope(name, "random_gamma", [shape, alpha, beta]):
        shape = convert_to_tensor(shape, dtypes.int32, name="shape")
        alpha = convert_to_tensor(alpha, dtype, name="alpha")
        beta = convert_to_tensor(beta if beta is not None else 1, dtype, name="beta")
        both = alpha + ops.zeros_like(beta)
        drawn = RANDOM_GAMMA(shape, both, **seed_attributes(seed)) / beta
        return ops.maximum(np.finfo(alpha.dtype.as_numpy_dtype).tiny, drawn)
