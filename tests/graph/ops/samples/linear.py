"""Linear algebra."""

from __future__ import annotations

import numpy as np
from support.op_samples import Sample, drawn

from headrace.graph.ops.linalg.qr import qr

SAMPLES = [
    Sample("Qr", qr, [drawn((4, 3), 1, np.float32)], gradient=False),
    Sample("Qr", lambda x: qr(x, full_matrices=True), [drawn((2, 4, 3), 2)], gradient=False),
    Sample("Qr", qr, [drawn((3, 5), 3)], gradient=False),
]
