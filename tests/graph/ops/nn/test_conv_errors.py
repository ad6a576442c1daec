"""What convolutions, pooling, lookups and resizing refuse, in TensorFlow's words: in the graph, or when run."""

from __future__ import annotations

import re

import pytest

import headrace as tf


def p(*shape, dtype=tf.float32):
    return tf.placeholder(dtype, shape)


def z(*shape, dtype=tf.float32):
    return tf.zeros(shape, dtype)


def hidden(value):
    """A tensor whose shape is not known before it is run."""
    return tf.placeholder_with_default(value, None)


def ints(*shape):
    return tf.placeholder(tf.int32, shape)


def conv(x, f, strides=(1, 1, 1, 1), padding="SAME", **more):
    return tf.nn.conv2d(x, f, strides, padding, **more)


IMAGES, FILTER = (2, 5, 5, 3), (3, 3, 3, 4)
AFTER = " for 'Conv2D' (op: 'Conv2D') with input shapes: {}."

REFUSED = [
    (lambda: conv(p(5, 5, 3), p(*FILTER)), "Shape must be rank 4 but is rank 3" + AFTER.format("[5,5,3], [3,3,3,4]")),
    (lambda: conv(p(*IMAGES), p(3, 3, 3)), "Shape must be rank 4 but is rank 3"),
    (
        lambda: conv(p(2, 5, 5, 4), p(*FILTER)),
        "Depth of input (4) is not a multiple of input depth of filter (3)" + AFTER.format("[2,5,5,4], [3,3,3,4]"),
    ),
    (
        lambda: conv(p(2, 2, 2, 3), p(*FILTER), padding="VALID"),
        "Negative dimension size caused by subtracting 3 from 2" + AFTER.format("[2,2,2,3], [3,3,3,4]"),
    ),
    (
        lambda: conv(p(*IMAGES), p(*FILTER), padding="SOME"),
        "Attr 'padding' of 'Conv2D' Op passed string 'SOME' not in: \"SAME\", \"VALID\", \"EXPLICIT\".",
    ),
    (
        lambda: conv(p(*IMAGES), p(*FILTER), padding=[[1, 0], [1, 1], [2, 2], [0, 0]]),
        "Nonzero explicit padding in the batch or depth dimensions is not supported",
    ),
    (
        lambda: conv(p(*IMAGES), p(*FILTER), padding=[[1, 1], [2, 2]]),
        "When padding is a list, it must be of size 4. Got padding of size: 2",
    ),
    (
        lambda: conv(p(*IMAGES), p(*FILTER), padding=[[0, 0], [-1, 1], [2, 2], [0, 0]]),
        "All elements of explicit_paddings must be nonnegative",
    ),
    (
        lambda: conv(p(*IMAGES), p(*FILTER), padding="EXPLICIT"),
        '"EXPLICIT" is not a valid value for the padding parameter. To use explicit padding, the padding parameter must '
        "be a list.",
    ),
    (lambda: conv(p(*IMAGES), p(*FILTER), [1, 0, 1, 1]), "Stride must be > 0, but got 0"),
    (lambda: conv(p(*IMAGES), p(*FILTER), [2, 1, 1]), "strides should be of length 1, 2 or 4 but was 3"),
    (lambda: conv(p(*IMAGES), p(*FILTER), dilations=[1, 0, 2, 1]), "Dilation rate must be >= 1, but got 0"),
    (
        lambda: conv(p(*IMAGES), p(*FILTER), data_format="BANANA"),
        "Attr 'data_format' of 'Conv2D' Op passed string 'BANANA' not in: \"NHWC\", \"NCHW\".",
    ),
    (
        lambda: tf.nn.conv2d_transpose(p(2, 5, 5, 3), p(3, 3, 4, 3), [10, 10, 4], [1, 2, 2, 1]),
        "Shape must be rank 4 but is rank 3 for 'conv2d_transpose' (op: 'Conv2DBackpropInput')",
    ),
    (lambda: tf.nn.conv1d(p(2, 3, 9), p(3, 3, 4), 1, "SAME", data_format="X"), 'data_format must be "NWC" or "NCW".'),
    (lambda: tf.nn.atrous_conv2d(p(2, 9, 9, 3), p(*FILTER), 0, "SAME"), "all values of dilation_rate must be positive"),
    (lambda: tf.nn.atrous_conv2d(p(2, 9, 9, 3), p(*FILTER), 2, "S"), "Invalid padding method 'S'"),
    (
        lambda: tf.nn.atrous_conv2d(p(2, 9, 9, 4), p(*FILTER), 2, "SAME"),
        "number of input channels does not match corresponding dimension of filter, 4 != 3",
    ),
    (
        lambda: tf.nn.convolution(p(2, 9, 9, 3), p(*FILTER), "SAME", strides=[2, 2], dilation_rate=[2, 2]),
        "strides > 1 not supported in conjunction with dilation_rate > 1",
    ),
    (
        lambda: tf.nn.depthwise_conv2d(p(2, 5, 5, 4), p(3, 3, 3, 2), [1, 1, 1, 1], "SAME"),
        "Dimensions must be equal, but are 4 and 3 for 'depthwise' (op: 'DepthwiseConv2dNative')",
    ),
    (
        lambda: tf.nn.separable_conv2d(p(2, 5, 5, 3), p(3, 3, 3, 2), p(1, 2, 6, 4), [1, 1, 1, 1], "SAME"),
        "Dimensions 2 and 1 are not compatible",
    ),
    (lambda: tf.nn.max_pool(p(*IMAGES), [1, 0, 2, 1], 2, "VALID"), "ksize cannot be zero."),
    (
        lambda: tf.nn.max_pool(p(*IMAGES), [1, 6, 2, 1], 2, "VALID"),
        "Negative dimension size caused by subtracting 6 from 5 for 'MaxPool' (op: 'MaxPool') with input shapes: [2,5,5,3].",
    ),
    (lambda: tf.nn.max_pool(p(*IMAGES), [1, 2, 2], 2, "VALID"), "ksize should be of length 1, 2 or 4 but was 3"),
    (lambda: tf.nn.avg_pool(p(5, 5, 3), 2, 2, "SAME"), "Shape must be rank 4 but is rank 3"),
    (
        lambda: tf.nn.max_pool_with_argmax(p(*IMAGES), [1, 2, 2, 1], [1, 2, 2, 1], "SAME", data_format="NCHW"),
        "Data formats other than 'NHWC' are not yet supported",
    ),
    (lambda: tf.nn.lrn(p(5, 5, 3)), "Shape must be rank 4 but is rank 3"),
    (
        lambda: tf.nn.fused_batch_norm(p(*IMAGES), p(3), p(3), p(3), p(3)),
        "Both 'mean' and 'variance' must be None if is_training is True.",
    ),
    (lambda: tf.nn.fused_batch_norm(p(*IMAGES), p(4), p(3)), "Dimensions must be equal, but are 3 and 4"),
    (lambda: tf.dynamic_partition(p(4, 2), ints(3), 3), "Dimensions must be equal, but are 4 and 3"),
    (
        lambda: tf.dynamic_partition(p(4, 2), ints(4), 0),
        "Attr 'num_partitions' of 'DynamicPartition' Op passed 0 less than minimum 1.",
    ),
    (
        lambda: tf.dynamic_stitch([ints(2), ints(1)], [p(2, 3), p(1, 4)]),
        "Dimension 0 in both shapes must be equal, but are 3 and 4. Shapes are [3] and [4]. for 'DynamicStitch'",
    ),
    (lambda: tf.segment_sum(p(4, 2), ints(4, 1)), "Shape must be rank 1 but is rank 2"),
    (lambda: tf.segment_sum(p(), ints(3)), "Shape must be at least rank 1 but is rank 0"),
    (
        lambda: tf.unsorted_segment_max(p(4, 2), ints(4), -3),
        "Dimension size, given by scalar input 2, must be non-negative but is -3",
    ),
    (
        lambda: tf.sparse_segment_sum(p(4, 2), ints(3), ints(2)),
        "Dimension 0 in both shapes must be equal, but are 3 and 2. Shapes are [3] and [2].",
    ),
    (lambda: tf.nn.embedding_lookup(None, ints(3)), "params must be specified"),
    (lambda: tf.nn.embedding_lookup([], ints(3)), "Need at least one param"),
    (
        lambda: tf.nn.embedding_lookup([p(5, 2), p(4, 2)], ints(3), partition_strategy="x"),
        "Unrecognized partition strategy: x",
    ),
    (lambda: tf.space_to_batch_nd(p(1, 4, 5, 1), [2, 2], [[0, 0], [0, 0]]), "evenly divisible by 2 but is 5"),
    (lambda: tf.space_to_batch_nd(p(1, 4, 4, 1), [2, 0], [[0, 0], [0, 0]]), "block_shape must be positive"),
    (
        lambda: tf.batch_to_space_nd(p(4, 4, 4, 1), [2, 2], [[0, 0], [0, 10]]),
        "Negative dimension size caused by subtracting 10 from 8",
    ),
    (lambda: tf.image.resize_images(p(5, 5, 3), [7, 5], method=4), "Resize method is not implemented."),
    (lambda: tf.image.resize_images(p(5, 5), [7, 5]), "'images' must have either 3 or 4 dimensions."),
    (lambda: tf.image.resize_images(tf.placeholder(tf.float32), [7, 5]), "'images' contains no shape."),
    (
        lambda: tf.image.resize_images(p(5, 5, 3), [7]),
        "'size' must be a 1-D Tensor of 2 elements: new_height, new_width",
    ),
    (lambda: tf.image.resize_images(p(5, 5, 3), [7.5, 1.0]), "'size' must be a 1-D int32 Tensor"),
    (lambda: tf.image.resize_bilinear(p(1, 5, 5, 3), [1, 1, 1]), "Dimension must be 2 but is 3"),
]


