"""tf.contrib.seq2seq: attention and AttentionWrapper, in decoders and alone."""

import numpy as np
from decoding import BATCH, LENGTHS, SIZE, TIME, _flat, decoded
from running import filled, program

DEPTH, MEMORY = 6, 5
MEMORY_LENGTHS = np.array([5, 3, 4], np.int32)


def _memory(tf, known=True):
    memory = tf.get_variable("memory", [BATCH, MEMORY, DEPTH])
    return memory if known else tf.placeholder_with_default(memory, [None, None, DEPTH])


def _mechanism(kind, units=SIZE, lengths=True, known=True, **options):
    def make(tf):
        given = MEMORY_LENGTHS if lengths else None
        made = {key: value(tf) if callable(value) else value for key, value in options.items()}
        return getattr(tf.contrib.seq2seq, kind)(units, _memory(tf, known), given, **made)

    return make


def _alone(kind, **options):
    """A mechanism asked once."""

    def build(tf):
        mechanism = _mechanism(kind, **options)(tf)
        query = tf.identity(tf.get_variable("query", [BATCH, SIZE]))
        state = mechanism.initial_state(BATCH, tf.float32)
        alignments, next_state = mechanism(query, state)
        again, _ = mechanism(query * 2.0, next_state)
        sizes = tf.convert_to_tensor(mechanism.alignments_size), tf.convert_to_tensor(mechanism.batch_size)
        found = {"alignments": alignments, "again": again, "keys": mechanism.keys, "values": mechanism.values}
        found.update({"initial": state, "size": sizes[0], "batch": sizes[1]})
        return found

    return program(build)


def _own_keys(tf):
    return lambda keys, values: (keys * 2.0, values + 1.0)


def _hardmax(tf):
    return tf.contrib.seq2seq.hardmax


luong = _alone("LuongAttention")
luong_scaled = _alone("LuongAttention", scale=True, name="other")
luong_unmasked = _alone("LuongAttention", lengths=False, probability_fn=_hardmax)
luong_of_unknown_sizes = _alone("LuongAttention", known=False, score_mask_value=-1e3)
luong_own_keys = _alone("LuongAttention", custom_key_value_fn=_own_keys)
luong_of_other_depth = _alone("LuongAttention", units=4)
bahdanau = _alone("BahdanauAttention")
bahdanau_normed = _alone("BahdanauAttention", normalize=True, units=4)
bahdanau_of_unknown_sizes = _alone("BahdanauAttention", known=False, custom_key_value_fn=_own_keys)
monotonic = _alone("BahdanauMonotonicAttention")
monotonic_recursive = _alone("BahdanauMonotonicAttention", mode="recursive", normalize=True, score_bias_init=-0.5)
monotonic_hard = _alone("BahdanauMonotonicAttention", mode="hard", lengths=False)
monotonic_luong = _alone("LuongMonotonicAttention", scale=True)
monotonic_luong_hard = _alone("LuongMonotonicAttention", mode="hard", score_bias_init=0.2)
monotonic_unknown_mode = _alone("LuongMonotonicAttention", mode="soft")


@program
def monotonic_attention(tf):
    chosen = tf.sigmoid(tf.get_variable("chosen", [2, 6]))
    before = tf.nn.softmax(tf.get_variable("before", [2, 6]))
    modes = ("recursive", "parallel", "hard")
    found = {mode: tf.contrib.seq2seq.monotonic_attention(chosen, before, mode) for mode in modes}
    found["product"] = tf.contrib.seq2seq.safe_cumprod(chosen, axis=1, reverse=True)
    found["hardmax"] = tf.contrib.seq2seq.hardmax(filled((2, 3, 4), 1))
    return found


def _wrapped(*mechanisms, cell=None, multi=False, time=TIME, decode=None, **options):
    """A decoder with a wrapped cell over given inputs."""

    def build(tf):
        seq2seq = tf.contrib.seq2seq
        made = [mechanism(tf) for mechanism in mechanisms]
        more = {key: value(tf) if callable(value) else value for key, value in options.items()}
        inner = tf.nn.rnn_cell.GRUCell(SIZE) if cell is None else cell(tf)
        wrapper = seq2seq.AttentionWrapper(inner, made if multi else made[0], **more)
        inputs = tf.get_variable("inputs", [BATCH, TIME, SIZE])
        helper = seq2seq.TrainingHelper(inputs, LENGTHS)
        state = wrapper.zero_state(BATCH, tf.float32)
        return decoded(tf, seq2seq.BasicDecoder(wrapper, helper, state), **(decode or {}))

    return program(build)


def _lstms(tf):
    return tf.nn.rnn_cell.MultiRNNCell([tf.nn.rnn_cell.BasicLSTMCell(SIZE), tf.nn.rnn_cell.BasicLSTMCell(SIZE)])


def _second(kind):
    """A mechanism with a memory of its own."""

    def make(tf):
        with tf.variable_scope("second"):
            return getattr(tf.contrib.seq2seq, kind)(SIZE, tf.get_variable("memory", [BATCH, 4, 3]))

    return make


