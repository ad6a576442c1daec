"""Sparse values, what makes them dense, and Examples."""

from __future__ import annotations

from typing import Any

from .registry import COMMON, Pick, Value, kind, one, same

HELD = (*COMMON, "string")


def _default(pick: Pick) -> tuple[list[Value], dict[str, Any]]:
    value = pick.value(HELD, kind="sparse")
    if value.dtype == "string":
        return [value], {"default": pick.choice(["", "-", "<padding>", "a very long default text, longer than any word"])}
    return [value], {"default": pick.int(-1, 3)}


kind(
    "to_dense",
    _default,
    lambda tf, world, x, default: tf.sparse_tensor_to_dense(x, default_value=default),
    bound=lambda bounds, _: max(bounds[0], 3),
    weight=3,
)
kind(
    "sparse_parts",
    one(HELD, kind="sparse"),
    lambda tf, world, x: [x.values, x.dense_shape, x.indices],
    bound=lambda bounds, _: max(bounds[0], 1000),
    weight=0.8,
)
kind("sparse_reorder", one(HELD, kind="sparse"), lambda tf, world, x: tf.sparse_reorder(x), bound=same, weight=0.4)


def _to_sparse(pick: Pick) -> tuple[list[Value], dict[str, Any]]:
    return [pick.value(HELD, rank=1)], {}


def _make_to_sparse(tf: Any, world: Any, x: Any) -> Any:
    kept = tf.where(tf.not_equal(x, tf.zeros_like(x)))
    return tf.SparseTensor(kept, tf.gather_nd(x, kept), tf.shape(x, out_type=tf.int64))


kind("to_sparse", _to_sparse, _make_to_sparse, bound=same, weight=1.2)


kind(
    "dense_words",
    lambda pick: (
        [pick.value(("string",), rank=0)],
        {"delimiter": pick.choice([" ", ","]), "default": pick.choice(["", "-", "none"])},
    ),
    lambda tf, world, x, delimiter, default: tf.sparse_tensor_to_dense(tf.string_split([x], delimiter), default_value=default)[
        0
    ],
    weight=0.8,
)


def _scattered(pick: Pick) -> tuple[list[Value], dict[str, Any]]:
    value = pick.value(HELD, rank=0)
    default = pick.choice(["", "-", "<padding>"]) if value.dtype == "string" else pick.int(-1, 1)
    size = pick.int(1, 4)
    return [value], {"at": pick.int(0, size - 1), "size": size, "default": default}


kind(
    "sparse_to_dense",
    _scattered,
    lambda tf, world, x, at, size, default: tf.sparse_to_dense([at], [size], x, default_value=default),
    bound=lambda bounds, _: max(bounds[0], 1),
    weight=0.8,
)
