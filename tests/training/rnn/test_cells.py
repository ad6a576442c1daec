"""What cells refuse, say and give, but for values."""

from __future__ import annotations

import importlib

import numpy as np
import pytest

import headrace as tf

cells = tf.nn.rnn_cell
ALL = {
    "basic_rnn_cell": cells.BasicRNNCell,
    "gru_cell": cells.GRUCell,
    "basic_lstm_cell": cells.BasicLSTMCell,
    "lstm_cell": cells.LSTMCell,
}


def x(*shape, dtype=tf.float32):
    return tf.placeholder(dtype, shape)


@pytest.mark.parametrize("name", ALL)
def test_a_depth_that_is_not_known_is_refused(graph, name):
    cell = ALL[name](3)
    with pytest.raises(ValueError, match=r"Expected inputs.shape\[-1\] to be known, saw shape: \(2, None\)"):
        cell(x(2, None), cell.zero_state(2, tf.float32))


@pytest.mark.parametrize("name", ALL)
def test_whole_numbers_are_refused(graph, name):
    with pytest.raises(ValueError, match="RNN cell only supports floating point inputs, but saw dtype: <dtype: 'int32'>"):
        ALL[name](3, dtype=tf.int32)
    cell = ALL[name](3)
    with pytest.raises(ValueError, match="RNN cell only supports floating point inputs"):
        cell(x(2, 3, dtype=tf.int32), cell.zero_state(2, tf.int32))


@pytest.mark.parametrize("name", ALL)
def test_inputs_are_matrices(graph, name):
    cell = ALL[name](3)
    message = f"Input 0 of layer {name}_1 is incompatible with the layer: expected ndim=2, found ndim=3"
    with pytest.raises(ValueError, match=message):
        cell(x(2, 3, 4), cell.zero_state(2, tf.float32))


@pytest.mark.parametrize("name", ALL)
def test_a_cell_is_made_again_from_its_configuration(graph, name):
    cell = ALL[name](3, activation=tf.nn.relu, name="mine", dtype=tf.float64)
    again = type(cell).from_config(cell.get_config())
    assert again.get_config() == cell.get_config()
    assert cell.get_config()["num_units"] == 3
    assert cell.get_config()["activation"] == "relu"
    state = again.zero_state(2, tf.float64)
    again(x(2, 3, dtype=tf.float64), state)
    assert again.variables[0].name.startswith("mine/")
    assert again.variables[0].dtype.base_dtype == tf.float64


def test_what_is_no_cell(graph):
    class Half:
        output_size = 3

    message = (
        r"The argument 'cell' \(.*Half.*\) is not an RNNCell: 'state_size' property is missing, either 'zero_state' or "
        "'get_initial_state' method is required, is not callable."
    )
    with pytest.raises(TypeError, match=message):
        tf.nn.static_rnn(Half(), [x(2, 3)], dtype=tf.float32)
    with pytest.raises(TypeError, match="is not an RNNCell"):
        cells.ResidualWrapper(Half())


def test_states_of_another_size_are_refused(graph):
    cell = cells.BasicLSTMCell(3)
    cell(x(2, 3), cell.zero_state(2, tf.float32))
    with pytest.raises(ValueError, match=r"Dimensions must be equal"):
        cell(x(2, 3), cells.LSTMStateTuple(x(2, 4), x(2, 4)))
    stacked = cells.MultiRNNCell([cells.GRUCell(3), cells.GRUCell(3)])
    with pytest.raises(ValueError, match="Expected state to be a tuple of length 2, but received: Tensor"):
        stacked(x(2, 3), x(2, 6))


def test_variables_of_two_cells_in_one_scope_are_not_shared_by_accident(graph):
    tf.nn.static_rnn(cells.BasicLSTMCell(3), [x(2, 3)], dtype=tf.float32)
    with pytest.raises(ValueError, match="Variable rnn/basic_lstm_cell/kernel already exists, disallowed"):
        tf.nn.static_rnn(cells.BasicLSTMCell(3), [x(2, 3)], dtype=tf.float32)
    with tf.variable_scope("", reuse=True):
        tf.nn.static_rnn(cells.BasicLSTMCell(3, reuse=True), [x(2, 3)], dtype=tf.float32)
    assert [v.name for v in tf.global_variables()] == ["rnn/basic_lstm_cell/kernel:0", "rnn/basic_lstm_cell/bias:0"]


