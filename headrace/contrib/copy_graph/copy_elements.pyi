"""tf.contrib.copy_graph.copy_elements: tf.contrib.copy_graph.python.util.copy_elements, under a second path. Made by `make names`."""

from headrace.contrib.copy_graph.python.util.copy_elements import *
