"""What moves, cuts and joins values, and what asks for their shapes."""

from __future__ import annotations

from typing import Any

from .numbers import constant_of
from .registry import ANY, COMMON, NUMBERS, NoFit, Pick, Value, kind, one, same

INDEX = ("int32", "int64")


def _index(tf: Any, position: Any, size: Any) -> Any:
    """A whole number made an index below `size`."""
    return tf.mod(tf.cast(position, "int64"), tf.cast(size, "int64"))


# -- constants ---------------------------------------------------------------------------------------------------------


def _constant(pick: Pick) -> tuple[list[Value], dict[str, Any]]:
    dtype = pick.choice([*COMMON, *COMMON, "string", "string", *ANY])
    return [], {"dtype": dtype, "value": pick.numbers(dtype, pick.small_shape())}


def _make_constant(tf: Any, world: Any, dtype: str, value: Any) -> Any:
    return constant_of(tf, value, tf.as_dtype(dtype))


kind("constant", _constant, _make_constant, bound=16.0, weight=1.5)
kind(
    "placeholder_with_default",
    _constant,
    lambda tf, world, dtype, value: tf.placeholder_with_default(_make_constant(tf, world, dtype, value), None),
    bound=16.0,
    weight=0.3,
)

# -- shapes ------------------------------------------------------------------------------------------------------------


def _reshape(pick: Pick) -> tuple[list[Value], dict[str, Any]]:
    value = pick.value()
    return [value], {"shape": pick.choice([[-1], [-1], [1, -1], [-1, 1], [], [1], [2, -1], [-1, 3], [6], [2, 3], [1, 1, -1]])}


kind("reshape", _reshape, lambda tf, world, x, shape: tf.reshape(x, shape), bound=same, weight=2)
kind(
    "expand_dims",
    lambda pick: ([value := pick.value()], {"axis": pick.int(-1, value.rank or 0)}),
    lambda tf, world, x, axis: tf.expand_dims(x, axis),
    bound=same,
)
kind("squeeze", one(ANY, least_rank=1), lambda tf, world, x: tf.squeeze(x), bound=same, weight=0.7)


def _transpose(pick: Pick) -> tuple[list[Value], dict[str, Any]]:
    value = pick.value(least_rank=1)
    order = list(range(value.rank or 0))
    pick.random.shuffle(order)
    return [value], {"order": order if pick.chance(0.6) else None}


kind("transpose", _transpose, lambda tf, world, x, order: tf.transpose(x, order), bound=same)
kind(
    "tile",
    lambda pick: ([value := pick.value(least_rank=1)], {"multiples": [pick.int(0, 2) for _ in value.dims]}),
    lambda tf, world, x, multiples: tf.tile(x, multiples),
    bound=same,
    weight=0.7,
)
kind(
    "pad",
    lambda pick: (
        [value := pick.value(COMMON, least_rank=1)],
        {"paddings": [[pick.int(0, 1), pick.int(0, 2)] for _ in value.dims]},
    ),
    lambda tf, world, x, paddings: tf.pad(x, paddings),
    bound=same,
    weight=0.6,
)
kind(
    "reverse",
    lambda pick: ([value := pick.value(NUMBERS, least_rank=1)], {"axes": [pick.int(0, (value.rank or 1) - 1)]}),
    lambda tf, world, x, axes: tf.reverse(x, axes),
    bound=same,
    weight=0.4,
)
for _name in ("shape", "size", "rank"):
    kind(_name, one(ANY), lambda tf, world, x, _name=_name: getattr(tf, _name)(x), bound=1000.0, exact=True, weight=0.5)


def _claim(pick: Pick) -> tuple[list[Value], dict[str, Any]]:
    """What is known of a value's shape is made more; now and then more than is true."""
    value = pick.value()
    if value.rank is None:
        return [value], {"shape": pick.choice([[], [None], [1], [2], [3], [None, None]])}
    return [value], {"shape": [size if size is not None else pick.choice([None, 1, 2, 3]) for size in value.dims]}


def _make_claim(tf: Any, world: Any, x: Any, shape: list[int | None]) -> Any:
    claimed = tf.identity(x)
    claimed.set_shape(shape)
    return claimed


kind("claim", _claim, _make_claim, bound=same, weight=0.7)

# -- cutting -----------------------------------------------------------------------------------------------------------


def _slice(pick: Pick) -> tuple[list[Value], dict[str, Any]]:
    value = pick.value(least_rank=1)
    parts = []
    for _ in range(pick.int(1, value.rank or 1)):
        if pick.chance(0.3):
            parts.append(pick.int(-2, 1))
        else:
            ends = [None, None, *range(-2, 4)]
            parts.append([pick.choice(ends), pick.choice(ends), pick.choice([None, None, 1, 2, -1])])
    return [value], {"parts": parts, "more": pick.choice([None, None, None, "newaxis", "ellipsis"])}


