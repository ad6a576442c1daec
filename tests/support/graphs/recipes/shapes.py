"""Arrays in other shapes, cut, joined, gathered."""

from __future__ import annotations

from typing import Any

import numpy as np

import headrace as tf
from headrace.graph.ops.arrays.placeholders import identity_n

from ..arrays import INTEGERS, KINDS, NUMBERS
from ..site import recipe

_INDICES = ("int32", "int64")


def _draw_reshape(d: Any) -> Any:
    return [d.pick(KINDS)], {"shape": d.rng.choice(([-1], [3, -1], [2, 3], [1, -1], [6], [], [-1, 1, 3], [3, 2]))}


@recipe("reshape", _draw_reshape, 4)
def _reshape(site: Any, inputs: list, at: dict) -> list:
    return [tf.reshape(inputs[0], at["shape"])]


@recipe("reshape_like", lambda d: ([d.pick(KINDS), d.pick(KINDS)], {}))
def _reshape_like(site: Any, inputs: list, at: dict) -> list:
    return [tf.reshape(inputs[0], tf.shape(inputs[1]))]


@recipe("transpose", lambda d: ([d.pick(KINDS)], {}), 2)
def _transpose(site: Any, inputs: list, at: dict) -> list:
    return [tf.transpose(inputs[0])]


@recipe("expand_dims", lambda d: ([d.pick(KINDS)], {"axis": d.rng.choice((0, -1, 1))}))
def _expand_dims(site: Any, inputs: list, at: dict) -> list:
    return [tf.expand_dims(inputs[0], at["axis"])]


@recipe("squeeze", lambda d: ([d.pick(KINDS)], {}))
def _squeeze(site: Any, inputs: list, at: dict) -> list:
    return [tf.squeeze(inputs[0])]


@recipe("slice", lambda d: ([d.pick(KINDS, (1, 2))], {"begin": d.rng.randrange(2), "size": d.rng.choice((-1, 1, 2))}))
def _slice(site: Any, inputs: list, at: dict) -> list:
    rank = 1 if inputs[0].static_shape is None else len(inputs[0].static_shape)
    return [tf.slice(inputs[0], [at["begin"], *[0] * (rank - 1)], [at["size"], *[-1] * (rank - 1)])]


_CUTS = {
    "first": lambda x: x[0],
    "last": lambda x: x[-1],
    "rest": lambda x: x[1:],
    "backwards": lambda x: x[::-1],
    "column": lambda x: x[:, 0],
    "new": lambda x: x[None],
    "inner": lambda x: x[..., 1:2],
    "all": lambda x: x[:],
}


@recipe("cut", lambda d: ([d.pick(KINDS, (1, 2, 3))], {"f": d.rng.choice(sorted(_CUTS))}), 3)
def _cut(site: Any, inputs: list, at: dict) -> list:
    return [_CUTS[at["f"]](inputs[0])]


def _draw_several(d: Any) -> Any:
    first = d.pick(KINDS)
    return [first, *(d.like(first) for _ in range(d.rng.randrange(3)))], {"axis": d.rng.choice((0, 0, -1, 1))}


@recipe("concat", _draw_several, 2)
def _concat(site: Any, inputs: list, at: dict) -> list:
    return [tf.concat(inputs, at["axis"])]


@recipe("stack", _draw_several, 1.5)
def _stack(site: Any, inputs: list, at: dict) -> list:
    return [tf.stack(inputs, at["axis"])]


@recipe("unstack", lambda d: ([d.pick(KINDS, (1, 2))], {"axis": d.rng.choice((0, -1))}))
def _unstack(site: Any, inputs: list, at: dict) -> list:
    return tf.unstack(inputs[0], axis=at["axis"])


def _draw_split(d: Any) -> Any:
    return [d.pick(KINDS, (1, 2, 3))], {"parts": d.rng.choice((1, 2, 3, [1, -1], [1, 2])), "axis": d.rng.choice((0, -1))}


@recipe("split", _draw_split)
def _split(site: Any, inputs: list, at: dict) -> list:
    return tf.split(inputs[0], at["parts"], at["axis"])


@recipe("tile", lambda d: ([d.pick(KINDS, (1, 2))], {"times": d.rng.choice((1, 1, 2, 0))}))
def _tile(site: Any, inputs: list, at: dict) -> list:
    rank = 1 if inputs[0].static_shape is None else len(inputs[0].static_shape)
    return [tf.tile(inputs[0], [at["times"]] * rank)]


def _draw_pad(d: Any) -> Any:
    return [d.pick(NUMBERS, (1, 2))], {"by": d.rng.randrange(2), "mode": d.rng.choice(("CONSTANT", "REFLECT", "SYMMETRIC"))}


@recipe("pad", _draw_pad)
def _pad(site: Any, inputs: list, at: dict) -> list:
    rank = 1 if inputs[0].static_shape is None else len(inputs[0].static_shape)
    return [tf.pad(inputs[0], [[at["by"], at["by"]]] * rank, at["mode"])]


@recipe("reverse", lambda d: ([d.pick(KINDS, (1, 2))], {"axis": d.rng.choice(([0], [-1], []))}))
def _reverse(site: Any, inputs: list, at: dict) -> list:
    return [tf.reverse(inputs[0], at["axis"])]


