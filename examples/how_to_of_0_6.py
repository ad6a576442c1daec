"""A program as the "how tos" of TensorFlow 0.6 taught it, from records on disk to a trained and saved model.

    python examples/how_to_of_0_6.py [--num_epochs=40]

Nothing in it was changed for later releases: features as lists of keys, split_dim and concat_dim first, losses of
(logits, labels), summaries with tags, SummaryWriter, tf.Coordinator. It runs as it stands; headrace says on the standard
error, once for each line, what TensorFlow 1.15 calls these things.
"""

import os.path
import tempfile
import time

import headrace as tf

flags = tf.app.flags
FLAGS = flags.FLAGS
flags.DEFINE_float("learning_rate", 0.05, "Initial learning rate.")
flags.DEFINE_integer("num_epochs", 40, "Number of epochs to run trainer.")
flags.DEFINE_integer("hidden1", 64, "Number of units in hidden layer 1.")
flags.DEFINE_integer("batch_size", 50, "Batch size.")
flags.DEFINE_string(
    "train_dir", os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "sample_data"), "Directory with the data."
)

PIXELS = 32 * 32 * 3
CLASSES = 10


def read_and_decode(filename_queue):
    reader = tf.TFRecordReader()
    _, serialized_example = reader.read(filename_queue)
    features = tf.parse_single_example(serialized_example, dense_keys=["image_raw", "label"], dense_types=[tf.string, tf.int64])
    image = tf.decode_raw(features["image_raw"], tf.uint8)
    image.set_shape([PIXELS])
    image = tf.sub(tf.mul(tf.cast(image, tf.float32), 1.0 / 255), 0.5)
    return image, tf.cast(features["label"], tf.int32)


def inputs(batch_size, num_epochs):
    filenames = [os.path.join(FLAGS.train_dir, f"cifar-{i:05d}-of-00003.tfrecord") for i in range(3)]
    filename_queue = tf.train.string_input_producer(filenames, num_epochs=num_epochs)
    image, label = read_and_decode(filename_queue)
    return tf.train.shuffle_batch([image, label], batch_size, capacity=300, min_after_dequeue=150, num_threads=2)


def inference(images):
    with tf.variable_op_scope([images], "hidden1"):
        weights = tf.get_variable("weights", [PIXELS, FLAGS.hidden1], initializer=tf.uniform_unit_scaling_initializer())
        biases = tf.get_variable("biases", [FLAGS.hidden1], initializer=tf.zeros_initializer)
        hidden = tf.nn.relu(tf.matmul(images, weights) + biases)
    with tf.op_scope([hidden], None, "halves"):
        left, right = tf.split(1, 2, hidden)
        hidden = tf.concat(1, [left, right])
    with tf.variable_op_scope([hidden], "softmax_linear"):
        weights = tf.get_variable("weights", [FLAGS.hidden1, CLASSES], initializer=tf.uniform_unit_scaling_initializer())
        biases = tf.get_variable("biases", [CLASSES], initializer=tf.zeros_initializer)
        return tf.matmul(hidden, weights) + biases


def loss_of(logits, labels):
    rows = tf.expand_dims(tf.range(0, FLAGS.batch_size), dim=1)
    concated = tf.concat(1, [rows, tf.expand_dims(labels, 1)])
    onehot_labels = tf.sparse_to_dense(concated, tf.pack([FLAGS.batch_size, CLASSES]), 1.0, 0.0)
    cross_entropy = tf.nn.softmax_cross_entropy_with_logits(logits, onehot_labels, name="xentropy")
    return tf.reduce_mean(cross_entropy, name="xentropy_mean")


def training(loss):
    tf.scalar_summary(loss.op.name, loss)
    for variable in tf.trainable_variables():
        tf.histogram_summary(variable.op.name, variable)
    global_step = tf.Variable(0, name="global_step", trainable=False)
    return tf.train.GradientDescentOptimizer(FLAGS.learning_rate).minimize(loss, global_step=global_step)


def evaluation(logits, labels):
    correct = tf.equal(tf.argmax(logits, dimension=1), tf.to_int64(labels))
    return tf.reduce_mean(tf.to_float(correct), reduction_indices=[0])


def run_training():
    with tf.Graph().as_default():
        images, labels = inputs(FLAGS.batch_size, FLAGS.num_epochs)
        logits = inference(images)
        loss = loss_of(logits, labels)
        train_op = training(loss)
        accuracy = evaluation(logits, labels)
        summary_op = tf.merge_all_summaries()
        saver = tf.train.Saver(tf.all_variables())
        init_op = tf.initialize_all_variables()

        sess = tf.Session()
        sess.run(init_op)
        directory = tempfile.mkdtemp()
        summary_writer = tf.train.SummaryWriter(directory, graph_def=sess.graph_def)
        coord = tf.Coordinator()
        threads = tf.train.start_queue_runners(sess=sess, coord=coord)
        step = 0
        try:
            while not coord.should_stop():
                start_time = time.time()
                _, loss_value, right, summary_str = sess.run([train_op, loss, accuracy, summary_op])
                duration = time.time() - start_time
                if step % 60 == 0:
                    print(f"Step {step}: loss = {loss_value:.2f}, {100 * right:.0f}% right ({duration:.3f} sec)")
                    summary_writer.add_summary(summary_str, step)
                step += 1
        except tf.OutOfRangeError:
            saver.save(sess, os.path.join(directory, "checkpoint"), global_step=step)
            print(f"Done training for {FLAGS.num_epochs} epochs, {step} steps.")
        finally:
            coord.request_stop()
        coord.join(threads)
        sess.close()


def main(_):
    run_training()


if __name__ == "__main__":
    tf.app.run()
