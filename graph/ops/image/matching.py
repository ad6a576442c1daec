"""Parts of images that hang together, and pairs of what is nearest: ops of tf.contrib.image."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from headrace.formats.exports import export

from ... import ops
from ...core.build import convert_to_tensor
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import PER_RECORD
from ...core.rules.gradient import UNDEFINED_GRADIENT
from ...core.scopes.name_scope import name_scope
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types import dtypes
from ...types.errors import invalid
from ...types.likes import TensorLike
from ...types.static_shapes import StaticShape, with_rank

CONNECTED_COMPONENTS = Op(
    "ImageConnectedComponents",
    "image: dtype -> components: int64",
    traits=PURE,
    dtype=(
        dtypes.int64,
        dtypes.int32,
        dtypes.uint16,
        dtypes.int16,
        dtypes.uint8,
        dtypes.int8,
        dtypes.float16,
        dtypes.float32,
        dtypes.float64,
        dtypes.bool_,
        dtypes.string,
    ),
    batch=PER_RECORD,
    gradient=UNDEFINED_GRADIENT,
)


@CONNECTED_COMPONENTS.shape
def _components_shape(op: Operation) -> StaticShape:
    return op.inputs[0].static_shape


@CONNECTED_COMPONENTS.kernel
def _components(image: np.ndarray) -> np.ndarray:
    """Each component gets the place of its first element, counted from 1; what is 0 or empty gets 0."""
    marked = np.asarray(image != (b"" if image.dtype == object else 0), bool)
    labels = np.where(marked, np.arange(1, image.size + 1).reshape(image.shape), 0)
    if not marked.any():
        return labels
    while True:
        before = labels.copy()
        for one, other in ((np.s_[:, :-1], np.s_[:, 1:]), (np.s_[:, :, :-1], np.s_[:, :, 1:])):
            alike = np.asarray(image[one] == image[other], bool) & marked[one]
            least = np.where(alike, np.minimum(labels[one], labels[other]), image.size)
            for side in (one, other):
                labels[side] = np.minimum(labels[side], least)
        labels[marked] = labels.reshape(-1)[labels[marked] - 1]  # that of the element it was named after
        if np.array_equal(before, labels):
            return labels


@export("contrib.image.connected_components")
def connected_components(images: TensorLike) -> Tensor:
    """The parts of images that hang together: neighbours above, below, left and right with the same value, which is not 0.

    Args:
      images: bool, integers, floats or strings [height, width] or [batch, height, width].

    Returns:
      int32 of that shape: 1, 2, ... for the parts of all images, in the order of their first elements; 0 for values of 0.

    Raises:
      TypeError: images of another rank.
    """
    with name_scope("connected_components"):
        given = convert_to_tensor(images, name="images")
        if len(given.shape) not in (2, 3):
            raise TypeError(f"images should have rank 2 (HW) or 3 (NHW). Static shape is {given.shape}")
        found = CONNECTED_COMPONENTS(given[None] if len(given.shape) == 2 else given)
        names, places = ops.unique(ops.reshape(found, [-1]))
        is_part = ops.cast(ops.not_equal(names, 0), dtypes.int32)
        return ops.reshape(ops.gather(ops.cumsum(is_part) * is_part, places), ops.shape(given))


# -- pairs -------------------------------------------------------------------------------------------------------------

BIPARTITE_MATCH = Op(
    "BipartiteMatch",
    "distance_mat: float32, num_valid_rows: float32 -> row_to_col_match_indices: int32, col_to_row_match_indices: int32",
    "top_k: int = -1",
    traits=PURE,
    batch=PER_RECORD,
    gradient=UNDEFINED_GRADIENT,
)


@BIPARTITE_MATCH.shape
def _match_shape(op: Operation) -> list[StaticShape]:
    rows, columns = with_rank(op.inputs[0].static_shape, 2)
    return [(rows,), (columns,)]


@BIPARTITE_MATCH.kernel
def _match(distance_mat: np.ndarray, num_valid_rows: np.ndarray, top_k: int) -> tuple[np.ndarray, np.ndarray]:
    if distance_mat.ndim != 2:
        raise invalid("distance_mat should be two-dimensional.")
    if num_valid_rows.size != 1:
        raise invalid(f"num_valid_rows argument should be a tensor with 1 element, but got {num_valid_rows.size}")
    rows, columns = distance_mat.shape
    wanted = int(num_valid_rows.reshape(()))
    if wanted > rows:
        raise invalid(f"There should be at least {wanted} rows in distance_mat, but only got {rows} rows.")
    valid = rows if wanted < 0 else wanted
    left = min(columns if top_k < 0 else top_k, valid, columns)
    of_rows, of_columns = np.full(rows, -1, np.int32), np.full(columns, -1, np.int32)
    for place in np.argsort(distance_mat[:valid], axis=None, kind="stable"):
        if not left:
            break
        row, column = divmod(int(place), columns)
        if of_rows[row] < 0 and of_columns[column] < 0:
            of_rows[row], of_columns[column] = column, row
            left -= 1
    return of_rows, of_columns


class BipartiteMatch(NamedTuple):
    """Pairs of rows and columns; -1 for those that have no partner."""

    row_to_col_match_indices: Any
    col_to_row_match_indices: Any


@export("contrib.image.bipartite_match")
def bipartite_match(
    distance_mat: TensorLike, num_valid_rows: TensorLike, top_k: int = -1, name: str = "bipartite_match"
) -> BipartiteMatch:
    """Pairs of rows and columns with small distances: the nearest first, of what is left the nearest, and so on.

    Args:
      distance_mat: float32 [rows, columns].
      num_valid_rows: a scalar, how many rows count; below 0 for all.
      top_k: how many pairs are looked for; below 0 for as many as there can be.

    Returns:
      (row_to_col_match_indices, col_to_row_match_indices), int32 [rows] and [columns]: the partners, -1 for none.

    Raises:
      InvalidArgumentError: (when run) more valid rows than rows.
    """
    return BipartiteMatch(*BIPARTITE_MATCH(distance_mat, num_valid_rows, top_k=top_k, name=name))
