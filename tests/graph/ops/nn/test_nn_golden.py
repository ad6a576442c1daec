"""Functions of tf.nn, of images and segments give TensorFlow's numbers, and its gradients."""

from __future__ import annotations

import json
import pathlib

import numpy as np
import pytest
from support import golden

import headrace as tf
from headrace.graph.core.graph import Graph
from headrace.graph.execution.session import Session

CASES = json.loads(pathlib.Path(golden.DIRECTORY, "nn/cases.json").read_text())


def _input(shape, k, dtype):
    values = np.sin(1.0 + np.arange(np.prod(shape, dtype=int)) * (0.7 + 0.3 * k)) * 2
    if np.dtype(dtype).kind != "f":
        values = np.abs(values * 60)
    return values.astype(dtype).reshape(shape)


def _weights(value, k):
    return np.cos(np.arange(value.size) * (0.5 + 0.2 * k)).reshape(value.shape).astype(value.dtype)


def _check(found, values, dtype):
    tolerance = 1e-2 if dtype == "float16" else 2e-5
    np.testing.assert_allclose(np.ravel(found), values, rtol=tolerance, atol=tolerance)


@pytest.mark.parametrize("case", CASES, ids=[case["call"] for case in CASES])
def test_values_and_gradients_are_those_of_tensorflow(case):
    arrays = [_input(shape, k, case["dtype"]) for k, shape in enumerate(case["shapes"])]
    with Graph().as_default(), Session() as session:
        inputs = [tf.placeholder(case["dtype"], shape) for shape in case["shapes"]]
        feeds = dict(zip(inputs, arrays, strict=True))
        outputs = eval(case["call"], {"tf": tf, **dict(zip("abcdefgh", inputs, strict=False))})
        outputs = list(outputs) if isinstance(outputs, (list, tuple)) else [outputs]
        outputs = [output for output in outputs if output is not None]
        values = session.run(outputs, feeds)
        for output, value, expected in zip(outputs, values, case["results"], strict=True):
            assert list(np.shape(value)) == expected["shape"]
            assert np.asarray(value).dtype.name == expected["dtype"]
            output.shape.assert_is_compatible_with(expected["shape"])
            _check(value, expected["values"], case["dtype"])
        if not case["gradients"]:
            return
        ys = [(output, value) for output, value in zip(outputs, values, strict=True) if output.dtype.is_floating]
        weights = [_weights(np.asarray(value), k) for k, (_, value) in enumerate(ys)]
        slopes = tf.gradients([output for output, _ in ys], inputs, weights)
        for slope, expected in zip(slopes, case["gradients"], strict=True):
            assert (slope is None) == (expected is None)
            if expected is not None:
                _check(session.run(tf.convert_to_tensor(slope), feeds), expected, case["dtype"])