def _own_input(tf):
    return lambda inputs, attention: tf.concat([attention[:, :2], inputs], 1)


def _own_attention(tf):
    def attend(mechanism, output, state, layer):
        alignments, next_state = mechanism(output, state)
        return tf.reduce_sum(tf.expand_dims(alignments, 2) * mechanism.values, 1) * 0.5, alignments, next_state

    return attend


def _layer(tf):
    return tf.layers.Dense(4, name="of_attention", activation=tf.tanh)


wrapped_luong = _wrapped(_mechanism("LuongAttention"), attention_layer_size=4)
wrapped_bahdanau = _wrapped(_mechanism("BahdanauAttention"), cell=_lstms, name="wrapper", alignment_history=True)
wrapped_output = _wrapped(_mechanism("LuongAttention"), output_attention=False, attention_layer_size=3)
wrapped_two = _wrapped(
    *(_mechanism("LuongAttention"), _second("BahdanauAttention")),
    multi=True,
    attention_layer_size=[4, 3],
    cell_input_fn=_own_input,
)
wrapped_list_of_one = _wrapped(_mechanism("LuongAttention"), multi=True, attention_layer=lambda tf: [_layer(tf)])
wrapped_monotonic = _wrapped(_mechanism("BahdanauMonotonicAttention"), decode={"impute_finished": True})
wrapped_layer = _wrapped(_mechanism("LuongAttention"), attention_layer=_layer, dtype=lambda tf: tf.float32)
wrapped_own = _wrapped(_mechanism("LuongAttention", lengths=False), attention_fn=_own_attention)
wrapped_from_state = _wrapped(
    _mechanism("LuongAttention"), initial_cell_state=lambda tf: tf.constant(filled((BATCH, SIZE), 3)), attention_layer_size=4
)


def _of_unknown_batch(tf):
    return tf.placeholder_with_default(filled((BATCH, SIZE), 3), [None, SIZE])


wrapped_from_unknown_state = _wrapped(_mechanism("LuongAttention"), initial_cell_state=_of_unknown_batch)
wrapped_of_unknown_sizes = _wrapped(_mechanism("LuongAttention", known=False), attention_layer_size=4, alignment_history=True)


@program
def state(tf):
    seq2seq = tf.contrib.seq2seq
    wrapper = seq2seq.AttentionWrapper(tf.nn.rnn_cell.GRUCell(SIZE), _mechanism("LuongAttention")(tf), alignment_history=True)
    zero = wrapper.zero_state(BATCH, tf.float32)
    cloned = zero.clone(cell_state=tf.constant(filled((BATCH, SIZE), 2)))
    unknown = zero.clone(cell_state=tf.placeholder_with_default(filled((BATCH, SIZE), 2), None))
    output, after = wrapper(tf.constant(filled((BATCH, SIZE), 4)), cloned)
    found = {"output": output, "unknown": unknown.cell_state, "history": after.alignment_history.stack()}
    found.update(_flat("cloned", cloned))
    found.update(_flat("after", after))
    return found


# What is refused.


@program
def clone_of_another_shape(tf):
    wrapper = tf.contrib.seq2seq.AttentionWrapper(tf.nn.rnn_cell.GRUCell(SIZE), _mechanism("LuongAttention")(tf))
    return wrapper.zero_state(BATCH, tf.float32).clone(cell_state=tf.zeros([BATCH + 1, SIZE], name="other"))


def _refused(make):
    def build(tf):
        make(tf, tf.contrib.seq2seq, tf.nn.rnn_cell.GRUCell(SIZE), _mechanism("LuongAttention")(tf))
        return {}

    return program(build)


no_mechanism = _refused(lambda tf, s, cell, one: s.AttentionWrapper(cell, 3))
no_mechanisms = _refused(lambda tf, s, cell, one: s.AttentionWrapper(cell, [one, 3]))
no_function = _refused(lambda tf, s, cell, one: s.AttentionWrapper(cell, one, cell_input_fn=3))
no_wrapped_cell = _refused(lambda tf, s, cell, one: s.AttentionWrapper(3, one))
size_and_layer = _refused(lambda tf, s, cell, one: s.AttentionWrapper(cell, one, 3, attention_layer=_layer(tf)))
two_sizes = _refused(lambda tf, s, cell, one: s.AttentionWrapper(cell, one, [3, 4]))
two_layers = _refused(lambda tf, s, cell, one: s.AttentionWrapper(cell, one, attention_layer=[_layer(tf), _layer(tf)]))
other_batch = _refused(lambda tf, s, cell, one: s.AttentionWrapper(cell, one, name="a").zero_state(BATCH + 1, tf.float32))
no_probability = _refused(
    lambda tf, s, cell, one: s.LuongAttention(3, tf.zeros([2, 3, 4]), probability_fn=3)(tf.zeros([2, 3]), 2)
)
unknown_depth = _refused(lambda tf, s, cell, one: s.LuongAttention(3, tf.placeholder(tf.float32, [None, None, None], "m")))
abstract = program(lambda tf: {"size": tf.contrib.seq2seq.AttentionMechanism().alignments_size})
