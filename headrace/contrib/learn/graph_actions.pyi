"""tf.contrib.learn.graph_actions: tf.contrib.learn.python.learn.graph_actions, under a second path. Made by `make names`."""

from headrace.contrib.learn.python.learn.graph_actions import *
