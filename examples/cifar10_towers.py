"""Several towers learn to tell pictures apart, as in the tutorial "Training a model using multiple GPU cards".

    python examples/cifar10_towers.py [--num_gpus=2] [--max_steps=40] [--train_dir=DIRECTORY]

Variables are on the CPU, each tower computes gradients for a batch of its own on /gpu:0, /gpu:1, ..., and the means of the
gradients change the variables. Without GPUs soft placement moves the towers to the CPU.
"""

import pathlib
import re
import tempfile
import time

import headrace as tf

flags = tf.app.flags
FLAGS = flags.FLAGS
flags.DEFINE_string("data_dir", str(pathlib.Path(__file__).parents[1] / "sample_data"), "Directory of CIFAR-10 binaries.")
flags.DEFINE_string("train_dir", None, "Directory of checkpoints and summaries; a new one by default.")
flags.DEFINE_integer("num_gpus", 2, "How many towers.")
flags.DEFINE_integer("batch_size", 16, "Pictures in the batch of a tower.")
flags.DEFINE_integer("max_steps", 40, "Steps to train.")
flags.DEFINE_boolean("log_device_placement", False, "Whether to say where operations are.")

SIZE = 24
TOWER = "tower"


def distorted_inputs():
    files = tf.train.string_input_producer(sorted(tf.gfile.Glob(f"{FLAGS.data_dir}/data_batch_*.bin")))
    _, value = tf.FixedLengthRecordReader(record_bytes=1 + 32 * 32 * 3).read(files)
    record = tf.decode_raw(value, tf.uint8)
    label = tf.cast(tf.strided_slice(record, [0], [1]), tf.int32)
    image = tf.transpose(tf.reshape(tf.strided_slice(record, [1], [1 + 32 * 32 * 3]), [3, 32, 32]), [1, 2, 0])
    image = tf.random_crop(tf.cast(image, tf.float32), [SIZE, SIZE, 3])
    image = tf.image.random_flip_left_right(image)
    image = tf.image.random_brightness(image, max_delta=63)
    image = tf.image.per_image_standardization(image)
    label.set_shape([1])
    images, labels = tf.train.shuffle_batch(
        [image, label], FLAGS.batch_size, capacity=200, min_after_dequeue=100, num_threads=2
    )
    return images, tf.reshape(labels, [FLAGS.batch_size])


def on_cpu(name, shape, initializer):
    with tf.device("/cpu:0"):
        return tf.get_variable(name, shape, initializer=initializer)


def with_decay(name, shape, stddev, decay):
    variable = on_cpu(name, shape, tf.truncated_normal_initializer(stddev=stddev))
    tf.add_to_collection("losses", tf.multiply(tf.nn.l2_loss(variable), decay, name="weight_loss"))
    return variable


def inference(images):
    with tf.variable_scope("conv1") as scope:
        kernel = with_decay("weights", [5, 5, 3, 16], 5e-2, 0.0)
        biases = on_cpu("biases", [16], tf.constant_initializer(0.0))
        conv1 = tf.nn.relu(tf.nn.bias_add(tf.nn.conv2d(images, kernel, [1, 1, 1, 1], padding="SAME"), biases), name=scope.name)
    pool1 = tf.nn.max_pool(conv1, ksize=[1, 3, 3, 1], strides=[1, 2, 2, 1], padding="SAME", name="pool1")
    norm1 = tf.nn.lrn(pool1, 4, bias=1.0, alpha=0.001 / 9.0, beta=0.75, name="norm1")
    with tf.variable_scope("local2") as scope:
        flat = tf.reshape(norm1, [FLAGS.batch_size, -1])
        weights = with_decay("weights", [flat.get_shape()[1].value, 32], 0.04, 0.004)
        biases = on_cpu("biases", [32], tf.constant_initializer(0.1))
        local2 = tf.nn.relu(tf.matmul(flat, weights) + biases, name=scope.name)
    with tf.variable_scope("softmax_linear") as scope:
        weights = with_decay("weights", [32, 10], 1 / 32, 0.0)
        biases = on_cpu("biases", [10], tf.constant_initializer(0.0))
        return tf.add(tf.matmul(local2, weights), biases, name=scope.name)


