"""tf.models.rnn.seq2seq: tf.contrib.legacy_seq2seq, under a second path. Made by `make names`."""

from headrace.contrib.legacy_seq2seq import *
