"""The other kinds of optimizers: types, slots, what they refuse; optimizers of programs."""

from __future__ import annotations

import numpy as np
import pytest
from support.optimizers import (
    adadelta,
    adagrad,
    centered,
    dual,
    ftrl,
    ftrl_shrinking,
    proximal,
    proximal_adagrad,
    rms_prop,
    started,
    steps,
)

import headrace as tf
from headrace.training.optimizers.adagrad import ADAGRAD

ALL = [adagrad, adadelta, rms_prop, centered, ftrl, ftrl_shrinking, proximal, proximal_adagrad, dual]


@pytest.mark.parametrize("make", ALL)
@pytest.mark.parametrize("dtype", [tf.float16, tf.float64])
def test_steps_keep_the_variables_type(make, dtype):
    v, w = tf.Variable([1.0, 2.0], dtype=dtype), tf.Variable([[1.0], [2.0]], dtype=dtype)
    loss = tf.reduce_sum(v * v) + tf.reduce_sum(tf.gather(w, [1]) ** 2)
    step = make().minimize(loss, global_step=steps())
    with started() as session:
        session.run(step)
        values = session.run([v, w])
    assert [value.dtype for value in values] == [dtype.as_numpy_dtype] * 2
    assert (values[0] != [1, 2]).all()
    assert [values[1][0, 0], values[1][1, 0] != 2] == [1, True]


@pytest.mark.parametrize(
    "kind",
    [
        tf.train.AdagradOptimizer,
        tf.train.AdadeltaOptimizer,
        tf.train.RMSPropOptimizer,
        tf.train.FtrlOptimizer,
        tf.train.ProximalGradientDescentOptimizer,
        tf.train.ProximalAdagradOptimizer,
    ],
)
def test_hyperparameters_may_be_functions(kind):
    v, rate = tf.Variable(1.0), tf.placeholder(tf.float32, [])
    step = kind(lambda: rate).minimize(v * v)
    with started() as session:
        session.run(step, {rate: 0.5})
        assert session.run(v) < 1


# -- what they keep ----------------------------------------------------------------------------------------------------

# As TensorFlow 1.15 calls them: slots, then variables.
KEPT = [
    (adagrad, ["accumulator"], ["w/Adagrad"]),
    (adadelta, ["accum", "accum_update"], ["w/Adadelta", "w/Adadelta_1"]),
    (rms_prop, ["momentum", "rms"], ["w/RMSProp", "w/RMSProp_1"]),
    (centered, ["mg", "momentum", "rms"], ["w/RMSProp", "w/RMSProp_1", "w/RMSProp_2"]),
    (ftrl, ["accum", "linear"], ["w/Ftrl", "w/Ftrl_1"]),
    (lambda: tf.train.FtrlOptimizer(0.5, accum_name="a", linear_name="l"), ["accum", "linear"], ["w/a", "w/l"]),
    (proximal, [], []),
    (proximal_adagrad, ["accumulator"], ["w/ProximalAdagrad"]),
    (dual, ["gradient_accumulator", "gradient_squared_accumulator"], ["w/AdagradDA", "w/AdagradDA_1"]),
]


@pytest.mark.parametrize(("make", "slots", "variables"), KEPT)
def test_slots_are_called_as_tensorflow_calls_them(make, slots, variables):
    w = tf.Variable([1.0, 2.0], name="w")
    optimizer = make()
    optimizer.minimize(tf.reduce_sum(w * w), global_step=steps())
    assert optimizer.get_slot_names() == slots
    assert [variable.op.name for variable in optimizer.variables()] == variables
    assert tf.trainable_variables() == [w]


