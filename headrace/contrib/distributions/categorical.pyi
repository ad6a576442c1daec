"""tf.contrib.distributions.categorical: tf.contrib.distributions.python.ops.categorical, under a second path. Made by `make names`."""

from headrace.contrib.distributions.python.ops.categorical import *
