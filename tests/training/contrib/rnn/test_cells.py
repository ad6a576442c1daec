"""What the cells of tf.contrib.rnn refuse, say and give, but for values."""

from __future__ import annotations

import importlib

import numpy as np
import pytest

import headrace as tf

rnn = tf.contrib.rnn
cells = tf.nn.rnn_cell
own = importlib.import_module("headrace.contrib.rnn.python.ops.rnn_cell")


def x(*shape, dtype=tf.float32):
    return tf.placeholder(dtype, shape)


def called(cell, depth=3):
    return cell(x(2, depth), cell.zero_state(2, tf.float32))


MADE = {
    "GRU of two sizes": (
        lambda: rnn.GRUBlockCell(3, cell_size=3),
        "Exactly one of num_units or cell_size must be provided.",
    ),
    "GRU of no size": (rnn.GRUBlockCell, "Exactly one of num_units or cell_size must be provided."),
    "attention over tuples": (
        lambda: rnn.AttentionCellWrapper(cells.BasicLSTMCell(3), 2, state_is_tuple=False),
        r"Cell returns tuple of states, but the flag state_is_tuple is not set. State size is: LSTMStateTuple\(c=3, h=3\)",
    ),
    "attention to nothing": (
        lambda: rnn.AttentionCellWrapper(cells.GRUCell(3), 0),
        "attn_length should be greater than zero, got 0",
    ),
    "convolution of another rank": (
        lambda: rnn.ConvLSTMCell(2, [4, 2], 3, [3, 3]),
        r"Invalid input_shape \[4, 2\] for conv_ndims=2.",
    ),
    "groups of units": (lambda: rnn.GLSTMCell(3, number_of_groups=2), "num_units must be divisible by number_of_groups"),
    "groups of outputs": (
        lambda: rnn.GLSTMCell(4, num_proj=3, number_of_groups=2),
        "num_proj must be divisible by number_of_groups",
    ),
    "a grid of no blocks": (lambda: rnn.GridLSTMCell(3), "Must specify num_frequency_blocks"),
    "no dimensions": (lambda: tf.contrib.grid_rnn.GridRNNCell(3, num_dims=0), "dims must be >= 1: 0"),
    "dimensions that are not there": (
        lambda: tf.contrib.grid_rnn.GridRNNCell(3, num_dims=2, input_dims=[0, 2]),
        r"Invalid dims: \[0, 2\]. Must be in \[0, 2\)",
    ),
}

CALLED = {
    "inputs of another size": (
        lambda: called(rnn.IntersectionRNNCell(4)),
        "Must have input size == output size for Intersection RNN. To fix, num_in_proj should be set to num_units",
    ),
    "groups of inputs": (
        lambda: called(rnn.GLSTMCell(4, number_of_groups=2)),
        r"input size \(3\) must be divisible by number_of_groups \(2\)",
    ),
    "a state of another size": (
        lambda: rnn.GRUBlockCell(4)(x(2, 3), x(2, 5)),
        r"Shape of h_prev\[1\] incorrect: cell_size 4 vs 5",
    ),
    "a state of three parts": (
        lambda: rnn.LSTMBlockCell(4)(x(2, 3), (x(2, 4),) * 3),
        "Expecting state to be a tuple with length 2.",
    ),
    "a sequence without state and type": (
        lambda: rnn.LSTMBlockFusedCell(4)(x(5, 2, 3)),
        "Either initial_state or dtype needs to be specified",
    ),
    "a sequence with half a state": (
        lambda: rnn.LSTMBlockFusedCell(4)(x(5, 2, 3), initial_state=(x(2, 4),)),
        "Expecting initial_state to be a tuple with length 2 or None",
    ),
    "more shards than rows": (
        lambda: called(rnn.CoupledInputForgetGateLSTMCell(2, num_unit_shards=6)),
        r"Too many shards: shape=\[5, 6\], num_shards=6",
    ),
    "another number of frequencies": (
        lambda: called(rnn.GridLSTMCell(2, feature_size=2, frequency_skip=1, num_frequency_blocks=[3])),
        "Invalid num_frequency_blocks, requires 3 but gets 2, please check the input size and filter config are correct.",
    ),
    "blocks without bounds": (
        lambda: called(rnn.GridLSTMCell(2, feature_size=2, frequency_skip=1, num_frequency_blocks=[2, 1])),
        "Length of num_frequency_blocks is not 1, but instead is 2",
    ),
    "a grid's state of another length": (
        lambda: tf.contrib.grid_rnn.Grid2LSTMCell(3)(x(2, 3), ((x(2, 3), x(2, 3)),)),
        "Expected state as a tuple of 2 element",
    ),
}


