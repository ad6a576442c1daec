"""Watch a training run: scalars, histograms, images, text, the graph and how full the queues are.

    python examples/tensorboard.py logs
    tensorboard --logdir logs        # pip install tensorboard; TensorFlow is not needed

Without a directory the event file is written to a temporary one, read back and dropped.
"""

import pathlib
import sys
import tempfile

import headrace as tf

DATA = pathlib.Path(__file__).resolve().parent.parent / "sample_data"
STEPS = 200


def flowers():
    """Batches of iris flowers: four lengths, and which of three species."""
    file_queue = tf.train.string_input_producer(sorted(map(str, DATA.glob("iris-*.csv"))), seed=1)
    _, line = tf.TextLineReader().read(file_queue)
    *lengths, species = tf.decode_csv(line, record_defaults=[[0.0], [0.0], [0.0], [0.0], [""]])
    label = tf.argmax(tf.cast(tf.equal(["setosa", "versicolor", "virginica"], species), tf.int32), 0)
    return tf.train.shuffle_batch([tf.stack(lengths), label], 30, capacity=300, min_after_dequeue=100, seed=1)


def layer(name, inputs, size):
    """A dense layer whose weights and biases are watched."""
    with tf.name_scope(name):
        weights = tf.Variable(tf.truncated_normal([int(inputs.shape[1]), size], stddev=0.3, seed=2), name="weights")
        biases = tf.Variable(tf.zeros([size]), name="biases")
        tf.summary.histogram("spread_of_weights", weights)
        tf.summary.histogram("spread_of_biases", biases)
        tf.summary.image("weights_as_an_image", tf.reshape(weights, [1, -1, size, 1]))
        return tf.nn.xw_plus_b(inputs, weights, biases)


def train(logdir):
    lengths, labels = flowers()
    logits = layer("output", tf.nn.relu(layer("hidden", lengths, 16)), 3)
    loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits))
    right = tf.equal(tf.argmax(logits, 1), labels)
    tf.summary.scalar("loss", loss)
    tf.summary.scalar("accuracy", tf.reduce_mean(tf.cast(right, tf.float32)))
    about = tf.summary.text("about", tf.constant("*Iris* flowers, 30 at a time"), collections=[])
    step = tf.train.get_or_create_global_step()
    train_op = tf.train.AdamOptimizer(0.02).minimize(loss, global_step=step)
    summaries = tf.summary.merge_all()  # also those that the pipeline adds: how full its queues are

    with tf.Session() as sess, tf.summary.FileWriter(logdir, sess.graph) as writer:
        sess.run([tf.global_variables_initializer(), tf.local_variables_initializer()])
        coord = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(sess=sess, coord=coord)
        writer.add_summary(sess.run(about))
        for _ in range(STEPS):
            _, number, values = sess.run([train_op, step, summaries])
            writer.add_summary(values, number)
        coord.request_stop()
        coord.join(threads)


def main(logdir):
    train(logdir)
    losses = [
        value.simple_value
        for path in pathlib.Path(logdir).glob("events.out.tfevents.*")
        for event in tf.train.summary_iterator(str(path))
        for value in event.summary.value
        if value.tag == "loss"
    ]
    print(f"{len(losses)} losses, from {losses[0]:.2f} down to {losses[-1]:.2f}")


if len(sys.argv) > 1:
    main(sys.argv[1])
else:
    with tempfile.TemporaryDirectory() as directory:
        main(directory)
