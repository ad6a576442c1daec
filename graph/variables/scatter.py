"""scatter_update and its kin: rows and elements of variables changed by index.

Each gives the variable's tensor after the change, and raises InvalidArgumentError when it runs with an index that the
variable has not, or updates of another shape than the rows or elements have.
"""

from __future__ import annotations

from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export

from .. import ops
from ..core.build import convert_to_tensor
from ..core.scopes.name_scope import name_scope
from ..core.tensor import Tensor
from ..ops.sparse.indexed_slices import IndexedSlices
from ..ops.state import scattering
from ..types.likes import TensorLike


@export("scatter_update")
def scatter_update(
    ref: Any, indices: TensorLike, updates: TensorLike, use_locking: bool = True, name: str | None = None
) -> Tensor:
    """Set rows of a variable; where a row is named twice, the last one stays.

    Args:
      ref: a variable of one dimension or more.
      indices: int32 or int64 of any shape: numbers of rows, from 0 to before the first dimension of `ref`.
      updates: of the type of `ref`, `[*indices.shape, *ref.shape[1:]]`, or a scalar for all.
      use_locking: whether no other change of the variable runs meanwhile.

    Returns:
      The variable's tensor after the change.

    Raises:
      InvalidArgumentError: (when run) an index that the variable has not, or updates of another shape.
    """
    return scattering.SCATTER_UPDATE(ref, indices, updates, use_locking=use_locking, name=name)


@export("scatter_add")
@documented_by(scatter_update)
def scatter_add(
    ref: Any, indices: TensorLike, updates: TensorLike, use_locking: bool = False, name: str | None = None
) -> Tensor:
    """Add to rows of a variable; rows named twice receive both."""
    return scattering.SCATTER_ADD(ref, indices, updates, use_locking=use_locking, name=name)


@export("scatter_sub")
@documented_by(scatter_update)
def scatter_sub(
    ref: Any, indices: TensorLike, updates: TensorLike, use_locking: bool = False, name: str | None = None
) -> Tensor:
    """Subtract from rows of a variable; rows named twice give to both."""
    return scattering.SCATTER_SUB(ref, indices, updates, use_locking=use_locking, name=name)


@export("scatter_mul")
@documented_by(scatter_update)
def scatter_mul(
    ref: Any, indices: TensorLike, updates: TensorLike, use_locking: bool = False, name: str | None = None
) -> Tensor:
    """Multiply rows of a variable; rows named twice are multiplied by both."""
    return scattering.SCATTER_MUL(ref, indices, updates, use_locking=use_locking, name=name)


@export("scatter_div")
@documented_by(scatter_update)
def scatter_div(
    ref: Any, indices: TensorLike, updates: TensorLike, use_locking: bool = False, name: str | None = None
) -> Tensor:
    """Divide rows of a variable, integers cut towards zero; rows named twice are divided by both."""
    return scattering.SCATTER_DIV(ref, indices, updates, use_locking=use_locking, name=name)


@export("scatter_min")
@documented_by(scatter_update)
def scatter_min(
    ref: Any, indices: TensorLike, updates: TensorLike, use_locking: bool = False, name: str | None = None
) -> Tensor:
    """Set rows of a variable to the lesser of them and `updates`, element by element."""
    return scattering.SCATTER_MIN(ref, indices, updates, use_locking=use_locking, name=name)


@export("scatter_max")
@documented_by(scatter_update)
def scatter_max(
    ref: Any, indices: TensorLike, updates: TensorLike, use_locking: bool = False, name: str | None = None
) -> Tensor:
    """Set rows of a variable to the greater of them and `updates`, element by element."""
    return scattering.SCATTER_MAX(ref, indices, updates, use_locking=use_locking, name=name)


@export("scatter_nd_update")
def scatter_nd_update(
    ref: Any, indices: TensorLike, updates: TensorLike, use_locking: bool = True, name: str | None = None
) -> Tensor:
    """Set elements or slices of a variable, at the coordinates in the last axis of `indices`.

    Args:
      ref: a variable.
      indices: int32 or int64 `[..., k]`: k coordinates, from the first dimension of `ref` on.
      updates: of the type of `ref`, `[*indices.shape[:-1], *ref.shape[k:]]`.
      use_locking: whether no other change of the variable runs meanwhile.

    Returns:
      The variable's tensor after the change.

    Raises:
      InvalidArgumentError: (when run) coordinates outside of the variable, or updates of another shape.
    """
    return scattering.SCATTER_ND_UPDATE(ref, indices, updates, use_locking=use_locking, name=name)


@export("scatter_nd_add")
@documented_by(scatter_nd_update)
def scatter_nd_add(
    ref: Any, indices: TensorLike, updates: TensorLike, use_locking: bool = False, name: str | None = None
) -> Tensor:
    """Add to elements or slices of a variable, at the coordinates in the last axis of `indices`."""
    return scattering.SCATTER_ND_ADD(ref, indices, updates, use_locking=use_locking, name=name)


@export("scatter_nd_sub")
@documented_by(scatter_nd_update)
def scatter_nd_sub(
    ref: Any, indices: TensorLike, updates: TensorLike, use_locking: bool = False, name: str | None = None
) -> Tensor:
    """Subtract from elements or slices of a variable, at the coordinates in the last axis of `indices`."""
    return scattering.SCATTER_ND_SUB(ref, indices, updates, use_locking=use_locking, name=name)