@pytest.mark.parametrize("case", [*MADE, *CALLED])
def test_what_is_refused_in_tensorflows_words(graph, case):
    make, message = {**MADE, **CALLED}[case]
    with pytest.raises(ValueError, match=message):
        make()


@pytest.mark.parametrize(
    "make",
    [rnn.UGRNNCell, rnn.IntersectionRNNCell, rnn.NASCell, own.WeightNormLSTMCell, rnn.CoupledInputForgetGateLSTMCell],
)
def test_a_depth_that_is_not_known_is_refused(graph, make):
    with pytest.raises(ValueError, match=r"Could not infer input size from inputs.get_shape\(\)\[-1\]"):
        called(make(3), None)


@pytest.mark.parametrize("make", [rnn.SRUCell, rnn.IndRNNCell, rnn.IndyGRUCell, rnn.IndyLSTMCell])
def test_so_it_is_by_cells_that_build(graph, make):
    with pytest.raises(ValueError, match=r"Expected inputs.shape\[-1\] to be known, saw shape: \(2, \?\)"):
        called(make(3), None)


def test_what_is_no_cell_makes_no_grid(graph):
    with pytest.raises(TypeError, match="cell_fn must return an RNNCell instance, saw: <class 'int'>"):
        tf.contrib.grid_rnn.GridRNNCell(3, cell_fn=lambda n: n)


STACKS = [rnn.stack_bidirectional_rnn, rnn.stack_bidirectional_dynamic_rnn]


@pytest.mark.parametrize("stack", STACKS)
@pytest.mark.parametrize(
    ("fw", "bw", "states", "message"),
    [
        (0, 1, (), "Must specify at least one fw cell for BidirectionalRNN."),
        (1, 0, (), "Must specify at least one bw cell for BidirectionalRNN."),
        (2, 1, (), "Forward and Backward cells must have the same depth."),
        (1, 1, (3,), r"initial_states_fw must be a list of state tensors \(one per layer\)."),
        (1, 1, (None, [1, 2]), r"initial_states_bw must be a list of state tensors \(one per layer\)."),
    ],
)
def test_stacks_take_lists_alike(graph, stack, fw, bw, states, message):
    forward, backward = ([cells.GRUCell(3) for _ in range(count)] for count in (fw, bw))
    with pytest.raises(ValueError, match=message):
        stack(forward, backward, x(2, 4, 3), *states)


def test_stacks_take_no_tuples(graph):
    with pytest.raises(ValueError, match=r"cells_fw must be a list of RNNCells \(one per layer\)."):
        rnn.stack_bidirectional_rnn((cells.GRUCell(3),), [cells.GRUCell(3)], [x(2, 3)])


def test_sizes_that_do_not_fit_when_run(session):
    weights = [x(None, None) for _ in range(3)]
    lstm = importlib.import_module("headrace.contrib.rnn.python.ops.lstm_ops")
    w, b, wci = x(None, None), x(None), tf.zeros([4])
    h = lstm._lstm_block_cell(*weights, w, b, wci, wci, wci)[6]
    fed = [np.zeros(shape, np.float32) for shape in ((2, 3), (2, 4), (2, 4), (8, 16), (16,))]
    with pytest.raises(tf.errors.InvalidArgumentError, match=r"w.dim_size\(0\) != input_size \+ cell_size: 8 vs. 7"):
        session.run(h, dict(zip([*weights, w, b], fed, strict=True)))
    found = session.run(h, dict(zip([*weights, w, b], [*fed[:3], np.zeros((7, 16)), fed[4]], strict=True)))
    assert found.tolist() == np.zeros((2, 4)).tolist()


