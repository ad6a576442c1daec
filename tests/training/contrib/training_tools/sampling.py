"""Programs that sample: the names of what they build, what they refuse, and what is the same for all random numbers."""

from __future__ import annotations

from support.compared import Programs, results
from support.compared.results import kinds, refusal

PROGRAMS = Programs(results)


def batches(tf, fetched, count):
    with tf.Session() as session:
        session.run([tf.global_variables_initializer(), tf.local_variables_initializer()])
        coordinator = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(session, coordinator)
        found = [session.run(fetched) for _ in range(count)]
        coordinator.request_stop()
        coordinator.join(threads, stop_grace_period_secs=10)
        return found


@PROGRAMS
def rejected(tf):
    number = tf.cast(tf.constant([0, 1, 2, 3]), tf.float32)
    kept = tf.contrib.training.rejection_sample(
        [number, number * 2], lambda one: tf.cast(one[0] > 1.5, tf.float32), 3, enqueue_many=True, runtime_checks=True
    )
    found = batches(tf, kept, 4)
    return [
        sorted({value for batch in found for value in batch[0].tolist()}),
        all((batch[1] == batch[0] * 2).all() for batch in found),
        [one.shape.as_list() for one in kept],
        [one.name for one in tf.get_collection(tf.GraphKeys.QUEUE_RUNNERS)],
    ]


@PROGRAMS
def single_records_rejected(tf):
    kept = tf.contrib.training.rejection_sample([tf.constant([7, 8])], lambda one: tf.constant(1.0), 2, name="mine")
    return [batches(tf, kept, 1), [one.name for one in kept]]


@PROGRAMS
def stratified(tf):
    labels = tf.constant([0, 1, 2, 0])
    data, kept = tf.contrib.training.stratified_sample(
        [labels * 10, tf.as_string(labels)], labels, [0.5, 0.0, 0.5], 4, [0.5, 0.25, 0.25], enqueue_many=True
    )
    found = batches(tf, [kept, *data], 5)
    return [
        sorted({label for batch in found for label in batch[0].tolist()}),
        all((batch[1] == batch[0] * 10).all() for batch in found),
        [one.shape.as_list() for one in (kept, *data)],
        [one.dtype.name for one in (kept, *data)],
    ]


@PROGRAMS
def stratified_with_counted_probabilities(tf):
    data, kept = tf.contrib.training.stratified_sample([tf.constant(3.0)], tf.constant(1), [0.5, 0.5], 2)
    variables = [(one.name, one.dtype.name, one.shape.as_list()) for one in tf.global_variables()]
    return [batches(tf, [kept, data], 2), variables, len(tf.trainable_variables())]


@PROGRAMS
def refused_samples(tf):
    training = tf.contrib.training
    one, label = [tf.constant(1.0)], tf.constant(0)
    return [
        refusal(lambda: training.stratified_sample(one, label, [0.5, 0.5], 2, [0.2, 0.3, 0.5])),
        refusal(lambda: training.stratified_sample(one, tf.constant(0.0), [0.5, 0.5], 2))[0],
        refusal(lambda: training.stratified_sample(one, label, [[0.5, 0.5]], 2))[0],
        refusal(lambda: training.stratified_sample(one, label, tf.placeholder(tf.float32), 2))[0],
        refusal(lambda: training.stratified_sample([tf.zeros([2])], tf.zeros([3], tf.int32), [0.5, 0.5], 2, enqueue_many=True))[
            0
        ],
        refusal(lambda: training.rejection_sample([tf.zeros([2]), tf.zeros([3])], None, 2, enqueue_many=True))[0],
    ]


@PROGRAMS
def resampled(tf):
    training = tf.contrib.training
    rates = tf.constant([0.0, 400.0, 0.0, 100.0])
    numbers, words = training.resample_at_rate([tf.constant([1, 2, 3, 4]), tf.constant(["a", "b", "c", "d"])], rates)
    nothing = training.resample_at_rate([tf.constant([1, 2])], tf.constant([0.0, 0.0]))
    with tf.Session() as session:
        found = session.run([numbers, words, nothing[0]])
    return [
        sorted(set(found[0].tolist())),
        sorted(set(found[1].tolist())),
        bool(300 < (found[0] == 2).sum() < 500 and 50 < (found[0] == 4).sum() < 150),
        bool((found[0][1:] >= found[0][:-1]).all()),
        found[2],
    ]


@PROGRAMS
def weighted(tf):
    weights = tf.constant([0.0, 3.0, 1.0])
    rows, rates = tf.contrib.training.weighted_resample([tf.constant([1, 2, 3])], weights, tf.constant(200.0), mean_decay=0.5)
    with tf.Session() as session:
        session.run([tf.local_variables_initializer(), tf.global_variables_initializer()])
        found = [session.run([rows[0], rates]) for _ in range(2)]
    return [
        [sorted(set(one[0].tolist())) for one in found],
        [sorted(set(one[1].tolist())) for one in found],
        [sorted(one.name for one in found) for found in (tf.local_variables(), tf.global_variables())],
        len(rows),
    ]


@PROGRAMS
def poisson(tf):
    some = tf.random_poisson([1.0, 2.0], [3])
    typed = tf.random.poisson(tf.constant(4.0, tf.float64), (), tf.int32, seed=3)
    none = tf.random_poisson([0.0, -1.0], [2])
    with tf.Session() as session:
        values = session.run([none, tf.reduce_mean(tf.random_poisson(9.0, [4000]))])
    return [
        some.shape.as_list(),
        some.dtype.name,
        typed.dtype.name,
        values[0],
        bool(8.7 < values[1] < 9.3),
        kinds(tf)[:3],
    ]