@pytest.mark.parametrize("number", range(len(REFUSED)))
def test_refused_when_the_graph_is_built(number):
    call, message = REFUSED[number]
    with tf.Graph().as_default(), pytest.raises(ValueError, match=re.escape(message)):
        call()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: conv(p(2, 7, 7, 3, dtype=tf.int32), p(3, 3, 3, 4, dtype=tf.int32)),
            "Value passed to parameter 'input' has DataType int32 not in list of allowed values: float16, float32",
        ),
        (
            lambda: conv(p(2, 7, 7, 3), p(3, 3, 3, 4, dtype=tf.float64)),
            "Input 'filter' of 'Conv2D' Op has type float64 that does not match type float32 of argument 'input'.",
        ),
        (lambda: tf.nn.lrn(p(1, 5, 5, 3, dtype=tf.float64)), "has DataType float64 not in list of allowed values"),
        (lambda: tf.nn.embedding_lookup_sparse(p(5, 2), [1], None, combiner="sum"), "sp_ids must be SparseTensor"),
        (
            lambda: tf.nn.max_pool_with_argmax(p(2, 5, 5, 3), 2, 2, "SAME"),
            "Expected list for 'ksize' argument to 'max_pool_with_argmax' Op, not 2.",
        ),
    ],
)
def test_refused_types(call, message):
    with tf.Graph().as_default(), pytest.raises(TypeError, match=re.escape(message)):
        call()


