"""tf.contrib.legacy_seq2seq: every function, with and without what is optional."""

import numpy as np
from running import filled, program

BATCH, SIZE, SYMBOLS = 3, 4, 7


def _floats(tf, count, k=0, size=SIZE):
    return [tf.constant(filled((BATCH, size), k + i)) for i in range(count)]


def _symbols(tf, count, k=0, kind="int32"):
    return [tf.constant((np.arange(BATCH) * (k + 2) + i * 3) % SYMBOLS, kind) for i in range(count)]


def _cell(tf, kind="gru"):
    cells = tf.nn.rnn_cell
    if kind == "gru":
        return cells.GRUCell(SIZE)
    if kind == "lstm":
        return cells.BasicLSTMCell(SIZE)
    return cells.MultiRNNCell([cells.GRUCell(SIZE), cells.LSTMCell(SIZE)])


def _named(outputs, state):
    found = {f"output_{k}": output for k, output in enumerate(outputs)}
    parts = []
    while isinstance(state, tuple) and any(isinstance(part, tuple) for part in state):
        state = sum([part if isinstance(part, tuple) else (part,) for part in state], ())
    parts = state if isinstance(state, tuple) else (state,)
    found.update({f"state_{k}": part for k, part in enumerate(parts)})
    return found


def _of(function, *kinds, **options):
    """A call of a function with inputs of the kinds, and `options`, which are functions of tf where they depend on it."""

    def build(tf):
        made = {key: value(tf) if callable(value) else value for key, value in options.items()}
        given = [kind(tf) for kind in kinds]
        return _named(*getattr(tf.contrib.legacy_seq2seq, function)(*given, **made))

    return program(build)


def _inputs(count, k=0):
    return lambda tf: _floats(tf, count, k)


def _tokens(count, k=0):
    return lambda tf: _symbols(tf, count, k)


def _made(kind):
    return lambda tf: _cell(tf, kind)


def _is(value):
    return lambda tf: value


def _tensor(value):
    """A bool that is only known when it runs."""
    return lambda tf: tf.placeholder_with_default(value, [])


def _projection(tf):
    return tf.get_variable("out/weights", [SIZE, SYMBOLS]), tf.get_variable("out/biases", [SYMBOLS])


def _wrong_projection(tf):
    return tf.get_variable("out/weights", [SIZE, SYMBOLS - 1]), tf.get_variable("out/biases", [SYMBOLS - 1])


def _state(tf):
    return tf.constant(filled((BATCH, SIZE), 5))


def _memory(tf):
    return tf.constant(filled((BATCH, 5, 6), 6))


def _unknown_memory(tf):
    return tf.placeholder_with_default(filled((BATCH, 5, 6), 6), [None, None, 6])


rnn_decoder = _of("rnn_decoder", _inputs(3), _state, _made("gru"))
rnn_decoder_looping = _of("rnn_decoder", _inputs(3), _state, _made("gru"), loop_function=lambda tf: lambda x, i: x * (i + 1.0))
basic = _of("basic_rnn_seq2seq", _inputs(2), _inputs(3, 3), _made("gru"))
basic_lstm = _of("basic_rnn_seq2seq", _inputs(2), _inputs(3, 3), _made("lstm"), scope="other")
basic_deep = _of("basic_rnn_seq2seq", _inputs(2), _inputs(3, 3), _made("deep"))
basic_of_nothing = _of("basic_rnn_seq2seq", _inputs(0), _inputs(3, 3), _made("gru"))
tied = _of("tied_rnn_seq2seq", _inputs(2), _inputs(3, 3), _made("lstm"))
tied_looping = _of("tied_rnn_seq2seq", _inputs(2), _inputs(3, 3), _made("gru"), loop_function=lambda tf: lambda x, i: -x)
embedding_decoder = _of("embedding_rnn_decoder", _tokens(3), _state, _made("gru"), _is(SYMBOLS), _is(SIZE))
embedding_decoder_feeding = _of(
    *("embedding_rnn_decoder", _tokens(3), _state, _made("gru"), _is(SYMBOLS), _is(5)),
    feed_previous=True,
    output_projection=_projection,
    update_embedding_for_previous=False,
)
embedding_decoder_wrongly_projected = _of(
    *("embedding_rnn_decoder", _tokens(3), _state, _made("gru"), _is(SYMBOLS), _is(5)), output_projection=_wrong_projection
)

