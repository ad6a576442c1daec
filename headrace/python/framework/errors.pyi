"""tf.python.framework.errors: tf.errors, under a second path. Made by `make names`."""

from headrace.errors import *
