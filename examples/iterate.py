"""The shortest way through a pipeline: `tf.train.iterate` opens the session, starts the threads and ends them.

python examples/iterate.py
"""

import pathlib

import headrace as tf

DATA = pathlib.Path(__file__).resolve().parent.parent / "sample_data"

file_queue = tf.train.string_input_producer(sorted(map(str, DATA.glob("iris-*.csv"))), num_epochs=2)
_, line = tf.TextLineReader().read(file_queue)
columns = tf.decode_csv(line, record_defaults=[[0.0], [0.0], [0.0], [0.0], [""]])
lengths, species = tf.train.batch([tf.stack(columns[:4]), columns[4]], batch_size=60)

for x, y in tf.train.iterate([lengths, species]):
    print(f"{len(x)} flowers, mean petal length {x[:, 2].mean():.2f} cm, {len(set(y))} species")
