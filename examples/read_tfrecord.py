"""TFRecords of Examples: written in plain Python, read back through a pipeline.

python examples/read_tfrecord.py
"""

import pathlib
import tempfile

import headrace as tf

PEOPLE = [("Ada", 1815, [36.0]), ("Grace", 1906, [85.0, 1.77]), ("Emmy", 1882, [53.0, 1.55, 60.0])]


def example_of(name, born, numbers):
    feature = {
        "name": tf.train.Feature(bytes_list=tf.train.BytesList(value=[name.encode()])),
        "born": tf.train.Feature(int64_list=tf.train.Int64List(value=[born])),
        "numbers": tf.train.Feature(float_list=tf.train.FloatList(value=numbers)),
    }
    return tf.train.Example(features=tf.train.Features(feature=feature))


with tempfile.TemporaryDirectory() as directory:
    path = str(pathlib.Path(directory, "people.tfrecord.gz"))
    options = tf.python_io.TFRecordOptions(tf.python_io.TFRecordCompressionType.GZIP)
    with tf.python_io.TFRecordWriter(path, options=options) as writer:
        for row in PEOPLE:
            writer.write(example_of(*row).SerializeToString())

    first = tf.train.Example.FromString(next(tf.python_io.tf_record_iterator(path, options)))
    print("the first record, without a graph:", first.features.feature["name"].bytes_list.value[0].decode())

    file_queue = tf.train.string_input_producer([path], num_epochs=1)
    key, serialized = tf.TFRecordReader(options=options).read(file_queue)
    person = tf.parse_single_example(
        serialized,
        features={
            "name": tf.FixedLenFeature([], tf.string),
            "born": tf.FixedLenFeature([], tf.int64),
            "numbers": tf.VarLenFeature(tf.float32),
        },
    )
    numbers = tf.sparse_tensor_to_dense(person["numbers"])
    batch = tf.train.batch([person["name"], person["born"], numbers], batch_size=3, dynamic_pad=True)

    with tf.Session() as sess:
        sess.run(tf.local_variables_initializer())
        coord = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(sess=sess, coord=coord)
        for name, born, row in zip(*sess.run(batch), strict=True):
            print(name.decode(), born, row.tolist())
        coord.request_stop()
        coord.join(threads)
