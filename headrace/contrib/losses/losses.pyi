"""tf.contrib.losses.losses: tf.contrib.losses.python.losses, under a second path. Made by `make names`."""

from headrace.contrib.losses.python.losses import *