def test_layers_need_cells(graph):
    with pytest.raises(ValueError, match=r"Must specify at least one cell for MultiRNNCell."):
        cells.MultiRNNCell([])
    with pytest.raises(TypeError, match="cells must be a list or tuple, but saw: "):
        cells.MultiRNNCell(cells.GRUCell(3))
    with pytest.raises(ValueError, match=r"Some cells return tuples of states, but the flag state_is_tuple is not set."):
        cells.MultiRNNCell([cells.BasicLSTMCell(3)], state_is_tuple=False)


def test_the_variables_of_layers_are_those_of_their_cells(graph):
    deep = cells.MultiRNNCell([cells.GRUCell(3), cells.DropoutWrapper(cells.BasicLSTMCell(3), 0.5)])
    deep(x(2, 3), deep.zero_state(2, tf.float32))
    assert [v.name for v in deep.trainable_variables] == [v.name for v in tf.trainable_variables()]
    deep.trainable = False
    assert deep.trainable_weights == []
    assert deep.non_trainable_weights == tf.trainable_variables()


def test_warnings(graph, caplog):
    cells.BasicLSTMCell(3, state_is_tuple=False)
    cells.LSTMCell(3, num_unit_shards=2)
    twice = cells.GRUCell(3)
    cells.MultiRNNCell([twice, twice])
    told = caplog.text
    assert "Using a concatenated state is slower and will soon be deprecated.  Use state_is_tuple=True." in told
    assert "The num_unit_shards and proj_unit_shards parameters are deprecated and will be removed in Jan 2017." in told


def test_zero_states(graph, session):
    deep = cells.MultiRNNCell([cells.LSTMCell(3, num_proj=2), cells.GRUCell(4)])
    state = deep.zero_state(5, tf.float64)
    assert isinstance(state[0], cells.LSTMStateTuple)
    assert state[0].dtype == tf.float64
    assert [part.shape.as_list() for part in (*state[0], state[1])] == [[5, 3], [5, 2], [5, 4]]
    batch = tf.placeholder(tf.int32, [])
    unknown = deep.zero_state(batch, tf.float32)
    assert unknown[1].shape.as_list() == [None, 4]
    assert session.run(unknown[0].h, {batch: 7}).shape == (7, 2)


def test_initial_states_of_inputs(graph):
    cell = cells.GRUCell(4)
    assert cell.get_initial_state(x(3, 2)).shape.as_list() == [3, 4]
    with pytest.raises(ValueError, match="Input tensor batch: 3, batch_size: 4"):
        cell.get_initial_state(x(3, 2), batch_size=4)
    with pytest.raises(ValueError, match="Input tensor dtype: <dtype: 'float32'>, dtype: <dtype: 'float64'>"):
        cell.get_initial_state(x(3, 2), dtype=tf.float64)
    with pytest.raises(ValueError, match="batch_size and dtype cannot be None while constructing initial state"):
        cell.get_initial_state(batch_size=4)


def test_a_state_of_two_types_is_refused(graph):
    with pytest.raises(TypeError, match="Inconsistent internal state: <dtype: 'float32'> vs <dtype: 'float64'>"):
        _ = cells.LSTMStateTuple(x(2), x(2, dtype=tf.float64)).dtype


# -- dropout -----------------------------------------------------------------------------------------------------------


def ones_through(wrapper, session):
    """Output and state of a wrapped cell that gives its inputs and adds one to its state."""

    class Cell(cells.RNNCell):
        state_size = cells.LSTMStateTuple(100, 100)
        output_size = 100

        def call(self, inputs, state):
            return inputs, cells.LSTMStateTuple(state.c + 1.0, state.h + 1.0)

    cell = wrapper(Cell())
    state = cell.zero_state(2, tf.float32)
    outputs = []
    for _ in range(2):
        output, state = cell(tf.ones([2, 100]), state)
        outputs.append(output)
    return session.run([outputs, state])


def test_dropout_of_inputs_and_outputs(graph, session):
    outputs, state = ones_through(lambda cell: cells.DropoutWrapper(cell, 0.5, 0.8), session)
    for output in outputs:
        assert set(np.unique(output)) == {0.0, 2.5}
        assert 0.2 < (output > 0).mean() < 0.6
    assert (outputs[0] != outputs[1]).any()
    assert (state.c == 2).all()
    assert (state.h == 2).all()


