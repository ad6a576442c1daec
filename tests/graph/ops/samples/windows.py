"""Samples of convolutions and pooling."""

import functools

import numpy as np
from support.op_formulas import avg_pool, boxes, conv2d, depthwise, greatest_at, greatest_in_boxes, max_pool, nchw, transpose_of
from support.op_formulas import conv3d as conv3d_formula
from support.op_samples import Sample, drawn

from headrace.graph.ops.arrays import space_to_batch
from headrace.graph.ops.nn import conv2d as conv2d_ops
from headrace.graph.ops.nn import conv2d_functions, pooling, pooling_gradients
from headrace.graph.ops.nn import depthwise as depthwise_ops
from headrace.graph.ops.volumes import conv3d, pool3d
from headrace.graph.types import dtypes

_images = drawn((2, 4, 5, 2), 1)
_planes = drawn((2, 2, 4, 5), 2)
_filter = drawn((3, 2, 2, 3), 3)
_gradients = drawn((2, 2, 3, 3), 4)
_distinct = np.random.RandomState(5).permutation(2 * 4 * 5 * 2).astype(np.float64).reshape(2, 4, 5, 2)
_distinct_planes = _distinct.reshape(2, 2, 4, 5)
_pooled = drawn((2, 2, 3, 2), 6)
_STEP = {"strides": (1, 2, 2, 1), "padding": "SAME"}
_POOL = {"ksize": (1, 2, 3, 1), "strides": (1, 2, 2, 1), "padding": "SAME"}
_sizes = np.array([2, 4, 5, 2], np.int32)
_filter_sizes = np.array([3, 2, 2, 3], np.int32)


def _greatest(x):
    return pooling.MAX_POOL(x, **_POOL)


def _with_argmax(x):
    return pooling_gradients.max_pool_with_argmax(x, (1, 2, 3, 1), (1, 2, 2, 1), "SAME")


def _picked_by_image(x, dy, at):
    """The elements of `dy` at these places of each image."""
    return np.take_along_axis(dy.reshape(len(x), -1), at.reshape(len(x), -1), 1).reshape(at.shape)


def _summed_in_batch(x, dy, at):
    """The elements of `dy` added up at these places of the batch."""
    found = np.zeros(x.size, x.dtype)
    np.add.at(found, at.reshape(-1), dy.reshape(-1))
    return found.reshape(x.shape)


SAMPLES = [
    Sample("Conv2D", lambda x, f: conv2d_functions.conv2d(x, f, 2, "SAME"), [_images, _filter]),
    Sample("Conv2D", lambda x, f: conv2d_functions.conv2d(x, f, 1, "VALID", dilations=[1, 2]), [_images, _filter]),
    Sample(
        "Conv2D",
        lambda x, f: conv2d_functions.conv2d(x, f, [1, 2], "SAME", data_format="NCHW"),
        [_planes, _filter],
        values=nchw(functools.partial(conv2d, step=(1, 2), pads=((1, 1), (0, 1))), 0),
    ),
    Sample(
        "Conv2D",
        lambda x, f: conv2d_ops.CONV2D(x, f, **_STEP, use_cudnn_on_gpu=False),
        [_images, _filter],
    ),
    Sample(
        "Conv2D",
        lambda x, f: conv2d_functions.conv2d(x, f, 1, [[0, 0], [2, 0], [1, 3], [0, 0]]),
        [_images, _filter],
    ),
    Sample("Conv2D", lambda x, f: conv2d_functions.conv2d(x, f, 1, "SAME"), [_images, _filter[:1, :1]]),
    Sample(
        "Conv2DBackpropInput",
        lambda s, f, dy: conv2d_ops.CONV2D_BACKPROP_INPUT(s, f, dy, **_STEP),
        [_sizes, _filter, _gradients],
        constants=(0,),
    ),
    Sample(
        "Conv2DBackpropFilter",
        lambda x, s, dy: conv2d_ops.CONV2D_BACKPROP_FILTER(x, s, dy, **_STEP),
        [_images, _filter_sizes, _gradients],
        constants=(1,),
    ),
    Sample("MaxPool", _greatest, [_distinct]),
    Sample(
        "MaxPool",
        lambda x: pooling.max_pool(x, 3, 2, "VALID", data_format="NCHW"),
        [_distinct_planes],
        values=nchw(lambda x: max_pool(x, (3, 3), (2, 2)), 0),
    ),
    Sample("MaxPool", lambda x: pooling.max_pool(x, [1, 1, 1, 2], [1, 1, 1, 2], "VALID"), [_distinct], gradient=False),
    Sample("MaxPoolGrad", lambda x, dy: pooling_gradients.MAX_POOL_GRAD(x, _greatest(x), dy, **_POOL), [_distinct, _pooled]),
    Sample(
        "MaxPoolGradGrad",
        lambda x, dy: pooling_gradients.MAX_POOL_GRAD_GRAD(x, _greatest(x), dy, **_POOL),
        [_distinct, _images],
    ),
    Sample("AvgPool", lambda x: pooling.avg_pool(x, [2, 3], 2, "SAME"), [_images]),
    Sample(
        "AvgPool",
        lambda x: pooling.avg_pool(x, 2, 1, "VALID", data_format="NCHW"),
        [_planes],
        values=nchw(lambda x: avg_pool(x, (2, 2), (1, 1)), 0),
    ),
    Sample(
        "AvgPoolGrad",
        lambda s, dy: pooling_gradients.AVG_POOL_GRAD(s, dy, **_POOL),
        [_sizes, _pooled],
        constants=(0,),
    ),
    Sample("MaxPoolWithArgmax", lambda x: list(_with_argmax(x)), [_distinct]),
    Sample(
        "MaxPoolGradWithArgmax",
        lambda x, dy: pooling_gradients.MAX_POOL_GRAD_WITH_ARGMAX(x, dy, _with_argmax(x)[1], **_POOL),
        [_distinct, _pooled],
    ),
    Sample(
        "MaxPoolGradGradWithArgmax",
        lambda x, dy: pooling_gradients.MAX_POOL_GRAD_GRAD_WITH_ARGMAX(x, dy, _with_argmax(x)[1], **_POOL),
        [_distinct, _images],
        values=_picked_by_image,
    ),
]

