"""What array ops say about impossible arguments: when the graph is built, and when it runs."""

import numpy as np
import pytest

import headrace as tf
from headrace.graph.core.graph import Graph
from headrace.graph.execution.session import Session
from headrace.graph.types import dtypes
from headrace.graph.types.errors import InvalidArgumentError


def floats(*shape):
    return tf.placeholder(dtypes.float32, list(shape))


def bools(*shape):
    return tf.placeholder(dtypes.bool_, list(shape))


BUILDING = [
    (
        lambda: tf.reshape(floats(4, 3), [5, 2]),
        "Cannot reshape a tensor with 12 elements to shape [5,2] (10 elements)",
    ),
    (lambda: tf.reshape(floats(4, 3), [5, -1]), "Dimension size must be evenly divisible by 5 but is 12"),
    (lambda: tf.transpose(floats(2, 3), [0, 1, 2]), "Dimension must be 2 but is 3"),
    (lambda: tf.transpose(floats(2, 3), [0, 5]), "perm dim 5 is out of range of input rank 2"),
    (lambda: tf.expand_dims(floats(2, 3), 3), "dim 3 not in the interval [-3, 2]."),
    (lambda: tf.expand_dims(floats(2)), "Must specify an axis argument to tf.expand_dims()"),
    (lambda: tf.squeeze(floats(2, 1), 0), "Can not squeeze dim[0], expected a dimension of 1, got 2"),
    (lambda: tf.squeeze(floats(2, 1), [2]), "squeeze_dims[0] not in [-2,2)."),
    (
        lambda: tf.slice(floats(5), [3, 1], [3]),
        "Dimension 0 in both shapes must be equal, but are 2 and 1. Shapes are [2] and [1].",
    ),
    (lambda: tf.slice(floats(5), [1], [-2]), "Invalid value in tensor used for shape: -2"),
    (lambda: floats(5, 6)[7], "slice index 7 of dimension 0 out of bounds."),
    (lambda: floats(5, 6)[1, 2, 3], "Index out of range using input dim 2; input has only 2 dims"),
    (lambda: floats(5, 6)[::0], "strides[0] must be non-zero"),
    (lambda: floats(5, 6)[..., ...], "Multiple ellipses in slice spec not allowed"),
    (
        lambda: tf.concat([floats(2, 3), floats(2, 4)], 0),
        "Dimension 0 in both shapes must be equal, but are 3 and 4. Shapes are [3] and [4].",
    ),
    (lambda: tf.concat([floats(2, 3), floats(2)], 0), "Shape must be rank 2 but is rank 1"),
    (lambda: tf.concat([floats(2, 3), floats(2, 3)], 2), "Shape must be at least rank 3 but is rank 2"),
    (lambda: tf.concat([floats(), floats()], 0), "Can't concatenate scalars (use tf.stack instead)"),
    (
        lambda: tf.stack([floats(2), floats(3)]),
        "Dimension 0 in both shapes must be equal, but are 2 and 3. Shapes are [2] and [3].\n"
        "\tFrom merging shape 0 with other shapes.",
    ),
    (lambda: tf.stack([floats(2), floats(2)], axis=2), "Argument `axis` = 2 not in range [-2, 2)"),
    (lambda: tf.unstack(floats(None, 3)), "Cannot infer argument `num` from shape (?, 3)"),
    (lambda: tf.unstack(floats(2, 3), num=3), "Dimension must be 3 but is 2"),
    (lambda: tf.unstack(floats(2, 3), axis=2), "Argument `axis` = 2 not in range [-2, 2)"),
    (
        lambda: tf.split(floats(4, 6), 3),
        "Dimension size must be evenly divisible by 3 but is 4\n"
        "\tNumber of ways to split should evenly divide the split dimension",
    ),
    (lambda: tf.split(floats(4, 6), [1, 2]), "can't split axis of size 4 into pieces of size [1,2]"),
    (
        lambda: tf.split(floats(4, 6), 2, axis=2),
        "Dimension size, given by scalar input 2 must be in range [-2, 2)",
    ),
    (lambda: tf.gather(floats(5, 6), 0, axis=2), "Shape must be at least rank 3 but is rank 2"),
    (
        lambda: tf.gather_nd(floats(5), [[0, 1]]),
        "indices.shape[-1] must be <= params.rank, but saw indices shape: [1,2] and params shape: [5]",
    ),
    (lambda: tf.tile(floats(2, 3), [2]), "Shape must be rank 2 but is rank 1"),
    (lambda: tf.pad(floats(2, 3), [[1, 2]]), "Shape must be rank 1 but is rank 2"),
    (lambda: tf.pad(floats(2, 3), [[1, 2], [0, -1]]), "Paddings must be non-negative"),
    (lambda: tf.pad(floats(2), [[1, 2]], "FOO"), 'Value of argument `mode` expected to be one of "CONSTANT"'),
    (lambda: tf.fill([2, -1], 1.0), "Fill dimensions must be >= 0"),
    (lambda: tf.fill([2, 1], [1.0]), "Shape must be rank 0 but is rank 1"),
    (lambda: tf.range(1, 5, 0), "Requires delta != 0"),
    (lambda: tf.range(5, 1), "Requires start <= limit when delta > 0: 5/1"),
    (lambda: tf.where(bools(2), floats(2)), "x and y must both be non-None or both be None."),
    (lambda: tf.boolean_mask(floats(2, 3), True), "mask cannot be scalar."),
    (lambda: tf.boolean_mask(floats(2, 3), [True, False, True]), "Shapes (2,) and (3,) are incompatible"),
    (lambda: tf.one_hot([1], -3), "Dimension size, given by scalar input 1, must be non-negative but is -3"),
    (lambda: tf.reverse(floats(2, 3), [2]), "'axis'[0] = 2 is out of valid range [0, 1"),
    (lambda: tf.reverse(floats(2, 3), [0, 0]), "axis 0 specified more than once."),
    (lambda: tf.broadcast_to(floats(3), [2, 4]), "Dimensions must be equal, but are 3 and 4"),
]


