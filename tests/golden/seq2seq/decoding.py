"""tf.contrib.seq2seq: decoders that helpers feed. What is drawn is drawn surely: probabilities are 0 or 1."""

import numpy as np
from running import filled, program

BATCH, TIME, SIZE, SYMBOLS = 3, 4, 5, 7
LENGTHS = np.array([4, 2, 3], np.int32)


def _cell(tf, kind="gru"):
    cells = tf.nn.rnn_cell
    if kind == "gru":
        return cells.GRUCell(SIZE)
    if kind == "lstm":
        return cells.BasicLSTMCell(SIZE)
    return cells.MultiRNNCell([cells.GRUCell(SIZE), cells.LSTMCell(SIZE)])


def _state(tf, cell):
    zeros = cell.zero_state(BATCH, tf.float32)
    if isinstance(zeros, tuple):
        return zeros
    return tf.constant(filled((BATCH, SIZE), 9))


def _inputs(tf, size=SIZE, time_major=False, known=True):
    inputs = tf.get_variable("inputs", [BATCH, TIME, size])
    inputs = tf.transpose(inputs, [1, 0, 2]) if time_major else inputs
    return inputs if known else tf.placeholder_with_default(inputs, [None, None, size])


def _flat(prefix, value):
    """Tensors of a structure by names."""
    if hasattr(value, "stack") and not hasattr(value, "op"):
        return {}
    if hasattr(value, "_fields"):
        parts = list(zip(value._fields, value))  # noqa: B905
    elif isinstance(value, (list, tuple)):
        parts = list(enumerate(value))
    else:
        return {prefix: value}
    found = {}
    for key, part in parts:
        found.update(_flat(f"{prefix}.{key}", part))
    return found


def decoded(tf, decoder, **options):
    outputs, state, lengths = tf.contrib.seq2seq.dynamic_decode(decoder, **options)
    found = _flat("outputs", outputs)
    found.update(_flat("state", state))
    found["lengths"] = lengths
    return found


def _basic(helper, kind="gru", layer=None, state=_state, **options):
    def build(tf):
        cell = _cell(tf, kind)
        made = helper(tf, tf.contrib.seq2seq)
        output_layer = None if layer is None else layer(tf)
        return decoded(tf, tf.contrib.seq2seq.BasicDecoder(cell, made, state(tf, cell), output_layer), **options)

    return program(build)


def _training(**more):
    def make(tf, seq2seq):
        known = more.get("known", True)
        major = more.get("time_major", False)
        lengths = LENGTHS if known else tf.placeholder_with_default(LENGTHS, [None])
        return seq2seq.TrainingHelper(_inputs(tf, time_major=major, known=known), lengths, time_major=major)

    return make


def _dense(tf):
    return tf.layers.Dense(SYMBOLS, name="out")


training = _basic(_training())
training_lstm = _basic(_training(), "lstm", impute_finished=True)
training_deep = _basic(_training(), "deep", _dense, scope="other")
training_of_unknown_sizes = _basic(_training(known=False), impute_finished=True, layer=_dense)
training_time_major = _basic(_training(time_major=True), output_time_major=True)
training_cut = _basic(_training(), maximum_iterations=2, swap_memory=True, parallel_iterations=5)
training_none = _basic(_training(), maximum_iterations=0)


def _embedding(tf, size=SIZE):
    return tf.get_variable("embedding", [SYMBOLS, size])


def _greedy(tf, seq2seq):
    return seq2seq.GreedyEmbeddingHelper(_embedding(tf), tf.constant([1, 2, 3]), 4)


def _greedy_function(tf, seq2seq):
    table = _embedding(tf)
    return seq2seq.GreedyEmbeddingHelper(lambda ids: tf.gather(table, ids) * 2.0, [1, 2, 3], tf.constant(0))


