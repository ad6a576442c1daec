"""Samples of division without NaN."""

import numpy as np
from support.op_samples import Sample

from headrace.graph.ops.math.functions_of_two import div_no_nan

_x = np.array([[1.5, -0.4, 2.2], [1.3, -0.6, 0.9]], np.float32)
_y = np.array([0.5, 2.0, -1.25], np.float32)

SAMPLES = [
    Sample("DivNoNan", div_no_nan, [_x, _y]),
    Sample("DivNoNan", div_no_nan, [_x, np.array([0.0, 2.0, 0.0], np.float32)], gradient=False),
    Sample("DivNoNan", div_no_nan, [np.float32(3), np.float32(0)], gradient=False),
    Sample("DivNoNan", div_no_nan, [_x.astype(np.complex64), (_y + 1j).astype(np.complex64)], gradient=False),
]
