"""tf.contrib.slim.nets.overfeat: tf.contrib.slim.python.slim.nets.overfeat, under a second path. Made by `make names`."""

from headrace.contrib.slim.python.slim.nets.overfeat import *
