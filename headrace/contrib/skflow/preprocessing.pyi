"""tf.contrib.skflow.preprocessing: tf.contrib.learn.preprocessing, under a second path. Made by `make names`."""

from headrace.contrib.learn.preprocessing import *
