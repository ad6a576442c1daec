"""A dynamic_rnn whose steps are known runs at once in a plan, and gives what its loop gives: the graph keeps the loop."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import headrace as tf
from headrace.graph.core.structures import flat
from headrace.graph.execution.interpreted_session import InterpretedSession

cells = tf.nn.rnn_cell
KINDS = {
    "basic": cells.BasicRNNCell,
    "gru": cells.GRUCell,
    "lstm": cells.LSTMCell,
    "basic lstm": lambda size, **options: cells.BasicLSTMCell(size, forget_bias=0.25, **options),
}


def at_once(session, fetches):
    """How many loops of a plan run at once, and how many as loops."""
    source = session.plan(fetches)
    return source.count("k_LoopAtOnce"), source.count("while True")


def values_of(fetches, feeds=None, seed=0):
    """What a plan, and the interpreter, make of tensors: twice each, with the same variables and random numbers."""
    found = []
    for kind in (tf.Session, InterpretedSession):
        draw = np.random.default_rng(seed)
        with kind() as sess:
            for variable in tf.global_variables():
                variable.load(draw.uniform(-0.6, 0.6, variable.shape.as_list()), sess)
            found.append([sess.run(fetches, feeds) for _ in range(2)])
    return found


def hold(fetches, feeds=None, loops=None, tolerance=1e-5):
    """The values of a plan are the interpreter's; `loops` of it run at once, none as a loop."""
    if loops is not None:
        assert at_once(tf.Session(), fetches) == (loops, 0)
    plan, interpreter = values_of(fetches, feeds)
    for one, other in zip(flat(plan), flat(interpreter), strict=True):
        np.testing.assert_allclose(one, other, tolerance, tolerance)


def inputs_of(batch=3, time=4, depth=2, kind=np.float32):
    values = np.random.default_rng(1).standard_normal((batch, time, depth))
    return tf.get_variable("inputs", initializer=values.astype(kind))


def everything(outputs, state, more=()):
    """Outputs, the state, and the gradients of a number that depends on all of them."""
    parts = [outputs, *flat(state)] if isinstance(outputs, tf.Tensor) else [*flat(outputs), *flat(state)]
    loss = tf.add_n([tf.reduce_sum(tf.sin(part * 1.5)) for part in parts])
    return [*parts, *tf.gradients(loss, [*tf.trainable_variables(), *more])]


@st.composite
def networks(draw):
    layers = draw(
        st.lists(
            st.tuples(
                st.sampled_from(sorted(KINDS)),
                st.integers(1, 4),
                st.booleans(),
                st.sampled_from([None, "in", "out", "both"]),
            ),
            min_size=1,
            max_size=3,
        )
    )
    batch = draw(st.integers(1, 4))
    time = draw(st.integers(0, 5))
    both = draw(st.booleans())
    known = st.integers(0, time) if both else st.integers(-1, time + 2)
    lengths = draw(st.none() | st.lists(known, min_size=batch, max_size=batch))
    return layers, batch, time, lengths, draw(st.booleans()), both


@settings(max_examples=12)
@given(networks())
def test_random_networks(network):
    layers, batch, time, lengths, time_major, both = network
    with tf.Graph().as_default():
        tf.set_random_seed(7)

        def cell():
            depth, made = 2, []
            for kind, size, residual, dropped in layers:
                one = KINDS[kind](size)
                if residual and size == depth:
                    one = cells.ResidualWrapper(one)
                if dropped is not None:
                    kept = {"in": {"input_keep_prob": 0.6}, "out": {"output_keep_prob": 0.7}, "both": {}}[dropped]
                    one = cells.DropoutWrapper(one, **(kept or {"input_keep_prob": 0.5, "output_keep_prob": 0.5}))
                made.append(one)
                depth = size
            return made[0] if len(made) == 1 else cells.MultiRNNCell(made)

        inputs = inputs_of(time, batch) if time_major else inputs_of(batch, time)
        options = {"dtype": tf.float32, "time_major": time_major, "sequence_length": lengths}
        if both:
            found = everything(*tf.nn.bidirectional_dynamic_rnn(cell(), cell(), inputs, **options))
        else:
            found = everything(*tf.nn.dynamic_rnn(cell(), inputs, **options))
        hold(found, loops=4 if both else 2, tolerance=2e-5)


@pytest.mark.parametrize("kind", KINDS)
def test_float64_agrees_closely(graph, kind):
    found = tf.nn.dynamic_rnn(KINDS[kind](3), inputs_of(kind=np.float64), sequence_length=[4, 1, 2], dtype=tf.float64)
    hold(everything(*found), loops=2, tolerance=1e-12)


