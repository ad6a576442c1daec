"""Cells and wrappers of tf.contrib.rnn."""

from __future__ import annotations

import importlib

from ..common import numbers, sequence, steps, unrolled
from .table import program


@program
def attention(tf):
    return unrolled(tf, tf.contrib.rnn.AttentionCellWrapper(tf.nn.rnn_cell.BasicLSTMCell(4), attn_length=2))


@program
def attention_everything(tf):
    cell = tf.nn.rnn_cell.GRUCell(4)
    cell = tf.contrib.rnn.AttentionCellWrapper(
        cell, attn_length=3, attn_size=2, attn_vec_size=5, input_size=4, state_is_tuple=False
    )
    return unrolled(tf, cell)


@program
def highway(tf):
    return unrolled(tf, tf.contrib.rnn.HighwayWrapper(tf.nn.rnn_cell.GRUCell(3)))


@program
def highway_uncoupled(tf):
    cell = tf.contrib.rnn.HighwayWrapper(
        tf.nn.rnn_cell.BasicLSTMCell(3), couple_carry_transform_gates=False, carry_bias_init=0.4
    )
    return unrolled(tf, cell)


@program
def compiled(tf):
    return unrolled(tf, tf.contrib.rnn.CompiledWrapper(tf.nn.rnn_cell.BasicRNNCell(3)))


@program
def layer_norm_lstm(tf):
    return unrolled(tf, tf.contrib.rnn.LayerNormBasicLSTMCell(4))


@program
def layer_norm_lstm_without(tf):
    return unrolled(tf, tf.contrib.rnn.LayerNormBasicLSTMCell(4, 0.5, activation=tf.nn.softsign, layer_norm=False))


@program
def layer_norm_lstm_in_layers(tf):
    cells = [tf.contrib.rnn.LayerNormBasicLSTMCell(size, norm_gain=0.5, norm_shift=0.1) for size in (4, 3)]
    outputs, state = tf.nn.dynamic_rnn(
        tf.nn.rnn_cell.MultiRNNCell(cells), sequence(tf), sequence_length=[4, 2], dtype=tf.float32
    )
    return {"outputs": outputs, "state": state}


@program
def layer_norm_full_lstm(tf):
    cells = _module(tf)
    cell = cells.LayerNormLSTMCell(
        4, use_peepholes=True, cell_clip=0.5, num_proj=3, proj_clip=0.3, layer_norm=True, norm_gain=0.7
    )
    return {"with": unrolled(tf, cell), "without": unrolled(tf, cells.LayerNormLSTMCell(3), scope="without")}


@program
def weight_norm_lstm(tf):
    cells = _module(tf)
    cell = cells.WeightNormLSTMCell(4, use_peepholes=True, cell_clip=0.5, num_proj=3, proj_clip=0.3)
    return {"with": unrolled(tf, cell), "without": unrolled(tf, cells.WeightNormLSTMCell(3, norm=False), scope="without")}


@program
def coupled_gates(tf):
    return unrolled(tf, tf.contrib.rnn.CoupledInputForgetGateLSTMCell(4))


@program
def coupled_gates_everything(tf):
    cell = tf.contrib.rnn.CoupledInputForgetGateLSTMCell(
        4,
        use_peepholes=True,
        num_proj=3,
        proj_clip=0.3,
        num_unit_shards=2,
        num_proj_shards=3,
        forget_bias=0.5,
        state_is_tuple=False,
        activation=tf.nn.softsign,
        layer_norm=True,
        norm_gain=0.8,
        norm_shift=0.1,
    )
    return unrolled(tf, cell)


@program
def grouped(tf):
    cell = tf.contrib.rnn.GLSTMCell(4, num_proj=6, number_of_groups=2)
    inputs = [tf.constant(numbers((2, 4), f"wide {at}")) for at in range(3)]
    outputs, state = tf.nn.static_rnn(cell, inputs, dtype=tf.float32)
    return {"outputs": outputs, "state": state, "one group": unrolled(tf, tf.contrib.rnn.GLSTMCell(2), scope="one")}


@program
def phased(tf):
    times = [tf.constant([[0.3 + at], [2.7 * at]]) for at in range(3)]
    cell = tf.contrib.rnn.PhasedLSTMCell(4, leak=0.1, ratio_on=0.5)
    outputs, state = tf.nn.static_rnn(cell, list(zip(times, steps(tf))), dtype=tf.float32)  # noqa: B905
    return {"outputs": outputs, "state": state}


@program
def phased_with_peepholes(tf):
    times = [tf.constant([[0.3 + at], [2.7 * at]], tf.float64) for at in range(3)]
    cell = tf.contrib.rnn.PhasedLSTMCell(4, use_peepholes=True, trainable_ratio_on=False)
    outputs, state = tf.nn.static_rnn(cell, list(zip(times, steps(tf))), dtype=tf.float32)  # noqa: B905
    return {"outputs": outputs, "state": state}


