"""tf.contrib.distributions.kullback_leibler: tf.contrib.distributions.python.ops.kullback_leibler, under a second path. Made by `make names`."""

from headrace.contrib.distributions.python.ops.kullback_leibler import *
