"""tf.contrib.learn.datasets: tf.contrib.learn.python.learn.datasets, under a second path. Made by `make names`."""

from headrace.contrib.learn.python.learn.datasets import *
