"""tf.contrib.skflow.datasets.mnist: tf.contrib.learn.datasets.mnist, under a second path. Made by `make names`."""

from headrace.contrib.learn.datasets.mnist import *
