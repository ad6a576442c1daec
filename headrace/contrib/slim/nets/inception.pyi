"""tf.contrib.slim.nets.inception: tf.contrib.slim.python.slim.nets.inception, under a second path. Made by `make names`."""

from headrace.contrib.slim.python.slim.nets.inception import *
