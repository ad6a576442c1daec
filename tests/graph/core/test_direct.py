"""Direct calls: for every sample of an op that has a rule for them, they give what the kernel gives, to the last bit."""

from __future__ import annotations

import numpy as np
import pytest
from support.op_samples import Sample, all_samples, built, names_of

import headrace as tf
from headrace.graph.core.op import OPS, op_of_type
from headrace.graph.core.static_values import constant_value
from headrace.graph.execution.session import Session

op_of_type("all modules that declare ops are imported by asking for one that nobody has")

_X = np.linspace(-1, 1, 6, dtype=np.float32).reshape(2, 3)
MORE = [
    Sample("Pack", lambda a, b: tf.stack([a, b]), [_X, _X + 1]),
    Sample("Mean", lambda a: tf.reduce_mean(a, [0, 1]), [_X]),
    Sample("Mean", lambda a: tf.reduce_mean(a, 1, keepdims=True), [_X]),
    Sample("ConcatV2", lambda a, b: tf.concat([a, b], -1), [_X, _X]),
]
SAMPLES = [*(sample for sample in all_samples() if OPS[sample.type].direct), *MORE]


def _called(op, inputs):
    """What the direct call gives, where the rule gives one; otherwise None."""
    constants = [constant_value(tensor) for tensor in op.inputs]
    direct = op.definition.direct.function(op, constants)
    if direct is None:
        return None
    places = op.definition.slices(op)[: direct.inputs]
    return direct.function(*(tuple(inputs[at]) if isinstance(at, slice) else inputs[at] for at in places), *direct.rest)


@pytest.mark.parametrize("sample", SAMPLES, ids=names_of(SAMPLES))
def test_a_direct_call_gives_what_the_kernel_gives(sample):
    node = built(sample)
    op, inputs = node.op, node.inputs()
    with np.errstate(all="ignore"):
        found = _called(op, inputs)
        expected = op.definition.flat_kernel_of(op, Session(graph=node.graph))(*inputs)
    if found is not None:
        assert type(found) is type(expected)
        assert (found.dtype, found.shape, found.strides) == (expected.dtype, expected.shape, expected.strides)
        assert found.tobytes() == expected.tobytes()


def test_every_rule_gives_a_call_for_some_sample():
    called = {sample.type for sample in SAMPLES if _called((node := built(sample)).op, node.inputs()) is not None}
    assert called == {op.type for op in OPS.values() if op.direct}


NUMBERS = np.array([[3, -1, 2], [0, 5, -4]])
REDUCTIONS = ["reduce_sum", "reduce_mean", "reduce_prod", "reduce_max", "reduce_min"]


@pytest.mark.parametrize("dtype", ["float16", "float32", "float64", "int8", "uint8", "int32", "int64"])
@pytest.mark.parametrize("axis", [None, 0, -1, [0, 1], [-1]])
@pytest.mark.parametrize("keepdims", [False, True])
@pytest.mark.parametrize("name", REDUCTIONS)
def test_a_reduction_gives_the_same_whether_its_axes_and_shapes_are_known_or_not(name, keepdims, axis, dtype):
    values = NUMBERS.astype(dtype)
    axes = np.arange(2) if axis is None else axis
    with tf.Graph().as_default(), tf.Session() as sess:
        known, unknown = tf.placeholder(dtype, values.shape), tf.placeholder(dtype)
        fed = tf.placeholder(tf.int32)
        reduce = getattr(tf, name)
        one = sess.run(reduce(known, axis, keepdims), {known: values})
        other = sess.run(reduce(unknown, fed, keepdims), {unknown: values, fed: axes})
    assert (one.dtype, one.shape, one.tobytes()) == (other.dtype, other.shape, other.tobytes())


def test_a_variable_that_has_taken_another_shape_is_reduced_as_it_is():
    with tf.Graph().as_default(), tf.Session() as sess:
        variable = tf.Variable([1.0, 2.0])
        mean, first = tf.reduce_mean(variable), variable[:3]
        sess.run(variable.initializer)
        assert sess.run(mean) == 1.5
        sess.run(tf.assign(variable, [1.0, 2.0, 6.0, 7.0], validate_shape=False))
        assert sess.run(mean) == 4.0
        assert sess.run(first).tolist() == [1.0, 2.0, 6.0]


def test_a_variable_that_has_taken_another_shape_is_chosen_from_as_it_is():
    with tf.Graph().as_default(), tf.Session() as sess:
        variable = tf.Variable([1.0, 2.0])
        chosen = tf.where([True, False], variable, [3.0, 4.0])
        sess.run(variable.initializer)
        assert sess.run(chosen).tolist() == [1.0, 4.0]
        sess.run(tf.assign(variable, 5.0, validate_shape=False))
        with pytest.raises(tf.errors.InvalidArgumentError, match="must have the same size and shape"):
            sess.run(chosen)


def test_a_mean_of_a_variable_whose_axes_have_changed_places():
    with tf.Graph().as_default(), tf.Session() as sess:
        variable = tf.Variable(np.arange(6.0).reshape(2, 3))
        mean = tf.reduce_mean(variable, 0)
        sess.run(variable.initializer)
        assert sess.run(mean).tolist() == [1.5, 2.5, 3.5]
        sess.run(tf.assign(variable, np.arange(6.0).reshape(3, 2), validate_shape=False))
        assert sess.run(mean).tolist() == [2.0, 3.0]


def test_a_slice_of_a_variable_that_has_become_shorter_is_out_of_bounds():
    with tf.Graph().as_default(), tf.Session() as sess:
        variable = tf.Variable([1.0, 2.0])
        second = variable[1]
        sess.run(variable.initializer)
        assert sess.run(second) == 2.0
        sess.run(tf.assign(variable, [1.0], validate_shape=False))
        with pytest.raises(tf.errors.InvalidArgumentError, match="slice index 1 of dimension 0 out of bounds"):
            sess.run(second)