@pytest.mark.parametrize(("build", "words"), BUILDING, ids=[words[:50] for _, words in BUILDING])
def test_impossible_graphs_are_refused_in_tensorflows_words(build, words):
    with Graph().as_default(), pytest.raises(ValueError) as caught:
        build()
    assert str(caught.value).startswith(words)


RUNNING = [
    (lambda x: tf.gather([1, 2], x), [5], "indices[0] = 5 is not in [0, 2)"),
    (lambda x: tf.gather([1, 2], x), [[0, -1]], "indices[0,1] = -1 is not in [0, 2)"),
    (lambda x: tf.gather([1, 2], x), 5, "indices = 5 is not in [0, 2)"),
    (lambda x: tf.gather(x, 0), 1, "params must be at least 1 dimensional"),
    (lambda x: tf.gather_nd([1, 2], x), [[0], [5]], "indices[1] = [5] does not index into param shape [2]"),
    (lambda x: tf.scatter_nd(x, [3, 2], [4]), [[1], [7]], "indices[1] = [7] does not index into shape [4]"),
    (lambda x: tf.slice(x, [1], [3]), [1, 2], "Expected size[0] in [0, 1], but got 3"),
    (lambda x: tf.slice([1, 2], x, [1]), [-1], "Expected begin[0] in [0, 2], but got -1"),
    (
        lambda x: tf.slice(x, [1, 2], [1, 1]),
        [1, 2],
        "Expected begin and size arguments to be 1-D tensors of size 1, but got shapes [2] and [2] instead.",
    ),
    (lambda x: x[5], [1, 2], "slice index 5 of dimension 0 out of bounds."),
    (lambda x: x[-5], [1, 2], "slice index -3 of dimension 0 out of bounds."),
    (lambda x: x[1, 2], [1, 2], "Index out of range using input dim 1; input has only 1 dims"),
    (lambda x: x[:: x[0]], [0, 2], "strides[0] must be non-zero"),
    (
        lambda x: tf.reshape(x, [2, 2]),
        [1, 2, 3],
        "Input to reshape is a tensor with 3 values, but the requested shape has 4",
    ),
    (
        lambda x: tf.reshape(x, [2, -1]),
        [1, 2, 3],
        "Input to reshape is a tensor with 3 values, but the requested shape requires a multiple of 2",
    ),
    (lambda x: tf.reshape([1, 2], x), [-1, -1], "Only one input size may be -1, not both 0 and 1"),
    (lambda x: tf.reshape([1, 2], x), [-2, 3], "Size 0 must be non-negative, not -2"),
    (
        lambda x: tf.transpose([1], x),
        [0, 1],
        "transpose expects a vector of size 1. But input(1) is a vector of size 2",
    ),
    (lambda x: tf.transpose([1], x), [1], "1 is out of range [0 .. 1)"),
    (lambda x: tf.transpose([[1]], x), [0, 0], "1 is missing from {0,0}."),
    (
        lambda x: tf.concat([x, [[1]]], 0),
        [[1, 2]],
        "ConcatOp : Dimension 1 in both shapes must be equal: shape[0] = [1,2] vs. shape[1] = [1,1]",
    ),
    (
        lambda x: tf.concat([x, [[1]]], 0),
        [1],
        "ConcatOp : Ranks of all input tensors should match: shape[0] = [1] vs. shape[1] = [1,1]",
    ),
    (
        lambda x: tf.concat([x, x], 2),
        [[1]],
        "ConcatOp : Expected concatenating dimensions in the range [-2, 2), but got 2",
    ),
    (lambda x: tf.concat([x, x], 0), 1, "ConcatOp : Can't concatenate scalars (use tf.stack instead)"),
    (
        lambda x: tf.stack([[1], x]),
        [1, 2],
        "Shapes of all inputs must match: values[0].shape = [1] != values[1].shape = [2]",
    ),
    (lambda x: tf.unstack(x, num=3), [1, 2], "Input shape axis 0 must equal 3, got shape [2]"),
    (
        lambda x: tf.split(x, 3),
        [1, 2],
        "Number of ways to split should evenly divide the split dimension, but got split_dim 0 (size = 2) and num_split 3",
    ),
    (
        lambda x: tf.split(x, [3, -1]),
        [1, 2],
        "Determined shape must either match input shape along split_dim exactly",
    ),
    (lambda x: tf.expand_dims(x, 3), [1], "Tried to expand dim index 3 for tensor with 1 dimensions."),
    (lambda x: tf.squeeze(x, [0]), [1, 2], "Can not squeeze dim[0], expected a dimension of 1, got 2"),
    (lambda x: tf.squeeze(x, [4]), [1, 2], "Tried to squeeze dim index 4 for tensor with 1 dimensions."),
    (
        lambda x: tf.tile([1, 2], x),
        [1, 2],
        "Expected multiples argument to be a vector of length 1 but got length 2",
    ),
    (lambda x: tf.tile([1, 2], x), [-1], "Expected multiples[0] >= 0, but got -1"),
    (lambda x: tf.pad([1, 2], x), [[1, -2]], "Paddings must be non-negative: 1 -2"),
    (
        lambda x: tf.pad([1, 2], x),
        [[1, 2], [1, 2]],
        "The first dimension of paddings must be the rank of inputs[2,2] [2]",
    ),
    (
        lambda x: tf.pad([1, 2], x, "REFLECT"),
        [[2, 1]],
        "paddings must be less than the dimension size: 2, 1 not less than 2",
    ),
    (
        lambda x: tf.pad([1, 2], x, "SYMMETRIC"),
        [[3, 1]],
        "paddings must be no greater than the dimension size: 3, 1 greater than 2",
    ),
    (lambda x: tf.fill(x, 1), [-1], "Dimension -1 must be >= 0"),
    (lambda x: tf.range(1, 5, x), 0, "Requires delta != 0: 0"),
    (lambda x: tf.one_hot([1], x), -3, "depth must be non-negative, got: -3"),
    (lambda x: tf.broadcast_to([1, 2], x), [2, 3], "Incompatible shapes: [2] vs. [2,3]"),
    (lambda x: tf.invert_permutation(x), [1, 1], "1 is duplicated in the input."),
    (lambda x: tf.invert_permutation(x), [1, 2], "2 is not between 0 and 2"),
    (lambda x: tf.reverse_sequence([[1, 2], [3, 4]], x, 1), [2, 4], "seq_lens(1) > input.dims(1)"),
    (lambda x: tf.sparse_to_dense(x, [4], 1), [2, 1], "indices[1] = [1] is out of order."),
    (lambda x: tf.sparse_to_dense(x, [4], 1), [1, 1], "indices[1] = [1] is repeated"),
    (
        lambda x: tf.sparse_to_dense(x, [4], 1),
        [1, 5],
        "indices[1] = [5] is out of bounds: need 0 <= index < [4]",
    ),
    (
        lambda x: tf.where([True, False], x, x),
        [1, 2, 3],
        "Inputs to operation Select of type Select must have the same size and shape.  Input 0: [2] != input 1: [3]",
    ),
]


@pytest.mark.parametrize(("build", "value", "words"), RUNNING, ids=[words[:50] for _, _, words in RUNNING])
def test_impossible_values_are_refused_in_tensorflows_words(build, value, words):
    with Graph().as_default(), Session() as session:
        x = tf.placeholder(dtypes.int32)
        with pytest.raises(InvalidArgumentError) as caught:
            session.run(build(x), {x: np.array(value, np.int32)})
    assert caught.value.message.startswith(words)


def test_a_placeholder_that_is_not_fed_says_its_type_and_shape():
    with Graph().as_default(), Session() as session, pytest.raises(InvalidArgumentError) as caught:
        session.run(tf.placeholder(dtypes.float32, [2], name="p"))
    assert caught.value.message == "You must feed a value for placeholder tensor 'p' with dtype float and shape [2]"


def test_sparse_to_dense_without_validation_takes_repeated_indices():
    with Graph().as_default(), Session() as session:
        dense = tf.sparse_to_dense([[0, 1], [0, 1]], [2, 2], [1, 2], validate_indices=False)
        assert session.run(dense).tolist() == [[0, 2], [0, 0]]
