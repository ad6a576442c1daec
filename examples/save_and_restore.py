"""Train in two runs: the second goes on where the first one stopped. Then use some of what was learned elsewhere.

    python examples/save_and_restore.py logs

Without a directory the checkpoints are written to a temporary one. Run it again with the same directory: it goes on once more.
"""

import sys
import tempfile

import numpy as np

import headrace as tf
from headrace.python.tools.inspect_checkpoint import print_tensors_in_checkpoint_file

STEPS = 150
X = np.random.RandomState(0).randn(200, 3).astype(np.float32)
Y = X @ np.array([[2], [-1], [0.5]], np.float32) + 3


def model():
    """A line through points: the training step, the error, and the count of steps."""
    weights = tf.Variable(tf.zeros([3, 1]), name="weights")
    bias = tf.Variable([0.0], name="bias")
    error = tf.reduce_mean(tf.square(tf.matmul(X, weights) + bias - Y))
    step = tf.train.get_or_create_global_step()
    return tf.train.AdamOptimizer(0.05).minimize(error, global_step=step), error, step


def train(directory):
    """One run: from the latest checkpoint, or from the start, for STEPS steps."""
    with tf.Graph().as_default(), tf.Session() as sess:
        step_of_training, error, step = model()
        saver = tf.train.Saver(max_to_keep=3)
        latest = tf.train.latest_checkpoint(directory)
        if latest:
            saver.restore(sess, latest)
        else:
            sess.run(tf.global_variables_initializer())
        print(f"from step {sess.run(step)}, error {sess.run(error):.1e}")
        for _ in range(STEPS):
            sess.run(step_of_training)
            if sess.run(step) % 50 == 0:
                saver.save(sess, f"{directory}/line", global_step=step)
        print(f"to step {sess.run(step)}, error {sess.run(error):.1e}; kept: {len(saver.last_checkpoints)}")
        return saver.last_checkpoints[-1]


def transfer(checkpoint):
    """Another graph takes the weights, under another name, and nothing else."""
    with tf.Graph().as_default(), tf.Session() as sess:
        slopes = tf.Variable(tf.zeros([3, 1]), name="slopes")
        tf.train.Saver({"weights": slopes}).restore(sess, checkpoint)
        print("learned slopes", np.round(sess.run(slopes)[:, 0], 1).tolist())


def main(directory):
    train(directory)
    checkpoint = train(directory)
    print_tensors_in_checkpoint_file(checkpoint, tensor_name="bias", all_tensors=False)
    transfer(checkpoint)


if len(sys.argv) > 1:
    main(sys.argv[1])
else:
    with tempfile.TemporaryDirectory() as scratch:
        main(scratch)
