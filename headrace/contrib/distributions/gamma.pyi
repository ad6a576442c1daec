"""tf.contrib.distributions.gamma: tf.contrib.distributions.python.ops.gamma, under a second path. Made by `make names`."""

from headrace.contrib.distributions.python.ops.gamma import *