@export("batch_scatter_update")
def batch_scatter_update(
    ref: Any, indices: TensorLike, updates: TensorLike, use_locking: bool = True, name: str | None = None
) -> Tensor:
    """Set elements or slices of a variable, along the axis that is the last one of `indices`.

    Args:
      ref: of shape `[a, b, ..., n, ...]`.
      indices: int32 or int64 `[a, b, ..., m]`, from 0 to before n.
      updates: `[a, b, ..., m, ...]`.
      use_locking: whether no other change of the variable runs meanwhile.

    Returns:
      The variable's tensor after the change.

    Raises:
      ValueError: indices of unknown rank.
    """
    with name_scope(name):
        indices = convert_to_tensor(indices, name="indices")
        shape = ops.shape(indices, out_type=indices.dtype.base_dtype)
        rank = indices.shape.ndims
        if rank is None:
            raise ValueError("batch_gather does not allow indices with unknown shape.")
        last = ops.expand_dims(indices, -1)
        places = []
        for axis in range(rank - 1):
            along = [1] * (rank + 1)
            along[axis] = -1
            places.append(ops.reshape(ops.range(shape[axis]), along) * ops.ones_like(last))
        return scatter_nd_update(ref, ops.concat([*places, last], -1), updates, use_locking)


class Scattered:
    """The methods of a variable that change, or read, a part of it by index.

    A `sparse_delta` is an IndexedSlices, else TypeError is raised; `use_locking`, `indices` and `updates` are as of the
    functions of the same names. What changes it gives the variable's tensor after that.
    """

    def scatter_update(self, sparse_delta: IndexedSlices, use_locking: bool = False, name: str | None = None) -> Tensor:
        """Set the rows that `sparse_delta` names; gives the variable's tensor after that."""
        return scatter_update(self, *_rows(sparse_delta), use_locking, name)

    def scatter_add(self, sparse_delta: IndexedSlices, use_locking: bool = False, name: str | None = None) -> Tensor:
        """Add to the rows that `sparse_delta` names; gives the variable's tensor after that."""
        return scatter_add(self, *_rows(sparse_delta), use_locking, name)

    def scatter_sub(self, sparse_delta: IndexedSlices, use_locking: bool = False, name: str | None = None) -> Tensor:
        """Subtract from the rows that `sparse_delta` names; gives the variable's tensor after that."""
        return scatter_sub(self, *_rows(sparse_delta), use_locking, name)

    def scatter_mul(self, sparse_delta: IndexedSlices, use_locking: bool = False, name: str | None = None) -> Tensor:
        """Multiply the rows that `sparse_delta` names; gives the variable's tensor after that."""
        return scatter_mul(self, *_rows(sparse_delta), use_locking, name)

    def scatter_div(self, sparse_delta: IndexedSlices, use_locking: bool = False, name: str | None = None) -> Tensor:
        """Divide the rows that `sparse_delta` names; gives the variable's tensor after that."""
        return scatter_div(self, *_rows(sparse_delta), use_locking, name)

    def scatter_min(self, sparse_delta: IndexedSlices, use_locking: bool = False, name: str | None = None) -> Tensor:
        """Take the lesser of `sparse_delta` and the rows that it names; gives the variable's tensor after that."""
        return scatter_min(self, *_rows(sparse_delta), use_locking, name)

    def scatter_max(self, sparse_delta: IndexedSlices, use_locking: bool = False, name: str | None = None) -> Tensor:
        """Take the greater of `sparse_delta` and the rows that it names; gives the variable's tensor after that."""
        return scatter_max(self, *_rows(sparse_delta), use_locking, name)

    def batch_scatter_update(self, sparse_delta: IndexedSlices, use_locking: bool = False, name: str | None = None) -> Tensor:
        """Set what `sparse_delta` names, along the last axis of its indices; gives the variable's tensor after that."""
        return batch_scatter_update(self, *_rows(sparse_delta), use_locking, name)

    def scatter_nd_update(self, indices: TensorLike, updates: TensorLike, name: str | None = None) -> Tensor:
        """Set what is at the coordinates in the last axis of `indices`; gives the variable's tensor after that."""
        return scatter_nd_update(self, indices, updates, use_locking=True, name=name)

    def scatter_nd_add(self, indices: TensorLike, updates: TensorLike, name: str | None = None) -> Tensor:
        """Add at the coordinates in the last axis of `indices`; gives the variable's tensor after that."""
        return scatter_nd_add(self, indices, updates, use_locking=True, name=name)

    def scatter_nd_sub(self, indices: TensorLike, updates: TensorLike, name: str | None = None) -> Tensor:
        """Subtract at the coordinates in the last axis of `indices`; gives the variable's tensor after that."""
        return scatter_nd_sub(self, indices, updates, use_locking=True, name=name)

    def sparse_read(self, indices: TensorLike, name: str | None = None) -> Tensor:
        """The rows that `indices` names."""
        return ops.gather(self, indices, name=name or "Gather")

    def gather_nd(self, indices: TensorLike, name: str | None = None) -> Tensor:
        """The elements or slices at the coordinates in the last axis of `indices`."""
        return ops.gather_nd(self, indices, name=name or "GatherNd")


def _rows(sparse_delta: Any) -> tuple[Tensor, Tensor]:
    if not isinstance(sparse_delta, IndexedSlices):
        raise TypeError(f"sparse_delta is not IndexedSlices: {sparse_delta}")
    return sparse_delta.indices, sparse_delta.values