def tower_loss(scope, images, labels):
    entropy = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=inference(images), name="cross_entropy")
    tf.add_to_collection("losses", tf.reduce_mean(entropy, name="cross_entropy_mean"))
    losses = tf.get_collection("losses", scope)
    total = tf.add_n(losses, name="total_loss")
    for loss in [*losses, total]:
        tf.summary.scalar(re.sub(f"{TOWER}_[0-9]*/", "", loss.op.name), loss)
    return total


def average_gradients(tower_grads):
    means = []
    for pairs in zip(*tower_grads, strict=True):
        gradients = [tf.expand_dims(gradient, 0) for gradient, _ in pairs]
        means.append((tf.reduce_mean(tf.concat(axis=0, values=gradients), 0), pairs[0][1]))
    return means


def train():
    with tf.Graph().as_default(), tf.device("/cpu:0"):
        global_step = tf.get_variable("global_step", [], initializer=tf.constant_initializer(0), trainable=False)
        rate = tf.train.exponential_decay(0.05, global_step, 100, 0.5, staircase=True)
        optimizer = tf.train.GradientDescentOptimizer(rate)
        tower_grads = []
        with tf.variable_scope(tf.get_variable_scope()):
            for number in range(FLAGS.num_gpus):
                with tf.device(f"/gpu:{number}"), tf.name_scope(f"{TOWER}_{number}") as scope:
                    loss = tower_loss(scope, *distorted_inputs())
                    tf.get_variable_scope().reuse_variables()
                    summaries = tf.get_collection(tf.GraphKeys.SUMMARIES, scope)
                    tower_grads.append(optimizer.compute_gradients(loss))
        grads = average_gradients(tower_grads)
        summaries.append(tf.summary.scalar("learning_rate", rate))
        summaries += [tf.summary.histogram(f"{variable.op.name}/gradients", gradient) for gradient, variable in grads]
        apply_gradients = optimizer.apply_gradients(grads, global_step=global_step)
        averages = tf.train.ExponentialMovingAverage(0.9999, global_step)
        train_op = tf.group(apply_gradients, averages.apply(tf.trainable_variables()))

        saver = tf.train.Saver(tf.global_variables())
        summary_op = tf.summary.merge(summaries)
        config = tf.ConfigProto(allow_soft_placement=True, log_device_placement=FLAGS.log_device_placement)
        with tf.Session(config=config) as sess:
            sess.run(tf.global_variables_initializer())
            coord = tf.train.Coordinator()
            threads = tf.train.start_queue_runners(sess=sess, coord=coord)
            writer = tf.summary.FileWriter(FLAGS.train_dir, sess.graph)
            for step in range(FLAGS.max_steps):
                start = time.time()
                _, value = sess.run([train_op, loss])
                if step % 10 == 0:
                    pictures = FLAGS.batch_size * FLAGS.num_gpus
                    print(f"step {step}, loss = {value:.2f} ({pictures / (time.time() - start):.0f} examples/sec)")
                    writer.add_summary(sess.run(summary_op), step)
            saver.save(sess, f"{FLAGS.train_dir}/model.ckpt", global_step=FLAGS.max_steps)
            writer.close()
            coord.request_stop()
            coord.join(threads)
            print(f"{FLAGS.num_gpus} towers, {sess.run(global_step):.0f} steps, {len(tf.trainable_variables())} variables")


def main(_):
    FLAGS.train_dir = FLAGS.train_dir or tempfile.mkdtemp()
    tf.gfile.MakeDirs(FLAGS.train_dir)
    train()


if __name__ == "__main__":
    tf.app.run()
