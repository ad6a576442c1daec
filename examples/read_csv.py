"""CSV files in shuffled batches.

python examples/read_csv.py [FILE...]
"""

import pathlib
import sys

import headrace as tf

DATA = pathlib.Path(__file__).resolve().parent.parent / "sample_data"
files = sys.argv[1:] or sorted(map(str, DATA.glob("iris-*.csv")))

file_queue = tf.train.string_input_producer(files, num_epochs=1)
key, line = tf.TextLineReader().read(file_queue)
columns = tf.decode_csv(line, record_defaults=[[0.0], [0.0], [0.0], [0.0], [""]])
features, species = tf.train.shuffle_batch(
    [tf.stack(columns[:4]), columns[4]],
    batch_size=32,
    capacity=100,
    min_after_dequeue=50,
    allow_smaller_final_batch=True,
)

with tf.Session() as sess:
    sess.run(tf.local_variables_initializer())  # num_epochs is counted in a local variable
    coord = tf.train.Coordinator()
    threads = tf.train.start_queue_runners(sess=sess, coord=coord)
    rows = 0
    try:
        while not coord.should_stop():
            x, y = sess.run([features, species])
            rows += len(x)
            print(f"{len(x)} rows, means {x.mean(axis=0).round(2)}, the first is {y[0].decode()}")
    except tf.errors.OutOfRangeError:
        print(f"{rows} rows in all")
    finally:
        coord.request_stop()
    coord.join(threads)