_pool_of_planes = {"ksize": (1, 1, 2, 2), "strides": (1, 1, 1, 2), "padding": "VALID", "data_format": "NCHW"}
_gradients_of_planes = drawn((2, 2, 3, 2), 10)


def _greatest_of_planes(x):
    """The linear function that takes the elements that `_pool_of_planes` finds."""
    return nchw(greatest_at(np.moveaxis(x, 1, -1), (2, 2), (1, 2)), 0)


SAMPLES += [
    Sample(
        "MaxPoolGrad",
        lambda x, dy: pooling_gradients.MAX_POOL_GRAD(x, pooling.MAX_POOL(x, **_pool_of_planes), dy, **_pool_of_planes),
        [_distinct_planes, _gradients_of_planes],
        values=lambda x, y, dy: transpose_of(_greatest_of_planes(x), x.shape, dy),
    ),
    Sample(
        "MaxPoolGradGrad",
        lambda x, dy: pooling_gradients.MAX_POOL_GRAD_GRAD(x, pooling.MAX_POOL(x, **_pool_of_planes), dy, **_pool_of_planes),
        [_distinct_planes, _planes],
        values=lambda x, y, dy: _greatest_of_planes(x)(dy),
    ),
    Sample(
        "AvgPoolGrad",
        lambda s, dy: pooling_gradients.AVG_POOL_GRAD(s, dy, **_pool_of_planes),
        [np.array([2, 2, 4, 5], np.int32), _gradients_of_planes],
        constants=(0,),
        values=lambda s, dy: transpose_of(nchw(lambda x: avg_pool(x, (2, 2), (1, 2)), 0), s, dy),
    ),
]

_smaller = {"ksize": (1, 2, 2, 1), "strides": (1, 1, 2, 1), "padding": "VALID", "include_batch_in_index": True}
_of_smaller = drawn((2, 3, 2, 2), 11)


def _with_argmax_in_batch(x):
    return list(pooling_gradients.MAX_POOL_WITH_ARGMAX(x, **_smaller, Targmax=dtypes.int32))


