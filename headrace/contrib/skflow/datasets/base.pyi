"""tf.contrib.skflow.datasets.base: tf.contrib.learn.datasets.base, under a second path. Made by `make names`."""

from headrace.contrib.learn.datasets.base import *