def test_dropout_of_states_leaves_the_memory(graph, session):
    _, state = ones_through(lambda cell: cells.DropoutWrapper(cell, state_keep_prob=0.5), session)
    assert (state.c == 2).all()
    assert set(np.unique(state.h)) == {0.0, 2.0, 6.0}


def test_dropout_of_the_states_that_are_chosen(graph, session):
    def memory(part):
        return cells.LSTMStateTuple(True, False) if isinstance(part, cells.LSTMStateTuple) else True

    def wrapped(cell):
        return cells.DropoutWrapper(cell, state_keep_prob=0.5, dropout_state_filter_visitor=memory)

    _, state = ones_through(wrapped, session)
    assert (state.h == 2).all()
    assert set(np.unique(state.c)) == {0.0, 2.0, 6.0}
    with pytest.raises(TypeError, match="dropout_state_filter_visitor must be callable"):
        cells.DropoutWrapper(cells.GRUCell(3), dropout_state_filter_visitor=3)


def test_variational_dropout_draws_once(graph, session):
    def wrapped(cell):
        return cells.DropoutWrapper(
            cell, 0.5, 0.5, variational_recurrent=True, input_size=tf.TensorShape([100]), dtype=tf.float32, seed=5
        )

    outputs, _ = ones_through(wrapped, session)
    assert set(np.unique(outputs[0])) == {0.0, 4.0}
    assert (outputs[0] == outputs[1]).all()
    assert (outputs[0][0] == outputs[0][1]).all()


def test_what_variational_dropout_needs(graph):
    cell = cells.GRUCell(3)
    with pytest.raises(ValueError, match="When variational_recurrent=True, dtype must be provided"):
        cells.DropoutWrapper(cell, 0.5, variational_recurrent=True)
    with pytest.raises(ValueError, match=r"input_keep_prob < 1.0 or is unknown, input_size must be provided"):
        cells.DropoutWrapper(cell, 0.5, variational_recurrent=True, dtype=tf.float32)


@pytest.mark.parametrize("name", ["input_keep_prob", "output_keep_prob", "state_keep_prob"])
def test_probabilities_out_of_range(graph, name):
    with pytest.raises(ValueError, match=f"Parameter {name} must be between 0 and 1: 2"):
        cells.DropoutWrapper(cells.GRUCell(3), **{name: 2.5})


def test_a_probability_that_is_fed(graph, session):
    keep = tf.placeholder_with_default(1.0, [])
    cell = cells.DropoutWrapper(cells.BasicRNNCell(50), output_keep_prob=keep)
    output, _ = cell(tf.ones([2, 3]), cell.zero_state(2, tf.float32))
    session.run(tf.global_variables_initializer())
    assert (session.run(output) != 0).all()
    assert 0.1 < (session.run(output, {keep: 0.5}) == 0).mean() < 0.9


def test_seeds_are_those_of_tensorflow(graph):
    assert cells.DropoutWrapper(cells.GRUCell(3), seed=5)._gen_seed("output", 0) == 740058876


# -- other wrappers ----------------------------------------------------------------------------------------------------


def test_residuals_need_equal_shapes(graph):
    cell = cells.ResidualWrapper(cells.GRUCell(3))
    with pytest.raises(ValueError, match=r"Shapes \(2, 4\) and \(2, 3\) are incompatible"):
        cell(x(2, 4), cell.zero_state(2, tf.float32))


def test_a_cell_on_a_device(graph):
    cell = cells.DeviceWrapper(cells.GRUCell(3), "/job:worker/cpu:0")
    output, _ = cell(x(2, 3), cell.zero_state(2, tf.float32))
    assert output.op.device == "/job:worker/device:CPU:0"


def test_wrappers_are_made_again_from_their_configuration(graph):
    inner = cells.GRUCell(3)
    for wrapper in (
        cells.DropoutWrapper(inner, 0.5, seed=3),
        cells.ResidualWrapper(inner),
        cells.DeviceWrapper(inner, "/cpu:0"),
    ):
        config = wrapper.get_config()
        assert config["cell"]["class_name"] == "GRUCell"
        with pytest.raises(ValueError, match="RNNCellWrapper cannot reconstruct the wrapped cell"):
            type(wrapper).from_config(config)
        again = type(wrapper).from_config({**config, "cell": inner})
        assert again.get_config() == config


# -- unrolled ----------------------------------------------------------------------------------------------------------


