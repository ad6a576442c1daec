"""Samples of selu, and of normalization; that has single precision at most: its gradients are in golden/nn/cases.json."""

import numpy as np
from support.op_samples import Sample, drawn

from headrace.graph.ops.nn import fused_batch_norm, lrn, rectifiers

_images, _gradients, _normalized = (drawn((2, 2, 3, 4), seed, np.float32) for seed in range(3))
_planes = drawn((2, 4, 2, 3), 3, np.float32)
_scale, _offset, _mean = (drawn([4], seed, np.float32) for seed in (4, 5, 6))
_variance = np.abs(_mean) + np.float32(0.5)
_none = np.zeros(0, np.float32)


def _sample(op, inputs, undefined=(), **attributes):
    return Sample(op.type, lambda *tensors: op(*tensors, **attributes), inputs, gradient=False, undefined=undefined)


SAMPLES = [
    _sample(lrn.LRN, [_images], depth_radius=1, bias=2.0, alpha=0.5),
    _sample(lrn.LRN_GRAD, [_gradients, _images, _normalized], depth_radius=2),
    _sample(fused_batch_norm.FUSED_BATCH_NORM, [_images, _scale, _offset, _none, _none]),
    _sample(
        fused_batch_norm.FUSED_BATCH_NORM_V3,
        [_planes, _scale, _offset, _mean, _variance],
        undefined=(3, 4, 5),
        data_format="NCHW",
        is_training=False,
    ),
    _sample(
        fused_batch_norm.FUSED_BATCH_NORM_V3,
        [_images, _scale, _offset, _none, _none],
        epsilon=0.5,
    ),
    _sample(
        fused_batch_norm.FUSED_BATCH_NORM,
        [_planes, _scale, _offset, _mean, _variance],
        undefined=(3, 4),
        epsilon=0.5,
        data_format="NCHW",
        is_training=False,
    ),
    *(
        _sample(op, [x[::-1], x, _scale, _mean, _variance, *more], epsilon=0.5, **how)
        for op, *more in [
            (fused_batch_norm.FUSED_BATCH_NORM_GRAD,),
            (fused_batch_norm.FUSED_BATCH_NORM_GRAD_V3, np.float32(0)),
        ]
        for x, how in [(_images, {"is_training": False}), (_planes, {"data_format": "NCHW"})]
    ),
    _sample(lrn.LRN, [_images], depth_radius=2, bias=1.5, alpha=0.5, beta=0.75),
    _sample(lrn.LRN_GRAD, [_gradients, _images, _normalized], depth_radius=1, bias=1.5, alpha=0.25, beta=0.75),
    _sample(fused_batch_norm.FUSED_BATCH_NORM_GRAD, [_gradients, _images, _scale, _mean, _variance]),
    _sample(
        fused_batch_norm.FUSED_BATCH_NORM_GRAD_V3,
        [_gradients, _images, _scale, _mean, _variance, np.float32(0)],
        is_training=False,
    ),
]

_x = np.array([[-1.5, -0.3, 0.4], [1.2, 5.1, 7.3]])
SAMPLES += [
    Sample("Selu", rectifiers.selu, [_x]),
    Sample("SeluGrad", lambda dy, y: rectifiers.SELU_GRAD(dy, y), [_x[::-1], _x]),
]