def test_many_steps_are_lists(session):
    lstm = importlib.import_module("headrace.contrib.rnn.python.ops.lstm_ops")
    steps = [tf.ones([2, 3]) for _ in range(4)]
    found = lstm._block_lstm(tf.constant(3, tf.int64), steps, tf.ones([5, 8]) * 0.1, tf.zeros([8]))
    assert [len(part) for part in found] == [4] * 7
    h = session.run(found[6])
    assert (np.diff([step[0, 0] for step in h[:3]]) > 0).all()
    assert h[3].tolist() == np.zeros((2, 2)).tolist()


def test_dropout_of_what_is_written(session):
    cell = rnn.LayerNormBasicLSTMCell(50, layer_norm=False, dropout_keep_prob=0.4, dropout_prob_seed=3)
    (_, state) = cell(tf.ones([20, 3]), cells.LSTMStateTuple(tf.zeros([20, 50]), tf.zeros([20, 50])))
    session.run(tf.global_variables_initializer())
    memory = session.run(state.c)
    assert 0.5 < (memory == 0).mean() < 0.7


def test_paths_that_programs_import():
    for module, names in {
        "contrib.rnn.python.ops.rnn_cell": "LayerNormBasicLSTMCell AttentionCellWrapper GridLSTMCell MinimalRNNCell",
        "contrib.rnn.python.ops.lstm_ops": "LSTMBlockCell LSTMBlockFusedCell LSTMBlockWrapper",
        "contrib.rnn.python.ops.gru_ops": "GRUBlockCell GRUBlockCellV2",
        "contrib.rnn.python.ops.fused_rnn_cell": "FusedRNNCell FusedRNNCellAdaptor TimeReversedFusedRNN",
        "contrib.rnn.python.ops.rnn": "stack_bidirectional_rnn stack_bidirectional_dynamic_rnn",
        "contrib.rnn.python.ops.core_rnn_cell": "BasicLSTMCell OutputProjectionWrapper",
        "contrib.grid_rnn.python.ops.grid_rnn_cell": "Grid2LSTMCell GridRNNCell",
    }.items():
        found = importlib.import_module(f"headrace.{module}")
        for name in names.split():
            assert getattr(rnn, name, None) in (getattr(found, name), None)


def test_users_make_wrappers_of_their_own(session):
    class Sums(rnn.LSTMBlockWrapper):
        num_units = 3

        def _call_cell(self, inputs, initial_cell_state, initial_output, dtype, sequence_length):
            return tf.cumsum(inputs), inputs

    steps = [tf.ones([2, 3]) for _ in range(4)]
    outputs, state = Sums()(steps, dtype=tf.float32, sequence_length=[1, 3])
    assert isinstance(outputs, list)
    assert session.run(state.c)[:, 0].tolist() == [1, 3]
    assert [step[:, 0].tolist() for step in session.run(outputs)] == [[1, 1], [0, 1], [0, 1], [0, 0]]


def test_layer_norm(session):
    y = tf.contrib.layers.layer_norm(tf.constant(np.arange(12.0).reshape(2, 3, 2), tf.float32), scope="mine")
    assert [v.name for v in tf.global_variables()] == ["mine/beta:0", "mine/gamma:0"]
    assert tf.get_collection(tf.GraphKeys.MODEL_VARIABLES) == tf.global_variables()
    session.run(tf.global_variables_initializer())
    value = session.run(y).reshape(2, 6)
    np.testing.assert_allclose(value.mean(1), 0, atol=1e-6)
    np.testing.assert_allclose(value.std(1), 1, atol=1e-6)
    with pytest.raises(ValueError, match=r"must be < rank\(inputs\) \(2\)"):
        tf.contrib.layers.layer_norm(x(2, 3), begin_norm_axis=2)
    with pytest.raises(ValueError, match="is not fully defined"):
        tf.contrib.layers.layer_norm(x(2, None))
    with pytest.raises(ValueError, match="has undefined rank"):
        tf.contrib.layers.layer_norm(tf.placeholder(tf.float32))
