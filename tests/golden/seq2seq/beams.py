"""tf.contrib.seq2seq: beam search, and what it is made of."""

import importlib

import numpy as np
from decoding import decoded
from running import filled, program

BATCH, BEAMS, SIZE, SYMBOLS = 2, 3, 4, 6
START, END = np.array([1, 2], np.int32), 0


def _search(cell=None, width=BEAMS, attention=None, wrapper=None, known=True, layer=True, decode=None, **options):
    def build(tf):
        seq2seq, cells = tf.contrib.seq2seq, tf.nn.rnn_cell
        inner = cells.GRUCell(SIZE) if cell is None else cell(tf)
        start = START if known else tf.placeholder_with_default(START, [None])
        batch = BATCH if known else tf.size(start)
        if attention is not None:
            memory = tf.get_variable("memory", [BATCH, 5, SIZE])
            tiled, lengths = seq2seq.tile_batch((memory, tf.constant([5, 3])), width)
            made = [getattr(seq2seq, kind)(SIZE, tiled, lengths) for kind in attention]
            inner = seq2seq.AttentionWrapper(inner, made if len(made) > 1 else made[0], **(wrapper or {}))
        state = inner.zero_state(batch * width, tf.float32)
        table = tf.get_variable("embedding", [SYMBOLS, SIZE])
        out = tf.layers.Dense(SYMBOLS, name="out", activation=lambda x: x * 4.0) if layer else None
        decoder = seq2seq.BeamSearchDecoder(inner, table, start, END, state, width, out, **options)
        return decoded(tf, decoder, **{"maximum_iterations": 6, **(decode or {})})

    return program(build)


def _lstms(tf):
    return tf.nn.rnn_cell.MultiRNNCell([tf.nn.rnn_cell.BasicLSTMCell(SIZE), tf.nn.rnn_cell.GRUCell(SIZE)])


def _of_symbols(tf):
    return tf.nn.rnn_cell.BasicRNNCell(SYMBOLS, activation=lambda x: x * 2.0)


search = _search()
search_one = _search(width=1)
search_deep = _search(_lstms, length_penalty_weight=0.8)
search_without_layer = _search(_of_symbols, layer=False, decode={"output_time_major": True})
search_of_unknown_sizes = _search(known=False, length_penalty_weight=-0.5)
search_long = _search(length_penalty_weight=1.5, decode={"maximum_iterations": 9, "impute_finished": False})
search_attention = _search(attention=["LuongAttention"], wrapper={"attention_layer_size": SIZE})
search_coverage = _search(attention=["BahdanauAttention"], coverage_penalty_weight=0.7, wrapper={"attention_layer_size": SIZE})
search_coverage_of_two = _search(attention=["BahdanauAttention", "LuongAttention"], coverage_penalty_weight=0.3)
search_history = _search(attention=["LuongAttention"], wrapper={"alignment_history": True})
search_history_unsorted = _search(
    attention=["LuongAttention"], wrapper={"alignment_history": True}, reorder_tensor_arrays=False
)
search_coverage_without_attention = _search(coverage_penalty_weight=0.7)


@program
def search_by_function(tf):
    seq2seq = tf.contrib.seq2seq
    cell = tf.nn.rnn_cell.GRUCell(SIZE)
    state = seq2seq.tile_batch(tf.constant(filled((BATCH, SIZE), 3)), BEAMS)
    table = tf.get_variable("embedding", [SYMBOLS, SIZE])
    out = tf.layers.Dense(SYMBOLS, use_bias=False)
    decoder = seq2seq.BeamSearchDecoder(cell, lambda ids: tf.gather(table, ids) * 3.0, START, END, state, BEAMS, out)
    return decoded(tf, decoder, maximum_iterations=5)


@program
def tile_batch(tf):
    given = {
        "a": tf.get_variable("a", [2, 3]),
        "b": (tf.constant([1, 2]), tf.placeholder_with_default(filled((2, 2, 2), 1), [None, 2, None])),
    }
    tiled = tf.contrib.seq2seq.tile_batch(given, 3, name="tiled")
    return {"a": tiled["a"], "b": tiled["b"][0], "c": tiled["b"][1]}


def _tree(steps, parents, lengths, end=0):
    def build(tf):
        given = (tf.constant(np.array(one, np.int32)) for one in (steps, parents, lengths))
        return {"found": tf.contrib.seq2seq.gather_tree(*given, end_token=end)}

    return program(build)


_RANDOM = np.random.RandomState(3)
tree = _tree([[[1, 2, 3]], [[4, 5, 6]], [[7, 8, 9]]], [[[0, 0, 0]], [[0, 1, 1]], [[2, 1, 2]]], [3])
tree_shorter = _tree([[[1, 2, 3]], [[4, 5, 6]], [[7, 8, 9]]], [[[0, 0, 0]], [[0, 1, 1]], [[2, 1, 2]]], [2], 10)
tree_ended = _tree([[[1, 2, 3]], [[4, 10, 6]], [[7, 8, 9]]], [[[0, 0, 0]], [[0, 1, 1]], [[2, 1, 2]]], [3], 10)
tree_of_many = _tree(_RANDOM.randint(0, 5, (6, 4, 3)), _RANDOM.randint(0, 3, (6, 4, 3)), [6, 0, 3, 9])
tree_of_other_shapes = _tree(np.zeros((2, 1, 3)), np.zeros((2, 1, 2)), [2])
tree_of_other_batch = _tree(np.zeros((2, 1, 3)), np.zeros((2, 1, 3)), [2, 2])


@program
def tree_from_array(tf):
    beam_search_decoder = importlib.import_module(tf.__name__.split(".")[0] + ".contrib.seq2seq.python.ops.beam_search_decoder")
    given = tf.constant(np.arange(24).reshape(3, 2, 2, 2))
    parents = tf.constant([[[0, 0], [0, 0]], [[1, 0], [0, 1]], [[1, 0], [1, 1]]])
    found = beam_search_decoder.gather_tree_from_array(given, parents, tf.constant([[3, 2], [2, 3]]))
    return {"found": found}


# What is refused.


def _refused(start=START, end=END, state=None, **options):
    def build(tf):
        cell = tf.nn.rnn_cell.GRUCell(SIZE)
        made = cell.zero_state(BATCH * BEAMS, tf.float32) if state is None else state(tf)
        table = tf.get_variable("embedding", [SYMBOLS, SIZE])
        tf.contrib.seq2seq.BeamSearchDecoder(cell, table, start, end, made, BEAMS, **options)
        return {}

    return program(build)


no_start_vector = _refused(start=1)
no_end_scalar = _refused(end=[0])
no_output_layer = _refused(output_layer=3)
no_state_of_beams = _refused(state=lambda tf: tf.zeros([BATCH, SIZE]))
no_known_rank = _refused(state=lambda tf: tf.placeholder(tf.float32, None, "state"))
no_cell = program(lambda tf: tf.contrib.seq2seq.BeamSearchDecoder(3, None, None, None, None, 2))
no_batch = program(lambda tf: {"found": tf.contrib.seq2seq.tile_batch(tf.constant(3), 2)})
