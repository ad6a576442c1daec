"""tf.contrib.learn.monitors: tf.contrib.learn.python.learn.monitors, under a second path. Made by `make names`."""

from headrace.contrib.learn.python.learn.monitors import *
