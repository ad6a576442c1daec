"""Ops on SparseTensors."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from numbers import Integral
from typing import Any

import numpy as np

from headrace.formats.exports import export
from headrace.formats.forks import renewed

from ... import ops
from ...core.op import Op, stateful_op
from ...core.operation import Operation
from ...core.rules.batch import PER_RECORD
from ...core.rules.shape import scalar
from ...core.scopes.name_scope import name_scope
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types import dtypes
from ...types.errors import invalid
from ...types.likes import TensorLike
from ...types.static_shapes import StaticShape, with_rank
from .sparse_tensor import SparseTensor, SparseTensorValue, as_sparse

REORDER = Op(
    "SparseReorder",
    "input_indices: int64, input_values: T, input_shape: int64 -> output_indices: int64, output_values: T",
    traits=PURE,
    batch=PER_RECORD,
)


@REORDER.shape
def _reorder_shape(op: Operation) -> list[StaticShape]:
    indices, values, _ = (with_rank(tensor.static_shape, rank) for tensor, rank in zip(op.inputs, (2, 1, 1), strict=True))
    return [indices, values]


@REORDER.gradient
def _reorder_gradient(op: Operation, _: Any, dy: Any) -> list:
    indices, _, shape = op.inputs
    _, order = REORDER(indices, ops.range(ops.shape(indices)[0]), shape)
    return [None, ops.gather(dy, ops.invert_permutation(order)), None]


@REORDER.kernel
def _reorder(input_indices: Any, input_values: Any, input_shape: Any) -> tuple:
    if len(input_indices) != len(input_values):
        raise invalid(f"Number of elements in indices ({len(input_indices)}) and values ({len(input_values)}) do not match")
    if input_indices.shape[1] != len(input_shape):
        raise invalid(f"Index rank ({input_indices.shape[1]}) and shape rank ({len(input_shape)}) do not match")
    order = np.lexsort(input_indices.T[::-1]) if input_indices.size else slice(None)
    return input_indices[order], input_values[order]


@export("sparse_reorder", "sparse.reorder")
def sparse_reorder(sp_input: SparseTensor, name: str | None = None) -> SparseTensor:
    """The same elements in lexicographic order of their indices.

    Args:
      sp_input: SparseTensor of any dtype.

    Returns:
      a SparseTensor of the same shape and dtype.

    Raises:
      TypeError: not a SparseTensor.
      InvalidArgumentError: (when run) its parts do not fit each other.
    """
    sp_input = as_sparse(sp_input)
    indices, values = REORDER(sp_input.indices, sp_input.values, sp_input.dense_shape, name=name)
    shape = sp_input.shape
    return SparseTensor(indices, values, shape.as_list() if shape.is_fully_defined() else ops.identity(sp_input.dense_shape))


@export("sparse_tensor_to_dense", "sparse.to_dense")
def sparse_tensor_to_dense(
    sp_input: SparseTensor, default_value: TensorLike | None = None, validate_indices: bool = True, name: str | None = None
) -> Tensor:
    """The dense tensor, `default_value` where there is no element.

    Args:
      sp_input: SparseTensor of any dtype.
      default_value: scalar of its dtype; zero, the empty string by default.
      validate_indices: whether indices are checked to be in lexicographic order, each once.

    Returns:
      the dense shape of `sp_input`, its dtype.

    Raises:
      TypeError: not a SparseTensor.
      InvalidArgumentError: (when run) indices out of bounds; out of order or repeated, if they are validated.

    Example:
      >>> sparse = tf.SparseTensor([[0, 0], [1, 2]], [1, 2], [2, 3])
      >>> with tf.Session() as sess:
      ...     sess.run(tf.sparse_tensor_to_dense(sparse)).tolist()
      [[1, 0, 0], [0, 0, 2]]
    """
    sp_input = as_sparse(sp_input)
    if default_value is None:
        default_value = ops.zeros([], dtype=sp_input.dtype)
    return ops.sparse_to_dense(
        sp_input.indices, sp_input.dense_shape, sp_input.values, default_value, validate_indices, name or "SparseToDense"
    )


@export("sparse_merge", "sparse.merge")
def sparse_merge(
    sp_ids: Any, sp_values: SparseTensor, vocab_size: Any, name: str | None = None, already_sorted: bool = False
) -> SparseTensor:
    """The values at the ids that belong to them: the last dimension becomes one (or more) counted by ids.

    Args:
      sp_ids: SparseTensor [d0, ..., dn, k] of integers, or a list of them, one for each new dimension.
      sp_values: SparseTensor of the same indices.
      vocab_size: size of the new dimension, or a list of sizes.
      already_sorted: ids are in order already; False: they are sorted.

    Returns:
      SparseTensor [d0, ..., dn, *vocab_size].

    Raises:
      TypeError: not SparseTensors, or sizes that are no whole numbers. ValueError: other numbers of ids and sizes.

    Example:
      >>> ids = tf.SparseTensor([[0, 0], [1, 0]], [3, 1], [2, 1])
      >>> values = tf.SparseTensor([[0, 0], [1, 0]], [0.5, 0.25], [2, 1])
      >>> with tf.Session() as sess:
      ...     sess.run(tf.sparse_tensor_to_dense(tf.sparse_merge(ids, values, 4))).tolist()
      [[0.0, 0.0, 0.0, 0.5], [0.0, 0.25, 0.0, 0.0]]
    """
    several, sizes = _as_lists(sp_ids, vocab_size)
    if len(several) != len(sizes):
        raise ValueError("sp_ids and vocab_size have to have equal lengths.")
    with name_scope(name, "SparseMerge"):
        several, sp_values = [as_sparse(ids) for ids in several], as_sparse(sp_values)
        columns = [ops.expand_dims(_as_int64(ids.values), 1) for ids in several]
        added = [ops.cast(size, dtypes.int64) for size in sizes]
        first = several[0]
        indices = ops.concat([first.indices[:, :-1], *columns], 1)
        shape = ops.concat([first.dense_shape[:-1], added], 0)
        merged = SparseTensor(indices, sp_values.values, shape)
        if already_sorted:
            return merged
        ordered = sparse_reorder(merged)
        return SparseTensor(ordered.indices, ordered.values, shape)


def _as_lists(sp_ids: Any, vocab_size: Any) -> tuple[list, list]:
    """Ids and sizes as lists. Raises TypeError."""
    if isinstance(sp_ids, (SparseTensor, SparseTensorValue)):
        if not _is_size(vocab_size):
            raise TypeError(f"vocab_size has to be a Tensor or Python int. Found {type(vocab_size)}")
        return [sp_ids], [vocab_size]
    if not isinstance(sp_ids, Iterable):
        raise TypeError(f"sp_ids has to be a SparseTensor or list thereof. Found {type(sp_ids)}")
    if isinstance(vocab_size, Tensor) or not isinstance(vocab_size, Iterable):
        raise TypeError(f"vocab_size has to be a list of Tensors or Python ints. Found {type(vocab_size)}")
    sizes = list(vocab_size)
    for size in sizes:
        if not _is_size(size):
            raise TypeError(f"vocab_size has to be a list of Tensors or Python ints. Found {type(size)}")
    return list(sp_ids), sizes


def _is_size(value: Any) -> bool:
    return isinstance(value, (Tensor, Integral))


def _as_int64(ids: Tensor) -> Tensor:
    return ids if ids.dtype is dtypes.int64 else ops.cast(ids, dtypes.int64)


@export("sparse_to_indicator", "sparse.to_indicator")
def sparse_to_indicator(sp_input: SparseTensor, vocab_size: int, name: str | None = None) -> Tensor:
    """Which ids each row of a sparse tensor holds.

    Args:
      sp_input: SparseTensor [d0, ..., dn, k] of int32 or int64 ids in [0, vocab_size).
      vocab_size: int: how many ids there are.

    Returns:
      bool tensor [d0, ..., dn, vocab_size].

    Raises:
      TypeError: not a SparseTensor.
      InvalidArgumentError: (when run) an id out of bounds.
    """
    sp_input = as_sparse(sp_input)
    with name_scope(name, "SparseToIndicator", [sp_input.values]) as scope:
        present = ops.fill(ops.expand_dims(ops.shape(sp_input.indices)[0], 0), True)
        marks = SparseTensor(sp_input.indices, present, sp_input.dense_shape)
        merged = sparse_merge(sp_input, marks, vocab_size, scope)
        return sparse_tensor_to_dense(merged, False, validate_indices=False, name=scope)


# -- sparse elements through queues ------------------------------------------------------------------------------------


class SparseMap:
    """Sparse tensors that wait for whoever knows their handle: what goes through a queue is the handle."""

    def __init__(self) -> None:
        self._lock = renewed(threading.Lock())
        # Guarded by _lock:
        self._next = 0
        self._waiting: dict[int, tuple] = {}

    def contents(self) -> tuple[int, dict[int, tuple]]:
        """The next handle, and what waits by handle."""
        with self._lock:
            return self._next, dict(self._waiting)

    def go_on(self, following: int, waiting: dict[int, tuple]) -> None:
        """Be as another one that had these `contents`."""
        with self._lock:
            self._next, self._waiting = following, waiting

    def add(self, parts: tuple) -> int:
        with self._lock:
            handle = self._next
            self._next += 1
            self._waiting[handle] = parts
            return handle

    def take(self, handle: int) -> tuple:
        """Raises KeyError for a handle that was taken already."""
        with self._lock:
            return self._waiting.pop(handle)


def _map_of(op: Operation, session: Any) -> SparseMap:
    key = op.get_attr("shared_name") or op.name
    return session.contained(op.get_attr("container"), ("sparse map", key), SparseMap)


ADD_SPARSE = stateful_op(
    "AddSparseToTensorsMap",
    "sparse_indices: int64, sparse_values: T, sparse_shape: int64 -> sparse_handle: int64",
    "container: string = '', shared_name: string = ''",
    shape=scalar,
)


@ADD_SPARSE.bind
def _add_sparse(op: Operation, session: Any) -> Callable[..., Any]:
    kept = _map_of(op, session)
    return lambda indices, values, shape: np.int64(kept.add((np.array(indices), np.array(values), np.array(shape))))


ADD_MANY_SPARSE = stateful_op(
    "AddManySparseToTensorsMap",
    "sparse_indices: int64, sparse_values: T, sparse_shape: int64 -> sparse_handles: int64",
    "container: string = '', shared_name: string = ''",
    shape=lambda op: (None,),
)


@ADD_MANY_SPARSE.bind
def _add_many_sparse(op: Operation, session: Any) -> Callable[..., Any]:
    kept = _map_of(op, session)

    def add(indices: Any, values: Any, shape: Any) -> Any:
        handles = []
        for row in range(int(shape[0])):
            mine = indices[:, 0] == row
            handles.append(kept.add((indices[mine][:, 1:], values[mine], np.array(shape[1:]))))
        return np.array(handles, np.int64)

    return add


TAKE_MANY_SPARSE = stateful_op(
    "TakeManySparseFromTensorsMap",
    "sparse_handles: int64 -> sparse_indices: int64, sparse_values: dtype, sparse_shape: int64",
    "container: string = '', shared_name: string = '', rank: python = None",
)


@TAKE_MANY_SPARSE.shape
def _take_shape(op: Operation) -> list[StaticShape]:
    rank = op.get_attr("rank")
    whole = None if rank is None else rank + 1
    return [(None, whole), (None,), (whole,)]


@TAKE_MANY_SPARSE.bind
def _take_many_sparse(op: Operation, session: Any) -> Callable[..., tuple]:
    kept, name = _map_of(op, session), op.get_attr("shared_name") or op.name
    kind = op.get_attr("dtype").as_numpy_dtype

    def take(handles: Any) -> tuple:
        try:
            parts = [kept.take(int(handle)) for handle in np.ravel(handles)]
        except KeyError as error:
            raise invalid(f"Unable to find SparseTensor: {error} in map: {name}") from error
        if not parts:
            rank = (op.get_attr("rank") or 1) + 1
            return np.zeros((0, rank), np.int64), np.zeros(0, kind), np.zeros(rank, np.int64)
        for row, (_, _, shape) in enumerate(parts):
            if len(shape) != len(parts[0][2]):
                raise invalid(
                    f"Inconsistent rank across SparseTensors: rank prior to SparseTensor[{row}] was: "
                    f"{len(parts[0][2])} but rank of SparseTensor[{row}] is: {len(shape)}",
                )
        indices = [
            np.concatenate([np.full((len(one), 1), row, np.int64), one], axis=1) for row, (one, _, _) in enumerate(parts)
        ]
        shape = np.max([one for _, _, one in parts], axis=0)
        return (
            np.concatenate(indices),
            np.concatenate([values for _, values, _ in parts]).astype(kind, copy=False),
            np.concatenate([[len(parts)], shape]).astype(np.int64),
        )

    return take
