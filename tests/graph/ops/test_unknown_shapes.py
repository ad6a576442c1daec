"""Ops on inputs of which little is known: their static shapes hold, and they run, with their gradients."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import numpy as np
import pytest

import headrace as tf
from headrace.graph.types.dtypes import of_array
from headrace.graph.types.static_shapes import compatible


def _samples(name):
    spec = importlib.util.spec_from_file_location(f"samples_{name}", Path(__file__).with_name("samples") / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.SAMPLES


SAMPLES = [sample for name in ("windows", "lookups", "normalization", "resize") for sample in _samples(name)]

KNOWN = {
    "nothing": lambda array: None,
    "the rank": lambda array: [None] * array.ndim,
    "all but the first size": lambda array: [None, *array.shape[1:]][: array.ndim],
}

KNOWN_ALWAYS = {"SpaceToBatchND": 1, "BatchToSpaceND": 1, "PeriodicResample": 0}
"""Inputs that are refused where their shape is not known, as in TensorFlow, by the op or by its gradient."""


@pytest.mark.parametrize("known", KNOWN.values(), ids=KNOWN)
@pytest.mark.parametrize("sample", SAMPLES, ids=[f"{sample.type}-{k}" for k, sample in enumerate(SAMPLES)])
def test_an_op_runs_where_little_is_known(sample, known):
    arrays = sample.arrays()
    with tf.Graph().as_default(), tf.Session() as session:
        inputs = [
            tf.placeholder(of_array(array), array.shape if KNOWN_ALWAYS.get(sample.type) == position else known(array))
            for position, array in enumerate(arrays)
        ]
        feeds = dict(zip(inputs, arrays, strict=True))
        outputs = sample.build(*inputs)
        outputs = list(outputs) if isinstance(outputs, (list, tuple)) else [outputs]
        for output, value in zip(outputs, session.run(outputs, feeds), strict=True):
            assert compatible(output.static_shape, np.shape(value))
        if sample.gradient:
            xs = [x for x in inputs if x.dtype.is_floating]
            slopes = tf.gradients([y for y in outputs if y.dtype.is_floating], xs)
            found = [(x, tf.convert_to_tensor(slope)) for x, slope in zip(xs, slopes, strict=True) if slope is not None]
            for (x, _), value in zip(found, session.run([slope for _, slope in found], feeds), strict=True):
                assert value.shape == feeds[x].shape
