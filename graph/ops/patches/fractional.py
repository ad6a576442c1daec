"""Pools over cells whose sizes are drawn, so that images shrink by a fraction; their gradients.

Source: B. Graham, Fractional max-pooling (2015), as TensorFlow draws it: along an axis of `size` elements that becomes one of
`count`, each cell is size // count elements long or one more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import PER_RECORD, Kernel
from ...core.rules.gradient import UNDEFINED_GRADIENT
from ...core.static_values import constant_value_as_shape
from ...core.traits import DRAWS, PURE
from ...runtime.random_generators import generator_of, new_generator
from ...types import dtypes
from ...types.errors import invalid
from ...types.static_shapes import StaticShape, bracket, with_rank
from ..nn.pool_windows import lowest
from ..nn.windows import unimplemented
from ..random.philox import Philox, uniform

_TYPES = (dtypes.float32, dtypes.float64, dtypes.int32, dtypes.int64)
_SIGNATURE = "value: T -> output: T, row_pooling_sequence: int64, col_pooling_sequence: int64"
_ATTRIBUTES = (
    "pooling_ratio: list(float) >= 4, pseudo_random: bool = false, overlapping: bool = false, "
    "deterministic: bool = false, seed: int = 0, seed2: int = 0"
)

# -- where cells begin -------------------------------------------------------------------------------------------------


def _pseudo_random(size: int, count: int, words: np.ndarray) -> np.ndarray:
    """Bounds ceil(alpha * (i + u)) for one u: the sizes of cells alternate as regularly as they can."""
    alpha, least = size / count, size // count
    limit = min((least + 2) / alpha - 1, (size + 1 - least) / alpha - (count - 1))
    u = float(uniform(words[:2], np.dtype(np.float64))[0]) * limit
    inner = np.ceil(alpha * (np.arange(1, count) + u)).astype(np.int64) - 1
    return np.concatenate([[0], inner, [size]])


def _random(size: int, count: int, words: np.ndarray) -> np.ndarray:
    """Cells in random order: as many of the longer size as are needed."""
    longer = size % count
    lengths = [size // count + 1] * longer + [size // count] * (count - longer)
    for i in range(count - 1):
        other = i + int(words[i]) % (count - i)
        lengths[i], lengths[other] = lengths[other], lengths[i]
    return np.cumsum([0, *lengths])


def _sequences(sizes: Sequence[int], counts: Sequence[int], pseudo_random: bool, seeds: tuple[int, int]) -> list[np.ndarray]:
    """The bounds of the cells of rows and of columns, int64 [count + 1] each: those that TensorFlow draws by these seeds."""
    generator, taken, found = Philox.unmixed(*seeds), 0, []
    for size, count in zip(sizes, counts, strict=True):
        blocks = 1 if pseudo_random else -(-count // 4)
        words = generator.words(np.arange(taken, taken + blocks, dtype=np.uint64)).reshape(-1)
        found.append((_pseudo_random if pseudo_random else _random)(size, count, words).astype(np.int64))
        taken += blocks
    return found


class _Cells(NamedTuple):
    """The cells along an axis: the first element of each, and how many it has."""

    starts: np.ndarray
    lengths: np.ndarray

    @classmethod
    def of(cls, sequence: np.ndarray, size: int, overlapping: bool) -> _Cells:
        """Cells between bounds that ascend; each has the first element of the next, too, where they overlap."""
        ends = np.minimum(sequence[1:] + overlapping, size)
        return cls(sequence[:-1], np.maximum(ends - sequence[:-1], 0))


Part = tuple[slice, np.ndarray, np.ndarray]


def _parts(rows: _Cells, columns: _Cells) -> Iterator[tuple[Part, Part]]:
    """For each place in a cell, line by line: the cells that have it, and the elements there."""
    for i in range(int(rows.lengths.max(initial=0))):
        down = np.flatnonzero(rows.lengths > i)[:, None]
        for j in range(int(columns.lengths.max(initial=0))):
            across = np.flatnonzero(columns.lengths > j)
            yield (slice(None), down, across), (slice(None), rows.starts[down] + i, columns.starts[across] + j)


# -- the pools ---------------------------------------------------------------------------------------------------------


def _shrunk(size: int, ratio: float) -> int:
    return int(np.floor(np.float32(size) / np.float32(ratio)))


def _shape(op: Operation) -> list[StaticShape]:
    sizes, ratios = with_rank(op.inputs[0].static_shape, 4), op.get_attr("pooling_ratio")
    if len(ratios) != 4:
        raise ValueError("pooling_ratio field must specify 4 dimensions")
    for ratio in ratios:
        if ratio < 1:
            raise ValueError(f"pooling_ratio cannot be smaller than 1, got: {ratio:g}")
    found = tuple(None if size is None else _shrunk(size, ratio) for size, ratio in zip(sizes, ratios, strict=True))
    return [found, *((None if count is None else count + 1,) for count in found[1:3])]


def _drawing(label: str, pool: Callable[[np.ndarray, _Cells, _Cells], np.ndarray]) -> Callable[[Operation, Any], Kernel]:
    """The bind rule of a pool over drawn cells."""

    def bind(op: Operation, session: Any) -> Kernel:
        ratios, overlapping, deterministic = (op.get_attr(name) for name in ("pooling_ratio", "overlapping", "deterministic"))
        pseudo_random, seeds = op.get_attr("pseudo_random"), (op.get_attr("seed"), op.get_attr("seed2"))
        if not deterministic:
            if seeds != (0, 0):
                raise invalid("Both seed and seed2 should be 0 if deterministic is false.")
            draw = generator_of(op, session)
        elif seeds == (0, 0):  # any, but the same ones in each step
            seeds = session.resource((op, "seeds"), lambda: tuple(new_generator(0, 0).integers(2**63, size=2).tolist()))
        if ratios[0] != 1 or ratios[3] != 1:
            raise unimplemented(f"Fractional {label} pooling is not yet supported on the batch nor channel dimension.")

        def kernel(value: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
            if value.ndim != 4:
                raise invalid("tensor_in must be 4-dimensional")
            for axis, (size, ratio) in enumerate(zip(value.shape, ratios, strict=True)):
                if ratio > size:
                    raise invalid(
                        f"Pooling ratio is higher than input dimension size for dimension {axis}. "
                        f"Input dim size: {size} pooling ratio: {ratio:g}"
                    )
            sizes = value.shape[1:3]
            counts = [_shrunk(size, ratio) for size, ratio in zip(sizes, ratios[1:3], strict=True)]
            drawn = seeds if deterministic else tuple(draw.integers(2**63, size=2).tolist())
            rows, columns = _sequences(sizes, counts, pseudo_random, drawn)
            cells = [_Cells.of(one, size, overlapping) for one, size in zip((rows, columns), sizes, strict=True)]
            return pool(value, *cells), rows, columns

        return kernel

    return bind


def _greatest(images: np.ndarray, rows: _Cells, columns: _Cells) -> np.ndarray:
    shape = (len(images), len(rows.starts), len(columns.starts), images.shape[3])
    found = np.full(shape, lowest(images.dtype), images.dtype)
    for cells, elements in _parts(rows, columns):
        found[cells] = np.fmax(found[cells], images[elements])  # NaN does not count
    return found


def _mean(images: np.ndarray, rows: _Cells, columns: _Cells) -> np.ndarray:
    total = np.zeros((len(images), len(rows.starts), len(columns.starts), images.shape[3]), images.dtype)
    for cells, elements in _parts(rows, columns):
        total[cells] += images[elements]
    counts = np.outer(rows.lengths, columns.lengths)[:, :, None].astype(images.dtype)
    return total / counts if images.dtype.kind == "f" else (total - np.fmod(total, counts)) // counts


MAX_POOL = Op(
    "FractionalMaxPool",
    _SIGNATURE,
    _ATTRIBUTES,
    traits=DRAWS,
    T=_TYPES,
    shape=_shape,
    bind=_drawing("max", _greatest),
    batch=PER_RECORD,
)
AVG_POOL = Op(
    "FractionalAvgPool",
    _SIGNATURE,
    _ATTRIBUTES,
    traits=DRAWS,
    T=_TYPES,
    shape=_shape,
    bind=_drawing("average", _mean),
    batch=PER_RECORD,
)

# -- gradients ---------------------------------------------------------------------------------------------------------

_BOUNDS = "out_backprop: T, row_pooling_sequence: int64, col_pooling_sequence: int64 -> output: T"
MAX_POOL_GRAD = Op(
    "FractionalMaxPoolGrad",
    f"orig_input: T, orig_output: T, {_BOUNDS}",
    "overlapping: bool = false",
    traits=PURE,
    T=_TYPES,
    batch=PER_RECORD,
    gradient=UNDEFINED_GRADIENT,
)
AVG_POOL_GRAD = Op(
    "FractionalAvgPoolGrad",
    f"orig_input_tensor_shape: int64, {_BOUNDS}",
    "overlapping: bool = false",
    traits=PURE,
    T=_TYPES,
    batch=PER_RECORD,
    gradient=UNDEFINED_GRADIENT,
)


def _given_cells(
    sizes: Sequence[int], out_backprop: np.ndarray, rows: np.ndarray, columns: np.ndarray, overlapping: bool
) -> list[_Cells]:
    """The cells of a gradient. Raises InvalidArgumentError where they are not those of a pool of images of these sizes."""
    if out_backprop.ndim != 4:
        raise invalid(f"out_backprop must be 4-dimensional; got {bracket(out_backprop.shape)}")
    if (sizes[0], sizes[3]) != (len(out_backprop), out_backprop.shape[3]):
        expected = bracket((sizes[0], *out_backprop.shape[1:3], sizes[3]))
        raise invalid(f"Expected out_backprop shape to be {expected}, but got {bracket(out_backprop.shape)}")
    found = []
    for axis, (name, word, bounds) in enumerate((("row", "Row", rows), ("col", "Column", columns)), 1):
        if bounds.ndim != 1:
            raise invalid(f"{name}_pooling_sequence must be a vector, received shape {bracket(bounds.shape)}")
        if len(bounds) != out_backprop.shape[axis] + 1:
            raise invalid(
                f"Given out_backprop shape {bracket(out_backprop.shape)}, {name}_seq_tensor must have "
                f"{out_backprop.shape[axis] + 1} elements, but got {len(bounds)}"
            )
        if (bounds < 0).any():
            raise invalid(f"{word} sequence tensor values must not be negative, got {bounds.tolist()}")
        if (np.diff(bounds) <= 0).any():
            raise invalid(f"{word} sequence tensor values must ascend, got {bounds.tolist()}")
        found.append(_Cells.of(bounds, sizes[axis], overlapping))
    return found


@MAX_POOL.gradient
def _max_gradient(op: Operation, dy: Any, _rows: Any, _columns: Any) -> list:
    pooled, rows, columns = op.outputs
    return [MAX_POOL_GRAD(op.inputs[0], pooled, dy, rows, columns, overlapping=op.get_attr("overlapping"))]


@MAX_POOL_GRAD.shape
def _max_pool_grad_shape(op: Operation) -> StaticShape:
    return with_rank(op.inputs[0].static_shape, 4)


@MAX_POOL_GRAD.kernel
def _max_pool_grad(
    orig_input: np.ndarray,
    orig_output: np.ndarray,
    out_backprop: np.ndarray,
    row_pooling_sequence: np.ndarray,
    col_pooling_sequence: np.ndarray,
    overlapping: bool,
) -> np.ndarray:
    if orig_input.ndim != 4:
        raise invalid(f"orig_input should be a tensor of rank 4, got shape {bracket(orig_input.shape)}")
    if out_backprop.shape != orig_output.shape:
        expected = bracket(orig_output.shape)
        raise invalid(f"Expected out_backprop shape to be {expected}, but got {bracket(out_backprop.shape)}")
    given = (out_backprop, row_pooling_sequence, col_pooling_sequence)
    rows, columns = _given_cells(orig_input.shape, *given, overlapping)
    best = np.full(out_backprop.shape, lowest(orig_input.dtype), orig_input.dtype)
    chosen = np.full(best.shape, -1, np.int64)
    parts = list(_parts(rows, columns))
    for number, (cells, elements) in enumerate(parts):
        # What is compared with NaN stays: a first one is the greatest, later ones are not.
        greater = (best[cells] < orig_input[elements]) | (chosen[cells] < 0)
        best[cells] = np.where(greater, orig_input[elements], best[cells])
        chosen[cells] = np.where(greater, number, chosen[cells])
    output = np.zeros(orig_input.shape, out_backprop.dtype)
    for number, (cells, elements) in enumerate(parts):
        output[elements] += np.where(chosen[cells] == number, out_backprop[cells], out_backprop.dtype.type(0))
    return output


@AVG_POOL.gradient
def _avg_gradient(op: Operation, dy: Any, _rows: Any, _columns: Any) -> list:
    _, rows, columns = op.outputs
    return [AVG_POOL_GRAD(op.inputs[0].shape, dy, rows, columns, overlapping=op.get_attr("overlapping"))]


@AVG_POOL_GRAD.shape
def _avg_pool_grad_shape(op: Operation) -> StaticShape:
    sizes = op.inputs[0]
    return constant_value_as_shape(sizes) if sizes.static_shape == (4,) else (None,) * 4


@AVG_POOL_GRAD.kernel
def _avg_pool_grad(
    orig_input_tensor_shape: np.ndarray,
    out_backprop: np.ndarray,
    row_pooling_sequence: np.ndarray,
    col_pooling_sequence: np.ndarray,
    overlapping: bool,
) -> np.ndarray:
    if orig_input_tensor_shape.shape != (4,):
        raise invalid(
            "original input tensor shape must be 1-dimensional and 4 elements; "
            f"got shape {bracket(orig_input_tensor_shape.shape)}"
        )
    sizes = tuple(orig_input_tensor_shape.tolist())
    if min(sizes) < 0:
        raise invalid(f"Expected a non-negative size, got {min(sizes)}")
    given = (out_backprop, row_pooling_sequence, col_pooling_sequence)
    rows, columns = _given_cells(sizes, *given, overlapping)
    counts = np.maximum(np.outer(rows.lengths, columns.lengths), 1)[:, :, None]
    shares = out_backprop / counts.astype(np.float64)
    output = np.zeros(sizes, np.float64)
    for cells, elements in _parts(rows, columns):
        output[elements] += shares[cells]
    return output.astype(out_backprop.dtype, copy=False)
