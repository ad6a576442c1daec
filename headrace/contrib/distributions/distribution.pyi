"""tf.contrib.distributions.distribution: tf.contrib.distributions.python.ops.distribution, under a second path. Made by `make names`."""

from headrace.contrib.distributions.python.ops.distribution import *