_SIDES = (_tokens(2), _tokens(3, 1))
_SIZES = (_is(SYMBOLS), _is(SYMBOLS), _is(5))
embedding = _of("embedding_rnn_seq2seq", *_SIDES, _made("gru"), *_SIZES)
embedding_lstm = _of("embedding_rnn_seq2seq", *_SIDES, _made("lstm"), *_SIZES, feed_previous=True, scope="other")
embedding_projected = _of("embedding_rnn_seq2seq", *_SIDES, _made("deep"), *_SIZES, output_projection=_projection)
embedding_double = _of("embedding_rnn_seq2seq", *_SIDES, _made("gru"), *_SIZES, dtype=lambda tf: tf.float64)
embedding_if_fed = _of("embedding_rnn_seq2seq", *_SIDES, _made("lstm"), *_SIZES, feed_previous=_tensor(True))
embedding_if_not_fed = _of("embedding_rnn_seq2seq", *_SIDES, _made("gru"), *_SIZES, feed_previous=_tensor(False))

_TIED = (_is(SYMBOLS), _is(5))
embedding_tied = _of("embedding_tied_rnn_seq2seq", *_SIDES, _made("gru"), *_TIED)
embedding_tied_fewer = _of("embedding_tied_rnn_seq2seq", *_SIDES, _made("gru"), *_TIED, num_decoder_symbols=5)
embedding_tied_feeding = _of("embedding_tied_rnn_seq2seq", *_SIDES, _made("lstm"), *_TIED, feed_previous=True)
embedding_tied_projected = _of(
    "embedding_tied_rnn_seq2seq", *_SIDES, _made("gru"), *_TIED, output_projection=_projection, feed_previous=True
)
embedding_tied_wrongly = _of("embedding_tied_rnn_seq2seq", *_SIDES, _made("gru"), *_TIED, output_projection=_wrong_projection)
embedding_tied_if_fed = _of("embedding_tied_rnn_seq2seq", *_SIDES, _made("gru"), *_TIED, feed_previous=_tensor(True))
embedding_tied_if_not = _of("embedding_tied_rnn_seq2seq", *_SIDES, _made("lstm"), *_TIED, feed_previous=_tensor(False))

_LOOKING = (_inputs(3), _state, _memory)
attention_decoder = _of("attention_decoder", *_LOOKING, _made("gru"))
attention_decoder_two_heads = _of("attention_decoder", *_LOOKING, _made("gru"), num_heads=2, output_size=6)
attention_decoder_from_state = _of(
    *("attention_decoder", _inputs(3), _state, _unknown_memory, _made("gru")), initial_state_attention=True, scope="other"
)
attention_decoder_looping = _of("attention_decoder", *_LOOKING, _made("gru"), loop_function=lambda tf: lambda x, i: x + 0.5)
attention_decoder_no_heads = _of("attention_decoder", *_LOOKING, _made("gru"), num_heads=0)
attention_decoder_no_inputs = _of("attention_decoder", _inputs(0), _state, _memory, _made("gru"))
attention_decoder_unknown = _of(
    "attention_decoder", _inputs(3), _state, lambda tf: tf.placeholder(tf.float32, [None, None, None], "m"), _made("gru")
)
attention_decoder_unknown_input = _of(
    "attention_decoder", lambda tf: [tf.placeholder(tf.float32, [None, None], "given")], _state, _memory, _made("gru")
)
embedding_attention_decoder = _of(
    *("embedding_attention_decoder", _tokens(3), _state, _memory, _made("gru"), _is(SYMBOLS), _is(5)), feed_previous=False
)
embedding_attention_decoder_feeding = _of(
    *("embedding_attention_decoder", _tokens(3), _state, _memory, _made("gru"), _is(SYMBOLS), _is(5)),
    feed_previous=True,
    output_projection=_projection,
    num_heads=2,
)
embedding_attention_decoder_wrongly = _of(
    *("embedding_attention_decoder", _tokens(3), _state, _memory, _made("gru"), _is(SYMBOLS), _is(5)),
    output_projection=_wrong_projection,
)
attention = _of("embedding_attention_seq2seq", *_SIDES, _made("gru"), *_SIZES)
attention_lstm = _of("embedding_attention_seq2seq", *_SIDES, _made("lstm"), *_SIZES, num_heads=2, feed_previous=True)
attention_projected = _of(
    *("embedding_attention_seq2seq", *_SIDES, _made("deep"), *_SIZES),
    output_projection=_projection,
    initial_state_attention=True,
)
attention_if_fed = _of("embedding_attention_seq2seq", *_SIDES, _made("deep"), *_SIZES, feed_previous=_tensor(True))
attention_if_not_fed = _of("embedding_attention_seq2seq", *_SIDES, _made("gru"), *_SIZES, feed_previous=_tensor(False))


