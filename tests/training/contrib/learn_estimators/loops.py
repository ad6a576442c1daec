"""Graphs trained, watched and fed by tf.contrib.learn without estimators, run by TensorFlow 1.15 and here."""

import os

import numpy as np
from support.compared import Programs, results

PROGRAMS = Programs(results)


def _data():
    return [(np.sin(np.arange(80) * 1.7) * 2).astype(np.float32).reshape(20, 4)]


@PROGRAMS
def tables(tf):
    columns = tf.contrib.learn.infer_real_valued_columns_from_input(_data()[0])
    named = tf.contrib.learn.infer_real_valued_columns_from_input({"a": np.zeros([3, 2]), "b": np.zeros(3, np.int64)})
    return [str(columns), sorted(map(str, named))]


def _graph(tf):
    x = tf.constant(_data()[0])
    step = tf.train.create_global_step()
    w = tf.get_variable("w", [4, 1], initializer=tf.zeros_initializer())
    loss = tf.reduce_mean(tf.square(tf.matmul(x, w) - 1.0))
    return tf.train.GradientDescentOptimizer(0.1).minimize(loss, step), loss, w


@PROGRAMS
def actions(tf):
    """Graphs trained and evaluated without estimators."""
    learn = tf.contrib.learn
    train_op, loss, w = _graph(tf)
    graph = tf.get_default_graph()
    last = learn.train(graph, "model", train_op, loss, steps=4)
    with tf.Graph().as_default() as graph:
        train_op, loss, w = _graph(tf)
        last_of_all = learn.train(graph, "model", train_op, loss, max_steps=6)
    with tf.Graph().as_default() as graph:
        _, loss, w = _graph(tf)
        found = learn.evaluate(graph, "evaluated", "model", {"loss": loss, "w": w}, max_steps=1)
    return [last, last_of_all, found[0]["loss"], found[0]["w"], found[1], [name[:6] for name in os.listdir("evaluated")]]


@PROGRAMS
def actions_fed(tf):
    learn = tf.contrib.learn
    fed = tf.placeholder(tf.float32, [])
    step = tf.train.create_global_step()
    total = tf.get_variable("total", [], initializer=tf.zeros_initializer())
    graph, values = tf.get_default_graph(), [1.0, 2.0, 3.0]
    update = tf.group(total.assign_add(fed), step.assign_add(1))
    feeds = iter([{fed: value} for value in values])
    last = learn.train(graph, "model", update, fed * 2, feed_fn=lambda: next(feeds), supervisor_save_summaries_steps=1)
    return [last, tf.train.load_variable("model", "total"), int(tf.train.load_variable("model", "global_step"))]


@PROGRAMS
def default_monitors(tf):
    monitors = tf.contrib.learn.monitors
    loss, writer = tf.constant(1.0), tf.summary.FileWriter("logs")
    made = monitors.get_default_monitors(loss, tf.summary.scalar("a", loss), summary_writer=writer)
    with_nan = monitors.NanLoss(tf.constant(float("nan")), fail_on_nan_loss=False)
    with_nan.begin()
    asked = with_nan.step_begin(1)
    ends = with_nan.step_end(1, {asked[0]: float("nan")})
    saver = monitors.CheckpointSaver("saved", save_steps=2, saver=None)
    saver.begin()
    return [[type(one).__name__ for one in made], len(asked), ends, saver.run_on_all_workers]


@PROGRAMS
def shared_queues(tf):
    for name in "ab":
        with open(name + ".txt", "w") as file:
            file.write(f"1 {name}\n2 {name}\n")
    learn = tf.contrib.learn
    given = {"randomize_input": False, "num_epochs": 2}
    keys, lines = learn.read_keyed_batch_examples_shared_queue("?.txt", 3, tf.TextLineReader, **given)
    return [sorted(name for name in _variables(tf)), keys.shape.as_list(), _read(tf, [keys, lines])]


def _variables(tf):
    return [variable.op.name for variable in tf.global_variables() + tf.local_variables()]


def _read(tf, tensors):
    found = []
    with tf.Session() as session:
        session.run([tf.global_variables_initializer(), tf.local_variables_initializer()])
        coordinator = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(session, coordinator)
        try:
            while True:
                found.append([one.tolist() for one in session.run(tensors)])
        except tf.errors.OutOfRangeError:
            pass
        coordinator.request_stop()
        coordinator.join(threads)
    return sorted(line for batch in found for line in batch[-1])


@PROGRAMS
def shared_queues_of_features(tf):
    with tf.python_io.TFRecordWriter("a.tfrecord") as writer:
        for number in range(4):
            example = tf.train.Example()
            example.features.feature["n"].int64_list.value.append(number)
            writer.write(example.SerializeToString())
    learn, spec = tf.contrib.learn, {"n": tf.FixedLenFeature([], tf.int64)}
    given = {"randomize_input": False, "num_epochs": 1, "num_queue_runners": 1}
    keys, found = learn.read_keyed_batch_features_shared_queue("a.tfrecord", 2, spec, tf.TFRecordReader, **given)
    return [sorted(found), _read(tf, [keys, found["n"]])]


@PROGRAMS
def dask(tf):
    """What is no table of dask is given back."""
    learn = tf.contrib.learn
    given = np.zeros(2)
    try:
        return [learn.extract_dask_data(given) is given, learn.extract_dask_labels(given) is given]
    except NameError:  # TensorFlow's without dask
        return [True, True]
