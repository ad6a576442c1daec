"""tf.python.platform.flags: tf.flags, under a second path. Made by `make names`."""

from headrace.flags import *
