"""dynamic_rnn and its kin."""

from .common import numbers, program, sequence


def looped(tf, cell, inputs=None, **options):
    """What `dynamic_rnn` makes of a cell."""
    inputs = sequence(tf) if inputs is None else inputs
    outputs, state = tf.nn.dynamic_rnn(cell, inputs, **dict({"dtype": tf.float32}, **options))
    return {"outputs": outputs, "state": state}


@program
def dynamic_basic(tf):
    return looped(tf, tf.nn.rnn_cell.BasicRNNCell(4))


@program
def dynamic_basic_lengths(tf):
    return looped(tf, tf.nn.rnn_cell.BasicRNNCell(4), sequence_length=[2, 4])


@program
def dynamic_gru(tf):
    return looped(tf, tf.nn.rnn_cell.GRUCell(4), scope="encoder")


@program
def dynamic_gru_lengths(tf):
    return looped(tf, tf.nn.rnn_cell.GRUCell(4), sequence_length=tf.constant([3, 1], tf.int64))


@program
def dynamic_lstm(tf):
    return looped(tf, tf.nn.rnn_cell.BasicLSTMCell(4, forget_bias=0.3), parallel_iterations=1, swap_memory=True)


@program
def dynamic_lstm_lengths(tf):
    return looped(tf, tf.nn.rnn_cell.LSTMCell(4), sequence_length=[0, 3])


@program
def dynamic_lstm_no_lengths_at_all(tf):
    return looped(tf, tf.nn.rnn_cell.LSTMCell(4), sequence_length=[0, 0])


@program
def dynamic_lstm_everything(tf):
    cell = tf.nn.rnn_cell.LSTMCell(4, use_peepholes=True, cell_clip=0.4, num_proj=3, proj_clip=0.2, num_unit_shards=2)
    return looped(tf, cell, sequence_length=[4, 2])


@program
def dynamic_lstm_concatenated(tf):
    return looped(tf, tf.nn.rnn_cell.BasicLSTMCell(4, state_is_tuple=False), sequence_length=[4, 2])


@program
def dynamic_first_state(tf):
    cell = tf.nn.rnn_cell.LSTMCell(4)
    first = tf.nn.rnn_cell.LSTMStateTuple(tf.identity(tf.get_variable("c", [2, 4])), tf.constant(numbers((2, 4), "h")))
    return looped(tf, cell, initial_state=first, dtype=None)


@program
def dynamic_time_major(tf):
    inputs = tf.get_variable("inputs", [4, 2, 3])
    return looped(tf, tf.nn.rnn_cell.GRUCell(4), inputs, time_major=True, sequence_length=[4, 2])


@program
def dynamic_layers(tf):
    cells = tf.nn.rnn_cell
    layers = [cells.BasicLSTMCell(4), cells.ResidualWrapper(cells.GRUCell(4)), cells.BasicRNNCell(5)]
    return looped(tf, cells.MultiRNNCell(layers), tf.get_variable("inputs", [2, 4, 3]), sequence_length=[4, 3])


@program
def dynamic_last_state_only(tf):
    cells = tf.nn.rnn_cell
    found = looped(tf, cells.MultiRNNCell([cells.GRUCell(4), cells.LSTMCell(3)]), sequence_length=[1, 4])
    return {"state": found["state"]}


@program
def dynamic_outputs_of_some_steps(tf):
    found = looped(tf, tf.nn.rnn_cell.GRUCell(4))
    return {"third": found["outputs"][:, 2]}


@program
def dynamic_several_inputs(tf):
    class Cell(tf.nn.rnn_cell.RNNCell):
        @property
        def state_size(self):
            return 3

        @property
        def output_size(self):
            return (3, tf.TensorShape([2, 3]))

        def call(self, inputs, state):
            vector, matrix = inputs
            w = tf.get_variable("w", [6, 3])
            state = tf.tanh(tf.matmul(tf.concat([vector, state], 1), w))
            return (state, matrix * tf.expand_dims(state, 1)), state

    inputs = (sequence(tf), tf.constant(numbers((2, 4, 2, 3), "matrix")))
    return looped(tf, Cell(), inputs, sequence_length=[3, 4])


@program
def dynamic_cell_of_the_program(tf):
    class Cell(tf.nn.rnn_cell.GRUCell):
        def call(self, inputs, state):
            output, state = super().call(inputs, state)
            return output * 2.0, state

    return looped(tf, Cell(4))


@program
def two_loops_of_one_cell(tf):
    cell = tf.nn.rnn_cell.GRUCell(3)
    with tf.variable_scope("first"):
        first = looped(tf, cell)
    with tf.variable_scope("second"):
        second = looped(tf, cell, first["outputs"], initial_state=first["state"])
    return {"found": second}


@program
def dynamic_both_directions(tf):
    cells = tf.nn.rnn_cell
    found = tf.nn.bidirectional_dynamic_rnn(
        cells.GRUCell(4), cells.LSTMCell(3), sequence(tf), sequence_length=[3, 4], dtype=tf.float32
    )
    return {"found": found}


@program
def dynamic_both_directions_time_major(tf):
    cells = tf.nn.rnn_cell
    found = tf.nn.bidirectional_dynamic_rnn(
        cells.GRUCell(4), cells.GRUCell(3), sequence(tf, (4, 2, 3)), dtype=tf.float32, time_major=True, scope="both"
    )
    return {"found": found}


@program
def raw(tf):
    cell, inputs = tf.nn.rnn_cell.LSTMCell(4), sequence(tf, (5, 2, 3))
    lengths = tf.constant([2, 5])
    array = tf.TensorArray(tf.float32, 5).unstack(inputs)

    def loop_fn(time, cell_output, cell_state, loop_state):
        state = cell.zero_state(2, tf.float32) if cell_output is None else cell_state
        ended = time >= lengths
        after = tf.cond(tf.reduce_all(ended), lambda: tf.zeros([2, 3]), lambda: array.read(time))
        counted = tf.constant(0) if loop_state is None else loop_state + 1
        return ended, after, state, cell_output, counted

    outputs, state, count = tf.nn.raw_rnn(cell, loop_fn)
    return {"outputs": outputs.stack(), "state": state, "count": count}


@program
def raw_with_outputs_of_its_own(tf):
    cell, inputs = tf.nn.rnn_cell.GRUCell(4), sequence(tf, (2, 3))

    def loop_fn(time, cell_output, cell_state, loop_state):
        if cell_output is None:
            return tf.constant([False, False]), inputs, cell.zero_state(2, tf.float32), tf.zeros([3]), None
        return time >= [2, 3], inputs, cell_state, cell_output[:, :3] * 2.0, None

    outputs, state, _ = tf.nn.raw_rnn(cell, loop_fn, scope="mine")
    return {"outputs": outputs.stack(), "state": state}
