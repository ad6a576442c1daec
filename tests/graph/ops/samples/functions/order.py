"""Samples of order statistics."""

import numpy as np
from support.op_samples import Sample

from headrace.graph.ops.special import order

_x = np.array([[1.5, -0.4, 2.2, 0.25], [1.3, -0.6, 0.9, -3.0]], np.float32)

SAMPLES = [
    Sample("NthElement", lambda x: order.nth_element(x, 2), [_x]),
    Sample("NthElement", lambda x: order.nth_element(x, 0, reverse=True), [_x]),
]
