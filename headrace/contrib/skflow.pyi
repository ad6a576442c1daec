"""tf.contrib.skflow: tf.contrib.learn, under a second path. Made by `make names`."""

from headrace.contrib.learn import *