def _make_slice(tf: Any, world: Any, x: Any, parts: list[Any], more: str | None) -> Any:
    key: list[Any] = [slice(*part) if isinstance(part, list) else part for part in parts]
    if more is not None:
        key.append(None if more == "newaxis" else Ellipsis)
    return x[tuple(key)]


kind("slice", _slice, _make_slice, bound=same, weight=2)


def _ragged(pick: Pick) -> tuple[list[Value], dict[str, Any]]:
    return [pick.value(least_rank=1), pick.value(INDEX, rank=0)], {"least": pick.int(0, 2)}


kind(
    "ragged",
    _ragged,
    lambda tf, world, x, n, least: x[: tf.cast(_index(tf, n, tf.shape(x)[0] + 1), "int32") + least],
    bound=same,
    weight=1.5,
)
kind(
    "repeated",
    lambda pick: ([pick.value(rank=0), pick.value(INDEX, rank=0)], {"most": pick.int(1, 4)}),
    lambda tf, world, x, n, most: tf.tile(tf.expand_dims(x, 0), [tf.cast(_index(tf, n, most), "int32")]),
    bound=same,
    weight=1.2,
)
kind(
    "range",
    lambda pick: ([pick.value(INDEX, rank=0)], {"most": pick.int(1, 5)}),
    lambda tf, world, n, most: tf.range(_index(tf, n, most)),
    bound=10.0,
)
kind(
    "fill",
    lambda pick: ([pick.value(rank=0)], {"shape": pick.small_shape()}),
    lambda tf, world, x, shape: tf.fill(shape, x),
    bound=same,
    weight=0.7,
)
kind(
    "cut",
    lambda pick: ([pick.value(least_rank=1, kind="tensor")], {"begin": pick.int(0, 1), "size": pick.int(-1, 2)}),
    lambda tf, world, x, begin, size: tf.slice(x, [begin] + [0] * (x.shape.ndims - 1), [size] + [-1] * (x.shape.ndims - 1)),
    bound=same,
    weight=0.5,
)


def _pieces(pick: Pick) -> tuple[list[Value], dict[str, Any]]:
    value = pick.value(least_rank=1)
    axis = pick.axis(value)
    size = value.dims[axis]
    if not size:
        raise NoFit
    return [value], {"axis": axis, "pieces": pick.choice([k for k in range(1, size + 1) if size % k == 0])}


kind("split", _pieces, lambda tf, world, x, axis, pieces: tf.split(x, pieces, axis), bound=same, weight=0.7)


def _unstack(pick: Pick) -> tuple[list[Value], dict[str, Any]]:
    value = pick.value(least_rank=1)
    axis = pick.axis(value)
    if not value.dims[axis]:
        raise NoFit
    return [value], {"axis": axis}


kind("unstack", _unstack, lambda tf, world, x, axis: tf.unstack(x, axis=axis), bound=same, weight=0.7)

# -- joining -----------------------------------------------------------------------------------------------------------


def _joined(pick: Pick) -> tuple[list[Value], dict[str, Any]]:
    first = pick.value()
    others = [pick.like(first) for _ in range(pick.int(0, 2))]
    return [first, *others], {"axis": pick.int(-1, first.rank or 0)}


kind("stack", _joined, lambda tf, world, *xs, axis: tf.stack(list(xs), axis), bound=same, weight=1.2)
kind("concat", _joined, lambda tf, world, *xs, axis: tf.concat(list(xs), axis), bound=same, weight=1.2)


def _with_constant(pick: Pick) -> tuple[list[Value], dict[str, Any]]:
    value = pick.value(rank=pick.choice([0, 1]))
    shape = [] if value.rank == 0 else [pick.int(1, 2)]
    return [value], {"beside": pick.numbers(value.dtype, shape), "first": pick.chance(0.5)}


def _make_with_constant(tf: Any, world: Any, x: Any, beside: Any, first: bool) -> Any:
    constant = constant_of(tf, beside, x.dtype.base_dtype)
    parts = [constant, x] if first else [x, constant]
    return tf.stack(parts) if x.shape.ndims == 0 else tf.concat(parts, 0)


kind("beside_constant", _with_constant, _make_with_constant, bound=lambda bounds, _: max(bounds[0], 16), weight=1.2)

# -- choosing ----------------------------------------------------------------------------------------------------------


def _gather(pick: Pick) -> tuple[list[Value], dict[str, Any]]:
    indices = pick.value(INDEX)
    if pick.chance(0.5):
        dtype = pick.choice([*COMMON, "string"])
        return [indices], {"dtype": dtype, "table": pick.numbers(dtype, pick.choice([[1], [3], [5], [4, 2]]))}
    return [indices, pick.value(least_rank=1)], {}