SAMPLES += [
    Sample("MaxPoolWithArgmax", _with_argmax_in_batch, [_distinct]),
    Sample(
        "MaxPoolGradWithArgmax",
        lambda x, dy: pooling_gradients.MAX_POOL_GRAD_WITH_ARGMAX(x, dy, _with_argmax_in_batch(x)[1], **_smaller),
        [_distinct, _of_smaller],
        values=_summed_in_batch,
    ),
    Sample(
        "MaxPoolGradGradWithArgmax",
        lambda x, dy: pooling_gradients.MAX_POOL_GRAD_GRAD_WITH_ARGMAX(x, dy, _with_argmax_in_batch(x)[1], **_smaller),
        [_distinct, _images],
        values=lambda x, dy, at: dy.reshape(-1)[at],
    ),
]

_depth_filter = drawn((3, 2, 2, 3), 7)
_depth_gradients = drawn((2, 2, 3, 6), 8)
_depth_sizes = np.array([3, 2, 2, 3], np.int32)
_block = np.array([2, 3], np.int32)
_sides = np.array([[1, 1], [0, 1]], np.int32)

SAMPLES += [
    Sample("DepthwiseConv2dNative", lambda x, f: depthwise_ops.DEPTHWISE(x, f, **_STEP), [_images, _depth_filter]),
    Sample(
        "DepthwiseConv2dNative",
        lambda x, f: depthwise_ops.DEPTHWISE(
            x, f, strides=(1, 1, 1, 1), padding="VALID", data_format="NCHW", dilations=(1, 1, 1, 2)
        ),
        [_planes, _depth_filter],
        values=nchw(functools.partial(depthwise, dilation=(1, 2)), 0),
    ),
    Sample(
        "DepthwiseConv2dNativeBackpropInput",
        lambda s, f, dy: depthwise_ops.DEPTHWISE_BACKPROP_INPUT(s, f, dy, **_STEP),
        [_sizes, _depth_filter, _depth_gradients],
        constants=(0,),
    ),
    Sample(
        "DepthwiseConv2dNativeBackpropFilter",
        lambda x, s, dy: depthwise_ops.DEPTHWISE_BACKPROP_FILTER(x, s, dy, **_STEP),
        [_images, _depth_sizes, _depth_gradients],
        constants=(1,),
    ),
    Sample("SpaceToBatchND", space_to_batch.space_to_batch_nd, [_images, _block, _sides], constants=(1, 2)),
    Sample(
        "BatchToSpaceND",
        space_to_batch.batch_to_space_nd,
        [drawn((6, 2, 3, 2), 9), _block, _sides],
        constants=(1, 2),
    ),
]

_explicit = {
    "strides": (1, 1, 2, 1),
    "dilations": (1, 1, 1, 2),
    "padding": "EXPLICIT",
    "explicit_paddings": (0, 0, 0, 0, 1, 0, 2, 1),
    "data_format": "NCHW",
    "use_cudnn_on_gpu": False,
}
_dilated = {"padding": "VALID", "strides": (1, 1, 1, 1), "dilations": (1, 1, 1, 2), "data_format": "NCHW"}
_plane_sizes = np.array([2, 2, 4, 5], np.int32)
_conv_of_planes = nchw(functools.partial(conv2d, step=(2, 1), pads=((1, 0), (2, 1)), dilation=(1, 2)), 0)
_depthwise_of_planes = nchw(functools.partial(depthwise, dilation=(1, 2)), 0)

SAMPLES += [
    Sample(
        "Conv2DBackpropInput",
        lambda s, f, dy: conv2d_ops.CONV2D_BACKPROP_INPUT(s, f, dy, **_explicit),
        [_plane_sizes, _filter, drawn((2, 3, 2, 6), 12)],
        constants=(0,),
        values=lambda s, f, dy: transpose_of(lambda x: _conv_of_planes(x, f), s, dy),
    ),
    Sample(
        "Conv2DBackpropFilter",
        lambda x, s, dy: conv2d_ops.CONV2D_BACKPROP_FILTER(x, s, dy, **_explicit),
        [_planes, _filter_sizes, drawn((2, 3, 2, 6), 12)],
        constants=(1,),
        values=lambda x, s, dy: transpose_of(lambda f: _conv_of_planes(x, f), s, dy),
    ),
    Sample(
        "DepthwiseConv2dNativeBackpropInput",
        lambda s, f, dy: depthwise_ops.DEPTHWISE_BACKPROP_INPUT(s, f, dy, **_dilated),
        [_plane_sizes, _depth_filter, drawn((2, 6, 2, 3), 13)],
        constants=(0,),
        values=lambda s, f, dy: transpose_of(lambda x: _depthwise_of_planes(x, f), s, dy),
    ),
    Sample(
        "DepthwiseConv2dNativeBackpropFilter",
        lambda x, s, dy: depthwise_ops.DEPTHWISE_BACKPROP_FILTER(x, s, dy, **_dilated),
        [_planes, _depth_sizes, drawn((2, 6, 2, 3), 13)],
        constants=(1,),
        values=lambda x, s, dy: transpose_of(lambda f: _depthwise_of_planes(x, f), s, dy),
    ),
    *(
        Sample("SpaceToBatchND", space_to_batch.space_to_batch_nd, [_images, block, sides], constants=(1, 2))
        for block, sides in [(_block.astype(np.int64), _sides.astype(np.int32)), (_block, _sides.astype(np.int64))]
    ),
    *(
        Sample("BatchToSpaceND", space_to_batch.batch_to_space_nd, [drawn((6, 2, 3, 2), 9), block, sides], constants=(1, 2))
        for block, sides in [(_block.astype(np.int64), _sides.astype(np.int32)), (_block, _sides.astype(np.int64))]
    ),
]

