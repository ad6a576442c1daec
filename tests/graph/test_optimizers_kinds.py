"""The other kinds of optimizers: three steps beside TensorFlow's, their slots, what they refuse."""

from __future__ import annotations

import numpy as np
import pytest

import headrace as tf


def steps():
    return tf.train.get_or_create_global_step()


def started():
    """A session where every variable has its initial value."""
    session = tf.Session()
    session.run(tf.global_variables_initializer())
    return session


def adagrad():
    return tf.train.AdagradOptimizer(0.5, 0.2)


def adadelta():
    return tf.train.AdadeltaOptimizer(2.0, 0.9, 0.01)


def rms_prop():
    return tf.train.RMSPropOptimizer(0.1, 0.8, 0.5, 0.01)


def centered():
    return tf.train.RMSPropOptimizer(0.1, 0.8, 0.5, 1.0, centered=True)


def ftrl():
    return tf.train.FtrlOptimizer(0.5)


def ftrl_regularized():
    return tf.train.FtrlOptimizer(0.5, -0.4, 0.3, 0.2, 0.1)


def ftrl_shrinking():
    return tf.train.FtrlOptimizer(
        0.5, l1_regularization_strength=0.2, l2_regularization_strength=0.1, l2_shrinkage_regularization_strength=0.3
    )


def proximal():
    return tf.train.ProximalGradientDescentOptimizer(0.1, 0.2, 0.3)


def proximal_without_l1():
    return tf.train.ProximalGradientDescentOptimizer(0.1, l2_regularization_strength=0.3)


def proximal_adagrad():
    return tf.train.ProximalAdagradOptimizer(0.5, 0.2, 0.3, 0.4)


def proximal_adagrad_plain():
    return tf.train.ProximalAdagradOptimizer(0.5, 0.2)


def dual():
    return tf.train.AdagradDAOptimizer(0.5, steps())


def dual_regularized():
    return tf.train.AdagradDAOptimizer(0.5, steps(), 0.2, 0.3, 0.4)