INVALID, UNIMPLEMENTED = tf.errors.InvalidArgumentError, tf.errors.UnimplementedError

FAILS = [
    (lambda: conv(hidden(z(7, 7, 3)), z(*FILTER)), INVALID, "input must be 4-dimensional[7,7,3]"),
    (
        lambda: conv(z(2, 5, 5, 6), z(*FILTER)),
        UNIMPLEMENTED,
        "The Conv2D op currently does not support grouped convolutions on the CPU. A grouped convolution was attempted to "
        "be run because the input depth of 6 does not match the filter input depth of 3",
    ),
    (
        lambda: conv(z(*IMAGES), z(*FILTER), [2, 1, 1, 1]),
        INVALID,
        "Current implementation does not yet support strides in the batch and depth dimensions.",
    ),
    (
        lambda: conv(hidden(z(1, 1, 1, 3)), z(*FILTER), [1, 1, 1, 1], "VALID"),
        INVALID,
        "Computed output size would be negative: -1 [input_size: 1, effective_filter_size: 3, stride: 1]",
    ),
    (
        lambda: tf.nn.conv2d_transpose(z(2, 5, 5, 3), z(3, 3, 4, 3), [2, 11, 10, 4], [1, 2, 2, 1]),
        INVALID,
        "Conv2DCustomBackpropInput: Size of out_backprop doesn't match computed: actual = 5, computed = 6 spatial_dim: 1 "
        "input: 11 filter: 3 output: 5 stride: 2 dilation: 1",
    ),
    (
        lambda: tf.nn.conv2d_transpose(z(2, 5, 5, 3), z(3, 3, 4, 3), [3, 10, 10, 4], [1, 2, 2, 1]),
        INVALID,
        "Conv2DCustomBackpropInput: input and out_backprop must have the same batch size",
    ),
    (
        lambda: tf.nn.depthwise_conv2d(z(2, 5, 5, 3), z(3, 3, 3, 2), [1, 2, 1, 1], "SAME"),
        INVALID,
        "Current implementation only supports equal length strides in the row and column dimensions.",
    ),
    (
        lambda: tf.nn.max_pool(z(5, 5, 5, 4), [2, 2, 2, 1], [1, 2, 2, 1], "SAME"),
        UNIMPLEMENTED,
        "Pooling is not yet supported on the batch dimension.",
    ),
    (
        lambda: tf.nn.max_pool(z(5, 5, 5, 4), [1, 2, 2, 2], [1, 1, 1, 2], "SAME"),
        UNIMPLEMENTED,
        "MaxPooling supports exactly one of pooling across depth or pooling across width/height.",
    ),
    (
        lambda: tf.nn.avg_pool(z(5, 5, 5, 4), [1, 1, 1, 2], [1, 1, 1, 2], "SAME"),
        UNIMPLEMENTED,
        "Non-spatial pooling is not yet supported. Volunteers? :)",
    ),
    (lambda: tf.nn.lrn(hidden(z(5, 5, 3))), INVALID, "in must be 4-dimensional"),
    (lambda: tf.dynamic_partition(z(4, 2), [0, 1, 2, 3], 3), INVALID, "partitions[3] = 3 is not in [0, 3)"),
    (
        lambda: tf.dynamic_partition(z(4, 2), hidden(tf.zeros([3], tf.int32)), 3),
        INVALID,
        "data.shape must start with partitions.shape, got data.shape = [4,2], partitions.shape = [3]",
    ),
    (
        lambda: tf.dynamic_stitch([[0, 2], [1]], [z(2, 3), hidden(z(1, 4))]),
        INVALID,
        "Need data[0].shape[1:] = data[1].shape[1:], got data[0].shape = [2,3], data[1].shape = [1,4], indices[0].shape "
        "= [2], indices[1].shape = [1]",
    ),
    (lambda: tf.segment_sum(z(3, 2), [1, 0, 1]), INVALID, "segment ids are not increasing"),
    (
        lambda: tf.segment_sum(z(3, 2), [-1, 0, 1]),
        INVALID,
        "Segment id -1 out of range [0, 2), possibly because 'segment_ids' input is not sorted.",
    ),
    (
        lambda: tf.segment_sum(z(3, 2), hidden(tf.constant([0, 0]))),
        INVALID,
        "segment_ids should be the same size as dimension 0 of input.",
    ),
    (lambda: tf.unsorted_segment_max(z(2, 2), [0, 3], 3), INVALID, "segment_ids[1] = 3 is out of range [0, 3)"),
    (lambda: tf.sparse_segment_sum(z(4, 2), [0, 4], [0, 1]), INVALID, "Bad: indices[1] == 4 out of range [0, 4)"),
    (lambda: tf.nn.embedding_lookup(z(5, 2), [5]), INVALID, "indices[0] = 5 is not in [0, 5)"),
    (
        lambda: tf.image.resize_bilinear(z(1, 5, 5, 3), [2, 2], align_corners=True, half_pixel_centers=True),
        INVALID,
        "If half_pixel_centers is True, align_corners must be False.",
    ),
    (
        lambda: tf.image.resize_bilinear(hidden(z(1, 5, 0, 3)), [1, 1]),
        INVALID,
        "input image must be of non-zero size",
    ),
    (
        lambda: tf.space_to_batch_nd(hidden(z(1, 4, 5, 1)), [2, 2], [[0, 0], [0, 0]]),
        INVALID,
        "padded_shape[1]=5 is not divisible by block_shape[1]=2",
    ),
]


