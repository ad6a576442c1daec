"""tf.contrib.crf.python.ops.crf: tf.contrib.crf, under a second path. Made by `make names`."""

from headrace.contrib.crf import *
