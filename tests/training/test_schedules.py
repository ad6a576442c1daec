"""Learning rates that fall: TensorFlow's numbers at several steps, names, what is refused."""

from __future__ import annotations

import numpy as np
import pytest

import headrace as tf

# What TensorFlow 1.15 gives for a rate of 0.1 at these steps.
STEPS = [0, 1, 3, 5, 7, 9, 10, 11, 15, 20, 33, 70]
RATES = {
    "exponential": (
        lambda t: tf.train.exponential_decay(0.1, t, 10, 0.5),
        [
            0.1,
            0.0933033,
            0.081225239,
            0.070710681,
            0.061557222,
            0.05358867,
            0.05,
            0.04665165,
            0.035355341,
            0.025,
            0.010153155,
            0.00078125,
        ],
    ),
    "exponential, in stairs": (
        lambda t: tf.train.exponential_decay(0.1, t, 10, 0.5, staircase=True),
        [0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.05, 0.05, 0.05, 0.025, 0.0125, 0.00078125],
    ),
    "natural": (
        lambda t: tf.train.natural_exp_decay(0.1, t, 10, 0.5),
        [
            0.1,
            0.095122948,
            0.086070798,
            0.077880077,
            0.070468806,
            0.063762814,
            0.060653068,
            0.057694983,
            0.047236659,
            0.036787946,
            0.019204993,
            0.0030197387,
        ],
    ),
    "natural, in stairs": (
        lambda t: tf.train.natural_exp_decay(0.1, t, 10, 0.5, True),
        [0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.060653068, 0.060653068, 0.060653068, 0.036787946, 0.022313017, 0.0030197387],
    ),
    "inverse": (
        lambda t: tf.train.inverse_time_decay(0.1, t, 10, 0.5),
        [
            0.1,
            0.095238104,
            0.086956523,
            0.08,
            0.074074075,
            0.068965517,
            0.06666667,
            0.064516135,
            0.057142857,
            0.05,
            0.03773585,
            0.022222223,
        ],
    ),
    "inverse, in stairs": (
        lambda t: tf.train.inverse_time_decay(0.1, t, 10, 0.5, True),
        [0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.06666667, 0.06666667, 0.06666667, 0.05, 0.04, 0.022222223],
    ),
    "pieces": (
        lambda t: tf.train.piecewise_constant(t, [3, 10], [1.0, 0.5, 0.1]),
        [1, 1, 1, 0.5, 0.5, 0.5, 0.5, 0.1, 0.1, 0.1, 0.1, 0.1],
    ),
    "polynomial": (
        lambda t: tf.train.polynomial_decay(0.1, t, 10, 0.01, 2.0),
        [0.1, 0.0829, 0.0541, 0.0325, 0.0181, 0.0109, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01],
    ),
    "polynomial, again and again": (
        lambda t: tf.train.polynomial_decay(0.1, t, 10, 0.01, 0.5, True),
        [
            0.1,
            0.095381498,
            0.085299402,
            0.073639609,
            0.059295036,
            0.038460501,
            0.01,
            0.070373833,
            0.055,
            0.01,
            0.047649704,
            0.01,
        ],
    ),
    "cosine": (
        lambda t: tf.train.cosine_decay(0.1, t, 10, 0.1),
        [0.1, 0.097797543, 0.081450336, 0.055, 0.028549666, 0.012202453, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01],
    ),
    "cosine, in longer periods": (
        lambda t: tf.train.cosine_decay_restarts(0.1, t, 5),
        [
            0.1,
            0.090450846,
            0.034549143,
            0.1,
            0.090450846,
            0.06545084,
            0.05,
            0.034549143,
            0.1,
            0.085355341,
            0.002447176,
            0.003806019,
        ],
    ),
    "cosine, in lower periods": (
        lambda t: tf.train.cosine_decay_restarts(0.1, t, 5, t_mul=1.0, m_mul=0.5, alpha=0.1),
        [
            0.1,
            0.091405764,
            0.041094225,
            0.055,
            0.039452884,
            0.014297113,
            0.0325,
            0.030351439,
            0.02125,
            0.015625,
            0.010485848,
            0.010005494,
        ],
    ),
    "linear cosine": (
        lambda t: tf.train.linear_cosine_decay(0.1, t, 10),
        [0.1001, 0.087897547, 0.055672478, 0.0251, 0.0062832222, 0.000344717, 0.0001, 0.0001, 0.0001, 0.0001, 0.0001, 0.0001],
    ),
    "linear cosine, in waves": (
        lambda t: tf.train.linear_cosine_decay(0.1, t, 10, 2.0, 0.1, 0.01),
        [0.111, 0.066450849, 0.0086393226, 0.061, 0.0048196623, 0.014090179, 0.011, 0.011, 0.011, 0.011, 0.011, 0.011],
    ),
}


def at_steps(rate, step, steps):
    with tf.Session() as session:
        return [session.run(rate, {step: k}) for k in steps]


