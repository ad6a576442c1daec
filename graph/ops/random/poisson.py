"""random_poisson: how often something happens that happens so often on the average."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.formats.exports import export

from ...core.build import convert_to_tensor
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import Kernel
from ...core.rules.gradient import NO_GRADIENT
from ...core.scopes.name_scope import name_scope
from ...core.static_values import constant_value_as_shape
from ...core.tensor import Tensor
from ...core.traits import DRAWS
from ...runtime.random_generators import generator_of
from ...runtime.random_seed import seed_attributes
from ...types import dtypes
from ...types.dtypes import as_dtype
from ...types.errors import invalid
from ...types.likes import DTypeLike, ShapeLike, TensorLike
from ...types.static_shapes import StaticShape
from .random import shape_tensor

_TYPES = [dtypes.float16, dtypes.float32, dtypes.float64, dtypes.int32, dtypes.int64]

RANDOM_POISSON = Op(
    "RandomPoissonV2",
    "shape: S, rate: R -> output: dtype",
    "seed: int = 0, seed2: int = 0, S: {int32, int64}",
    traits=DRAWS,
    R=_TYPES,
    dtype=_TYPES,
    gradient=NO_GRADIENT,
)


@RANDOM_POISSON.shape
def _random_poisson_shape(op: Operation) -> StaticShape:
    sizes, rate = constant_value_as_shape(op.inputs[0]), op.inputs[1].static_shape
    return None if sizes is None or rate is None else (*sizes, *rate)


@RANDOM_POISSON.bind
def _random_poisson(op: Operation, session: Any) -> Kernel:
    generator = generator_of(op, session)
    dtype = op.get_attr("dtype").as_numpy_dtype

    def kernel(shape: np.ndarray, rate: Any) -> np.ndarray:
        rates = np.maximum(np.asarray(rate, np.float64), 0)
        if not np.isfinite(rates).all():
            raise invalid("rate must be finite")
        return generator.poisson(rates, (*shape.tolist(), *rates.shape)).astype(dtype)

    return kernel


@RANDOM_POISSON.batch
def _random_poisson_block(op: Operation, batched: Sequence[bool], kernel: Kernel) -> Kernel | None:
    """The draws of each record follow one after the other where its rates are all of its shape."""
    if batched[0] or constant_value_as_shape(op.inputs[0]) != ():
        return None
    if batched[1]:
        return lambda n, shape, rate: kernel(shape, rate)
    return lambda n, shape, rate: kernel(shape, np.broadcast_to(rate, (n, *np.shape(rate))))


@export("random_poisson", "random.poisson")
def random_poisson(
    lam: TensorLike,
    shape: ShapeLike | TensorLike,
    dtype: DTypeLike = dtypes.float32,
    seed: int | None = None,
    name: str | None = None,
) -> Tensor:
    """Draws from Poisson distributions.

    Args:
      lam: the mean of each, of any shape; 0 is drawn where it is not above 0.
      shape: how many numbers to draw of each.
      dtype: float16, float32, float64, int32 or int64.
      seed: of the numbers; with the graph's seed it makes them the same in each session.

    Returns:
      `shape` + the shape of `lam`, of type `dtype`.

    Raises:
      InvalidArgumentError: (when run) a mean that is infinite or not a number.
    """
    with name_scope(name, "random_poisson", [lam, shape]):
        sizes = shape_tensor(shape)
        return RANDOM_POISSON(
            sizes,
            convert_to_tensor(lam, name="RandomPoissonV2/rate") if not isinstance(lam, Tensor) else lam,
            dtype=as_dtype(dtype),
            **seed_attributes(seed),
        )
