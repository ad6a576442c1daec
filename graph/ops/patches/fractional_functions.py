"""Pools over cells of drawn sizes: what programs call."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export

from ...core.tensor import Tensor
from ...runtime.random_seed import get_seed
from ...types.likes import TensorLike
from ..nn.windows import get_sequence
from .fractional import AVG_POOL, MAX_POOL


class FractionalMaxPool(NamedTuple):
    """The greatest elements, and the bounds of the cells they are from, rows and columns: int64 [cells + 1]."""

    output: Tensor
    row_pooling_sequence: Tensor
    col_pooling_sequence: Tensor


class FractionalAvgPool(NamedTuple):
    """The means, and the bounds of the cells they are of, rows and columns: int64 [cells + 1]."""

    output: Tensor
    row_pooling_sequence: Tensor
    col_pooling_sequence: Tensor


def _later_form(pooling_ratio: Any, seed: int) -> dict[str, Any]:
    """The attributes that the later functions make of a ratio and a seed."""
    first, second = get_seed(seed) if seed else (0, 0)
    return {"pooling_ratio": pooling_ratio, "deterministic": bool(seed), "seed": first, "seed2": second}


@export("nn.fractional_max_pool")
def fractional_max_pool(
    value: TensorLike,
    pooling_ratio: Sequence[float],
    pseudo_random: bool = False,
    overlapping: bool = False,
    deterministic: bool = False,
    seed: int = 0,
    seed2: int = 0,
    name: str | None = None,
) -> FractionalMaxPool:
    """The greatest element of each cell, cells being of two sizes in an order that is drawn in each step.

    Args:
      value: [n, height, width, channels]; float32, float64, int32 or int64.
      pooling_ratio: four floats, the factors by which the axes shrink, 1 at least; the first and the last are 1.
      pseudo_random: whether the sizes of cells alternate as regularly as they can, rather than in any order.
      overlapping: whether each cell has the first row and column of the next, too.
      deterministic: whether each step draws the same cells.
      seed, seed2: ints that say which cells a deterministic pool draws, those that TensorFlow draws; where both are 0, any.

    Returns:
      a named tuple: `output`, [n, floor(height / ratio), floor(width / ratio), channels] of the dtype of `value`;
      `row_pooling_sequence` and `col_pooling_sequence`, int64, the bounds of the cells.

    Raises:
      ValueError: another rank, or a ratio below 1. TypeError: another dtype.
      InvalidArgumentError: (when run) a ratio higher than a size, or seeds of a pool that is not deterministic.
      UnimplementedError: (when run) a ratio of images or channels.

    Example:
      >>> image = tf.reshape(tf.range(16.0), [1, 4, 4, 1])
      >>> with tf.Session() as sess:
      ...     pooled = sess.run(tf.nn.fractional_max_pool(image, [1.0, 1.5, 2.0, 1.0], deterministic=True, seed=1))
      >>> pooled.output.shape
      (1, 2, 2, 1)
    """
    attributes = {"pseudo_random": pseudo_random, "overlapping": overlapping, "deterministic": deterministic}
    return FractionalMaxPool(*MAX_POOL(value, pooling_ratio=pooling_ratio, **attributes, seed=seed, seed2=seed2, name=name))


@export("nn.fractional_avg_pool")
@documented_by(fractional_max_pool)
def fractional_avg_pool(
    value: TensorLike,
    pooling_ratio: Sequence[float],
    pseudo_random: bool = False,
    overlapping: bool = False,
    deterministic: bool = False,
    seed: int = 0,
    seed2: int = 0,
    name: str | None = None,
) -> FractionalAvgPool:
    """The mean of each cell, cells being of two sizes in an order that is drawn in each step; of integers cut towards 0."""
    attributes = {"pseudo_random": pseudo_random, "overlapping": overlapping, "deterministic": deterministic}
    return FractionalAvgPool(*AVG_POOL(value, pooling_ratio=pooling_ratio, **attributes, seed=seed, seed2=seed2, name=name))


@export("python.ops.nn_ops.fractional_max_pool_v2")
@documented_by(fractional_max_pool)
def fractional_max_pool_v2(
    value: TensorLike,
    pooling_ratio: float | Sequence[float],
    pseudo_random: bool = False,
    overlapping: bool = False,
    seed: int = 0,
    name: str | None = None,
) -> FractionalMaxPool:
    """`fractional_max_pool` in its later form.

    Args:
      pooling_ratio: a float, two of them (height, width), or one per axis of `value`.
      seed: an int: a pool with another seed than 0 is deterministic, and the graph's seed counts, too.
    """
    later = _later_form(get_sequence(pooling_ratio, 2, 3, "pooling_ratio"), seed)
    return FractionalMaxPool(*MAX_POOL(value, pseudo_random=pseudo_random, overlapping=overlapping, **later, name=name))


@export("python.ops.nn_ops.fractional_avg_pool_v2")
@documented_by(fractional_max_pool)
def fractional_avg_pool_v2(
    value: TensorLike,
    pooling_ratio: Sequence[float],
    pseudo_random: bool = False,
    overlapping: bool = False,
    seed: int = 0,
    name: str | None = None,
) -> FractionalAvgPool:
    """`fractional_avg_pool` in its later form.

    Args:
      seed: an int: a pool with another seed than 0 is deterministic, and the graph's seed counts, too.
    """
    later = _later_form(pooling_ratio, seed)
    return FractionalAvgPool(*AVG_POOL(value, pseudo_random=pseudo_random, overlapping=overlapping, **later, name=name))