@recipe("gather", lambda d: ([d.pick(KINDS, (1, 2, 3)), d.pick(_INDICES)], {"modulo": d.rng.random() < 0.8}), 2)
def _gather(site: Any, inputs: list, at: dict) -> list:
    params, indices = inputs
    if at["modulo"]:
        indices = tf.mod(indices, tf.cast(tf.maximum(tf.shape(params)[0], 1), indices.dtype))
    return [tf.gather(params, indices), indices]


@recipe("gather_nd", lambda d: ([d.pick(KINDS, (1, 2)), d.pick(("int32",), (1, 2))], {}), 0.5)
def _gather_nd(site: Any, inputs: list, at: dict) -> list:
    return [tf.gather_nd(*inputs)]


@recipe("shape", lambda d: ([d.pick(KINDS)], {"f": d.rng.choice(("shape", "size", "rank"))}), 2)
def _shape(site: Any, inputs: list, at: dict) -> list:
    return [getattr(tf, at["f"])(inputs[0])]


@recipe("fill", lambda d: ([d.pick(KINDS, 0)], {"shape": d.rng.choice(([2, 3], [3], []))}))
def _fill(site: Any, inputs: list, at: dict) -> list:
    return [tf.fill(at["shape"], inputs[0])]


@recipe("broadcast", lambda d: ([d.pick(NUMBERS)], {"shape": d.rng.choice(([2, 3], [2, 2, 3], [3]))}))
def _broadcast(site: Any, inputs: list, at: dict) -> list:
    return [tf.broadcast_to(inputs[0], at["shape"])]


@recipe("range", lambda d: ([d.pick(("int32", "int64"), 0)], {}))
def _range(site: Any, inputs: list, at: dict) -> list:
    return [tf.range(tf.minimum(inputs[0], 5))]


@recipe("one_hot", lambda d: ([d.pick(_INDICES)], {"kind": d.kind(KINDS[:-1])}))
def _one_hot(site: Any, inputs: list, at: dict) -> list:
    return [tf.one_hot(inputs[0], 3, dtype=at["kind"])]


@recipe("where", lambda d: ([d.pick(("bool",))], {}))
def _where(site: Any, inputs: list, at: dict) -> list:
    return [tf.where(inputs[0])]


@recipe("mask", lambda d: ([d.pick(KINDS, (1, 2)), d.pick(("bool",), (1, 2))], {}))
def _mask(site: Any, inputs: list, at: dict) -> list:
    return [tf.boolean_mask(*inputs)]


@recipe("unique", lambda d: ([d.pick((*INTEGERS, "string"), 1)], {}))
def _unique(site: Any, inputs: list, at: dict) -> list:
    return list(tf.unique(inputs[0]))


@recipe("partition", lambda d: ([d.pick(KINDS, (1, 2)), d.pick(("int32",), 1)], {}), 0.5)
def _partition(site: Any, inputs: list, at: dict) -> list:
    return tf.dynamic_partition(inputs[0], tf.mod(inputs[1], 2), 2)


@recipe("stitch", lambda d: ([d.pick(KINDS)], {}), 0.5)
def _stitch(site: Any, inputs: list, at: dict) -> list:
    return [tf.dynamic_stitch([0, tf.constant(1)], [inputs[0], inputs[0]])]


@recipe("segments", lambda d: ([d.pick(NUMBERS, (1, 2)), d.pick(("int32",), 1)], {}), 0.5)
def _segments(site: Any, inputs: list, at: dict) -> list:
    return [tf.unsorted_segment_sum(inputs[0], tf.mod(inputs[1], 3), 3)]


@recipe("scatter_nd", lambda d: ([d.pick(("int32",), 1), d.pick(NUMBERS, 1)], {}), 0.5)
def _scatter_nd(site: Any, inputs: list, at: dict) -> list:
    return [tf.scatter_nd(tf.expand_dims(tf.mod(inputs[0], 4), 1), inputs[1], [4])]


@recipe("identity", lambda d: ([d.pick(KINDS)], {"f": d.rng.choice(("identity", "stop_gradient"))}), 2)
def _identity(site: Any, inputs: list, at: dict) -> list:
    return [getattr(tf, at["f"])(inputs[0])]


@recipe("identities", lambda d: ([d.pick(KINDS), d.pick(KINDS)], {}))
def _identities(site: Any, inputs: list, at: dict) -> list:
    return identity_n(inputs)


@recipe("default", lambda d: ([d.pick(KINDS)], {}), 0.5)
def _default(site: Any, inputs: list, at: dict) -> list:
    return [tf.placeholder_with_default(inputs[0], None)]


@recipe("claimed", lambda d: ([d.pick(KINDS)], {}), 0.5)
def _claimed(site: Any, inputs: list, at: dict) -> list:
    """The shape is known to the program only."""
    sizes = tf.placeholder_with_default([2, 3], None)
    site.constant_feeds.append((sizes, np.array([2, 3], np.int32)))
    tensor = tf.reshape(inputs[0], sizes)
    tensor.set_shape([2, 3])
    return [tensor]


@recipe("sparse", lambda d: ([d.pick(NUMBERS, 1)], {}), 0.5)
def _sparse(site: Any, inputs: list, at: dict) -> list:
    count = tf.cast(tf.size(inputs[0]), tf.int64)
    indices = tf.expand_dims(tf.range(count), 1)
    sparse = tf.SparseTensor(indices, inputs[0], tf.stack([count]))
    return [sparse, tf.sparse_tensor_to_dense(sparse)]