def test_slots_start_as_tensorflows_do():
    w = tf.Variable([1.0, 2.0], name="w")
    starts = {
        (adagrad, "accumulator"): 0.2,
        (adadelta, "accum"): 0,
        (rms_prop, "rms"): 1,
        (rms_prop, "momentum"): 0,
        (centered, "mg"): 0,
        (ftrl, "accum"): 0.1,
        (ftrl, "linear"): 0,
        (proximal_adagrad, "accumulator"): 0.2,
        (dual, "gradient_accumulator"): 0,
        (dual, "gradient_squared_accumulator"): 0.1,
    }
    made = {}
    for make, slot in starts:
        optimizer = make()
        optimizer.minimize(tf.reduce_sum(w * w), global_step=steps())
        made[make, slot] = optimizer.get_slot(w, slot)
    with started() as session:
        for key, value in starts.items():
            np.testing.assert_allclose(session.run(made[key]), [value] * 2)


@pytest.mark.parametrize("reuse", [False, True])
def test_slots_stand_below_the_variable_scope_in_which_they_are_made(reuse):
    with tf.variable_scope("net"):
        w = tf.get_variable("w", [2])
    optimizer = tf.train.AdagradOptimizer(0.5)
    with tf.variable_scope("train") as scope:
        if reuse:
            scope.reuse_variables()
            with pytest.raises(ValueError, match="Variable train/net/w/Adagrad/ does not exist"):
                optimizer.minimize(tf.reduce_sum(w * w))
        else:
            optimizer.minimize(tf.reduce_sum(w * w))
            assert optimizer.get_slot(w, "accumulator").name == "train/net/w/Adagrad:0"


def test_variables_are_those_of_the_default_graph():
    optimizer = adagrad()
    for _ in range(2):
        with tf.Graph().as_default():
            w = tf.Variable([1.0, 2.0], name="w")
            optimizer.minimize(tf.reduce_sum(w * w))
            assert [variable.op.name for variable in optimizer.variables()] == ["w/Adagrad"]
            assert optimizer.get_slot(w, "accumulator").graph is tf.get_default_graph()


# -- what is refused ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: tf.train.AdagradOptimizer(0.1, 0.0), "initial_accumulator_value must be positive: 0.0"),
        (lambda: tf.train.ProximalAdagradOptimizer(0.1, -1), "initial_accumulator_value must be positive: -1"),
        (
            lambda: tf.train.AdagradDAOptimizer(0.1, None, 0.0),
            "initial_gradient_squared_accumulator_value must be positive: 0.0",
        ),
        (lambda: tf.train.FtrlOptimizer(0.1, 0.5), "learning_rate_power 0.500000 needs to be negative or zero"),
        (lambda: tf.train.FtrlOptimizer(0.1, -0.5, -1.0), "initial_accumulator_value -1.000000 needs to be positive or zero"),
        (
            lambda: tf.train.FtrlOptimizer(0.1, l1_regularization_strength=-1.0),
            "l1_regularization_strength -1.000000 needs to be positive or zero",
        ),
        (
            lambda: tf.train.FtrlOptimizer(0.1, l2_shrinkage_regularization_strength=-1.0),
            "l2_shrinkage_regularization_strength -1.000000 needs to be positive or zero",
        ),
    ],
)
def test_a_number_outside_its_range_is_refused(make, says):
    with pytest.raises(ValueError) as caught:
        make()
    assert str(caught.value) == says


def refusal(session, step, feed):
    with pytest.raises(tf.errors.InvalidArgumentError) as caught:
        session.run(step, feed)
    return caught.value.message


