"""Samples of convolutions and pooling."""

import numpy as np
from support.op_samples import Sample

from headrace.graph.ops.arrays import space_to_batch
from headrace.graph.ops.nn import conv2d, conv2d_functions, depthwise, pooling, pooling_gradients

_rng = np.random.default_rng(7)
_pictures = _rng.normal(size=(2, 4, 5, 2))
_planes = _rng.normal(size=(2, 2, 4, 5))
_filter = _rng.normal(size=(3, 2, 2, 3))
_slopes = _rng.normal(size=(2, 2, 3, 3))
_distinct = _rng.permutation(2 * 4 * 5 * 2).astype(np.float64).reshape(2, 4, 5, 2)
_pooled = _rng.normal(size=(2, 2, 3, 2))
_STEP = {"strides": (1, 2, 2, 1), "padding": "SAME"}
_POOL = {"ksize": (1, 2, 3, 1), "strides": (1, 2, 2, 1), "padding": "SAME"}
_sizes = np.array([2, 4, 5, 2], np.int32)
_filter_sizes = np.array([3, 2, 2, 3], np.int32)


def _greatest(x):
    return pooling.MAX_POOL(x, **_POOL)


def _places(x):
    return pooling_gradients.max_pool_with_argmax(x, (1, 2, 3, 1), (1, 2, 2, 1), "SAME")


SAMPLES = [
    Sample("Conv2D", lambda x, f: conv2d_functions.conv2d(x, f, 2, "SAME"), [_pictures, _filter]),
    Sample("Conv2D", lambda x, f: conv2d_functions.conv2d(x, f, 1, "VALID", dilations=[1, 2]), [_pictures, _filter]),
    Sample("Conv2D", lambda x, f: conv2d_functions.conv2d(x, f, [1, 2], "SAME", data_format="NCHW"), [_planes, _filter]),
    Sample(
        "Conv2D",
        lambda x, f: conv2d_functions.conv2d(x, f, 1, [[0, 0], [2, 0], [1, 3], [0, 0]]),
        [_pictures, _filter],
    ),
    Sample("Conv2D", lambda x, f: conv2d_functions.conv2d(x, f, 1, "SAME"), [_pictures, _filter[:1, :1]]),
    Sample(
        "Conv2DBackpropInput",
        lambda s, f, dy: conv2d.CONV2D_BACKPROP_INPUT(s, f, dy, **_STEP),
        [_sizes, _filter, _slopes],
        constants=(0,),
    ),
    Sample(
        "Conv2DBackpropFilter",
        lambda x, s, dy: conv2d.CONV2D_BACKPROP_FILTER(x, s, dy, **_STEP),
        [_pictures, _filter_sizes, _slopes],
        constants=(1,),
    ),
    Sample("MaxPool", _greatest, [_distinct]),
    Sample("MaxPool", lambda x: pooling.max_pool(x, 3, 2, "VALID", data_format="NCHW"), [_distinct.reshape(2, 2, 4, 5)]),
    Sample("MaxPool", lambda x: pooling.max_pool(x, [1, 1, 1, 2], [1, 1, 1, 2], "VALID"), [_distinct], gradient=False),
    Sample("MaxPoolGrad", lambda x, dy: pooling_gradients.MAX_POOL_GRAD(x, _greatest(x), dy, **_POOL), [_distinct, _pooled]),
    Sample(
        "MaxPoolGradGrad",
        lambda x, dy: pooling_gradients.MAX_POOL_GRAD_GRAD(x, _greatest(x), dy, **_POOL),
        [_distinct, _pictures],
    ),
    Sample("AvgPool", lambda x: pooling.avg_pool(x, [2, 3], 2, "SAME"), [_pictures]),
    Sample("AvgPool", lambda x: pooling.avg_pool(x, 2, 1, "VALID", data_format="NCHW"), [_planes]),
    Sample(
        "AvgPoolGrad",
        lambda s, dy: pooling_gradients.AVG_POOL_GRAD(s, dy, **_POOL),
        [_sizes, _pooled],
        constants=(0,),
    ),
    Sample("MaxPoolWithArgmax", lambda x: list(_places(x)), [_distinct]),
    Sample(
        "MaxPoolGradWithArgmax",
        lambda x, dy: pooling_gradients.MAX_POOL_GRAD_WITH_ARGMAX(x, dy, _places(x)[1], **_POOL),
        [_distinct, _pooled],
    ),
    Sample(
        "MaxPoolGradGradWithArgmax",
        lambda x, dy: pooling_gradients.MAX_POOL_GRAD_GRAD_WITH_ARGMAX(x, dy, _places(x)[1], **_POOL),
        [_distinct, _pictures],
    ),
]

_depth_filter = _rng.normal(size=(3, 2, 2, 3))
_depth_slopes = _rng.normal(size=(2, 2, 3, 6))
_depth_sizes = np.array([3, 2, 2, 3], np.int32)
_block = np.array([2, 3], np.int32)
_sides = np.array([[1, 1], [0, 1]], np.int32)

SAMPLES += [
    Sample("DepthwiseConv2dNative", lambda x, f: depthwise.DEPTHWISE(x, f, **_STEP), [_pictures, _depth_filter]),
    Sample(
        "DepthwiseConv2dNative",
        lambda x, f: depthwise.DEPTHWISE(
            x, f, strides=(1, 1, 1, 1), padding="VALID", data_format="NCHW", dilations=(1, 1, 1, 2)
        ),
        [_planes, _depth_filter],
    ),
    Sample(
        "DepthwiseConv2dNativeBackpropInput",
        lambda s, f, dy: depthwise.DEPTHWISE_BACKPROP_INPUT(s, f, dy, **_STEP),
        [_sizes, _depth_filter, _depth_slopes],
        constants=(0,),
    ),
    Sample(
        "DepthwiseConv2dNativeBackpropFilter",
        lambda x, s, dy: depthwise.DEPTHWISE_BACKPROP_FILTER(x, s, dy, **_STEP),
        [_pictures, _depth_sizes, _depth_slopes],
        constants=(1,),
    ),
    Sample("SpaceToBatchND", space_to_batch.space_to_batch_nd, [_pictures, _block, _sides], constants=(1, 2)),
    Sample(
        "BatchToSpaceND",
        space_to_batch.batch_to_space_nd,
        [_rng.normal(size=(6, 2, 3, 2)), _block, _sides],
        constants=(1, 2),
    ),
]
