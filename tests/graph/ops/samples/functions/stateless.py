"""Samples of random ops without a state."""

import numpy as np
from support.op_samples import Sample, int64

from headrace.graph.core.op import OPS, op_of_type
from headrace.graph.types import dtypes

op_of_type("")
_seed = np.array([3, -7], np.int64)
_sizes = np.array([3, 5], np.int32)
_logits = np.array([[0.1, 1.0, -2.0], [2.0, -np.inf, 0.5]], np.float32)
_types = [dtypes.float32, dtypes.float64, dtypes.float16]


def _drawn(name, dtype):
    return lambda shape, seed: OPS[name](shape, seed, dtype=dtype)


SAMPLES = [
    *(
        Sample(name, _drawn(name, dtype), [_sizes, _seed], constants=[0], twins=False)
        for name in ("StatelessRandomUniform", "StatelessRandomNormal", "StatelessTruncatedNormal")
        for dtype in _types
    ),
    *(
        Sample(
            name, _drawn(name, dtypes.float32), [_sizes.astype(np.int64), _seed.astype(np.int32)], constants=[0], twins=False
        )
        for name in ("StatelessRandomUniform", "StatelessRandomNormal", "StatelessTruncatedNormal")
    ),
    Sample(
        "StatelessRandomUniformInt",
        lambda shape, seed: OPS["StatelessRandomUniformInt"](shape, seed, -3, 11),
        [_sizes, _seed],
        constants=[0],
        twins=False,
    ),
    Sample(
        "StatelessRandomUniformInt",
        lambda shape, seed: OPS["StatelessRandomUniformInt"](shape, seed, int64(-3), int64(2**40)),
        [_sizes, _seed],
        constants=[0],
        twins=False,
    ),
    Sample(
        "StatelessRandomUniformInt",
        lambda shape, seed: OPS["StatelessRandomUniformInt"](shape, seed, 0, 5),
        [_sizes.astype(np.int64), _seed.astype(np.int32)],
        constants=[0],
        twins=False,
    ),
    Sample(
        "StatelessMultinomial",
        lambda logits, seed: OPS["StatelessMultinomial"](logits, 6, seed),
        [_logits, _seed.astype(np.int32)],
        gradient=False,
    ),
    Sample(
        "StatelessMultinomial",
        lambda logits, seed: OPS["StatelessMultinomial"](logits, 6, seed, output_dtype=dtypes.int32),
        [_logits, _seed],
        gradient=False,
        twins=False,
    ),
]
