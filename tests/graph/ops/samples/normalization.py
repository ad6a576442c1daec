"""Samples of selu, and of normalization; that has single precision at most: its gradients are in golden/nn/cases.json."""

import numpy as np
from support.op_samples import Sample

from headrace.graph.ops.nn import fused_batch_norm, lrn, more_activations

_rng = np.random.default_rng(11)
_pictures, _slopes, _found = (_rng.normal(size=(2, 2, 3, 4)).astype(np.float32) for _ in range(3))
_planes = _rng.normal(size=(2, 4, 2, 3)).astype(np.float32)
_scale, _offset, _mean = (_rng.normal(size=4).astype(np.float32) for _ in range(3))
_variance = np.abs(_mean) + np.float32(0.5)
_none = np.zeros(0, np.float32)


def _sample(op, inputs, **attributes):
    return Sample(op.type, lambda *tensors: op(*tensors, **attributes), inputs, gradient=False)


SAMPLES = [
    _sample(lrn.LRN, [_pictures], depth_radius=1, bias=2.0, alpha=0.5),
    _sample(lrn.LRN_GRAD, [_slopes, _pictures, _found], depth_radius=2),
    _sample(fused_batch_norm.FUSED_BATCH_NORM, [_pictures, _scale, _offset, _none, _none]),
    _sample(
        fused_batch_norm.FUSED_BATCH_NORM_V3,
        [_planes, _scale, _offset, _mean, _variance],
        data_format="NCHW",
        is_training=False,
    ),
    _sample(fused_batch_norm.FUSED_BATCH_NORM_GRAD, [_slopes, _pictures, _scale, _mean, _variance]),
    _sample(
        fused_batch_norm.FUSED_BATCH_NORM_GRAD_V3,
        [_slopes, _pictures, _scale, _mean, _variance, np.float32(0)],
        is_training=False,
    ),
]

_x = np.array([[-1.5, -0.3, 0.4], [1.2, 5.1, 7.3]])
SAMPLES += [
    Sample("Selu", more_activations.selu, [_x]),
    Sample("SeluGrad", lambda dy, y: more_activations.SELU_GRAD(dy, y), [_x[::-1], _x]),
]