greedy = _basic(_greedy, layer=_dense, maximum_iterations=6)
greedy_function = _basic(_greedy_function, "lstm", _dense, maximum_iterations=5, impute_finished=True)


def _scheduled_embedding(probability):
    def make(tf, seq2seq):
        helper = seq2seq.ScheduledEmbeddingTrainingHelper
        return helper(_inputs(tf), LENGTHS, _embedding(tf), tf.constant(probability), seed=1, scheduling_seed=2)

    return make


def _sharp(tf):
    """Logits so far apart that draws are sure."""
    return tf.layers.Dense(SYMBOLS, name="out", activation=lambda x: tf.round(x * 2.0) * 1e4 + tf.range(7.0) * 300.0)


scheduled_embedding_never = _basic(_scheduled_embedding(0.0), layer=_dense)
scheduled_embedding_always = _basic(_scheduled_embedding(1.0), layer=_sharp)


def _scheduled_output(probability, auxiliary=False, function=False):
    def make(tf, seq2seq):
        more = {"auxiliary_inputs": tf.constant(filled((BATCH, TIME, 2), 4))} if auxiliary else {}
        more.update({"next_inputs_fn": lambda outputs: outputs * 0.5} if function else {})
        return seq2seq.ScheduledOutputTrainingHelper(_inputs(tf), LENGTHS, probability, seed=1, **more)

    return make


scheduled_output_never = _basic(_scheduled_output(0.0))
scheduled_output_always = _basic(_scheduled_output(1.0))
scheduled_output_by_function = _basic(_scheduled_output(1.0, function=True))
scheduled_output_auxiliary = _basic(_scheduled_output(1.0, True))
scheduled_output_auxiliary_by_function = _basic(_scheduled_output(1.0, True, True))
scheduled_output_of_matrix = _basic(_scheduled_output([[0.5]]))


def _sample(tf, seq2seq):
    return seq2seq.SampleEmbeddingHelper(_embedding(tf), [1, 2, 3], 4, softmax_temperature=0.5, seed=3)


sampled = _basic(_sample, layer=_sharp, maximum_iterations=4)


def _inference(tf, seq2seq):
    return seq2seq.InferenceHelper(
        sample_fn=lambda outputs: outputs * 0.9,
        sample_shape=[SIZE],
        sample_dtype=tf.float32,
        start_inputs=tf.constant(filled((BATCH, SIZE), 6)),
        end_fn=lambda samples: samples[:, 0] > 0.5,
        next_inputs_fn=lambda samples: -samples,
    )


def _inference_plain(tf, seq2seq):
    start = tf.constant(filled((BATCH, SIZE), 6))
    return seq2seq.InferenceHelper(lambda x: x + 0.1, [SIZE], tf.float32, start, lambda samples: samples[:, 1] > 0.3)


inference = _basic(_inference, maximum_iterations=4)
inference_plain = _basic(_inference_plain, maximum_iterations=3)


def _custom(tf, seq2seq):
    given = _inputs(tf)

    def initialize():
        return tf.zeros([BATCH], tf.bool), given[:, 0]

    def next_inputs(time, outputs, state, sample_ids):
        finished = tf.fill([BATCH], time >= TIME - 2)
        return finished, given[:, 1] * tf.cast(time + 1, tf.float32), state

    return seq2seq.CustomHelper(
        initialize, lambda time, outputs, state: tf.argmax(outputs, 1, output_type=tf.int32), next_inputs
    )


custom = _basic(_custom)


