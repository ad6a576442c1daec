"""tf.contrib.layers.layers: tf.contrib.layers.python.layers.layers, under a second path. Made by `make names`."""

from headrace.contrib.layers.python.layers.layers import *
