"""tf.models.rnn.seq2seq: tf.contrib.legacy_seq2seq, under a second path. Made by `make names`."""

from headrace.contrib.legacy_seq2seq import *
from headrace.training.rnn.linear import _Linear as Linear
from headrace.training.rnn.linear import _linear as linear
from headrace.graph.ops.arrays.shape_queries import shape as shape