# -- volumes -----------------------------------------------------------------------------------------------------------

_volumes = drawn((2, 3, 4, 3, 2), 31)
_box = drawn((2, 2, 1, 2, 3), 32)
_of_volumes = np.array([2, 3, 4, 3, 2], np.int32)
_of_box = np.array([2, 2, 1, 2, 3], np.int32)
_STEP3 = {"strides": (1, 1, 2, 2, 1), "padding": "SAME"}
_POOL3 = {"ksize": (1, 2, 2, 2, 1), "strides": (1, 1, 2, 2, 1), "padding": "SAME"}
_distinct_volumes = np.random.RandomState(33).permutation(144).astype(np.float32).reshape(2, 3, 4, 3, 2) / 16
_changes = drawn((2, 3, 2, 2, 3), 34)
_pooled_volumes = drawn((2, 3, 2, 2, 2), 35).astype(np.float32)


def _greatest_of_boxes(x):
    return pool3d.MAX_POOL3D(x, **_POOL3)


_convolve_planes = {"strides": (1, 1, 1, 1, 2), "padding": "VALID", "data_format": "NCDHW", "dilations": (1, 1, 2, 1, 1)}
_pool_planes = {"ksize": (1, 1, 2, 1, 2), "strides": (1, 1, 1, 2, 1), "padding": "VALID", "data_format": "NCDHW"}
_first = np.ascontiguousarray(np.moveaxis(_volumes, -1, 1))
_distinct_first = np.ascontiguousarray(np.moveaxis(_distinct_volumes, -1, 1)).astype(np.float16)
_sizes_first = np.array([2, 2, 3, 4, 3], np.int32)
_convolved_first = drawn((2, 3, 1, 3, 2), 36)
_pooled_first = drawn((2, 2, 2, 2, 2), 37).astype(np.float32)
_conv3d_of_planes = nchw(functools.partial(conv3d_formula, step=(1, 1, 2), dilation=(2, 1, 1)), 0)


def _greatest_first(x):
    """The linear function that takes the elements that `_pool_planes` finds."""
    return nchw(greatest_in_boxes(np.moveaxis(x, 1, -1), (2, 1, 2), (1, 2, 1)), 0)


def _mean_first(x):
    return nchw(lambda volumes: boxes(volumes, (2, 1, 2), (1, 2, 1)).mean((4, 5, 6)), 0)(x)


