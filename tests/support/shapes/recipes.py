"""The kinds of steps: functions of a TensorFlow (headrace's module or TensorFlow's own), inputs and settings.

Inputs are said by letters: x a tensor of floats, i of integers, v an int32 vector, s an int32 scalar, b of truth values,
t of texts, p a SparseTensor. A setting is drawn from its list.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple


class Recipe(NamedTuple):
    """A kind of step: the letters of its inputs, the lists its settings are drawn from, how often it is drawn."""

    inputs: str
    build: Callable[..., Any]
    settings: dict[str, Sequence[Any]]
    weight: float


RECIPES: dict[str, Recipe] = {}


def _add(name: str, inputs: str, build: Callable[..., Any], weight: float = 1.0, **settings: Sequence[Any]) -> None:
    RECIPES[name] = Recipe(inputs, build, settings, weight)


AXES = (0, 0, 0, 1, -1, -1, 2, -2, 3)
SHAPES = (
    None,
    None,
    [],
    [None],
    [3],
    [None, 3],
    [2, 3],
    [2, None],
    [None, None],
    [1, None],
    [None, 1, 3],
    [2, 3, 4],
    [None, None, 4],
    [None, 4, 4, 3],
    [2, None, None, 3],
    [0, 3],
)

# -- what programs begin with ------------------------------------------------------------------------------------------

_add("placeholder", "", lambda tf, shape: tf.placeholder(tf.float32, shape), 6, shape=SHAPES)
_add("integers", "", lambda tf, shape: tf.placeholder(tf.int32, shape), 1.5, shape=SHAPES[:10])
_add("truths", "", lambda tf, shape: tf.placeholder(tf.bool, shape), 1, shape=SHAPES[:10])
_add("texts", "", lambda tf, shape: tf.placeholder(tf.string, shape), 1, shape=SHAPES[:8])
_add("size", "", lambda tf: tf.placeholder(tf.int32, []), 1)
_add("sizes", "", lambda tf, count: tf.placeholder(tf.int32, [count]), 1, count=(None, 1, 2, 3))
_add(
    "constant_sizes",
    "",
    lambda tf, sizes: tf.constant(sizes, tf.int32),
    1,
    sizes=([2], [2, 3], [-1, 3], [3, -1], [2, 3, 4], [6]),
)
_add("constant_size", "", lambda tf, size: tf.constant(size), 1, size=(1, 2, 3, 6))
_add(
    "variable",
    "",
    lambda tf, shape: tf.Variable(tf.zeros(shape)),
    1,
    shape=([], [3], [2, 3], [2, 3, 4]),
)
_add("variable_of_any_shape", "x", lambda tf, x: tf.Variable(x, validate_shape=False).value(), 0.5)
_add("initialized", "x", lambda tf, x: tf.Variable(x).value(), 0.5)
_add("default", "x", lambda tf, x, shape: tf.placeholder_with_default(x, shape), 0.5, shape=SHAPES)
_add(
    "sparse_placeholder",
    "",
    lambda tf, shape: tf.sparse_placeholder(tf.float32, shape),
    1,
    shape=(None, [2, 3], [None, 3], [None, None]),
)

# -- sizes computed from shapes ----------------------------------------------------------------------------------------

_add("shape", "x", lambda tf, x: tf.shape(x), 4)
_add("shape_of_long", "x", lambda tf, x: tf.cast(tf.shape(x, out_type=tf.int64), tf.int32), 0.5)
_add("count", "x", lambda tf, x: tf.size(x), 0.7)
_add("rank", "x", lambda tf, x: tf.rank(x), 0.7)
_add("size_of_axis", "x", lambda tf, x, axis: tf.shape(x)[axis], 3, axis=AXES)
_add(
    "part_of_shape",
    "v",
    lambda tf, v, start, end, step: v[start:end:step],
    2,
    start=(None, 0, 1, -1, -2),
    end=(None, 1, 2, -1),
    step=(None, None, 1, -1, 2),
)
_add("element", "v", lambda tf, v, axis: v[axis], 1.5, axis=AXES)
_add(
    "sizes_of_numbers",
    "s",
    lambda tf, s, before, after: tf.stack([*before, s, *after]),
    3,
    before=([], [], [2], [-1]),
    after=([], [], [3], [-1], [2, 3]),
)
_add("sizes_of_two", "s s", lambda tf, s, z: tf.stack([s, z]), 2)
_add(
    "joined_sizes",
    "v",
    lambda tf, v, before, after: tf.concat([before, v, after], 0),
    2,
    before=([1], [2, 3], [-1]),
    after=([2], [-1], [1, 3]),
)
_add("joined_shapes", "v v", lambda tf, v, w: tf.concat([v, w], 0), 1.5)
_add(
    "arithmetic_of_sizes",
    "v",
    lambda tf, v, f, by: getattr(tf, f)(v, by),
    1.5,
    f=("add", "subtract", "multiply", "floordiv", "maximum", "minimum", "mod"),
    by=(1, 2, [2], [1, 2]),
)
_add("arithmetic_of_shapes", "v v", lambda tf, v, w, f: getattr(tf, f)(v, w), 1, f=("add", "multiply", "maximum"))
_add(
    "arithmetic_of_size",
    "s",
    lambda tf, s, f, by: getattr(tf, f)(s, by),
    1.5,
    f=("add", "subtract", "multiply", "floordiv", "maximum", "minimum"),
    by=(1, 2, 3),
)
_add("arithmetic_of_two", "s s", lambda tf, s, z, f: getattr(tf, f)(s, z), 1, f=("add", "subtract", "multiply", "floordiv"))
_add("product", "v", lambda tf, v: tf.reduce_prod(v), 1)
_add("sum_of_sizes", "v", lambda tf, v: tf.reduce_sum(v), 0.5)
_add("gathered_sizes", "v", lambda tf, v, at: tf.gather(v, at), 1, at=(0, [0], [1, 0], [0, 0, 1]))
_add("unstacked_sizes", "v", lambda tf, v: tf.unstack(v), 0.7)
_add("reversed_sizes", "v", lambda tf, v: tf.reverse(v, [0]), 0.7)
_add("as_vector", "s", lambda tf, s: tf.expand_dims(s, 0), 0.7)
_add("as_row", "s", lambda tf, s: tf.reshape(s, [1]), 0.7)
_add("as_size", "v", lambda tf, v: tf.squeeze(v), 0.5)
_add("same_sizes", "v", lambda tf, v, f: getattr(tf, f)(v), 0.5, f=("identity", "stop_gradient", "ones_like", "zeros_like"))
_add("cast_sizes", "v", lambda tf, v: tf.cast(tf.cast(v, tf.int64), tf.int32), 0.5)
_add("float_sizes", "v", lambda tf, v: tf.cast(tf.cast(v, tf.float32) * 2.0, tf.int32), 0.3)
_add("filled_sizes", "s", lambda tf, s: tf.fill([2], s), 0.5)
_add("sizes_where", "v v", lambda tf, v, w: tf.where(tf.equal(v, 1), v, w), 0.3)
_add("broadcast_sizes", "v v", lambda tf, v, w: tf.broadcast_dynamic_shape(v, w), 0.5)
_add("shapes", "x x", lambda tf, x, y: tf.shape_n([x, y]), 0.5)
_add("sizes_sliced", "v", lambda tf, v, begin, size: tf.slice(v, [begin], [size]), 0.7, begin=(0, 1), size=(-1, 1, 2))
_add("sizes_to", "v s", lambda tf, v, s: v[:s], 0.5)
_add("tiled_sizes", "v", lambda tf, v: tf.tile(v, [2]), 0.3)
_add("padded_sizes", "v", lambda tf, v: tf.pad(v, [[1, 0]], constant_values=1), 0.3)
_add("split_sizes", "v", lambda tf, v, parts: tf.split(v, parts), 0.5, parts=(1, 2, [1, -1], [1, 1]))
_add("sizes_by_condition", "b v v", lambda tf, b, v, w: tf.cond(tf.reduce_all(b), lambda: v, lambda: w), 0.3)
_add("range_of_rank", "x", lambda tf, x: tf.range(tf.rank(x)), 0.7)

# -- what is made by sizes ---------------------------------------------------------------------------------------------

_add("reshape", "x v", lambda tf, x, v: tf.reshape(x, v), 5)
_add(
    "reshape_to",
    "x",
    lambda tf, x, shape: tf.reshape(x, shape),
    2,
    shape=([-1], [-1, 3], [3, -1], [2, -1, 3], [1, -1], [6], []),
)
_add("reshape_some", "x s", lambda tf, x, s, rest: tf.reshape(x, [s, *rest]), 2, rest=([-1], [3], [2, -1], []))
_add("fill", "v x", lambda tf, v, x: tf.fill(v, 1.0), 2)
_add("zeros", "v", lambda tf, v, f: getattr(tf, f)(v), 2, f=("zeros", "ones"))
_add("zeros_some", "s", lambda tf, s, f, rest: getattr(tf, f)([s, *rest]), 1.5, f=("zeros", "ones"), rest=([], [3], [2, 3]))
_add("zeros_like", "x", lambda tf, x, f: getattr(tf, f)(x), 1, f=("zeros_like", "ones_like"))
_add("tile", "x v", lambda tf, x, v: tf.tile(x, v), 2)
_add("tile_times", "x", lambda tf, x, times: tf.tile(x, times), 1, times=([2], [1, 2], [2, 1, 1]))
_add("tile_some", "x s", lambda tf, x, s, rest: tf.tile(x, [s, *rest]), 1, rest=([], [1], [2], [1, 1]))
_add(
    "pad",
    "x",
    lambda tf, x, by, mode: tf.pad(x, by, mode),
    1,
    by=([[1, 2]], [[1, 0], [0, 1]], [[0, 0], [1, 1], [0, 2]]),
    mode=("CONSTANT", "CONSTANT", "REFLECT", "SYMMETRIC"),
)
_add("pad_some", "x s", lambda tf, x, s, rest: tf.pad(x, [[s, 1], *rest]), 1, rest=([], [[1, 1]], [[0, 0], [1, 2]]))
_add("pad_by", "x v", lambda tf, x, v: tf.pad(x, tf.stack([v, v], 1)), 1)
_add("pad_with", "x", lambda tf, x, by: tf.pad(x, by, constant_values=1.0), 0.5, by=([[1, 2]], [[1, 0], [0, 1]]))
_add("range", "s", lambda tf, s: tf.range(s), 1)
_add("range_between", "s s", lambda tf, s, z, step: tf.range(s, z, step), 0.7, step=(1, 2, -1))
_add("broadcast_to", "x v", lambda tf, x, v: tf.broadcast_to(x, v), 1.5)
_add("random", "v", lambda tf, v, f: getattr(tf, f)(v), 1.5, f=("random_uniform", "random_normal", "truncated_normal"))
_add(
    "random_some", "s", lambda tf, s, f: getattr(tf, f)([s, 3]), 0.7, f=("random_uniform", "random_normal", "truncated_normal")
)
_add("one_hot", "i s", lambda tf, i, s, axis: tf.one_hot(i, s, axis=axis), 1, axis=(-1, -1, 0, 1))
_add("one_hot_of", "i", lambda tf, i, depth, axis: tf.one_hot(i, depth, axis=axis), 0.7, depth=(3, 4), axis=(-1, 0))
_add("scatter_nd", "i x v", lambda tf, i, x, v: tf.scatter_nd(i, x, v), 1)
_add("linspace", "s", lambda tf, s: tf.linspace(0.0, 1.0, s), 0.5)
_add("eye", "s", lambda tf, s: tf.eye(s), 0.5)
_add("eye_of", "", lambda tf, n, m, batch: tf.eye(n, m, batch), 0.3, n=(2, 3), m=(None, 4), batch=(None, [2], [2, 3]))
_add("sequence_mask", "i s", lambda tf, i, s: tf.sequence_mask(i, s), 0.5)
_add("sequence_mask_of", "i", lambda tf, i, length: tf.sequence_mask(i, length), 0.5, length=(None, 4))
_add("slice", "x v v", lambda tf, x, v, w: tf.slice(x, v, w), 1)
_add("slice_to", "x v", lambda tf, x, v: tf.slice(x, tf.zeros_like(v), v), 1)
_add(
    "slice_of",
    "x",
    lambda tf, x, begin, size: tf.slice(x, begin, size),
    1,
    begin=([0], [0, 1], [1, 0, 0]),
    size=([2], [-1, 2], [1, -1, -1], [-1, -1]),
)
_add(
    "slice_some", "x s", lambda tf, x, s, rest: tf.slice(x, [0] * (1 + len(rest)), [s, *rest]), 1, rest=([], [-1], [2], [-1, 2])
)
_add("cut_to", "x s", lambda tf, x, s: x[:s], 1)
_add("cut_from", "x s", lambda tf, x, s: x[s:], 0.7)
_add("cut_at", "x s", lambda tf, x, s: x[s], 1)
_add("cut_inner", "x s", lambda tf, x, s: x[..., :s], 0.5)
_add("cut_both", "x s s", lambda tf, x, s, z: x[s:z, 1:], 0.5)
_add("cut_vector", "x v", lambda tf, x, v: tf.strided_slice(x, tf.zeros_like(v), v), 0.7)
_add("cut_by", "x s", lambda tf, x, s: x[::s], 0.4)
_CUTS = {
    "first": lambda tf, x: x[0],
    "last": lambda tf, x: x[-1],
    "rest": lambda tf, x: x[1:],
    "but_last": lambda tf, x: x[:-1],
    "backwards": lambda tf, x: x[::-1],
    "every_other": lambda tf, x: x[::2],
    "column": lambda tf, x: x[:, 0],
    "columns": lambda tf, x: x[:, 1:],
    "new": lambda tf, x: x[None],
    "new_inner": lambda tf, x: x[..., None],
    "inner": lambda tf, x: x[..., 1:2],
    "corner": lambda tf, x: x[0, ..., 0],
    "all": lambda tf, x: x[:],
    "two": lambda tf, x: x[:2],
}
_add("cut", "x", lambda tf, x, f: _CUTS[f](tf, x), 3, f=sorted(_CUTS))
_add("top_k", "x s", lambda tf, x, s: list(tf.nn.top_k(x, s)), 0.7)
_add("top_two", "x", lambda tf, x: list(tf.nn.top_k(x, 2)), 0.5)
_add(
    "segments",
    "x i s",
    lambda tf, x, i, s, f: getattr(tf, f)(x, i, s),
    1,
    f=("unsorted_segment_sum", "unsorted_segment_max", "unsorted_segment_mean"),
)
_add("segments_of", "x i", lambda tf, x, i: tf.unsorted_segment_sum(x, i, 4), 0.5)
_add("sorted_segments", "x i", lambda tf, x, i, f: getattr(tf, f)(x, i), 0.7, f=("segment_sum", "segment_mean", "segment_max"))
_add("random_crop", "x v", lambda tf, x, v: tf.random_crop(x, v), 0.7)
_add("random_crop_of", "x", lambda tf, x, size: tf.random_crop(x, size), 0.7, size=([2], [2, 2], [2, 2, 3]))
_add("set_shape", "x", lambda tf, x, shape: _set(tf.identity(x), shape), 1, shape=SHAPES)
_add("set_shape_of", "x x", lambda tf, x, y: _set(tf.identity(x), y.get_shape()), 1)


def _set(x: Any, shape: Any) -> Any:
    x.set_shape(shape)
    return x


# -- arrays ------------------------------------------------------------------------------------------------------------

_add("expand_dims", "x", lambda tf, x, axis: tf.expand_dims(x, axis), 1.5, axis=AXES)
_add("expand_dims_at", "x s", lambda tf, x, s: tf.expand_dims(x, s), 0.3)
_add("squeeze", "x", lambda tf, x, axis: tf.squeeze(x, axis), 1.5, axis=(None, [0], [-1], [0, 1], 1))
_add(
    "transpose",
    "x",
    lambda tf, x, perm: tf.transpose(x, perm),
    2,
    perm=(None, None, [1, 0], [0, 2, 1], [2, 0, 1], [0, 3, 1, 2]),
)
_add("transpose_by", "x v", lambda tf, x, v: tf.transpose(x, v), 0.5)
_add("matrix_transpose", "x", lambda tf, x: tf.matrix_transpose(x), 0.7)
_add("concat", "x x", lambda tf, x, y, axis: tf.concat([x, y], axis), 2, axis=AXES)
_add("concat_of_three", "x x x", lambda tf, x, y, z, axis: tf.concat([x, y, z], axis), 0.7, axis=AXES)
_add("concat_itself", "x", lambda tf, x, axis: tf.concat([x, x], axis), 1, axis=AXES)
_add("concat_at", "x x s", lambda tf, x, y, s: tf.concat([x, y], s), 0.7)
_add("concat_one", "x", lambda tf, x: tf.concat([x], 0), 0.3)
_add("stack", "x x", lambda tf, x, y, axis: tf.stack([x, y], axis), 1.5, axis=AXES)
_add("unstack", "x", lambda tf, x, axis: tf.unstack(x, axis=axis), 1, axis=AXES)
_add("unstack_num", "x", lambda tf, x, num, axis: tf.unstack(x, num, axis), 0.5, num=(2, 3), axis=AXES)
_add(
    "split",
    "x",
    lambda tf, x, parts, axis: tf.split(x, parts, axis),
    1.5,
    parts=(1, 2, 3, [1, -1], [1, 2], [2, 1, 1]),
    axis=AXES,
)
_add("split_by", "x v", lambda tf, x, v, axis: tf.split(x, v, axis, num=2), 0.5, axis=AXES)
_add("split_at", "x s", lambda tf, x, s: tf.split(x, 2, s), 0.4)
_add("gather", "x i", lambda tf, x, i, axis: tf.gather(x, i, axis=axis), 1.5, axis=(0, 0, 1, -1))
_add("gather_at", "x i s", lambda tf, x, i, s: tf.gather(x, i, axis=s), 0.4)
_add("gather_batches", "x i", lambda tf, x, i, dims: tf.gather(x, i, batch_dims=dims, axis=dims), 0.5, dims=(1, 0, 2))
_add("gather_nd", "x i", lambda tf, x, i: tf.gather_nd(x, i), 1)
_add("gather_nd_of", "x", lambda tf, x, at: tf.gather_nd(x, at), 0.7, at=([[0]], [[0, 1], [1, 0]], [0], [[[0]], [[1]]]))
_add("mask", "x b", lambda tf, x, b, axis: tf.boolean_mask(x, b, axis=axis), 1.5, axis=(None, None, 0, 1))
_add(
    "mask_of",
    "x",
    lambda tf, x, mask: tf.boolean_mask(x, mask),
    1,
    mask=([True, False], [[True, False, True], [False] * 3], [True] * 3),
)
_add("where", "b", lambda tf, b: tf.where(b), 1)
_add("select", "b x x", lambda tf, b, x, y: tf.where(b, x, y), 1.5)
_add("reverse", "x", lambda tf, x, axes: tf.reverse(x, axes), 0.7, axes=([0], [-1], [0, 1], []))
_add("reverse_along", "x v", lambda tf, x, v: tf.reverse(x, v), 0.3)
_add(
    "reverse_sequence",
    "x i",
    lambda tf, x, i, seq, batch: tf.reverse_sequence(x, i, seq_axis=seq, batch_axis=batch),
    0.7,
    seq=(1, 0),
    batch=(0, 1),
)
_add("unique", "i", lambda tf, i: list(tf.unique(i)), 0.7)
_add("unique_counts", "i", lambda tf, i: list(tf.unique_with_counts(i)), 0.4)
_add("setdiff", "v v", lambda tf, v, w: list(tf.setdiff1d(v, w)), 0.4)
_add("partition", "x i", lambda tf, x, i: tf.dynamic_partition(x, i, 2), 0.7)
_add("stitch", "i i x x", lambda tf, i, j, x, y: tf.dynamic_stitch([i, j], [x, y]), 0.7)
_add("meshgrid", "x x", lambda tf, x, y, indexing: tf.meshgrid(x, y, indexing=indexing), 0.5, indexing=("xy", "ij"))
_add("diag", "x", lambda tf, x, f: getattr(tf, f)(x), 1, f=("diag", "diag_part", "matrix_diag", "matrix_diag_part"))
_add(
    "space_to_batch",
    "x",
    lambda tf, x, block, pads: tf.space_to_batch_nd(x, block, pads),
    0.5,
    block=([2], [2, 1]),
    pads=([[0, 0]], [[0, 1], [1, 0]]),
)
_add("cumsum", "x", lambda tf, x, f, axis: getattr(tf, f)(x, axis), 0.5, f=("cumsum", "cumprod"), axis=AXES)
_add("invert_permutation", "v", lambda tf, v: tf.invert_permutation(v), 0.3)
_add("identity", "x", lambda tf, x, f: getattr(tf, f)(x), 0.7, f=("identity", "stop_gradient"))
_add("tuple", "x x", lambda tf, x, y: tf.tuple([x, y]), 0.3)
_add("confusion", "i i", lambda tf, i, j, n: tf.confusion_matrix(i, j, n), 0.4, n=(None, 3))

# -- numbers -----------------------------------------------------------------------------------------------------------

_add(
    "unary",
    "x",
    lambda tf, x, f: getattr(tf, f)(x),
    2,
    f=("abs", "negative", "exp", "square", "sqrt", "sigmoid", "tanh", "is_nan", "sign", "floor", "log1p"),
)
_add(
    "binary",
    "x x",
    lambda tf, x, y, f: getattr(tf, f)(x, y),
    4,
    f=("add", "subtract", "multiply", "divide", "maximum", "pow", "less", "equal", "not_equal", "squared_difference", "atan2"),
)
_add("binary_with", "x", lambda tf, x, y: x + y, 1.5, y=(1.0, [1.0, 2.0, 3.0], [[1.0], [2.0]], [[1.0, 2.0, 3.0]]))
_add("integers_of", "x", lambda tf, x: tf.cast(x, tf.int32), 1)
_add("truths_of", "x", lambda tf, x: x > 0.0, 1)
_add("floats_of", "i", lambda tf, i: tf.cast(i, tf.float32), 1)
_add("texts_of", "x", lambda tf, x: tf.as_string(x), 0.7)
_add("logical", "b b", lambda tf, b, c, f: getattr(tf, f)(b, c), 0.5, f=("logical_and", "logical_or", "logical_xor"))
_add("not", "b", lambda tf, b: tf.logical_not(b), 0.3)
_add(
    "reduce",
    "x",
    lambda tf, x, f, axis, keep: getattr(tf, f)(x, axis, keepdims=keep),
    4,
    f=("reduce_sum", "reduce_mean", "reduce_max", "reduce_min", "reduce_prod", "reduce_logsumexp"),
    axis=(None, 0, -1, 1, [0, 1], [0], [], [-1, 0]),
    keep=(False, False, True),
)
_add("reduce_at", "x s", lambda tf, x, s, keep: tf.reduce_sum(x, s, keepdims=keep), 0.6, keep=(False, True))
_add("reduce_along", "x v", lambda tf, x, v, keep: tf.reduce_mean(x, v, keepdims=keep), 0.6, keep=(False, True))
_add(
    "reduce_truths",
    "b",
    lambda tf, b, f, axis: getattr(tf, f)(b, axis),
    0.5,
    f=("reduce_all", "reduce_any"),
    axis=(None, 0, -1),
)
_add("count_nonzero", "x", lambda tf, x, axis: tf.count_nonzero(x, axis), 0.4, axis=(None, 0, -1))
_add("argmax", "x", lambda tf, x, f, axis: getattr(tf, f)(x, axis), 1, f=("argmax", "argmin"), axis=(None, 0, 1, -1))
_add("argmax_at", "x s", lambda tf, x, s: tf.argmax(x, s), 0.3)
_add(
    "matmul",
    "x x",
    lambda tf, x, y, a, b: tf.matmul(x, y, transpose_a=a, transpose_b=b),
    2,
    a=(False, False, True),
    b=(False, False, True),
)
_add("tensordot", "x x", lambda tf, x, y, axes: tf.tensordot(x, y, axes), 0.7, axes=(1, 2, [[0], [0]], [[1], [0]]))
_add("add_n", "x x", lambda tf, x, y: tf.add_n([x, y]), 1)
_add("accumulate_n", "x x", lambda tf, x, y: tf.accumulate_n([x, y]), 0.4)
_add("clip", "x", lambda tf, x: tf.clip_by_value(x, 0.0, 1.0), 0.5)
_add("clip_norm", "x", lambda tf, x, axes: tf.clip_by_norm(x, 1.0, axes), 0.4, axes=(None, [0], [-1]))
_add(
    "moments",
    "x",
    lambda tf, x, axes, keep: list(tf.nn.moments(x, axes, keep_dims=keep)),
    0.7,
    axes=([0], [0, 1], [0, 1, 2]),
    keep=(False, True),
)
_add("global_norm", "x x", lambda tf, x, y: tf.global_norm([x, y]), 0.3)
_add("bitcast", "x", lambda tf, x: tf.bitcast(tf.bitcast(x, tf.uint8), tf.float32), 0.3)

# -- networks ----------------------------------------------------------------------------------------------------------

_add("activation", "x", lambda tf, x, f: getattr(tf.nn, f)(x), 1, f=("relu", "relu6", "elu", "softplus", "leaky_relu", "crelu"))
_add(
    "softmax", "x", lambda tf, x, f, axis: getattr(tf.nn, f)(x, axis), 0.8, f=("softmax", "log_softmax"), axis=(None, -1, 0, 1)
)
_add(
    "cross_entropy",
    "x x",
    lambda tf, x, y, dim: tf.nn.softmax_cross_entropy_with_logits(labels=x, logits=y, dim=dim),
    0.8,
    dim=(-1, -1, 0),
)
_add("sparse_cross_entropy", "i x", lambda tf, i, x: tf.nn.sparse_softmax_cross_entropy_with_logits(labels=i, logits=x), 0.8)
_add("sigmoid_cross_entropy", "x x", lambda tf, x, y: tf.nn.sigmoid_cross_entropy_with_logits(labels=x, logits=y), 0.7)
_add("in_top_k", "x i", lambda tf, x, i: tf.nn.in_top_k(x, i, 2), 0.4)
_add("l2_loss", "x", lambda tf, x: tf.nn.l2_loss(x), 0.3)
_add("l2_normalize", "x", lambda tf, x, axis: tf.nn.l2_normalize(x, axis), 0.5, axis=(0, -1))
_add("dropout", "x", lambda tf, x, noise: tf.nn.dropout(x, 0.5, noise), 0.7, noise=(None, None, [1, 3]))
_add("bias_add", "x x", lambda tf, x, y: tf.nn.bias_add(x, y), 0.7)
_add("bias_add_of", "x", lambda tf, x: tf.nn.bias_add(x, [1.0, 2.0, 3.0]), 0.5)
_add("xw_plus_b", "x x x", lambda tf, x, y, z: tf.nn.xw_plus_b(x, y, z), 0.4)
_add("embedding", "x i", lambda tf, x, i: tf.nn.embedding_lookup(x, i), 0.8)
_add("embeddings", "x x i", lambda tf, x, y, i, how: tf.nn.embedding_lookup([x, y], i, how), 0.6, how=("mod", "div"))
_add(
    "conv2d",
    "x",
    lambda tf, x, padding, stride: tf.nn.conv2d(x, tf.zeros([2, 2, 3, 5]), [1, stride, stride, 1], padding),
    0.8,
    padding=("SAME", "VALID"),
    stride=(1, 2),
)
_add("conv2d_by", "x x", lambda tf, x, y: tf.nn.conv2d(x, y, [1, 1, 1, 1], "SAME"), 0.4)
_add("depthwise", "x", lambda tf, x: tf.nn.depthwise_conv2d(x, tf.zeros([2, 2, 3, 2]), [1, 1, 1, 1], "SAME"), 0.4)
_add("conv2d_transpose", "x v", lambda tf, x, v: tf.nn.conv2d_transpose(x, tf.zeros([2, 2, 4, 3]), v, [1, 2, 2, 1]), 0.4)
_add("conv1d", "x", lambda tf, x: tf.nn.conv1d(x, tf.zeros([2, 4, 5]), 1, "SAME"), 0.4)
_add(
    "pool",
    "x",
    lambda tf, x, f, padding: getattr(tf.nn, f)(x, [1, 2, 2, 1], [1, 2, 2, 1], padding),
    0.8,
    f=("max_pool", "avg_pool"),
    padding=("SAME", "VALID"),
)
_add("lrn", "x", lambda tf, x: tf.nn.lrn(x), 0.3)
_add("batch_norm", "x x x", lambda tf, x, y, z: tf.nn.batch_normalization(x, y, z, None, None, 0.1), 0.4)
_add("fused_batch_norm", "x", lambda tf, x: list(tf.nn.fused_batch_norm(x, [1.0] * 3, [0.0] * 3)), 0.4)
_add(
    "loss",
    "x x",
    lambda tf, x, y, f: getattr(tf.losses, f)(x, y),
    0.8,
    f=("mean_squared_error", "absolute_difference", "log_loss", "hinge_loss", "huber_loss"),
)
_add("loss_of_each", "x x", lambda tf, x, y: tf.losses.mean_squared_error(x, y, reduction="none"), 0.5)
_add("weighted_loss", "x x x", lambda tf, x, y, z: tf.losses.mean_squared_error(x, y, z), 0.4)
_add("metric", "x", lambda tf, x: list(tf.metrics.mean(x)), 0.3)
_add("gradients", "x x", lambda tf, x, y: tf.gradients(x, y), 3)
_add("gradients_of_sum", "x x", lambda tf, x, y: tf.gradients(tf.reduce_sum(x * 2.0), [x, y]), 2)

# -- branches ----------------------------------------------------------------------------------------------------------

_add("cond", "b x x", lambda tf, b, x, y: tf.cond(tf.reduce_any(b), lambda: x + 1.0, lambda: y * 2.0), 2)
_add("cond_of_shapes", "b x", lambda tf, b, x: tf.cond(tf.reduce_any(b), lambda: tf.expand_dims(x, 0), lambda: x[None]), 0.7)
_add("cond_of_two", "b x x", lambda tf, b, x, y: tf.cond(tf.reduce_any(b), lambda: [x, y], lambda: [y, x]), 0.7)
_add("cond_on", "b x x", lambda tf, b, x, y: tf.cond(b, lambda: x, lambda: y), 0.5)
_add("checked", "x b", lambda tf, x, b: _after(tf, [tf.Assert(tf.reduce_all(b), ["no"])], x), 0.4)
_add("asserted", "x x", lambda tf, x, y, f: _after(tf, [getattr(tf, f)(x, y)], x), 0.5, f=("assert_equal", "assert_less"))
_add("py_func", "x", lambda tf, x: tf.py_func(lambda value: value, [x], tf.float32), 0.5)


def _after(tf: Any, operations: list, x: Any) -> Any:
    with tf.control_dependencies([one for one in operations if one is not None]):
        return tf.identity(x)


# -- queues and readers ------------------------------------------------------------------------------------------------

QUEUES = ("FIFOQueue", "RandomShuffleQueue", "PaddingFIFOQueue")


def _queue(tf: Any, kind: str, shapes: Any) -> Any:
    more = [5] if kind == "RandomShuffleQueue" else []
    return getattr(tf, kind)(10, *more, ["float32", "int32"], shapes)


_PAIRS = ([[], [2]], [[2, 3], []], [[0, 3], [4]])
_add(
    "dequeue",
    "",
    lambda tf, kind, shapes: list(_queue(tf, kind, shapes).dequeue()),
    0.8,
    kind=QUEUES,
    shapes=(*_PAIRS, [[None, 3], []]),
)
_add("dequeue_unknown", "", lambda tf, kind: list(_queue(tf, kind, None).dequeue()), 0.4, kind=QUEUES)
_add(
    "dequeue_many",
    "",
    lambda tf, kind, shapes, n: list(_queue(tf, kind, shapes).dequeue_many(n)),
    0.8,
    kind=QUEUES,
    shapes=(*_PAIRS, [[None, 3], []]),
    n=(4, 1, 0),
)
_add(
    "dequeue_many_of",
    "s",
    lambda tf, s, kind, shapes: list(_queue(tf, kind, shapes).dequeue_many(s)),
    0.6,
    kind=QUEUES,
    shapes=_PAIRS,
)
_add(
    "dequeue_up_to",
    "",
    lambda tf, kind, shapes: list(_queue(tf, kind, shapes).dequeue_up_to(4)),
    0.6,
    kind=QUEUES,
    shapes=_PAIRS,
)
_add("queue_size", "", lambda tf, kind: _queue(tf, kind, [[], []]).size(), 0.2, kind=QUEUES)
_add("enqueued", "x", lambda tf, x, kind: _enqueued(tf, x, kind), 0.7, kind=QUEUES)
_add(
    "batch",
    "x",
    lambda tf, x, n, many, pad, smaller: tf.train.batch(
        [x], n, enqueue_many=many, dynamic_pad=pad, allow_smaller_final_batch=smaller
    ),
    1.5,
    n=(4, 1),
    many=(False, False, True),
    pad=(False, True),
    smaller=(False, True),
)
_add("batch_of_two", "x i", lambda tf, x, i, pad: tf.train.batch([x, i], 4, dynamic_pad=pad), 0.7, pad=(False, True))
_add("batch_by", "x s", lambda tf, x, s: tf.train.batch([x], s), 0.5)
_add(
    "shuffle_batch",
    "x",
    lambda tf, x, many, smaller: tf.train.shuffle_batch([x], 4, 20, 5, enqueue_many=many, allow_smaller_final_batch=smaller),
    0.8,
    many=(False, True),
    smaller=(False, True),
)
_add("batch_join", "x x", lambda tf, x, y, pad: tf.train.batch_join([[x], [y]], 4, dynamic_pad=pad), 0.8, pad=(False, True))
_add("maybe_batch", "x b", lambda tf, x, b: tf.train.maybe_batch([x], tf.reduce_all(b), 4), 0.3)
_add("batch_of_sparse", "p", lambda tf, p: tf.train.batch([p], 3), 0.5)
_add("slice_producer", "x", lambda tf, x: tf.train.slice_input_producer([x], shuffle=False), 0.5)
_add("range_producer", "s", lambda tf, s: tf.train.range_input_producer(s, shuffle=False).dequeue(), 0.4)
_add("string_producer", "t", lambda tf, t: tf.train.string_input_producer(t, shuffle=False).dequeue(), 0.4)
_add("limit_epochs", "x", lambda tf, x: tf.train.limit_epochs(x, 2), 0.3)
_add(
    "input_producer",
    "x",
    lambda tf, x, shape: tf.train.input_producer(x, shape, shuffle=False).dequeue(),
    0.5,
    shape=(None, None, [3], []),
)
_add("read", "", lambda tf: list(tf.TextLineReader().read(tf.FIFOQueue(3, "string", [[]]))), 0.2)
_add("read_up_to", "", lambda tf: list(tf.TextLineReader().read_up_to(tf.FIFOQueue(3, "string", [[]]), 5)), 0.2)


def _enqueued(tf: Any, x: Any, kind: str) -> Any:
    more = [5] if kind == "RandomShuffleQueue" else []
    queue = getattr(tf, kind)(10, *more, ["float32"], [[None, 3] if kind.startswith("P") else [2, 3]])
    with tf.control_dependencies([queue.enqueue(x)]):
        return queue.dequeue()


# -- texts, sparse tensors, images -------------------------------------------------------------------------------------

_add("join", "t t", lambda tf, t, u: tf.string_join([t, u], "-"), 0.6)
_add("text_of", "t", lambda tf, t, f: getattr(tf, f)(t), 0.6, f=("string_to_number", "encode_base64", "string_strip"))
_add("substr", "t", lambda tf, t: tf.substr(t, 0, 1), 0.4)
_add("substr_at", "t i", lambda tf, t, i: tf.substr(t, i, i), 0.3)
_add("string_split", "t", lambda tf, t: tf.string_split(t), 0.5)
_add(
    "reduce_join",
    "t",
    lambda tf, t, axis, keep: tf.reduce_join(t, axis, keep_dims=keep),
    0.5,
    axis=(None, 0, -1, [0, 1]),
    keep=(False, True),
)
_add("decode_raw", "t", lambda tf, t: tf.decode_raw(t, tf.float32), 0.7)
_add("decode_csv", "t", lambda tf, t: tf.decode_csv(t, [[1.0], ["x"]]), 0.5)
_add("hash_bucket", "t", lambda tf, t: tf.string_to_hash_bucket_fast(t, 5), 0.3)
_add(
    "decode_image",
    "t",
    lambda tf, t, f, channels: getattr(tf.image, f)(t, channels=channels),
    0.7,
    f=("decode_jpeg", "decode_png", "decode_bmp", "decode_image"),
    channels=(0, 3),
)
_add("decode_gif", "t", lambda tf, t: tf.image.decode_gif(t), 0.2)
_add("encode_jpeg", "x", lambda tf, x: tf.image.encode_jpeg(tf.cast(x, tf.uint8)), 0.3)
_add("parse_example", "t", lambda tf, t: _parts(tf.parse_example(t, _features(tf))), 0.5)
_add("parse_single_example", "t", lambda tf, t: _parts(tf.parse_single_example(t, _features(tf))), 0.5)
_add("read_file", "t", lambda tf, t: tf.read_file(t), 0.2)
_add("sparse", "i x v", lambda tf, i, x, v: tf.SparseTensor(tf.cast(i, tf.int64), x, tf.cast(v, tf.int64)), 0.8)
_add("parts_of_sparse", "p", lambda tf, p: [tf.cast(p.indices, tf.int32), p.values, tf.cast(p.dense_shape, tf.int32)], 0.6)
_add("sparse_to_dense", "p", lambda tf, p: tf.sparse_tensor_to_dense(p), 1)
_add("sparse_to_dense_of", "i v x", lambda tf, i, v, x: tf.sparse_to_dense(i, v, x), 0.7)
_add("sparse_reorder", "p", lambda tf, p: tf.sparse_reorder(p), 0.4)
_add(
    "embedding_sparse",
    "x p",
    lambda tf, x, p: tf.nn.embedding_lookup_sparse(
        x, tf.SparseTensor(p.indices, tf.cast(p.values, tf.int64), p.dense_shape), None, combiner="sum"
    ),
    0.5,
)
_add(
    "image_function",
    "x",
    lambda tf, x, f: getattr(tf.image, f)(x),
    1.5,
    f=(
        "per_image_standardization",
        "flip_left_right",
        "flip_up_down",
        "random_flip_left_right",
        "transpose_image",
        "rgb_to_grayscale",
        "grayscale_to_rgb",
    ),
)
_add(
    "image_adjusted",
    "x",
    lambda tf, x, f: getattr(tf.image, f)(x, 0.5),
    0.8,
    f=("adjust_brightness", "adjust_contrast", "random_brightness", "adjust_saturation", "adjust_hue", "central_crop"),
)
_add("crop_or_pad", "x", lambda tf, x, h, w: tf.image.resize_image_with_crop_or_pad(x, h, w), 0.8, h=(2, 5), w=(3, 8))
_add("crop_or_pad_to", "x s", lambda tf, x, s: tf.image.resize_image_with_crop_or_pad(x, s, 3), 0.5)
_add("crop", "x", lambda tf, x: tf.image.crop_to_bounding_box(x, 0, 1, 2, 2), 0.5)
_add("pad_image", "x", lambda tf, x: tf.image.pad_to_bounding_box(x, 0, 1, 5, 6), 0.5)
_add("resize", "x", lambda tf, x, method: tf.image.resize_images(x, [5, 7], method), 0.8, method=(0, 1, 2, 3))
_add("resize_to", "x v", lambda tf, x, v: tf.image.resize_images(x, v), 0.6)
_add("convert_image", "x", lambda tf, x: tf.image.convert_image_dtype(tf.cast(x, tf.uint8), tf.float32), 0.3)
_add("summary", "x", lambda tf, x: tf.summary.histogram("h", x), 0.2)


def _features(tf: Any) -> dict[str, Any]:
    return {
        "a": tf.FixedLenFeature([2], tf.float32),
        "b": tf.VarLenFeature(tf.float32),
        "c": tf.FixedLenSequenceFeature([3], tf.float32, allow_missing=True),
    }


def _parts(found: dict[str, Any]) -> list:
    return [found[key] for key in sorted(found)]
