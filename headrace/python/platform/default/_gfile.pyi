"""tf.python.platform.default._gfile: tf.gfile, under a second path. Made by `make names`."""

from headrace.gfile import *