SAMPLES += [
    Sample("Conv3D", lambda x, f: conv3d.CONV3D(x, f, **_STEP3), [_volumes, _box]),
    Sample("Conv3D", lambda x, f: conv3d.conv3d(x, f, [1, 1, 1, 1, 1], "VALID"), [_volumes, _box]),
    Sample(
        "Conv3DBackpropInputV2",
        lambda s, f, dy: conv3d.CONV3D_BACKPROP_INPUT(s, f, dy, **_STEP3),
        [_of_volumes, _box, _changes],
        constants=(0,),
    ),
    Sample(
        "Conv3DBackpropFilterV2",
        lambda x, s, dy: conv3d.CONV3D_BACKPROP_FILTER(x, s, dy, **_STEP3),
        [_volumes, _of_box, _changes],
        constants=(1,),
    ),
    Sample("MaxPool3D", _greatest_of_boxes, [_distinct_volumes], gradient=False, twins=False),
    Sample("MaxPool3D", lambda x: pool3d.max_pool3d(x, 2, 1, "VALID"), [_distinct_volumes], gradient=False, twins=False),
    Sample(
        "MaxPool3DGrad",
        lambda x, dy: pool3d.MAX_POOL3D_GRAD(x, _greatest_of_boxes(x), dy, **_POOL3),
        [_distinct_volumes, _pooled_volumes],
        gradient=False,
        twins=False,
    ),
    Sample(
        "MaxPool3DGradGrad",
        lambda x, dy: pool3d.MAX_POOL3D_GRAD_GRAD(x, _greatest_of_boxes(x), dy, **_POOL3),
        [_distinct_volumes, _volumes.astype(np.float32)],
        gradient=False,
        twins=False,
    ),
    Sample("AvgPool3D", lambda x: pool3d.AVG_POOL3D(x, **_POOL3), [_volumes.astype(np.float32)], twins=False),
    Sample("AvgPool3D", lambda x: pool3d.avg_pool3d(x, [1, 2, 3], 1, "VALID"), [_volumes.astype(np.float32)], twins=False),
    Sample(
        "AvgPool3DGrad",
        lambda s, dy: pool3d.AVG_POOL3D_GRAD(s, dy, **_POOL3),
        [_of_volumes, _pooled_volumes],
        constants=(0,),
        twins=False,
    ),
    Sample("Conv3D", lambda x, f: conv3d.CONV3D(x, f, **_convolve_planes), [_first, _box], values=_conv3d_of_planes),
    Sample(
        "Conv3DBackpropInputV2",
        lambda s, f, dy: conv3d.CONV3D_BACKPROP_INPUT(s, f, dy, **_convolve_planes),
        [_sizes_first.astype(np.int64), _box, _convolved_first],
        constants=(0,),
        values=lambda s, f, dy: transpose_of(lambda x: _conv3d_of_planes(x, f), s, dy),
    ),
    Sample(
        "Conv3DBackpropFilterV2",
        lambda x, s, dy: conv3d.CONV3D_BACKPROP_FILTER(x, s, dy, **_convolve_planes),
        [_first, _of_box, _convolved_first],
        constants=(1,),
        values=lambda x, s, dy: transpose_of(lambda f: _conv3d_of_planes(x, f), s, dy),
    ),
    Sample(
        "MaxPool3D",
        lambda x: pool3d.MAX_POOL3D(x, **_pool_planes),
        [_distinct_first],
        values=lambda x: _greatest_first(x)(x),
        gradient=False,
        twins=False,
    ),
    Sample(
        "MaxPool3DGrad",
        lambda x, dy: pool3d.MAX_POOL3D_GRAD(x, pool3d.MAX_POOL3D(x, **_pool_planes), dy, **_pool_planes),
        [_distinct_first, _pooled_first],
        values=lambda x, y, dy: transpose_of(_greatest_first(x), x.shape, dy),
        gradient=False,
        twins=False,
    ),
    Sample(
        "MaxPool3DGradGrad",
        lambda x, dy: pool3d.MAX_POOL3D_GRAD_GRAD(x, pool3d.MAX_POOL3D(x, **_pool_planes), dy, **_pool_planes),
        [_distinct_first, _first.astype(np.float16)],
        values=lambda x, y, dy: _greatest_first(x)(dy),
        gradient=False,
        twins=False,
    ),
    Sample(
        "MaxPool3DGrad",
        lambda x, dy: pool3d.MAX_POOL3D_GRAD(x, pool3d.MAX_POOL3D(x, **_pool_planes), dy, **_pool_planes),
        [_distinct_first.astype(np.float32), _pooled_first.astype(np.float16)],
        values=lambda x, y, dy: transpose_of(_greatest_first(x), x.shape, dy),
        gradient=False,
        twins=False,
    ),
    Sample("AvgPool3D", lambda x: pool3d.AVG_POOL3D(x, **_pool_planes), [_first], values=_mean_first, twins=False),
    Sample(
        "AvgPool3DGrad",
        lambda s, dy: pool3d.AVG_POOL3D_GRAD(s, dy, **_pool_planes),
        [_sizes_first, _pooled_first.astype(np.float64)],
        constants=(0,),
        values=lambda s, dy: transpose_of(_mean_first, s, dy),
        twins=False,
    ),
]