def _one2many(feed_previous, cells=("a", "b"), encoder=_cell):
    def build(tf):
        outputs, states = tf.contrib.legacy_seq2seq.one2many_rnn_seq2seq(
            _symbols(tf, 2),
            {"a": _symbols(tf, 2, 1), "b": _symbols(tf, 3, 2)},
            encoder(tf),
            {name: _cell(tf) for name in cells},
            SYMBOLS,
            {"a": 7, "b": 8},
            5,
            feed_previous=feed_previous(tf),
        )
        found = {}
        for name in "ab":
            found.update({name + key: value for key, value in _named(outputs[name], states[name]).items()})
        return found

    return program(build)


one2many = _one2many(_is(False))
one2many_feeding = _one2many(_is(True))
one2many_if_fed = _one2many(_tensor(True))
one2many_of_other_names = _one2many(_is(True), "ac")
one2many_of_no_cell = _one2many(_is(True), encoder=lambda tf: 3)


def _loss(function, count=2, **options):
    def build(tf):
        logits = [tf.get_variable(f"logits_{k}", [BATCH, SYMBOLS]) for k in range(2)]
        weights = [tf.constant(np.abs(filled((BATCH,), k))) for k in range(count)]
        made = {key: value(tf) if callable(value) else value for key, value in options.items()}
        return {"loss": getattr(tf.contrib.legacy_seq2seq, function)(logits, _symbols(tf, 2), weights, **made)}

    return program(build)


def _own_loss(tf):
    return lambda labels, logits: tf.reduce_sum(logits, 1) * tf.cast(labels, tf.float32)


loss = _loss("sequence_loss")
loss_of_all = _loss("sequence_loss", average_across_batch=False, average_across_timesteps=False)
loss_own = _loss("sequence_loss", softmax_loss_function=_own_loss, name="other")
loss_by_example = _loss("sequence_loss_by_example")
loss_by_example_summed = _loss("sequence_loss_by_example", average_across_timesteps=False, softmax_loss_function=_own_loss)
loss_of_other_lengths = _loss("sequence_loss_by_example", 1)


def _buckets(targets=4, **options):
    def build(tf):
        legacy = tf.contrib.legacy_seq2seq
        weights = [tf.constant(np.abs(filled((BATCH,), k))) for k in range(4)]

        def model(one, other):
            return legacy.embedding_attention_seq2seq(one, other, _cell(tf), SYMBOLS, SYMBOLS, 5)

        goal = _symbols(tf, targets, 2)
        outputs, losses = legacy.model_with_buckets(
            _symbols(tf, 3), _symbols(tf, 4, 1), goal, weights, [(2, 2), (3, 4)], model, **options
        )
        found = {f"loss_{k}": one for k, one in enumerate(losses)}
        found.update({f"last_{k}": one[-1] for k, one in enumerate(outputs)})
        return found

    return program(build)


buckets = _buckets()
buckets_by_example = _buckets(per_example_loss=True, name="other")
buckets_of_too_few = _buckets(3)
