"""Candidate samplers and the losses that use them, on samples that are given."""

import numpy as np
from running import filled, program

LABELS = np.array([[1, 2], [3, 4], [0, 7]], np.int64)
SAMPLED = np.array([3, 9, 1, 0, 8], np.int64)
CLASSES = 11


def _sample(tf, labels=LABELS):
    rows = np.abs(filled(labels.shape, 1)) + 0.1
    return tf.constant(SAMPLED), tf.constant(rows), tf.constant(np.abs(filled(SAMPLED.shape, 2)) + 0.2)


def _table(tf, parts=1):
    """Weights and biases, in parts as a partitioned variable has them."""
    partitioner = tf.fixed_size_partitioner(parts) if parts > 1 else None
    weights = tf.get_variable("weights", [CLASSES, 4], partitioner=partitioner)
    return weights, tf.get_variable("biases", [CLASSES], partitioner=partitioner)


def _inputs(tf, dtype="float32"):
    return tf.cast(tf.get_variable("inputs", [3, 4]), dtype)


def _loss(how, parts=1, labels=LABELS, **options):
    def build(tf):
        weights, biases = _table(tf, parts)
        values = _sample(tf, labels)
        call = {"nce": tf.nn.nce_loss, "softmax": tf.nn.sampled_softmax_loss}[how]
        num_true = labels.shape[1]
        return {"loss": call(weights, biases, tf.constant(labels), _inputs(tf), 5, CLASSES, num_true, values, **options)}

    return program(build)


nce = _loss("nce")
nce_of_one_class = _loss("nce", labels=LABELS[:, :1])
nce_without_hits = _loss("nce", remove_accidental_hits=True)
nce_in_parts = _loss("nce", parts=3)
nce_in_parts_by_div = _loss("nce", parts=3, partition_strategy="div")
softmax = _loss("softmax")
softmax_of_one_class = _loss("softmax", labels=LABELS[:, :1])
softmax_with_hits = _loss("softmax", remove_accidental_hits=False)
softmax_of_int32 = _loss("softmax", labels=LABELS.astype(np.int32))
softmax_in_parts_by_div = _loss("softmax", parts=4, partition_strategy="div", name="other", seed=3)
unknown_strategy = _loss("softmax", parts=4, partition_strategy="dib")


@program
def nce_of_all(tf):
    weights, biases = _table(tf)
    sampled = tf.nn.all_candidate_sampler(LABELS, 2, CLASSES, True)
    return {"loss": tf.nn.nce_loss(weights, biases, tf.constant(LABELS), _inputs(tf), CLASSES, CLASSES, 2, sampled)}


@program
def sparse_softmax(tf):
    weights, biases = _table(tf)
    labels = LABELS[:, 1:]
    call = tf.contrib.nn.sampled_sparse_softmax_loss
    return {"loss": call(weights, biases, tf.constant(labels), _inputs(tf), 5, CLASSES, _sample(tf, labels))}


@program
def rank_sampled(tf):
    weights, biases = _table(tf)
    call = tf.contrib.nn.rank_sampled_softmax_loss
    return {"loss": call(weights, biases, tf.constant(LABELS), _inputs(tf), 5, 3, CLASSES, 2, _sample(tf), 0.5, True, "mod")}


@program
def rank_sampled_of_too_few(tf):
    weights, biases = _table(tf)
    call = tf.contrib.nn.rank_sampled_softmax_loss
    return {"loss": call(weights, biases, tf.constant(LABELS), _inputs(tf), 5, 5, CLASSES, 2, _sample(tf), 0.5, True, "mod")}


@program
def rank_sampled_of_too_many(tf):
    weights, biases = _table(tf)
    call = tf.contrib.nn.rank_sampled_softmax_loss
    return {"loss": call(weights, biases, tf.constant(LABELS), _inputs(tf), 15, 5, CLASSES, 2, _sample(tf), 0.5, True, "mod")}


@program
def hits(tf):
    rows, places, weights = tf.nn.compute_accidental_hits(LABELS, tf.constant([3, 2, 1, 3, 5], tf.int64), 2)
    return {"rows": rows, "places": places, "weights": weights}


@program
def hits_of_other_columns(tf):
    return {"rows": tf.nn.compute_accidental_hits(LABELS, tf.constant([3], tf.int64), 3)[0]}


@program
def hits_among_a_matrix(tf):
    return {"rows": tf.nn.compute_accidental_hits(LABELS, tf.constant([[3]], tf.int64), 2)[0]}


def _expected(law, *options, **more):
    """How often classes are expected in a sample in which they may come several times: it depends on no draw."""

    def build(tf):
        drawn = getattr(tf.nn, law + "_candidate_sampler")(LABELS, 2, 6, False, *options, **more)
        return {"true": drawn.true_expected_count, "drawn": tf.shape(drawn.sampled_candidates)}

    return program(build)


uniform = _expected("uniform", 13)
log_uniform = _expected("log_uniform", 13)
log_uniform_of_many = _expected("log_uniform", 1000000)
learned = _expected("learned_unigram", 13)
of_all = _expected("all")
fixed = _expected("fixed_unigram", 8, unigrams=[1.0, 2.0, 0.5, 4.0, 3.0, 1.0, 0.0, 9.0])
fixed_distorted = _expected("fixed_unigram", 8, distortion=0.75, unigrams=[1.0, 2.0, 0.5, 4.0, 3.0, 1.0, 0.0, 9.0])
fixed_reserved = _expected("fixed_unigram", 8, num_reserved_ids=3, unigrams=[1.0, 2.0, 0.5, 4.0, 3.0])
fixed_first_shard = _expected("fixed_unigram", 5, num_reserved_ids=3, num_shards=2, unigrams=[1.0, 2.0, 0.5, 4.0, 3.0])
fixed_last_shard = _expected("fixed_unigram", 4, num_reserved_ids=3, num_shards=2, shard=1, unigrams=[1.0, 2.0, 0.5, 4.0, 3.0])
of_a_vector = program(lambda tf: {"true": tf.nn.uniform_candidate_sampler([1, 2], 2, 6, False, 13)[1]})
of_none = program(lambda tf: {"true": tf.nn.uniform_candidate_sampler([[1, 2]], 2, 0, False, 13)[1]})