@pytest.mark.parametrize("number", range(len(FAILS)))
def test_refused_when_run(number):
    call, kind, message = FAILS[number]
    with tf.Graph().as_default(), tf.Session() as session:
        fetch = call()
        with pytest.raises(kind, match=re.escape(message)):
            session.run(fetch)


def test_static_shapes_where_little_is_known():
    with tf.Graph().as_default():
        unknown = tf.placeholder(tf.float32)
        assert conv(unknown, p(*FILTER)).shape.as_list() == [None, None, None, 4]
        assert conv(p(*IMAGES), unknown).shape.as_list() == [2, 5, 5, None]
        assert conv(p(None, None, 5, 3), p(*FILTER), 2, "VALID").shape.as_list() == [None, None, 2, 4]
        assert tf.nn.max_pool(unknown, 2, 2, "VALID").shape.as_list() == [None] * 4
        up = tf.nn.conv2d_transpose(p(2, 5, 5, 3), p(3, 3, 4, 3), tf.stack([tf.shape(unknown)[0], 10, 10, 4]), 2)
        assert up.shape.as_list() == [None, 10, 10, 4]
        assert tf.image.resize_images(p(5, 5, 3), ints(2)).shape.as_list() == [None, None, 3]
        assert tf.segment_sum(unknown, ints(3)).shape.dims is None
        assert tf.space_to_batch_nd(p(1, 4, 4, 1), [2, 2], ints(2, 2)).shape.as_list() == [4, None, None, 1]
