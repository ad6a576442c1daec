"""tf.contrib.learn.estimators: tf.contrib.learn.python.learn.estimators, under a second path. Made by `make names`."""

from headrace.contrib.learn.python.learn.estimators import *
