"""Linear algebra."""

from __future__ import annotations

import numpy as np
from support.op_samples import Sample

from headrace.graph.ops.math.linalg import qr

_RNG = np.random.default_rng(7)

SAMPLES = [
    Sample("Qr", qr, [_RNG.normal(size=(4, 3)).astype(np.float32)], gradient=False),
    Sample("Qr", lambda x: qr(x, full_matrices=True), [_RNG.normal(size=(2, 4, 3))], gradient=False),
    Sample("Qr", qr, [_RNG.normal(size=(3, 5))], gradient=False),
]