@program
def update_gate(tf):
    return unrolled(tf, tf.contrib.rnn.UGRNNCell(4, activation=tf.nn.softsign, forget_bias=0.3))


@program
def intersection(tf):
    return unrolled(tf, tf.contrib.rnn.IntersectionRNNCell(3))


@program
def intersection_projected(tf):
    return unrolled(tf, tf.contrib.rnn.IntersectionRNNCell(4, num_in_proj=4, y_activation=tf.nn.softsign))


@program
def searched(tf):
    return unrolled(tf, tf.contrib.rnn.NASCell(4))


@program
def searched_projected(tf):
    return unrolled(tf, tf.contrib.rnn.NASCell(4, num_proj=3, use_bias=True, name="mine"))


@program
def simple_unit(tf):
    return unrolled(tf, tf.contrib.rnn.SRUCell(4))


@program
def minimal(tf):
    return unrolled(tf, _module(tf).MinimalRNNCell(4))


@program
def chaos_free(tf):
    return unrolled(tf, _module(tf).CFNCell(4, activation="sigmoid", name="mine"))


@program
def independent(tf):
    return unrolled(tf, tf.contrib.rnn.IndRNNCell(4))


@program
def independent_gru(tf):
    return unrolled(tf, tf.contrib.rnn.IndyGRUCell(4, activation=tf.nn.relu))


@program
def independent_lstm(tf):
    return unrolled(tf, tf.contrib.rnn.IndyLSTMCell(4, forget_bias=0.3))


@program
def convolutional_1d(tf):
    cell = tf.contrib.rnn.Conv1DLSTMCell(input_shape=[4, 2], output_channels=3, kernel_shape=[3])
    inputs = [tf.constant(numbers((2, 4, 2), f"line {at}")) for at in range(2)]
    outputs, state = tf.nn.static_rnn(cell, inputs, dtype=tf.float32)
    return {"outputs": outputs, "state": state}


@program
def convolutional_2d(tf):
    cell = tf.contrib.rnn.ConvLSTMCell(2, [4, 3, 2], 3, [3, 2], use_bias=False, forget_bias=0.5)
    outputs, state = tf.nn.dynamic_rnn(cell, sequence(tf, (2, 3, 4, 3, 2)), dtype=tf.float32)
    return {"outputs": outputs, "state": state}


@program
def convolutional_2d_skipping(tf):
    cell = tf.contrib.rnn.Conv2DLSTMCell(input_shape=[3, 3, 2], output_channels=2, kernel_shape=(2, 2), skip_connection=True)
    outputs, state = cell(tf.constant(numbers((2, 3, 3, 2), "image")), cell.zero_state(2, tf.float32))
    return {"outputs": outputs, "state": state}


@program
def convolutional_3d(tf):
    cell = tf.contrib.rnn.Conv3DLSTMCell(input_shape=[4, 3, 2, 2], output_channels=2, kernel_shape=[3, 2, 1])
    inputs = [tf.constant(numbers((2, 4, 3, 2, 2), f"volume {at}")) for at in range(2)]
    outputs, state = tf.nn.static_rnn(cell, inputs, dtype=tf.float32)
    return {"outputs": outputs, "state": state}


@program
def projections(tf):
    cell = tf.contrib.rnn.OutputProjectionWrapper(
        tf.contrib.rnn.InputProjectionWrapper(tf.contrib.rnn.GRUBlockCellV2(4), 5, activation=tf.nn.relu), 2
    )
    return unrolled(tf, cell)


def _module(tf):
    """The module in which the cells stand that have no name in tf.contrib.rnn."""
    library = tf.__name__ if tf.__name__ == "headrace" else "tensorflow"
    return importlib.import_module(f"{library}.contrib.rnn.python.ops.rnn_cell")


def _turing(tf, **options):
    cell = _module(tf).NTMCell(
        tf.nn.rnn_cell.LSTMCell(4), memory_size=6, memory_vector_dim=3, write_head_num=1, shift_range=1, **options
    )
    state = cell.zero_state(2, tf.float32)
    outputs = []
    with tf.variable_scope("rnn") as scope:
        for at, step in enumerate(steps(tf)):
            if at:
                scope.reuse_variables()
            output, state = cell(step, state)
            outputs.append(output)
    return {"outputs": outputs, "memory": state.M, "read": state.read_vector_list, "places": state.w_list}


@program
def turing(tf):
    return _turing(tf, read_head_num=1)


@program
def turing_with_two_heads(tf):
    return _turing(tf, read_head_num=2, output_dim=5)
