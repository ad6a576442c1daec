"""Operations that are rare in pipelines: segments, partitions, windows, norms, tensors as text."""

from __future__ import annotations

from typing import Any

from .numbers import WIDE, constant_of
from .registry import COMMON, NoFit, Pick, Value, kind, one, same

INDEX = ("int32", "int64")


def _vector_and_number(pick: Pick) -> tuple[list[Value], dict[str, Any]]:
    value = pick.value(COMMON, rank=1)
    return [value, pick.value(INDEX, rank=0)], {"parts": pick.int(1, 3)}


def _segments(tf: Any, x: Any, n: Any, parts: int) -> Any:
    """For each element of a vector the number of its part, which depends on the record."""
    places = tf.cast(tf.range(tf.size(x)), "int32") + tf.cast(tf.mod(n, tf.constant(5, n.dtype.base_dtype)), "int32")
    return tf.mod(places, parts)


kind(
    "dynamic_partition",
    _vector_and_number,
    lambda tf, world, x, n, parts: tf.dynamic_partition(x, _segments(tf, x, n, parts), parts),
    bound=same,
    weight=0.5,
)
kind(
    "unsorted_segment_sum",
    _vector_and_number,
    lambda tf, world, x, n, parts: tf.unsorted_segment_sum(x, _segments(tf, x, n, parts), parts),
    bound=lambda bounds, _: bounds[0] * 100,
    weight=0.5,
)
kind(
    "segment_max",
    one(COMMON, rank=1),
    lambda tf, world, x: tf.segment_max(x, tf.range(tf.size(x)) // 2),
    bound=same,
    weight=0.3,
)
kind(
    "setdiff1d",
    lambda pick: ([pick.value(("int32", "int64"), rank=1)], {"other": [pick.int(-1, 3), pick.int(0, 5)]}),
    lambda tf, world, x, other: list(tf.setdiff1d(x, tf.constant(other, x.dtype.base_dtype))),
    bound=lambda bounds, _: max(bounds[0], 100),
    weight=0.4,
)
kind(
    "invert_permutation",
    lambda pick: ([pick.value(INDEX, rank=0)], {"size": pick.int(1, 5)}),
    lambda tf, world, n, size: tf.invert_permutation(
        tf.mod(tf.range(size) + tf.cast(tf.mod(n, tf.constant(size, n.dtype.base_dtype)), "int32"), size)
    ),
    bound=5.0,
    weight=0.3,
)
kind(
    "meshgrid",
    lambda pick: ([first := pick.value(COMMON, rank=1), pick.like(first)], {}),
    lambda tf, world, x, y: list(tf.meshgrid(x, y)),
    bound=same,
    weight=0.3,
)
kind(
    "lin_space",
    lambda pick: ([pick.value(("float32",), rank=0, tame=True)], {"size": pick.int(1, 4)}),
    lambda tf, world, x, size: tf.lin_space(x, x + 2, size),
    bound=lambda bounds, _: bounds[0] + 2,
    rough=True,
    weight=0.3,
)
kind(
    "eye",
    lambda pick: ([pick.value(INDEX, rank=0)], {"most": pick.int(1, 3)}),
    lambda tf, world, n, most: tf.eye(tf.cast(tf.mod(n, tf.constant(most, n.dtype.base_dtype)), "int32")),
    bound=1.0,
    weight=0.3,
)
kind(
    "reverse_sequence",
    lambda pick: ([pick.value(COMMON, rank=2)], {"length": pick.int(0, 2)}),
    lambda tf, world, x, length: tf.reverse_sequence(
        x, tf.fill([tf.shape(x)[0]], tf.minimum(length, tf.shape(x)[1])), seq_axis=1, batch_axis=0
    ),
    bound=same,
    weight=0.4,
)
kind(
    "as_one_text",
    one((*COMMON, "string", "uint8")),
    lambda tf, world, x: tf.parse_tensor(tf.serialize_tensor(x), x.dtype.base_dtype),
    bound=same,
    weight=0.5,
)
kind(
    "clip_by_norm",
    lambda pick: ([pick.value(WIDE, tame=True)], {"norm": pick.int(1, 4)}),
    lambda tf, world, x, norm: tf.clip_by_norm(x, float(norm)),
    rough=True,
    bound=4.0,
    weight=0.3,
)
kind(
    "l2_normalize",
    one(WIDE, least_rank=1, tame=True),
    lambda tf, world, x: tf.nn.l2_normalize(x, 0),
    rough=True,
    bound=1.0,
    weight=0.3,
)
kind("moments", one(WIDE, least_rank=1, tame=True), lambda tf, world, x: list(tf.nn.moments(x, [0])), rough=True, weight=0.3)
for _name in ("truncatediv", "truncatemod"):
    kind(
        _name,
        lambda pick: ([pick.value(("int32", "int64"))], {"by": pick.choice([-3, -1, 2, 5])}),
        lambda tf, world, x, by, _name=_name: getattr(tf, _name)(x, tf.constant(by, x.dtype.base_dtype)),
        bound=same,
        weight=0.2,
    )
for _name in ("atan", "cosh", "expm1"):
    kind(_name, one(WIDE, tame=True), lambda tf, world, x, _name=_name: getattr(tf, _name)(x), rough=True, weight=0.15)
kind(
    "tensordot",
    lambda pick: (
        [value := pick.value(WIDE, rank=1, tame=True)],
        {"beside": pick.numbers(value.dtype, [value.dims[0] or 1, 2])},
    ),
    lambda tf, world, x, beside: tf.tensordot(x, constant_of(tf, beside, x.dtype.base_dtype), 1),
    bound=lambda bounds, _: bounds[0] * 100,
    rough=True,
    weight=0.3,
)
kind(
    "space_to_batch",
    lambda pick: ([pick.value(COMMON, rank=2)], {"size": pick.int(1, 2)}),
    lambda tf, world, x, size: tf.space_to_batch_nd(x, [size], [[0, size - 1]]),
    bound=same,
    weight=0.3,
)


def _windowed(pick: Pick) -> tuple[list[Value], dict[str, Any]]:
    value = pick.value(("float32",), rank=3, tame=True)
    if not value.dims[2]:
        raise NoFit
    return [value], {"how": pick.choice(["max_pool", "avg_pool", "conv2d"]), "size": pick.int(1, 2)}


def _make_windowed(tf: Any, world: Any, x: Any, how: str, size: int) -> Any:
    batch = tf.expand_dims(x, 0)
    if how == "conv2d":
        weights = tf.ones([size, size, x.shape.as_list()[2], 2])
        return tf.nn.conv2d(batch, weights, [1, 1, 1, 1], "SAME")[0]
    return getattr(tf.nn, how)(batch, [1, size, size, 1], [1, size, size, 1], "SAME")[0]


kind("windowed", _windowed, _make_windowed, bound=lambda bounds, _: bounds[0] * 100, rough=True, weight=0.5)
kind(
    "sparse_to_indicator",
    one(("int64",), kind="sparse"),
    lambda tf, world, x: tf.sparse_to_indicator(x, 40),
    bound=1.0,
    weight=0.4,
)