@pytest.mark.parametrize("make", ALL)
def test_wrong_gradients_are_refused_when_run_and_change_nothing(make):
    v = tf.Variable([[1.0, 2.0], [3.0, 4.0]])
    gradient, rows = tf.placeholder(tf.float32), tf.placeholder(tf.int32)
    whole = make().apply_gradients([(gradient, v)], steps())
    some = make().apply_gradients([(tf.IndexedSlices(gradient, rows), v)], steps())
    name = "delta" if make is proximal else "grad"
    with started() as session:
        before = session.run(tf.global_variables())
        assert refusal(session, whole, {gradient: [1]}) == f"var and {name} do not have the same shape[2,2] [1]"
        says = "Index 7 at offset 1 in indices is out of range"
        assert refusal(session, some, {gradient: np.ones((2, 2)), rows: [0, 7]}) == says
        says = "var and grad must match in dimension 1"
        assert refusal(session, some, {gradient: np.ones((1, 3)), rows: [0]}) == says
        assert str(session.run(tf.global_variables())) == str(before)


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (tf.train.AdagradOptimizer, "lr is not a scalar: [2]"),
        (tf.train.AdamOptimizer, "lr is not a scalar : [2]"),
        (tf.train.RMSPropOptimizer, "lr is not a scalar : [2]"),
        (tf.train.GradientDescentOptimizer, "alpha is not a scalar: [2]"),
        (tf.train.FtrlOptimizer, "lr is not a positive scalar: [2]"),
    ],
)
def test_rates_are_scalars(make, says):
    v, rate = tf.Variable([1.0, 2.0]), tf.placeholder(tf.float32)
    step = make(rate).minimize(tf.reduce_sum(v * v))
    with started() as session:
        assert refusal(session, step, {rate: [0.1, 0.2]}) == says
        assert session.run(v).tolist() == [1, 2]
    with pytest.raises(ValueError, match="Shape must be rank 0 but is rank 1 for '"):
        make(tf.constant([0.1, 0.2])).minimize(tf.reduce_sum(v * v))


@pytest.mark.parametrize("make", [tf.train.FtrlOptimizer, tf.train.ProximalAdagradOptimizer])
def test_rates_of_some_are_positive(make):
    v, rate = tf.Variable([1.0, 2.0]), tf.placeholder(tf.float32, [])
    step = make(rate).minimize(tf.reduce_sum(v * v))
    with started() as session:
        assert refusal(session, step, {rate: -0.1}) == "lr is not a positive scalar: []"


def test_rows_of_another_shape_are_refused_when_a_step_is_made():
    v, scalar = tf.Variable([[1.0, 2.0], [3.0, 4.0]]), tf.Variable(1.0)
    with pytest.raises(ValueError, match=r"Shapes are \[2,2\] and \[\?,3\]. for 'Adagrad/update_Variable/SparseApplyAdagrad'"):
        adagrad().apply_gradients([(tf.IndexedSlices(tf.zeros([1, 3]), tf.constant([0])), v)])
    with pytest.raises(ValueError, match="Shapes must be equal rank, but are 0 and 1"):
        adagrad().apply_gradients([(tf.IndexedSlices(tf.zeros([1]), tf.constant([0])), scalar)])


@pytest.mark.parametrize(
    ("build", "says"),
    [
        (
            lambda v, a: ADAGRAD.sparse(v, a, 0.1, tf.zeros([2, 2]), [0]),
            "Dimensions must be equal, but are 1 and 2",
        ),
        (
            lambda v, a: ADAGRAD.dense(v, tf.Variable([1.0]), 0.1, tf.placeholder(tf.float32)),
            "Shapes must be equal rank, but are 2 and 1",
        ),
        (lambda v, a: ADAGRAD.sparse(v, a, 0.1, tf.zeros([1, 2]), [[0]]), "Shape must be rank 1 but is rank 2"),
    ],
)
def test_ops_refuse_shapes_that_do_not_fit_when_they_are_made(build, says):
    with pytest.raises(ValueError, match=says):
        build(tf.Variable(np.ones((2, 2), np.float32)), tf.Variable(np.ones((2, 2), np.float32)))


def test_ops_refuse_shapes_that_do_not_fit_when_they_run():
    v, accum = (tf.Variable(np.ones((2, 2), np.float32)) for _ in range(2))
    scalar, other = tf.Variable(1.0), tf.Variable(np.ones(3, np.float32), validate_shape=False)
    grad, rows = tf.placeholder(tf.float32), tf.placeholder(tf.int32)
    whole = ADAGRAD.dense(v, other, 0.1, grad)
    some, none = ADAGRAD.sparse(v, accum, 0.1, grad, rows), ADAGRAD.sparse(scalar, scalar, 0.1, grad, rows)
    with started() as session:
        for step, given, at, says in [
            (whole, np.ones((2, 2)), [], "var and accum do not have the same shape[2,2] [3]"),
            (some, np.ones((1, 2)), [0, 1], "grad must be the same size as indices in the first dimension."),
            (some, np.ones((1, 2)), [[0]], "indices must be one-dimensional"),
            (none, np.ones((1, 2)), [0], "var must be at least 1 dimensional"),
        ]:
            assert refusal(session, step, {grad: given, rows: at}) == says


