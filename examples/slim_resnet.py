"""A small ResNet of tf.contrib.slim learns from TFRecords while another loop evaluates its checkpoints.

    python examples/slim_resnet.py [--steps=50] [--train_dir=DIRECTORY]

The pictures are crops of ten photographs in sample_data/cifar-*.tfrecord; the network says which photograph a crop is of.
Usually the two loops are two programs; here they are two threads, each with a graph of its own.
"""

import pathlib
import tempfile
import threading

import headrace as tf

slim = tf.contrib.slim
resnet_v2 = slim.nets.resnet_v2

flags = tf.app.flags
FLAGS = flags.FLAGS
flags.DEFINE_string("data_dir", str(pathlib.Path(__file__).parents[1] / "sample_data"), "Directory of the TFRecords.")
flags.DEFINE_string("train_dir", None, "Directory of checkpoints and summaries; a new one by default.")
flags.DEFINE_integer("steps", 50, "Steps to train.")

TRAINING, TESTS = "cifar-0000[01]-*.tfrecord", "cifar-00002-*.tfrecord"
BATCH = 20


def photographs(files, number):
    """What the files hold: pictures as raw bytes, and their labels."""
    features = {
        "image_raw": tf.FixedLenFeature([], tf.string),
        "image/format": tf.FixedLenFeature([], tf.string, default_value="raw"),
        "label": tf.FixedLenFeature([], tf.int64),
    }
    items = {
        "image": slim.tfexample_decoder.Image("image_raw", shape=[32, 32, 3]),
        "label": slim.tfexample_decoder.Tensor("label"),
    }
    return slim.dataset.Dataset(
        data_sources=f"{FLAGS.data_dir}/{files}",
        reader=tf.TFRecordReader,
        decoder=slim.tfexample_decoder.TFExampleDecoder(features, items),
        num_samples=number,
        items_to_descriptions={"image": "a crop of 32x32 pixels", "label": "0 to 9, the photograph"},
    )


def batches(dataset, is_training):
    """Pictures between -1 and 1, and labels; in training in random order, and half of them mirrored."""
    provider = slim.dataset_data_provider.DatasetDataProvider(
        dataset, shuffle=is_training, num_epochs=None if is_training else 1, common_queue_capacity=200, common_queue_min=100
    )
    image, label = provider.get(["image", "label"])
    image = tf.cast(image, tf.float32) / 127.5 - 1
    if is_training:
        image = tf.image.random_flip_left_right(image)
    images, labels = tf.train.batch([image, label], BATCH)
    return slim.prefetch_queue.prefetch_queue([images, labels], capacity=2).dequeue()


def network(images, is_training):
    """Logits of ten classes: a convolution, and four residual units on images of half and of a quarter of the size."""
    with slim.arg_scope(resnet_v2.resnet_arg_scope(batch_norm_decay=0.9)):
        first = slim.conv2d(images, 16, 3, stride=2, normalizer_fn=None, activation_fn=None, scope="first")
        blocks = [resnet_v2.resnet_v2_block("block1", 8, 2, 2), resnet_v2.resnet_v2_block("block2", 16, 2, 1)]
        net, _ = resnet_v2.resnet_v2(
            first, blocks, num_classes=10, is_training=is_training, include_root_block=False, scope="resnet"
        )
        return tf.squeeze(net, [1, 2])


def train(directory):
    with tf.Graph().as_default():
        tf.set_random_seed(1)
        images, labels = batches(photographs(TRAINING, 200), is_training=True)
        tf.losses.sparse_softmax_cross_entropy(labels, network(images, is_training=True))
        loss = tf.losses.get_total_loss()
        slim.summaries.add_scalar_summary(loss, "loss")
        step = slim.learning.create_train_op(loss, tf.train.MomentumOptimizer(0.05, 0.9))
        _, size = slim.model_analyzer.analyze_vars(slim.get_model_variables())
        print(f"{size / 1000:.0f} KB of variables")
        slim.learning.train(step, directory, number_of_steps=FLAGS.steps, log_every_n_steps=20, save_interval_secs=1)


def evaluate(directory, is_training_over):
    """The accuracy of each new checkpoint, until there is the last."""
    with tf.Graph().as_default():
        images, labels = batches(photographs(TESTS, 100), is_training=False)
        predictions = tf.argmax(network(images, is_training=False), 1)
        values, updates = slim.metrics.aggregate_metric_map({"accuracy": slim.metrics.streaming_accuracy(predictions, labels)})
        slim.summaries.add_scalar_summary(values["accuracy"], "accuracy")
        step = tf.train.get_or_create_global_step()
        return slim.evaluation.evaluation_loop(
            "",
            directory,
            f"{directory}/evaluation",
            num_evals=100 // BATCH,
            eval_op=list(updates.values()),
            final_op=[step, values["accuracy"]],
            variables_to_restore=slim.get_variables_to_restore(),
            eval_interval_secs=0,
            timeout=0.5,
            timeout_fn=is_training_over,
        )


def main(_):
    directory = FLAGS.train_dir or tempfile.mkdtemp()
    training = threading.Thread(target=train, args=[directory])
    was_over = threading.Event()

    def is_over():
        if training.is_alive() or was_over.is_set():
            return not training.is_alive()
        was_over.set()  # once more, for the checkpoint that it ended with
        return False

    training.start()
    try:
        step, accuracy = evaluate(directory, is_over)
    finally:
        training.join()
    print(f"checkpoints and summaries: {directory}")
    print(f"good: {accuracy > 0.5} at step {step}, {accuracy:.0%} of 100 crops")


if __name__ == "__main__":
    tf.app.run()
