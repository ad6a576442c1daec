"""tf.contrib.slim.nets.alexnet: tf.contrib.slim.python.slim.nets.alexnet, under a second path. Made by `make names`."""

from headrace.contrib.slim.python.slim.nets.alexnet import *
