"""Samples of the operations that check."""

from support.op_samples import Sample, drawn

from headrace.graph.ops.checks.shapes import ENSURE_SHAPE

SAMPLES = [
    Sample("EnsureShape", lambda x: ENSURE_SHAPE(x, shape=(2, None)), [drawn((2, 3), 1)]),
    Sample("EnsureShape", lambda x: ENSURE_SHAPE(x, shape=(3,)), [drawn((3,), 1)]),
]
