"""tf.python.ops.random_ops: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.random.random import multinomial as multinomial
from headrace.graph.ops.random.shuffle import random_crop as random_crop
from headrace.graph.ops.random.random import random_normal as random_normal
from headrace.graph.ops.random.shuffle import random_shuffle as random_shuffle
from headrace.graph.ops.random.random import random_uniform as random_uniform
from headrace.graph.core.tensor import Tensor as _Tensor
from headrace.graph.types import dtypes as _dtypes
from headrace.graph.types.likes import DTypeLike as _DTypeLike
from headrace.graph.types.likes import ShapeLike as _ShapeLike
from headrace.graph.types.likes import TensorLike as _TensorLike

def truncated_normal(
    shape: _ShapeLike,
    mean: _TensorLike = 0.0,
    stddev: _TensorLike = 1.0,
    dtype: _DTypeLike = _dtypes.float32,
    seed: int | None = None,
    name: str | None = None,
) -> _Tensor:
    """Numbers drawn from a normal distribution; those more than two `stddev` from `mean` are drawn again.

    Args:
      shape: of the result; a list of ints, a TensorShape, or a vector of int32 or int64.
      mean, stddev: of type `dtype`, broadcast against `shape`.
      dtype: float16, float32 or float64.
      seed: int, see `tf.set_random_seed`.

    Returns:
      shape `shape`, type `dtype`.

    Raises:
      TypeError: another `dtype`.
      ValueError, InvalidArgumentError: (building, when run) shapes that do not broadcast.
      InvalidArgumentError: (when run) a negative size.
    """

__all__ = [
    "multinomial",
    "random_crop",
    "random_normal",
    "random_shuffle",
    "random_uniform",
    "truncated_normal",
]
