"""tf.contrib.rnn."""

from .common import numbers, program, sequence, steps, unrolled


def lists(tf, *kinds):
    """Cells of these classes."""
    return [kind(4 - at) for at, kind in enumerate(kinds)]


@program
def stacked_both_directions(tf):
    cells = tf.nn.rnn_cell
    forward, backward = lists(tf, cells.GRUCell, cells.BasicLSTMCell), lists(tf, cells.LSTMCell, cells.GRUCell)
    found = tf.contrib.rnn.stack_bidirectional_rnn(forward, backward, steps(tf), dtype=tf.float32, sequence_length=[2, 3])
    return {"found": found}


@program
def stacked_both_directions_dynamic(tf):
    cells = tf.nn.rnn_cell
    forward, backward = lists(tf, cells.GRUCell, cells.BasicLSTMCell), lists(tf, cells.LSTMCell, cells.GRUCell)
    found = tf.contrib.rnn.stack_bidirectional_dynamic_rnn(
        forward, backward, sequence(tf), dtype=tf.float32, sequence_length=[2, 4]
    )
    return {"found": found}


@program
def layer_norm(tf):
    return unrolled(tf, tf.contrib.rnn.LayerNormBasicLSTMCell(4, forget_bias=0.5, norm_gain=0.7, norm_shift=0.1))


@program
def layer_norm_off(tf):
    return unrolled(tf, tf.contrib.rnn.LayerNormBasicLSTMCell(4, layer_norm=False))


@program
def coupled(tf):
    return unrolled(tf, tf.contrib.rnn.CoupledInputForgetGateLSTMCell(4, use_peepholes=True))


@program
def coupled_everything(tf):
    cell = tf.contrib.rnn.CoupledInputForgetGateLSTMCell(
        4, num_proj=3, proj_clip=0.3, num_unit_shards=2, num_proj_shards=2, state_is_tuple=False, layer_norm=True
    )
    return unrolled(tf, cell)


@program
def attention(tf):
    return unrolled(tf, tf.contrib.rnn.AttentionCellWrapper(tf.nn.rnn_cell.BasicLSTMCell(4), 2))


@program
def attention_sizes(tf):
    cell = tf.contrib.rnn.AttentionCellWrapper(
        tf.nn.rnn_cell.GRUCell(4), 3, attn_size=5, attn_vec_size=2, input_size=6, state_is_tuple=False
    )
    return unrolled(tf, cell)


@program
def highway(tf):
    return unrolled(tf, tf.contrib.rnn.HighwayWrapper(tf.nn.rnn_cell.GRUCell(3)))


@program
def highway_two_gates(tf):
    cell = tf.contrib.rnn.HighwayWrapper(tf.nn.rnn_cell.GRUCell(3), couple_carry_transform_gates=False, carry_bias_init=0.3)
    return unrolled(tf, cell)


@program
def ugrnn(tf):
    return unrolled(tf, tf.contrib.rnn.UGRNNCell(4))


@program
def intersection(tf):
    return unrolled(tf, tf.contrib.rnn.IntersectionRNNCell(4, num_in_proj=4))


@program
def nas(tf):
    return unrolled(tf, tf.contrib.rnn.NASCell(4, use_bias=True))


@program
def nas_projection(tf):
    return unrolled(tf, tf.contrib.rnn.NASCell(4, num_proj=3))


@program
def sru(tf):
    return unrolled(tf, tf.contrib.rnn.SRUCell(4))


@program
def independent(tf):
    return unrolled(tf, tf.contrib.rnn.IndRNNCell(4))


@program
def independent_gru(tf):
    return unrolled(tf, tf.contrib.rnn.IndyGRUCell(4))


@program
def independent_lstm(tf):
    return unrolled(tf, tf.contrib.rnn.IndyLSTMCell(4, forget_bias=0.5))


@program
def groups(tf):
    outputs, state = tf.nn.static_rnn(
        tf.contrib.rnn.GLSTMCell(4, number_of_groups=2), steps(tf, shape=(2, 6)), dtype=tf.float32
    )
    return {"outputs": outputs, "state": state}


@program
def groups_projection(tf):
    outputs, state = tf.nn.static_rnn(
        tf.contrib.rnn.GLSTMCell(4, num_proj=2, number_of_groups=2), steps(tf, shape=(2, 6)), dtype=tf.float32
    )
    return {"outputs": outputs, "state": state}


