"""tf.contrib.layers.embedding_ops: tf.contrib.layers.python.layers.embedding_ops, under a second path. Made by `make names`."""

from headrace.contrib.layers.python.layers.embedding_ops import *