@pytest.mark.parametrize("kind", KINDS)
def test_only_outputs_only_the_state_only_some_gradients(graph, kind):
    outputs, state = tf.nn.dynamic_rnn(KINDS[kind](3), inputs_of(), sequence_length=[4, 1, 2], dtype=tf.float32)
    hold(outputs, loops=1)
    hold(flat(state), loops=1)
    hold(flat(state)[-1], loops=1)
    kernel = tf.trainable_variables()[1]
    hold(tf.gradients(tf.reduce_sum(tf.square(outputs)), kernel), loops=2)
    hold(tf.gradients(tf.reduce_sum(tf.square(flat(state)[-1])), kernel), loops=2)
    hold(tf.gradients(tf.reduce_sum(tf.square(outputs[:, 2])), tf.global_variables()[0]), loops=2)


def test_the_first_state_has_a_gradient(graph):
    first = cells.LSTMStateTuple(tf.get_variable("c", [3, 2]), tf.get_variable("h", [3, 2]))
    first = cells.LSTMStateTuple(*map(tf.identity, first))
    found = tf.nn.dynamic_rnn(cells.LSTMCell(2), inputs_of(), [2, 0, 4], first)
    hold(everything(*found), loops=2)


def test_a_probability_that_is_fed(graph):
    tf.set_random_seed(3)
    keep = tf.placeholder(tf.float32, [])
    cell = cells.DropoutWrapper(cells.GRUCell(4), keep, keep)
    found = everything(*tf.nn.dynamic_rnn(cell, inputs_of(), dtype=tf.float32))
    hold(found, {keep: 0.6}, loops=2)
    hold(found, {keep: 1.0})


def test_shapes_that_are_not_known(graph):
    inputs, lengths = tf.placeholder(tf.float32, [None, None, 2]), tf.placeholder(tf.int64, [None])
    found = everything(*tf.nn.dynamic_rnn(cells.GRUCell(3), inputs, lengths, dtype=tf.float32), [inputs])
    for batch, time in ((1, 1), (3, 5)):
        hold(found, {inputs: np.ones((batch, time, 2), np.float32), lengths: range(batch)}, loops=2)


def test_two_gradients_of_one_loop(graph):
    outputs, state = tf.nn.dynamic_rnn(cells.GRUCell(3), inputs_of(), dtype=tf.float32)
    variables = tf.trainable_variables()
    first = tf.gradients(tf.reduce_sum(tf.square(outputs)), variables)
    second = tf.gradients(tf.reduce_sum(tf.sin(state)), variables)
    hold([*first, *second], loops=3)
    hold(second, loops=2)


def test_a_cell_of_two_loops(graph):
    cell = cells.GRUCell(2)
    outputs, state = tf.nn.dynamic_rnn(cell, inputs_of(), dtype=tf.float32)
    hold(everything(*tf.nn.dynamic_rnn(cell, outputs, initial_state=state)), loops=4)


def test_a_layer_twice(graph):
    cell = cells.GRUCell(2)
    hold(everything(*tf.nn.dynamic_rnn(cells.MultiRNNCell([cell, cell]), inputs_of(), dtype=tf.float32)), loops=2)


def test_training_goes_the_same_way(graph):
    tf.set_random_seed(5)
    outputs, _ = tf.nn.dynamic_rnn(cells.DropoutWrapper(cells.LSTMCell(3), 0.5), inputs_of(), dtype=tf.float32)
    loss = tf.reduce_mean(tf.square(outputs - 0.3))
    train = tf.train.AdamOptimizer(0.05).minimize(loss)
    losses = []
    for kind in (tf.Session, InterpretedSession):
        draw = np.random.default_rng(2)
        with kind() as sess:
            sess.run(tf.global_variables_initializer())
            for variable in tf.trainable_variables():
                variable.load(draw.uniform(-0.6, 0.6, variable.shape.as_list()), sess)
            losses.append([sess.run([loss, train])[0] for _ in range(8)])
    np.testing.assert_allclose(*losses, rtol=1e-4)
    assert losses[0][-1] < losses[0][0]


# -- what stays a loop -------------------------------------------------------------------------------------------------


class Doubled(cells.GRUCell):
    """A cell of a program, made of a known one."""

    def call(self, inputs, state):
        output, state = super().call(inputs, state)
        return output * 2.0, state