@program
def phased(tf):
    cell = tf.contrib.rnn.PhasedLSTMCell(4, use_peepholes=True)
    state = cell.zero_state(2, tf.float32)
    outputs = []
    for at, x in enumerate(steps(tf)):
        output, state = cell((tf.constant([[0.3 + at], [0.5 * at]]), x), state)
        outputs.append(output)
    return {"outputs": outputs, "state": state}


@program
def convolution_of_images(tf):
    cell = tf.contrib.rnn.Conv2DLSTMCell(input_shape=[3, 4, 2], output_channels=3, kernel_shape=[3, 2])
    outputs, state = tf.nn.dynamic_rnn(cell, tf.constant(numbers((2, 3, 3, 4, 2), "images")), dtype=tf.float32)
    return {"outputs": outputs, "state": state}


@program
def convolution_of_sequences(tf):
    cell = tf.contrib.rnn.Conv1DLSTMCell(
        input_shape=[5, 2], output_channels=3, kernel_shape=[3], use_bias=False, forget_bias=0.5
    )
    outputs, state = tf.nn.dynamic_rnn(cell, tf.constant(numbers((2, 3, 5, 2), "images")), dtype=tf.float32)
    return {"outputs": outputs, "state": state}


@program
def adapted(tf):
    cell = tf.contrib.rnn.FusedRNNCellAdaptor(tf.nn.rnn_cell.GRUCell(4))
    return {"found": cell(sequence(tf, (3, 2, 3)), dtype=tf.float32, sequence_length=[3, 1])}


@program
def adapted_dynamic(tf):
    cell = tf.contrib.rnn.FusedRNNCellAdaptor(tf.nn.rnn_cell.GRUCell(4), use_dynamic_rnn=True)
    return {"found": tf.contrib.rnn.TimeReversedFusedRNN(cell)(sequence(tf, (3, 2, 3)), dtype=tf.float32)}


@program
def adapted_dynamic_lengths(tf):
    cell = tf.contrib.rnn.FusedRNNCellAdaptor(tf.nn.rnn_cell.GRUCell(4), use_dynamic_rnn=True)
    turned = tf.contrib.rnn.TimeReversedFusedRNN(cell)
    return {"found": turned(sequence(tf, (3, 2, 3)), dtype=tf.float32, sequence_length=[3, 2])}


@program
def projections(tf):
    wrapped = tf.contrib.rnn.InputProjectionWrapper(tf.nn.rnn_cell.GRUCell(4), 5, activation=tf.nn.relu)
    return unrolled(tf, tf.contrib.rnn.OutputProjectionWrapper(wrapped, 3))


@program
def embedded(tf):
    cell = tf.contrib.rnn.EmbeddingWrapper(tf.nn.rnn_cell.GRUCell(4), 7, 3)
    outputs, state = tf.nn.static_rnn(cell, [tf.constant([1, 5]), tf.constant([0, 5])], dtype=tf.float32)
    return {"outputs": outputs, "state": state}


@program
def block_lstm_cell(tf):
    return unrolled(tf, tf.contrib.rnn.LSTMBlockCell(4, forget_bias=0.5))


@program
def block_lstm_cell_peepholes(tf):
    outputs, state = tf.nn.dynamic_rnn(
        tf.contrib.rnn.LSTMBlockCell(4, use_peephole=True), sequence(tf), sequence_length=[3, 2], dtype=tf.float32
    )
    return {"outputs": outputs, "state": state}


@program
def block_lstm(tf):
    return {"found": tf.contrib.rnn.LSTMBlockFusedCell(4)(sequence(tf, (3, 2, 3)), dtype=tf.float32)}


@program
def block_lstm_lengths(tf):
    cell = tf.contrib.rnn.LSTMBlockFusedCell(4, use_peephole=True, forget_bias=0.3, cell_clip=5.0)
    first = tuple(tf.constant(numbers((2, 4), name)) for name in "ch")
    return {"found": cell(sequence(tf, (3, 2, 3)), initial_state=first, sequence_length=[2, 0])}


@program
def block_gru(tf):
    return unrolled(tf, tf.contrib.rnn.GRUBlockCell(4))


@program
def block_gru_as_gru(tf):
    return unrolled(tf, tf.contrib.rnn.GRUBlockCellV2(4))
