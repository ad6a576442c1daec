"""shard: a part of a list or of a tensor's rows for each of several workers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar, overload

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.tensor import Tensor

T = TypeVar("T")


@overload
def shard(values: Tensor, index: int, count: int) -> Tensor: ...
@overload
def shard(values: Sequence[T], index: int, count: int) -> list[T]: ...


@export("train.shard")
def shard(values: Any, index: int, count: int) -> Any:
    """The part of `values` for one of several workers: each value is in the part of exactly one.

        files = tf.train.string_input_producer(tf.train.shard(names, worker, workers), num_epochs=1)

    Worker `index` gets the values at `index`, `index + count`, `index + 2 * count`, ...: the sizes of any two parts differ
    by one at most. All workers need the same values in the same order, so sort names of files first.

    Args:
      values: a list, or a tensor (a variable, as of `match_filenames_once`) whose rows are dealt out.
      index: which worker, in [0, count).
      count: how many workers there are, >= 1.

    Returns:
      a list, or a tensor of the same type whose first dimension is smaller.

    Raises:
      ValueError: `index` or `count` is out of range; a tensor is a scalar.
    """
    if count < 1:
        raise ValueError(f"shard: count must be >= 1; got {count}")
    if not 0 <= index < count:
        raise ValueError(f"shard: index must be in [0, {count}); got {index}")
    if isinstance(values, Sequence) and not isinstance(values, (str, bytes)):
        return list(values[index::count])
    tensor = convert_to_tensor(values)
    if tensor.static_shape == ():
        raise ValueError(f"shard: values must be a list or a tensor of at least rank 1; got {values!r}")
    return ops.strided_slice(tensor, [index], [2**31 - 1], [count])