@program
def own_decoder(tf):
    """A decoder of a program's own, with nested inputs and state."""
    seq2seq = tf.contrib.seq2seq
    table = tf.get_variable("table", [SYMBOLS, SIZE])

    class Decoder(seq2seq.Decoder):
        batch_size = BATCH

        @property
        def output_size(self):
            return {"sum": tf.TensorShape([SIZE]), "count": tf.TensorShape([])}

        @property
        def output_dtype(self):
            return {"sum": tf.float32, "count": tf.int32}

        def initialize(self, name=None):
            state = (tf.zeros([BATCH, SIZE]), [tf.zeros([BATCH], tf.int32)])
            return tf.constant([False, False, True]), {"id": tf.constant([1, 2, 3])}, state

        def step(self, time, inputs, state, name=None):
            total = state[0] + tf.gather(table, inputs["id"])
            count = state[1][0] + 1
            outputs = {"sum": total, "count": count}
            return outputs, (total, [count]), {"id": (inputs["id"] + 1) % SYMBOLS}, count >= tf.constant([3, 2, 4])

        def finalize(self, outputs, final_state, sequence_lengths):
            return {"sum": outputs["sum"] * 2.0, "count": outputs["count"]}, final_state

    outputs, state, lengths = seq2seq.dynamic_decode(Decoder(), impute_finished=True)
    found = {"sum": outputs["sum"], "count": outputs["count"], "lengths": lengths}
    found.update(_flat("state", state))
    return found


# What is refused.

no_decoder = program(lambda tf: decoded(tf, 3))
no_scalar = _basic(_training(), maximum_iterations=[3])
no_vector = _basic(lambda tf, seq2seq: seq2seq.TrainingHelper(_inputs(tf), [[1, 2]]))
no_start_vector = _basic(lambda tf, seq2seq: seq2seq.GreedyEmbeddingHelper(_embedding(tf), 1, 0))
no_end_scalar = _basic(lambda tf, seq2seq: seq2seq.GreedyEmbeddingHelper(_embedding(tf), [1], [0]))
no_cell = program(lambda tf: tf.contrib.seq2seq.BasicDecoder(None, None, None))
no_helper = program(lambda tf: tf.contrib.seq2seq.BasicDecoder(_cell(tf), 3, None))
no_layer = program(lambda tf: tf.contrib.seq2seq.BasicDecoder(_cell(tf), _training()(tf, tf.contrib.seq2seq), None, 5))
no_batch_size = program(lambda tf: {"size": tf.contrib.seq2seq.CustomHelper(None, None, None).batch_size})


def _loss(**options):
    def build(tf):
        logits = tf.get_variable("logits", [BATCH, TIME, SYMBOLS])
        targets = tf.constant(np.arange(BATCH * TIME).reshape(BATCH, TIME) % SYMBOLS)
        weights = tf.constant(np.array([[1, 1, 1, 1], [1, 0.5, 0, 0], [0, 0, 0, 0]], np.float32))
        made = {"logits": logits, "targets": targets, "weights": weights}
        made.update({key: value(tf) if callable(value) else value for key, value in options.items()})
        return {"loss": tf.contrib.seq2seq.sequence_loss(**made)}

    return program(build)


def _own_loss(tf):
    return lambda labels, logits: tf.reduce_sum(logits, 1) * tf.cast(labels, tf.float32)


_NONE = {"average_across_timesteps": False, "average_across_batch": False}
loss = _loss()
loss_of_steps = _loss(average_across_batch=True, average_across_timesteps=False)
loss_of_elements = _loss(average_across_batch=False, average_across_timesteps=True, name="other")
loss_of_each = _loss(**_NONE)
loss_summed = _loss(sum_over_timesteps=True, sum_over_batch=True, **_NONE)
loss_summed_of_steps = _loss(sum_over_batch=True, **_NONE)
loss_summed_of_elements = _loss(sum_over_timesteps=True, softmax_loss_function=_own_loss, **_NONE)
loss_of_both = _loss(sum_over_timesteps=True)
loss_of_both_batch = _loss(sum_over_batch=True)
loss_of_matrix = _loss(logits=lambda tf: tf.zeros([BATCH, SYMBOLS]))
loss_of_vector = _loss(targets=lambda tf: tf.zeros([BATCH], tf.int32))
loss_of_weights = _loss(weights=lambda tf: tf.zeros([BATCH]))
