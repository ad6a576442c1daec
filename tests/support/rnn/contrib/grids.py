"""Cells along frequencies, and those of tf.contrib.grid_rnn."""

from __future__ import annotations

from ..common import numbers, sequence, steps, unrolled
from .table import program


@program
def frequencies(tf):
    cell = tf.contrib.rnn.TimeFreqLSTMCell(2, feature_size=2, frequency_skip=1)
    output, state = cell(tf.constant(numbers((2, 4), "x")), tf.constant(numbers((2, 12), "state")))
    return {"output": output, "state": state}


@program
def frequencies_everything(tf):
    cell = tf.contrib.rnn.TimeFreqLSTMCell(
        2, use_peepholes=True, cell_clip=0.3, num_unit_shards=2, forget_bias=0.5, feature_size=3, frequency_skip=2
    )
    return unrolled(tf, cell)


@program
def grid(tf):
    return unrolled(tf, tf.contrib.rnn.GridLSTMCell(2, feature_size=2, frequency_skip=1, num_frequency_blocks=[2]))


@program
def grid_everything(tf):
    cell = tf.contrib.rnn.GridLSTMCell(
        2,
        use_peepholes=True,
        cell_clip=0.3,
        num_unit_shards=2,
        forget_bias=0.5,
        feature_size=2,
        frequency_skip=1,
        num_frequency_blocks=[3, 1],
        start_freqindex_list=[0, 3],
        end_freqindex_list=[4, 5],
    )
    outputs, state = tf.nn.dynamic_rnn(cell, sequence(tf, (2, 3, 5)), dtype=tf.float32)
    return {"outputs": outputs, "state": state}


@program
def grid_shared(tf):
    cell = tf.contrib.rnn.GridLSTMCell(
        2,
        use_peepholes=True,
        share_time_frequency_weights=True,
        feature_size=2,
        frequency_skip=1,
        num_frequency_blocks=[2],
        state_is_tuple=False,
    )
    return unrolled(tf, cell)


@program
def grid_coupled(tf):
    cell = tf.contrib.rnn.GridLSTMCell(
        2,
        use_peepholes=True,
        feature_size=1,
        frequency_skip=2,
        num_frequency_blocks=[2],
        couple_input_forget_gates=True,
    )
    return unrolled(tf, cell)


@program
def grid_in_both_directions(tf):
    cell = tf.contrib.rnn.BidirectionalGridLSTMCell(2, feature_size=2, frequency_skip=1, num_frequency_blocks=[2])
    return unrolled(tf, cell)


@program
def grid_in_both_directions_moved(tf):
    found = {}
    for offset in (1, -1):
        cell = tf.contrib.rnn.BidirectionalGridLSTMCell(
            2,
            use_peepholes=True,
            share_time_frequency_weights=True,
            feature_size=2,
            frequency_skip=1,
            num_frequency_blocks=[2],
            couple_input_forget_gates=True,
            backward_slice_offset=offset,
        )
        found[str(offset)] = unrolled(tf, cell, scope="plus" if offset > 0 else "minus")
    return found


def _grid(tf, cell, **options):
    inputs = [tf.constant(numbers((2, 4), f"wide {at}")) for at in range(2)]
    outputs, state = tf.nn.static_rnn(cell, inputs, dtype=tf.float32, **options)
    return {"outputs": outputs, "state": state}


@program
def grid_1_lstm(tf):
    return _grid(tf, tf.contrib.grid_rnn.Grid1LSTMCell(3, use_peepholes=True, forget_bias=0.5))


@program
def grid_1_basic_lstm(tf):
    return _grid(tf, tf.contrib.grid_rnn.Grid1BasicLSTMCell(3))


@program
def grid_1_basic_rnn(tf):
    return _grid(tf, tf.contrib.grid_rnn.Grid1BasicRNNCell(3, output_is_tuple=False))


@program
def grid_2_lstm(tf):
    return _grid(tf, tf.contrib.grid_rnn.Grid2LSTMCell(3, use_peepholes=True))


@program
def grid_2_lstm_tied(tf):
    return _grid(tf, tf.contrib.grid_rnn.Grid2LSTMCell(3, tied=True), scope="tied")


@program
def grid_2_lstm_concatenated(tf):
    cell = tf.contrib.grid_rnn.GridRNNCell(
        3, num_dims=2, input_dims=0, output_dims=[0, 1], priority_dims=0, output_is_tuple=False
    )
    return _grid(tf, cell)


@program
def grid_2_lstm_feeding_forward(tf):
    with tf.variable_scope("outer", initializer=tf.ones_initializer()):
        return _grid(tf, tf.contrib.grid_rnn.Grid2LSTMCell(3, non_recurrent_fn=tf.nn.softsign))


@program
def grid_2_basic_lstm(tf):
    return _grid(tf, tf.contrib.grid_rnn.Grid2BasicLSTMCell(3, forget_bias=0.2))


@program
def grid_2_gru(tf):
    return _grid(tf, tf.contrib.grid_rnn.Grid2GRUCell(3))


@program
def grid_2_basic_rnn_feeding_forward(tf):
    with tf.variable_scope("outer", initializer=tf.ones_initializer()):
        return _grid(tf, tf.contrib.grid_rnn.Grid2BasicRNNCell(3, non_recurrent_fn=tf.nn.tanh))


@program
def grid_3_lstm(tf):
    return _grid(tf, tf.contrib.grid_rnn.Grid3LSTMCell(3, use_peepholes=True))


@program
def grid_of_own_cells(tf):
    cell = tf.contrib.grid_rnn.GridRNNCell(
        3,
        num_dims=3,
        input_dims=[0, 2],
        output_dims=(1, 2),
        priority_dims=[2],
        cell_fn=lambda n: tf.nn.rnn_cell.LSTMCell(n, forget_bias=0.1),
    )
    return _grid(tf, cell)


@program
def grid_in_a_loop(tf):
    outputs, state = tf.nn.dynamic_rnn(tf.contrib.grid_rnn.Grid2LSTMCell(3), sequence(tf), dtype=tf.float32)
    return {"outputs": outputs, "state": state, "steps": steps(tf)}
