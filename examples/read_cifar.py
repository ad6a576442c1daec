"""CIFAR-10 binaries, distorted as for training.

python examples/read_cifar.py [FILE...]
"""

import pathlib
import sys

import headrace as tf

DATA = pathlib.Path(__file__).resolve().parent.parent / "sample_data"
files = sys.argv[1:] or sorted(map(str, DATA.glob("data_batch_*.bin")))

file_queue = tf.train.string_input_producer(files, num_epochs=1)
key, value = tf.FixedLengthRecordReader(record_bytes=1 + 3 * 32 * 32).read(file_queue)
record = tf.decode_raw(value, tf.uint8)
label = tf.cast(record[0], tf.int32)
image = tf.cast(tf.transpose(tf.reshape(record[1:], [3, 32, 32]), [1, 2, 0]), tf.float32)

image = tf.random_crop(image, [24, 24, 3])
image = tf.image.random_flip_left_right(image)
image = tf.image.random_brightness(image, max_delta=63)
image = tf.image.random_contrast(image, lower=0.2, upper=1.8)
image = tf.image.per_image_standardization(image)

images, labels = tf.train.shuffle_batch([image, label], batch_size=60, capacity=300, min_after_dequeue=100, num_threads=2)

with tf.Session() as sess:
    sess.run(tf.local_variables_initializer())
    coord = tf.train.Coordinator()
    threads = tf.train.start_queue_runners(sess=sess, coord=coord)
    count = 0
    try:
        while not coord.should_stop():
            x, y = sess.run([images, labels])
            count += len(x)
            print(f"{x.shape[0]} images of {x.shape[1:]}, mean {x.mean():.4f}, labels {sorted(set(y.tolist()))}")
    except tf.errors.OutOfRangeError:
        print(f"{count} images in all")
    finally:
        coord.request_stop()
    coord.join(threads)