# What TensorFlow 1.15 has after three steps: v, b and the slots of v, in order of name.
AFTER_THREE_STEPS = [
    (
        adagrad, False,
        [[0.16641521, -0.99988198], [1.9381933, 0.0091565344], [0.98778796, 0.99988198]], 1.4626482,
        [
            [[5.5818176, 7.9630041], [80.267097, 0.46737275], [31.034622, 7.9630041]],
        ],
    ),
    (
        adagrad, True,
        [[0.16641521, -0.99988198], [3, 0.5], [0.98467875, 0.98778796]], 1.4626482,
        [
            [[5.5818176, 7.9630041], [0.2, 0.2], [123.31503, 31.034622]],
        ],
    ),
    (
        adadelta, False,
        [[0.0030302331, -0.49795189], [1.323076, -0.0073541962], [0.48671579, 0.49795189]], 1.8410515,
        [
            [[0.37579516, 0.56789523], [6.227375, 0.020381387], [2.2588711, 0.56789523]],
            [[0.010312461, 0.017162966], [0.021038992, 0.0058551799], [0.017432064, 0.017162966]],
        ],
    ),
    (
        adadelta, True,
        [[0.0030302331, -0.49795189], [3, 0.5], [0.48386797, 0.48671579]], 1.8410515,
        [
            [[0.37579516, 0.56789523], [0, 0], [9.0226202, 2.2588711]],
            [[0.010312461, 0.017162966], [0, 0], [0.017500693, 0.017432064]],
        ],
    ),
    (
        rms_prop, False,
        [[0.44376343, -1.4148378], [2.2641253, 0.28044856], [1.3052076, 1.4148378]], 1.2265971,
        [
            [[0.19619399, -0.21742731], [0.26096547, 0.086459517], [0.2456992, 0.21742731]],
            [[1.8057806, 2.0999548], [15.195552, 0.60276282], [6.558424, 2.0999548]],
        ],
    ),
    (
        rms_prop, True,
        [[0.44376343, -1.414838], [3, 0.5], [1.2639666, 1.3052076]], 1.2265971,
        [
            [[0.19619399, -0.2174273], [0, 0], [0.25535083, 0.24569918]],
            [[1.8057806, 2.0999548], [1, 1], [24.230471, 6.5584245]],
        ],
    ),
    (
        centered, False,
        [[0.5153836, -1.4882586], [2.1782632, 0.34938434], [1.2773007, 1.4882586]], 1.3309971,
        [
            [[0.81355768, -0.89341795], [2.6542435, 0.21992546], [1.710783, 0.89341795]],
            [[0.18094012, -0.20126116], [0.31191969, 0.059731424], [0.27290916, 0.20126116]],
            [[1.8984979, 2.1555746], [15.033327, 0.61179489], [6.5755992, 2.1555746]],
        ],
    ),
    (
        centered, True,
        [[0.5153836, -1.4882586], [3, 0.5], [1.1591995, 1.2773007]], 1.3309971,
        [
            [[0.81355762, -0.89341795], [0, 0], [3.3317566, 1.710783]],
            [[0.18094012, -0.20126116], [0, 0], [0.30994123, 0.27290916]],
            [[1.8984981, 2.1555748], [1, 1], [23.625984, 6.5755992]],
        ],
    ),
    (
        ftrl, False,
        [[0.10080007, -0.75421882], [1.7997105, -0.0072909449], [0.86379027, 0.75421882]], 1.4510646,
        [
            [[4.7291875, 6.4084482], [74.624901, 0.38741264], [27.867157, 6.4084482]],
            [[-0.43841365, 3.8185968], [-31.093853, 0.0090761296], [-9.1197863, -3.8185968]],
        ],
    ),
    (
        ftrl, True,
        [[0.10080007, -0.75421882], [3, 0.5], [0.92254049, 0.86379027]], 1.4510646,
        [
            [[4.7291875, 6.4084482], [0.1, 0.1], [116.9248, 27.867157]],
            [[-0.43841365, 3.8185968], [0, 0], [-19.951187, -9.1197863]],
        ],
    ),
    (
        ftrl_regularized, False,
        [[0.008753933, -0.36889896], [1.1376476, -0.014147913], [0.44047773, 0.36889896]], 1.7557921,
        [
            [[4.3075614, 4.9774799], [56.95874, 0.55644649], [20.920776, 4.9774799]],
            [[-0.23315051, 1.6757579], [-11.889569, 0.22521122], [-3.2610283, -1.6757579]],
        ],
    ),
    (
        ftrl_regularized, True,
        [[0.008753933, -0.36889896], [3, 0.5], [0.42830411, 0.44047773]], 1.7557921,
        [
            [[4.3075614, 4.9774799], [0.30000001, 0.30000001], [85.9953, 20.920776]],
            [[-0.23315051, 1.6757579], [0, 0], [-5.3739538, -3.2610283]],
        ],
    ),
    (
        ftrl_shrinking, False,
        [[0.022610212, -0.34544823], [1.4909551, 0], [0.61174834, 0.34544823]], 1.3711234,
        [
            [[4.1974874, 5.0283666], [66.942276, 0.40507698], [24.04035, 5.0283666]],
            [[-0.29716861, 1.8183572], [-24.895662, 0.17017466], [-6.3212709, -1.8183572]],
        ],
    ),
    (
        ftrl_shrinking, True,
        [[0.022610212, -0.34544823], [3, 0.5], [0.78442568, 0.61174834]], 1.3711234,
        [
            [[4.1974874, 5.0283666], [0.1, 0.1], [108.02158, 24.04035]],
            [[-0.29716861, 1.8183572], [0, 0], [-16.662497, -6.3212709]],
        ],
    ),
    (
        proximal, False,
        [[0.4223398, -1.2830671], [1.359445, 0.28235963], [0.89089239, 1.2830671]], 1.7925997,
        [],
    ),
    (
        proximal, True,
        [[0.4223398, -1.2830671], [3, 0.5], [0.35802358, 0.89089239]], 1.7925997,
        [],
    ),
    (
        proximal_without_l1, False,
        [[0.46855256, -1.3342767], [1.4056578, 0.33356917], [0.93710512, 1.3342767]], 1.8224865,
        [],
    ),
    (
        proximal_without_l1, True,
        [[0.46855256, -1.3342767], [3, 0.5], [0.39534122, 0.93710512]], 1.8224865,
        [],
    ),
    (
        proximal_adagrad, False,
        [[0.0071245972, -0.62506539], [1.724498, 0], [0.78551936, 0.62506539]], 1.3729782,
        [
            [[4.9150009, 6.7382846], [75.392899, 0.44999999], [28.313118, 6.7382846]],
        ],
    ),
    (
        proximal_adagrad, True,
        [[0.0071245972, -0.62506539], [3, 0.5], [0.87972867, 0.78551936]], 1.3729782,
        [
            [[4.9150009, 6.7382846], [0.2, 0.2], [117.5647, 28.313118]],
        ],
    ),
    (
        proximal_adagrad_plain, False,
        [[0.16641521, -0.99988198], [1.9381933, 0.0091565344], [0.98778796, 0.99988198]], 1.4626482,
        [
            [[5.5818176, 7.9630041], [80.267097, 0.46737275], [31.034622, 7.9630041]],
        ],
    ),
    (
        proximal_adagrad_plain, True,
        [[0.16641521, -0.99988198], [3, 0.5], [0.98467875, 0.98778796]], 1.4626482,
        [
            [[5.5818176, 7.9630041], [0.2, 0.2], [123.31503, 31.034622]],
        ],
    ),
    (
        dual, False,
        [[-0.12252618, 0.27060428], [-0.34008637, -0.016582722], [-0.2711848, -0.27060428]], 0.86382413,
        [
            [[0.56295383, -1.1448135], [4.1802416, 0.024176825], [2.2767501, 1.1448135]],
            [[5.2774949, 4.4744558], [37.771507, 0.53140658], [17.621387, 4.4744558]],
        ],
    ),
    (
        dual, True,
        [[-0.12252618, 0.27060428], [3, 0.5], [-0.27132761, -0.2711848]], 0.86382413,
        [
            [[0.56295383, -1.1448135], [0, 0], [4.5469708, 2.2767501]],
            [[5.2774949, 4.4744558], [0.1, 0.1], [70.209587, 17.621387]],
        ],
    ),
    (
        dual_regularized, False,
        [[-0.016964544, 0.095835298], [-0.25961348, -0], [-0.17508334, -0.095835298]], 0.80272639,
        [
            [[0.99494994, -1.4163738], [4.3919206, 0.38516575], [2.5656714, 1.4163738]],
            [[4.8333187, 4.3851247], [37.518433, 0.46318689], [17.278954, 4.3851247]],
        ],
    ),
    (
        dual_regularized, True,
        [[-0.016964547, 0.095835291], [3, 0.5], [-0.2208934, -0.17508334]], 0.80272639,
        [
            [[0.99494994, -1.4163738], [0, 0], [4.8442855, 2.5656714]],
            [[4.8333187, 4.3851247], [0.2, 0.2], [69.356079, 17.278954]],
        ],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("make", "gathered", "v_after", "b_after", "slots_after"), AFTER_THREE_STEPS)
def test_three_steps_end_where_tensorflows_do(make, gathered, v_after, b_after, slots_after):
    v = tf.Variable([[1.0, -2.0], [3.0, 0.5], [2.0, 2.0]])
    b = tf.Variable(0.5)
    x = tf.gather(v, [2, 0, 2]) if gathered else v
    loss = tf.reduce_sum(tf.square(x) * [1.0, 0.5]) + tf.square(b - 2.0) * 3.0
    optimizer = make()
    step = optimizer.minimize(loss, global_step=steps())
    with started() as session:
        for _ in range(3):
            assert session.run(step) is None
        slots = [optimizer.get_slot(v, name) for name in optimizer.get_slot_names()]
        for variable, expected in zip([v, b, *slots], [v_after, b_after, *slots_after], strict=True):
            np.testing.assert_allclose(session.run(variable), expected, rtol=2e-6, atol=1e-7)


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
        tf.train.AdagradOptimizer, tf.train.AdadeltaOptimizer, tf.train.RMSPropOptimizer, tf.train.FtrlOptimizer,
        tf.train.ProximalGradientDescentOptimizer, tf.train.ProximalAdagradOptimizer,
    ],
)  # fmt: skip
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
        (adagrad, "accumulator"): 0.2, (adadelta, "accum"): 0, (rms_prop, "rms"): 1, (rms_prop, "momentum"): 0,
        (centered, "mg"): 0, (ftrl, "accum"): 0.1, (ftrl, "linear"): 0, (proximal_adagrad, "accumulator"): 0.2,
        (dual, "gradient_accumulator"): 0, (dual, "gradient_squared_accumulator"): 0.1,
    }  # fmt: skip
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
