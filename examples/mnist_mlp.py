"""A network of two hidden layers learns to read digits, as in "TensorFlow Mechanics 101".

    python examples/mnist_mlp.py [--data_dir=DIRECTORY] [--log_dir=DIRECTORY] [--max_steps=600]

The data is scikit-learn's digits, of 8x8 pixels; give the directory of MNIST's four files for MNIST itself. Checkpoints and
summaries go to the log directory: `tensorboard --logdir DIRECTORY` shows them.
"""

import math
import pathlib
import tempfile

import headrace as tf
from headrace.examples.tutorials.mnist import input_data

flags = tf.app.flags
FLAGS = flags.FLAGS
flags.DEFINE_string(
    "data_dir", str(pathlib.Path(__file__).parents[1] / "sample_data" / "digits"), "Directory of the IDX files."
)
flags.DEFINE_string("log_dir", None, "Directory of checkpoints and summaries; a new one by default.")
flags.DEFINE_float("learning_rate", 0.3, "Learning rate at the start.")
flags.DEFINE_integer("max_steps", 600, "Steps to train.")
flags.DEFINE_integer("hidden1", 64, "Units of the first hidden layer.")
flags.DEFINE_integer("hidden2", 32, "Units of the second hidden layer.")
flags.DEFINE_integer("batch_size", 100, "Examples in a batch.")


def layer(name, inputs, units):
    size = inputs.get_shape()[1].value
    with tf.variable_scope(name):
        initializer = tf.truncated_normal_initializer(stddev=1 / math.sqrt(size))
        weights = tf.get_variable("weights", [size, units], initializer=initializer)
        biases = tf.get_variable("biases", [units], initializer=tf.zeros_initializer())
        tf.summary.histogram("weights", weights)
        return tf.matmul(inputs, weights) + biases


def main(_):
    data = input_data.read_data_sets(FLAGS.data_dir, validation_size=0)
    images = tf.placeholder(tf.float32, [None, data.train.images.shape[1]], name="images")
    labels = tf.placeholder(tf.int32, [None], name="labels")

    hidden1 = tf.nn.relu(layer("hidden1", images, FLAGS.hidden1))
    hidden2 = tf.nn.relu(layer("hidden2", hidden1, FLAGS.hidden2))
    logits = layer("softmax_linear", hidden2, 10)
    loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits), name="loss")
    correct = tf.reduce_mean(tf.cast(tf.nn.in_top_k(logits, labels, 1), tf.float32), name="accuracy")
    step = tf.train.get_or_create_global_step()
    rate = tf.train.exponential_decay(FLAGS.learning_rate, step, decay_steps=200, decay_rate=0.7)
    train = tf.train.GradientDescentOptimizer(rate).minimize(loss, global_step=step)
    tf.summary.scalar("loss", loss)
    tf.summary.scalar("learning_rate", rate)
    summaries = tf.summary.merge_all()

    log_dir = FLAGS.log_dir or tempfile.mkdtemp()
    tf.gfile.MakeDirs(log_dir)
    saver = tf.train.Saver()
    with tf.Session() as sess:
        writer = tf.summary.FileWriter(log_dir, sess.graph)
        sess.run(tf.global_variables_initializer())
        for i in range(FLAGS.max_steps):
            x, y = data.train.next_batch(FLAGS.batch_size)
            _, value = sess.run([train, loss], {images: x, labels: y})
            if i % 100 == 0:
                print(f"step {i}: loss {value:.2f}")
                writer.add_summary(sess.run(summaries, {images: x, labels: y}), i)
            if (i + 1) % 300 == 0:
                saver.save(sess, f"{log_dir}/model.ckpt", global_step=step)
        writer.close()
        accuracy = sess.run(correct, {images: data.test.images, labels: data.test.labels})
        print(f"checkpoints and summaries are in {log_dir}")
        print(f"{accuracy:.0%} of {data.test.num_examples} test digits are read right")


if __name__ == "__main__":
    tf.app.run()
