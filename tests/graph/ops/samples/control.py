"""Samples of operations that are run for what they do."""

import numpy as np
from support.op_samples import Sample

from headrace.graph.ops.state import control

SAMPLES = [
    Sample("NoOp", lambda: control.no_op(), []),
    Sample("Assert", lambda ok, x: control.ASSERT(ok, [x], name="Assert"), [np.bool_(True), np.float32(1)]),
    Sample("Assert", lambda ok, x: control.Assert(ok, [x], summarize=1), [np.bool_(True), np.array(b"a", object)]),
]
