"""Cells of tf.nn.rnn_cell, unrolled."""

from __future__ import annotations

from .common import numbers, program, steps, unrolled


@program
def basic_rnn(tf):
    return unrolled(tf, tf.nn.rnn_cell.BasicRNNCell(4))


@program
def basic_rnn_relu(tf):
    return unrolled(tf, tf.nn.rnn_cell.BasicRNNCell(4, activation="relu", name="mine"))


@program
def gru(tf):
    return unrolled(tf, tf.nn.rnn_cell.GRUCell(4))


@program
def gru_lengths(tf):
    return unrolled(tf, tf.nn.rnn_cell.GRUCell(4), sequence_length=[3, 1])


@program
def gru_lengths_all_short(tf):
    return unrolled(tf, tf.nn.rnn_cell.GRUCell(4), sequence_length=tf.constant([1, 2], tf.int64), scope="short")


@program
def basic_lstm(tf):
    return unrolled(tf, tf.nn.rnn_cell.BasicLSTMCell(4))


@program
def basic_lstm_concatenated(tf):
    return unrolled(tf, tf.nn.rnn_cell.BasicLSTMCell(4, forget_bias=0.3, state_is_tuple=False))


@program
def lstm(tf):
    return unrolled(tf, tf.nn.rnn_cell.LSTMCell(4, forget_bias=0.5))


@program
def lstm_everything(tf):
    cell = tf.nn.rnn_cell.LSTMCell(
        4,
        use_peepholes=True,
        cell_clip=0.4,
        num_proj=3,
        proj_clip=0.2,
        num_unit_shards=2,
        num_proj_shards=2,
        initializer=tf.random_uniform_initializer(-0.1, 0.1),
        activation=tf.nn.softsign,
    )
    return unrolled(tf, cell)


@program
def lstm_concatenated_projection(tf):
    return unrolled(tf, tf.nn.rnn_cell.LSTMCell(4, num_proj=2, state_is_tuple=False))


@program
def several_layers(tf):
    cells = tf.nn.rnn_cell
    layers = [cells.BasicLSTMCell(4), cells.ResidualWrapper(cells.GRUCell(4)), cells.BasicRNNCell(5)]
    return unrolled(tf, cells.MultiRNNCell(layers), scope="deep")


@program
def several_layers_concatenated(tf):
    cells = tf.nn.rnn_cell
    layers = [cells.BasicLSTMCell(4, state_is_tuple=False), cells.GRUCell(3)]
    return unrolled(tf, cells.MultiRNNCell(layers, state_is_tuple=False))


@program
def residual_function(tf):
    cell = tf.nn.rnn_cell.ResidualWrapper(tf.nn.rnn_cell.GRUCell(3), residual_fn=lambda x, y: 2.0 * x - y)
    return unrolled(tf, cell)


@program
def nothing_dropped(tf):
    cell = tf.nn.rnn_cell.DropoutWrapper(tf.nn.rnn_cell.BasicLSTMCell(4), 1.0, 1.0, 1.0)
    return unrolled(tf, tf.nn.rnn_cell.DeviceWrapper(cell, "/cpu:0"))


@program
def both_directions(tf):
    cells = tf.nn.rnn_cell
    found = tf.nn.static_bidirectional_rnn(cells.GRUCell(4), cells.BasicLSTMCell(3), steps(tf), dtype=tf.float32)
    return {"found": found}


@program
def both_directions_lengths(tf):
    cells = tf.nn.rnn_cell
    found = tf.nn.static_bidirectional_rnn(
        cells.GRUCell(4), cells.GRUCell(3), steps(tf), dtype=tf.float32, sequence_length=[2, 3], scope="both"
    )
    return {"found": found}


@program
def same_cell_in_two_scopes(tf):
    cell, x = tf.nn.rnn_cell.GRUCell(3), steps(tf)[0]
    with tf.variable_scope("encoder"):
        first, state = cell(x, cell.zero_state(2, tf.float32))
    with tf.variable_scope("decoder"):
        second, state = cell(x, state)
    return {"first": first, "second": second}


@program
def own_scope(tf):
    cell, x = tf.nn.rnn_cell.GRUCell(3), steps(tf)[0]
    found = cell(x, cell.zero_state(2, tf.float32), scope="own")
    return {"found": found}


@program
def cell_of_the_program(tf):
    class Cell(tf.nn.rnn_cell.RNNCell):
        @property
        def state_size(self):
            return (3, tf.TensorShape([2, 2]))

        @property
        def output_size(self):
            return 3

        def call(self, inputs, state):
            vector, matrix = state
            w = tf.get_variable("w", [6, 3])
            vector = tf.tanh(tf.matmul(tf.concat([inputs, vector], 1), w))
            return vector, (vector, matrix + tf.reduce_sum(vector))

    return unrolled(tf, Cell())


@program
def cell_of_the_program_that_changes_another(tf):
    class Cell(tf.nn.rnn_cell.GRUCell):
        def call(self, inputs, state):
            output, state = super().call(inputs, state)
            return output * 2.0, state

    return unrolled(tf, Cell(4))


@program
def state_saved(tf):
    class Saver:
        def __init__(self):
            self.saved = {}

        def state(self, name):
            return tf.constant(numbers((2, 4), name))

        def save_state(self, name, value):
            self.saved[name] = value
            return tf.no_op()

    saver = Saver()
    found = tf.nn.static_state_saving_rnn(tf.nn.rnn_cell.BasicLSTMCell(4), steps(tf), saver, ("c", "h"))
    return {"found": found, "saved": saver.saved}
