"""Data sets of tf.contrib.slim by queues: several readers of one set of files, items of Examples, a queue of batches."""