UNKNOWN = {
    "peepholes": lambda: cells.LSTMCell(3, use_peepholes=True),
    "a projection": lambda: cells.LSTMCell(3, num_proj=2),
    "a clipped memory": lambda: cells.LSTMCell(3, cell_clip=0.1),
    "another activation": lambda: cells.GRUCell(3, activation=tf.nn.softsign),
    "a concatenated state": lambda: cells.BasicLSTMCell(3, state_is_tuple=False),
    "dropout of the state": lambda: cells.DropoutWrapper(cells.GRUCell(3), state_keep_prob=0.5),
    "a cell of the program": lambda: Doubled(3),
    "a residual function": lambda: cells.ResidualWrapper(cells.GRUCell(2), lambda x, y: x - y),
}


@pytest.mark.parametrize("which", UNKNOWN)
def test_what_is_not_known_stays_a_loop(graph, which):
    tf.set_random_seed(1)
    found = everything(*tf.nn.dynamic_rnn(UNKNOWN[which](), inputs_of(), [3, 4, 1], dtype=tf.float32))
    assert at_once(tf.Session(), found) == (0, 2)
    hold(found)


@tf.RegisterGradient("test_at_once.Doubled")
def _doubled(op, dy):
    return dy * 2.0


def test_gradients_of_the_program_are_used(graph):
    with graph.gradient_override_map({"Tanh": "test_at_once.Doubled"}):
        found = everything(*tf.nn.dynamic_rnn(cells.GRUCell(3), inputs_of(), dtype=tf.float32))
    assert at_once(tf.Session(), found) == (0, 2)
    hold(found)


def test_half_precision_stays_a_loop(graph):
    outputs, _ = tf.nn.dynamic_rnn(cells.GRUCell(3), inputs_of(kind=np.float16), dtype=tf.float16)
    assert at_once(tf.Session(), outputs) == (0, 1)


def test_what_is_checked_in_a_step_is_checked(graph):
    class Checked(cells.GRUCell):
        def call(self, inputs, state):
            with tf.control_dependencies([tf.assert_less(inputs, 5.0)]):
                return super().call(tf.identity(inputs), state)

    inputs = tf.placeholder(tf.float32, [1, 2, 2])
    outputs, _ = tf.nn.dynamic_rnn(Checked(3), inputs, dtype=tf.float32)
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        with pytest.raises(tf.errors.InvalidArgumentError, match="assertion failed"):
            sess.run(outputs, {inputs: [[[1.0, 2.0], [3.0, 6.0]]]})


def test_a_loop_in_a_branch_or_a_loop_stays_one(graph):
    inputs, yes = inputs_of(), tf.placeholder(tf.bool, [])
    taken = tf.cond(yes, lambda: tf.nn.dynamic_rnn(cells.GRUCell(2), inputs, dtype=tf.float32)[0], lambda: tf.zeros([3, 4, 2]))
    cell = cells.GRUCell(2, name="again")
    again = tf.while_loop(
        lambda i, x: i < 2, lambda i, x: (i + 1, tf.nn.dynamic_rnn(cell, x, dtype=tf.float32)[0]), [0, tf.identity(inputs)]
    )[1]
    for fetched, feeds in ((taken, {yes: True}), (taken, {yes: False}), (again, None)):
        assert at_once(tf.Session(), fetched)[0] == 0
        hold(fetched, feeds)


def test_the_graph_keeps_the_loop(graph):
    outputs, _ = tf.nn.dynamic_rnn(cells.GRUCell(3), inputs_of(), dtype=tf.float32)
    tf.gradients(outputs, tf.trainable_variables())
    types = {node.op for node in graph.as_graph_def().node}
    assert {"Enter", "Exit", "NextIteration", "LoopCond", "StackPushV2", "TensorArrayWriteV3"} <= types
    assert "LoopAtOnce" not in types


def test_errors_name_the_loop(graph):
    inputs, state = tf.placeholder(tf.float32, [None, 4, 2]), tf.placeholder(tf.float32, [None, 3])
    outputs, _ = tf.nn.dynamic_rnn(cells.GRUCell(3), inputs, initial_state=state)
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        feeds = {inputs: np.ones((2, 4, 2)), state: np.ones((3, 3))}
        words = "ConcatOp : Dimension 0 in both shapes must be equal: shape[0] = [2,2] vs. shape[1] = [3,3]"
        for kind in (sess, InterpretedSession()):
            for variable in tf.global_variables():
                variable.load(np.ones(variable.shape.as_list()), kind)
            with pytest.raises(tf.errors.InvalidArgumentError) as caught:
                kind.run(outputs, feeds)
            assert caught.value.message == words
            assert "rnn/while" in str(caught.value)