@pytest.mark.parametrize("kind", RATES)
@pytest.mark.parametrize("dtype", [tf.int32, tf.int64])
def test_rates_are_tensorflows(kind, dtype):
    make, expected = RATES[kind]
    step = tf.placeholder(dtype, [])
    np.testing.assert_allclose(at_steps(make(step), step, STEPS), expected, rtol=2e-6, atol=2e-9)


def test_the_noise_of_a_noisy_rate_lessens():
    step = tf.placeholder(tf.int32, [])
    rate = tf.train.noisy_linear_cosine_decay(1.0, step, 1000, initial_variance=0.01, variance_decay=1.0)
    plain = tf.train.linear_cosine_decay(1.0, step, 1000)
    with tf.Session() as session:
        differences = [np.std([np.subtract(*session.run([rate, plain], {step: at})) for _ in range(400)]) for at in (0, 15)]
    assert differences[0] == pytest.approx(0.1, rel=0.2)
    assert differences[1] == pytest.approx(0.025, rel=0.2)


def test_a_rate_falls_while_a_program_trains():
    v, count = tf.Variable(8.0), tf.train.get_or_create_global_step()
    rate = tf.train.exponential_decay(0.5, count, 1, 0.5)
    step = tf.train.GradientDescentOptimizer(rate).minimize(v, global_step=count)
    seen = []
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        for _ in range(3):
            seen.append(session.run(rate))
            session.run(step)
        assert [seen, session.run(v)] == [[0.5, 0.25, 0.125], 7.125]


def test_rates_have_the_type_of_the_first_one():
    step, wide = tf.placeholder(tf.int32, []), tf.constant(0.1, tf.float64)
    made = [
        tf.train.exponential_decay(wide, step, 10, 0.5),
        tf.train.polynomial_decay(wide, step, 10, cycle=True),
        tf.train.cosine_decay(wide, step, tf.constant(10)),
        tf.train.cosine_decay_restarts(wide, step, 10),
        tf.train.inverse_time_decay(wide, step, 10, tf.constant(0.5)),
        tf.train.noisy_linear_cosine_decay(wide, step, 10),
    ]
    assert [rate.dtype for rate in made] == [tf.float64] * len(made)


def test_pieces_may_be_tensors_of_any_shape():
    step = tf.placeholder(tf.int64, [])
    value = tf.train.piecewise_constant(step, [tf.constant(2)], [tf.constant([1.0, 2.0]), [3.0, 4.0]])
    assert [value.tolist() for value in at_steps(value, step, [2, 3])] == [[1, 2], [3, 4]]
    assert at_steps(tf.train.piecewise_constant(step, [2**40], [1, 2]), step, [2**40, 2**40 + 1]) == [1, 2]
    assert at_steps(tf.train.piecewise_constant(step, [], [7]), step, [0]) == [7]


def test_names_are_tensorflows():
    train, step = tf.train, tf.placeholder(tf.int32, [])
    made = [
        train.exponential_decay(0.1, step, 10, 0.5),
        train.exponential_decay(0.1, step, 10, 0.5, name="mine"),
        train.natural_exp_decay(0.1, step, 10, 0.5),
        train.inverse_time_decay(0.1, step, 10, 0.5),
        train.polynomial_decay(0.1, step, 10),
        train.cosine_decay_restarts(0.1, step, 10),
        train.linear_cosine_decay(0.1, step, 10),
        train.noisy_linear_cosine_decay(0.1, step, 10),
    ]
    assert [rate.op.name for rate in made] == [
        "ExponentialDecay",
        "mine",
        "ExponentialDecay_1",
        "InverseTimeDecay",
        "PolynomialDecay",
        "SGDRDecay",
        "LinearCosineDecay",
        "NoisyLinearCosineDecay",
    ]
    assert made[0].op.inputs[0].op.name == "ExponentialDecay/initial_learning_rate"
    assert train.piecewise_constant(step, [1, 2], [1, 2, 3]).op.name == "PiecewiseConstant"
    assert train.piecewise_constant is train.piecewise_constant_decay


# -- what is refused ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ask", "says"),
    [
        (lambda t: tf.train.exponential_decay(0.1, None, 10, 0.5), "None values not supported."),
        (lambda t: tf.train.polynomial_decay(0.1, None, 10), "None values not supported."),
        (lambda t: tf.train.cosine_decay(0.1, None, 10), "None values not supported."),
        (
            lambda t: tf.train.piecewise_constant(t, [1, 2], [1.0, 2.0]),
            "The length of boundaries should be 1 less than the length of values",
        ),
        (
            lambda t: tf.train.piecewise_constant(t, [1.5], [1.0, 2.0]),
            "Boundaries (<dtype: 'float32'>) must have the same dtype as x (<dtype: 'int32'>).",
        ),
        (
            lambda t: tf.train.piecewise_constant(t, [1], [1.0, 2]),
            "Values must have elements all with the same dtype (<dtype: 'float32'> vs <dtype: 'int32'>).",
        ),
    ],
)
def test_a_wrong_request_is_refused_in_tensorflows_words(ask, says):
    with pytest.raises(ValueError) as caught:
        ask(tf.placeholder(tf.int32, []))
    assert str(caught.value) == says
