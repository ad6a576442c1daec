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
def shard(values: Tensor, index: int, count: int, *, even: str | None = None) -> Tensor: ...
@overload
def shard(values: Sequence[T], index: int, count: int, *, even: str | None = None) -> list[T]: ...


@export("train.shard")
def shard(values: Any, index: int, count: int, *, even: str | None = None) -> Any:
    """The part of `values` for one of several workers: each value is in the part of exactly one.

        files = tf.train.string_input_producer(tf.train.shard(names, worker, workers), num_epochs=1)

    Worker `index` gets the values at `index`, `index + count`, `index + 2 * count`, ...: the sizes of any two parts differ
    by one at most. All workers need the same values in the same order, so sort names of files first.

    Args:
      values: a list, or a tensor (a variable, as of `match_filenames_once`) whose rows are dealt out.
      index: which worker, in [0, count).
      count: how many workers there are, >= 1.
      even: "pad" or "drop": all parts have the same size, so that workers make as many batches of rows: those that would have
        one value less have one of the first once more, or all do without. None: they may differ. Files have as many records as
        they have; of records there is `Dataset.shard(count, index, even=...)`.

    Returns:
      a list, or a tensor of the same type whose first dimension is smaller.

    Raises:
      ValueError: `index`, `count` or `even` is out of range; a tensor is a scalar.

    Example:
      >>> [tf.train.shard(["a", "b", "c", "d"], worker, 3, even="pad") for worker in range(3)]
      [['a', 'd'], ['b', 'a'], ['c', 'b']]
    """
    if count < 1:
        raise ValueError(f"shard: count must be >= 1; got {count}")
    if not 0 <= index < count:
        raise ValueError(f"shard: index must be in [0, {count}); got {index}")
    check_even(even)
    if isinstance(values, Sequence) and not isinstance(values, (str, bytes)):
        return [values[place % len(values)] for place in range(index, _end(len(values), count, even), count)]
    tensor = convert_to_tensor(values)
    if tensor.static_shape == ():
        raise ValueError(f"shard: values must be a list or a tensor of at least rank 1; got {values!r}")
    if even is None:
        return ops.strided_slice(tensor, [index], [2**31 - 1], [count])
    rows = ops.shape(tensor)[0]
    places = ops.range(0, _end(rows, count, even), count) + index
    return ops.gather(tensor, ops.floormod(places, ops.maximum(rows, 1)))


def check_even(even: str | None) -> None:
    """Raises ValueError where it is none of None, "pad" and "drop"."""
    if even not in (None, "pad", "drop"):
        raise ValueError(f"shard: even must be None, 'pad' or 'drop'; got {even!r}")


def _end(size: Any, count: int, even: str | None) -> Any:
    """Behind the last value that is dealt out, a number or a tensor; beyond `size` they begin anew."""
    if even is None:
        return size
    return (size + (count - 1 if even == "pad" else 0)) // count * count
