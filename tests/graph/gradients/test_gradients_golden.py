"""Gradients beside those that TensorFlow 2.21 gave for the same programs (tests/golden/gradients.json).

Recorded with `{name: recorded(tf, *program) for name, program in PROGRAMS.items()}`, `tf` its `compat.v1`.
"""

from __future__ import annotations

import numpy as np
import pytest
from support.golden import load

import headrace as tf

EXPECTED = load("gradients.json")

A = np.array([1 + 2j, -0.5 + 0.25j, 0.75 - 1.5j])
B = np.array([3 - 1j, 0.5j, -2 + 0.5j])
AT_THE_CUT = np.array([2, -2, 0.5 + 0j])  # beyond 1, where arc sines jump
MATRIX = np.array([[1 + 1j, 2 - 0.5j], [0.25j, -1]])
FACTORS = np.array([[0.0, 2.0, 3.0], [0.0, 0.0, 3.0], [2.0, -1.0, 0.5]])

UNARY = [
    "square",
    "sqrt",
    "rsqrt",
    "exp",
    "expm1",
    "log",
    "log1p",
    "sin",
    "cos",
    "tan",
    "asin",
    "acos",
    "atan",
    "sinh",
    "cosh",
    "tanh",
    "sigmoid",
    "reciprocal",
    "negative",
    "abs",
    "real",
    "imag",
    "conj",
    "angle",
]
BINARY = ["add", "subtract", "multiply", "divide", "div", "truediv", "realdiv", "pow", "div_no_nan"]
PRODUCTS = {
    "": {},
    "transposed": {"transpose_a": True},
    "adjoint first": {"adjoint_a": True},
    "adjoint second": {"adjoint_b": True},
    "both adjoint": {"adjoint_a": True, "adjoint_b": True},
}

PROGRAMS = {
    **{name: (lambda tf, x, name=name: getattr(tf, name)(x), A) for name in UNARY},
    **{f"{name} at the cut": (lambda tf, x, name=name: getattr(tf, name)(x), AT_THE_CUT) for name in ("asin", "acos")},
    **{name: (lambda tf, x, y, name=name: getattr(tf, name)(x, y), A, B) for name in BINARY},
    "divide by one number": (lambda tf, x, y: tf.divide(x, y), A, B[:1]),
    "quotient of one tensor": (lambda tf, x: (x + 1) / x, A),
    **{
        f"matmul {kind}": (lambda tf, x, y, options=options: tf.matmul(x, y, **options), MATRIX, MATRIX.T - 2j)
        for kind, options in PRODUCTS.items()
    },
    "sign": (lambda tf, x: tf.sign(x), np.array([-2.0, 0.0, 0.5])),
    "sum of products with signs": (lambda tf, x: x * tf.sign(x), np.array([-2.0, 0.0, 0.5])),
    "reduce_prod": (lambda tf, x: tf.reduce_prod(x), np.array([0.0, 2.0, 3.0])),
    "reduce_prod of two zeros": (lambda tf, x: tf.reduce_prod(x), np.array([0.0, 0.0, 3.0])),
    "reduce_prod of rows": (lambda tf, x: tf.reduce_prod(x, 1), FACTORS),
    "reduce_prod of columns": (lambda tf, x: tf.reduce_prod(x, -2, keepdims=True), FACTORS),
    "reduce_prod of both": (lambda tf, x: tf.reduce_prod(x, [1, 0]), FACTORS[1:]),
    "reduce_prod of nothing": (lambda tf, x: tf.reduce_prod(x, 0), FACTORS[:0]),
    "reduce_prod of complex": (lambda tf, x: tf.reduce_prod(x, 1), MATRIX),
    "reduce_prod twice": (lambda tf, x: tf.gradients(tf.reduce_prod(x), x)[0], np.array([1.5, 2.0, 3.0])),
    **{
        f"{name} {options}": (lambda tf, x, name=name, options=options: getattr(tf, name)(x, 1, **options), value)
        for name, value in (("cumsum", MATRIX), ("cumprod", MATRIX - 3))
        for options in ({}, {"exclusive": True}, {"reverse": True}, {"exclusive": True, "reverse": True})
    },
    "cumprod of zeros": (lambda tf, x: tf.cumprod(x, 1), FACTORS),
    "sparse_reorder": (
        lambda tf, x: tf.sparse_reorder(tf.SparseTensor([[2], [0], [1]], x, [3])).values,
        np.array([1.0, 2.0, 3.0]),
    ),
}


def recorded(tf, program, *inputs):
    """The value and the gradients of a program, each as its real and imaginary parts."""
    with tf.Graph().as_default(), tf.Session() as session:
        tensors = [tf.placeholder(tf.as_dtype(value.dtype), value.shape) for value in inputs]
        feeds = dict(zip(tensors, inputs, strict=True))
        result = program(tf, *tensors)
        value = session.run(result, feeds)
        weights = (np.arange(value.size).reshape(value.shape) + 1) * (1 - 0.5j)
        weights = weights if value.dtype.kind == "c" else weights.real
        slopes = tf.gradients(result, tensors, grad_ys=tf.constant(weights, result.dtype))
        values = [value, *session.run(slopes, feeds)]
    return [[np.real(one).tolist(), np.imag(one).tolist()] for one in values]


def test_all_programs_are_recorded():
    assert EXPECTED.keys() == PROGRAMS.keys()


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_gradient_is_tensorflows(name):
    expected = EXPECTED[name]
    for found, wanted in zip(recorded(tf, *PROGRAMS[name]), expected, strict=True):
        np.testing.assert_allclose(found, wanted, rtol=1e-9, atol=1e-12)


def test_products_of_unknown_shapes_have_the_same_gradients():
    x, axes = tf.placeholder(tf.float64), tf.placeholder(tf.int32)
    slope = tf.gradients(tf.reduce_prod(x, axes), x)[0]
    with tf.Session() as session:
        found = session.run(slope, {x: FACTORS, axes: [-1]})
    np.testing.assert_allclose(found, [[6, 0, 0], [0, 0, 0], [-0.5, 1, -2]])


def test_signs_pass_on_zeros_whatever_comes():
    x = tf.constant([-1.0, 2.0])
    with tf.Session() as session:
        assert session.run(tf.gradients(tf.sign(x), x, grad_ys=tf.constant([np.inf, np.nan]))[0]).tolist() == [0, 0]


@pytest.mark.parametrize(
    "lost",
    [
        lambda x: tf.truncatemod(x, 2.0),
        lambda x: tf.unique(x).y,
        lambda x: tf.setdiff1d(x, [1.0]).out,
        lambda x: tf.segment_prod(x, [0, 0]),
        lambda x: tf.bitcast(x, tf.float32),
    ],
    ids=["truncatemod", "unique", "setdiff1d", "segment_prod", "bitcast"],
)
def test_a_gradient_that_tensorflow_has_not_is_an_error_and_no_silence(lost):
    x = tf.constant([1.0, 2.0])
    with pytest.raises(LookupError, match="No gradient defined"):
        tf.gradients(lost(x), x)


def test_exclusive_sums_of_infinities_are_those_of_the_elements_before():
    with tf.Session() as session:
        assert session.run(tf.cumsum([1.0, np.inf, 2.0], exclusive=True)).tolist() == [0, 1, np.inf]
        assert session.run(tf.truncatediv([7.0, -7.0], [2.0, 2.0])).tolist() == [3, -3]
