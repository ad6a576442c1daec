"""tf.python.util.compat: tf.compat, under a second path. Made by `make names`."""

from headrace.compat import *
