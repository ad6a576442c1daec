"""Samples of the gradients of pools over drawn cells."""

import numpy as np
from support.op_samples import Sample, drawn

from headrace.graph.core.op import OPS

_bounds = np.array([0, 2, 3, 5], np.int64), np.array([0, 1, 3, 4], np.int64)
_sizes = np.array([2, 5, 4, 2], np.int64)
_distinct = np.random.RandomState(5).permutation(80).astype(np.float64).reshape(2, 5, 4, 2)
_gradients = drawn((2, 3, 3, 2), 6)


def _greatest(overlapping):
    """The greatest element of each cell."""
    rows, columns = _bounds
    more = int(overlapping)
    found = np.zeros((2, 3, 3, 2))
    for i in range(3):
        for j in range(3):
            cell = _distinct[:, rows[i] : rows[i + 1] + more, columns[j] : columns[j + 1] + more]
            found[:, i, j] = cell.max((1, 2))
    return found


SAMPLES = [
    Sample(
        "FractionalMaxPoolGrad",
        lambda *inputs: OPS["FractionalMaxPoolGrad"](*inputs),
        [_distinct, _greatest(False), _gradients, *_bounds],
        gradient=False,
    ),
    Sample(
        "FractionalMaxPoolGrad",
        lambda *inputs: OPS["FractionalMaxPoolGrad"](*inputs, overlapping=True),
        [_distinct, _greatest(True), _gradients, *_bounds],
        gradient=False,
    ),
    Sample(
        "FractionalAvgPoolGrad",
        lambda *inputs: OPS["FractionalAvgPoolGrad"](*inputs),
        [_sizes, _gradients, *_bounds],
        gradient=False,
    ),
    Sample(
        "FractionalAvgPoolGrad",
        lambda *inputs: OPS["FractionalAvgPoolGrad"](*inputs, overlapping=True),
        [_sizes, _gradients, *_bounds],
        constants=(0,),
        gradient=False,
    ),
]
