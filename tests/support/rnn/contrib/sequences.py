"""Cells that are one op, cells over whole sequences, and stacked networks in both directions."""

from __future__ import annotations

from ..common import numbers, sequence, steps, unrolled
from .table import program


@program
def lstm_block(tf):
    return unrolled(tf, tf.contrib.rnn.LSTMBlockCell(4))


@program
def lstm_block_everything(tf):
    return unrolled(tf, tf.contrib.rnn.LSTMBlockCell(4, forget_bias=0.5, cell_clip=0.3, use_peephole=True, name="mine"))


@program
def lstm_block_in_a_loop(tf):
    outputs, state = tf.nn.dynamic_rnn(
        tf.contrib.rnn.LSTMBlockCell(4, use_peephole=True), sequence(tf), sequence_length=[4, 2], dtype=tf.float32
    )
    return {"outputs": outputs, "state": state}


@program
def lstm_fused(tf):
    outputs, state = tf.contrib.rnn.LSTMBlockFusedCell(4)(sequence(tf, (4, 2, 3)), dtype=tf.float32)
    return {"outputs": outputs, "state": state}


@program
def lstm_fused_everything(tf):
    cell = tf.contrib.rnn.LSTMBlockFusedCell(4, forget_bias=0.5, cell_clip=0.3, use_peephole=True)
    state = tuple(tf.constant(numbers((2, 4), name)) for name in "ch")
    outputs, state = cell(sequence(tf, (4, 2, 3)), initial_state=state, sequence_length=[3, 1])
    return {"outputs": outputs, "state": state}


@program
def lstm_fused_twice(tf):
    x = sequence(tf, (4, 2, 3))
    forward = tf.contrib.rnn.LSTMBlockFusedCell(3)
    backward = tf.contrib.rnn.TimeReversedFusedRNN(forward)
    lengths = tf.constant([2, 4])
    return {
        "forward": forward(x, dtype=tf.float32, sequence_length=lengths),
        "backward": backward(x, dtype=tf.float32, sequence_length=lengths),
        "backward whole": backward(x, dtype=tf.float32),
    }


@program
def lstm_block_weights_as_of_lstm(tf):
    with tf.variable_scope("shared"):
        ours = unrolled(tf, tf.nn.rnn_cell.LSTMCell(4))
    with tf.variable_scope("shared", reuse=True):
        blocks = unrolled(tf, tf.contrib.rnn.LSTMBlockCell(4))
    return {"lstm": ours, "blocks": blocks}


@program
def gru_block(tf):
    return unrolled(tf, tf.contrib.rnn.GRUBlockCell(4))


@program
def gru_block_v2(tf):
    return unrolled(tf, tf.contrib.rnn.GRUBlockCellV2(4), sequence_length=[3, 2])


@program
def fused_adaptor(tf):
    cell = tf.contrib.rnn.FusedRNNCellAdaptor(tf.nn.rnn_cell.GRUCell(3))
    backward = tf.contrib.rnn.TimeReversedFusedRNN(cell)
    with tf.variable_scope("tensor"):
        whole = cell(sequence(tf, (3, 2, 2)), dtype=tf.float32)
    with tf.variable_scope("list"):
        parts = tf.contrib.rnn.TimeReversedFusedRNN(tf.contrib.rnn.FusedRNNCellAdaptor(tf.nn.rnn_cell.GRUCell(3)))(
            steps(tf), dtype=tf.float32, sequence_length=[1, 3], scope="given"
        )
    with tf.variable_scope("tensor", reuse=True):
        reversed_whole = backward(sequence(tf, (3, 2, 2)), dtype=tf.float32, sequence_length=[1, 3])
    return {"tensor": whole, "list": parts, "reversed": reversed_whole}


@program
def fused_adaptor_dynamic(tf):
    cell = tf.contrib.rnn.FusedRNNCellAdaptor(tf.nn.rnn_cell.BasicRNNCell(3), use_dynamic_rnn=True)
    outputs, state = cell(steps(tf), dtype=tf.float32, sequence_length=[1, 3])
    return {"outputs": outputs, "state": state}


@program
def stacked_in_both_directions(tf):
    cell = tf.nn.rnn_cell
    forward, backward = [cell.GRUCell(3), cell.BasicLSTMCell(2)], [cell.BasicRNNCell(4), cell.GRUCell(3)]
    outputs, fw, bw = tf.contrib.rnn.stack_bidirectional_rnn(
        forward, backward, steps(tf), dtype=tf.float32, sequence_length=[2, 3]
    )
    return {"outputs": outputs, "forward": fw, "backward": bw}


@program
def stacked_in_both_directions_with_states(tf):
    cell = tf.nn.rnn_cell
    states = [[tf.constant(numbers((2, 3), f"state {way} {layer}")) for layer in range(2)] for way in range(2)]
    outputs, fw, bw = tf.contrib.rnn.stack_bidirectional_rnn(
        [cell.GRUCell(3) for _ in range(2)], [cell.GRUCell(3) for _ in range(2)], steps(tf), *states, scope="mine"
    )
    return {"outputs": outputs, "forward": fw, "backward": bw}


@program
def stacked_in_both_directions_in_loops(tf):
    cell = tf.nn.rnn_cell
    forward, backward = [cell.GRUCell(3), cell.BasicLSTMCell(2)], [cell.BasicRNNCell(4), cell.GRUCell(3)]
    outputs, fw, bw = tf.contrib.rnn.stack_bidirectional_dynamic_rnn(
        forward, backward, sequence(tf), dtype=tf.float32, sequence_length=[2, 4]
    )
    return {"outputs": outputs, "forward": fw, "backward": bw}


@program
def stacked_in_both_directions_time_major(tf):
    cell = tf.nn.rnn_cell
    states = [[tf.constant(numbers((2, 3), f"state {way} {layer}")) for layer in range(2)] for way in range(2)]
    outputs, fw, bw = tf.contrib.rnn.stack_bidirectional_dynamic_rnn(
        [cell.GRUCell(3) for _ in range(2)],
        [cell.GRUCell(3) for _ in range(2)],
        sequence(tf, (4, 2, 3)),
        *states,
        time_major=True,
        scope="mine",
    )
    return {"outputs": outputs, "forward": fw, "backward": bw}
