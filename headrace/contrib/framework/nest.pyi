"""tf.contrib.framework.nest: tf.python.util.nest, under a second path. Made by `make names`."""

from headrace.python.util.nest import *
