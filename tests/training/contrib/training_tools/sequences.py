"""Programs that train on sequences in segments."""

from __future__ import annotations

from support.compared import Programs, results
from support.compared.results import refusal

PROGRAMS = Programs(results)


def walked(tf, batch, state, steps, more=()):
    """What `steps` steps of a program see that adds up each segment into its state."""
    added = state + tf.reduce_sum(tf.cast(batch.sequences["s"], tf.float32), axis=[1, 2])
    seen = [
        batch.key,
        batch.next_key,
        batch.length,
        batch.total_length,
        batch.sequence,
        batch.sequence_count,
        batch.batch_size,
        batch.sequences["s"],
        batch.context["c"],
        state,
        *more,
    ]
    saved = batch.save_state("sum", added)
    session = tf.Session()  # not closed: a thread of TensorFlow's may wait for ever to close a barrier that is closed
    session.run([tf.global_variables_initializer(), tf.local_variables_initializer()])
    coordinator = tf.train.Coordinator()
    threads = tf.train.start_queue_runners(session, coordinator)
    found = []
    try:
        for _ in range(steps):
            found.append(session.run([seen, saved])[0])
    except tf.errors.OutOfRangeError:
        found.append("over")
    coordinator.request_stop()
    coordinator.join(threads, stop_grace_period_secs=3, ignore_live_threads=True)
    return found


def one_sequence(tf, count):
    number = tf.train.range_input_producer(count, num_epochs=1, shuffle=False).dequeue()
    length = number + 3
    values = tf.reshape(tf.range(length * 2), [-1, 2]) + 100 * number
    values.set_shape([None, 2])
    return tf.as_string(number), values, length, number


@PROGRAMS
def one_after_the_other(tf):
    key, values, _, number = one_sequence(tf, 2)
    batch = tf.contrib.training.batch_sequences_with_states(
        key, {"s": values}, {"c": number}, None, {"sum": tf.constant(0.0)}, 2, 1, num_threads=1, capacity=1
    )
    shapes = [batch.sequences["s"].shape.as_list(), batch.state("sum").shape.as_list(), batch.length.dtype.name]
    runners = len(tf.get_collection(tf.GraphKeys.QUEUE_RUNNERS))
    return [walked(tf, batch, batch.state("sum"), 4), shapes, runners]


@PROGRAMS
def without_padding(tf):
    key, values, length, number = one_sequence(tf, 2)
    values = tf.concat([values, values], 0)
    values.set_shape([None, 2])
    batch = tf.contrib.training.batch_sequences_with_states(
        key,
        {"s": values},
        {"c": tf.stack([number, number])},
        length,
        {"sum": tf.constant(1.0)},
        1,
        1,
        num_threads=1,
        capacity=1,
        pad=False,
        name="mine",
    )
    return [walked(tf, batch, batch.state("sum"), 30), batch.key.name]


@PROGRAMS
def two_at_a_time(tf):
    values = tf.ones([4, 2])
    key = tf.train.string_input_producer(["a", "b"], num_epochs=1, shuffle=False).dequeue()
    batch = tf.contrib.training.batch_sequences_with_states(
        key, {"s": values}, {"c": key}, None, {"sum": tf.constant(0.0)}, 2, 2, num_threads=1, capacity=2
    )
    return walked(tf, batch, batch.state("sum"), 2)


@PROGRAMS
def sparse(tf):
    key, values, _, number = one_sequence(tf, 2)
    of_sequence = tf.SparseTensor([[0, 1], [2, 0]], ["x", "y"], [3, 4])
    of_context = tf.SparseTensor([[1], [3]], tf.cast(tf.stack([number, number + 1]), tf.int32), [5])
    batch = tf.contrib.training.batch_sequences_with_states(
        key,
        {"s": values[:3], "words": of_sequence},
        {"c": number, "around": of_context},
        None,
        {"sum": tf.constant(0.0)},
        2,
        1,
        num_threads=1,
        capacity=1,
    )
    parts = [batch.sequences["words"], batch.context["around"]]
    more = [part for one in parts for part in (one.indices, one.values, one.dense_shape)]
    return [walked(tf, batch, batch.state("sum"), 4, more), sorted(batch.sequences), sorted(batch.context)]


@PROGRAMS
def unique_keys(tf):
    batch = tf.contrib.training.batch_sequences_with_states(
        tf.constant("k"), {"s": tf.ones([2, 2])}, {"c": 1}, None, {"sum": tf.constant(0.0)}, 2, 1, make_keys_unique=True
    )
    found = walked(tf, batch, batch.state("sum"), 3)
    return [len({step[0][0] for step in found}), {step[0][0].decode().split("k")[0] for step in found} == {"00000_of_00001:"}]


@PROGRAMS
def refused(tf):
    saver = tf.contrib.training.SequenceQueueingStateSaver
    ok = {
        "batch_size": 2,
        "num_unroll": 2,
        "input_length": 4,
        "input_key": "k",
        "input_sequences": {"s": tf.ones([4])},
        "input_context": {"c": tf.constant(1.0)},
        "initial_states": {"h": tf.zeros([3])},
    }

    def told(**changed):
        return refusal(lambda: saver(**dict(ok, **changed)))

    padded = tf.contrib.training.batch_sequences_with_states
    made = saver(**ok)
    return [
        told(capacity=1),
        told(initial_states=[]),
        told(initial_states={}),
        told(initial_states={3: 1})[0],
        told(initial_states={"a:b": tf.zeros([3])}),
        told(initial_states={"h": tf.placeholder(tf.float32)}),
        told(input_sequences={}),
        told(input_sequences={"a:b": tf.ones([4])}),
        told(input_sequences={"s": tf.placeholder(tf.float32, [None, None])}),
        told(input_context={"c": tf.placeholder(tf.float32)}),
        told(input_context={"a:b": tf.ones([4])}),
        told(input_length=4.0),
        told(input_key=3),
        refusal(lambda: padded("k", {"s": tf.ones([4])}, {}, None, {"h": 0.0}, 2.5, 1)),
        refusal(lambda: made.next_batch.save_state("absent", 1.0)),
        [made.batch_size, made.num_unroll, made.barrier.name, made.prefetch_op.name, made.close().name],
    ]


@PROGRAMS
def wrong_lengths(tf):
    def told(sequences, length, pad):
        with tf.Graph().as_default():
            made = {name: tf.placeholder_with_default(tf.ones([size]), [None]) for name, size in sequences.items()}
            tf.contrib.training.batch_sequences_with_states(
                tf.constant("k"), made, {}, length, {"h": tf.constant(0.0)}, 2, 1, num_threads=1, pad=pad
            )
            with tf.Session() as session:
                runner = tf.get_collection(tf.GraphKeys.QUEUE_RUNNERS)[0]
                return refusal(lambda: session.run(runner.enqueue_ops[0]))

    wrong = [told({"s": 3}, 3, False), told({"s": 4, "t": 6}, None, True), told({"s": 4}, 9, True)]
    return [(one[0], one[1].split("[")[1].split("]")[0]) for one in wrong]
