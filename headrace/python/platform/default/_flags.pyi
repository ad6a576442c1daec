"""tf.python.platform.default._flags: tf.flags, under a second path. Made by `make names`."""

from headrace.flags import *
