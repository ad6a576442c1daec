"""tf.contrib.learn.python.learn.learn_io.graph_io: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.learn.reading import read_keyed_batch_examples as read_keyed_batch_examples
from headrace.contrib.learn import read_batch_examples as read_batch_examples
from headrace.contrib.learn import read_batch_features as read_batch_features
from headrace.contrib.learn import read_batch_record_features as read_batch_record_features
from headrace.contrib.learn import read_keyed_batch_examples_shared_queue as read_keyed_batch_examples_shared_queue
from headrace.contrib.learn import read_keyed_batch_features as read_keyed_batch_features
from headrace.contrib.learn import read_keyed_batch_features_shared_queue as read_keyed_batch_features_shared_queue

__all__ = [
    "read_batch_examples",
    "read_batch_features",
    "read_batch_record_features",
    "read_keyed_batch_examples",
    "read_keyed_batch_examples_shared_queue",
    "read_keyed_batch_features",
    "read_keyed_batch_features_shared_queue",
]