def test_what_unrolling_refuses(graph):
    cell = cells.GRUCell(3)
    with pytest.raises(TypeError, match="inputs must be a sequence"):
        tf.nn.static_rnn(cell, x(2, 3), dtype=tf.float32)
    with pytest.raises(ValueError, match="inputs must not be empty"):
        tf.nn.static_rnn(cell, [], dtype=tf.float32)
    with pytest.raises(ValueError, match="If no initial_state is provided, dtype must be specified"):
        tf.nn.static_rnn(cell, [x(2, 3)])
    with pytest.raises(ValueError, match="sequence_length must be a vector of length batch_size"):
        tf.nn.static_rnn(cell, [x(2, 3)], dtype=tf.float32, sequence_length=[[1, 2]])
    with pytest.raises(ValueError, match=r"Input size .dimension 0 of inputs. must be accessible via shape inference"):
        tf.nn.static_rnn(cell, [x(2, None)], dtype=tf.float32)
    with pytest.raises(ValueError, match=r"Dimensions 2 and 3 are not compatible"):
        tf.nn.static_rnn(cell, [x(2, 3), x(3, 3)], dtype=tf.float32)
    with pytest.raises(ValueError, match=r"state_name should be the same type as cell.state_size"):
        tf.nn.static_state_saving_rnn(cell, [x(2, 3)], None, ("a", "b"))


def test_a_cell_of_the_kind_before_layers(graph, session):
    class Old:
        input_size = output_size = state_size = 3

        def __call__(self, inputs, state, scope=None):
            with tf.variable_scope(scope or "Old"):
                w = tf.get_variable("w", [3, 3], initializer=tf.ones_initializer())
                return tf.matmul(inputs, w), state + inputs

        def zero_state(self, batch_size, dtype):
            return tf.zeros([batch_size, 3], dtype)

    outputs, state = tf.nn.rnn(Old(), [tf.ones([2, 3])] * 3, dtype=tf.float32)
    session.run(tf.global_variables_initializer())
    assert [v.name for v in tf.global_variables()] == ["rnn/Old/w:0"]
    assert session.run(outputs[-1]).tolist() == [[3.0] * 3] * 2
    assert session.run(state).tolist() == [[3.0] * 3] * 2


def test_linear(graph, session):
    a, b = tf.ones([2, 3]), tf.ones([2, 1])
    with tf.variable_scope("new"):
        cells._linear([a, b], 5, True)
    with tf.variable_scope("old"):
        old = cells._linear([a, b], 5, True, 0.5)
        cells._linear(a, 5, False, scope="Mine")
    assert [(v.name, v.shape.as_list()) for v in tf.global_variables()] == [
        ("new/kernel:0", [4, 5]),
        ("new/bias:0", [5]),
        ("old/Linear/Matrix:0", [4, 5]),
        ("old/Linear/Bias:0", [5]),
        ("old/Mine/Matrix:0", [3, 5]),
    ]
    session.run(tf.global_variables_initializer())
    assert session.run(tf.global_variables()[3]).tolist() == [0.5] * 5
    assert session.run(old).shape == (2, 5)
    with pytest.raises(ValueError, match="`args` must be specified"):
        cells._linear([], 5, True)
    with pytest.raises(ValueError, match="linear is expecting 2D arguments"):
        cells._linear(x(2, 3, 4), 5, True)


@pytest.mark.parametrize(
    "path",
    [
        "python.ops.rnn_cell",
        "python.ops.rnn_cell_impl",
        "models.rnn.rnn_cell",
        "contrib.rnn.python.ops.core_rnn_cell",
        "contrib.rnn.python.ops.core_rnn_cell_impl",
    ],
)
def test_paths_that_programs_import(path):
    module = importlib.import_module(f"headrace.{path}")
    for name in ("BasicLSTMCell", "RNNCell", "MultiRNNCell", "_linear", "LSTMStateTuple", "OutputProjectionWrapper"):
        assert getattr(module, name) is getattr(cells, name)


def test_paths_of_functions():
    assert tf.contrib.rnn.BasicLSTMCell is cells.BasicLSTMCell
    for path in ("python.ops.rnn", "models.rnn.rnn", "contrib.rnn.python.ops.core_rnn"):
        module = importlib.import_module(f"headrace.{path}")
        assert module.static_rnn is module.rnn is tf.nn.rnn
