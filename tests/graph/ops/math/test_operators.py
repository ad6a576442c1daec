"""Operands that do not go together, in TensorFlow's words."""

from __future__ import annotations

import numpy as np
import pytest

import headrace as tf


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as graph:
        yield graph


@pytest.mark.parametrize(
    ("compute", "op"),
    [
        (lambda x: x + 1.0, "AddV2"),
        (lambda x: x - 1.5, "Sub"),
        (lambda x: x * 1.0, "Mul"),
        (lambda x: x + [1.5], "AddV2"),
        (lambda x: x**1.5, "Pow"),
        (lambda x: x // 1.5, "FloorDiv"),
        (lambda x: x % 1.5, "FloorMod"),
        (lambda x: x + tf.ones([1]), "AddV2"),
    ],
)
def test_an_operand_of_another_type_is_told_with_its_type(compute, op):
    with pytest.raises(TypeError) as caught:
        compute(tf.ones([1], tf.int32))
    assert str(caught.value) == f"Input 'y' of '{op}' Op has type float32 that does not match type int32 of argument 'x'."


def test_so_are_texts_and_complex_numbers():
    with pytest.raises(TypeError, match="'AddV2' Op has type complex128 that does not match type float32"):
        tf.ones([1]) + 1j
    with pytest.raises(TypeError, match="'AddV2' Op has type string that does not match type float32"):
        tf.ones([1]) + "a"
    with pytest.raises(TypeError, match="'Add' Op has type int32 that does not match type string"):
        tf.constant("a") + 1
    with pytest.raises(TypeError, match="'x' has DataType bool not in list of allowed values"):
        tf.constant(True) + 1
    with pytest.raises(TypeError, match=r"x and y must have the same dtype, got tf\.int32 != tf\.float32"):
        tf.ones([1], tf.int32) / 1.0


def test_the_left_operand_has_to_be_of_the_type_of_the_right_one():
    with pytest.raises(TypeError, match=r"Expected int32, but got 1\.0 of type 'float'\."):
        1.0 + tf.ones([1], tf.int32)


def test_numbers_out_of_range_are_refused_and_others_taken():
    with pytest.raises(TypeError, match="Expected uint8, but got 300"):
        tf.ones([1], tf.uint8) + 300
    with tf.Session() as session:
        assert session.run(tf.ones([1], tf.uint8) + 200).tolist() == [201]
        assert session.run(tf.ones([1]) + np.array([2])).tolist() == [3.0]


def test_functions_name_their_parameter():
    x = tf.ones([1], tf.int32)
    error = "Error: Expected int32, but got 1.5 of type 'float'."
    for compute, op in ((tf.add, "Add"), (tf.maximum, "Maximum"), (tf.less, "Less"), (tf.pow, "Pow")):
        with pytest.raises(TypeError) as caught:
            compute(x, 1.5)
        assert (
            str(caught.value)
            == f"Expected int32 passed to parameter 'y' of op '{op}', got 1.5 of type 'float' instead. {error}"
        )
    with pytest.raises(TypeError, match=r"passed to parameter 'e' of op 'Select', got \[1\.5\] of type 'list' instead"):
        tf.where([True], x, [1.5])
