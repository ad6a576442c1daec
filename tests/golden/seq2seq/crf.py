"""tf.contrib.crf, on lengths that are known and on those that are not, of one step and of more."""

import numpy as np
from running import filled, program

BATCH, LENGTH, TAGS = 4, 5, 3
LENGTHS = np.array([5, 3, 1, 0])


def _inputs(tf, length, known):
    inputs = tf.get_variable("inputs", [BATCH, length, TAGS])
    return inputs if known else tf.placeholder_with_default(inputs, [None, None, TAGS])


def _transitions(tf):
    return tf.get_variable("between", [TAGS, TAGS])


def _tags(tf, length, kind):
    return tf.constant(np.arange(BATCH * length).reshape(BATCH, length) * 2 % TAGS, kind)


def _lengths(tf, length, kind):
    return tf.constant(np.minimum(LENGTHS, length), kind)


def _case(build, length=LENGTH, known=True, kind="int32"):
    def run(tf):
        inputs = _inputs(tf, length, known)
        found = build(tf, inputs, _lengths(tf, length, kind), _tags(tf, length, kind))
        return found if isinstance(found, dict) else {"found": found}

    return program(run)


def _log_likelihood(tf, inputs, lengths, tags):
    found, transitions = tf.contrib.crf.crf_log_likelihood(inputs, tags, lengths)
    return {"found": found, "transitions": tf.convert_to_tensor(transitions)}


def _sequence_score(tf, inputs, lengths, tags):
    return tf.contrib.crf.crf_sequence_score(inputs, tags, lengths, _transitions(tf))


def _log_norm(tf, inputs, lengths, tags):
    return tf.contrib.crf.crf_log_norm(inputs, lengths, _transitions(tf))


def _multitag(tf, inputs, lengths, tags):
    allowed = tf.constant(filled(tags.shape.as_list() + [TAGS], 3) > -0.6)
    return tf.contrib.crf.crf_multitag_sequence_score(inputs, allowed, lengths, _transitions(tf))


def _unary(tf, inputs, lengths, tags):
    return tf.contrib.crf.crf_unary_score(tags, lengths, inputs)


def _binary(tf, inputs, lengths, tags):
    return tf.contrib.crf.crf_binary_score(tags, lengths, _transitions(tf))


def _decode(tf, inputs, lengths, tags):
    found, score = tf.contrib.crf.crf_decode(inputs, _transitions(tf), lengths)
    return {"tags": found, "score": score}


log_likelihood = _case(_log_likelihood)
log_likelihood_int64 = _case(_log_likelihood, kind="int64")
log_likelihood_unknown = _case(_log_likelihood, known=False)
log_likelihood_of_one = _case(_log_likelihood, 1)
log_likelihood_of_one_unknown = _case(_log_likelihood, 1, False)
log_likelihood_of_two = _case(_log_likelihood, 2)
sequence_score = _case(_sequence_score)
sequence_score_of_one = _case(_sequence_score, 1)
log_norm = _case(_log_norm)
log_norm_unknown = _case(_log_norm, known=False)
multitag = _case(_multitag)
multitag_unknown = _case(_multitag, known=False)
multitag_of_one = _case(_multitag, 1)
unary = _case(_unary)
unary_int64 = _case(_unary, kind="int64")
binary = _case(_binary)
decode = _case(_decode)
decode_int64 = _case(_decode, kind="int64")
decode_unknown = _case(_decode, known=False)
decode_of_one = _case(_decode, 1)
decode_of_one_unknown = _case(_decode, 1, False)


@program
def cells(tf):
    forward, best = tf.contrib.crf.CrfForwardRnnCell(_transitions(tf)), tf.contrib.crf.CrfDecodeForwardRnnCell(tf.ones([3, 3]))
    back = tf.contrib.crf.CrfDecodeBackwardRnnCell(3)
    inputs, state = tf.get_variable("inputs", [2, 3]), tf.constant(filled((2, 3), 2))
    pointers, scores = best(inputs, state)
    sizes = [size for cell in (forward, best, back) for size in (cell.state_size, cell.output_size)]
    return {
        "sums": forward(inputs, state)[0],
        "pointers": pointers,
        "scores": scores,
        "back": back(tf.constant([[2, 0, 1], [1, 1, 2]]), tf.constant([[2], [0]]))[0],
        "sizes": tf.constant(sizes),
    }


@program
def viterbi(tf):
    tags, score = tf.contrib.crf.viterbi_decode(filled((6, 4), 1), filled((4, 4), 2))
    return {"tags": tf.constant([int(tag) for tag in tags]), "score": tf.constant(score)}
