"""Samples of norms along axes, fingerprints, and tensors that are promised to stay."""

import numpy as np
from support.op_samples import Sample

from headrace.graph.ops.arrays.placeholders import GUARANTEE_CONST
from headrace.graph.ops.reductions.spread import EUCLIDEAN_NORM
from headrace.graph.ops.strings.fingerprints import FINGERPRINT

_rows = np.array([[3.0, 4.0, -1.5], [0.5, 2.0, 1.0]])
_texts = np.array([[b"a", b""], [b"bc" * 40, b"d"]], object)
_method = np.array(b"farmhash64", object)

SAMPLES = [
    Sample("EuclideanNorm", lambda x, axis: EUCLIDEAN_NORM(x, axis), [_rows, np.int32(1)], constants=[1]),
    Sample(
        "EuclideanNorm",
        lambda x, axes: EUCLIDEAN_NORM(x, axes, keep_dims=True),
        [_rows.astype(np.float32), np.array([0, -1], np.int64)],
        constants=[1],
    ),
    Sample("EuclideanNorm", lambda x, axis: EUCLIDEAN_NORM(x, axis), [np.array([[3, 4], [1, 1]]), np.int32(0)], constants=[1]),
    Sample("Fingerprint", FINGERPRINT, [_texts, _method], constants=[1]),
    Sample("Fingerprint", FINGERPRINT, [np.array([b"a", b"bcd"], object), _method], constants=[1]),
    Sample("Fingerprint", FINGERPRINT, [np.array([[[1, 2]], [[3, 4]]], np.int16), _method], constants=[1]),
    Sample("GuaranteeConst", GUARANTEE_CONST, [_rows], gradient=False),
]
