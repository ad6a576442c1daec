"""tf.contrib.learn.utils: tf.contrib.learn.python.learn.utils, under a second path. Made by `make names`."""

from headrace.contrib.learn.python.learn.utils import *