def _make_gather(tf: Any, world: Any, indices: Any, x: Any = None, dtype: str = "", table: Any = None) -> Any:
    if x is None:
        return tf.gather(constant_of(tf, table, tf.as_dtype(dtype)), _index(tf, indices, len(table)))
    return tf.gather(x, _index(tf, indices, tf.maximum(tf.shape(x)[0], 1)))


kind("gather", _gather, _make_gather, bound=lambda bounds, _: max([*bounds[1:], 16]), weight=1.2)


def _number_of_record(pick: Pick) -> tuple[list[Value], dict[str, Any]]:
    value = pick.value(INDEX, rank=0)
    if value.ref != [0, 0]:  # what is the same for all records may fail where there is none
        raise NoFit
    return [value], {"size": pick.records + pick.int(-3, 2)}


kind(
    "gather_outside",
    _number_of_record,
    lambda tf, world, n, size: tf.gather(tf.constant(list(range(max(size, 1)))), n),
    bound=100.0,
    weight=0.4,
)
kind(
    "gather_nd",
    lambda pick: ([pick.value(COMMON, least_rank=1), pick.value(INDEX, rank=0)], {}),
    lambda tf, world, x, n: tf.gather_nd(x, tf.reshape(_index(tf, n, tf.maximum(tf.shape(x)[0], 1)), [1])),
    bound=same,
    weight=0.4,
)
kind(
    "where",
    lambda pick: ([pick.value(("bool",)), first := pick.value((*COMMON, "string")), pick.like(first)], {}),
    lambda tf, world, c, x, y: tf.where(c, x, y),
    bound=same,
)
kind(
    "where_constant",
    lambda pick: (
        [pick.value(("bool",), rank=0), value := pick.value((*COMMON, "string"), rank=0)],
        {"other": pick.number(value.dtype)},
    ),
    lambda tf, world, c, x, other: tf.where(c, x, constant_of(tf, other, x.dtype.base_dtype)),
    bound=lambda bounds, _: max(bounds[1], 16),
)
kind("where_true", one(("bool",), least_rank=1), lambda tf, world, c: tf.where(c), bound=100.0, weight=0.5)
kind(
    "boolean_mask",
    lambda pick: ([pick.value(least_rank=1), pick.value(("bool",), rank=1)], {}),
    lambda tf, world, x, mask: tf.boolean_mask(x, mask),
    bound=same,
    weight=0.6,
)
kind(
    "one_hot",
    lambda pick: (
        [pick.value(INDEX)],
        {"depth": pick.int(1, 5), "on": pick.int(1, 3), "off": pick.int(-1, 0), "dtype": pick.choice(COMMON)},
    ),
    lambda tf, world, x, depth, on, off, dtype: tf.one_hot(
        x,
        depth,
        on_value=constant_of(tf, on, tf.as_dtype(dtype)),
        off_value=constant_of(tf, off, tf.as_dtype(dtype)),
        dtype=dtype,
    ),
    bound=3.0,
    weight=0.8,
)
kind(
    "sequence_mask",
    lambda pick: ([pick.value(INDEX, tame=True, rank=pick.int(0, 1))], {"most": pick.int(1, 6)}),
    lambda tf, world, x, most: tf.sequence_mask(x, most),
    bound=1.0,
    weight=0.4,
)
kind("unique", one(("int32", "int64", "string"), rank=1), lambda tf, world, x: list(tf.unique(x)), bound=same, weight=0.4)
kind(
    "top_k",
    lambda pick: ([pick.value(COMMON, rank=1, exact=True)], {"k": pick.int(0, 2)}),
    lambda tf, world, x, k: list(tf.nn.top_k(x, k)),
    bound=lambda bounds, _: max(bounds[0], 100),
    weight=0.4,
)
kind(
    "broadcast_to",
    lambda pick: ([pick.value(COMMON, rank=0)], {"shape": pick.small_shape()}),
    lambda tf, world, x, shape: tf.broadcast_to(x, shape),
    bound=same,
    weight=0.5,
)
kind(
    "scatter_nd",
    lambda pick: ([pick.value(COMMON, rank=0), pick.value(INDEX, rank=0)], {"size": pick.int(1, 4)}),
    lambda tf, world, x, n, size: tf.scatter_nd(
        tf.reshape(tf.cast(_index(tf, n, size), "int32"), [1, 1]), tf.reshape(x, [1]), [size]
    ),
    bound=same,
    weight=0.4,
)
kind("diag", one(COMMON, rank=1), lambda tf, world, x: tf.diag(x), bound=same, weight=0.3)
kind(
    "zeros_of_size",
    lambda pick: ([pick.value(INDEX, rank=0)], {"most": pick.int(1, 4)}),
    lambda tf, world, n, most: tf.zeros(tf.stack([_index(tf, n, most), 2])),
    bound=0.0,
    weight=0.4,
)
