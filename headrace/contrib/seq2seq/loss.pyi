"""tf.contrib.seq2seq.loss: tf.contrib.seq2seq.python.ops.loss, under a second path. Made by `make names`."""

from headrace.contrib.seq2seq.python.ops.loss import *
