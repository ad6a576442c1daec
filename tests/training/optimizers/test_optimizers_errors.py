"""What optimizers refuse, when a step is made and when it is run; a step that is refused leaves the variables alone."""

from __future__ import annotations

import pytest

import headrace as tf


def gradient_descent():
    return tf.train.GradientDescentOptimizer(0.1)


def momentum():
    return tf.train.MomentumOptimizer(0.1, 0.9)


def adam():
    return tf.train.AdamOptimizer(0.1)


ALL = [gradient_descent, momentum, adam]

NO_GRADIENTS = (
    "No gradients provided for any variable, check your graph for ops that do not support gradients, between variables "
)


def started():
    """A session where every variable has its initial value."""
    session = tf.Session()
    session.run(tf.global_variables_initializer())
    return session


def refusal(session, step, feed=None):
    """What running the step says, which must refuse."""
    with pytest.raises(tf.errors.InvalidArgumentError) as caught:
        session.run(step, feed)
    return caught.value


# -- when a step is made -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ask", "kind", "says"),
    [
        (lambda o, v, w: o.minimize(v * v, var_list=[]), ValueError, "No variables to optimize."),
        (lambda o, v, w: o.minimize(tf.constant(1.0, name="c") * 2, var_list=[v]), ValueError, NO_GRADIENTS),
        (
            lambda o, v, w: o.minimize(tf.multiply(v, v, name="loss"), var_list=[w]),
            ValueError,
            NO_GRADIENTS + "[\"<tf.Variable 'w:0' shape=() dtype=float32_ref>\"] and loss "
            'Tensor("loss:0", shape=(), dtype=float32).',
        ),
        (
            lambda o, v, w: o.minimize(v * v, var_list=[v, tf.identity(w)]),
            NotImplementedError,
            "Trying to update a Tensor",
        ),
        (lambda o, v, w: o.minimize(v * v, var_list=["v"]), TypeError, "Argument is not a tf.Variable: v"),
        (
            lambda o, v, w: o.minimize(tf.cast(v, tf.int32, name="whole")),
            ValueError,
            "Invalid type tf.int32 for whole:0, expected: [tf.float32, tf.float64, tf.float16",
        ),
        (
            lambda o, v, w: o.compute_gradients(v * v, gate_gradients=7),
            ValueError,
            "gate_gradients must be one of: Optimizer.GATE_NONE, Optimizer.GATE_OP, Optimizer.GATE_GRAPH.",
        ),
        (lambda o, v, w: o.apply_gradients([]), ValueError, "No variables provided."),
        (
            lambda o, v, w: o.apply_gradients([(None, v), (None, w)]),
            ValueError,
            "No gradients provided for any variable: [\"<tf.Variable 'v:0' shape=() dtype=float32_ref>\", "
            "\"<tf.Variable 'w:0' shape=() dtype=float32_ref>\"].",
        ),
        (
            lambda o, v, w: o.apply_gradients([(object(), v)]),
            TypeError,
            "Gradient must be convertible to a Tensor or IndexedSlices, or None: <object",
        ),
        (
            lambda o, v, w: o.apply_gradients([(tf.constant("a"), v)]),
            TypeError,
            "Input 'delta' of 'ApplyGradientDescent' Op has type string that does not match type float32 of argument 'var'.",
        ),
        (
            lambda o, v, w: o.apply_gradients([(v, tf.constant(1.0))]),
            NotImplementedError,
            "Trying to update a Tensor",
        ),
        (
            lambda o, v, w: o.apply_gradients([(tf.constant([1.0, 2.0]), v)]),
            ValueError,
            "Shapes must be equal rank, but are 0 and 1 for 'GradientDescent",
        ),
    ],
)
def test_a_wrong_request_is_refused_in_tensorflows_words(ask, kind, says):
    v, w = tf.Variable(1.0, name="v"), tf.Variable(2.0, name="w")
    with pytest.raises(kind) as caught:
        ask(gradient_descent(), v, w)
    assert says in str(caught.value)