def test_variables_are_floating():
    turn = tf.Variable(1j, dtype=tf.complex64, name="turn")
    with pytest.raises(ValueError, match=r"^Invalid type tf.complex64 for turn:0, expected: "):
        adagrad().compute_gradients(tf.real(turn), [turn])


def test_variables_may_be_listed_in_lists():
    v, w = tf.Variable(1.0), tf.Variable(2.0)
    assert [variable for _, variable in adagrad().compute_gradients(v * w, [[v], (w,)])] == [v, w]


# -- optimizers of programs --------------------------------------------------------------------------------------------


class Signs(tf.train.Optimizer):
    """Steps of one length; a subclass as programs write them."""

    def __init__(self, length, name="Signs"):
        super().__init__(False, name)
        self._length = length

    def _prepare(self):
        self._length_t = tf.convert_to_tensor(self._call_if_callable(self._length), name="length")

    def _create_slots(self, var_list):
        self._create_non_slot_variable(0.0, "taken", var_list[0])
        for v in var_list:
            self._zeros_slot(v, "last", self._name)
            self._get_or_make_slot(v, tf.ones(v.shape), "first", "first")

    def _apply_dense(self, grad, var):
        last = tf.assign(self.get_slot(var, "last"), grad)
        return tf.assign_sub(var, tf.sign(last) * self._length_t).op

    def _apply_sparse(self, grad, var):
        return tf.scatter_sub(var, grad.indices, tf.sign(grad.values) * self._length_t).op

    def _finish(self, update_ops, name_scope):
        with tf.control_dependencies(update_ops):
            counted = tf.assign_add(self._get_non_slot_variable("taken", graph=tf.get_default_graph()), 1.0)
        return tf.group(*update_ops, counted, name=name_scope)


def test_a_program_defines_an_optimizer_of_its_own():
    v, w = tf.Variable([1.0, -2.0], name="v"), tf.Variable([[1.0], [2.0]], name="w")
    optimizer = Signs(lambda: 0.5)
    step = optimizer.minimize(tf.reduce_sum(v * v) + tf.reduce_sum(tf.gather(w, [1, 1]) ** 2))
    assert [variable.op.name for variable in optimizer.variables()] == ["taken", "v/Signs", "v/first", "w/Signs", "w/first"]
    with started() as session:
        session.run(step)
        assert [value.tolist() for value in session.run([v, w])] == [[0.5, -1.5], [[1], [1.5]]]
        assert session.run([optimizer.get_slot(v, "last"), optimizer.variables()[0]])[0].tolist() == [2, -4]
        assert session.run(optimizer.variables()[0]) == 1
    with pytest.raises(NotImplementedError):
        tf.train.Optimizer(False, "None").minimize(v[0] * v[0])


@pytest.mark.parametrize("gate", ["GATE_NONE", "GATE_OP", "GATE_GRAPH"])
def test_gradients_may_wait_for_nothing_for_some_or_for_all_others(gate):
    v, w = tf.Variable(1.0), tf.Variable(2.0)
    pairs = adagrad().compute_gradients(v * w, gate_gradients=getattr(tf.train.Optimizer, gate))
    names = {
        "GATE_NONE": ["gradients/mul_grad/mul:0", "gradients/mul_grad/mul_1:0"],
        "GATE_OP": ["gradients/mul_grad/tuple/control_dependency:0", "gradients/mul_grad/tuple/control_dependency_1:0"],
        "GATE_GRAPH": ["tuple/control_dependency:0", "tuple/control_dependency_1:0"],
    }
    assert [gradient.name.lower() for gradient, _ in pairs] == names[gate]
    with started() as session:
        assert session.run([gradient for gradient, _ in pairs]) == [2, 1]