def test_a_graph_without_variables_has_none_to_train():
    with pytest.raises(ValueError, match=r"^No variables to optimize\.$"):
        gradient_descent().minimize(tf.constant(1.0))


@pytest.mark.parametrize("name", ["", None])
@pytest.mark.parametrize(
    "make",
    [
        lambda name: tf.train.GradientDescentOptimizer(0.1, name=name),
        lambda name: tf.train.MomentumOptimizer(0.1, 0.9, name=name),
        lambda name: tf.train.AdamOptimizer(0.1, name=name),
    ],
)
def test_an_optimizer_must_have_a_name(make, name):
    with pytest.raises(ValueError, match="Must specify the optimizer name"):
        make(name)


# -- when a step is run ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (momentum, "Attempting to use uninitialized value v/Momentum"),
        (adam, "Attempting to use uninitialized value beta1_power"),
    ],
)
def test_slots_want_to_be_initialized(make, says):
    v = tf.Variable([1.0, 2.0], name="v")
    step = make().minimize(tf.reduce_sum(v * v))
    with tf.Session() as session:
        session.run(v.initializer)
        with pytest.raises(tf.errors.FailedPreconditionError) as caught:
            session.run(step)
        assert caught.value.message == f"{says} (run tf.global_variables_initializer() first)"
        assert session.run(v).tolist() == [1, 2]


@pytest.mark.parametrize(("make", "what"), [(gradient_descent, "delta"), (momentum, "grad"), (adam, "grad")])
def test_a_gradient_of_another_shape_is_refused_not_broadcast(make, what):
    v, gradient = tf.Variable([1.0, 2.0], name="v"), tf.placeholder(tf.float32)
    optimizer = make()
    step = optimizer.apply_gradients([(gradient, v)])
    with started() as session:
        before = session.run(tf.global_variables())
        for wrong, shape in ((3.0, "[]"), ([1.0, 2.0, 3.0], "[3]"), ([[1.0, 2.0]], "[1,2]")):
            error = refusal(session, step, {gradient: wrong})
            assert error.message == f"var and {what} do not have the same shape[2] {shape}"
            assert error.op.name.startswith(f"{optimizer.get_name()}/update_v/Apply")
        assert str(session.run(tf.global_variables())) == str(before)


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (gradient_descent, "indices[1] = {} is not in [0, 2)"),
        (momentum, "Index {} at offset 1 in indices is out of range"),
        (adam, "indices[1] = {} is not in [0, 2)"),
    ],
)
def test_rows_that_a_variable_has_not_are_refused(make, says):
    v, rows = tf.Variable([[1.0, 2.0], [3.0, 4.0]], name="v"), tf.placeholder(tf.int32, [None])
    step = make().apply_gradients([(tf.IndexedSlices(tf.ones([2, 2]), rows), v)])
    with started() as session:
        for wrong in (7, 2, -1):
            assert refusal(session, step, {rows: [0, wrong]}).message == says.format(wrong)
        assert session.run(v).tolist() == [[1, 2], [3, 4]]


def test_rows_of_another_width_are_refused():
    v, values = tf.Variable([[1.0, 2.0], [3.0, 4.0]], name="v"), tf.placeholder(tf.float32)
    step = momentum().apply_gradients([(tf.IndexedSlices(values, tf.constant([0])), v)])
    with started() as session:
        assert refusal(session, step, {values: [[1, 2, 3]]}).message == "var and grad must match in dimension 1"
        assert refusal(session, step, {values: [[1]]}).message == "var and grad must match in dimension 1"
        assert refusal(session, step, {values: [[[1], [2]]]}).message == "var and grad must match in dimension 2"
        says = "data.shape = [3] does not start with segment_ids.shape = [1]"
        assert refusal(session, step, {values: [1, 2, 3]}).message == says
        assert session.run(v).tolist() == [[1, 2], [3, 4]]
